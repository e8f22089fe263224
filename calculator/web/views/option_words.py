"""Sentences that name options of the commands, as the page says them: by its own fields."""

from __future__ import annotations

import re

from calculator.messages import Messages

OPTIONS = ("statistics-date", "set", "coverage", "population", "neighbours", "boundaries")
_NAMED = re.compile(rf"--({'|'.join(OPTIONS)})(?![a-z-])")


def by_fields(sentence: str, speaker: Messages) -> str:
    """A sentence with the field of the first page for each option that it names."""

    def field(found: re.Match[str]) -> str:
        return speaker.template(f"web.options.{found[1].replace('-', '_')}")

    return _NAMED.sub(field, sentence)

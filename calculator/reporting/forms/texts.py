"""Text of a document: from input, put into words, and fit for a file."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from calculator.messages import Messages

_NOT_IN_DOCUMENTS = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_NOT_IN_FILE_NAMES = re.compile(r'[\x00-\x1f\x7f<>:"/\\|?*\u200b-\u200f\u202a-\u202e\ud800-\udfff]')
_DEVICES = re.compile(r"(?i)(con|prn|aux|nul|com\d|lpt\d)(?=\.|$)")
LONGEST_FILE_NAME = 60
"""Characters of a file's name; in UTF-8, three bytes each, it stays below what systems allow."""


@dataclass(frozen=True)
class FormWords:
    """Says what forms hold, as text that a document may have in it."""

    speaker: Messages

    def __call__(self, key: str, **values: Any) -> str:
        """A sentence of the forms, by its key without the subject."""
        return plain_text(self.speaker.text(f"forms.{key}", **values))

    def say(self, said: Any) -> str:
        """Whatever was calculated, in words; nothing where it is missing."""
        if said is None or said != said:
            return ""
        return plain_text(self.speaker.say(said))

    def number(self, value: float | None) -> str:
        """A number as people write it; nothing where it is missing."""
        return "" if value is None or value != value else self.say(float(value))

    def unit(self, unit: str | None) -> str:
        """A unit on its own, such as 人."""
        if unit is None:
            return ""
        return self.speaker.template(f"terms.unit.{unit}").replace("{number}", "").strip()


def plain_text(text: str) -> str:
    """A text with one sort of line break and no control characters."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    return _NOT_IN_DOCUMENTS.sub("", lines)


def file_name(text: str) -> str:
    """A text as a file may be called on every system, without a suffix."""
    safe = _NOT_IN_FILE_NAMES.sub("_", text).strip(" .-")[:LONGEST_FILE_NAME].rstrip(" .")
    return _DEVICES.sub(r"\1_", safe) or "_"

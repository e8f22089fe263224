"""Why a piece of work gave nothing, in both languages, as it is kept beside what it should give."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Literal

from calculator.messages import LANGUAGES, Language, messages
from rules.wording import Sentence

Kind = Literal["input", "time", "memory", "system", "unexpected"]


@dataclass(frozen=True)
class Failure:
    """Why a piece of work gave nothing.

    Attributes:
        kind: ``input`` what was uploaded can't be calculated; ``time`` it took too long;
            ``memory`` it took too much memory; ``system`` the machine did not let it, for
            example a full disk; ``unexpected`` a mistake of ours.
        sentences: Language -> what is said to the user.
        codes: What each sentence is about, for programs: ``no-township-row``.
        number: The number under which a mistake of ours stands in the log.
    """

    kind: Kind
    sentences: Mapping[str, Sequence[str]]
    codes: Sequence[str] = ()
    number: str | None = None

    @property
    def is_lasting(self) -> bool:
        """Whether it would happen again, so that it is not tried again."""
        return self.kind != "system"

    def said(self, language: Language) -> list[str]:
        """The sentences in a language."""
        return list(self.sentences[language])

    def as_json(self) -> str:
        """The text of the file that it is kept in."""
        return json.dumps(asdict(self), ensure_ascii=False)


def failure(kind: Kind, sentences: Sequence[Sentence], number: str | None = None) -> Failure:
    """A failure, put into both languages."""
    said: dict[str, Sequence[str]] = {
        language: [messages(language).say(sentence) for sentence in sentences]
        for language in LANGUAGES
    }
    codes = [sentence.key.rpartition(".")[2].replace("_", "-") for sentence in sentences]
    return Failure(kind, said, codes, number)


def read_failure(text: str) -> Failure:
    """A failure from the text of its file."""
    return Failure(**json.loads(text))

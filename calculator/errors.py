"""A user's mistake: what is said instead of a traceback."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from rules.wording import Sentence

if TYPE_CHECKING:
    from calculator.messages import Language


class CalculatorError(Exception):
    """Something that keeps the calculator from calculating; every reason at once."""

    def __init__(self, sentences: Sequence[Sentence]) -> None:
        """Keep every sentence: where, what was expected, what was found, what to do."""
        self.sentences = list(sentences)
        super().__init__(self.sentences)

    def text(self, language: Language = "zh") -> str:
        """The sentences in a language, one a line."""
        from calculator.messages import messages

        return "\n".join(map(messages(language).say, self.sentences))

    def __str__(self) -> str:
        """The sentences in Chinese."""
        return self.text()

"""A user's mistake: what is said instead of a traceback."""

from __future__ import annotations

from collections.abc import Sequence

from rules.wording import Sentence


class CalculatorError(Exception):
    """Something that keeps the calculator from calculating; every reason at once."""

    def __init__(self, sentences: Sequence[Sentence]) -> None:
        """Keep every sentence: where, what was expected, what was found, what to do."""
        self.sentences = list(sentences)
        super().__init__("; ".join(sentence.key for sentence in self.sentences))

"""A user's mistake: what is said instead of a traceback."""

from __future__ import annotations

import errno
from collections.abc import Sequence
from typing import TYPE_CHECKING

from rules.wording import Sentence, Term

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


_REASONS = {
    errno.EACCES: "not_permitted",
    errno.EPERM: "not_permitted",
    errno.EROFS: "not_permitted",
    errno.ENOSPC: "no_space",
    errno.EBUSY: "in_use",
    errno.ENAMETOOLONG: "name_too_long",
    errno.ENOENT: "no_folder",
    errno.ENOTDIR: "no_folder",
}


def system_reason(error: OSError) -> Term | str:
    """Why the system did not let a file be opened or written, in words that have a translation.

    Of a rare reason it is what the system itself says.
    """
    known = _REASONS.get(error.errno or 0)
    if known is not None:
        return Term("system", known)
    return error.strerror or type(error).__name__

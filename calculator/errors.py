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
        """Keep every sentence, equal ones once: where, expected, found, what to do."""
        # by what they look like: sentences hold lists and mappings, which have no hash
        self.sentences = list({repr(sentence): sentence for sentence in sentences}.values())
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
    errno.EROFS: "read_only",
    errno.ENOSPC: "no_space",
    getattr(errno, "EDQUOT", errno.ENOSPC): "no_space",  # Windows has no such number
    errno.EFBIG: "too_large",
    errno.EIO: "device_failed",
    errno.ENXIO: "device_failed",
    errno.ENODEV: "device_failed",
    errno.EBUSY: "in_use",
    errno.ENAMETOOLONG: "name_too_long",
    errno.EILSEQ: "bad_name",
    errno.ENOENT: "no_folder",
    errno.ENOTDIR: "not_a_folder",
    errno.EEXIST: "not_a_folder",  # where a folder was to be made
}
_REASONS_OF_WINDOWS = {
    32: "in_use",  # another program shares the file with nobody
    33: "in_use",  # another program has locked a part of it
    123: "bad_name",
    206: "name_too_long",
}


def system_reason(error: OSError | ValueError) -> Term | str:
    """Why the system did not let a file be opened or written, in words that have a translation.

    Of a rare reason it is what the system itself says. A ``ValueError`` is a name, or a text,
    with characters that the system can't write.
    """
    if isinstance(error, ValueError):
        return Term("system", "bad_name")
    known = _REASONS_OF_WINDOWS.get(getattr(error, "winerror", None) or 0)
    known = known or _REASONS.get(error.errno or 0)
    if known is not None:
        return Term("system", known)
    return error.strerror or type(error).__name__

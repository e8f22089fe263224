"""What the members of a zip are called."""

from __future__ import annotations

import zipfile

_NAMED_IN_UTF8 = 0x800


def member_name(entry: zipfile.ZipInfo) -> str:
    """A member's name; where the zip does not say that it is UTF-8, it is in GBK here."""
    if entry.flag_bits & _NAMED_IN_UTF8:
        return entry.filename
    try:
        return entry.filename.encode("cp437").decode("gb18030")
    except UnicodeError:
        return entry.filename

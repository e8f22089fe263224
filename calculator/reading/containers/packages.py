"""A zip as its members, unpacked within bounds, and packed again with only those wanted."""

from __future__ import annotations

import io
import lzma
import zipfile
import zlib
from collections.abc import Mapping

from calculator.reading.containers.limits import Damaged, Locked, require_unpacked

ZIP = b"PK\x03\x04"
_ENCRYPTED = 0x1
BROKEN_ZIP = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    OSError,
    ValueError,
    NotImplementedError,
    EOFError,
)
"""What a zip that is none, or is damaged, raises; one with a password raises ``RuntimeError``."""


def member_names(data: bytes) -> list[str] | None:
    """The names of a zip's members; None where its directory can't be read."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            return [_plain(name) for name in package.namelist()]
    except BROKEN_ZIP:
        return None


def _plain(name: str) -> str:
    return name.replace("\\", "/").lstrip("/")


class Members:
    """The members of a zip, each unpacked when it is asked for.

    No member gives more than the size that its directory declares, whatever it holds, and
    its checksum is verified.
    """

    def __init__(self, data: bytes) -> None:
        """Read the directory.

        Raises:
            Damaged: It is broken.
        """
        try:
            self._package = zipfile.ZipFile(io.BytesIO(data))
        except BROKEN_ZIP:
            raise Damaged from None
        self._entries = {_plain(e.filename).lower(): e for e in self._package.infolist()}
        self._unpacked = 0

    def __contains__(self, name: str) -> bool:
        """Whether there is a member of this name, in capital letters or small ones."""
        return name.lower() in self._entries

    def names(self) -> list[str]:
        """The names of all members."""
        return [_plain(entry.filename) for entry in self._entries.values()]

    def read(self, name: str) -> bytes:
        """Unpack a member.

        Raises:
            Damaged: It is missing or broken.
            Locked: It is encrypted.
            Demanding, TooLarge: With what was unpacked before it is too much.
        """
        entry = self._entries.get(name.lower())
        if entry is None:
            raise Damaged
        if entry.flag_bits & _ENCRYPTED:
            raise Locked
        self._unpacked += entry.file_size
        require_unpacked(self._unpacked)
        try:
            return self._package.read(entry)
        except (*BROKEN_ZIP, RuntimeError):
            raise Damaged from None


def packed(members: Mapping[str, bytes]) -> bytes:
    """A zip of some members, not compressed."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as package:
        for name, content in members.items():
            # of a fixed date: a zip has none before 1980, which a wrong clock may say
            package.writestr(zipfile.ZipInfo(name), content)
    return target.getvalue()

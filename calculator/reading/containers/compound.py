"""A compound file, the container of old Office formats, with a single stream."""

from __future__ import annotations

import struct

SIGNATURE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_SECTOR = 4096
_NUMBERS = _SECTOR // 4
_IN_HEADER = 109
_FREE, _END, _TABLE = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
_STREAM, _ROOT = 2, 5
_NONE = 0xFFFFFFFF


def compound_file(name: str, content: bytes) -> bytes:
    """A compound file (version 4) that holds one stream, filled up with zeros to whole sectors."""
    padded = content + bytes(-len(content) % _SECTOR or (0 if content else _SECTOR))
    sectors = len(padded) // _SECTOR
    tables = 1
    while tables * _NUMBERS < tables + 2 + sectors:
        tables += 1
    if tables > _IN_HEADER:
        raise ValueError(len(content))
    # The root has a stream too, for small ones; readers want it, although nothing is in it.
    chain = [_TABLE] * tables + [_END, _END]
    first = len(chain)
    chain += [*range(first + 1, first + sectors), _END]
    chain += [_FREE] * (tables * _NUMBERS - len(chain))
    header = struct.pack(
        "<8s16x5H6x9I",
        SIGNATURE,
        *(0x3E, 4, 0xFFFE, 12, 6),
        *(1, tables, tables, 0, 4096, _END, 0, _END, 0),
    )
    places = [*range(tables), *[_FREE] * (_IN_HEADER - tables)]
    header += struct.pack(f"<{_IN_HEADER}I", *places)
    directory = _entry("Root Entry", _ROOT, 1, tables + 1, _SECTOR) + _entry(
        name, _STREAM, _NONE, first, len(padded)
    )
    directory += _entry("", 0, _NONE, 0, 0) * ((_SECTOR - len(directory)) // 128)
    return b"".join(
        (
            header.ljust(_SECTOR, b"\0"),
            struct.pack(f"<{len(chain)}I", *chain),
            directory,
            bytes(_SECTOR),
            padded,
        )
    )


def _entry(name: str, kind: int, child: int, start: int, size: int) -> bytes:
    written = (name + "\0" if name else "").encode("utf-16-le")
    return struct.pack(
        "<64sHBB3I36xIQ", written, len(written), kind, 1, _NONE, _NONE, child, start, size
    )

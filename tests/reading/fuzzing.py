"""Broken files: small ones of every format, with bits, bytes and members changed at random."""

from __future__ import annotations

import io
import random
import zipfile

from calculator.errors import CalculatorError
from calculator.reading.containers.files import read_grids
from tests.reading.containers.building import archive, every_format

_EXTREMES = (b"\0", b"\xff", b"\xff\xff\xff\xff", b"\xff\xff\xff\x7f", b"\0\0\0\x80", b"<", b'"')


def _changed(data: bytes, chance: random.Random) -> bytes:
    """Some bytes changed, or some left out, doubled or cut off."""
    changed = bytearray(data)
    for _ in range(chance.choice((1, 1, 2, 4, 16))):
        if not changed:
            break
        at = chance.randrange(len(changed))
        kind = chance.randrange(6)
        if kind < 3:
            changed[at] ^= 1 << chance.randrange(8)
        elif kind == 3:
            extreme = chance.choice(_EXTREMES)
            changed[at : at + len(extreme)] = extreme
        elif kind == 4:
            end = min(len(changed), at + chance.randrange(1, 64))
            changed[at:at] = changed[at:end] * chance.choice((0, 1, 9))
        else:
            del changed[at : at + chance.choice((1, 8, len(changed)))]
    return bytes(changed)


def _with_member_changed(data: bytes, chance: random.Random) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        members = {name: package.read(name) for name in package.namelist()}
    name = chance.choice(list(members))
    return archive(members | {name: _changed(members[name], chance)})


def broken_file(seed: int, whole: dict[str, bytes] | None = None) -> tuple[str, bytes]:
    """A broken file and the format it had; of a seed always the same."""
    chance = random.Random(seed)
    whole = whole or every_format()
    name = chance.choice(list(whole))
    data = whole[name]
    if data.startswith(b"PK") and chance.random() < 0.8:
        return name, _with_member_changed(data, chance)
    return name, _changed(data, chance)


def outcome(data: bytes) -> str:
    """How reading a file ends: ``read``, or the key of the sentence that says why not."""
    try:
        read_grids("表.xls", data)
    except CalculatorError as error:
        return error.sentences[0].key
    return "read"

"""Breaking bytes, packages and plain data at random."""

from __future__ import annotations

import io
import random
import zipfile
from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

from calculator.errors import CalculatorError
from calculator.messages import LANGUAGES, messages
from rules.findings import Finding
from tests.reading.containers.building import archive

Trial = Callable[[int], str]

_EXTREMES = (b"\0", b"\xff", b"\xff\xff\xff\xff", b"\xff\xff\xff\x7f", b"\0\0\0\x80", b"<", b'"')

ANYTHING: tuple[Any, ...] = (
    None,
    True,
    False,
    0,
    1,
    -1,
    3,
    10**30,
    -(10**400),
    0.5,
    1e308,
    float("inf"),
    float("nan"),
    "",
    " ",
    "\0",
    "0",
    "-1",
    "甲镇",
    "population",
    "一类",
    "{x}",
    "=1+1",
    "\ud800".encode("utf-8", "replace").decode(),
    "字" * 3000,
    date(2009, 12, 31),
    [],
    {},
    [[]],
    {"zh": "甲", "en": "a"},
    {"": None},
)
"""Values of every sort that may stand where none of them is meant."""


def changed(data: bytes, chance: random.Random) -> bytes:
    """Some bytes changed, or some left out, doubled or cut off."""
    result = bytearray(data)
    for _ in range(chance.choice((1, 1, 2, 4, 16))):
        if not result:
            break
        at = chance.randrange(len(result))
        kind = chance.randrange(6)
        if kind < 3:
            result[at] ^= 1 << chance.randrange(8)
        elif kind == 3:
            extreme = chance.choice(_EXTREMES)
            result[at : at + len(extreme)] = extreme
        elif kind == 4:
            end = min(len(result), at + chance.randrange(1, 64))
            result[at:at] = result[at:end] * chance.choice((0, 1, 9))
        else:
            del result[at : at + chance.choice((1, 8, len(result)))]
    return bytes(result)


def broken(data: bytes, chance: random.Random) -> bytes:
    """A file with some bytes changed; of a package mostly in one of its members."""
    if not data.startswith(b"PK") or chance.random() > 0.8:
        return changed(data, chance)
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        members = {name: package.read(name) for name in package.namelist()}
    name = chance.choice(list(members))
    return archive(members | {name: changed(members[name], chance)})


def altered(data: Any, chance: random.Random, values: Iterable[Any] = ANYTHING) -> Any:
    """Plain data with one of its parts replaced, left out, doubled or renamed; a copy."""
    if not isinstance(data, (dict, list)) or not data or chance.random() < 0.08:
        return chance.choice(list(values))
    if isinstance(data, list):
        at = chance.randrange(len(data))
        kind = chance.randrange(8)
        middle = (
            [[], [data[at], data[at]]][kind] if kind < 2 else [altered(data[at], chance, values)]
        )
        return [*data[:at], *middle, *data[at + 1 :]]
    key = chance.choice(list(data))
    kind = chance.randrange(12)
    if kind == 0:
        return {name: value for name, value in data.items() if name != key}
    if kind == 1:
        other = chance.choice(list(data))
        return data | {key: data[other], other: data[key]}
    if kind == 2:
        new = chance.choice([value for value in values if isinstance(value, str)] or [""])
        return {new if name == key else name: value for name, value in data.items()}
    return data | {key: altered(data[key], chance, values)}


def said(error: CalculatorError) -> str:
    """The key of the first sentence, after all were said in every language."""
    assert error.sentences
    for language in LANGUAGES:
        assert error.text(language).strip()
    return error.sentences[0].key


def say_all(findings: Iterable[Finding]) -> None:
    """Say findings in every language."""
    for language in LANGUAGES:
        for finding in findings:
            assert messages(language).say(finding.message)

"""Which township of one year's file is which of another's."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, field

from calculator.reading.assembly.identities import code_key, name_key
from calculator.reading.cells.rows import stem_of
from rules.statistics import Statistics

_Key = Callable[[Statistics, int], tuple[Hashable, ...]]


@dataclass
class SameTownships:
    """The townships of two years.

    Attributes:
        pairs: Township now -> the same one before.
        renamed: Those of them that the code alone tells: the name is another.
        ending_changed: Those of them whose name ends in another of 镇, 乡, 街道.
        appeared: The townships that are only there now.
        vanished: Those that were only there before.
    """

    pairs: dict[int, int] = field(default_factory=dict)
    renamed: list[int] = field(default_factory=list)
    ending_changed: list[int] = field(default_factory=list)
    appeared: list[int] = field(default_factory=list)
    vanished: list[int] = field(default_factory=list)


def same_townships(now: Statistics, before: Statistics) -> SameTownships:
    """Pair the townships of two years: by code and name, else by county and name.

    Those left are the same by code with another name, or by county and the name without 镇,
    乡 or 街道. What occurs twice on either side pairs nothing.
    """
    same = SameTownships(
        appeared=list(range(now.size)),
        vanished=list(range(before.size)),
    )
    for key in (_code_and_written, _full_name_written, _code_and_name, _full_name, _county_name):
        _pair(same, now, before, key)
    by_code = _pair(same, now, before, _code)
    by_stem = _pair(same, now, before, _stem)
    if not _has_counties(now) or not _has_counties(before):
        _pair(same, now, before, _name)
        by_stem += _pair(same, now, before, _bare_stem)
    for township in by_code:
        is_same = _bare_stem(now, township) == _bare_stem(before, same.pairs[township])
        (same.ending_changed if is_same else same.renamed).append(township)
    same.ending_changed = sorted(same.ending_changed + by_stem)
    return same


def _pair(same: SameTownships, now: Statistics, before: Statistics, key: _Key) -> list[int]:
    """Pair townships left on both sides whose keys are whole, equal and occur once on each."""
    if not same.appeared or not same.vanished:
        return []
    of_now = _once(same.appeared, now, key)
    of_before = _once(same.vanished, before, key)
    found = {t: of_before[k] for k, t in of_now.items() if k in of_before}
    if found:
        same.pairs |= found
        taken = set(found.values())
        same.appeared = [t for t in same.appeared if t not in found]
        same.vanished = [t for t in same.vanished if t not in taken]
    return list(found)


def _once(
    townships: Sequence[int], statistics: Statistics, key: _Key
) -> dict[tuple[Hashable, ...], int]:
    keys = [key(statistics, township) for township in townships]
    counts = Counter(keys)
    return {
        k: township
        for k, township in zip(keys, townships, strict=True)
        if counts[k] == 1 and all(k)
    }


def _has_counties(statistics: Statistics) -> bool:
    return any(county for _, county in statistics.counties)


def _text(statistics: Statistics, column: str, township: int) -> str:
    found = statistics.texts.get(column)
    return (found[township] or "") if found is not None else ""


def _code_and_written(statistics: Statistics, township: int) -> tuple[Hashable, ...]:
    return (_text(statistics, "code", township), _text(statistics, "name", township))


def _full_name_written(statistics: Statistics, township: int) -> tuple[Hashable, ...]:
    columns = ("prefecture", "county", "name")
    return tuple(_text(statistics, column, township) for column in columns)


def _code(statistics: Statistics, township: int) -> tuple[Hashable, ...]:
    return (code_key(_text(statistics, "code", township)),)


def _name(statistics: Statistics, township: int) -> tuple[Hashable, ...]:
    return (name_key(_text(statistics, "name", township)),)


def _code_and_name(statistics: Statistics, township: int) -> tuple[Hashable, ...]:
    return (*_code(statistics, township), *_name(statistics, township))


def _full_name(statistics: Statistics, township: int) -> tuple[Hashable, ...]:
    return (
        _text(statistics, "prefecture", township),
        _text(statistics, "county", township),
        *_name(statistics, township),
    )


def _county_name(statistics: Statistics, township: int) -> tuple[Hashable, ...]:
    return (_text(statistics, "county", township), *_name(statistics, township))


def _bare_stem(statistics: Statistics, township: int) -> tuple[Hashable, ...]:
    name = name_key(_text(statistics, "name", township))
    return (stem_of(name) or name,)


def _stem(statistics: Statistics, township: int) -> tuple[Hashable, ...]:
    return (_text(statistics, "county", township), *_bare_stem(statistics, township))

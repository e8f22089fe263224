"""Which rows of a table a total may stand for, and what they sum to."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, cached_property, lru_cache

import numpy as np

from calculator.reading.cells.matching import plain, without_marks
from calculator.reading.cells.rows import clean_name, kind_of_name
from calculator.reading.cells.values import read_numbers
from calculator.reading.checks.summed_rows import Group, Rows, SummedRows
from calculator.reading.grids import as_text
from calculator.reading.recognition.parts import Part
from calculator.vocabulary import Vocabulary, load_vocabulary
from rules.statistics import BoolArray, FloatArray, IntArray

_COUNT = re.compile(r"^(?:全[县市区])?(?:\d+|[一二三四五六七八九十]+)个")
_EVERYTHING = "everything"
# What is no township and has figures all the same.
_OTHERS = ("stranger", "unnamed")


class Groups:
    """The groups of rows of one table, as its totals may mean them."""

    def __init__(
        self, part: Part, columns: Sequence[str], totals: Sequence[int], parts: Sequence[Part]
    ) -> None:
        """Look at one table.

        Args:
            part: The table.
            columns: Its columns that sum.
            totals: The rows of its totals, counted from 0, rising.
            parts: All tables that were read.
        """
        self._part = part
        self._columns = columns
        self._around = parts
        self._rows, self._places = _rows(part, columns)
        self._bounds = [int(np.searchsorted(self._rows.rows, row)) for row in totals]
        self._ends = sorted(set(self._bounds))
        self._summed: dict[str, SummedRows] = {}

    def of(self, number: int, row: int, text: str) -> Iterator[Group]:
        """The groups that a total may mean, the likeliest first.

        Args:
            number: Which of the table's totals it is.
            row: Its row, counted from 0.
            text: What it is called.
        """
        core, kinds = _core(text), summed_kinds(text)
        ranges = self._ranges(number)
        if kinds is not None:
            of_kind = self._of_kind(core, kinds)
            yield from _present(of_kind.between(*ends) for ends in ranges)
        else:
            yield from self._of_region(core, row)
        for which in ("townships", _EVERYTHING) if self._has_others else ("townships",):
            yield from _present(self._of(which).between(*ends) for ends in ranges)
        if number in (0, len(self._bounds) - 1):
            yield from self._wider

    def _ranges(self, number: int) -> list[tuple[int, int]]:
        at, size = self._bounds[number], len(self._rows.rows)
        limits = load_vocabulary().checks.totals
        nearest = min(limits.nearest, limits.tried // len(self._bounds))
        first, last = bisect_left(self._ends, at), bisect_right(self._ends, at)
        before = self._ends[max(first - max(nearest, 1), 0) : first][::-1]
        after = self._ends[last : last + max(nearest, 1)]
        near = [(before[0] if before else 0, at), (at, after[0] if after else size)]
        far = [(0, at), (at, size), *((b, at) for b in before), *((at, b) for b in after)]
        return list(dict.fromkeys([*near, (0, size), *far]))

    @cached_property
    def _is_township(self) -> BoolArray:
        return self._places >= 0

    @property
    def _has_others(self) -> bool:
        return not self._is_township.all()

    def _of(self, which: str) -> SummedRows:
        if which not in self._summed:
            chosen = None if which == _EVERYTHING or not self._has_others else self._is_township
            self._summed[which] = SummedRows(self._rows, chosen)
        return self._summed[which]

    def _of_kind(self, core: str, kinds: frozenset[str]) -> SummedRows:
        if core not in self._summed:
            chosen = np.zeros(len(self._rows.rows), dtype=bool)
            named = np.array([kind in kinds for kind in self._kinds], dtype=bool)
            chosen[self._is_township] = named[self._places[self._is_township]]
            self._summed[core] = SummedRows(self._rows, chosen)
        return self._summed[core]

    @cached_property
    def _kinds(self) -> list[str | None]:
        """The kind of every township of the table, as its column or its name says."""
        read = self._part.choices.get("kind")
        return [
            next(iter(read.at(place)), None)
            if read is not None and read.codes[place] >= 0
            else kind_of_name(name or "")
            for place, name in enumerate(self._part.texts["name"])
        ]

    def _of_region(self, core: str, row: int) -> Iterator[Group]:
        """The rows of the county or prefecture that a total names, or whose code it has."""
        columns = self._part.layout.columns
        names = [core] if core else []
        for column in ("county", "prefecture"):
            if column in columns:
                names.append(plain(clean_name(self._text(row, column))))
        code = self._text(row, "code") if "code" in columns else ""
        if code.isdigit() and len(code) >= 6:
            names.append(_without_zeros(code))
        for name in dict.fromkeys(names):
            places = self._by_region.get(name) or (self._by_code.get(name) if code else None)
            if places:
                yield Group.of_all(self._rows.taken(np.array(places, dtype=np.int64)))

    def _text(self, row: int, column: str) -> str:
        return as_text(self._part.grid.cells[row][self._part.layout.columns[column].position])

    @cached_property
    def _by_region(self) -> Mapping[str, list[int]]:
        """Name of a county or a prefecture -> its rows."""
        found: dict[str, list[int]] = {}
        for column in ("county", "prefecture"):
            written: defaultdict[str | None, list[int]] = defaultdict(list)
            if column in self._part.texts:
                texts = self._part.texts[column]
                for at in np.flatnonzero(self._is_township).tolist():
                    written[texts[self._places[at]]].append(at)
            for text, rows in written.items():
                found.setdefault(plain(text or ""), rows)
        return found

    @cached_property
    def _by_code(self) -> Mapping[str, list[int]]:
        """The beginning of a region's code -> its rows."""
        found: defaultdict[str, list[int]] = defaultdict(list)
        for at in np.flatnonzero(self._is_township).tolist():
            code = self._part.texts["code"][self._places[at]] or ""
            for length in (2, 4, 6) if code else ():
                found[code[:length]].append(at)
        return found

    @cached_property
    def _wider(self) -> list[Group]:
        """The rows of all tables of the sheet, and of the file, where there are more."""
        found = []
        grid = self._part.grid
        alike = [part for part in self._around if set(self._columns) <= part.numbers.keys()]
        of_file = [part for part in alike if part.grid.file == grid.file]
        of_sheet = [part for part in of_file if part.grid is grid]
        for near in (of_sheet, of_file):
            if len(near) > 1 and any(part is not self._part for part in near):
                found.append(self._together(near))
        return found

    def _together(self, parts: Sequence[Part]) -> Group:
        stacked = np.concatenate(
            [np.column_stack([part.numbers[c] for c in self._columns]) for part in parts]
        )
        sizes = [part.size for part in parts]
        rows = Rows(
            parts,
            np.repeat(np.arange(len(parts)), sizes),
            np.concatenate([part.rows for part in parts]),
            stacked,
        )
        return Group.of_all(rows)


def _rows(part: Part, columns: Sequence[str]) -> tuple[Rows, IntArray]:
    """The rows with figures, and for each the place of its township.

    It is -1 for what is no township or stands there twice, which a total may sum or not.
    """
    others = [left.row - 1 for left in part.table.left_out if left.reason in _OTHERS]
    rows = np.concatenate([part.rows, np.array(others, dtype=np.int64)])
    places = np.concatenate([_first_places(part), np.full(len(others), -1)])
    values = np.column_stack(
        [np.concatenate([part.numbers[c], figures(part, c, others)]) for c in columns]
    )
    order = np.argsort(rows, kind="stable")
    of_part = np.zeros(len(rows), dtype=np.int64)
    return Rows([part], of_part, rows[order], values[order]), places[order]


def _first_places(part: Part) -> IntArray:
    """The place of every township, -1 where the same one stands above it."""
    columns = ("code", "prefecture", "county", "name")
    identities = zip(*(part.texts[name] for name in columns if name in part.texts), strict=True)
    first: dict[tuple[object, ...], int] = {}
    places = [first.setdefault(identity, place) for place, identity in enumerate(identities)]
    return np.where(np.array(places) == np.arange(part.size), np.arange(part.size), -1)


def figures(part: Part, column: str, rows: Sequence[int]) -> FloatArray:
    """The figures of any rows of a table's grid, in the vocabulary's unit."""
    cells = part.grid.column(part.layout.columns[column].position, rows)
    return read_numbers(cells, part.layout.units.get(column)).values


def _present(groups: Iterator[Group | None]) -> Iterator[Group]:
    return (group for group in groups if group is not None)


def summed_kinds(text: str) -> frozenset[str] | None:
    """The kinds of township that a total's name says it sums, as in 其中：镇."""
    return load_vocabulary().checks.totals.kinds.get(_core(text))


@cache
def _endings(vocabulary: Vocabulary) -> frozenset[str]:
    return frozenset(map(plain, vocabulary.rows["endings"] | vocabulary.rows["totals"]))


@lru_cache(maxsize=65536)
def _core(text: str) -> str:
    """What a total is the total of: 临河县 of 临河县合计, 镇 of 其中：12个镇; empty for all."""
    words = plain(without_marks(clean_name(text)))
    endings = (ending for ending in _endings(load_vocabulary()) if words.endswith(ending))
    ending = max(endings, key=len, default="")
    return _COUNT.sub("", words.removesuffix(ending))


def _without_zeros(code: str) -> str:
    """The beginning of a region's code that its townships have too."""
    six = code[:6]
    return six[:2] if six.endswith("0000") else six[:4] if six.endswith("00") else six

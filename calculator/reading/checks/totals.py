"""Totals held against the sums of their rows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from calculator.reading.checks.causes import also_at, causes
from calculator.reading.checks.groups import Groups, figures, summed_kinds
from calculator.reading.checks.places import last_places
from calculator.reading.checks.slips import Difference, likely_slip
from calculator.reading.checks.summed_rows import Group, Rows
from calculator.reading.notes import column_term, finding, sentence
from calculator.reading.recognition.parts import Part
from calculator.vocabulary import load_vocabulary
from rules.findings import Finding
from rules.statistics import BoolArray, FloatArray
from rules.status import Severity
from rules.wording import Quantity, Sentence

# What adding up many floats may be off, as a share of the sum.
_NOISE = 1e-11


@dataclass(frozen=True)
class _Compared:
    """A total beside a group of rows: which columns have the same figure, and which differ."""

    group: Group
    same: BoolArray
    differs: BoolArray

    @property
    def fits(self) -> bool:
        """Whether most columns say that the total stands for these rows."""
        return bool(self.same.sum() >= max(self.differs.sum(), 1))


@dataclass(frozen=True)
class _Total:
    """A row that sums others.

    Attributes:
        row: Its row, counted from 0.
        text: What it is called.
        values: Its figures.
    """

    row: int
    text: str
    values: FloatArray


class _Table:
    """The totals of one table."""

    def __init__(self, part: Part, parts: Sequence[Part]) -> None:
        self.part = part
        self.columns = _summing(part)
        self.totals = _totals(part, self.columns)
        if self.totals:
            rows = [total.row for total in self.totals]
            self._groups = Groups(part, self.columns, rows, parts)
            self.places = last_places(part, self.columns, part.rows.tolist())
            self._own_places = last_places(part, self.columns, rows)
            self._only_less = ~_have_negatives(part, self.columns)

    def compared(self, number: int) -> _Compared | None:
        """A total beside the rows that it stands for; None where nothing can be compared."""
        total = self.totals[number]
        best: _Compared | None = None
        nearest: tuple[float, _Compared] | None = None
        given = int((~np.isnan(total.values)).sum())
        for group in self._groups.of(number, total.row, total.text):
            beside = self._beside(total, group)
            if beside.fits and (best is None or _rank(beside) > _rank(best)):
                best = beside
                if int(beside.same.sum()) == given:
                    return best
            distance = None if best is not None else _distance(total, beside)
            if distance is not None and (nearest is None or distance < nearest[0]):
                nearest = (distance, beside)
        return best or (nearest[1] if nearest is not None else None)

    def _beside(self, total: _Total, group: Group) -> _Compared:
        rounding = (self.places * group.count + self._own_places) / 2
        allowed = rounding + _NOISE * np.abs(group.sums)
        has_figures = ~np.isnan(total.values) & (group.blanks < group.count)
        with np.errstate(invalid="ignore"):
            same = has_figures & (np.abs(total.values - group.sums) <= allowed)
            # Where a row has no figure, its rows may sum to less, but not to more, unless
            # that figure was a negative one.
            too_much = self._only_less & (group.sums > total.values)
            comparable = has_figures & ((group.blanks == 0) | too_much)
        return _Compared(group, same, comparable & ~same)


def total_findings(part: Part, parts: Sequence[Part] = ()) -> Iterator[Finding]:
    """Warnings about totals of a table that are not the sums of their rows.

    Which rows a total stands for is found out: those above it, below it, of its county, of
    its kind, or all. Figures that are missing can't be summed, so that a total is compared
    only where its rows are whole, or already sum to more than it.

    Args:
        part: The table, its wrong figures already missing.
        parts: All tables that were read: a total may sum those of its sheet or file.
    """
    table = _Table(part, parts)
    merged: dict[tuple[str, float], list[tuple[_Total, _Compared, Difference]]] = {}
    unexplained: dict[int, _Compared] = {}
    for number, total in enumerate(table.totals):
        compared = table.compared(number)
        if compared is None:
            continue
        at = np.flatnonzero(compared.differs).tolist()
        if not compared.fits and _is_vague(total.text):
            continue
        if not compared.fits and len(at) > 1:
            unexplained[number] = compared
            continue
        for column_at in at:
            difference = _difference(table, total, compared, column_at)
            key = (difference.column, round(difference.found - difference.expected, 6))
            merged.setdefault(key, []).append((total, compared, difference))
    which = np.array([number in unexplained for number in range(len(table.totals))], dtype=bool)
    for numbers in causes(which, len(which)):
        yield _fits_nothing(table, numbers, unexplained[numbers[0]])
    for alike in merged.values():
        yield _differs(table, alike)


def _rank(compared: _Compared) -> tuple[int, int]:
    return int(compared.same.sum()), -int(compared.differs.sum())


def _distance(total: _Total, compared: _Compared) -> float | None:
    """How far the figures that differ are from the sums, as a share; None where none do."""
    if not compared.differs.any():
        return None
    found, sums = total.values[compared.differs], compared.group.sums[compared.differs]
    larger = np.maximum(np.abs(found), np.abs(sums))
    shares = np.abs(found - sums) / np.where(larger > 0, larger, 1)
    return float(sorted(shares.tolist())[len(shares) // 2])


def _summing(part: Part) -> list[str]:
    vocabulary = load_vocabulary()
    units = vocabulary.checks.totals.units
    known = {name: vocabulary.columns[name] for name in part.numbers}
    return [
        name
        for name, column in known.items()
        if column.holds == "number" and column.unit in units and name in part.layout.columns
    ]


def _totals(part: Part, columns: Sequence[str]) -> list[_Total]:
    means = load_vocabulary().checks.totals.means
    left = [
        (row.row - 1, row.text)
        for row in part.table.left_out
        if row.reason == "total" and not any(word in row.text.casefold() for word in means)
    ]
    if not left or not columns:
        return []
    rows = [row for row, _ in left]
    values = np.column_stack([figures(part, column, rows) for column in columns])
    return [
        _Total(row, text, own)
        for (row, text), own in zip(left, values, strict=True)
        if not np.isnan(own).all()
    ]


def _have_negatives(part: Part, columns: Sequence[str]) -> BoolArray:
    """Which columns had negative figures, which now are missing."""
    rows = part.rows.tolist()
    with np.errstate(invalid="ignore"):
        return np.array([(figures(part, name, rows) < 0).any() for name in columns], dtype=bool)


def _is_vague(text: str) -> bool:
    """Whether a total is about some of the rows, and nothing but its figures may tell which."""
    parts = load_vocabulary().checks.totals.parts
    return text.strip().casefold().startswith(parts) and summed_kinds(text) is None


def _difference(table: _Table, total: _Total, compared: _Compared, at: int) -> Difference:
    return Difference(
        found=float(total.values[at]),
        expected=float(compared.group.sums[at]),
        rows=compared.group.members,
        at=at,
        column=table.columns[at],
        place=float(table.places[at]),
    )


def _differs(table: _Table, alike: Sequence[tuple[_Total, _Compared, Difference]]) -> Finding:
    total, _, first = alike[0]
    column, unit = first.column, load_vocabulary().columns[first.column].unit
    cells = [_cell(table, other, column) for other, _, _ in alike]
    excess = first.found - first.expected
    amount = Quantity(round(abs(excess), 6), unit)
    return finding(
        Severity.WARNING,
        "total-differs",
        column=column,
        cell=cells[0],
        value=_raw(table, total, column),
        text=total.text,
        term=column_term(column),
        rows=_named(table, first.rows),
        expected=Quantity(round(first.expected, 6), unit),
        read=Quantity(round(first.found, 6), unit),
        difference=sentence("total_more" if excess > 0 else "total_less", amount=amount),
        slip=likely_slip(first),
        also=sentence("total_also", cells=cells[1:]) if len(cells) > 1 else "",
    )


def _fits_nothing(table: _Table, numbers: Sequence[int], compared: _Compared) -> Finding:
    """Totals that fit no rows; the first of them is shown beside its nearest group."""
    total = table.totals[numbers[0]]
    differing = np.flatnonzero(compared.differs).tolist()
    at = differing[0]
    column = table.columns[at]
    unit = load_vocabulary().columns[column].unit
    return finding(
        Severity.WARNING,
        "total-of-no-rows",
        column=column,
        cell=_cell(table, total, column),
        value=_raw(table, total, column),
        text=total.text,
        term=column_term(column),
        rows=_named(table, compared.group.members),
        expected=Quantity(round(float(compared.group.sums[at]), 6), unit),
        read=Quantity(round(float(total.values[at]), 6), unit),
        count=len(differing),
        also=also_at([_cell(table, table.totals[number], column) for number in numbers]),
    )


def _cell(table: _Table, total: _Total, column: str) -> str:
    return table.part.grid.address(total.row, table.part.layout.columns[column].position)


def _raw(table: _Table, total: _Total, column: str) -> object:
    return table.part.grid.cells[total.row][table.part.layout.columns[column].position]


def _named(table: _Table, rows: Rows) -> Sentence:
    """The rows of a group by their numbers; those of other tables by their cells."""
    count = len(rows.rows)
    if len(rows.parts) == 1:
        first, last = int(rows.rows[0]) + 1, int(rows.rows[-1]) + 1
        return sentence("rows_from_to", first=first, last=last, count=count)
    column = table.columns[0]
    ends = (rows.address(0, column), rows.address(count - 1, column))
    return sentence("cells_from_to", first=ends[0], last=ends[1], count=count)

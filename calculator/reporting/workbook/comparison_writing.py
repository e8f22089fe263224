"""What every sheet of a comparison needs: both reports, and columns with both sides."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt

from calculator.comparison import CLASS, MERGER, classes_of
from calculator.messages import Language, Messages
from calculator.report_comparison import ReportComparison
from calculator.reporting.outcomes import class_figures, merger_figures
from calculator.reporting.workbook.styles import Style
from calculator.reporting.workbook.tables import TableColumn
from calculator.reporting.workbook.writing import Writing
from rules.comparing import kept
from rules.evaluation import Evaluation
from rules.statistics import FloatArray, IntArray
from rules.status import Severity

ABSENT = -1
"""The position of a township that one side does not have."""
CHANGED = Severity.ERROR
"""How a value that changed stands out: bold and shaded, in black and white too."""


@dataclass(frozen=True)
class Rows:
    """The townships of a sheet: their positions on both sides, ``ABSENT`` where not there."""

    before: IntArray
    after: IntArray

    def of_before(self, values: npt.NDArray[Any], blank: Any = None) -> npt.NDArray[Any]:
        """The values of the first side, one a row."""
        return _taken(values, self.before, blank)

    def of_after(self, values: npt.NDArray[Any], blank: Any = None) -> npt.NDArray[Any]:
        """The values of the second side, one a row."""
        return _taken(values, self.after, blank)


@dataclass(frozen=True)
class ComparisonWriting:
    """Two reports about to be written beside each other in a language."""

    found: ReportComparison
    language: Language

    @cached_property
    def speaker(self) -> Messages:
        """Speaks with the names of the pack."""
        return self.found.after.messages(self.language)

    @cached_property
    def before(self) -> Writing:
        """The earlier report."""
        return Writing(self.found.before, self.language, self.speaker)

    @cached_property
    def after(self) -> Writing:
        """The later report."""
        return Writing(self.found.after, self.language, self.speaker)

    def text(self, key: str, **values: Any) -> str:
        """A sentence of the comparison of two reports, by its key without the subject."""
        return self.speaker.text(f"comparison.years.{key}", **values)

    @cached_property
    def title(self) -> str:
        """What the workbook is, and of where."""
        pack = self.found.after.pack
        only_standard = pack.establishment and not pack.classification
        key = "title_of_standard" if only_standard else "title"
        return self.text(key, place=self.after.place).strip()

    @cached_property
    def subtitle(self) -> str:
        """The line under every title: place, both dates, rules."""
        return self.text(
            "subtitle",
            place=self.after.place,
            before=self.before.day,
            after=self.after.day,
            rules=self.found.after.pack.title,
        ).lstrip()

    @cached_property
    def paired(self) -> Rows:
        """The townships that both sides have, in the order of the later one."""
        pairs = self.found.comparison.pairs
        order = np.argsort(pairs.after, kind="stable")
        return Rows(pairs.before[order], pairs.after[order])

    @cached_property
    def everything(self) -> Rows:
        """Every township: those of the later side in its order, then those that vanished."""
        pairs = self.found.comparison.pairs
        before = np.full(self.found.after.evaluation.statistics.size, ABSENT, dtype=np.int64)
        before[pairs.after] = pairs.before
        gone = np.full(len(pairs.only_before), ABSENT, dtype=np.int64)
        now = np.arange(len(before), dtype=np.int64)
        return Rows(np.concatenate([before, pairs.only_before]), np.concatenate([now, gone]))

    def unit_columns(self, rows: Rows) -> list[TableColumn]:
        """Number, prefecture and county where there are several, and the name."""
        columns = [
            TableColumn(self.after.text("number"), range(1, len(rows.before) + 1), Style.CENTRED)
        ]
        for name in ("prefecture", "county", "name"):
            values = self.texts(rows, name)
            if name == "name" or len(set(values)) > 1:
                columns.append(self.after.text_column(name, values))
        return columns

    def texts(self, rows: Rows, column: str) -> list[str | None]:
        """A text column: what the later side says, else the earlier one."""
        before, after = self.found.statistics
        now = rows.of_after(after.text(column))
        earlier = rows.of_before(before.text(column))
        values: list[str | None] = np.where(now == None, earlier, now).tolist()  # noqa: E711
        return values

    def numbers(
        self,
        rows: Rows,
        heading: str,
        before: FloatArray,
        after: FloatArray,
        *,
        marked: bool = False,
    ) -> list[TableColumn]:
        """Three columns: a number on both sides, and by how much it changed."""
        one = rows.of_before(before, np.nan).astype(np.float64)
        other = rows.of_after(after, np.nan).astype(np.float64)
        difference = kept(other - one)
        marks = None
        if marked:
            marks = [CHANGED if value == value and value else None for value in difference.tolist()]
        sides = {"before": one.tolist(), "after": other.tolist()}
        return [
            *(
                TableColumn(self.text(side), values, Style.NUMBER, heading)
                for side, values in sides.items()
            ),
            TableColumn(
                self.text("difference"),
                difference.tolist(),
                Style.NUMBER,
                heading,
                marks=marks,
                signed=True,
            ),
        ]

    def words(
        self, heading: str, before: Sequence[str | None], after: Sequence[str | None]
    ) -> list[TableColumn]:
        """Two columns of words, the second marked where it is another than the first."""
        marks = [
            CHANGED if one is not None and other is not None and one != other else None
            for one, other in zip(before, after, strict=True)
        ]
        return [
            TableColumn(self.text("before"), before, Style.CENTRED, heading),
            TableColumn(self.text("after"), after, Style.CENTRED, heading, marks=marks),
        ]

    def status_notes(self) -> list[str]:
        """What is meant by the statuses at classes and merger statuses."""
        pack, after = self.found.after.pack, self.after
        return [
            *after.status_note(after.text("class"), class_figures(pack)),
            *after.status_note(after.text("sheets.mergers"), merger_figures(pack)),
        ]

    def with_unit(self, label: str, unit: str | None) -> str:
        """A label with its unit behind it."""
        if unit is None:
            return label
        return self.after.text("with_unit", label=label, unit=self.after.unit(unit))

    def said(self, rows: Rows, name: str) -> tuple[list[str | None], list[str | None]]:
        """The class, merger status or verdict of every row on both sides, in words."""
        values = [_outcomes(writing.evaluation, name) for writing in (self.before, self.after)]
        aspect = self.found.comparison.aspects[name]
        known = {value for both in values for value in set(both.tolist())}
        words = {value: self.speaker.say(aspect.said(value)) for value in known}
        listed = [np.array([words[v] for v in both.tolist()], dtype=object) for both in values]
        return rows.of_before(listed[0]).tolist(), rows.of_after(listed[1]).tolist()

    def source_column(self, rows: Rows) -> TableColumn:
        """Where each township stands in the input of either side, below each other."""
        sides = [
            writing.source_column(places).values
            for writing, places in ((self.before, rows.before), (self.after, rows.after))
        ]
        values = [
            self.text("sources", before=one, after=other) for one, other in zip(*sides, strict=True)
        ]
        return TableColumn(self.text("source"), values, Style.WRAPPED, widest=34)


def _outcomes(evaluation: Evaluation, name: str) -> npt.NDArray[Any]:
    """The class, merger status or verdict of every township."""
    if name == CLASS:
        return classes_of(evaluation)
    if name == MERGER:
        return evaluation.mergers.status
    assert evaluation.establishment is not None
    return evaluation.establishment.verdict


def _taken(values: npt.NDArray[Any], places: IntArray, blank: Any) -> npt.NDArray[Any]:
    """The values at some positions, blank where a position is ``ABSENT``."""
    return np.append(values, np.array([blank], dtype=values.dtype))[places]

"""What every sheet needs: the report, its language, and columns that several sheets have."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from calculator.reporting.workbook.report_words import ReportWords
from calculator.reporting.workbook.styles import Style
from calculator.reporting.workbook.tables import Table, TableColumn
from rules.measures import Column
from rules.statistics import IntArray
from rules.status import Severity
from rules.wording import Term

if TYPE_CHECKING:
    from calculator.reporting.workbook.live import LiveSheets

FIRST_ROWS = {"classification": 3, "statistics": 4, "calculation": 4}
"""The row of the first township on each sheet that has all of them, counted from 0."""

MOST_LINKED = 30_000
"""A sheet holds 65,530 links at most; with more townships than this nothing is linked."""


@dataclass(frozen=True)
class Writing(ReportWords):
    """A report about to be written in a language: its tables, links and columns."""

    @cached_property
    def live(self) -> LiveSheets | None:
        """Where results are calculated; None where they are plain values."""
        from calculator.reporting.workbook.live import LiveSheets

        return LiveSheets(self) if self.is_live else None

    @cached_property
    def severities(self) -> dict[tuple[str, str, str | None], Severity]:
        """Quota, measure and class -> how heavily a breach weighs, as far as it was asked."""
        return {}

    @cached_property
    def _tables(self) -> dict[str, Table | None]:
        return {}

    def table(self, name: str) -> Table | None:
        """The table of a sheet, by its name in the message files; made once."""
        from calculator.reporting.workbook.sheets import SHEETS

        if name not in self._tables:
            self._tables[name] = SHEETS[name](self)
        return self._tables[name]

    def release(self, name: str) -> None:
        """Forget a table that is written; the largest take as much memory as the statistics."""
        self._tables.pop(name, None)

    def quoted(self, name: str) -> str:
        """A sheet as formulas and links name it, by its name in the message files."""
        sheet = self.text(f"sheets.{name}").replace("'", "''")
        return f"'{sheet}'"

    def unit_columns(
        self,
        townships: IntArray,
        *,
        brief: bool = False,
        links: Sequence[str | None] | None = None,
    ) -> list[TableColumn]:
        """Number in the list, prefecture and county where there are several, code, name, kind.

        A brief list leaves out code and kind, for sheets with many columns. The names lead to
        ``links``.
        """
        statistics = self.evaluation.statistics
        columns = [
            TableColumn(self.text("number"), range(1, len(townships) + 1), Style.CENTRED),
        ]
        for name in ("prefecture", "county"):
            values = self.texts_of(name, townships)
            if len(set(values)) > 1:
                columns.append(self.text_column(name, values))
        codes = self.texts_of("code", townships)
        if any(codes) and not brief:
            columns.append(self.text_column("code", codes))
        names = self.text_column("name", self.texts_of("name", townships))
        columns.append(replace(names, links=links))
        if brief:
            return columns
        kinds = statistics.choices["kind"]
        said = self.text_column("kind", self.choices("kind", kinds.codes[townships]))
        formula = self.live.statistic("kind") if self.live is not None else None
        columns.append(replace(said, formula=formula))
        return columns

    def result(self, key: str) -> str | None:
        """A formula for the township's cell of a result; None for plain values."""
        return self.live.result(key) if self.live is not None else None

    def lines_of(self, townships: IntArray) -> Sequence[int]:
        """The row of each township on the sheets with all of them; none for plain values."""
        return self.live.lines_of(townships) if self.live is not None else ()

    def links_home(self, townships: IntArray) -> list[str] | None:
        """What leads to the row with each township's class and its reasons."""
        has_classes = self.report.pack.classification is not None
        return self.links_to("classification" if has_classes else "calculation", townships)

    def links_to(self, name: str, townships: IntArray) -> list[str] | None:
        """What leads to each township's row on a sheet that has all of them in their order."""
        if not self._has_links:
            return None
        first = FIRST_ROWS[name]
        return [f"internal:{self.quoted(name)}!A{first + t + 1}" for t in townships.tolist()]

    def link_to_sheet(self, name: str) -> str | None:
        """What leads to another sheet; nothing where there are no formulas."""
        return f"internal:{self.quoted(name)}!A1" if self.is_live else None

    @property
    def _has_links(self) -> bool:
        return self.is_live and self.evaluation.statistics.size <= MOST_LINKED

    def text_column(self, column: str, values: Sequence[str | None]) -> TableColumn:
        """Values under the label of a column."""
        return TableColumn(self.speaker.say(Term("column", column)), values)

    def condition_columns(self, columns: Sequence[str], townships: IntArray) -> list[TableColumn]:
        """Yes-or-no and choice columns that the statistics have, as they bear on a result."""
        statistics = self.evaluation.statistics
        made = []
        yes = self.speaker.template("terms.yes")
        for name in columns:
            label = self.speaker.say(Term("column", name))
            formula = None
            if self.live is not None and (name in statistics.choices or name in statistics.numbers):
                formula = self.live.statistic(name)
            if name in statistics.choices:
                codes = statistics.choices[name].codes[townships]
                values = self.choices(name, codes)
                made.append(TableColumn(label, values, Style.CENTRED, formula=formula))
            elif name in statistics.numbers:
                flags = statistics.numbers[name][townships]
                words = {1.0: yes, 0.0: None}
                values = [words.get(flag, self.text("unreadable")) for flag in flags.tolist()]
                made.append(TableColumn(label, values, Style.CENTRED, formula=formula))
        return made

    def number_columns(
        self, measure: str, townships: IntArray, group: str | None = None
    ) -> list[TableColumn]:
        """The values of a measure; where it may come from several columns, from which."""
        given = self.evaluation.given
        values = given.measures[measure]
        label = self.speaker.say(self.report.pack.measures[measure].label)
        unit = self.report.pack.measures[measure].unit
        heading = self.text("unit_below", label=label, unit=self.unit(unit)) if unit else label
        numbers = values.data[townships].tolist()
        key = f"measure:{measure}"
        formula = self.result(key)
        columns = [TableColumn(heading, numbers, Style.NUMBER, group, key=key, formula=formula)]
        if values.chosen is not None and len(values.columns) > 1:
            terms = [self.speaker.say(Term("column", column)) for column in values.columns]
            chosen = values.chosen[townships].tolist()
            basis = [terms[position] if position >= 0 else None for position in chosen]
            kind = self.report.pack.measures[measure]
            if self.live is not None and isinstance(kind, Column):
                formula = self.live.basis(kind.first_of, values.columns)
            said = TableColumn(self.text("basis"), basis, Style.CENTRED, group, formula=formula)
            columns.append(said)
        return columns

    def source_column(
        self, townships: IntArray, links: Sequence[str | None] | None = None
    ) -> TableColumn:
        """Where each township stands in the input; it leads to ``links``."""
        sources = [self.report.reading.origins.source(int(t)) for t in townships]
        several = len({source.file for source in sources}) > 1
        values = [
            self.text(
                "source_of_file" if several else "source",
                file=source.file,
                sheet=source.sheet or "",
                row=str(source.row),
            ).strip()
            for source in sources
        ]
        return TableColumn(self.text("source_heading"), values, links=links)

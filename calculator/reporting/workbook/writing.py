"""What every sheet needs: the report, its language, and columns that several sheets have."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from calculator.days import said_day
from calculator.messages import Language, Messages
from calculator.reporting.figure_groups import grouped_figures
from calculator.reporting.finding_lines import FindingLine, finding_lines
from calculator.reporting.outcomes import Outcomes, unsettled
from calculator.reporting.workbook.styles import Style
from calculator.reporting.workbook.tables import TableColumn
from rules.evaluation import Evaluation
from rules.figures import Figure
from rules.statistics import IntArray
from rules.wording import ClassName, Term

if TYPE_CHECKING:
    from calculator.calculated import Calculated


@dataclass(frozen=True)
class Writing:
    """A report about to be written in a language."""

    report: Calculated
    language: Language
    speaker: Messages

    @property
    def evaluation(self) -> Evaluation:
        """What the rules say."""
        return self.report.evaluation

    def text(self, key: str, **values: Any) -> str:
        """A sentence of the workbook, by its key without the subject."""
        return self.speaker.text(f"workbook.{key}", **values)

    @cached_property
    def findings(self) -> list[FindingLine]:
        """The findings in words."""
        return finding_lines(self.report, self.language)

    @cached_property
    def place(self) -> str:
        """The county that the report is about, or how many counties."""
        counties = [county for _, county in self.evaluation.statistics.counties if county]
        if len(counties) == 1:
            return counties[0]
        prefectures = {prefecture for prefecture, _ in self.evaluation.statistics.counties}
        named = sorted(prefecture for prefecture in prefectures if prefecture)
        if len(named) == 1:
            return self.text("place_prefecture", name=named[0], counties=len(counties))
        return self.text("place_counties", counties=len(counties)) if counties else ""

    @cached_property
    def title(self) -> str:
        """What the report is, and of where: a classification, or a standard held against units."""
        only_standard = self.report.pack.establishment and not self.report.pack.classification
        key = "title_of_standard" if only_standard else "title"
        return self.text(key, place=self.place).strip()

    @cached_property
    def day(self) -> str:
        """The day that the statistics hold for."""
        day = self.evaluation.statistics.date
        return said_day(day, self.speaker) if day else self.text("date_unknown")

    @cached_property
    def subtitle(self) -> str:
        """The line under every title: county, date of the statistics, rules."""
        rules = self.report.pack.title
        return self.text("subtitle", place=self.place, day=self.day, rules=rules).lstrip()

    @cached_property
    def rules(self) -> str:
        """The rules with their name in code and their digest, to be found again."""
        pack = self.report.pack
        values = {"title": pack.title, "id": pack.id, "digest": pack.digest}
        return self.speaker.text("report.summary.rules_value", **values)

    @cached_property
    def outcomes(self) -> Outcomes:
        """The findings on what townships propose."""
        return Outcomes(self.evaluation)

    def with_status(self, heading: str, figures: Iterable[Figure]) -> str:
        """A column's heading, below it how sure the figures are that the column rests on."""
        return self.in_brackets(heading, figures, "status_below")

    def in_brackets(self, heading: str, figures: Iterable[Figure], key: str = "with_status") -> str:
        """A heading with how sure the figures are behind it; as it is where they are sure."""
        status = unsettled(figures)
        if status is None:
            return heading
        return self.text(key, heading=heading, status=Term("status", status))

    def status_note(self, heading: str, figures: Iterable[Figure]) -> list[str]:
        """What is meant by the status at a heading; nothing where it has none."""
        open_figures = [figure for figure in figures if not figure.status.is_settled]
        marked = self.in_brackets(heading, open_figures)
        said = [
            self.text("with_status", heading=group.label, status=group.status)
            for group in grouped_figures(open_figures, self.speaker)
        ]
        return [self.text("rests_on", heading=marked, figures=said)] if said else []

    @cached_property
    def files(self) -> list[str]:
        """The names of the files that were read."""
        return list(dict.fromkeys(table.file for table in self.report.reading.tables))

    def without_file(self, text: str) -> str:
        """A sentence with addresses in it, these without the file where there is only one."""
        return text.replace(f"[{self.files[0]}]", "") if len(self.files) == 1 else text

    def texts_of(self, column: str, townships: IntArray) -> list[str | None]:
        """A text column of some townships."""
        values: list[str | None] = self.evaluation.statistics.text(column)[townships].tolist()
        return values

    def unit_columns(self, townships: IntArray, *, brief: bool = False) -> list[TableColumn]:
        """Number in the list, prefecture and county where there are several, code, name, kind.

        A brief list leaves out code and kind, for sheets with many columns.
        """
        statistics = self.evaluation.statistics
        columns = [
            TableColumn(self.text("number"), range(1, len(townships) + 1), Style.CENTRED),
        ]
        for name in ("prefecture", "county"):
            values = self.texts_of(name, townships)
            if len(set(values)) > 1:
                columns.append(self._text_column(name, values))
        codes = self.texts_of("code", townships)
        if any(codes) and not brief:
            columns.append(self._text_column("code", codes))
        columns.append(self._text_column("name", self.texts_of("name", townships)))
        if brief:
            return columns
        kinds = statistics.choices["kind"]
        columns.append(self._text_column("kind", self.choices("kind", kinds.codes[townships])))
        return columns

    def _text_column(self, column: str, values: Sequence[str | None]) -> TableColumn:
        return TableColumn(self.speaker.say(Term("column", column)), values)

    def choices(self, column: str, codes: IntArray) -> list[str | None]:
        """What the cells of a choice column say, given their codes."""
        sets = self.evaluation.statistics.choices[column].sets
        words = [self.speaker.say([Term(column, name) for name in sorted(s)]) for s in sets]
        return [words[code] if code >= 0 else None for code in codes.tolist()]

    def class_column(self, values: Sequence[str | None]) -> list[str | None]:
        """Names of classes in the language."""
        return [None if value is None else self.speaker.say(ClassName(value)) for value in values]

    def condition_columns(self, columns: Sequence[str], townships: IntArray) -> list[TableColumn]:
        """Yes-or-no and choice columns that the statistics have, as they bear on a result."""
        statistics = self.evaluation.statistics
        made = []
        yes = self.speaker.template("terms.yes")
        for name in columns:
            label = self.speaker.say(Term("column", name))
            if name in statistics.choices:
                codes = statistics.choices[name].codes[townships]
                made.append(TableColumn(label, self.choices(name, codes), Style.CENTRED))
            elif name in statistics.numbers:
                flags = statistics.numbers[name][townships]
                values = [yes if flag == 1 else None for flag in flags.tolist()]
                made.append(TableColumn(label, values, Style.CENTRED))
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
        columns = [TableColumn(heading, numbers, Style.NUMBER, group)]
        if values.chosen is not None and len(values.columns) > 1:
            terms = [self.speaker.say(Term("column", column)) for column in values.columns]
            chosen = values.chosen[townships].tolist()
            basis = [terms[position] if position >= 0 else None for position in chosen]
            columns.append(TableColumn(self.text("basis"), basis, Style.CENTRED, group))
        return columns

    def unit(self, unit: str) -> str:
        """A unit on its own, such as 人."""
        return self.speaker.template(f"terms.unit.{unit}").replace("{number}", "").strip()

    def source_column(self, townships: IntArray) -> TableColumn:
        """Where each township stands in the input."""
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
        return TableColumn(self.text("source_heading"), values)

    @cached_property
    def all_townships(self) -> IntArray:
        """The position of every township."""
        return np.arange(self.evaluation.statistics.size, dtype=np.int64)

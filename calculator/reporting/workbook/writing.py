"""What every sheet needs: the report, its language, and columns that several sheets have."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from calculator.days import said_day
from calculator.messages import Language, Messages
from calculator.packs import declared_columns
from calculator.reporting.figure_groups import grouped_figures
from calculator.reporting.finding_lines import FindingLine, finding_lines
from calculator.reporting.outcomes import Outcomes, unsettled
from calculator.reporting.workbook.styles import Style
from calculator.reporting.workbook.tables import Table, TableColumn
from calculator.vocabulary import Vocabulary, with_columns
from rules.establishment import MET, NOT_APPLICABLE, NOT_MET, OPEN
from rules.evaluation import Evaluation
from rules.figures import Figure
from rules.measures import Column
from rules.statistics import UNREADABLE, IntArray
from rules.status import Severity
from rules.wording import ClassName, Term

if TYPE_CHECKING:
    from calculator.calculated import Calculated
    from calculator.reporting.workbook.live import LiveSheets

FIRST_ROWS = {"classification": 3, "statistics": 4, "calculation": 4}
"""The row of the first township on each sheet that has all of them, counted from 0."""

MOST_LINKED = 30_000
"""A sheet holds 65,530 links at most; with more townships than this nothing is linked."""


@dataclass(frozen=True)
class Writing:
    """A report about to be written in a language."""

    report: Calculated
    language: Language
    speaker: Messages
    is_live: bool = False
    """Whether results are formulas."""

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

    def quoted(self, name: str) -> str:
        """A sheet as formulas and links name it, by its name in the message files."""
        sheet = self.text(f"sheets.{name}").replace("'", "''")
        return f"'{sheet}'"

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

    def live_note(self, key: str) -> list[str]:
        """What a reader must know of a sheet with formulas; nothing where there are none."""
        return [self.text(f"live_notes.{key}")] if self.is_live else []

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

    def is_flag(self, column: str) -> bool:
        """Whether a column of the statistics says yes or no."""
        return self._vocabulary.columns[column].holds == "flag"

    def unit_of(self, column: str) -> str | None:
        """The unit of a column of the statistics."""
        return self._vocabulary.columns[column].unit

    @cached_property
    def _vocabulary(self) -> Vocabulary:
        return with_columns(declared_columns(self.report.pack))

    def text_column(self, column: str, values: Sequence[str | None]) -> TableColumn:
        """Values under the label of a column."""
        return TableColumn(self.speaker.say(Term("column", column)), values)

    def choices(self, column: str, codes: IntArray) -> list[str | None]:
        """What the cells of a choice column say, given their codes."""
        words = self.words_of(column)
        return [words[code] if code >= 0 else None for code in codes.tolist()]

    def words_of(self, column: str) -> list[str]:
        """What each combination of choices of a column is called."""
        unread = self.text("unreadable")
        return [
            unread
            if UNREADABLE in choices
            else self.speaker.say([Term(column, name) for name in sorted(choices)])
            for choices in self.evaluation.statistics.choices[column].sets
        ]

    @property
    def undecided(self) -> str:
        """What stands for a class that can't be decided."""
        return self.speaker.text("report.summary.undecided")

    @property
    def not_classified(self) -> str:
        """What stands for the class of a unit that is not classified."""
        return self.speaker.text("report.summary.not_applicable")

    @cached_property
    def shown_classes(self) -> list[str]:
        """The class of every township, or why it has none."""
        classification = self.evaluation.classification
        unknown = (self.evaluation.statistics.choices["kind"].codes < 0).tolist()
        return [
            name or (self.undecided if judged or no_kind else self.not_classified)
            for name, judged, no_kind in zip(
                self.class_column(classification.classes.tolist()),
                classification.judged.tolist(),
                unknown,
                strict=True,
            )
        ]

    @cached_property
    def verdicts(self) -> dict[str, str]:
        """What each verdict of a standard is called; conditions may be left to be verified."""
        rule = self.report.pack.establishment
        met = "tested_only" if rule is not None and rule.untested else "met"
        said = {name: self.text(f"verdict.{name}") for name in (NOT_MET, OPEN)}
        return {
            **said,
            MET: self.text(f"verdict.{met}"),
            NOT_APPLICABLE: self.text("merger_status.not_applicable"),
        }

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

    def unit(self, unit: str) -> str:
        """A unit on its own, such as 人."""
        return self.speaker.template(f"terms.unit.{unit}").replace("{number}", "").strip()

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

    @cached_property
    def all_townships(self) -> IntArray:
        """The position of every township."""
        return np.arange(self.evaluation.statistics.size, dtype=np.int64)

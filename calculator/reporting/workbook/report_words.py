"""What a report says in words: its titles, its findings, and what cells of text hold."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from calculator.days import said_day
from calculator.messages import Language, Messages
from calculator.packs import declared_columns
from calculator.reporting.figure_groups import grouped_figures
from calculator.reporting.finding_lines import FindingLine, finding_lines
from calculator.reporting.outcomes import Outcomes, unsettled
from calculator.vocabulary import Vocabulary, with_columns
from rules.establishment import MET, NOT_APPLICABLE, NOT_MET, OPEN
from rules.evaluation import Evaluation
from rules.figures import Figure
from rules.statistics import UNREADABLE, IntArray
from rules.wording import ClassName, Term

if TYPE_CHECKING:
    from calculator.calculated import Calculated
    from calculator.planning.plans import Plans


@dataclass(frozen=True)
class ReportWords:
    """A report about to be written in a language, in words."""

    report: Calculated
    language: Language
    speaker: Messages
    is_live: bool = False
    """Whether results are formulas."""
    plans: Plans | None = None
    """Merger plans that the report has too."""

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

    def live_note(self, key: str) -> list[str]:
        """What a reader must know of a sheet with formulas; nothing where there are none."""
        return [self.text(f"live_notes.{key}")] if self.is_live else []

    def is_flag(self, column: str) -> bool:
        """Whether a column of the statistics says yes or no."""
        return self._vocabulary.columns[column].holds == "flag"

    def unit_of(self, column: str) -> str | None:
        """The unit of a column of the statistics."""
        return self._vocabulary.columns[column].unit

    @cached_property
    def _vocabulary(self) -> Vocabulary:
        return with_columns(declared_columns(self.report.pack))

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

    def unit(self, unit: str) -> str:
        """A unit on its own, such as 人."""
        return self.speaker.template(f"terms.unit.{unit}").replace("{number}", "").strip()

    @cached_property
    def all_townships(self) -> IntArray:
        """The position of every township."""
        return np.arange(self.evaluation.statistics.size, dtype=np.int64)

"""The fields of a whole form: a county, or one township of it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from calculator.days import said_day
from calculator.messages import Language
from calculator.reporting.figure_groups import grouped_figures
from calculator.reporting.forms.fields import (
    BasisFields,
    ClassFields,
    FormFields,
    StageFields,
    UnconfirmedFields,
)
from calculator.reporting.forms.texts import FormWords
from calculator.reporting.forms.township_fields import TownshipWriter
from calculator.reporting.outcomes import checked_townships
from rules.mergers import CANDIDATE, EXEMPT, OPEN
from rules.status import Severity
from rules.wording import ClassName, Term

if TYPE_CHECKING:
    from calculator.calculated import Calculated


@dataclass(frozen=True)
class FormWriter:
    """Takes the fields of forms from a report, in a language."""

    report: Calculated
    language: Language

    @cached_property
    def words(self) -> FormWords:
        """Puts what was calculated into words."""
        return FormWords(self.report.messages(self.language))

    @cached_property
    def _townships(self) -> TownshipWriter:
        return TownshipWriter(self.report, self.words)

    def of_county(self, county: int) -> FormFields:
        """The fields of the form of a county, with all its townships."""
        codes = self.report.evaluation.statistics.county_codes
        return self._form(county, np.flatnonzero(codes == county).tolist())

    def of_township(self, township: int) -> FormFields:
        """The fields of the form of one township."""
        county = int(self.report.evaluation.statistics.county_codes[township])
        form = self._form(county, [township])
        return {**form, "township": form["townships"][0]}

    def _form(self, county: int, townships: list[int]) -> FormFields:
        evaluation = self.report.evaluation
        pack = self.report.pack
        prefecture, name = (self.words.say(text) for text in evaluation.statistics.counties[county])
        here = np.zeros(evaluation.statistics.size, dtype=np.bool_)
        here[townships] = True
        tally = evaluation.tally(here)
        fields = [self._townships.fields(t, n) for n, t in enumerate(townships, 1)]
        quotas = self._townships.staffing.sums(townships)
        bodies = [body for township in fields for body in township["bodies"]]
        checked = int(checked_townships(evaluation)[townships].sum())
        count = self.words.number
        return {
            "place": name if name.startswith(prefecture) else prefecture + self._gap + name,
            "prefecture": prefecture,
            "county": name,
            "statistics_date": self._day,
            "rules": {
                "title": self.words.say(pack.title),
                "id": pack.id,
                "digest": pack.digest,
            },
            "columns": self._townships.columns(townships),
            "townships": fields,
            "township": None,
            "units": count(len(townships)),
            "classes": self._classes(tally.classes),
            "undecided": count(tally.undecided),
            "not_classified": count(tally.not_applicable),
            "candidates": count(tally.mergers[CANDIDATE]),
            "exempt": count(tally.mergers[EXEMPT]),
            "candidacy_undecided": count(tally.mergers[OPEN]),
            "bases": self._bases,
            "unconfirmed": self._unconfirmed,
            "stages": self._stages,
            "quotas": quotas,
            "posts_headings": [heading for quota in quotas for heading in quota["headings"]],
            "posts_sums": [total for quota in quotas for total in quota["sums"]],
            "sums_without": self._townships.staffing.without_allowed(townships),
            "bodies": [{**body, "number": str(n)} for n, body in enumerate(bodies, 1)],
            "checked": count(checked) if checked else "",
            "problems": self._problems(county, set(townships)),
        }

    @property
    def _gap(self) -> str:
        return "" if self.language == "zh" else " "

    @property
    def _day(self) -> str:
        day = self.report.evaluation.statistics.date
        return said_day(day, self.words.speaker) if day else self.words("day_blank")

    def _classes(self, counts: dict[str, int]) -> list[ClassFields]:
        return [
            {"name": self.words.say(ClassName(name)), "townships": self.words.number(count)}
            for name, count in counts.items()
        ]

    @cached_property
    def _bases(self) -> list[BasisFields]:
        made: list[BasisFields] = []
        for number, figure in enumerate(self._townships.bases, 1):
            label = self.words.say(figure.label)
            if figure.member is not None:
                member = self.words.say(ClassName(figure.member))
                label = self.words("label_of_member", label=label, member=member)
            made.append(
                {
                    "number": str(number),
                    "label": label,
                    "value": self.words.say(figure.said),
                    "status": self.words.say(Term("status", figure.status)),
                    "unconfirmed": "" if figure.status.is_settled else self.words("unconfirmed"),
                    "source": self.words.say(figure.source.title),
                    "clause": self.words.say(figure.clause),
                }
            )
        return made

    @cached_property
    def _unconfirmed(self) -> list[UnconfirmedFields]:
        groups = grouped_figures(self.report.pack.unconfirmed, self.words.speaker)
        say = self.words.say
        return [
            {"label": say(g.label), "value": say(g.value), "status": say(g.status)} for g in groups
        ]

    @cached_property
    def _stages(self) -> list[StageFields]:
        return [
            {
                "text": self.words.say(stage.text),
                "deadline": self.words.say(stage.deadline),
                "unconfirmed": "" if stage.status.is_settled else self.words("unconfirmed"),
            }
            for stage in self.report.pack.stages
        ]

    def _problems(self, county: int, townships: set[int]) -> list[str]:
        """What the rules found wrong with the county or its townships, the heaviest first."""
        names = self.report.evaluation.statistics.text("name")
        said: dict[Severity, list[str]] = {Severity.ERROR: [], Severity.WARNING: []}
        for finding in self.report.evaluation.findings:
            is_here = finding.township in townships or (
                finding.township is None and finding.county == county and self._is_whole(townships)
            )
            if finding.severity in said and is_here:
                message = self.words.say(finding.message)
                if finding.township is not None:
                    place = self.words.say(names[finding.township])
                    message = self.words.speaker.text("report.at", place=place, message=message)
                said[finding.severity].append(message)
        return [message for messages in said.values() for message in messages]

    def _is_whole(self, townships: set[int]) -> bool:
        """Whether a form has more than one township: the county's own findings belong there."""
        return len(townships) > 1

"""Formulas of the sheet of sums by county and prefecture.

A row holds one quota of one county or prefecture. Counties are numbered from 0, prefectures after
them, so that one criterion finds the townships of either.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from calculator.reporting.workbook.formulas import (
    ANY_NUMBER,
    joined,
    literal,
    own,
    text_with,
    whole,
)
from calculator.reporting.workbook.staffing_formulas import SEVERITIES, weight
from rules.bodies import LEADERSHIP
from rules.figures import least_sure
from rules.formulas import MISSING, in_decimal, where_numbers
from rules.group_breaches import KINDS_OF_POSTS
from rules.quotas import QuotaCheck
from rules.status import Severity

if TYPE_CHECKING:
    from calculator.reporting.workbook.formulas import Lines
    from calculator.reporting.workbook.writing import Writing

UNMARKED = -1
"""In the hidden columns of marks: nothing stands out."""

SOURCES = {
    "standard": ("posts", "allowed"),
    "proposed": ("posts", "proposed"),
    "over_standard": ("posts", "over"),
    "approved": ("staffing", "approved"),
    "change": ("staffing", "change"),
    "actual": ("staffing", "actual"),
    "over_established": ("staffing", "over"),
    "vacant": ("staffing", "vacant"),
}
"""The columns that add up townships -> the sheet and the column there."""

MARKED = ("over_standard", "over_total", "change", "over_established")
"""The columns that may stand out."""


@dataclass(frozen=True)
class TotalsFormulas:
    """Writes the formulas of the sheet.

    Attributes:
        writing: The report.
        checks: The quotas that have rows.
        columns: The keys of the columns that the sheet shows.
    """

    writing: Writing
    checks: Mapping[str, QuotaCheck]
    columns: frozenset[str]

    def column(self, key: str) -> str | None:
        """The formula of a column; None where it stays as it is."""
        if key == "approved_total":
            criteria = f"{whole('within')},{own('group')},{whole('quota')},{own('quota')}"
            totals = whole("county_total")
            complete = f"COUNTIFS({criteria},{totals},{ANY_NUMBER})={own('counties')}"
            return f"IF({complete},SUMIFS({totals},{criteria}),{MISSING})"
        if key == "over_total":
            return self._over_total()
        sheet, column = SOURCES[key]
        return self._each(lambda name: self._added(sheet, f"{column}:{name}"))

    def county_total(self) -> str:
        """The total of a county's row, once more, for the sums of prefectures."""
        return f'IF({own("approved_total")}="",{MISSING},{own("approved_total")})'

    def proposals(self) -> str | None:
        """How many townships have a proposal."""
        return self._each(lambda name: self._counted("posts", f"proposed:{name}"))

    def left_out(self) -> str | None:
        """How many townships could not be held against the standard; blank if none."""

        def number(name: str) -> str | None:
            all_of, counted = self._counted("posts"), self._counted("posts", f"over:{name}")
            if all_of is None or counted is None:
                return None
            return f"IF({all_of}>{counted},{all_of}-{counted},{MISSING})"

        formula = self._each(number)
        return formula and f"IF(ISNUMBER({own('proposed')}),{formula},{MISSING})"

    def _over_total(self) -> str:
        total, proposed = own("approved_total"), own("proposed")
        of_county = where_numbers([proposed, total], f"{proposed}-{total}")
        criteria = f"{whole('within')},{own('group')},{whole('quota')},{own('quota')}"
        criteria += f',{whole("county_total")},{ANY_NUMBER},{whole("proposals")},">0"'
        complete = f"SUMIFS({whole('proposals')},{criteria})={own('proposals')}"
        limit = f"SUMIFS({whole('county_total')},{criteria})"
        of_prefecture = f"IF(AND(ISNUMBER({proposed}),{complete}),{proposed}-{limit},{MISSING})"
        return f"IF({own('counties')}=0,{of_county},{of_prefecture})"

    def mark(self, key: str) -> str:
        """How heavily a difference weighs, as a number; ``UNMARKED`` where it does not."""
        if key == "over_standard":
            return self._if_over(key, own("weight"))
        if key == "over_total":
            kept = SEVERITIES.index(self._kept_apart(Severity.ERROR))
            return self._if_over(key, f"IF({own(f'transferred:{key}')}=1,{kept},0)")
        rule = "no_increase" if key == "change" else "within_approved"
        weights = self._each(lambda name: self._weight(name, rule)) or str(UNMARKED)
        formula = self._if_over(key, weights)
        if key == "change":
            return f"IF({self._above_total()},{UNMARKED},{formula})"
        return formula

    def _weight(self, name: str, rule: str) -> str:
        figure = getattr(self.checks[name].quota, rule)
        if figure is None or self.writing.live is None:
            return str(UNMARKED)
        severity = weight(self.writing, figure)
        marked = str(SEVERITIES.index(severity))
        if rule == "no_increase":
            kept = SEVERITIES.index(self._kept_apart(severity))
            marked = f"IF({own('transferred:change')}=1,{kept},{marked})"
        return f"IF({self.writing.live.cells.figure(figure)},{marked},{UNMARKED})"

    def _kept_apart(self, severity: Severity) -> Severity:
        """How heavily it weighs where another kind of posts would be set off as well."""
        bodies = self.writing.report.pack.bodies
        if bodies is None or bodies.posts_mixed is None:
            return severity
        mixed = self.writing.report.pack.figures[bodies.posts_mixed].status.breach_severity
        return max(severity, mixed, key=SEVERITIES.index)

    def transferred(self, key: str) -> str:
        """1 where another kind of posts is below by as much and may not be set off, else 0."""
        bodies = self.writing.report.pack.bodies
        if bodies is None or bodies.posts_mixed is None or self.writing.live is None:
            return "0"
        mixed = self.writing.live.cells.figure(bodies.posts_mixed)
        other = (
            f"COUNTIFS({whole('group')},{own('group')},{whole('is_kind')},1,"
            f'{whole("quota")},"<>"&{own("quota")},{whole(key)},"<="&-{in_decimal(own(key))})>0'
        )
        conditions = [f"NOT({mixed})", f"{own('is_kind')}=1", other]
        if key == "change":
            conditions += [self._forbidden(), f"NOT({self._above_total()})"]
        return f"IF({self._over(key)},IF(AND({','.join(conditions)}),1,0),0)"

    def _forbidden(self) -> str:
        """Whether the quota may not be more than was approved before."""
        live = self.writing.live
        figures = {name: check.quota.no_increase for name, check in self.checks.items()}
        found = self._each(
            lambda name: live.cells.figure(figures[name] or "") if live and figures[name] else "1=0"
        )
        return found or "1=0"

    def _above_total(self) -> str:
        return self._over("over_total") if "over_total" in self.columns else "1=0"

    def _if_over(self, key: str, marked: str) -> str:
        return f"IF({self._over(key)},{marked},{UNMARKED})"

    def _over(self, key: str) -> str:
        return f"IF(ISNUMBER({own(key)}),{in_decimal(own(key))}>0,1=0)"

    def outcome(self) -> tuple[str, list[tuple[str, Severity]]]:
        """What is above what it may be, in words; and how that stands out."""
        parts = [part for key in MARKED if key in self.columns for part in self._said(key)]
        compared = [f"ISNUMBER({own(key)})" for key in MARKED[:3] if key in self.columns]
        if "over_established" in self.columns:
            number = own("over_established")
            compared.append(f"IF(ISNUMBER({number}),{number}=0,1=0)")
        within = literal(self.writing.text("totals.within"))
        nothing = f"IF(OR({','.join(compared)}),{within},{MISSING})" if compared else MISSING
        if not parts:
            return nothing, []
        separator = self.writing.speaker.template("terms.list_separator")
        any_part = f"OR({','.join(condition for condition, _ in parts)})"
        formula = f"IF({any_part},{joined(parts, separator)},{nothing})"
        return formula, self.lights(*(key for key in MARKED if key in self.columns))

    def lights(self, *keys: str) -> list[tuple[str, Severity]]:
        """How a column stands out: as the heaviest of some differences weighs."""
        return [
            (f"OR({','.join(f'{mark}={place}' for mark in map(_mark, keys))})", severity)
            for place, severity in enumerate(SEVERITIES)
            if severity is not Severity.NOTE
        ]

    def _said(self, key: str) -> list[tuple[str, str]]:
        if key == "over_standard":
            words = [self._words(f"said_{key}_{severity}", key) for severity in SEVERITIES]
            mark = _mark(key)
            return [(f"{mark}>{UNMARKED}", f"CHOOSE(1+MAX({mark},0),{','.join(words)})")]
        if key == "over_established":
            sorts = {
                name: "leaders" if check.quota.listed == LEADERSHIP else "established"
                for name, check in self.checks.items()
            }
            said = self._each(lambda name: self._words(f"said_over_{sorts[name]}", key))
            return [(self._over(key), said or MISSING)]
        plain, transferred = (self._words(f"said_{key}{end}", key) for end in ("", "_transferred"))
        found = f"AND({own(f'transferred:{key}')}=1,{_mark(key)}>{UNMARKED})"
        return [(self._over(key), f"IF({found},{transferred},{plain})")]

    def _words(self, text: str, key: str) -> str:
        template = self.writing.speaker.template(f"workbook.totals.{text}")
        return text_with(template, {"over": in_decimal(own(key))})

    def _each(self, formula: Callable[[str], str | None]) -> str | None:
        """One formula for all rows, which chooses by the quota; None where no quota has any."""
        found = [
            formula(name) if name in self.checks else None
            for name in self.writing.evaluation.quotas
        ]
        if not any(found):
            return None
        return f"CHOOSE({own('quota')},{','.join(each or MISSING for each in found)})"

    def _places(self, sheet: str, key: str = "county") -> Lines | None:
        table = self.writing.table(sheet)
        if table is None or key not in table.places.letters:
            return None
        return table.places

    def _of_group(self, sheet: str, places: Lines) -> list[str]:
        """The criteria for the townships of a county and of a prefecture."""
        quoted = self.writing.quoted(sheet)
        return [
            f"{quoted}!{places.cells(level)},{own('group')}"
            for level in ("county", "prefecture")
            if level in places.letters
        ]

    def _added(self, sheet: str, key: str) -> str | None:
        """The sum over the townships of the row, blank where none has a number."""
        places = self._places(sheet, key)
        count = self._counted(sheet, key)
        if places is None or count is None:
            return None
        cells = f"{self.writing.quoted(sheet)}!{places.cells(key)}"
        sums = [f"SUMIFS({cells},{criteria})" for criteria in self._of_group(sheet, places)]
        return f"IF({count}=0,{MISSING},{'+'.join(sums)})"

    def _counted(self, sheet: str, key: str | None = None) -> str | None:
        """How many townships the row has, or how many of them have a number in a column."""
        places = self._places(sheet, key or "county")
        if places is None:
            return None
        numbers = ""
        if key is not None:
            numbers = f",{self.writing.quoted(sheet)}!{places.cells(key)},{ANY_NUMBER}"
        counts = [f"COUNTIFS({c}{numbers})" for c in self._of_group(sheet, places)]
        return f"({'+'.join(counts)})"


def _mark(key: str) -> str:
    return own(f"mark:{key}")


def standard_weight(writing: Writing, check: QuotaCheck, members: Sequence[int]) -> Severity | None:
    """How heavily a sum above the standards weighs; None where the sum is not checked."""
    from rules.quotas import amount_figures
    from rules.status import Status

    if not check.quota.county_total:
        return None
    pack, given = writing.report.pack, writing.evaluation.given
    classes = writing.evaluation.classification.classes
    kinds = {(check.measures[m], classes[m]): m for m in members}
    behind = (amount_figures(pack, given, check.measures[m], int(m)) for m in kinds.values())
    figure = least_sure({f.name: f for each in behind for f in each}.values())
    return (figure.status if figure is not None else Status.ENTERED).breach_severity


def is_kind_of_posts(check: QuotaCheck) -> bool:
    """Whether posts of a quota are of a kind that is never set off against another."""
    return check.quota.listed in KINDS_OF_POSTS

"""Dividing counties' totals of posts: what a person asks for, and what comes out."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING

import numpy as np

from calculator.errors import CalculatorError
from calculator.named_townships import find_township
from calculator.settings import written_number
from rules.allocation import Allocation, QuotaAllocation, allocate
from rules.pack import RulePack
from rules.schema import QuotaEntry
from rules.statistics import Statistics
from rules.status import Severity
from rules.wording import Quantity, Sentence, Term

if TYPE_CHECKING:
    from calculator.calculation import Report

_MOST_CLOSE = 8
_TOO_MANY = 10**9


@dataclass(frozen=True)
class Allocated:
    """Every total that could be found, divided.

    Attributes:
        report: The report that the standards are taken from.
        kinds: One for each kind of posts that some county has a total of.
        asked: (quota, county) whose total was given by hand, not read from the files.
        notes: Totals of the files that can't be divided, and why.
    """

    report: Report
    kinds: tuple[QuotaAllocation, ...]
    asked: frozenset[tuple[str, int]]
    notes: tuple[Sentence, ...]

    @property
    def is_divided(self) -> bool:
        """Whether any total could be divided."""
        return any(county.is_divided for kind in self.kinds for county in kind.counties)

    @property
    def read_errors(self) -> int:
        """How many errors the reader found in the files, whatever they are about."""
        found = self.report.reading.findings
        return sum(finding.severity is Severity.ERROR for finding in found)

    @property
    def is_complete(self) -> bool:
        """Whether every total could be divided."""
        counties = [county for kind in self.kinds for county in kind.counties]
        return not self.notes and all(county.is_divided for county in counties)


def allocate_posts(
    report: Report, totals: Sequence[tuple[str, str]] = (), kept: Sequence[str] = ()
) -> Allocated:
    """Divide counties' totals of posts among their townships.

    Args:
        report: The statistics under the rules.
        totals: (``[county:]kind``, number) as a person writes them, such as ``("行政编制",
            "620")``; they go before what the files say.
        kept: Townships held fixed, each ``[county:]name[:kind][=posts]``, a code for a name;
            without a number at what is proposed, else approved before.

    Raises:
        CalculatorError: The pack divides nothing, no total is known, or something asked for
            does not fit; all at once.
    """
    quotas = _divided_quotas(report.pack)
    asking = _Asking(report.evaluation.statistics, quotas)
    by_hand = asking.totals(totals)
    read, notes = _read_totals(report.evaluation.statistics, quotas, by_hand)
    notes = [*_faulty_totals(report, quotas), *notes]
    known = {name: {**read[name], **by_hand.get(name, {})} for name in quotas}
    wanted = [name for name in quotas if known[name]]
    held = asking.kept(kept, wanted)
    if not wanted and not asking.problems:
        labels = [quota.label for quota in quotas.values()]
        asking.problems.append(Sentence("allocation.no_total", {"labels": labels}))
    if asking.problems:
        raise CalculatorError([*notes, *asking.problems] if not wanted else asking.problems)
    return Allocated(
        report,
        tuple(allocate(report.evaluation, name, known[name], held[name]) for name in wanted),
        frozenset((name, county) for name, counties in by_hand.items() for county in counties),
        tuple(notes),
    )


def allocation_notes(found: Allocated, kind: QuotaAllocation, county: Allocation) -> list[Sentence]:
    """What one must know of a county's division: what was assumed, what was not used."""
    statistics = found.report.evaluation.statistics
    quota = kind.quota
    notes = list(county.problems)
    if len(county.left_out):
        names = statistics.text("name")[county.left_out[:_MOST_CLOSE]].tolist()
        said = {"names": names, "count": len(county.left_out)}
        notes.append(Sentence("allocation.left_out", said))
        approved = _sum(statistics, quota.approved, county.left_out)
        if approved:
            posts = Quantity(approved, quota.unit)
            notes.append(Sentence("allocation.left_out_approved", {"posts": posts}))
    unknown = county.townships[county.kept & np.isnan(county.standards)]
    if len(unknown):
        names = statistics.text("name")[unknown].tolist()
        notes.append(Sentence("allocation.kept_without_standard", {"names": names}))
    proposed = _sum(statistics, quota.proposed, county.townships[~county.kept])
    if proposed is not None:
        values = {"column": Term("column", quota.proposed)}
        notes.append(Sentence("allocation.proposal_not_used", values))
    return notes


def _sum(statistics: Statistics, column: str | None, townships: np.ndarray) -> float | None:
    """The sum of a column over some townships; None where none of them has a value."""
    if column is None:
        return None
    values = statistics.number(column)[townships]
    return None if np.isnan(values).all() else float(np.nansum(values))


def _divided_quotas(pack: RulePack) -> dict[str, QuotaEntry]:
    quotas = {name: quota for name, quota in pack.quotas.items() if quota.allocation is not None}
    if not quotas:
        raise CalculatorError([Sentence("allocation.not_in_pack", {"rules": pack.title})])
    return quotas


def _faulty_totals(report: Report, quotas: Mapping[str, QuotaEntry]) -> list[Sentence]:
    """Why the reader did not take what the files say of counties' totals."""
    columns = {quota.county_approved for quota in quotas.values()} - {None}
    faults = [f for f in report.reading.findings if f.severity is Severity.ERROR]
    return [fault.message for fault in faults if fault.column in columns]


def _read_totals(
    statistics: Statistics,
    quotas: Mapping[str, QuotaEntry],
    by_hand: Mapping[str, Mapping[int, int]],
) -> tuple[dict[str, dict[int, int]], list[Sentence]]:
    """The counties' totals in the files by quota, and why some can't be divided."""
    totals: dict[str, dict[int, int]] = {name: {} for name in quotas}
    problems = []
    for name, quota in quotas.items():
        if quota.county_approved is None:
            continue
        for county, number in enumerate(statistics.county_total(quota.county_approved).tolist()):
            if number != number or county in by_hand.get(name, {}):
                continue
            if number >= 0 and number.is_integer():
                totals[name][county] = int(number)
                continue
            said = {"county": "".join(statistics.counties[county]), "found": number}
            column = Term("column", quota.county_approved)
            problems.append(Sentence("allocation.total_not_whole", {**said, "column": column}))
    return totals, problems


class _Asking:
    """Understands totals and kept townships as they are typed, and keeps what is wrong."""

    def __init__(self, statistics: Statistics, quotas: Mapping[str, QuotaEntry]) -> None:
        self.statistics = statistics
        self.quotas = quotas
        self.problems: list[Sentence] = []

    def totals(self, totals: Sequence[tuple[str, str]]) -> dict[str, dict[int, int]]:
        """Quota -> county -> posts."""
        found: dict[str, dict[int, int]] = {}
        for place, text in totals:
            written = f"{place}={text}"
            *before, label = _parts(place)
            quota, county = self._quota(label, written), self._county(before, written)
            number = self._posts(text, written)
            if quota is None or county is None or number is None:
                continue
            if county in found.setdefault(quota, {}):
                self._mistake("allocation.total_twice", written)
            found[quota][county] = number
        return found

    def kept(self, kept: Sequence[str], wanted: Sequence[str]) -> dict[str, dict[int, int]]:
        """Quota -> township -> posts, for the quotas that are divided."""
        found: dict[str, dict[int, int]] = {name: {} for name in wanted}
        for written in kept:
            place, equals, text = unicodedata.normalize("NFKC", written).partition("=")
            parts = _parts(place)
            named = self._quota_of(parts[-1]) if len(parts) > 1 else None
            names = parts[:-1] if named else parts
            number = self._posts(text, written) if equals else None
            if equals and number is None:
                continue
            try:
                township = find_township(
                    self.statistics, names[-1], names[0] if len(names) > 1 else None
                )
            except CalculatorError as error:
                self.problems += [self._not_found(said, written) for said in error.sentences]
                continue
            quotas = [named] if named else list(wanted)
            if number is not None and len(quotas) > 1:
                labels = [self.quotas[name].label for name in quotas]
                self._mistake("allocation.kept_of_which", written, labels=labels)
                continue
            for name in quotas:
                posts = self._held(name, township, number, written)
                if posts is not None and township in found.setdefault(name, {}):
                    self._mistake("allocation.kept_twice", written)
                elif posts is not None:
                    found[name][township] = posts
        return found

    @staticmethod
    def _not_found(said: Sentence, written: str) -> Sentence:
        if said.key == "explaining.several":
            return Sentence("allocation.several_townships", {**said.values, "written": written})
        return Sentence("allocation.kept_unknown", {"written": written, "problem": said})

    def _held(self, quota: str, township: int, number: int | None, written: str) -> int | None:
        """The posts at which a township is held: as said, as proposed, or as approved before."""
        if number is not None:
            return number
        entry = self.quotas[quota]
        columns = [column for column in (entry.proposed, entry.approved) if column is not None]
        values = [float(self.statistics.number(column)[township]) for column in columns]
        given = next((value for value in values if value == value), None)
        if given is not None and given >= 0 and given.is_integer():
            return int(given)
        said = {"label": entry.label, "columns": [Term("column", column) for column in columns]}
        self._mistake("allocation.kept_at_nothing", written, found=given, **said)
        return None

    def _quota(self, label: str, written: str) -> str | None:
        found = self._quota_of(label)
        if found is None:
            known = [quota.label for quota in self.quotas.values()]
            self._mistake("allocation.unknown_kind", written, known=known)
        return found

    def _quota_of(self, label: str) -> str | None:
        """The quota that a label in either language, or a name in code, means."""
        wanted = _folded(label)
        for name, quota in self.quotas.items():
            if wanted in {_folded(text) for text in (name, quota.label.zh, quota.label.en)}:
                return name
        return None

    def _county(self, before: Sequence[str], written: str) -> int | None:
        """The county that stands before a kind; the only one there is where none does."""
        counties = self.statistics.counties
        names = [county or prefecture for prefecture, county in counties]
        if not before:
            if len(counties) == 1:
                return 0
            said = {"count": len(counties), "example": names[0]}
            self._mistake("allocation.total_of_which", written, **said)
            return None
        wanted = "".join(before)
        matching = [
            place
            for place, (prefecture, county) in enumerate(counties)
            if wanted in (county, prefecture + county)
        ]
        if len(matching) == 1:
            return matching[0]
        several = ["".join(counties[place]) for place in matching]
        close = several or get_close_matches(wanted, names, _MOST_CLOSE, 0.3) or names[:_MOST_CLOSE]
        key = "allocation.several_counties" if several else "allocation.unknown_county"
        self._mistake(key, written, county=wanted, close=close)
        return None

    def _posts(self, text: str, written: str) -> int | None:
        number = written_number(text, "posts")
        if number is not None and number.denominator == 1 and 0 <= number < _TOO_MANY:
            return int(number)
        self._mistake("allocation.not_whole", written)
        return None

    def _mistake(self, key: str, written: str, **said: object) -> None:
        self.problems.append(Sentence(key, {"written": written, **said}))


def _parts(text: str) -> list[str]:
    return ["".join(part.split()) for part in unicodedata.normalize("NFKC", text).split(":")]


def _folded(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).casefold().split())

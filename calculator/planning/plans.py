"""Merger plans of a report: what a person asks for, and what comes out, county by county."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import numpy as np

from calculator.planning.limits import PlanLimits
from calculator.planning.problem import Members, Objective, Status
from rules.evaluation import Evaluation
from rules.findings import Finding
from rules.mergers import CANDIDATE, EXEMPT, OPEN
from rules.statistics import FloatArray, IntArray, TextArray
from rules.wording import Sentence

if TYPE_CHECKING:
    from calculator.calculation import Report
    from calculator.messages import Language, Messages
    from calculator.reading import Reading
    from calculator.reading.borders.borders import Borders

Standing = Literal["joined", "unresolved", "undecided", "exempt", "unchanged"]


@dataclass(frozen=True)
class PlanOptions:
    """What a person asks of a plan; townships as they are typed: a name, ``county/name``, a code.

    Attributes:
        neighbours: A table of who borders whom.
        boundaries: A file of boundaries.
        together: Each a list of townships that must become one unit.
        apart: Each a list of townships no two of which may become one unit.
        kept: Townships that must not be abolished.
        include_exempt: Whether exempt units may join; they need not.
        whole_prefecture: Whether groups may cross counties of a prefecture; None as the pack says.
        alternatives: How many next best plans of each county are wanted.
        time_limit: Seconds for each county; None for no limit.
    """

    neighbours: Path | None = None
    boundaries: Path | None = None
    together: tuple[tuple[str, ...], ...] = ()
    apart: tuple[tuple[str, ...], ...] = ()
    kept: tuple[str, ...] = ()
    include_exempt: bool = False
    whole_prefecture: bool | None = None
    alternatives: int = 0
    time_limit: float | None = 60.0


@dataclass(frozen=True)
class PlannedQuota:
    """What a group has of one thing before, and what the unit may have after; NaN where unknown.

    Attributes:
        allowed_before: What the members may have, added up.
        approved_before: What was approved for them, added up.
        actual_before: Their actual staff, added up.
        allowed_after: What the one unit may have.
    """

    allowed_before: float
    approved_before: float
    actual_before: float
    allowed_after: float

    @property
    def set_free(self) -> float:
        """What was approved (allowed, where that is unknown) above what is allowed after.

        Below zero it is what the unit may have more; NaN where unknown.
        """
        approved = self.approved_before
        return (approved if approved == approved else self.allowed_before) - self.allowed_after

    @property
    def over_established(self) -> float:
        """Actual staff above what is allowed after; 0 where there is none, NaN where unknown."""
        over = self.actual_before - self.allowed_after
        return max(over, 0.0) if over == over else over


@dataclass(frozen=True)
class PlannedGroup:
    """Townships that would become one unit.

    Attributes:
        members: Positions in the statistics, ascending.
        candidates: Those of them that are merger candidates.
        seat: The member where the seat would be.
        seat_reason: Why there.
        name: What it could be called.
        name_reason: Why so.
        kind: What it would be, such as ``town``; None where the pack does not say.
        people: The members' people, added up.
        area: km²; NaN where a member's is unknown.
        villages: Village committees; NaN where a member's are unknown.
        moved: People whose seat moves.
        moved_kilometres: The same times the kilometres from seat to seat; NaN where unknown.
        classes_before: The members' classes; None where undecided or not classified.
        class_after: The one unit's class; None where undecided or not classified.
        quotas: By the name of the pack's quota.
        notes: What one must know of this group.
        after: Its position in the statistics of ``Plans.after``; -1 in an alternative.
    """

    members: Members
    candidates: Members
    seat: int
    seat_reason: Sentence
    name: str
    name_reason: Sentence
    kind: str | None
    people: float
    area: float
    villages: float
    moved: float
    moved_kilometres: float
    classes_before: tuple[str | None, ...]
    class_after: str | None
    quotas: Mapping[str, PlannedQuota]
    notes: tuple[Sentence, ...] = ()
    after: int = -1


@dataclass(frozen=True)
class UnresolvedTownship:
    """A merger candidate that the plan leaves as it is.

    Attributes:
        township: Its position in the statistics.
        code: Why, by a stable name such as ``no_neighbour``.
        reason: Why, in words.
    """

    township: int
    code: str
    reason: Sentence


@dataclass(frozen=True)
class Alternative:
    """A next best plan of a county."""

    groups: tuple[PlannedGroup, ...]
    unresolved: tuple[UnresolvedTownship, ...]
    objective: Objective


@dataclass(frozen=True)
class CountyPlan:
    """The plan of one county, or of a whole prefecture where groups may cross its counties.

    Attributes:
        prefecture: Its name; blank where unknown.
        county: Its name; blank where unknown, None where it is a whole prefecture.
        townships: Positions in the statistics of all its units.
        candidates: Its merger candidates, by position.
        groups: What would be joined; ordered by the first member.
        unresolved: Candidates that stay, with the reasons.
        undecided: Units of which it is not known whether they are candidates; not planned.
        objective: Candidates left unresolved; townships abolished; people whose seat moves,
            times kilometres where ``is_by_distance``.
        bound: No plan reaches less.
        status: ``optimal``, ``bounded`` (time was up) or ``stopped``; None where the plan was
            withheld, for the check found faults in it.
        is_by_distance: Whether kilometres between seats are known and weigh.
        formulation: How it was solved.
        seconds: How long it took.
        alternatives: Next best plans, the best first.
        faults: What the check found wrong: a fault of the program. The plan is then withheld.
        not_joined: Townships that must be joined but can't be, each set by itself.
        notes: What one must know of this plan.
    """

    prefecture: str
    county: str | None
    townships: IntArray
    candidates: Members
    groups: tuple[PlannedGroup, ...]
    unresolved: tuple[UnresolvedTownship, ...]
    undecided: Members
    objective: Objective
    bound: Objective
    status: Status | None
    is_by_distance: bool
    formulation: str
    seconds: float = field(compare=False)
    alternatives: tuple[Alternative, ...] = ()
    faults: tuple[str, ...] = ()
    not_joined: tuple[Members, ...] = ()
    notes: tuple[Sentence, ...] = ()

    @property
    def name(self) -> str:
        """The prefecture and the county in one."""
        return self.prefecture + (self.county or "")

    @property
    def is_proven(self) -> bool:
        """Whether no plan can be better."""
        return self.status is not None and self.objective == self.bound


@dataclass(frozen=True)
class Plans:
    """Merger plans for a report.

    Attributes:
        report: The townships as they are, under the rules.
        borders: Who borders whom, and how that is known.
        options: What was asked for.
        limits: What the pack (and the options) allow.
        counties: A plan for each county that has a candidate or an undecided unit, or in which
            townships must be joined; in the order of the statistics.
        after: The rules applied to what would be after all plans: the units left as they are,
            in their order, then the groups.
        findings: What is wrong or worth knowing: of the borders, and of plans withheld.
        was_stopped: Whether the search was interrupted.
    """

    report: Report
    borders: Borders
    options: PlanOptions
    limits: PlanLimits
    counties: tuple[CountyPlan, ...]
    after: Evaluation
    findings: tuple[Finding, ...]
    was_stopped: bool = False

    @property
    def reading(self) -> Reading:
        """What was read, and from which cells."""
        return self.report.reading

    @property
    def raw_findings(self) -> list[Finding]:
        """The findings of the plans before they are put into words."""
        return list(self.findings)

    def messages(self, language: Language = "zh") -> Messages:
        """Puts what the plans hold into a language."""
        return self.report.messages(language)

    @property
    def is_approximate(self) -> bool:
        """Whether neighbours are only estimated, from the places of the seats."""
        return self.borders.approximate

    @cached_property
    def groups(self) -> tuple[PlannedGroup, ...]:
        """The groups of all counties; the order is that of ``after``."""
        return tuple(group for county in self.counties for group in county.groups)

    @cached_property
    def group_of(self) -> IntArray:
        """For each township the position in ``groups`` of the one it would join, else -1."""
        found = np.full(self.report.evaluation.statistics.size, -1, dtype=np.int64)
        for place, group in enumerate(self.groups):
            found[list(group.members)] = place
        return found

    @cached_property
    def standing(self) -> TextArray:
        """For each township what the plan does with it, a ``Standing``."""
        status = self.report.evaluation.mergers.status
        found = np.full(len(status), "unchanged", dtype=object)
        for said, standing in ((CANDIDATE, "unresolved"), (OPEN, "undecided"), (EXEMPT, "exempt")):
            found[status == said] = standing
        found[self.group_of >= 0] = "joined"
        return found

    @property
    def people(self) -> FloatArray:
        """The people of each township as the merger rule judges them."""
        rule = self.report.pack.mergers
        assert rule is not None
        return self.report.evaluation.given.numbers(rule.population)

    def as_dict(self, language: Language = "zh") -> dict[str, Any]:
        """The plans as plain data, as ``docs/plan.md`` describes it."""
        from calculator.reporting.data.plans import plans_data

        return plans_data(self, language)

    def save(self, path: Path, language: Language = "zh", *, replace: bool = False) -> Path:
        """Write the workbook of the plans with maps (.xlsx), whole or not at all.

        Raises:
            CalculatorError: The file exists and ``replace`` is not set, or can't be written.
        """
        from calculator.reporting.workbook.plan_book import write_plan_workbook

        return write_plan_workbook(self.report, self, Path(path), language, replace=replace)

"""The problems of a report: one for each county, or prefecture, that has something to plan."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from math import ceil

import numpy as np

from calculator.errors import CalculatorError
from calculator.planning.asking import Wishes, joined_sets, named
from calculator.planning.distances import kilometres
from calculator.planning.judging import judge_of, least_people
from calculator.planning.limits import PlanLimits
from calculator.planning.merged import Merging
from calculator.planning.problem import Members, MergerProblem
from calculator.reading.borders.borders import Borders
from rules.comparing import DECIMALS
from rules.evaluation import Evaluation
from rules.mergers import CANDIDATE, EXEMPT, OPEN
from rules.statistics import BoolArray, Coverage, FloatArray, IntArray
from rules.wording import Sentence, Term


@dataclass(frozen=True)
class Area:
    """A county, or a prefecture, and its problem.

    Attributes:
        prefecture: Its name; blank where unknown.
        county: Its name; blank where unknown, None where it is a whole prefecture.
        units: The positions in the statistics of the problem's units.
        problem: What is to be solved; its positions are those in ``units``.
        by_distance: Whether kilometres from seat to seat are known.
    """

    prefecture: str
    county: str | None
    units: IntArray
    problem: MergerProblem
    by_distance: bool


class Planned:
    """What is known of every township for planning; one value per township in each array."""

    def __init__(
        self,
        evaluation: Evaluation,
        borders: Borders,
        limits: PlanLimits,
        wishes: Wishes,
        merging: Merging,
    ) -> None:
        """Work out who may join whom.

        Raises:
            CalculatorError: Townships that must be joined but may not be; all at once.
        """
        self.evaluation = evaluation
        self.statistics = evaluation.statistics
        self.borders = borders
        self.limits = limits
        self.wishes = wishes
        self._merging = merging
        self._within: Coverage = "prefecture" if limits.within == "prefecture" else "county"
        self._codes = self.statistics.group_codes(self._within)
        problems = list(self._impossible())
        if problems:
            raise CalculatorError(problems)

    @cached_property
    def status(self) -> np.ndarray:
        """What the merger rule says."""
        return self.evaluation.mergers.status

    @cached_property
    def people(self) -> FloatArray:
        """People as the merger rule judges them, whole numbers; NaN where unknown."""
        rule = self.evaluation.pack.mergers
        assert rule is not None
        numbers = self.evaluation.given.numbers(rule.population)
        return np.asarray(np.floor(np.round(numbers, DECIMALS)))

    @cached_property
    def candidate(self) -> BoolArray:
        """Merger candidates."""
        return np.asarray(self.status == CANDIDATE, dtype=np.bool_)

    @cached_property
    def undecided(self) -> BoolArray:
        """Units of which it is not known whether they are candidates."""
        return np.asarray(self.status == OPEN, dtype=np.bool_)

    @cached_property
    def right_kind(self) -> BoolArray:
        """Units of a kind that may join."""
        return self.statistics.choices["kind"].names_any(self.limits.kinds)

    @cached_property
    def county_seat(self) -> BoolArray:
        """Units that are kept for being the county's seat."""
        if not self.limits.keeps_county_seat:
            return np.zeros(self.statistics.size, dtype=np.bool_)
        return np.asarray(self.statistics.number("county_seat") == 1, dtype=np.bool_)

    @cached_property
    def kept(self) -> BoolArray:
        """Units that the user keeps."""
        found = np.zeros(self.statistics.size, dtype=np.bool_)
        found[list(self.wishes.kept)] = True
        return found

    @cached_property
    def movable(self) -> BoolArray:
        """Units that may be in a group; exempt ones if it is allowed, or asked for by name."""
        able = self.right_kind & np.isfinite(self.people) & ~self.undecided
        if not self.limits.exempt_may_join:
            asked = np.zeros(self.statistics.size, dtype=np.bool_)
            asked[[unit for members in self.wishes.together for unit in members]] = True
            able &= (self.status != EXEMPT) | asked
        return np.asarray(able, dtype=np.bool_)

    @cached_property
    def together(self) -> list[Members]:
        """Sets that must be in one group: those asked for and, if the rules say so, shared seats.

        Townships with their seats in one place are let be where they may not be joined, or
        where the user wants them apart.
        """
        shared: list[Members] = []
        if self.limits.joins_shared_seats:
            pairs = map(tuple, np.sort(self.borders.shared_seats, axis=1).tolist())
            shared = [pair for pair in pairs if self._may_be_joined(pair)]
        return joined_sets([*self.wishes.together, *shared])

    def _may_be_joined(self, pair: Members) -> bool:
        one, other = pair
        near = self._codes[one] == self._codes[other]
        return bool(near and self.movable[[one, other]].all() and pair not in self.wishes.apart)

    @property
    def areas(self) -> Iterator[Area]:
        """Each area with a candidate, an undecided unit or townships that must be joined."""
        counties = self.statistics.counties
        county_codes = self.statistics.county_codes
        asked = {unit for members in self.together for unit in members}
        for code in dict.fromkeys(self._codes.tolist()):
            units = np.flatnonzero(self._codes == code)
            todo = self.candidate[units] | self.undecided[units]
            if not todo.any() and not asked.intersection(units.tolist()):
                continue
            prefecture, county = counties[county_codes[units[0]]]
            problem = self._problem(units)
            whole = None if self._within == "prefecture" else county
            yield Area(prefecture, whole, units, problem, problem.distance is not None)

    def _problem(self, units: IntArray) -> MergerProblem:
        statistics, limits, pack = self.statistics, self.limits, self.evaluation.pack
        place = np.full(statistics.size, -1, dtype=np.int64)
        place[units] = np.arange(len(units))
        borders = place[self.borders.pairs].reshape(-1, 2)
        borders = borders[(borders >= 0).all(axis=1)]
        movable = self.movable[units]
        least = least_people(pack)
        judge = judge_of(self._merging, pack, limits, units) if least is None else None
        together = (tuple(int(place[unit]) for unit in members) for members in self.together)
        apart = ((int(place[one]), int(place[other])) for one, other in self.wishes.apart)
        return MergerProblem(
            people=self.people[units],
            borders=borders,
            minimum=0.0 if least is None else float(ceil(least)),
            candidate=self.candidate[units],
            movable=movable,
            area=statistics.number("area_km2")[units],
            distance=self._distance(units, borders, movable),
            most_members=limits.most_members,
            most_people=limits.most_people,
            most_area=limits.most_area,
            together=tuple(members for members in together if min(members) >= 0),
            apart=tuple(pair for pair in apart if min(pair) >= 0),
            kept=(self.kept | self.county_seat)[units],
            judge=judge,
        )

    def _distance(
        self, units: IntArray, borders: IntArray, movable: BoolArray
    ) -> FloatArray | None:
        """Kilometres, where those of all units that could be joined are known."""
        between = borders[movable[borders].all(axis=1)]
        joined = np.unique(between)
        found = kilometres(self.borders.seats[units])
        if np.isnan(found[np.ix_(joined, joined)]).any() or not len(joined):
            return None
        return np.nan_to_num(found)

    def kilometres(self, seat: int, others: Sequence[int]) -> FloatArray:
        """From the seats of some townships to that of another; NaN where one is unknown."""
        return kilometres(self.borders.seats[[seat, *others]])[0, 1:]

    def _impossible(self) -> Iterator[Sentence]:
        """Why townships can't be joined that must be."""
        for members in self.wishes.together:
            names = {"names": named(self.statistics, members)}
            if len({int(self._codes[unit]) for unit in members}) > 1:
                yield Sentence(f"planning.across_{self._within}", names)
            wrong = [unit for unit in members if not self.right_kind[unit]]
            if wrong:
                kinds = [Term("kind", kind) for kind in self.limits.kinds]
                said = {"names": named(self.statistics, wrong), "kinds": kinds}
                yield Sentence("planning.wrong_kind", said)
            unknown = [
                unit
                for unit in members
                if unit not in wrong and (np.isnan(self.people[unit]) or self.undecided[unit])
            ]
            if unknown:
                yield Sentence("planning.not_decided", {"names": named(self.statistics, unknown)})
            most = self.limits.most_members
            if most is not None and len(members) > most:
                yield Sentence("planning.too_many", {**names, "most": most})

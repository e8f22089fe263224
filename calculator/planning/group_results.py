"""What groups of townships would be: people, kind, name, class, posts before and after."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from calculator.planning.areas import Planned
from calculator.planning.merged import Joining, Merging
from calculator.planning.naming import seat_reason, suggested_name
from calculator.planning.plans import PlannedGroup, PlannedQuota
from calculator.planning.problem import Group
from rules.evaluation import Evaluation, evaluate
from rules.mergers import CANDIDATE, EXEMPT
from rules.statistics import FloatArray
from rules.wording import Quantity, Sentence


class GroupResults:
    """Applies the rules to what would be."""

    def __init__(self, before: Evaluation, planned: Planned, merging: Merging) -> None:
        """Keep what is known of the townships as they are."""
        self._before = before
        self._planned = planned
        self._merging = merging
        self._names = [str(name or "") for name in before.statistics.text("name")]
        self._kilometres = planned.kilometres

    def of(
        self, groups: Sequence[Group], by_distance: Sequence[bool]
    ) -> tuple[Evaluation, list[PlannedGroup]]:
        """The rules applied to what would be after joining groups, and the groups' results.

        Args:
            groups: Positions in the statistics; no two share a township.
            by_distance: For each whether kilometres weighed where its seat would be.
        """
        statistics = self._before.statistics
        planned = self._planned
        kinds = [
            planned.limits.kind_after([self._kind(member) for member in group.members])
            for group in groups
        ]
        suggested = [
            suggested_name(group, kind, statistics, planned.people)
            for group, kind in zip(groups, kinds, strict=True)
        ]
        joining = Joining(
            [group.members for group in groups],
            np.array([group.seat for group in groups], dtype=np.int64),
        )
        stays = np.ones(statistics.size, dtype=np.bool_)
        stays[joining.members] = False
        alone = np.flatnonzero(stays)
        names = [one.name for one in suggested]
        after = evaluate(self._before.pack, self._merging.after(alone, joining, kinds, names))
        people = joining.sums(planned.people)
        area = joining.sums(statistics.number("area_km2"))
        villages = joining.sums(statistics.number("villages"))
        made = []
        for place, group in enumerate(groups):
            position = len(alone) + place
            members = list(group.members)
            class_after = after.classification.classes[position]
            made.append(
                PlannedGroup(
                    members=group.members,
                    candidates=tuple(m for m in members if planned.candidate[m]),
                    seat=group.seat,
                    seat_reason=self._seat_reason(group, by_distance=by_distance[place]),
                    name=suggested[place].name,
                    name_reason=suggested[place].reason,
                    kind=kinds[place],
                    people=float(people[place]),
                    area=float(area[place]),
                    villages=float(villages[place]),
                    moved=float(people[place] - planned.people[group.seat]),
                    moved_kilometres=self._moved_kilometres(group),
                    classes_before=tuple(self._before.classification.classes[members].tolist()),
                    class_after=class_after,
                    quotas=self._quotas(group, after, position),
                    notes=tuple(self._notes(group, after, position)),
                    after=position,
                )
            )
        return after, made

    def _kind(self, township: int) -> str | None:
        return next(iter(self._before.statistics.choices["kind"].at(township)), None)

    def _moved_kilometres(self, group: Group) -> float:
        """People times the kilometres from their seat to the group's; NaN where unknown."""
        others = [member for member in group.members if member != group.seat]
        people = self._planned.people[others]
        return float(np.sum(people * self._kilometres(group.seat, others)))

    def _seat_reason(self, group: Group, *, by_distance: bool) -> Sentence:
        planned = self._planned
        return seat_reason(
            group,
            planned.people,
            planned.kept,
            planned.county_seat,
            self._names,
            by_distance=by_distance,
        )

    def _quotas(self, group: Group, after: Evaluation, position: int) -> dict[str, PlannedQuota]:
        members = list(group.members)

        def added(values: FloatArray) -> float:
            return float(values[members].sum())

        return {
            name: PlannedQuota(
                allowed_before=added(check.allowed),
                approved_before=added(check.approved),
                actual_before=added(check.actual),
                allowed_after=float(after.quotas[name].allowed[position]),
            )
            for name, check in self._before.quotas.items()
        }

    def _notes(self, group: Group, after: Evaluation, position: int) -> Iterator[Sentence]:
        """What does not come out as one would think."""
        planned, pack = self._planned, self._before.pack
        assert pack.mergers is not None
        members = list(group.members)
        judged = float(after.given.numbers(pack.mergers.population)[position])
        people = float(planned.people[members].sum())
        if abs(judged - people) >= 1 or judged != judged:
            said = {"people": Quantity(people, "people"), "judged": Quantity(judged, "people")}
            yield Sentence("planning.note.other_population", said)
        resolves = any(planned.candidate[member] for member in members)
        if resolves and after.mergers.status[position] in (CANDIDATE, EXEMPT):
            yield Sentence("planning.note.still_below")
        known = all(self._before.classification.classes[member] for member in members)
        if known and after.classification.classes[position] is None:
            yield Sentence("planning.note.class_unknown")
        counties = list(dict.fromkeys(self._before.statistics.text("county")[members].tolist()))
        if len(counties) > 1:
            yield Sentence("planning.note.across", {"counties": counties})

"""What the pack, and the user, allow of a merger plan."""

from __future__ import annotations

from dataclasses import dataclass

from rules.figures import Figure
from rules.pack import RulePack
from rules.planning import PlanningEntry
from rules.status import Status, weakest


@dataclass(frozen=True)
class PlanLimits:
    """The limits of a plan, as values; None where there is no such limit.

    Attributes:
        kinds: Kinds of units that may join.
        most_members: The most townships of a group.
        most_people: The most people of the result.
        most_area: The largest area of the result in km².
        exempt_may_join: Whether exempt units may join.
        within: ``county``, or ``prefecture`` where groups may cross counties.
        keeps_county_seat: Whether the unit of the county's seat is never abolished.
        joins_shared_seats: Whether townships whose seats are in one place must be joined.
        result_kinds: The result is the first of these that one of its members is; where none
            is, the last.
        figures: The pack's figures behind them, by the key of ``planning``.
    """

    kinds: tuple[str, ...]
    most_members: int | None
    most_people: float | None
    most_area: float | None
    exempt_may_join: bool
    within: str
    keeps_county_seat: bool
    joins_shared_seats: bool
    result_kinds: tuple[str, ...]
    figures: dict[str, Figure]

    @property
    def status(self) -> Status:
        """The least sure status of the figures used."""
        return weakest(figure.status for figure in self.figures.values())

    @property
    def unsettled(self) -> list[Figure]:
        """The figures that a plan rests on though they are not settled."""
        return [figure for figure in self.figures.values() if not figure.status.is_settled]

    def kind_after(self, kinds: list[str | None]) -> str | None:
        """What a unit of members of these kinds would be; None where nothing says it."""
        for kind in self.result_kinds:
            if kind in kinds:
                return kind
        if self.result_kinds:
            return self.result_kinds[-1]
        return kinds[0] if len(set(kinds)) == 1 else None


def plan_limits(
    pack: RulePack, *, include_exempt: bool, whole_prefecture: bool | None
) -> PlanLimits:
    """The limits of the pack; what the user says goes before it.

    Args:
        pack: It has a merger rule. Without planning limits, the kinds that the merger rule
            speaks of may join within a county, however many.
        include_exempt: Whether exempt units may join, whatever the pack says.
        whole_prefecture: Whether groups may cross counties; None as the pack says.
    """
    assert pack.mergers is not None
    entry = pack.planning or PlanningEntry()
    figures = {
        key: pack.figures[name]
        for key in PlanningEntry.model_fields
        if (name := getattr(entry, key)) is not None
    }
    figures = {key: figure for key, figure in figures.items() if figure.is_entered}
    if include_exempt:
        figures.pop("exempt_may_join", None)
    if whole_prefecture is not None:
        figures.pop("across_counties", None)

    def number(key: str) -> float | None:
        return figures[key].number if key in figures else None

    def holds(key: str) -> bool:
        return key in figures and bool(figures[key].value)

    across = holds("across_counties") if whole_prefecture is None else whole_prefecture
    most_members = number("most_members")
    kinds = figures["kinds"].value if "kinds" in figures else None
    return PlanLimits(
        kinds=tuple(kinds or pack.figures[pack.mergers.applies_to].value),
        most_members=None if most_members is None else int(most_members),
        most_people=number("most_people"),
        most_area=number("most_area"),
        exempt_may_join=include_exempt or holds("exempt_may_join"),
        within="prefecture" if across else "county",
        keeps_county_seat=holds("county_seat_kept"),
        joins_shared_seats=holds("shared_seats_joined"),
        result_kinds=tuple(figures["result_kinds"].value) if "result_kinds" in figures else (),
        figures=figures,
    )

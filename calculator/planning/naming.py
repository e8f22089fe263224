"""Where the seat of a group would be, and what the group could be called, with the reasons."""

from __future__ import annotations

from dataclasses import dataclass

from calculator.planning.problem import Group
from calculator.vocabulary import load_vocabulary
from rules.statistics import BoolArray, FloatArray, Statistics
from rules.wording import Quantity, Sentence, Term


@dataclass(frozen=True)
class Named:
    """A suggestion with its reason."""

    name: str
    reason: Sentence


def seat_reason(
    group: Group,
    people: FloatArray,
    kept: BoolArray,
    county_seat: BoolArray,
    names: list[str],
    *,
    by_distance: bool,
) -> Sentence:
    """Why the seat is where the plan has it.

    Args:
        group: Positions in the statistics.
        people: Of every township.
        kept: Those that the user keeps.
        county_seat: Those kept for being the county's seat.
        names: Of every township.
        by_distance: Whether the kilometres from seat to seat were weighed.
    """
    seat = group.seat
    moved = float(sum(people[member] for member in group.members if member != seat))
    said = {"name": names[seat], "moved": Quantity(moved, "people")}
    if kept[seat]:
        return Sentence("planning.seat.kept", said)
    if county_seat[seat]:
        return Sentence("planning.seat.county_seat", said)
    most = max(float(people[member]) for member in group.members)
    is_largest = float(people[seat]) == most
    if by_distance:
        key = "nearest_and_most_people" if is_largest else "nearest"
        return Sentence(f"planning.seat.{key}", said)
    return Sentence("planning.seat.most_people", said)


def suggested_name(
    group: Group, kind: str | None, statistics: Statistics, people: FloatArray
) -> Named:
    """The name of a member that is already what the group would be: of the seat, if it is.

    Else of the one with the most people; where no member is, the seat's name with the ending
    of the new kind.
    """
    names = statistics.text("name")
    kinds = statistics.choices["kind"]
    seat_name = str(names[group.seat] or "")
    if kind is None:
        return Named(seat_name, Sentence("planning.name.kind_unknown", {"name": seat_name}))
    said = {"seat": seat_name, "kind": Term("kind", kind)}
    alike = [member for member in group.members if kind in kinds.at(member)]
    if group.seat in alike:
        return Named(seat_name, Sentence("planning.name.of_seat", {**said, "name": seat_name}))
    if alike:
        largest = max(alike, key=lambda member: (float(people[member]), -member))
        name = str(names[largest] or "")
        return Named(name, Sentence("planning.name.of_kind", {**said, "name": name}))
    own = next(iter(kinds.at(group.seat)), None)
    name = _with_ending(seat_name, own, kind)
    return Named(name, Sentence("planning.name.new_ending", {**said, "name": name}))


def _with_ending(name: str, kind: str | None, wanted: str) -> str:
    """A name with the ending of another kind of unit: 桑坡乡 as a town is 桑坡镇."""
    choices = {choice.name: choice for choice in load_vocabulary().choices["kind"]}
    endings = choices[kind].words if kind in choices else ()
    for ending in sorted(endings, key=len, reverse=True):
        if name.endswith(ending) and len(name) > len(ending):
            return name.removesuffix(ending) + choices[wanted].words[0]
    return name

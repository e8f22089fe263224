"""Why merger candidates stay as they are, in words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from calculator.planning.areas import Area, Planned
from calculator.planning.asking import named
from calculator.planning.plans import UnresolvedTownship
from calculator.planning.problem import Solution
from calculator.planning.reasons import UnresolvedReason, unresolved_reasons
from rules.mergers import EXEMPT
from rules.wording import Parts, Quantity, Sentence, Term

_LIMIT_UNITS = {"most_members": None, "most_people": "people", "most_area": "km2"}
_BESIDE = ("other_kind", "exempt", "undecided", "elsewhere")
_MOST_NAMED = 8


def why_unresolved(
    area: Area, solution: Solution, planned: Planned, *, was_stopped: bool
) -> Iterator[UnresolvedTownship]:
    """Each candidate that stays, with the reason.

    What is known of the township itself goes before what the search tells: its kind, its
    people, where it lies.
    """
    found = unresolved_reasons(area.problem, solution, was_stopped=was_stopped)
    for place in solution.unresolved:
        township = int(area.units[place])
        code = _of_itself(township, planned)
        if code is not None:
            kinds = [Term("kind", kind) for kind in planned.limits.kinds]
            reason = Sentence(f"planning.stays.{code}", {"kinds": kinds})
        else:
            code = found[place].code
            reason = _in_words(found[place], township, area, planned)
        yield UnresolvedTownship(township, code, reason)


def _of_itself(township: int, planned: Planned) -> str | None:
    """Why a township may not join anybody, as far as it is known without any neighbour."""
    if not planned.right_kind[township]:
        return "kind"
    if np.isnan(planned.people[township]):
        return "people_unknown"
    if not planned.borders.placed[township]:
        return "no_location"
    area = planned.statistics.number("area_km2")[township]
    if planned.limits.most_area is not None and np.isnan(area):
        return "area_unknown"
    return None


def _in_words(why: UnresolvedReason, township: int, area: Area, planned: Planned) -> Sentence:
    details = why.details

    def names(key: str) -> list[str]:
        members = [int(area.units[place]) for place in details[key]]
        return _named([member for member in members if member != township], planned)

    match why.code:
        case "no_neighbour":
            return _no_neighbour(township, area, planned)
        case "island_below_minimum":
            said = {
                "names": names("members"),
                "people": Quantity(details["people"], "people"),
                "minimum": Quantity(details["minimum"], "people"),
            }
            rule = "" if area.problem.judge is None else "_by_rule"
            return Sentence(f"planning.stays.island_below_minimum{rule}", said)
        case "limit":
            return _limit(why, names("example"), planned)
        case "contested":
            said = {"names": names("example"), "rivals": names("rivals")}
            alone = "" if details["rivals"] else "_somewhere"
            return Sentence(f"planning.stays.contested{alone}", said)
        case "together":
            return Sentence("planning.stays.together", {"names": names("set")})
        case _:
            return Sentence(f"planning.stays.{why.code}")


def _limit(why: UnresolvedReason, names: list[str], planned: Planned) -> Sentence:
    """The limits that a group which would be enough breaks, with its figures."""
    broken = []
    for limit in why.details["limits"]:
        values: dict[str, object] = {}
        if limit in _LIMIT_UNITS:
            unit = _LIMIT_UNITS[limit]
            most = float(getattr(planned.limits, limit))
            found = float(why.details[limit.removeprefix("most_")])
            values = {"most": Quantity(most, unit), "found": Quantity(round(found, 3), unit)}
        broken.append(Sentence(f"planning.stays.limit_{limit}", values))
    return Sentence("planning.stays.limit", {"names": names, "broken": broken})


def _no_neighbour(township: int, area: Area, planned: Planned) -> Sentence:
    """No unit that may join borders on it: which ones do, and why they may not."""
    pairs = planned.borders.pairs
    beside = pairs[(pairs == township).any(axis=1)].reshape(-1)
    inside = set(area.units.tolist())
    grouped: dict[str, list[int]] = {key: [] for key in _BESIDE}
    for other in dict.fromkeys(beside[beside != township].tolist()):
        if other not in inside:
            grouped["elsewhere"].append(other)
        elif not planned.right_kind[other]:
            grouped["other_kind"].append(other)
        elif planned.status[other] == EXEMPT:
            grouped["exempt"].append(other)
        else:
            grouped["undecided"].append(other)
    said = [
        Sentence(f"planning.stays.beside_{key}", {"names": _named(others, planned)})
        for key, others in grouped.items()
        if others
    ]
    key = "no_neighbour_named" if said else "no_neighbour"
    return Sentence(f"planning.stays.{key}", {"beside": Parts(said)})


def _named(townships: Sequence[int], planned: Planned) -> list[str]:
    more = ["…"] if len(townships) > _MOST_NAMED else []
    return named(planned.statistics, townships[:_MOST_NAMED]) + more

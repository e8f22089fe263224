"""What a pack may say of merger plans: how far candidates and their neighbours may be joined."""

from __future__ import annotations

from rules.conditions import Entry

KIND_LISTS = ("kinds", "result_kinds")
"""Keys whose figure is a list of kinds of units."""

SWITCHES = ("exempt_may_join", "across_counties", "county_seat_kept", "shared_seats_joined")
"""Keys whose figure is yes or no."""

LEAST = {"most_members": 2, "most_people": 1, "most_area": 1}
"""Keys whose figure is a number -> the least that it may be."""


class PlanningEntry(Entry):
    """The limits of a merger plan, each the name of a figure; what is left out is no limit.

    Attributes:
        kinds: Lists the kinds of units that may join; else those that the merger rule is about.
        most_members: The most townships that become one.
        most_people: The most people of the result.
        most_area: The largest area of the result, km².
        exempt_may_join: Yes or no: whether exempt units may join.
        across_counties: Yes or no: whether units of several counties of a prefecture may join.
        county_seat_kept: Yes or no: whether the unit that is the county's seat is kept.
        shared_seats_joined: Yes or no: whether townships whose governments have their seats in
            one place (一地两府) must be joined.
        result_kinds: Lists kinds of units: the result is the first that one of its members
            is, and the last where none is.
    """

    kinds: str | None = None
    most_members: str | None = None
    most_people: str | None = None
    most_area: str | None = None
    exempt_may_join: str | None = None
    across_counties: str | None = None
    county_seat_kept: str | None = None
    shared_seats_joined: str | None = None
    result_kinds: str | None = None

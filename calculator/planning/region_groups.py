"""The groups of a region, and what each would change."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from calculator.planning.enumeration import Listing
from calculator.planning.halting import Clock
from calculator.planning.problem import Group, Members
from calculator.planning.regions import Region, bits
from calculator.planning.sampling import grown_groups
from calculator.planning.seats import Seats
from calculator.planning.selection import Packing

LISTING_SHARE = 0.4
"""How much of a region's time goes to listing its groups at most."""


@dataclass(frozen=True)
class RegionGroups:
    """The groups of a region that a plan can consist of, and what they count.

    Attributes:
        region: Where.
        listing: The groups as sets of parts.
        groups: The same groups as units.
        packing: The same groups as a choice to be made. What a group resolves is counted so that
            one set that must be in one group goes before all candidates.
        seats: Finds their seats.
    """

    region: Region
    listing: Listing
    groups: tuple[Members, ...]
    packing: Packing
    seats: Seats

    def chosen(self, places: Sequence[int]) -> tuple[Group, ...]:
        """Some of the groups with their seats, ordered by their members."""
        return tuple(
            self.seats.group(members) for members in sorted(map(self.groups.__getitem__, places))
        )

    @property
    def scale(self) -> int:
        """More units than any plan abolishes."""
        return self.region.units + 1

    @property
    def worth(self) -> int:
        """What a plan that resolves everything would be worth."""
        return sum(self.region.candidates) + self.must_worth * len(self.region.together)

    @property
    def must_worth(self) -> int:
        """What putting one set that must be in one group is worth: more than all candidates."""
        return sum(self.region.candidates) + 1


def counted(region: Region, listing: Listing, seats: Seats, clock: Clock) -> RegionGroups:
    """Count what each group of a region would change, with some more where not all are listed."""
    if not listing.complete:
        more = grown_groups(region, clock.part(LISTING_SHARE))
        listing = replace(listing, groups=tuple(dict.fromkeys((*listing.groups, *more))))
    inside = [list(bits(parts)) for parts in listing.groups]
    groups = [
        tuple(sorted(unit for part in parts for unit in region.parts[part])) for parts in inside
    ]
    worth = np.array(
        [sum(region.candidates[part] for part in parts) for parts in inside], dtype=np.int64
    )
    must = sum(region.candidates) + 1
    for one in region.together:
        worth += must * np.array([parts & one == one for parts in listing.groups], dtype=np.int64)
    packing = Packing(
        parts=inside,
        size=len(region.parts),
        worth=worth,
        abolished=np.array([len(members) - 1 for members in groups], dtype=np.int64),
        moved=seats.moved(groups),
    )
    return RegionGroups(region, listing, tuple(groups), packing, seats)

"""Which groups no best plan needs, because less does as well."""

from __future__ import annotations

from collections.abc import Callable

from calculator.planning.regions import Region, is_connected

Admissible = Callable[[int], bool]
"""Whether a connected set of parts within the limits is a group that a plan may have."""


MOST_HALVES = 300
"""How many ways to fall apart are tried for one set. Sets of nine parts or fewer have no more;
a larger one that is not seen to be dominated is kept, which costs time but no result."""


def splits_for_good(region: Region, parts: int) -> bool:
    """Whether a connected set, and every one within the limits that contains it, is dominated.

    It is when it falls into two connected sets that each have the minimum of people and are each
    more than one candidate alone. Proof: a larger connected set is reached from it by adding
    bordering parts one after the other; add each to the one of the two that it borders on. Both
    stay connected, keep their people and, being smaller than the whole, all limits; so the whole
    can be two groups (or a group and a unit that stays as it is), which abolishes one unit less
    and leaves nobody more unresolved. This needs people to be the rule, and no set of parts that
    must stay together to be divided; the caller sees to both. The first part is not free.
    """
    people, members = region.people, region.members
    minimum = region.problem.minimum

    def strong(half: int) -> bool:
        if half & (half - 1):
            total = 0.0
            while half:
                bit = half & -half
                half ^= bit
                total += people[bit.bit_length() - 1]
            return total >= minimum
        part = half.bit_length() - 1
        return people[part] >= minimum and (members[part] > 1 or bool(half & region.free))

    return _falls_apart(
        region, parts, lambda half, rest: strong(half) and strong(rest) and _whole(region, rest)
    )


def can_be_undone(region: Region, parts: int, admissible: Admissible) -> bool:
    """Whether a group can be left by units that may stay as they are, or be two groups instead.

    Either way fewer units are abolished and the same candidates are resolved; what is left and
    both halves are within the limits because the whole is. So no best plan has such a group, and
    in any other plan it is needless.
    """
    return _falls_apart(
        region,
        parts,
        lambda half, rest: (
            admissible(half)
            and (not rest & ~region.free or (_whole(region, rest) and admissible(rest)))
        ),
    )


def _whole(region: Region, parts: int) -> bool:
    return is_connected(parts, region.neighbours)


def _falls_apart(region: Region, parts: int, good: Callable[[int, int], bool]) -> bool:
    """Whether a set has a connected half with its first part that is good with the rest."""
    neighbours = region.neighbours
    first = parts & -parts
    waiting = [(first, neighbours[first.bit_length() - 1] & parts, first)]
    for _ in range(MOST_HALVES):
        if not waiting:
            break
        half, options, closed = waiting.pop()
        rest = parts ^ half
        if not rest:
            continue
        if good(half, rest):
            return True
        options &= ~closed
        while options:
            bit = options & -options
            options ^= bit
            closed |= bit
            waiting.append(
                (half | bit, options | (neighbours[bit.bit_length() - 1] & parts), closed)
            )
    return False

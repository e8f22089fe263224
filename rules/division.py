"""Dividing a whole number into whole parts that come as near as possible to their ideals."""

from __future__ import annotations

import heapq
from collections.abc import Sequence
from fractions import Fraction
from math import floor


def exact(number: float) -> Fraction:
    """A number as it is written in decimals, so that what is equal on paper is equal."""
    return Fraction(repr(float(number)))


def ideal_parts(
    total: int, standards: Sequence[Fraction], weights: Sequence[Fraction]
) -> list[Fraction] | None:
    """Each standard, and what the total is above or below their sum shared out by weight.

    Args:
        total: What is divided.
        standards: One value a part.
        weights: One value a part, none negative.

    Returns:
        One value a part, adding up to the total; None where something is to be shared out and
        no part has a weight.
    """
    rest = total - sum(standards, Fraction())
    if not rest:
        return list(standards)
    weight = sum(weights, Fraction())
    if not weight:
        return None
    return [
        standard + rest * own / weight for standard, own in zip(standards, weights, strict=True)
    ]


def whole_parts(
    total: int,
    ideals: Sequence[Fraction],
    at_least: Sequence[int],
    at_most: Sequence[int | None],
) -> list[int]:
    """Whole parts within their bounds that add up, with the least sum of departures.

    The departure of a part is how far it is from its ideal, above or below. Of all divisions
    with the least sum, the one where each unit goes to the part that is furthest below its
    ideal: the largest remainder first, of equal ones the first in order.

    Args:
        total: What is divided.
        ideals: One value a part.
        at_least: The least that each part may be.
        at_most: The most; None where nothing bounds it.

    Raises:
        ValueError: The bounds leave no division.
    """
    ceilings = [total if most is None else most for most in at_most]
    if any(low > high for low, high in zip(at_least, ceilings, strict=True)) or not (
        sum(at_least) <= total <= sum(ceilings)
    ):
        raise ValueError("the bounds leave no division")
    # One unit more brings a part nearer while it is a whole unit below its ideal, so every part
    # starts there. Departures are convex: the nearest unit, one by one, is never a mistake.
    parts = [
        min(max(floor(ideal), low), high)
        for ideal, low, high in zip(ideals, at_least, ceilings, strict=True)
    ]
    missing = total - sum(parts)
    step = 1 if missing > 0 else -1
    limits = ceilings if missing > 0 else at_least
    waiting = [
        (step * (part - ideal), step * place)
        for place, (part, ideal) in enumerate(zip(parts, ideals, strict=True))
        if part != limits[place]
    ]
    heapq.heapify(waiting)
    for _ in range(abs(missing)):
        departure, signed = heapq.heappop(waiting)
        place = abs(signed)
        parts[place] += step
        if parts[place] != limits[place]:
            heapq.heappush(waiting, (departure + 1, signed))
    return parts

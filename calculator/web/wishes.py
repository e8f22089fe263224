"""What is wished of a merger plan, as a form says it: township by township."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from werkzeug.datastructures import MultiDict

LISTS = 5
"""So many lists of townships to be joined, and to be kept apart, can be made in a county."""
MOST_ALTERNATIVES = 10

_SORTS = ("together", "apart")


def read_wishes(form: MultiDict[str, str], before: Mapping[str, Any]) -> dict[str, Any]:
    """The wishes of a form.

    Fields: ``shown`` (the townships of the form, repeated), ``together-<township>`` and
    ``apart-<township>`` (the number of a list, blank for none), ``kept`` (townships, repeated),
    ``include_exempt``, ``whole_prefecture``, ``alternatives``.

    Args:
        form: The form.
        before: What was wished before; what of it concerns other townships stays.

    Returns:
        Only what is wished; empty where nothing is.
    """
    shown = [place for place in map(place_in, form.getlist("shown")) if place is not None]
    wishes: dict[str, Any] = {}
    for sort in _SORTS:
        lists = [
            members for members in before.get(sort, ()) if not set(members).intersection(shown)
        ]
        lists += _lists(form, sort, shown)
        if lists:
            wishes[sort] = lists
    kept = {township for township in before.get("kept", ()) if township not in shown}
    kept |= set(shown).intersection(map(place_in, form.getlist("kept")))
    if kept:
        wishes["kept"] = sorted(kept)
    for name in ("include_exempt", "whole_prefecture"):
        if form.get(name):
            wishes[name] = True
    asked = form.get("alternatives", "")
    if asked.isdecimal() and len(asked) < 4 and int(asked):
        wishes["alternatives"] = min(int(asked), MOST_ALTERNATIVES)
    return wishes


def place_in(text: str) -> int | None:
    """The place in a list that a field says, from 0; None where it says none."""
    # Longer numbers than any list has: Python refuses to read those of thousands of digits.
    return int(text) if text.isdecimal() and len(text) < 10 else None


def _lists(form: MultiDict[str, str], sort: str, shown: Sequence[int]) -> list[list[int]]:
    lists: dict[str, list[int]] = {}
    for township in shown:
        number = form.get(f"{sort}-{township}", "")
        if number.isdecimal():
            lists.setdefault(number, []).append(township)
    return list(lists.values())


def wishes_shown(
    wishes: Mapping[str, Any], shown: Sequence[int]
) -> dict[str, dict[int, int] | set[int]]:
    """The wishes for the townships of a form: of each the number of its list, and those kept."""
    here = set(shown)
    found: dict[str, dict[int, int] | set[int]] = {"kept": here & set(wishes.get("kept", ()))}
    for sort in _SORTS:
        lists = [members for members in wishes.get(sort, ()) if here.intersection(members)]
        found[sort] = {
            township: number
            for number, members in enumerate(lists[:LISTS], start=1)
            for township in members
        }
    return found

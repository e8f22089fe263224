"""Whose a listed body is: the names of its owners and the prefixes that are taken off."""

from __future__ import annotations

import pytest

from rules.catalogue import Catalogue, Recognised

KNOWN = Catalogue(
    prefixes=("政府", "乡政府", "镇政府", "镇"),
    names={"党政办": "party"},
    single={"农技站": ("farming",)},
)


@pytest.mark.parametrize(
    ("name", "owner", "found"),
    [
        ("前山党政办", "前山乡政府", Recognised("党政办", entry="party")),
        ("前山党政办", "前山镇政府", Recognised("党政办", entry="party")),
        ("前山镇党政办", "前山镇", Recognised("党政办", entry="party")),
        ("前山镇党政办", "前山", Recognised("党政办", entry="party")),
        ("前山党政办", "前山", Recognised("党政办", entry="party")),
        ("镇政府农技站", "后山镇", Recognised("农技站", goes_into=("farming",))),
        ("前山镇某某队", "前山镇", Recognised("某某队")),
        ("某某队", "前山镇", Recognised("某某队")),
    ],
)
def test_the_longest_prefix_is_taken_off_and_the_shortest_name_is_left(name, owner, found):
    assert KNOWN.recognise(name, ("甲县", owner)) == found

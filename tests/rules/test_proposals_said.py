"""Everything that is found and reckoned of a few proposals, figure by figure and word by word.

``proposals.yaml`` has it by the proposal and the pack. After a change
``python -m tests.rules.test_proposals_said`` writes it anew, to be read before it is kept.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import yaml
from pydantic import BaseModel

from calculator.messages import Messages
from calculator.packs import open_pack, pack_names
from rules.establishment import clause_sentences
from rules.evaluation import evaluate
from rules.statistics import Statistics
from rules.wording import Sentence
from tests.conftest import ROOT, listed, townships

KEPT = Path(__file__).with_name("proposals.yaml")
LISTED = listed(
    {"name": "党政办公室", "administrative_posts": 20},
    {"name": "前山镇经济发展办公室", "administrative_posts": 10, "institution_posts": 2},
    {"name": "社会事务办公室", "nameplate": True},
    {"name": "党政办"},
    {"name": "党政办"},
    {"name": "财政所", "kind": "institution", "funding": "fiscal", "institution_posts": 8},
    {"name": "农技站", "kind": None, "institution_posts": 7, "leadership_posts": 1},
    {
        "name": "文化广播站",
        "kind": "institution",
        "institution_posts": 5,
        "administrative_posts": 1,
    },
    {"name": "计生办", "kind": None},
    {"name": "司法所", "kind": "institution", "dispatched": True, "administrative_posts": 3},
    {"name": "供水站", "kind": "institution", "funding": "own", "institution_posts": 4},
    {"name": "电影队", "kind": "institution", "funding": "partly"},
    {"name": "某某队", "kind": None, "township": 1},
    {"name": "综合办", "township": 1, "leadership_posts": 3},
    {"name": "水利站", "kind": "institution", "township": 2, "institution_posts": 6},
    {
        "name": "农业综合服务中心",
        "kind": "institution",
        "township": 2,
        "institution_posts": 9,
        "formed_from": ("水利站", "林业站"),
    },
    {"name": "派驻所", "township": 4, "dispatched": True},
    {"name": "办公室", "township": 5, "institution_posts": 1},
)
COUNTY = partial(
    townships,
    kind=["town", "town", "rural_township", "town", "subdistrict", None, "town"],
    terrain=["plain", "mountain", None, "lake", "plain", "plain", "unreadable"],
    names=["前山镇", "后山镇", "东河乡", "西河镇", "城关街道", "某镇", "南湖镇"],
    county=["甲县", "甲县", "甲县", "乙县", "乙县", "乙县", "乙县"],
    prefecture=["丙市"] * 7,
    coverage="prefecture",
    resident_population=[81_000, 52_000, 20_500, 30_000, 90_000, 45_000, None],
    registered_population=[80_000, 51_000, 21_000, 29_000, 88_000, 44_000, 31_000],
    central_town=[0, 0, 0, 1, 0, 0, None],
    economically_developed_town=[1, 0, 0, 0, 0, 0, 1],
)
PROPOSED = partial(
    COUNTY,
    proposed_class=["一类", "三类", "四类", "一类", None, "二类", None],
    proposed_offices=[3, 4, 3, 2, 5, 3, None],
    proposed_institutions=[6, 5, 5, 4, None, 3, 2],
    proposed_administrative_posts=[44, 36, 37, 41, 50, 20, 10],
    proposed_institution_posts=[40, 45, 34, 47, 50, 20, None],
    proposed_leadership_posts=[6, 4, 4, 5, 6, 3, 3],
    approved_offices=[3, 3, 3, 3, 3, 3, 3],
    approved_administrative_posts=[42, 38, 36, 40, 50, 20, None],
    approved_institution_posts=[44, 40, 34, 44, 50, 20, 30],
    approved_leadership_posts=[5, 4, 4, 5, 6, 3, 3],
    actual_administrative_staff=[43, 38, 30, 40, 50, 20, 10],
    actual_institution_staff=[50, 41, 30, 44, None, 25, 31],
    actual_leaders=[6, 5, 3, 5, 7, 3, 3],
)
TOTALS = {
    "county_administrative_posts": [100, 90],
    "county_institution_posts": [118, None],
    "county_leadership_posts": [14, 12],
}
PROPOSALS: dict[str, Statistics] = {
    "statistics alone": COUNTY(),
    "proposals": PROPOSED(),
    "proposals and what the counties may have": PROPOSED(county_totals=TOTALS),
    "proposals and lists of bodies": PROPOSED(bodies=LISTED),
    "lists of bodies": COUNTY(bodies=LISTED),
    "bodies whose funding is not said": COUNTY(
        bodies=listed({"name": "财政所", "kind": "institution"}, {"name": "综合办"})
    ),
}
QIYUAN = "sample_data/qiyuan_county.yaml"
CASES = (
    ("statistics alone", "zhejiang-town"),
    ("statistics alone", "hunan-merger"),
    ("proposals", "shandong"),
    ("proposals and what the counties may have", QIYUAN),
    ("proposals and lists of bodies", QIYUAN),
    ("lists of bodies", "shandong"),
    ("lists of bodies", "henan-merger"),
    ("bodies whose funding is not said", QIYUAN),
)


def said(proposal: str, place: str) -> list[str]:
    """What is found and reckoned, a line each."""
    pack = open_pack(ROOT / place if place.endswith(".yaml") else place)
    say = Messages("zh", pack_names(pack)).say
    statistics = PROPOSALS[proposal]
    result = evaluate(pack, statistics)
    lines = [f"finding {_plain(finding, say)}" for finding in result.findings]
    for name, check in result.quotas.items():
        arrays = {field.name: getattr(check, field.name) for field in fields(check)}
        lines += [
            f"{name} {key} {_plain(value, say)}"
            for key, value in arrays.items()
            if isinstance(value, np.ndarray)
        ]
        for group in result.groups:
            lines.append(f"{name} total {group.level} {_plain(check.against_total(group), say)}")
    lines += [f"pooling {_plain(pooling, say)}" for pooling in result.poolings]
    for suggested in result.integrations:
        lines.append(f"integration {_plain(suggested, say)}")
    for name, compared in result.posts_per_people.items():
        lines.append(f"per people {name} {_plain(compared, say)}")
    lines.append(f"tally {_plain(result.tally(), say)}")
    part = result.tally(np.arange(statistics.size) < 2)
    lines.append(f"tally of the first two {_plain(part, say)}")
    for units in result.special_units:
        lines.append(f"special {units.name} {units.townships.tolist()} {units.without}")
    for township in range(statistics.size):
        why = result.why_class(township)
        lines.append(f"{township} class {why and say(why.sentence)}")
        lines.append(f"{township} merger {say(result.why_merger(township))}")
        clauses = clause_sentences(pack, result.given, township)
        lines += [f"{township} clause {say(clause)}" for clause in clauses]
    if result.establishment is not None:
        lines.append(f"verdict {_plain(result.establishment.verdict, say)}")
    return lines


def _plain(value: Any, say: Any) -> Any:
    """A value without types, without what is empty, and with sentences as they are said."""
    if isinstance(value, Sentence):
        return say(value)
    if isinstance(value, np.ndarray):
        return [_plain(part, say) for part in value.tolist()]
    if isinstance(value, BaseModel):
        return type(value).__name__
    if is_dataclass(value):
        given = {field.name: getattr(value, field.name) for field in fields(value)}
        return {k: _plain(v, say) for k, v in given.items() if v is not None}
    if isinstance(value, Mapping):
        return {key: _plain(part, say) for key, part in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(part, say) for part in value]
    if isinstance(value, float):
        return int(value) if value.is_integer() else round(value, 4)
    return value if value is None or isinstance(value, (bool, int)) else str(value)


@pytest.mark.parametrize(("proposal", "place"), CASES)
def test_what_is_found_of_a_proposal_is_as_it_was(proposal, place):
    kept = yaml.load(KEPT.read_text(encoding="utf-8"), yaml.CSafeLoader)
    assert said(proposal, place) == kept[proposal][place]


if __name__ == "__main__":
    found: dict[str, dict[str, list[str]]] = {}
    for proposal_, place_ in CASES:
        found.setdefault(proposal_, {})[place_] = said(proposal_, place_)
    text = yaml.safe_dump(found, allow_unicode=True, width=10_000, sort_keys=False)
    KEPT.write_text(text, encoding="utf-8")

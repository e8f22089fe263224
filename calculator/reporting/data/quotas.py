"""Offices, institutions and posts as plain data: what may be had, is proposed and is there."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

import numpy as np

from calculator.messages import Messages
from calculator.reporting.data.plain import plain
from rules.bodies import BODY_POSTS
from rules.evaluation import Evaluation
from rules.integration import Integration
from rules.quotas import QuotaCheck
from rules.statistics import BoolArray, FloatArray, TextArray


def quota_columns(evaluation: Evaluation) -> dict[str, list[dict[str, Any]]]:
    """Quota -> one entry a township; ``null`` where missing, undecided or not applicable."""
    found = {}
    for name, check in evaluation.quotas.items():
        columns: dict[str, FloatArray] = {
            "allowed": check.allowed,
            "proposed": check.proposed,
            "stated": check.stated,
            "listed": check.listed,
            "approved": check.approved,
            "actual": check.actual,
            "over_established": check.staffing.above,
            "vacant": check.staffing.below,
        }
        reference = evaluation.posts_per_people.get(name)
        if reference is not None:
            columns |= {
                "per_ten_thousand": reference.per_ten_thousand,
                "class_per_ten_thousand": reference.of_class,
                "reference_difference": reference.difference,
                "reference_ratio": reference.ratio,
            }
        listed = [[plain(value) for value in values.tolist()] for values in columns.values()]
        found[name] = [dict(zip(columns, row, strict=True)) for row in zip(*listed, strict=True)]
    return found


def body_rows(evaluation: Evaluation, speaker: Messages) -> dict[int, list[dict[str, Any]]]:
    """Township -> the offices and institutions that it lists, in the order listed."""
    listed = evaluation.listed
    found: defaultdict[int, list[dict[str, Any]]] = defaultdict(list)
    if listed is None:
        return found
    bodies = listed.bodies
    posts = {kind: bodies.number(kind).tolist() for kind in BODY_POSTS}
    entries = listed.catalogue.entries
    for body, township in enumerate(bodies.townships.tolist()):
        known = listed.recognised[body]
        found[township].append(
            {
                "name": bodies.names[body],
                "kind": listed.kinds[body],
                "funding": bodies.funding[body],
                **{kind: plain(values[body]) for kind, values in posts.items()},
                "formed_from": list(bodies.formed_from[body]) if bodies.formed_from else [],
                "nameplate": bool(bodies.nameplate[body]),
                "dispatched": bool(bodies.dispatched[body]),
                "counted": listed.not_counted[body] is None,
                "not_counted_because": listed.not_counted[body],
                "comprehensive": speaker.say(entries[known.entry].name) if known.entry else None,
                "goes_into": [speaker.say(entries[key].name) for key in known.goes_into],
            }
        )
    return found


def integration_data(
    table: Integration, evaluation: Evaluation, speaker: Messages
) -> dict[str, Any]:
    """The suggested comprehensive set-up of one township."""
    assert evaluation.listed is not None
    names = evaluation.listed.bodies.names
    entries = evaluation.listed.catalogue.entries
    return {
        "rows": [
            {
                "to": speaker.say(row.catalogue.name),
                "kind": row.kind,
                "from": [names[body] for body in row.bodies],
                "is_listed": row.listed is not None,
                "formed_from": list(row.formed_from),
                "alternatives": [speaker.say(entries[key].name) for key in row.alternatives],
                "status": row.status,
                "posts_before": {kind: plain(number) for kind, number in row.own.items()},
                "posts_moved": {kind: plain(number) for kind, number in row.moved.items()},
                "posts_after": {kind: plain(number) for kind, number in row.after.items()},
            }
            for row in table.rows
        ],
        "kept": [names[body] for body in table.kept],
        "bodies_before": dict(table.bodies_before),
        "bodies_after": dict(table.bodies_after),
        "posts": {kind: plain(number) for kind, number in table.posts.items()},
        "standards": {name: plain(number) for name, number in table.standards.items()},
    }


def county_quotas(evaluation: Evaluation, county: int, here: BoolArray) -> dict[str, Any]:
    """Quota -> the sums of one county, and who gives and takes where it pools."""
    pooled = {pooling.quota: pooling for pooling in evaluation.poolings if pooling.county == county}
    names = evaluation.statistics.text("name")
    found = {}
    for name, check in evaluation.quotas.items():
        pooling = pooled.get(name)
        found[name] = {
            **_county_quota(check, county, here),
            "takes": _named(names, pooling.takers) if pooling else [],
            "gives": _named(names, pooling.givers) if pooling else [],
        }
    return found


def _named(names: TextArray, posts: Mapping[int, float]) -> list[dict[str, Any]]:
    return [
        {"township": names[township], "posts": plain(number)} for township, number in posts.items()
    ]


def _county_quota(check: QuotaCheck, county: int, here: BoolArray) -> dict[str, Any]:
    """A county's sums; null where none of its townships has what is added up."""
    counted = bool(check.counted[here].any())
    staffed = here & check.staffing.counted
    return {
        "allowed": plain(check.county_allowed[county]) if counted else None,
        "proposed": plain(check.county_proposed[county]) if counted else None,
        "left_out": int(check.county_left_out[county]),
        "pooled": counted and bool(check.pooled[county]),
        "approved_total": plain(check.county_approved[county]),
        "approved": _sum(check.approved, here & check.judged),
        "actual": _sum(check.actual, here & check.judged),
        "over_established": _sum(check.staffing.above, staffed),
        "vacant": _sum(check.staffing.below, staffed),
    }


def _sum(values: FloatArray, among: BoolArray) -> Any:
    known = values[among & ~np.isnan(values)]
    return plain(float(known.sum())) if len(known) else None

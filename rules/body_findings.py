"""What is wrong or worth knowing about the offices and institutions that a proposal lists."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from rules.bodies import ADMINISTRATIVE, INSTITUTION
from rules.figures import Figure
from rules.findings import Finding
from rules.given import Given
from rules.integration import destinations
from rules.listed_bodies import (
    DISPATCHED,
    FUNDED_OTHERWISE,
    KIND_UNKNOWN,
    REPEATED,
    ListedBodies,
)
from rules.pack import RulePack
from rules.schema import BodiesEntry
from rules.status import Severity
from rules.weighing import breach, figure_that_says
from rules.wording import Quantity, Sentence, Term

WRONG_POSTS = {"office": INSTITUTION, "institution": ADMINISTRATIVE}
"""Kind of body -> the posts that it must not have."""


def body_findings(pack: RulePack, given: Given, listed: ListedBodies) -> Iterator[Finding]:
    """Every finding on single bodies, then on what does not count, township by township."""
    yield from _mistakes(listed)
    rule = pack.bodies
    if rule is None:
        return
    yield from _single_purpose(pack, listed)
    yield from _nameplates(rule, given, listed)
    yield from _mixed_posts(rule, given, listed)
    yield from _not_counted(rule, given, listed)
    if rule.limited_funding is not None:
        yield from _funding_not_given(listed)


def _at(listed: ListedBodies, body: int) -> dict[str, Any]:
    return {"township": int(listed.bodies.townships[body]), "body": body}


def _mistakes(listed: ListedBodies) -> Iterator[Finding]:
    """Bodies listed twice, of unknown kind, or without posts."""
    for code, key, column, bodies in (
        ("body-twice", "rules.body_twice", "body_name", listed.not_counted == REPEATED),
        (
            "body-kind-unknown",
            "rules.body_kind_unknown",
            "body_kind",
            listed.not_counted == KIND_UNKNOWN,
        ),
        ("body-posts-blank", "rules.body_posts_blank", "body_posts", listed.posts_blank),
    ):
        for body in np.flatnonzero(bodies).tolist():
            said = Sentence(key, {"name": listed.bodies.names[body]})
            yield Finding(code, Severity.WARNING, said, column=column, **_at(listed, body))


def _single_purpose(pack: RulePack, listed: ListedBodies) -> Iterator[Finding]:
    """Bodies of a single purpose, with the comprehensive ones that they would go into."""
    entries = listed.catalogue.entries
    for destination in destinations(listed):
        entry = entries[destination.entry]
        others = [entries[key].name for key in destination.others]
        said = {"name": listed.bodies.names[destination.body], "entry": entry.name}
        key = "rules.single_purpose_or" if others else "rules.single_purpose"
        figure = Figure(
            name=destination.entry,
            label=entry.name,
            value=None,
            source=pack.sources[entry.source],
            clause=entry.clause,
            status=entry.status,
        )
        yield breach(
            "single-purpose-body",
            [figure],
            Sentence(key, {**said, "others": others}),
            "rules.integrate",
            column="body_name",
            **_at(listed, destination.body),
        )


def _nameplates(rule: BodiesEntry, given: Given, listed: ListedBodies) -> Iterator[Finding]:
    figure = figure_that_says(given, rule.nameplates_kept, False)
    if figure is None:
        return
    for body in np.flatnonzero(listed.bodies.nameplate).tolist():
        yield breach(
            "nameplate-kept",
            [figure],
            Sentence("rules.nameplate_kept", {"name": listed.bodies.names[body]}),
            "rules.take_down",
            column="nameplate",
            **_at(listed, body),
        )


def _mixed_posts(rule: BodiesEntry, given: Given, listed: ListedBodies) -> Iterator[Finding]:
    figure = figure_that_says(given, rule.posts_mixed, False)
    if figure is None:
        return
    mixed = {
        kind: (listed.kinds == kind) & listed.has_posts & (listed.bodies.number(posts) > 0)
        for kind, posts in WRONG_POSTS.items()
    }
    for body in np.flatnonzero(mixed["office"] | mixed["institution"]).tolist():
        kind = str(listed.kinds[body])
        number = float(listed.bodies.number(WRONG_POSTS[kind])[body])
        said = {
            "name": listed.bodies.names[body],
            "kind": Term("body_kind", kind),
            "posts": Quantity(number, "posts"),
        }
        key = "rules.posts_mixed_office" if kind == "office" else "rules.posts_mixed_institution"
        yield breach(
            "posts-mixed",
            [figure],
            Sentence(key, said),
            "rules.separate",
            column=f"proposed_{WRONG_POSTS[kind]}",
            value=number,
            limit=0,
            **_at(listed, body),
        )


def _not_counted(rule: BodiesEntry, given: Given, listed: ListedBodies) -> Iterator[Finding]:
    """One note a township that names its bodies outside the limits, for each reason."""
    for why, code, key, name in (
        (
            FUNDED_OTHERWISE,
            "institutions-not-counted",
            "rules.institutions_not_counted",
            rule.limited_funding,
        ),
        (
            DISPATCHED,
            "dispatched-not-counted",
            "rules.dispatched_not_counted",
            rule.dispatched_counted,
        ),
    ):
        figure = given.figures.get(name or "")
        for township, bodies in listed.grouped(listed.not_counted == why):
            named: list[object] = [
                Sentence(
                    "rules.body_with_funding",
                    {
                        "name": listed.bodies.names[body],
                        "funding": Term("funding", listed.bodies.funding[body]),
                    },
                )
                if why == FUNDED_OTHERWISE
                else listed.bodies.names[body]
                for body in bodies
            ]
            yield Finding(
                code,
                Severity.NOTE,
                Sentence(key, {"count": len(bodies), "names": named}),
                township=township,
                value=len(bodies),
                status=figure.status if figure is not None else None,
                source=figure.cited if figure is not None else None,
            )


def _funding_not_given(listed: ListedBodies) -> Iterator[Finding]:
    """Institutions that count because nothing says how they are funded."""
    unsaid = np.asarray(listed.bodies.funding == None)  # noqa: E711 - elementwise
    if unsaid.all():
        if (listed.kinds == "institution").any():
            said = Sentence("rules.funding_not_listed", {"column": Term("column", "funding")})
            yield Finding("funding-not-given", Severity.NOTE, said)
        return
    blank = (listed.kinds == "institution") & listed.counts & unsaid
    for _, bodies in listed.grouped(blank):
        names = listed.bodies.names[bodies].tolist()
        said = Sentence("rules.funding_blank", {"names": names})
        place = _at(listed, bodies[0])
        yield Finding("funding-not-given", Severity.NOTE, said, column="funding", **place)

"""What is planted in the sample county's list of offices and institutions."""

from __future__ import annotations

from collections.abc import Iterator

from sample_data.bodies import (
    BODIES,
    DISPATCHED,
    FISCAL,
    FORMED_FROM,
    INSTITUTION,
    OFFICE,
    Body,
)
from sample_data.county import PROPOSALS
from sample_data.finding import Planted
from sample_data.workbook import cell_of

SINGLE_PURPOSE = {
    station: centre for centre, stations in FORMED_FROM.items() for station in stations.split("、")
}
LISTED = {
    "offices": "offices",
    "institutions": "institutions",
    "administrative_posts": "administrative posts",
    "institution_posts": "institution posts",
}


def body_findings() -> list[Planted]:
    """Every finding on what the townships list."""
    return [*_of_bodies(), *_not_counted(), *_list_differs()]


def _is_repeated(body: Body) -> bool:
    same = [other for other in BODIES if (other.township, other.name) == (body.township, body.name)]
    return body is not same[0]


def _counts(body: Body, column: str) -> int:
    """What a body adds to a number of its township."""
    if _is_repeated(body) or body.kind == DISPATCHED:
        return 0
    if column.endswith("_posts"):
        return getattr(body, column) or 0
    if body.nameplate:
        return 0
    is_office = body.kind == OFFICE
    return int(is_office if column == "offices" else not is_office and body.funding == FISCAL)


def _of_bodies() -> Iterator[Planted]:
    for body in BODIES:
        found = {"township": body.township, "body": body.name}
        if _is_repeated(body):
            yield Planted(
                "body-twice",
                "warning",
                f"{body.name} is listed before.",
                place=cell_of(body, "name"),
                **found,
            )
        if body.name in SINGLE_PURPOSE:
            yield Planted(
                "single-purpose-body",
                "error",
                f"{body.name} would go into {SINGLE_PURPOSE[body.name]}.",
                place=cell_of(body, "name"),
                **found,
            )
        if body.nameplate:
            yield Planted(
                "nameplate-kept",
                "error",
                f"{body.name} only adds a name-plate.",
                place=cell_of(body, "nameplate"),
                **found,
            )
        wrong = {OFFICE: "institution_posts", INSTITUTION: "administrative_posts"}.get(body.kind)
        if wrong is not None and getattr(body, wrong):
            yield Planted(
                "posts-mixed",
                "error",
                f"{body.name} has {wrong.replace('_', ' ')}.",
                place=cell_of(body, wrong),
                value=getattr(body, wrong),
                limit=0,
                **found,
            )


def _not_counted() -> Iterator[Planted]:
    """A note for each township with bodies that are listed and don't count."""
    for code, said, bodies in (
        (
            "institutions-not-counted",
            "not fiscally funded",
            [body for body in BODIES if body.kind == INSTITUTION and body.funding != FISCAL],
        ),
        (
            "dispatched-not-counted",
            "dispatched",
            [body for body in BODIES if body.kind == DISPATCHED],
        ),
    ):
        for township in dict.fromkeys(body.township for body in bodies):
            names = [body.name for body in bodies if body.township == township]
            yield Planted(
                code,
                "note",
                f"Listed, not counted, as {said}: {', '.join(names)}.",
                township=township,
                value=len(names),
            )


def _list_differs() -> Iterator[Planted]:
    """Townships whose list adds up to something else than their row of the proposal states."""
    listing = {body.township for body in BODIES}
    for proposal in PROPOSALS:
        for column, words in LISTED.items():
            stated = getattr(proposal, column)
            listed = sum(_counts(body, column) for body in BODIES if body.township == proposal.name)
            if proposal.name in listing and listed != stated:
                yield Planted(
                    "listed-count-differs",
                    "warning",
                    f"{listed} {words} listed, {stated} stated.",
                    township=proposal.name,
                    place=cell_of(proposal, column),
                    value=stated,
                    limit=listed,
                )

"""What is planted in the approved posts, the actual staff and the totals of the sample county."""

from __future__ import annotations

from collections.abc import Iterator

from sample_data.county import COUNTY, PROPOSALS
from sample_data.establishment import ESTABLISHMENTS, TOTALS
from sample_data.finding import Planted
from sample_data.workbook import cell_of

KINDS_THAT_ONLY_FALL = ("administrative_posts", "institution_posts")
STAFF_OF = {
    "administrative_posts": "actual_administrative_staff",
    "institution_posts": "actual_institution_staff",
    "leadership_posts": "actual_leaders",
}


def _words(kind: str) -> str:
    return kind.replace("_", " ")


def _code(kind: str, ending: str) -> str:
    return f"{kind.replace('_', '-')}-{ending}"


def _proposed(kind: str) -> int:
    """What the county proposes in all."""
    return sum(getattr(proposal, kind) for proposal in PROPOSALS)


def _approved(kind: str) -> int:
    """What was approved before in all."""
    return sum(getattr(before, f"approved_{kind}") for before in ESTABLISHMENTS)


def _total(kind: str) -> int:
    """What the province approved for the county."""
    return int(getattr(TOTALS, kind))


def increased() -> Iterator[Planted]:
    """Townships that propose more posts than were approved, pooled where the county has room."""
    for kind in KINDS_THAT_ONLY_FALL:
        pooled = _proposed(kind) <= min(_approved(kind), _total(kind))
        for proposal, before in zip(PROPOSALS, ESTABLISHMENTS, strict=True):
            value, limit = getattr(proposal, kind), getattr(before, f"approved_{kind}")
            if value > limit:
                ending = "the county's total has room" if pooled else "posts may only fall"
                yield Planted(
                    _code(kind, "increased"),
                    "note" if pooled else "error",
                    f"{value} {_words(kind)} proposed, {limit} approved before; {ending}.",
                    township=proposal.name,
                    place=cell_of(proposal, kind),
                    value=value,
                    limit=limit,
                )


def over_established() -> Iterator[Planted]:
    """Townships, and the county, with more actual staff than approved posts."""
    for kind, staff in STAFF_OF.items():
        for before in ESTABLISHMENTS:
            value, limit = getattr(before, staff), getattr(before, f"approved_{kind}")
            if value > limit:
                yield Planted(
                    _code(kind, "over-established"),
                    "error",
                    f"{value} actual staff on {limit} approved {_words(kind)}.",
                    township=before.name,
                    place=cell_of(before, staff),
                    value=value,
                    limit=limit,
                )
        value = sum(getattr(before, staff) for before in ESTABLISHMENTS)
        limit = _approved(kind)
        if value > limit:
            yield Planted(
                "county-" + _code(kind, "over-established"),
                "error",
                f"{value} actual staff on {limit} approved {_words(kind)} in the county.",
                county=COUNTY,
                value=value,
                limit=limit,
            )


def county_findings() -> Iterator[Planted]:
    """Kinds of posts of which the county proposes more than the province approved."""
    for kind in STAFF_OF:
        value, limit = _proposed(kind), _total(kind)
        others = [other for other in KINDS_THAT_ONLY_FALL if other != kind]
        set_off = kind in KINDS_THAT_ONLY_FALL and any(
            _total(other) - _proposed(other) >= value - limit for other in others
        )
        if value > limit:
            ending = (
                "; the other kind is as much below, but kinds are kept apart" if set_off else ""
            )
            yield Planted(
                "county-posts-transferred" if set_off else "county-" + _code(kind, "over-approved"),
                "error",
                f"{value} {_words(kind)} proposed, {limit} approved for the county{ending}.",
                county=COUNTY,
                value=value,
                limit=limit,
            )

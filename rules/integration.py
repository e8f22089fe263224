"""Single-purpose bodies of a proposal, and the comprehensive ones that they would go into."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from rules.bodies import BODY_POSTS, BodyKind
from rules.catalogue import plain
from rules.listed_bodies import (
    BODY_KINDS,
    DISPATCHED,
    NAMEPLATE,
    REPEATED,
    ListedBodies,
)
from rules.quotas import QuotaCheck
from rules.schema import CatalogueEntry
from rules.status import Status


@dataclass(frozen=True)
class IntegrationRow:
    """One comprehensive body of a suggested set-up, and what goes into it.

    Attributes:
        entry: Its name in the pack's catalogue.
        catalogue: What the pack says of it.
        bodies: The positions in ``Bodies`` of the single-purpose bodies that go into it.
        listed: The position of the comprehensive body itself, where the proposal lists it.
        formed_from: What the proposal says that it was formed from, beside ``bodies``.
        alternatives: Other comprehensive bodies that some of ``bodies`` could go into.
        own: Posts of each of ``BODY_POSTS`` that it has itself, where it is listed; as in the
            other two NaN where the list does not say.
        moved: Posts of ``bodies``.
        after: Both together: posts move with the bodies, no more and no fewer.
    """

    entry: str
    catalogue: CatalogueEntry
    bodies: tuple[int, ...]
    listed: int | None
    formed_from: tuple[str, ...]
    alternatives: tuple[str, ...]
    own: Mapping[str, float]
    moved: Mapping[str, float]
    after: Mapping[str, float]

    @property
    def kind(self) -> BodyKind:
        """Office or institution."""
        return self.catalogue.kind

    @property
    def status(self) -> Status:
        """How sure it is that they go together."""
        return self.catalogue.status


@dataclass(frozen=True)
class Integration:
    """The suggested comprehensive set-up of one township that lists single-purpose bodies.

    Attributes:
        township: Its position in the statistics.
        rows: What goes into what, in the order of the pack's catalogue.
        kept: The positions of its other bodies, which stay as they are.
        bodies_before: How many bodies of each kind count against the limits now.
        bodies_after: How many would.
        posts: The sum of each of ``BODY_POSTS`` over all its bodies, before and after alike;
            NaN where the list does not give it.
        standards: Quota -> what the township may have, of bodies and of posts.
    """

    township: int
    rows: tuple[IntegrationRow, ...]
    kept: tuple[int, ...]
    bodies_before: Mapping[str, int]
    bodies_after: Mapping[str, int]
    posts: Mapping[str, float]
    standards: Mapping[str, float]


@dataclass(frozen=True)
class Destination:
    """Where a single-purpose body would go.

    Attributes:
        body: Its position in ``Bodies``.
        entry: The comprehensive body.
        others: Others that take it in as well.
    """

    body: int
    entry: str
    others: tuple[str, ...]


def destinations(listed: ListedBodies) -> list[Destination]:
    """Where each single-purpose body goes: what its township proposes before all else."""
    proposed: defaultdict[int, set[str]] = defaultdict(set)
    townships = listed.bodies.townships.tolist()
    for place, known in zip(townships, listed.recognised, strict=True):
        if known.entry is not None:
            proposed[place].add(known.entry)
    found = []
    for body, known in enumerate(listed.recognised):
        if not known.goes_into or listed.not_counted[body] in (DISPATCHED, NAMEPLATE, REPEATED):
            continue
        own = [key for key in known.goes_into if key in proposed[townships[body]]]
        entry = (own or known.goes_into)[0]
        others = tuple(key for key in known.goes_into if key != entry)
        found.append(Destination(body, entry, others))
    return found


def suggest_integration(
    listed: ListedBodies, checks: Mapping[str, QuotaCheck]
) -> list[Integration]:
    """A table for each township that lists single-purpose bodies, in the statistics' order."""
    by_township: defaultdict[int, list[Destination]] = defaultdict(list)
    for destination in destinations(listed):
        by_township[int(listed.bodies.townships[destination.body])].append(destination)
    posts = {kind: listed.number(kind) for kind in BODY_POSTS}
    made = []
    for township in sorted(by_township):
        rows = tuple(_rows(listed, township, by_township[township]))
        moved = {body for row in rows for body in row.bodies}
        counted = [body for body in listed.of(township) if listed.counts[body]]
        new = [row for row in rows if row.listed is None and any(listed.counts[list(row.bodies)])]
        before = {kind: sum(listed.kinds[b] == kind for b in counted) for kind in BODY_KINDS}
        after = {
            kind: sum(listed.kinds[b] == kind and b not in moved for b in counted)
            + sum(row.kind == kind for row in new)
            for kind in BODY_KINDS
        }
        made.append(
            Integration(
                township=township,
                rows=rows,
                kept=tuple(
                    body
                    for body in listed.of(township)
                    if body not in moved and body not in {row.listed for row in rows}
                ),
                bodies_before=before,
                bodies_after=after,
                posts={kind: float(values[township]) for kind, values in posts.items()},
                standards={name: float(check.allowed[township]) for name, check in checks.items()},
            )
        )
    return made


def _rows(
    listed: ListedBodies, township: int, going: list[Destination]
) -> Iterator[IntegrationRow]:
    for entry, catalogue in listed.catalogue.entries.items():
        parts = [destination for destination in going if destination.entry == entry]
        if not parts:
            continue
        bodies = tuple(destination.body for destination in parts)
        itself = next(
            (
                body
                for body in listed.of(township)
                if listed.recognised[body].entry == entry and listed.not_counted[body] != REPEATED
            ),
            None,
        )
        others = dict.fromkeys(other for destination in parts for other in destination.others)
        alone = [itself] if itself is not None else []
        yield IntegrationRow(
            entry=entry,
            catalogue=catalogue,
            bodies=bodies,
            listed=itself,
            formed_from=_formed_from(listed, itself, bodies),
            alternatives=tuple(others),
            own=_posts(listed, alone),
            moved=_posts(listed, bodies),
            after=_posts(listed, [*alone, *bodies]),
        )


def _formed_from(listed: ListedBodies, body: int | None, without: Sequence[int]) -> tuple[str, ...]:
    """What a listed body was formed from by its own account, but for some listed bodies."""
    if body is None or not listed.bodies.formed_from:
        return ()
    names = {listed.recognised[other].name for other in without}
    return tuple(n for n in listed.bodies.formed_from[body] if plain(n) not in names)


def _posts(listed: ListedBodies, bodies: Sequence[int]) -> dict[str, float]:
    """The posts of each kind of some bodies; NaN where none of them says any."""
    found: dict[str, float] = {}
    for kind in BODY_POSTS:
        posts = [listed.posts[kind][body] for body in bodies]
        known = [number for number in posts if number == number]
        found[kind] = sum(known) if known else float("nan")
    return found

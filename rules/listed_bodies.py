"""Which of the listed offices and institutions count against a limit, and which do not."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from rules.bodies import ADMINISTRATIVE, BODY_POSTS, INSTITUTION, Bodies, Listed
from rules.catalogue import Catalogue, Recognised
from rules.given import Given
from rules.pack import RulePack
from rules.statistics import BoolArray, FloatArray, Statistics, TextArray

REPEATED = "repeated"
NAMEPLATE = "nameplate"
DISPATCHED = "dispatched"
KIND_UNKNOWN = "kind_unknown"
FUNDED_OTHERWISE = "funded_otherwise"
BODY_KINDS = ("office", "institution")


@dataclass(frozen=True)
class ListedBodies:
    """The bodies of a proposal with what the rules take them for, one value per body.

    Attributes:
        bodies: As they are listed.
        size: How many townships the statistics have.
        catalogue: The comprehensive bodies of the pack.
        recognised: What the catalogue knows of each name.
        kinds: ``office`` or ``institution``: as listed, else as the catalogue tells, else None.
        not_counted: Why a body does not count against the limit of its kind: ``repeated``
            (its township lists it before), ``nameplate``, ``dispatched``, ``kind_unknown`` or
            ``funded_otherwise``; None where it counts.
        has_posts: Whose posts are added up: not those of bodies listed before or dispatched.
        posts_blank: Which of these have no posts in a township whose others have some.
    """

    bodies: Bodies
    size: int
    catalogue: Catalogue
    recognised: tuple[Recognised, ...]
    kinds: TextArray
    not_counted: TextArray
    has_posts: BoolArray
    posts_blank: BoolArray

    @cached_property
    def counts(self) -> BoolArray:
        """Which bodies count against the limit of their kind."""
        return np.asarray(self.not_counted == None, dtype=np.bool_)  # noqa: E711 - elementwise

    @property
    def listing(self) -> BoolArray:
        """Which townships list any body."""
        return np.bincount(self.bodies.townships, minlength=self.size) > 0

    @property
    def undecided(self) -> BoolArray:
        """Which townships list a body whose kind is unknown, so that no limit is decided."""
        unknown = self.bodies.townships[self.not_counted == KIND_UNKNOWN]
        return np.bincount(unknown, minlength=self.size) > 0

    def number(self, what: Listed) -> FloatArray:
        """How many bodies of a kind, or posts of a kind, each township lists; NaN if none are.

        A list in which no body at all is of a kind says nothing of that kind.
        """
        townships = self.bodies.townships
        if what in BODY_POSTS:
            posts = self.bodies.number(what)
            known = self.has_posts & ~np.isnan(posts)
            sums = np.bincount(townships[known], weights=posts[known], minlength=self.size)
            given = np.bincount(townships[known], minlength=self.size) > 0
            blank = np.bincount(townships[self.posts_blank], minlength=self.size) > 0
            return np.where(given & ~blank, sums, np.nan)
        of_kind = np.asarray(self.kinds == what, dtype=np.bool_)
        numbers = np.bincount(townships[of_kind & self.counts], minlength=self.size)
        said = self.listing & ~self.undecided & bool(of_kind.any())
        return np.where(said, numbers.astype(np.float64), np.nan)

    @cached_property
    def posts(self) -> dict[str, list[float]]:
        """For each of ``BODY_POSTS`` how many each body has, NaN where blank."""
        return {kind: self.bodies.number(kind).tolist() for kind in BODY_POSTS}

    @cached_property
    def _by_township(self) -> dict[int, list[int]]:
        return dict(self.grouped(np.ones(self.bodies.size, dtype=np.bool_)))

    def of(self, township: int) -> list[int]:
        """The positions of the bodies of one township, in the order listed."""
        return self._by_township.get(township, [])

    def grouped(self, wanted: BoolArray) -> Iterator[tuple[int, list[int]]]:
        """The positions of some bodies by township, each township with any once, in order."""
        bodies = np.flatnonzero(wanted)
        if not len(bodies):
            return
        bodies = bodies[np.argsort(self.bodies.townships[bodies], kind="stable")]
        townships = self.bodies.townships[bodies]
        starts = np.flatnonzero(np.diff(townships)) + 1
        for part in np.split(bodies, starts):
            yield int(self.bodies.townships[part[0]]), part.tolist()


def list_bodies(pack: RulePack, given: Given) -> ListedBodies | None:
    """Tell what each listed body is and whether it counts; None where nothing is listed."""
    bodies = given.statistics.bodies
    if bodies is None or not bodies.size:
        return None
    rule = pack.bodies
    catalogue = Catalogue.of(rule)
    recognised = tuple(_recognise(bodies, given.statistics, catalogue))
    kinds = np.array(
        [
            kind or _kind(known, catalogue)
            for kind, known in zip(bodies.kinds.tolist(), recognised, strict=True)
        ],
        dtype=object,
    )
    repeated = _repeated(bodies, recognised)
    counted = rule is not None and _holds(given, rule.dispatched_counted)
    dispatched = bodies.dispatched & (not counted)
    not_counted = np.full(bodies.size, None, dtype=object)
    not_counted[_funded_otherwise(bodies, kinds, given, rule.limited_funding if rule else None)] = (
        FUNDED_OTHERWISE
    )
    not_counted[np.asarray(kinds == None)] = KIND_UNKNOWN  # noqa: E711 - elementwise
    not_counted[dispatched] = DISPATCHED
    not_counted[bodies.nameplate] = NAMEPLATE
    not_counted[repeated] = REPEATED
    has_posts = ~repeated & ~dispatched
    return ListedBodies(
        bodies=bodies,
        size=given.size,
        catalogue=catalogue,
        recognised=recognised,
        kinds=kinds,
        not_counted=not_counted,
        has_posts=has_posts,
        posts_blank=_posts_blank(bodies, has_posts & ~bodies.nameplate, given.size),
    )


def _recognise(bodies: Bodies, statistics: Statistics, catalogue: Catalogue) -> list[Recognised]:
    names = statistics.text("name").tolist()
    counties = [statistics.counties[code][1] for code in statistics.county_codes.tolist()]
    return [
        catalogue.recognise(str(name or ""), (counties[place], names[place] or ""))
        for name, place in zip(bodies.names.tolist(), bodies.townships.tolist(), strict=True)
    ]


def _kind(known: Recognised, catalogue: Catalogue) -> str | None:
    """The kind of a body by its name; None if the catalogue does not tell, or tells two."""
    named = (known.entry,) if known.entry is not None else known.goes_into
    kinds = {catalogue.entries[key].kind for key in named}
    return kinds.pop() if len(kinds) == 1 else None


def _repeated(bodies: Bodies, recognised: tuple[Recognised, ...]) -> BoolArray:
    """Which bodies have the name of one that their township lists before."""
    seen: defaultdict[int, set[str]] = defaultdict(set)
    repeated = np.zeros(bodies.size, dtype=np.bool_)
    for body, (place, known) in enumerate(zip(bodies.townships.tolist(), recognised, strict=True)):
        repeated[body] = bool(known.name) and known.name in seen[place]
        seen[place].add(known.name)
    return repeated


def _funded_otherwise(
    bodies: Bodies, kinds: TextArray, given: Given, figure: str | None
) -> BoolArray:
    """Institutions whose funding is told, and is none of those that are limited."""
    if figure is None:
        return np.zeros(bodies.size, dtype=np.bool_)
    limited = [None, *given.figures[figure].value]
    funded = np.isin(bodies.funding.astype(str), [str(funding) for funding in limited])
    return np.asarray((kinds == "institution") & ~funded, dtype=np.bool_)


def _posts_blank(bodies: Bodies, among: BoolArray, size: int) -> BoolArray:
    """Bodies without posts of either kind, where others of their township have some."""
    blank = np.isnan(bodies.number(ADMINISTRATIVE)) & np.isnan(bodies.number(INSTITUTION))
    given = np.bincount(bodies.townships[~blank], minlength=size) > 0
    return np.asarray(among & blank & given[bodies.townships])


def _holds(given: Given, figure: str | None) -> bool:
    return figure is not None and bool(given.figures[figure].value)

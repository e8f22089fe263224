"""The offices and institutions of all lists over the townships of the statistics."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from calculator.reading.cells.choices import named_choices
from calculator.reading.notes import finding, shown
from calculator.reading.recognition.nameplates import split_names
from calculator.reading.recognition.parts import Part
from rules.bodies import ADMINISTRATIVE, BODY_POSTS, INSTITUTION, Bodies
from rules.findings import Finding
from rules.statistics import FloatArray, IntArray
from rules.status import Severity

_KINDS = ("office", "institution")
_POSTS_OF = {"office": ADMINISTRATIVE, "institution": INSTITUTION}
_POSTS_NAMED = {"administrative": ADMINISTRATIVE, "institution": INSTITUTION}


@dataclass(frozen=True)
class BodyPlace:
    """Where an office or institution stands: its list, and its place in it."""

    list: Part
    place: int

    def cell(self, column: str) -> str:
        """The address of its cell in a column; that of its name, where the list has none such."""
        columns = self.list.layout.columns
        tried = [column, "body_posts"] if column.endswith("_posts") else [column]
        if column == "body_posts":
            tried += [f"proposed_{posts}" for posts in BODY_POSTS]
        found = next((name for name in tried if name in columns), "body_name")
        return self.list.address(found, self.place)


@dataclass
class ListedBodies:
    """The offices and institutions of all lists.

    Attributes:
        bodies: Their columns; None where nothing lists any.
        cells: Where each stands.
        findings: What is wrong with lists and how they were read.
    """

    bodies: Bodies | None = None
    cells: list[BodyPlace] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)


@dataclass(frozen=True)
class _Body:
    """One office or institution as its row tells it."""

    township: int
    name: str
    kind: str | None
    funding: str | None
    posts: tuple[float, ...]
    formed_from: tuple[str, ...]
    nameplate: bool
    dispatched: bool

    def is_same(self, other: _Body) -> bool:
        """Whether two lists say the same of a body."""
        posts = np.array_equal(self.posts, other.posts, equal_nan=True)
        return posts and (self.kind, self.funding, self.nameplate, self.dispatched) == (
            other.kind,
            other.funding,
            other.nameplate,
            other.dispatched,
        )


def list_bodies(parts: Sequence[Part], townships: Sequence[IntArray]) -> ListedBodies:
    """Put the lists together.

    Where two lists name the same body of a township they are two versions of one list: the
    first is taken, and what differs is a finding.

    Args:
        parts: The tables; those that are lists have ``listed``.
        townships: For each the township of every row, -1 where the row was left out.
    """
    result = ListedBodies()
    taken: dict[int, dict[str, int]] = {}
    bodies: list[_Body] = []
    for part, of_rows in zip(parts, townships, strict=True):
        if part.listed is None:
            continue
        own = part.listed.bodies
        result.findings.extend(part.listed.findings)
        reading = _ListReading(part, of_rows[part.listed.groups])
        found = reading.read()
        result.findings.extend(reading.findings())
        again = _versions(result, taken, bodies, own, found)
        before = len(bodies)
        for place, body in found:
            if body.township in again:
                continue
            bodies.append(body)
            result.cells.append(BodyPlace(own, place))
        for at in range(before, len(bodies)):
            names = taken.setdefault(bodies[at].township, {})
            names.setdefault(bodies[at].name, at)
    if bodies:
        result.bodies = _columns(bodies)
    return result


def _versions(
    result: ListedBodies,
    taken: dict[int, dict[str, int]],
    bodies: Sequence[_Body],
    own: Part,
    found: Sequence[tuple[int, _Body]],
) -> set[int]:
    """The townships that an earlier list has already; a finding about what differs there."""
    by_township: dict[int, list[tuple[int, _Body]]] = {}
    for place, body in found:
        by_township.setdefault(body.township, []).append((place, body))
    again: set[int] = set()
    repeated: list[int] = []
    for township, listed in by_township.items():
        earlier = taken.get(township, {})
        if not any(body.name in earlier for _, body in listed):
            continue
        again.add(township)
        names = {body.name for _, body in listed}
        more = [place for place, body in listed if body.name not in earlier]
        other = [
            place
            for place, body in listed
            if body.name in earlier and not bodies[earlier[body.name]].is_same(body)
        ]
        missing = [name for name in earlier if name not in names]
        if not (more or other or missing):
            repeated.append(listed[0][0])
            continue
        differing = [own.texts["body_name"][place] for place in sorted({*more, *other})]
        first = next(iter(earlier.values()))
        at = min((*more, *other), default=listed[0][0])
        result.findings.append(
            finding(
                Severity.ERROR,
                "lists-contradict",
                township=township,
                column="body_name",
                cell=own.address("body_name", at),
                name=own.texts["name"][at],
                names=shown([*differing, *missing]),
                first=result.cells[first].cell("body_name"),
            )
        )
    if repeated:
        result.findings.append(
            finding(
                Severity.NOTE,
                "list-repeated",
                column="body_name",
                cell=own.address("body_name", repeated[0]),
                count=len(repeated),
            )
        )
    return again


def _columns(bodies: Sequence[_Body]) -> Bodies:
    def texts(of: Callable[[_Body], str | None]) -> Any:
        column = np.empty(len(bodies), dtype=object)
        column[:] = [of(body) for body in bodies]
        return column

    posts = np.array([body.posts for body in bodies], dtype=np.float64)
    given: dict[str, FloatArray] = {
        name: posts[:, at] for at, name in enumerate(BODY_POSTS) if not np.isnan(posts[:, at]).all()
    }
    return Bodies(
        townships=np.array([body.township for body in bodies], dtype=np.int64),
        names=texts(lambda body: body.name),
        kinds=texts(lambda body: body.kind),
        funding=texts(lambda body: body.funding),
        posts=given,
        formed_from=tuple(body.formed_from for body in bodies),
        nameplate=np.array([body.nameplate for body in bodies], dtype=np.bool_),
        dispatched=np.array([body.dispatched for body in bodies], dtype=np.bool_),
    )


class _ListReading:
    """Reads the rows of one list."""

    def __init__(self, part: Part, townships: IntArray) -> None:
        assert part.listed is not None
        self._listed = part.listed
        self._own = part.listed.bodies
        self._townships = townships
        self._by_name: list[int] = []
        self._by_kind: list[int] = []
        self._unknown: list[int] = []

    def read(self) -> list[tuple[int, _Body]]:
        """Each body with its place in the list, and each name-plate after the body that has it."""
        own, found = self._own, []
        formed = own.texts.get("formed_from")
        for place in np.flatnonzero(self._townships >= 0).tolist():
            said = self._said("body_kind", place) or self._listed.kinds_above[place]
            dispatched = said == "dispatched" or self._flag("dispatched", place)
            nameplate = said == "nameplate" or self._flag("nameplate", place)
            kind = self._kind(place, said, is_own=not dispatched and not nameplate)
            township = int(self._townships[place])
            body = _Body(
                township,
                own.texts["body_name"][place],
                kind,
                self._said("funding", place),
                self._posts(place, kind, is_counted=not dispatched),
                tuple(split_names(formed[place] or "")) if formed is not None else (),
                nameplate,
                dispatched,
            )
            found.append((place, body))
            no_posts = (np.nan,) * len(BODY_POSTS)
            for plate in self._listed.nameplates.get(place, ()):
                hung = _Body(township, plate, kind, None, no_posts, (), True, False)
                found.append((place, hung))
        return found

    def _said(self, column: str, place: int) -> str | None:
        choices = self._own.choices.get(column)
        return next(iter(choices.at(place)), None) if choices is not None else None

    def _flag(self, column: str, place: int) -> bool:
        flags = self._own.numbers.get(column)
        return flags is not None and bool(flags[place] == 1)

    def _kind(self, place: int, said: str | None, *, is_own: bool) -> str | None:
        """The kind that the list says; of the township's own, else what the name's end tells."""
        if said in _KINDS or not is_own:
            return said if said in _KINDS else None
        named = named_choices("body_kind", self._own.texts["body_name"][place])
        kind = next(iter(named or ()), None)
        if kind not in _KINDS:
            return None
        self._by_name.append(place)
        return kind

    def _posts(self, place: int, kind: str | None, *, is_counted: bool) -> tuple[float, ...]:
        """The posts by kind; those of a column 编制数 by what it says, else by the body's kind."""
        posts = {name: self._number(f"proposed_{name}", place) for name in BODY_POSTS}
        whole = self._number("body_posts", place)
        by_kind = [posts[ADMINISTRATIVE], posts[INSTITUTION]]
        if not np.isnan(whole) and np.isnan(by_kind).all():
            named = _POSTS_NAMED.get(self._said("post_kind", place) or "")
            if named is None and kind is not None:
                named = _POSTS_OF[kind]
                self._by_kind.append(place)
            if named is not None:
                posts[named] = whole
            elif is_counted:
                self._unknown.append(place)
        return tuple(posts[name] for name in BODY_POSTS)

    def _number(self, column: str, place: int) -> float:
        values: FloatArray | None = self._own.numbers.get(column)
        return float(values[place]) if values is not None else np.nan

    def findings(self) -> Iterator[Finding]:
        """How the rows were read where the list does not say it in so many words."""
        plates = [place for place in self._listed.nameplates if self._townships[place] >= 0]
        for severity, code, column, places in (
            (Severity.NOTE, "body-kinds-by-name", "body_name", self._by_name),
            (Severity.NOTE, "posts-by-body-kind", "body_posts", self._by_kind),
            (Severity.WARNING, "body-posts-of-no-kind", "body_posts", self._unknown),
            (Severity.NOTE, "nameplates-read", "body_name", plates),
        ):
            if places:
                cells = [self._own.address(column, place) for place in places]
                yield finding(
                    severity,
                    code,
                    column=column,
                    cell=cells[0],
                    names=shown([self._own.texts["body_name"][place] for place in places]),
                    plates=shown(
                        [name for at in places for name in self._listed.nameplates.get(at, ())]
                    ),
                    count=len(places),
                )

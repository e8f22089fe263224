"""Which township each feature of a boundaries file is, by its code or its name."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

from calculator.errors import CalculatorError
from calculator.reading.assembly.identities import name_key
from calculator.reading.borders.names import Townships, as_code
from calculator.reading.borders.notes import finding, sentence
from calculator.reading.borders.settings import border_settings
from calculator.reading.borders.shapes import Properties, Shapes
from calculator.reading.cells.matching import match, plain
from calculator.reading.cells.rows import stem_of
from calculator.reading.grids import as_text
from calculator.reading.notes import shown
from rules.findings import Finding
from rules.statistics import IntArray
from rules.status import Severity

_COLUMNS = ("code", "name", "county", "prefecture")


@dataclass(frozen=True)
class Matched:
    """The township of each feature, -1 for none, and what is doubtful about it."""

    townships: IntArray
    findings: tuple[Finding, ...]


def match_features(shapes: Shapes, townships: Townships, file: str) -> Matched:
    """Find the township of each feature that has an area.

    Raises:
        CalculatorError: None is one of the statistics.
    """
    matcher = _Matcher(shapes, townships)
    found = np.array([matcher.township(place) for place in range(len(shapes.properties))])
    if not (found >= 0).any():
        names = list(dict.fromkeys(name for told in shapes.properties for name in told))
        called = [text for told in shapes.properties if (text := _called(told))]
        none = sentence("nothing_there")
        said = {"file": file, "properties": shown(names) or none, "names": shown(called) or none}
        raise CalculatorError([sentence("no_feature_matches", **said)])
    return Matched(found.astype(np.int64), tuple(matcher.findings()))


def _columns(properties: Properties) -> dict[str, list[str]]:
    """What is told -> the properties that may tell it, the surest first."""
    extra = {
        plain(word): column
        for column, words in border_settings().properties.items()
        for word in words
    }
    columns: dict[str, list[str]] = {name: [] for name in _COLUMNS}
    for known in (True, False):
        for name in properties:
            meant = match((name,)) if known else None
            column = meant.column if meant is not None else extra.get(plain(name))
            if column in columns and name not in columns[column]:
                columns[column].append(name)
    return columns


def _text(value: Any) -> str:
    if value is None or isinstance(value, bool | list | dict | bytes):
        return ""
    return as_text(value)


def _called(properties: Properties) -> str:
    texts = [_text(properties[name]) for name in _columns(properties)["name"]]
    return next(filter(None, texts), "")


class _Matcher:
    """Looks features up, and keeps what is doubtful."""

    def __init__(self, shapes: Shapes, townships: Townships) -> None:
        self._shapes = shapes
        self._townships = townships
        self._strangers: list[tuple[str, str]] = []
        self._ambiguous: list[Finding] = []
        self._differing: list[Finding] = []
        self._no_area: list[tuple[str, str]] = []
        self._known: dict[tuple[str, ...], dict[str, list[str]]] = {}

    def township(self, feature: int) -> int:
        """The township of a feature; -1 where it is none of the statistics."""
        properties = self._shapes.properties[feature]
        key = tuple(properties)
        if key not in self._known:
            self._known[key] = _columns(properties)
        texts = {
            column: [text for name in names if (text := _text(properties[name]))]
            for column, names in self._known[key].items()
        }
        found, name = self._by_code(texts, feature), next(iter(texts["name"]), "")
        if found is None:
            found = self._by_name(texts, feature)
        if found is None:
            codes = texts["code"]
            self._strangers.append((self._shapes.place(feature), name or "".join(codes[:1])))
            return -1
        if self._shapes.geometries[feature] is None:
            if feature not in set(self._shapes.odd):
                self._no_area.append((self._shapes.place(feature), self._townships.name(found)))
            return -1
        return found

    def _by_code(self, texts: dict[str, list[str]], feature: int) -> int | None:
        for text in texts["code"]:
            found = self._townships.find(text) if as_code(text) is not None else []
            if len(found) == 1:
                self._compare_names(found[0], texts["name"], feature)
                return found[0]
        return None

    def _by_name(self, texts: dict[str, list[str]], feature: int) -> int | None:
        county = next(iter(texts["county"]), None)
        prefecture = next(iter(texts["prefecture"]), None)
        if self._townships.is_elsewhere("", county):
            return None
        for text in texts["name"]:
            found = self._townships.find(text, county=county, prefecture=prefecture)
            if len(found) == 1:
                return found[0]
            if found:
                names = shown(self._townships.names(found))
                said: dict[str, Any] = {
                    "cell": self._shapes.place(feature),
                    "text": text,
                    "names": names,
                }
                self._ambiguous.append(finding(Severity.WARNING, "polygon-ambiguous", **said))
                return None
        return None

    def _compare_names(self, township: int, names: list[str], feature: int) -> None:
        """Say where a code is one township's and the name plainly another's."""
        own = self._townships.bare_name(township)
        keys = {name_key(name) for name in names}
        stems = {stem_of(key) or key for key in keys}
        if not names or (stem_of(own) or own) in stems or any(own in key for key in keys):
            return
        others = [found for name in names for found in self._townships.find(name)]
        if others and township not in others:
            self._differing.append(
                finding(
                    Severity.WARNING,
                    "polygon-name-differs",
                    cell=self._shapes.place(feature),
                    name=self._townships.name(township),
                    text=names[0],
                )
            )

    def findings(self) -> Iterator[Finding]:
        """What is doubtful about features."""
        yield from self._ambiguous
        yield from self._differing
        for code, places in (
            ("polygons-of-no-township", self._strangers),
            ("features-without-area", self._no_area),
        ):
            if places:
                names = shown([name or place for place, name in places])
                said: dict[str, Any] = {"cell": places[0][0], "count": len(places), "names": names}
                yield finding(Severity.NOTE, code, **said)
        for feature in self._shapes.odd:
            place = self._shapes.place(feature)
            text = _called(self._shapes.properties[feature])
            yield finding(Severity.ERROR, "polygon-unreadable", cell=place, text=text)

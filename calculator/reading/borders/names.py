"""Which township a name or a code means."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cached_property

from calculator.reading.assembly.identities import (
    Identity,
    KnownCounties,
    Register,
    code_key,
    name_key,
)
from calculator.reading.borders.settings import border_settings
from calculator.reading.cells.counties import county_in
from calculator.reading.cells.matching import plain
from calculator.reading.cells.rows import clean_name, stem_of
from rules.statistics import Statistics

_CODE = re.compile(r"(\d{9})(?:0*|\d{3})(?:\.0+)?")


def as_code(text: str) -> str | None:
    """The nine digits of a township's code, without what is hung on to it; None for a name."""
    found = _CODE.fullmatch("".join(text.split()).lstrip("'"))
    return found[1] if found is not None else None


def split_names(text: str) -> list[str]:
    """The names of a cell, one after another; none where it says that there are none."""
    if says_none(text):
        return []
    pieces = border_settings().names.separators.split(text.strip().rstrip("。.;；"))
    return [name for piece in pieces if (name := clean_name(piece))]


def says_none(text: str) -> bool:
    """Whether a cell says that a township has no neighbours."""
    return plain(text) in {plain(word) for word in border_settings().names.none}


class Townships:
    """The townships of statistics, to be found by what somebody calls them."""

    def __init__(self, statistics: Statistics) -> None:
        """Take every township in."""
        self._statistics = statistics
        self.counties = frozenset(county for _, county in statistics.counties if county)
        self._prefectures = frozenset(name for name, _ in statistics.counties if name)
        self._register = Register(KnownCounties(self.counties))
        columns = [statistics.text(name) for name in ("code", "prefecture", "county", "name")]
        for place, told in enumerate(zip(*columns, strict=True)):
            code, *names = told
            key = code_key(code) if code is not None else None
            self._register.add(Identity(as_code(key or "") or key, *names), (0, place))
        self._register.close_table(0)

    @cached_property
    def _several_counties(self) -> bool:
        return len(self.counties) > 1

    def name(self, township: int) -> str:
        """What findings call a township: with its county where the statistics have several."""
        name = self._statistics.text("name")[township] or ""
        county = self._statistics.text("county")[township] or ""
        return f"{county}{name}" if self._several_counties else name

    def bare_name(self, township: int) -> str:
        """A township's name as names are compared."""
        return name_key(self._statistics.text("name")[township] or "")

    def names(self, townships: Iterable[int]) -> list[str]:
        """What findings call some townships."""
        return [self.name(int(township)) for township in townships]

    def find(
        self,
        text: str,
        *,
        beside: int | None = None,
        county: str | None = None,
        prefecture: str | None = None,
    ) -> list[int]:
        """The townships that a name or a code may mean: one, several, or none.

        Args:
            text: The name or the code.
            beside: The township that names it: one of its county is meant before others, then
                one of its prefecture.
            county: What the list says of its county; blank for nothing.
            prefecture: What it says of its prefecture.
        """
        code = as_code(text)
        if code is not None:
            return self._register.candidates(Identity(code, None, None, None))
        told = Identity(None, self._known_prefecture(prefecture), self._known_county(county), None)
        for name in self._readings(text):
            for identity in self._contexts(name, told, beside):
                found = self._register.candidates(identity)
                if found:
                    return found
        return []

    def nearest(self, text: str, beside: int | None = None) -> str | None:
        """The name in the statistics that is most like one that nobody has."""
        county = self._statistics.text("county")[beside] if beside is not None else None
        wanted = Identity(None, None, county, text)
        same = next(self._register.by_stem.of(stem_of(wanted.key), wanted), None)
        if same is not None:
            return self._statistics.text("name")[same] or ""
        near = self._register.nearest(wanted)
        return near.name if near is not None else None

    def is_elsewhere(self, text: str, county: str | None = None) -> bool:
        """Whether a name says that it is of a county that the statistics do not have."""
        if not self.counties:
            return False
        if county:
            return self._known_county(county) not in self.counties
        told = county_in(text)
        return told is not None and told.county != text and told.county not in self.counties

    @staticmethod
    def _readings(text: str) -> list[str]:
        """A name as it is written, and without what may stand around it: 东与甲镇接壤."""
        name = "".join(clean_name(text).split()) if not text.isascii() else clean_name(text)
        words = border_settings().names
        bare = words.trailing.sub("", words.leading.sub("", name))
        return [name] if bare in ("", name) else [name, bare]

    def _contexts(self, name: str, told: Identity, beside: int | None) -> Iterable[Identity]:
        if told.county is None and beside is not None:
            county = self._statistics.text("county")[beside]
            prefecture = self._statistics.text("prefecture")[beside]
            yield Identity(None, told.prefecture or prefecture, county, name)
            yield Identity(None, told.prefecture or prefecture, None, name)
        yield Identity(None, told.prefecture, told.county, name)

    def _known_county(self, county: str | None) -> str | None:
        return _known(county, self.counties)

    def _known_prefecture(self, prefecture: str | None) -> str | None:
        # A prefecture that the statistics do not name says nothing against a township.
        known = _known(prefecture, self._prefectures)
        return known if known in self._prefectures else None


def _known(name: str | None, known: Iterable[str]) -> str | None:
    """A region as the statistics call it: in full, without its ending, or after its prefecture."""
    if not name:
        return None
    name = clean_name(name)
    fitting = [k for k in known if k in (name, name + k[-1:]) or (len(k) > 1 and name.endswith(k))]
    return name if name in fitting or len(fitting) != 1 else fitting[0]

"""What tells a township from others, and the townships found so far."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from functools import cached_property, lru_cache
from itertools import chain, islice

from calculator.reading.cells.rows import kind_of_ending, stem_of, without_offices, words_of_kind
from calculator.reading.recognition.parts import Part

_NEAR = 0.5
# More townships of one name need not be known: a row that may be any of two is none of them.
_MOST_NAMESAKES = 20


def code_key(code: str | None) -> str | None:
    """A code as it is compared: twelve digits that end in 000 are the township's nine."""
    if code is not None and len(code) == 12 and code.endswith("000"):
        return code[:9]
    return code


def township_code(code: str | None) -> str | None:
    """The nine digits of a township's code; None for what is no such code."""
    key = code_key(code)
    return key if key is not None and len(key) == 9 and key.isdigit() else None


@lru_cache(maxsize=65536)
def name_key(name: str) -> str:
    """A name as it is compared: 马头镇人民政府 is 马头镇, and 红旗街道办事处 is 红旗街道."""
    bare = without_offices(name)
    kind, *others = (word for word in words_of_kind("subdistrict") if not word.isascii())
    for ending in sorted(others, key=len, reverse=True):
        if len(bare) > len(ending) and bare.endswith(ending):
            return bare.removesuffix(ending).removesuffix(kind) + kind
    return bare


@dataclass(frozen=True)
class KnownCounties:
    """The names of the counties that the tables name."""

    names: frozenset[str]

    @cached_property
    def lengths(self) -> tuple[int, ...]:
        """How long the names are, each length once."""
        return tuple(sorted({len(name) for name in self.names}))


@dataclass(frozen=True)
class Identity:
    """What one row of a table tells about which township it is."""

    code: str | None
    prefecture: str | None
    county: str | None
    name: str | None

    def could_be(self, other: Identity) -> bool:
        """Whether nothing that both tell speaks against their being the same township."""
        pairs = (
            (self.code, other.code),
            (self.prefecture, other.prefecture),
            (self.county, other.county),
        )
        return all(one is None or two is None or one == two for one, two in pairs)

    @property
    def key(self) -> str:
        """The name as it is compared."""
        return name_key(self.name) if self.name is not None else ""

    def without_county(self, counties: KnownCounties) -> Identity:
        """The same township with a county that its name begins with taken off: 临河县王楼乡."""
        name = self.name or ""
        for length in counties.lengths:
            county, rest = name[:length], name[length:]
            if county not in counties.names or self.county not in (None, county):
                continue
            if stem_of(rest) or (len(rest) > 1 and kind_of_ending(rest) is None):
                return replace(self, county=county, name=rest)
        return self


def identities(part: Part) -> list[Identity]:
    """What each row of a table tells."""
    blank = [None] * part.size
    columns = [part.texts.get(name, blank) for name in ("code", "prefecture", "county", "name")]
    return [
        Identity(code_key(code), prefecture, county, name)
        for code, prefecture, county, name in zip(*columns, strict=True)
    ]


class _ByName:
    """Townships by a name, apart by what else was told of them when they were taken in.

    So a row is held against those that it may be, not against all its namesakes.
    """

    def __init__(self) -> None:
        self._found: dict[str | None, dict[tuple[str | None, bool], list[int]]] = {}

    def add(self, name: str | None, identity: Identity, township: int) -> None:
        """Take a township in."""
        told = (identity.county, identity.code is not None)
        self._found.setdefault(name, {}).setdefault(told, []).append(township)

    def of(self, name: str | None, identity: Identity) -> Iterator[int]:
        """The townships of a name but those of another county, or with another code.

        A row's code is that of no township, or it would be found by it.
        """
        by_told = self._found.get(name, {})
        counties = (identity.county, None)
        codes = (False,) if identity.code is not None else (False, True)
        if identity.county is None:
            told = [key for key in by_told if key[1] in codes]
        else:
            told = [(county, code) for county in counties for code in codes]
        return chain.from_iterable(by_told.get(key, ()) for key in told)

    @property
    def names(self) -> Iterable[str]:
        """Every name."""
        return (name for name in self._found if name is not None)

    def first(self, name: str) -> int:
        """The first township of a name."""
        return min(township for found in self._found[name].values() for township in found)


@dataclass
class Register:
    """The townships found so far.

    Attributes:
        counties: Every county that any table names.
        identities: What is known of each township.
        first: For each the table and row that it was found in.
        by_code, by_name: Townships by what rows tell; names are compared as written.
        by_key, by_stem: Townships of earlier tables by their names without the organs that
            stand after them, and without 镇, 乡 or 街道.
    """

    counties: KnownCounties
    identities: list[Identity] = field(default_factory=list)
    first: list[tuple[int, int]] = field(default_factory=list)
    by_code: dict[str, int] = field(default_factory=dict)
    by_name: _ByName = field(default_factory=_ByName)
    by_key: _ByName = field(default_factory=_ByName)
    by_stem: _ByName = field(default_factory=_ByName)

    def add(self, identity: Identity, origin: tuple[int, int]) -> int:
        """Take a new township in."""
        township = len(self.identities)
        self.identities.append(identity)
        self.first.append(origin)
        if identity.code is not None:
            self.by_code.setdefault(identity.code, township)
        self.by_name.add(identity.name, identity, township)
        return township

    def close_table(self, before: int) -> None:
        """Let the names of the townships since ``before`` be compared less strictly."""
        for township in range(before, len(self.identities)):
            plain = self.identities[township].without_county(self.counties)
            self.by_key.add(plain.key, plain, township)
            self.by_stem.add(stem_of(plain.key) or plain.key, plain, township)

    def complete(self, township: int, other: Identity) -> None:
        """Add what another table tells about a township."""
        known = self.identities[township]
        self.identities[township] = Identity(
            known.code or other.code,
            known.prefecture or other.prefecture,
            known.county or other.county,
            known.name or other.name,
        )
        if known.code is None and other.code is not None:
            self.by_code.setdefault(other.code, township)

    def candidates(self, identity: Identity) -> list[int]:
        """The townships that a row may be: that of its code, else those of its name.

        A name without 镇, 乡 or 街道 may be that of any township with this stem.
        """
        if identity.code is not None and identity.code in self.by_code:
            return [self.by_code[identity.code]]
        found = self._that_could_be(identity, self.by_name.of(identity.name, identity))
        if found or identity.name is None:
            return found
        plain = identity.without_county(self.counties)
        found = self._that_could_be(plain, self.by_key.of(plain.key, plain))
        if found:
            return found
        stem = stem_of(plain.key) or plain.key
        found = self._that_could_be(plain, self.by_stem.of(stem, plain))
        if kind_of_ending(plain.key) is None:
            return found
        found = [township for township in found if self._is_bare(township)]
        return found if len(found) == 1 else []

    def _is_bare(self, township: int) -> bool:
        return kind_of_ending(self.identities[township].key) is None

    def _that_could_be(self, identity: Identity, townships: Iterable[int]) -> list[int]:
        found = (t for t in townships if self.identities[t].could_be(identity))
        return list(islice(found, _MOST_NAMESAKES))

    def nearest(self, identity: Identity) -> Identity | None:
        """The township whose name is most like a row's, if any is."""
        key = identity.without_county(self.counties).key
        near = get_close_matches(key, self.by_key.names, n=1, cutoff=_NEAR)
        return self.identities[self.by_key.first(near[0])] if near else None

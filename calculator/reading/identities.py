"""What tells a township from others, and the townships found so far."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from functools import lru_cache

from calculator.reading.parts import Part
from calculator.reading.rows import kind_of_ending, stem_of, without_offices

_NEAR = 0.5


def code_key(code: str | None) -> str | None:
    """A code as it is compared: twelve digits that end in 000 are the township's nine."""
    if code is not None and len(code) == 12 and code.endswith("000"):
        return code[:9]
    return code


@lru_cache(maxsize=65536)
def name_key(name: str) -> str:
    """A name as it is compared: 马头镇人民政府 is 马头镇, and 红旗街道办事处 is 红旗街道."""
    bare = without_offices(name)
    for ending in ("办事处", "街道办"):
        if len(bare) > len(ending) and bare.endswith(ending):
            stem = bare.removesuffix(ending).removesuffix("街道")
            return f"{stem}街道"
    return bare


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

    def without_county(self, counties: Collection[str]) -> Identity:
        """The same township with a county that its name begins with taken off: 临河县王楼乡."""
        name = self.name or ""
        for length in {len(county) for county in counties}:
            county, rest = name[:length], name[length:]
            is_name = stem_of(rest) or (len(rest) > 1 and kind_of_ending(rest) is None)
            if county in counties and self.county in (None, county) and is_name:
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

    counties: Collection[str]
    identities: list[Identity] = field(default_factory=list)
    first: list[tuple[int, int]] = field(default_factory=list)
    by_code: dict[str, int] = field(default_factory=dict)
    by_name: dict[str | None, list[int]] = field(default_factory=lambda: defaultdict(list))
    by_key: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    by_stem: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))

    def add(self, identity: Identity, origin: tuple[int, int]) -> int:
        """Take a new township in."""
        township = len(self.identities)
        self.identities.append(identity)
        self.first.append(origin)
        if identity.code is not None:
            self.by_code.setdefault(identity.code, township)
        self.by_name[identity.name].append(township)
        return township

    def close_table(self, before: int) -> None:
        """Let the names of the townships since ``before`` be compared less strictly."""
        for township in range(before, len(self.identities)):
            key = self.identities[township].without_county(self.counties).key
            self.by_key[key].append(township)
            self.by_stem[stem_of(key) or key].append(township)

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
        found = self._that_could_be(identity, self.by_name.get(identity.name, ()))
        if found or identity.name is None:
            return found
        plain = identity.without_county(self.counties)
        found = self._that_could_be(plain, self.by_key.get(plain.key, ()))
        if found:
            return found
        stem = stem_of(plain.key) or plain.key
        found = self._that_could_be(plain, self.by_stem.get(stem, ()))
        if kind_of_ending(plain.key) is None:
            return found
        found = [township for township in found if self._is_bare(township)]
        return found if len(found) == 1 else []

    def _is_bare(self, township: int) -> bool:
        return kind_of_ending(self.identities[township].key) is None

    def _that_could_be(self, identity: Identity, townships: Sequence[int]) -> list[int]:
        return [t for t in townships if self.identities[t].could_be(identity)]

    def nearest(self, identity: Identity) -> Identity | None:
        """The township whose name is most like a row's, if any is."""
        key = identity.without_county(self.counties).key
        near = get_close_matches(key, self.by_key, n=1, cutoff=_NEAR)
        return self.identities[self.by_key[near[0]][0]] if near else None

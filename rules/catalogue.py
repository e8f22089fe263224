"""Telling listed offices and institutions by the catalogue of comprehensive ones."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from rules.schema import BodiesEntry, CatalogueEntry


@dataclass(frozen=True)
class Recognised:
    """What the catalogue knows of a name.

    Attributes:
        name: The name without blanks and without whose it is.
        entry: The comprehensive body that it names; None if it names none.
        goes_into: The comprehensive bodies that take it in, if it has a single purpose.
    """

    name: str
    entry: str | None = None
    goes_into: tuple[str, ...] = ()


@dataclass(frozen=True)
class Catalogue:
    """The comprehensive bodies of a pack, by every name that means one.

    Attributes:
        entries: Comprehensive bodies by name in code, in the order of the pack.
        prefixes: Words before a name that say whose it is.
        names: What a comprehensive body may be called -> its name in code.
        single: What a single-purpose body is called -> the bodies that take it in.
    """

    entries: Mapping[str, CatalogueEntry] = field(default_factory=dict)
    prefixes: tuple[str, ...] = ()
    names: Mapping[str, str] = field(default_factory=dict)
    single: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @classmethod
    def of(cls, rule: BodiesEntry | None) -> Catalogue:
        """The catalogue of a pack; empty where it has none."""
        if rule is None:
            return cls()
        single: defaultdict[str, list[str]] = defaultdict(list)
        for key, entry in rule.catalogue.items():
            for name in dict.fromkeys(map(plain, entry.takes_in)):
                single[name].append(key)
        names = {plain(name): key for key, e in rule.catalogue.items() for name in names_of(e)}
        taken = {name: tuple(keys) for name, keys in single.items()}
        return cls(rule.catalogue, rule.prefixes, names, taken)

    def recognise(self, name: str, owners: tuple[str, ...]) -> Recognised:
        """What a name means once the names of its owners are taken off.

        Args:
            name: As written.
            owners: The names of its township and county.
        """
        shortest = plain(name)
        for tried in self._shortened(shortest, tuple(map(plain, owners))):
            shortest = min(shortest, tried, key=len)
            if tried in self.names:
                return Recognised(tried, entry=self.names[tried])
            if tried in self.single:
                return Recognised(tried, goes_into=self.single[tried])
        return Recognised(shortest)

    def _shortened(self, name: str, owners: tuple[str, ...]) -> Iterator[str]:
        """The name itself, and what is left of it without owners and prefixes."""
        yield name
        ends = sorted(self.prefixes, key=len, reverse=True)
        for owner in filter(None, owners):
            short = next((owner.removesuffix(e) for e in ends if owner.endswith(e)), owner)
            for start in (owner, short):
                if start and name.startswith(start) and name != start:
                    name = name.removeprefix(start)
                    yield name
                    break
        for prefix in ends:
            if name.startswith(prefix) and name != prefix:
                yield name.removeprefix(prefix)


def names_of(entry: CatalogueEntry) -> tuple[str, ...]:
    """Every name that means a comprehensive body."""
    return (entry.name.zh, entry.name.en, *entry.aliases)


def plain(name: str) -> str:
    """A name without blanks, in half width and lower case."""
    return "".join(unicodedata.normalize("NFKC", name).split()).casefold()

"""Townships that must or must not be joined, as a person names them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations

from calculator.errors import CalculatorError
from calculator.named_townships import find_township
from calculator.planning.plans import PlanOptions
from calculator.planning.problem import Members
from rules.statistics import Statistics
from rules.wording import Sentence

_BETWEEN = re.compile(r"[,，、;；]+")


@dataclass(frozen=True)
class Wishes:
    """What must be so, by positions in the statistics.

    Attributes:
        together: Sets that must be in one group; no two share a township.
        apart: Pairs that must not be in one group, the smaller position first.
        kept: Townships that must not be abolished.
    """

    together: tuple[Members, ...] = ()
    apart: tuple[tuple[int, int], ...] = ()
    kept: Members = ()


def split_names(written: str) -> tuple[str, ...]:
    """The townships of a list as it is typed: 甲镇、乙乡 or A,B."""
    parts = _BETWEEN.split(unicodedata.normalize("NFKC", written))
    return tuple(part.strip() for part in parts if part.strip())


def as_names(written: str | Sequence[str]) -> tuple[str, ...]:
    """The townships of a list, typed as one text or given one by one."""
    return split_names(written) if isinstance(written, str) else tuple(written)


def as_lists(written: str | Sequence[str | Sequence[str]]) -> tuple[tuple[str, ...], ...]:
    """Lists of townships; a text alone is one list."""
    return tuple(map(as_names, (written,) if isinstance(written, str) else written))


def understand(statistics: Statistics, options: PlanOptions) -> Wishes:
    """Find the townships named.

    Raises:
        CalculatorError: A name that no township or several have, a list of fewer than two,
            wishes that contradict each other; all at once.
    """
    asking = _Asking(statistics)
    together = joined_sets([asking.several("--together", names) for names in options.together])
    apart = [asking.several("--apart", names) for names in options.apart]
    pairs = {pair for names in apart for pair in combinations(sorted(names), 2)}
    kept = {found for name in options.kept for found in asking.townships("--keep", (name,))}
    for members in together:
        for pair in combinations(members, 2):
            if pair in pairs:
                asking.mistake("together_and_apart", pair)
        if len(kept & set(members)) > 1:
            asking.mistake("several_kept", sorted(kept & set(members)))
    if asking.problems:
        raise CalculatorError(asking.problems)
    return Wishes(tuple(together), tuple(sorted(pairs)), tuple(sorted(kept)))


def named(statistics: Statistics, townships: Iterable[int]) -> list[str]:
    """The names of townships, as a person reads them."""
    names = statistics.text("name")
    return [str(names[township] or "") for township in townships]


class _Asking:
    """Finds townships, and keeps what is wrong."""

    def __init__(self, statistics: Statistics) -> None:
        self.statistics = statistics
        self.problems: list[Sentence] = []

    def mistake(self, key: str, townships: Sequence[int]) -> None:
        said = {"names": named(self.statistics, townships)}
        self.problems.append(Sentence(f"planning.{key}", said))

    def several(self, option: str, names: Sequence[str]) -> list[int]:
        """The townships of one list, ascending."""
        before = len(self.problems)
        found = sorted(set(self.townships(option, names)))
        if len(found) < 2 and len(self.problems) == before:
            said = {"option": option, "written": list(names)}
            self.problems.append(Sentence("planning.fewer_than_two", said))
        return found

    def townships(self, option: str, names: Iterable[str]) -> list[int]:
        """The townships of some names; those not found are left out."""
        found = []
        for name in names:
            county, slash, township = name.replace("／", "/").rpartition("/")
            try:
                found.append(self._find(township, county.strip() if slash else None))
            except CalculatorError as error:
                self.problems += [
                    Sentence(
                        "planning.several_townships"
                        if said.key == "explaining.several"
                        else "planning.unknown_township",
                        {**said.values, "option": option, "written": name, "problem": said},
                    )
                    for said in error.sentences
                ]
        return found

    def _find(self, name: str, county: str | None) -> int:
        return find_township(self.statistics, name, county)


def joined_sets(sets: Iterable[Sequence[int]]) -> list[Members]:
    """Sets of which none shares a member with another."""
    found: list[set[int]] = []
    for one in sets:
        joined = set(one)
        apart = []
        for other in found:
            if other & joined:
                joined |= other
            else:
                apart.append(other)
        found = [*apart, joined]
    return sorted(tuple(sorted(one)) for one in found if len(one) > 1)

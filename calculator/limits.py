"""What figures are held against one another, and how far they may differ, as columns.toml says."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class RangeLimits:
    """Which single figures are possible.

    Attributes:
        whole: Kinds of unit that have no halves.
        people: Kinds of unit that count people.
        by_unit: Kind of unit -> the least and the most of its figures; others begin at 0.
    """

    whole: frozenset[str]
    people: frozenset[str]
    by_unit: Mapping[str, tuple[float, float]]


@dataclass(frozen=True)
class TotalLimits:
    """How totals are compared with their rows.

    Attributes:
        units: Kinds of unit whose columns sum.
        whole: Those of them that are counted one by one, so that no rounding excuses a difference.
        means: Lines with one of these words are no sums.
        parts: Lines that begin with one of these are about some of the rows.
        kinds: Words of a total -> the kinds of township that it sums.
        nearest: So many other totals in each direction are tried as the ends of a group.
        tried: All totals of a table together try no more than about so many such ends.
        telling: A row explains a difference only if its figure has so many units of the last place.
    """

    units: frozenset[str]
    whole: frozenset[str]
    means: tuple[str, ...]
    parts: tuple[str, ...]
    kinds: Mapping[str, frozenset[str]]
    nearest: int
    tried: int
    telling: float


@dataclass(frozen=True)
class PartOfWhole:
    """A figure that cannot be above others of the same township.

    Attributes:
        part: The column of the figure.
        wholes: The columns that it is held against, where the input has them.
        against: Whether it is wrong above ``any`` of them, or only above ``all``.
        margin: So large a share above them is still taken for rounding.
    """

    part: str
    wholes: tuple[str, ...]
    against: str
    margin: float


@dataclass(frozen=True)
class DensityLimits:
    """When people per km² are too far from the county's.

    Attributes:
        kinds: The kinds of township that are compared.
        least: A county with fewer of them is not looked at.
        factor: So many times above or below the county's median is far.
        spreads: It must also be so many times as far as the county's townships usually are.
        slips: Factors by which figures are wrong when a digit, a 万 or a unit is.
        near: A slip explains it if the density would then be within this factor of the median.
    """

    kinds: frozenset[str]
    least: int
    factor: float
    spreads: float
    slips: tuple[float, ...]
    near: float


@dataclass(frozen=True)
class Change:
    """How much a figure may change from one year to the next.

    Attributes:
        share: The share of the year before.
        least: Changes smaller than this many of the column's own unit are never told.
    """

    share: float
    least: float


@dataclass(frozen=True)
class ChangeLimits:
    """How much figures may change from one year to the next.

    Attributes:
        by_unit: Kind of unit -> limit.
        by_column: Column -> limit, before that of its unit.
        same: So large a share of townships changed by one factor is another unit.
        near: A change is by a factor if it is within this factor of it.
    """

    by_unit: Mapping[str, Change]
    by_column: Mapping[str, Change]
    same: float
    near: float

    def of(self, column: str, unit: str | None) -> Change | None:
        """The limit of a column; None where its changes are not told."""
        return self.by_column.get(column) or self.by_unit.get(unit or "")


@dataclass(frozen=True)
class Limits:
    """The checks of figures against one another.

    Attributes:
        many, most: More cells than this, and a larger share, are one cause.
        varying: Kinds of unit that tables differ in, so that an unstated unit is worth a note.
        ranges, totals, wholes, density, changes: The checks.
        kind_of_digit: Seventh digit of a code -> kind of township.
        contradicting: The kinds that contradict one another.
        same_county: So large a share of a county's codes must begin alike to tell which
            ones do not belong there.
    """

    many: int
    most: float
    varying: frozenset[str]
    ranges: RangeLimits
    totals: TotalLimits
    wholes: tuple[PartOfWhole, ...]
    density: DensityLimits
    changes: ChangeLimits
    kind_of_digit: Mapping[str, str]
    contradicting: frozenset[str]
    same_county: float


def read_limits(data: Mapping[str, Any]) -> Limits:
    """The section ``checks`` of columns.toml."""
    ranges, totals = data["ranges"], data["totals"]
    density, changes = data["density"], data["changes"]
    return Limits(
        many=data["many"],
        most=data["most"],
        varying=frozenset(data["varying"]),
        ranges=RangeLimits(
            whole=frozenset(ranges["whole"]),
            people=frozenset(ranges["people"]),
            by_unit={
                unit: (bounds["least"], bounds["most"]) for unit, bounds in ranges["units"].items()
            },
        ),
        totals=TotalLimits(
            units=frozenset(totals["units"]),
            whole=frozenset(totals["whole"]),
            means=tuple(totals["means"]),
            parts=tuple(totals["parts"]),
            kinds={word: frozenset(kinds) for word, kinds in totals["kinds"].items()},
            nearest=totals["nearest"],
            tried=totals["tried"],
            telling=totals["telling"],
        ),
        wholes=tuple(
            PartOfWhole(entry["part"], tuple(entry["wholes"]), entry["against"], entry["margin"])
            for entry in data["wholes"]
        ),
        density=DensityLimits(
            kinds=frozenset(density["kinds"]),
            least=density["least"],
            factor=density["factor"],
            spreads=density["spreads"],
            slips=tuple(density["slips"]),
            near=density["near"],
        ),
        changes=ChangeLimits(
            by_unit={unit: Change(**limit) for unit, limit in changes["units"].items()},
            by_column={column: Change(**limit) for column, limit in changes["columns"].items()},
            same=changes["same"],
            near=changes["near"],
        ),
        kind_of_digit=data["codes"]["kinds"],
        contradicting=frozenset(data["codes"]["contradicting"]),
        same_county=data["codes"]["same_county"],
    )

"""Who names whom as a neighbour, and what is wrong with it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

import numpy as np

from calculator.reading.borders.borders import no_pairs
from calculator.reading.borders.names import Townships
from calculator.reading.borders.notes import finding, sentence
from calculator.reading.borders.settings import border_settings
from calculator.reading.notes import column_term, shown
from rules.findings import Finding
from rules.statistics import BoolArray, FloatArray, IntArray
from rules.status import Severity
from rules.wording import Sentence

_MOST_NEAREST = 200


@dataclass(frozen=True)
class Mention:
    """One township naming another.

    Attributes:
        township: Who names.
        other: Who is named.
        cell: Where.
        length: How many km of border are said, NaN for nothing.
    """

    township: int
    other: int
    cell: str | None
    length: float = np.nan


@dataclass
class Mentions:
    """Everything that a list says.

    Attributes:
        townships: The townships that may be named.
        column: The column of the statistics that it is; None for a file.
        found: Who names whom, in the order of the list.
        alone: Townships that say that they have no neighbours.
        cells: Township -> the first cell that tells its neighbours.
        elsewhere: Names of townships of other counties -> their cells.
        unknown: Names that nobody has, each with who names it -> their cells.
        ambiguous: Names that several have -> the townships meant, and the cells.
    """

    townships: Townships
    column: str | None = None
    found: list[Mention] = field(default_factory=list)
    alone: set[int] = field(default_factory=set)
    cells: dict[int, str | None] = field(default_factory=dict)
    elsewhere: dict[str, list[str | None]] = field(default_factory=dict)
    unknown: dict[tuple[str, int | None], list[str | None]] = field(default_factory=dict)
    ambiguous: dict[tuple[str, int | None], tuple[list[int], list[str | None]]] = field(
        default_factory=dict
    )

    def find(
        self,
        text: str,
        cell: str | None,
        *,
        beside: int | None = None,
        county: str | None = None,
        prefecture: str | None = None,
    ) -> int | None:
        """The one township that a name means; what is wrong with any other name is kept."""
        found = self.townships.find(text, beside=beside, county=county, prefecture=prefecture)
        if len(found) == 1:
            return found[0]
        if found:
            self.ambiguous.setdefault((text, beside), (found, []))[1].append(cell)
        elif self.townships.is_elsewhere(text, county):
            self.elsewhere.setdefault(text, []).append(cell)
        else:
            self.unknown.setdefault((text, beside), []).append(cell)
        return None

    def name(self, township: int, other: int, cell: str | None, length: float = np.nan) -> None:
        """Take in that a township names another."""
        self.cells.setdefault(township, cell)
        self.found.append(Mention(township, other, cell, length))

    @property
    def is_empty(self) -> bool:
        """Whether nobody names anybody."""
        return not self.found

    def findings(self, both_sides: Literal["asked", "if_usual"]) -> Iterator[Finding]:
        """What is wrong with the list."""
        yield from self._unknown_names()
        yield from self._ambiguous_names()
        if self.elsewhere:
            cells = [cell for found in self.elsewhere.values() for cell in found]
            yield finding(
                Severity.NOTE,
                "neighbours-elsewhere",
                cell=cells[0],
                count=len(self.elsewhere),
                names=shown(list(self.elsewhere)),
            )
        yield from self._doubtful()
        yield from self._one_sided(both_sides)

    def _finding(
        self,
        severity: Severity,
        code: str,
        township: int | None,
        cell: str | None,
        **values: object,
    ) -> Finding:
        # A place in the statistics is known only of a column of theirs.
        return finding(
            severity,
            code,
            township=township if self.column is not None else None,
            column=self.column,
            cell=cell,
            term=column_term(self.column or "neighbours"),
            **values,
        )

    def _unknown_names(self) -> Iterator[Finding]:
        for number, ((name, beside), cells) in enumerate(self.unknown.items()):
            near = self.townships.nearest(name, beside) if number < _MOST_NEAREST else None
            nearest: Sentence | str = sentence("nearest", name=near) if near is not None else ""
            yield self._finding(
                Severity.WARNING,
                "neighbour-unknown",
                beside,
                cells[0],
                text=name,
                nearest=nearest,
                also=_also(cells),
            )

    def _ambiguous_names(self) -> Iterator[Finding]:
        for (name, beside), (found, cells) in self.ambiguous.items():
            yield self._finding(
                Severity.WARNING,
                "neighbour-ambiguous",
                beside,
                cells[0],
                text=name,
                names=shown(self.townships.names(found)),
                also=_also(cells),
            )

    def _doubtful(self) -> Iterator[Finding]:
        """Units that name themselves, or the same neighbour twice."""
        seen: set[tuple[int, int]] = set()
        for mention in self.found:
            key = (mention.township, mention.other)
            code = ""
            if mention.township == mention.other:
                code = "neighbour-of-itself"
            elif key in seen:
                code = "neighbour-twice"
            seen.add(key)
            if code:
                weight = Severity.WARNING if code == "neighbour-of-itself" else Severity.NOTE
                name, other = self.townships.names(key)
                said = (
                    {"name": name, "other": other} if code == "neighbour-twice" else {"name": name}
                )
                yield self._finding(weight, code, mention.township, mention.cell, **said)

    def _one_sided(self, both_sides: Literal["asked", "if_usual"]) -> Iterator[Finding]:
        named = {(m.township, m.other): m for m in self.found if m.township != m.other}
        one_sided = [m for (one, two), m in named.items() if (two, one) not in named]
        share = 1 - len(one_sided) / max(len(named), 1)
        if both_sides == "if_usual" and share < border_settings().pairs.both_sides:
            return
        for mention in one_sided:
            name, other = self.townships.names((mention.township, mention.other))
            yield self._finding(
                Severity.WARNING,
                "neighbour-one-sided",
                mention.township,
                mention.cell,
                name=name,
                other=other,
                other_cell=self._other_cell(mention.other),
            )

    def _other_cell(self, other: int) -> Sentence | str:
        cell = self.cells.get(other)
        return sentence("other_cell", cell_shown=cell) if cell is not None else ""

    def pairs(self) -> tuple[IntArray, FloatArray]:
        """Who borders on whom, and for how many km; what one side says is taken."""
        ends = np.array(
            [(m.township, m.other) for m in self.found if m.township != m.other], dtype=np.int64
        )
        if not len(ends):
            return no_pairs(), np.zeros(0)
        said = np.array([m.length for m in self.found if m.township != m.other])
        pairs, of_pair = np.unique(np.sort(ends, axis=1), axis=0, return_inverse=True)
        lengths = np.full(len(pairs), np.nan)
        told = np.flatnonzero(~np.isnan(said))[::-1]
        lengths[of_pair.reshape(-1)[told]] = said[told]
        return pairs, lengths

    def placed(self, size: int) -> BoolArray:
        """Which townships are named, or say that they have no neighbours."""
        placed = np.zeros(size, dtype=np.bool_)
        placed[sorted(self.alone)] = True
        pairs, _ = self.pairs()
        placed[pairs.reshape(-1)] = True
        return placed


def _also(cells: list[str | None]) -> Sentence | str:
    if len(cells) == 1:
        return ""
    return sentence("also_at", count=len(cells), cells=shown([cell or "" for cell in cells]))

"""What rank, group and share have in common: townships compared within a group."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import numpy as np

from rules.comparing import YES
from rules.findings import Finding
from rules.formulas import Cells
from rules.given import Given
from rules.measures.base import Measure, Reason
from rules.statistics import BoolArray, Coverage, FloatArray, IntArray
from rules.status import Severity
from rules.wording import Measured, Sentence, Term


def begins_run(values: FloatArray | IntArray) -> BoolArray:
    """Where, in sorted values, a value differs from the one before."""
    starts = np.ones(len(values), dtype=np.bool_)
    starts[1:] = values[1:] != values[:-1]
    return starts


class Grouped(Measure):
    """A measure that compares each township with the others of its group.

    It is undecided where the file does not hold the whole group, and in a group in which a
    value is missing.

    Attributes:
        of: The measure compared.
        within: The group: county, prefecture or province.
        among: A test that says which townships count; all where it is left out.
    """

    of: str
    within: Coverage
    among: str | None = None

    def measure_names(self) -> Iterable[str]:
        """The measure compared, and the test of who counts."""
        return (self.of,) if self.among is None else (self.of, self.among)

    def counts(self, given: Given) -> BoolArray:
        """Which townships count."""
        if self.among is None:
            return np.ones(given.size, dtype=np.bool_)
        counted: BoolArray = given.numbers(self.among) == YES
        return counted

    def groups(self, given: Given) -> IntArray:
        """The group of each township, from 0."""
        return given.statistics.group_codes(self.within)

    def complete(self, given: Given, *needed: str) -> BoolArray:
        """Which townships are in a group that is there and in which nothing is missing."""
        if not given.statistics.covers(self.within):
            return np.zeros(given.size, dtype=np.bool_)
        groups = self.groups(given)
        blank = np.zeros(given.size, dtype=np.bool_)
        for name in needed or (self.of,):
            blank |= self.counts(given) & np.isnan(given.numbers(name))
        if self.among is not None:
            blank |= np.isnan(given.numbers(self.among))
        blanks = np.bincount(groups[blank], minlength=int(groups.max(initial=0)) + 1)
        complete: BoolArray = blanks[groups] == 0
        return complete

    def sums(self, given: Given, values: FloatArray) -> FloatArray:
        """The sum of values over the townships that count in each one's group."""
        groups = self.groups(given)
        weights = np.where(self.counts(given), values, 0.0)
        by_group = np.bincount(groups, weights=weights, minlength=int(groups.max(initial=0)) + 1)
        return by_group[groups].astype(np.float64)

    def findings(self, given: Given, name: str, relevant: BoolArray) -> Iterator[Finding]:
        """A warning where the file does not hold the whole group, or a value in it is blank."""
        if not relevant.any():
            return
        if given.statistics.covers(self.within):
            yield from self._incomplete(given, relevant)
            return
        said = Sentence(
            "rules.not_covered",
            {
                "measure": Measured(name),
                "within": Term("coverage", self.within),
                "coverage": Term("coverage", given.statistics.coverage),
            },
        )
        yield Finding("coverage-lacking", Severity.WARNING, said)

    def _incomplete(self, given: Given, relevant: BoolArray) -> Iterator[Finding]:
        """A warning for each group in which a blank leaves all of it undecided."""
        blank = self.counts(given) & np.isnan(given.numbers(self.of))
        groups = self.groups(given)
        for group in np.unique(groups[blank & relevant]).tolist():
            here = np.flatnonzero(blank & (groups == group))
            said = Sentence(
                "rules.group_incomplete",
                {
                    "within": Term("coverage", self.within),
                    "count": len(here),
                    "measure": Measured(self.of),
                    "label": self.label,
                },
            )
            county = int(given.statistics.county_codes[here[0]])
            yield Finding(
                "group-incomplete",
                Severity.WARNING,
                said,
                county=county if self.within == "county" else None,
            )

    def undecided(self, given: Given) -> Reason:
        """Why there is no value: the group is not all there, or a value in it is blank."""
        values = {
            "label": self.label,
            "within": Term("coverage", self.within),
            "measure": Measured(self.of),
        }
        return self.reason(given, Sentence("rules.not_ranked", values))

    def criteria(self, cells: Cells) -> str | None:
        """The criteria that pick the group in a formula; None where the file lacks the group."""
        group = cells.group(self.within)
        if group is None:
            return None
        everywhere, own = group
        criteria = f"{everywhere},{own}"
        if self.among is not None:
            criteria += f",{cells.everywhere(self.among)},1"
        return criteria

    def missing_in_group(self, cells: Cells, *needed: str) -> str:
        """A formula: whether any value that is needed is missing in the group."""
        group = cells.group(self.within)
        assert group is not None
        everywhere, own = group
        tests = [
            f"COUNTIFS({self.criteria(cells)})<>"
            f'COUNTIFS({self.criteria(cells)},{cells.everywhere(name)},">=-1E+300")'
            for name in needed or (self.of,)
        ]
        if self.among is not None:
            among = cells.everywhere(self.among)
            present = f'COUNTIFS({everywhere},{own},{among},">=0")'
            tests.append(f"COUNTIFS({everywhere},{own})<>{present}")
        return tests[0] if len(tests) == 1 else f"OR({','.join(tests)})"

"""Every table of a grid, read as what it has rows for."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from calculator.reading.grids import Grid
from calculator.reading.recognition.body_lists import read_body_list
from calculator.reading.recognition.county_tables import read_county_table
from calculator.reading.recognition.parts import Part, read_part
from calculator.reading.recognition.tables import find_tables


@dataclass(frozen=True)
class GridTables:
    """The tables of a grid.

    Attributes:
        townships: Those about townships, and lists of their offices and institutions.
        counties: Those with a row for each county.
        has_blank_form: Whether a list or a table of counties has nothing filled in.
    """

    townships: list[Part] = field(default_factory=list)
    counties: list[Part] = field(default_factory=list)
    has_blank_form: bool = False

    def __bool__(self) -> bool:
        """Whether there is any."""
        return bool(self.townships or self.counties)


def read_tables(grid: Grid) -> GridTables:
    """Read every table of a grid, from the top to the bottom."""
    found = GridTables()
    for layout in find_tables(grid):
        if layout.sort == "counties":
            part = None
        else:
            part = read_body_list(layout) if layout.sort == "bodies" else read_part(layout)
        if part is not None:
            found.townships.append(part)
        elif (of_counties := read_county_table(layout)) is not None:
            found.counties.append(of_counties)
        elif layout.sort != "townships":
            found = replace(found, has_blank_form=True)
    return found

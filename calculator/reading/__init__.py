"""From the bytes of spreadsheets to statistics, each figure with the cell it came from.

``files`` turns bytes into ``grids``; ``headings`` and ``matching`` recognise columns;
``tables``, ``layouts`` and ``parts`` take a grid apart into tables and their townships;
``years``, ``joining`` and ``assembling`` put the tables together. Nothing here knows a rule.
"""

from calculator.reading.layouts import ColumnRead, RowLeftOut, TableRead
from calculator.reading.options import ReadingOptions, RosterEntry
from calculator.reading.origins import Origins, Source
from calculator.reading.results import FileRead, Reading, require_any
from calculator.reading.session import read_files

__all__ = [
    "ColumnRead",
    "FileRead",
    "Origins",
    "Reading",
    "ReadingOptions",
    "RosterEntry",
    "RowLeftOut",
    "Source",
    "TableRead",
    "read_files",
    "require_any",
]

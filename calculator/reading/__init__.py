"""From the bytes of spreadsheets to statistics, each figure with the cell it came from.

``session`` names the flow. ``containers`` turns bytes into ``grids``; ``recognition`` takes a
grid apart into tables and their townships, by what ``cells`` says of each text; ``assembly``
puts the tables together; ``checks`` says what is wrong with them. Nothing here knows a rule.
"""

from calculator.reading.options import ReadingOptions, RosterEntry
from calculator.reading.origins import Origins, Source
from calculator.reading.recognition.layouts import ColumnRead, RowLeftOut, TableRead
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

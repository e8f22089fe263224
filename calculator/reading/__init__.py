"""From the bytes of spreadsheets to statistics, each figure with the cell it came from.

``files`` turns bytes into ``grids``; ``headings`` and ``matching`` recognise columns;
``tables`` and ``parts`` take a grid apart into tables and their townships; ``joining`` and
``assembling`` put the tables together. Nothing here knows a rule.
"""

from calculator.reading.origins import Origins, Source
from calculator.reading.session import Reading, read_files, require_any
from calculator.reading.tables import ColumnRead, RowLeftOut, TableRead

__all__ = [
    "ColumnRead",
    "Origins",
    "Reading",
    "RowLeftOut",
    "Source",
    "TableRead",
    "read_files",
    "require_any",
]

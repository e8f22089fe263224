"""Widths of the columns of tables whose columns come from the rules."""

from __future__ import annotations

from typing import Any

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def fit_columns(document: Any) -> None:
    """Let every table whose cells do not add up to its columns keep its width.

    Cells that a template repeats bring the width that they have in the template; all columns are
    scaled so that the table is as wide as before. Other tables stay as they are.

    Args:
        document: A document of python-docx.
    """
    for table in document.element.body.iter(f"{_W}tbl"):
        grid = [int(float(column.get(f"{_W}w", 0))) for column in table.iter(f"{_W}gridCol")]
        widest = _widest_row(table)
        if widest is None or len(widest) != len(grid) or abs(sum(widest) - sum(grid)) < len(grid):
            continue
        whole = _width(table) or sum(grid)
        scaled = [round(width * whole / sum(widest)) for width in widest]
        for column, width in zip(table.iter(f"{_W}gridCol"), scaled, strict=True):
            column.set(f"{_W}w", str(width))
        for row in table.iter(f"{_W}tr"):
            place = 0
            for cell in row.findall(f"{_W}tc"):
                span = _span(cell)
                width = cell.find(f"{_W}tcPr/{_W}tcW")
                if width is not None:
                    width.set(f"{_W}w", str(sum(scaled[place : place + span])))
                    width.set(f"{_W}type", "dxa")
                place += span


def _widest_row(table: Any) -> list[int] | None:
    """The widths of the cells of a row that has no merged ones; the longest such row."""
    rows = []
    for row in table.findall(f"{_W}tr"):
        cells = row.findall(f"{_W}tc")
        widths = [cell.find(f"{_W}tcPr/{_W}tcW") for cell in cells]
        if cells and None not in widths and all(_span(cell) == 1 for cell in cells):
            given = [width.get(f"{_W}w", "") for width in widths]
            if all(text.isdigit() and int(text) for text in given):
                rows.append([int(text) for text in given])
    return max(rows, key=len, default=None)


def _span(cell: Any) -> int:
    span = cell.find(f"{_W}tcPr/{_W}gridSpan")
    return int(span.get(f"{_W}val", 1)) if span is not None else 1


def _width(table: Any) -> int:
    """The width of a table in twentieths of a point; 0 where it is not said so."""
    width = table.find(f"{_W}tblPr/{_W}tblW")
    if width is None or width.get(f"{_W}type") != "dxa":
        return 0
    return int(width.get(f"{_W}w", 0))

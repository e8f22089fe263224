"""What the charts of the first sheet show, in blocks of cells below each other.

Charts refer to cells. Where the workbook calculates, these are formulas over the sheets behind
them, so that the charts follow every change.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np

from calculator.reporting.outcomes import check_figures, class_figures
from calculator.reporting.summary import class_counts
from calculator.reporting.workbook import summary_formulas
from calculator.reporting.workbook.formulas import ANY_NUMBER, Formula, column_letters
from rules.quotas import QuotaCheck
from rules.statistics import FloatArray

if TYPE_CHECKING:
    from calculator.reporting.workbook.writing import Writing

CLASSES, POPULATION, BANDS, POSTS = "classes", "population", "bands", "posts"

FIRST_ROW = 2
"""The row of the first block, counted from 0."""

ROWS_ABOVE = 3
"""A block has so many rows above its cells: a free one, its title, its headings."""


@dataclass(frozen=True)
class Block:
    """A small table that one chart shows.

    Attributes:
        name: Which chart: ``CLASSES``, ``POPULATION``, ``BANDS`` or ``POSTS``.
        title: Of the chart and of the block.
        unit: What stands at the axis of values.
        headings: Of the columns; the first is what the axis of categories shows.
        rows: The cells, values or formulas.
        first_row: The row of its first cells, counted from 0.
        interim: For each row what formulas need beside it, in hidden columns.
    """

    name: str
    title: str
    unit: str
    headings: Sequence[str]
    rows: Sequence[Sequence[Any]]
    first_row: int
    interim: Sequence[Sequence[Any]] = field(default=())

    @property
    def last_row(self) -> int:
        """The row of its last cells, counted from 0."""
        return self.first_row + len(self.rows) - 1

    def cells(self, column: int) -> str:
        """All cells of a column, as formulas on the same sheet name them."""
        letters = column_letters(column)
        return f"${letters}${self.first_row + 1}:${letters}${self.last_row + 1}"


def chart_blocks(writing: Writing) -> list[Block]:
    """The blocks of all charts for which the report has data, from the top of the sheet."""
    from calculator.reporting.workbook.chart_population import population_block

    blocks: list[Block] = []
    row = FIRST_ROW
    for make in (_classes, _posts, population_block):
        block = make(writing, row + ROWS_ABOVE)
        if block is not None:
            blocks.append(block)
            row = block.last_row + 1
    return blocks


def _classes(writing: Writing, first_row: int) -> Block | None:
    """How many townships each class has, and how many are undecided."""
    if writing.report.pack.classification is None or not writing.evaluation.statistics.size:
        return None
    counts = class_counts(writing.report, writing.speaker)[:-1]  # the last is no class
    if not any(count for _, count in counts):
        return None
    found = summary_formulas.class_counts(writing, counts)
    unit = writing.text("charts.townships")
    return Block(
        CLASSES,
        writing.in_brackets(writing.text("charts.classes"), class_figures(writing.report.pack)),
        unit,
        [writing.text("class"), unit],
        [[name, count] for (name, _), count in zip(counts, found, strict=True)],
        first_row,
    )


def _posts(writing: Writing, first_row: int) -> Block | None:
    """Standard, proposal and, where known of every township counted, approved and actual."""
    checks = {
        name: check
        for name, check in writing.evaluation.quotas.items()
        if check.quota.kind == "standard" and check.counted.any()
    }
    if not checks:
        return None
    unit = next(iter(checks.values())).quota.unit
    checks = {name: check for name, check in checks.items() if check.quota.unit == unit}
    parts = ["standard", "proposed"]
    parts += [
        part for part in ("approved", "actual") if any(_known(c, part) for c in checks.values())
    ]
    rows = [
        [
            writing.speaker.say(check.quota.label),
            *(_posts_sum(writing, name, check, part) for part in parts),
        ]
        for name, check in checks.items()
    ]
    headings = [writing.text("quota"), *(writing.text(f"charts.{part}") for part in parts)]
    behind = [
        figure for check in checks.values() for figure in check_figures(writing.report.pack, check)
    ]
    title = writing.in_brackets(writing.text("charts.posts"), behind)
    return Block(POSTS, title, writing.unit(unit), headings, rows, first_row)


def _values(check: QuotaCheck, part: str) -> FloatArray:
    """A part of a quota, by township."""
    found: FloatArray = getattr(check, "allowed" if part == "standard" else part)
    return found


def _known(check: QuotaCheck, part: str) -> bool:
    """Whether a part is known of every township that is counted, so that sums compare."""
    return not bool(np.isnan(_values(check, part)[check.counted]).any())


def _posts_sum(writing: Writing, name: str, check: QuotaCheck, part: str) -> float | Formula | None:
    """The sum over the townships that are counted; nothing where it is not known of all."""
    if not _known(check, part):
        return None
    value = float(_values(check, part)[check.counted].sum())
    live = writing.live
    posts = writing.table("posts") if live is not None else None
    if live is None or posts is None:
        return value
    if part in ("standard", "proposed"):
        key = "allowed" if part == "standard" else part
        sheet = writing.quoted("posts")
        cells, among = (f"{sheet}!{posts.places.cells(f'{k}:{name}')}" for k in (key, "over"))
        return Formula(f"SUMIFS({cells},{among},{ANY_NUMBER})", value)
    column = check.quota.approved if part == "approved" else check.quota.actual
    among = f"{live.results(f'allowed:{name}')},{ANY_NUMBER}"
    if np.isnan(check.listed).all():
        among += f",{live.statistics_of(check.quota.proposed)},{ANY_NUMBER}"
    elif (check.counted != ~np.isnan(check.allowed)).any():
        return value  # which townships list bodies stands in no cell of the statistics
    return Formula(f"SUMIFS({live.statistics_of(column or '')},{among})", value)

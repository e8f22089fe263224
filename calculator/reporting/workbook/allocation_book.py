"""The workbook of a division of posts: a sheet a kind, which reads back as a proposal."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from calculator.allocating import Allocated, allocation_notes
from calculator.messages import Language
from calculator.reporting.outcomes import class_figures, quota_figures
from calculator.reporting.outputs import check_workbook_name, write_whole
from calculator.reporting.sentences.allocation import basis, county_name, without_total
from calculator.reporting.workbook.fitting import LINE_HEIGHT
from calculator.reporting.workbook.opening import blank_workbook, footer_of_today
from calculator.reporting.workbook.styles import Style, Styles
from calculator.reporting.workbook.tables import Table, TableColumn, write_table
from calculator.reporting.workbook.writing import Writing
from rules.allocation import Allocation, QuotaAllocation, allocation_figures
from rules.statistics import FloatArray, IntArray
from rules.wording import Measured, Term

MOST_OF_SHEET_NAME = 31
ROOM_TO_SIGN = "\u3000" * 8
SIGNATURES = ("office", "checked_by", "filled_in_by", "day")


def write_allocation(found: Allocated, path: Path, language: Language, *, replace: bool) -> Path:
    """Write the workbook, whole or not at all.

    Raises:
        CalculatorError: The name does not end in ``.xlsx``, the file exists and ``replace`` is
            not set, or it can't be written.
    """
    check_workbook_name(path)
    return write_whole(path, lambda file: _write(found, file, language), replace=replace)


def _write(found: Allocated, path: Path, language: Language) -> None:
    writing = Writing(found.report, language, found.report.messages(language))
    with blank_workbook(path) as book:
        styles = Styles(book)
        for kind in found.kinds:
            label = writing.speaker.say(kind.quota.label)
            sheet = book.add_worksheet(label[:MOST_OF_SHEET_NAME])
            table = allocation_table(writing, found, kind)
            row = write_table(sheet, table, styles, footer_of_today(writing.speaker))
            names = ROOM_TO_SIGN.join(writing.text(f"signatures.{name}") for name in SIGNATURES)
            sheet.write_string(row + 1, 0, names, styles.subtitle)
            sheet.set_row(row + 1, 2 * LINE_HEIGHT)
            # LibreOffice may cut off the last row of a sheet that it fits to one page.
            sheet.write_string(row + 2, 0, " ", styles.subtitle)


def allocation_table(writing: Writing, found: Allocated, kind: QuotaAllocation) -> Table:
    """The townships of every county that was divided, with sums, and how it was done."""
    counties = [county for county in kind.counties if county.is_divided]
    townships = _joined([county.townships for county in counties]).astype(np.int64)
    columns = _who(writing, townships)
    fixed = len(columns)
    columns += _figures_of(writing, kind, counties)
    return Table(
        writing.speaker.text(
            "allocation.title", place=writing.place, label=kind.quota.label
        ).strip(),
        writing.subtitle,
        columns,
        fixed=fixed,
        notes=_notes(writing, found, kind),
        has_total=True,
    )


def _who(writing: Writing, townships: IntArray) -> list[TableColumn]:
    """Number, county, code and name; the county wherever there are several in the statistics.

    A sheet may hold only one of them, and must still read back as that one's.
    """
    several = len(writing.evaluation.statistics.counties) > 1
    numbers = range(1, len(townships) + 1)
    total = writing.text("total")
    columns = [TableColumn(writing.text("number"), numbers, Style.CENTRED, total=total)]
    for name in ("prefecture", "county", "code", "name"):
        texts = writing.texts_of(name, townships)
        if name == "name" or (any(texts) and (several or name == "code")):
            columns.append(TableColumn(writing.speaker.say(Term("column", name)), texts))
    return columns


def _figures_of(
    writing: Writing, kind: QuotaAllocation, counties: Sequence[Allocation]
) -> list[TableColumn]:
    """Class, standard, weight, share, ideal, posts allocated, difference, kept."""
    speaker, quota = writing.speaker, kind.quota
    pack = writing.report.pack
    assert quota.allocation is not None
    townships = _joined([county.townships for county in counties]).astype(np.int64)
    standards = _joined([county.standards for county in counties])
    weights = _joined([county.weights for county in counties])
    shares = _joined([county.shares for county in counties])
    ideals = _joined([county.ideals for county in counties])
    allocated = _joined([county.allocated for county in counties])
    kept = _joined([county.kept for county in counties]).astype(np.bool_)
    classes = writing.evaluation.classification.classes[townships].tolist()
    yes = speaker.text("allocation.is_kept")
    proposed = speaker.say(Term("column", quota.proposed))
    heading = writing.text("unit_below", label=proposed, unit=writing.unit(quota.unit))
    columns = [
        TableColumn(
            writing.with_status(writing.text("class"), class_figures(pack)),
            writing.class_column(classes),
            Style.CENTRED,
        ),
        _number(
            writing.with_status(
                writing.text("allowed_standard"), quota_figures(pack, quota.allowed)
            ),
            standards,
        ),
        _number(
            writing.with_status(
                speaker.say(Measured(quota.allocation.weights)), allocation_figures(pack, quota)
            ),
            weights,
        ),
        TableColumn(
            speaker.text("allocation.share_heading"), _rounded(shares * 100, 2), Style.NUMBER
        ),
        TableColumn(speaker.text("allocation.ideal_heading"), _rounded(ideals, 1), Style.NUMBER),
        _number(heading, allocated),
        _number(speaker.text("allocation.difference_heading"), allocated - standards),
    ]
    if quota.approved is not None and quota.approved in writing.evaluation.statistics.numbers:
        before = writing.evaluation.statistics.number(quota.approved)[townships]
        columns.append(_number(speaker.say(Term("column", quota.approved)), before))
    if kept.any():
        marks = [yes if one else None for one in kept.tolist()]
        columns.append(TableColumn(speaker.text("allocation.kept"), marks, Style.CENTRED))
    return columns


def _notes(writing: Writing, found: Allocated, kind: QuotaAllocation) -> list[str]:
    """From which totals, what was assumed, how whole posts were found, how sure it all is."""
    speaker, pack = writing.speaker, writing.report.pack
    said = []
    for county in kind.counties:
        name = county_name(found, county.county, speaker)
        lines = [basis(found, kind, county, speaker)] if county.is_divided else []
        lines += [speaker.say(note) for note in allocation_notes(found, kind, county)]
        said += [speaker.text("allocation.of_county", county=name, note=line) for line in lines]
    if kind.undivided:
        said.append(without_total(found, kind, speaker))
    said.append(speaker.text("allocation.how"))
    behind = {
        writing.text("class"): class_figures(pack),
        writing.text("allowed_standard"): quota_figures(pack, kind.quota.allowed),
        speaker.text("allocation.weights_and_bounds"): allocation_figures(pack, kind.quota),
    }
    for heading, figures in behind.items():
        said += writing.status_note(heading, figures)
    return said


def _joined(columns: Sequence[np.ndarray]) -> FloatArray:
    return np.concatenate([np.asarray(column, np.float64) for column in columns] or [np.zeros(0)])


def _rounded(values: FloatArray, places: int) -> list[float]:
    listed: list[float] = np.round(values, places).tolist()
    return listed


def _number(heading: str, values: FloatArray) -> TableColumn:
    return TableColumn(heading, values.tolist(), Style.NUMBER, total=float(np.nansum(values)))

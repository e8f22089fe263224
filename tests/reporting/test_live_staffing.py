"""The live sheets on staff, totals, pooling and the reference, as LibreOffice calculates them."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import openpyxl
import pytest

from calculator.packs import open_pack
from calculator.reporting.figures_sheet import defined_names
from tests.conftest import need_tool
from tests.formulas.random_statistics import random_statistics
from tests.office import convert_all
from tests.reporting.live_books import (
    SELECTIONS,
    changed_book,
    differences,
    formula_cells,
    report_on,
)

PACK = "shandong"
SIZE = 40
POSTS = ("administrative", "institution", "leadership")
STAFFED = {"在编与核定", "分县编制总额", "编制统筹", "编制参考", "经济发达镇等", "分县汇总"}
FIRST_TOWNSHIP = 5
"""The row of the first township on the sheet of statistics."""

CHANGED_COLUMNS = [
    ("actual_administrative_staff", 90),
    ("actual_institution_staff", 0),
    ("actual_leaders", 70),
    ("approved_institution_posts", 10),
    ("proposed_administrative_posts", 120),
    ("proposed_administrative_posts", 1),
    ("proposed_institution_posts", 38.5),
]
"""A column of the statistics, and what is written into one township's cell of it."""

CHANGED_FIGURES = [
    ("posts_do_not_increase", "否", False),
    ("staff_within_approved", "否", False),
    ("pooling", "否", False),
    ("posts_mixed", "是", True),
]
"""A figure, what is written into its cell, and the same for a fresh run."""


def staffed_statistics(seed, blanks=0.05):
    """Random statistics whose posts are near each other, with totals of the counties."""
    statistics = random_statistics(seed, SIZE, open_pack(PACK))
    source = np.random.default_rng(seed)
    numbers = dict(statistics.numbers)
    for name in numbers:
        if name.startswith(("proposed_", "approved_", "actual_")):
            numbers[name] = np.round(source.normal(40, 5, SIZE))
            numbers[name][source.random(SIZE) < blanks] = np.nan
    counties = len(statistics.counties)
    totals = {}
    for kind in POSTS:
        posts = np.nan_to_num(numbers[f"proposed_{kind}_posts"])
        sums = np.bincount(statistics.county_codes, weights=posts, minlength=counties)
        totals[f"county_{kind}_posts"] = sums + source.integers(-9, 9, counties)
    totals["county_institution_posts"][seed % counties] = np.nan
    return replace(statistics, numbers=numbers, county_totals=totals)


def changed_statistic(path, target, values, township, value):
    """A copy of a report with a number of one township changed in its column of statistics."""
    book = openpyxl.load_workbook(path)
    sheet = book["统计数据"]
    shown = [None if number != number else number for number in values.tolist()]
    [column] = [
        cells
        for cells in sheet.iter_cols(min_row=FIRST_TOWNSHIP, max_row=FIRST_TOWNSHIP + SIZE - 1)
        if [cell.value for cell in cells] == shown
    ]
    column[township].value = value
    book.save(target)
    return target


@pytest.fixture(scope="module")
def books(tmp_path_factory):
    need_tool("soffice")
    folder = tmp_path_factory.mktemp("staffing")
    written, edited = [], {}
    for seed in range(3):
        made = report_on(staffed_statistics(seed, seed * 0.06), PACK)
        written.append(made.save(folder / f"random{seed}.xlsx", "en" if seed == 2 else "zh"))
    statistics = staffed_statistics(1)
    base = report_on(statistics, PACK)
    path = base.save(folder / "base.xlsx")
    judged = np.flatnonzero(next(iter(base.evaluation.quotas.values())).judged).tolist()
    for number, (column, value) in enumerate(CHANGED_COLUMNS):
        township = judged[number]
        target = folder / f"column{number}.xlsx"
        changed_statistic(path, target, statistics.numbers[column], township, value)
        values = statistics.numbers[column].copy()
        values[township] = value
        fresh = report_on(replace(statistics, numbers={**statistics.numbers, column: values}), PACK)
        edited[column, value] = (target, fresh.save(folder / f"fresh-column{number}.xlsx"))
    names = defined_names(base.pack)
    for name, cell, value in CHANGED_FIGURES:
        target = changed_book(path, folder / f"{name}.xlsx", names, {name: cell})
        fresh = report_on(statistics, PACK, {name: value})
        edited[name] = (target, fresh.save(folder / f"fresh-{name}.xlsx"))
    edited["total"] = changed_total(folder, path, statistics)
    paths = [*written, *(target for target, _ in edited.values())]
    done = dict(zip(paths, convert_all(paths, "xlsx", folder), strict=True))
    return (
        [(each, done[each]) for each in written],
        {key: (done[target], fresh) for key, (target, fresh) in edited.items()},
        path,
    )


def changed_total(folder, path, statistics):
    """A report with the approved total of one county changed, and one on such a total."""
    book = openpyxl.load_workbook(path)
    sheet = book["分县编制总额"]
    heading = next(c for row in sheet.iter_rows() for c in row if c.value == "核定总额")
    rows = sheet.iter_rows(min_row=FIRST_TOWNSHIP)
    first = next(row for row in rows if any(c.value == "行政编制" for c in row))
    county = next(c.value for c in first if c.value in {name for _, name in statistics.counties})
    sheet.cell(first[0].row, heading.column).value = 7
    book.save(folder / "total.xlsx")
    totals = {name: values.copy() for name, values in statistics.county_totals.items()}
    place = [name for _, name in statistics.counties].index(county)
    totals["county_administrative_posts"][place] = 7
    fresh = report_on(replace(statistics, county_totals=totals), PACK)
    return folder / "total.xlsx", fresh.save(folder / "fresh-total.xlsx")


def test_every_formula_gives_what_is_stored(books):
    for path, recalculated in books[0]:
        cells = list(formula_cells(path, recalculated))
        wrong = [(c.sheet, c.place, c.stored, c.recalculated) for c in cells if not c.agrees]
        assert not wrong, (len(wrong), wrong[:10])


def test_the_sheets_on_staff_and_posts_are_formulas(books):
    path, recalculated = books[0][0]
    found = {}
    for cell in formula_cells(path, recalculated):
        found[cell.sheet] = found.get(cell.sheet, 0) + 1
    assert {sheet: found.get(sheet, 0) for sheet in STAFFED if found.get(sheet, 0) < 30} == {}


@pytest.mark.parametrize(
    "change",
    [*CHANGED_COLUMNS, *(figure[0] for figure in CHANGED_FIGURES), "total"],
    ids=str,
)
def test_what_is_changed_gives_what_a_fresh_run_gives(books, change):
    recalculated, fresh = books[1][change]
    # Which townships pool is listed as it was; how sure a figure is stays as it was.
    without = SELECTIONS | {"摘要"}
    others = [
        difference
        for difference in differences(recalculated, fresh, without)
        if not any(word in str(difference[3]) for word in ("参照", "未判定"))
    ]
    assert not others, (len(others), others[:5])


def test_a_change_changes_something(books):
    sheets = ("在编与核定", "分县编制总额")
    base = openpyxl.load_workbook(books[2], data_only=True)
    before = [list(base[sheet].values) for sheet in sheets]
    for change, (recalculated, _) in books[1].items():
        book = openpyxl.load_workbook(recalculated, data_only=True)
        assert before != [list(book[sheet].values) for sheet in sheets], change

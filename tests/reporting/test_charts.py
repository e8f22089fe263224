"""The charts of the first sheet: which there are, what they show, and that they follow."""

from __future__ import annotations

import zipfile
from xml.etree import ElementTree

import numpy as np
import openpyxl
import pytest
from openpyxl.utils.cell import range_to_tuple

import calculator
from calculator.reporting.workbook.chart_population import band_step
from rules.formulas import FUNCTIONS
from rules.statistics import Statistics
from tests.conftest import ROOT, choices, need_shared_data
from tests.office import convert
from tests.reporting.live_books import formula_cells, functions_in, report_on

FOLDER = ROOT / "sample_data"
DATA = {"zh": "图表数据", "en": "Chart data"}
CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"


def sample(**given):
    return calculator.report(
        FOLDER / "qiyuan_county.xlsx", rules=FOLDER / "qiyuan_county.yaml", **given
    )


def made(size, people):
    names = [f"第{number}镇" for number in range(size)]
    county = np.array(["甲县"] * size, dtype=object)
    return Statistics(
        size=size,
        texts={"name": np.array(names, dtype=object), "county": county},
        numbers={"resident_population": np.array(people, dtype=np.float64)},
        choices={"kind": choices(["town"] * size)},
    )


def charts_of(path):
    """The charts of the first sheet, read as openpyxl does."""
    return openpyxl.load_workbook(path).worksheets[0]._charts


def titles(path):
    return ["".join(run.t for p in c.title.tx.rich.p for run in p.r) for c in charts_of(path)]


def references(path):
    """Every reference of every chart, with what is kept beside it."""
    with zipfile.ZipFile(path) as package:
        for name in sorted(package.namelist()):
            if name.startswith("xl/charts/chart"):
                for parent in ElementTree.fromstring(package.read(name)).iter():
                    reference = parent.find(f"{CHART}f")
                    if reference is not None:
                        kept = [v.text for v in parent.iter(f"{CHART}v")]
                        yield reference.text, kept


def series(path, number):
    """Each series of a chart as (name, categories, values), out of the cells."""
    book = openpyxl.load_workbook(path, data_only=True)

    def cells(reference):
        sheet, (left, top, right, bottom) = range_to_tuple(reference)
        rows = book[sheet].iter_rows(top, bottom, left, right, values_only=True)
        return [value for row in rows for value in row]

    chart = charts_of(path)[number]
    every = [s for part in chart._charts for s in part.series]
    return [
        (
            cells(s.tx.strRef.f + ":" + s.tx.strRef.f.split("!")[1])[0],
            cells((s.cat.strRef or s.cat.numRef).f),
            cells(s.val.numRef.f),
        )
        for s in every
    ]


@pytest.fixture(scope="module")
def book(tmp_path_factory):
    return sample().save(tmp_path_factory.mktemp("charts") / "r.xlsx")


def test_a_county_with_proposals_has_all_three_charts(book):
    assert titles(book) == ["各类乡镇数", "编制、职数：标准与拟定", "各乡镇判定人口（由多到少）"]


@pytest.mark.parametrize(
    ("pack", "expected"),
    [
        ("henan-merger", ["各乡镇判定人口（由多到少）"]),
        ("hunan-merger", ["各乡镇判定人口（由多到少）"]),
        ("shandong-subdistrict", ["各乡镇常住人口（由多到少）"]),
    ],
)
def test_packs_without_classes_or_posts_have_no_charts_of_them(pack, expected, tmp_path):
    report = calculator.report(FOLDER / "qiyuan_county.xlsx", rules=pack)
    path = report.save(tmp_path / "r.xlsx")
    assert titles(path) == expected
    assert len(series(path, 0)) == 1  # and no line, for no one minimum holds for all


def test_without_a_proposal_there_is_no_chart_of_posts(tmp_path):
    path = report_on(made(3, [50_000, 20_000, 90_000]), "shandong").save(tmp_path / "r.xlsx")
    assert titles(path) == ["各类乡镇数（占位）", "各乡镇判定人口（由多到少）"]


def test_without_any_population_there_is_no_chart_of_it(tmp_path):
    path = report_on(made(2, [np.nan, np.nan]), "henan-merger").save(tmp_path / "r.xlsx")
    assert titles(path) == []
    assert DATA["zh"] not in openpyxl.load_workbook(path).sheetnames


def test_classes_are_counted_with_those_undecided(book):
    assert series(book, 0) == [
        ("乡镇数（个）", ["一类", "二类", "三类", "未定"], [3, 4, 10, 1]),
    ]


def test_posts_are_the_sums_of_the_posts_sheet(book):
    found = {
        name: dict(zip(kinds, numbers, strict=True)) for name, kinds, numbers in series(book, 1)
    }
    report = sample()
    for name, part in (
        ("标准", "allowed"),
        ("拟定", "proposed"),
        ("原核定", "approved"),
        ("实有", "actual"),
    ):
        for key, label in (
            ("administrative_posts", "行政编制"),
            ("institution_posts", "事业编制"),
            ("leadership_posts", "领导职数"),
        ):
            check = report.evaluation.quotas[key]
            assert found[name][label] == getattr(check, part)[check.counted].sum()


def test_townships_stand_from_the_largest_to_the_smallest_with_the_minimum(book):
    (people, names, values), (minimum, _, line) = series(book, 2)
    assert (people, minimum) == ("判定人口（人）", "下限30,000人")
    known = [value for value in values if value not in (None, "")]
    assert known == sorted(known, reverse=True)
    assert set(line) == {30_000}
    assert names[-1] == "盐滩镇"
    assert len(known) == len(values) - 1
    townships = sample().townships.set_index("name")["population"]
    assert all(townships[name] == value for name, value in zip(names, known, strict=False))


def test_the_minimum_is_the_cell_of_the_figures_sheet(book):
    sheet = openpyxl.load_workbook(book)[DATA["zh"]]
    formulas = {cell.value for row in sheet.iter_rows(max_col=3) for cell in row}
    assert "=fig_minimum_population" in formulas


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("values", [False, True])
def test_references_lead_to_cells_with_what_is_kept_beside_them(language, values, tmp_path):
    path = sample().save(tmp_path / "r.xlsx", language, values=values)
    book = openpyxl.load_workbook(path, data_only=True)
    found = list(references(path))
    assert found
    for reference, kept in found:
        whole = reference if ":" in reference else f"{reference}:{reference.split('!')[1]}"
        sheet, (left, top, right, bottom) = range_to_tuple(whole)
        assert sheet == DATA[language]
        rows = book[sheet].iter_rows(top, bottom, left, right, values_only=True)
        cells = [value for row in rows for value in row if value not in (None, "")]
        assert cells == [type(cell)(said) for cell, said in zip(cells, kept, strict=False)]


def test_sheet_names_with_blanks_are_quoted(tmp_path):
    path = sample().save(tmp_path / "r.xlsx", "en")
    assert all(reference.startswith("'Chart data'!") for reference, _ in references(path))


def test_plain_values_have_no_formulas_behind_charts(tmp_path):
    path = sample().save(tmp_path / "r.xlsx", values=True)
    sheet = openpyxl.load_workbook(path)[DATA["zh"]]
    assert not [c for row in sheet.iter_rows() for c in row if c.data_type == "f"]


def test_names_from_the_input_stay_text(tmp_path):
    statistics = made(2, [50_000, 40_000])
    statistics.texts["name"][0] = "=1+1"
    path = report_on(statistics, "shandong").save(tmp_path / "r.xlsx", values=True)
    cell = next(
        c
        for row in openpyxl.load_workbook(path)[DATA["zh"]].iter_rows()
        for c in row
        if c.value == "=1+1"
    )
    assert cell.data_type == "s"


def test_many_townships_are_counted_by_size_with_a_band_that_begins_at_the_minimum(tmp_path):
    people = [5_000, 29_999, 30_000, 31_000, 39_999, 40_000, *[75_000] * 60, np.nan]
    path = report_on(made(len(people), people), "shandong").save(tmp_path / "r.xlsx")
    assert titles(path)[-1] == "按判定人口分档的乡镇数"
    (below, bands, few), (above, _, many) = series(path, 1)
    assert (below, above) == ("下限30,000人以下", "下限30,000人以上")
    assert bands[:5] == [
        "10,000以下",
        "10,000～20,000",
        "20,000～30,000",
        "30,000～40,000",
        "40,000～50,000",
    ]
    assert few[:4] == [1, 0, 1, None]
    assert many[2:5] == [None, 3, 1]
    assert sum(few[:3]) + sum(many[3:]) == len(people) - 1


def test_the_bands_of_a_province_hold_every_township_that_the_minimum_is_for(tmp_path):
    path = need_shared_data("shandong_townships_2010.csv")
    report = calculator.report(path)
    saved = report.save(tmp_path / "r.xlsx", values=True)
    (_, _, few), (_, _, many) = series(saved, 1)
    mergers = report.evaluation.mergers.status
    assert sum(filter(None, few)) == (mergers == "candidate").sum()
    assert sum(filter(None, [*few, *many])) == (mergers != "not_applicable").sum()


@pytest.mark.parametrize(
    ("minimum", "largest", "expected"),
    [
        (30_000, 90_000, (10_000, 3)),
        (50_000, 90_000, (10_000, 5)),
        (20_000, 90_000, (10_000, 2)),
        (20_000, 40_000, (5_000, 4)),
        (12_345, 40_000, (12_345, 1)),
        (5_000, 90_000, (5_000, 1)),
        (None, 90_000, (10_000, 0)),
        (None, 800, (100, 0)),
    ],
)
def test_bands_are_round_and_the_minimum_is_a_bound(minimum, largest, expected):
    assert band_step(minimum, np.linspace(0, largest, 101)) == expected


def change(path, to, heading, row, value):
    """A copy of a workbook with one number of the statistics changed."""
    book = openpyxl.load_workbook(path)
    sheet = book["统计数据"]
    column = next(
        c.column for r in sheet.iter_rows(max_row=4) for c in r if str(c.value).startswith(heading)
    )
    sheet.cell(row, column).value = value
    book.save(to)


def test_charts_follow_a_changed_figure(tmp_path):
    path = report_on(made(4, [50_000, 20_000, 50_000, np.nan]), "shandong").save(
        tmp_path / "r.xlsx"
    )
    changed = tmp_path / "changed.xlsx"
    change(path, changed, "常住人口", 8, 60_000)  # the fourth, blank until now
    results = openpyxl.load_workbook(convert(changed, "xlsx", tmp_path), data_only=True)[DATA["zh"]]
    rows = [row[:2] for row in results.iter_rows(values_only=True)]
    assert [row for row in rows if str(row[0]).startswith("第")] == [
        ("第3镇", 60_000),
        ("第0镇", 50_000),
        ("第2镇", 50_000),
        ("第1镇", 20_000),
    ]


@pytest.mark.parametrize("size", [7, 70])
def test_what_is_stored_is_what_the_formulas_give(size, tmp_path):
    people = np.random.default_rng(size).integers(1_000, 120_000, size).astype(np.float64)
    people[0] = np.nan
    path = report_on(made(size, people), "shandong").save(tmp_path / "r.xlsx")
    cells = [
        cell
        for cell in formula_cells(path, convert(path, "xlsx", tmp_path))
        if cell.sheet == DATA["zh"]
    ]
    assert cells
    assert not [cell for cell in cells if not cell.agrees]
    assert {name for cell in cells for name in functions_in(cell.formula)} <= FUNCTIONS


def test_the_first_sheet_is_one_upright_page(book):
    sheet = openpyxl.load_workbook(book).worksheets[0]
    assert sheet.page_setup.orientation == "portrait"
    assert (sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight or 1) == (1, 1)

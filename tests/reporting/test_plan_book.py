"""The workbook of merger plans, their sheets in a report, and the maps."""

from __future__ import annotations

import re
import zipfile
from xml.etree import ElementTree

import numpy as np
import openpyxl
import pytest
from openpyxl.utils.cell import range_to_tuple

import calculator
from calculator.reporting.workbook.plan_sheets.charts import bounds
from calculator.reporting.workbook.plan_sheets.hatching import hatched
from calculator.reporting.workbook.plan_sheets.layout import diagram
from calculator.reporting.workbook.plan_sheets.places import MOST_CORNERS, places_of
from tests.conftest import ROOT

FOLDER = ROOT / "sample_data"
CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
DRAWN = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
DATA = {"zh": "地图数据", "en": "Map data"}
NAMED = {
    "zh": ["撤并方案", "合并各组", "合并后机构编制", "乡镇去向", "其他方案", "毗邻关系"],
    "en": [
        "Merger plan",
        "Groups",
        "Posts after joining",
        "Before and after",
        "Other plans",
        "Borders",
    ],
}
HEADINGS = "县,乡镇名称,行政区域面积（公顷）,常住人口,经度,纬度,毗邻乡镇\n"


def sample():
    return calculator.report(FOLDER / "qiyuan_county.xlsx", rules=FOLDER / "qiyuan_county.yaml")


def planned(folder, rows):
    """Plans for a county that is written down here."""
    path = folder / "county.csv"
    path.write_text(HEADINGS + rows, encoding="utf-8")
    return calculator.report(path, statistics_date="2009-12-31").plan()


def saved(plans, folder, language="zh"):
    return plans.save(folder / f"{language}.xlsx", language, replace=True)


def column(sheet, heading, row):
    """The values below a heading, as far as the table goes."""
    at = next(c for c in sheet[row] if str(c.value or "").replace("\n", "") == heading)
    found = []
    for cell in sheet.iter_rows(row + 1, min_col=at.column, max_col=at.column):
        if not cell[0].has_style or not cell[0].border.left.style:
            break
        found.append(cell[0].value)
    return found


def labels(path):
    """Every text beside a mark of every map."""
    with zipfile.ZipFile(path) as package:
        for name in package.namelist():
            if name.startswith("xl/charts/chart"):
                tree = ElementTree.fromstring(package.read(name))
                for label in tree.iter(f"{CHART}dLbl"):
                    yield from (text.text for text in label.iter(f"{DRAWN}t"))


@pytest.fixture(scope="module")
def plans():
    boundaries = FOLDER / "qiyuan_boundaries.geojson"
    return sample().plan(boundaries=boundaries, alternatives=2)


@pytest.fixture(scope="module", params=["zh", "en"])
def written(request, plans, tmp_path_factory):
    return request.param, saved(plans, tmp_path_factory.mktemp("plan"), request.param)


def test_the_workbook_has_a_sheet_for_each_thing_and_no_formula(written):
    language, path = written
    book = openpyxl.load_workbook(path)
    assert book.sheetnames[:6] == NAMED[language]
    assert book.sheetnames[-1] == DATA[language]
    assert book[DATA[language]].sheet_state == "hidden"
    assert all(cell.data_type != "f" for sheet in book for row in sheet for cell in row)
    with zipfile.ZipFile(path) as package:
        for name in package.namelist():
            assert b"plan_book." not in package.read(name)


def test_sums_and_differences_are_those_of_the_plan(plans, tmp_path):
    book = openpyxl.load_workbook(saved(plans, tmp_path))
    people = column(book["合并各组"], "人口（人）", 3)
    assert people == [55920, 52846, 55920 + 52846]
    posts = book["合并后机构编制"]
    values = {key: column(posts, key, 3) for key in ("项目", "组", "现核定合计", "合并后标准")}
    free = column(posts, "合并后空出", 3)
    assert free == [a - b for a, b in zip(values["现核定合计"], values["合并后标准"], strict=True)]
    of_administration = [
        number for number, item in zip(free, values["项目"], strict=True) if item == "行政编制"
    ]
    assert of_administration == [24, 23, 47]


def test_every_township_is_told_what_becomes_of_it(plans, tmp_path):
    sheet = openpyxl.load_workbook(saved(plans, tmp_path))["乡镇去向"]
    names = [cell.value for cell in sheet["C"][4:25]]
    fate = dict(zip(names, column(sheet, "去向", 4), strict=True))
    assert fate["杨堤镇"] == "并入杨堤镇"
    assert fate["苇塘乡"] == "杨堤镇驻地"
    assert fate["望岳镇"] == "不变（豁免）"
    assert fate["盐滩镇"] == "未列入方案"
    assert fate["石桥镇"] == "不变"


def test_alternatives_say_what_differs(plans, tmp_path):
    sheet = openpyxl.load_workbook(saved(plans, tmp_path))["其他方案"]
    assert column(sheet, "方案", 3) == ["本方案", "其他方案1", "其他方案2"]
    first, second, _ = column(sheet, "本方案没有的组", 3)
    assert first is None
    assert "官道镇、苇塘乡 → 官道镇" in second


def test_every_series_of_the_maps_stands_in_cells_that_are_there(written):
    language, path = written
    book = openpyxl.load_workbook(path)
    charts = [chart for sheet in book for chart in sheet._charts]
    assert len(charts) == 2
    for chart in charts:
        for series in chart.series:
            cells = []
            for reference in (series.xVal.numRef.f, series.yVal.numRef.f):
                sheet, (left, top, right, bottom) = range_to_tuple(reference)
                assert sheet == DATA[language]
                rows = book[sheet].iter_rows(top, bottom, left, right, values_only=True)
                cells.append([row[0] for row in rows])
            across, up = cells
            assert [value is None for value in across] == [value is None for value in up]
            assert any(value is not None for value in across)


def test_groups_exempt_units_and_unknown_ones_are_marked_on_the_map(plans, tmp_path):
    said = set(labels(saved(plans, tmp_path)))
    assert {"1 苇塘乡（驻地）", "1 杨堤镇", "2 桑坡乡", "望岳镇（豁免）"} <= said
    assert {"杨堤镇 26,408", "盐滩镇（未列入方案）", "石桥镇"} <= said


def test_a_unit_is_as_long_across_as_upwards():
    drawn = np.array([[0.0, 0.0], [40.0, 10.0]])
    (west, east), (south, north), height, a_pixel = bounds(drawn)
    assert (north - south) == pytest.approx(height * a_pixel)
    assert (east - west) / (north - south) == pytest.approx((910 - 16) / height)
    assert west < 0
    assert east > 40


def test_outlines_have_no_more_corners_than_a_map_may_have(plans):
    places = places_of(plans, plans.counties[0])
    assert places.base == "outlines"
    assert sum(len(ring) for rings in places.rings for ring in rings) <= MOST_CORNERS
    assert all((ring[0] == ring[-1]).all() for rings in places.rings for ring in rings)


def test_hatching_stays_inside_and_leaves_holes_free():
    def square(low, high):
        return np.array([[low, low], [high, low], [high, high], [low, high], [low, low]])

    lines = hatched([square(0.0, 10.0), square(4.0, 6.0)], 0.0, 1.0)
    known = lines[~np.isnan(lines[:, 0])]
    assert known.min() >= 0
    assert known.max() <= 10
    through_the_hole = [tuple(p) for p in known if p[1] == 4.5]
    assert [p[0] for p in through_the_hole] == [0, 4, 6, 10]


def test_without_any_place_a_diagram_puts_neighbours_side_by_side():
    ring = np.array([[unit, (unit + 1) % 6] for unit in range(6)])
    pairs = np.array(sorted(sorted(pair) for pair in ring.tolist()))
    places = diagram(8, pairs)
    again = diagram(8, pairs)
    assert (places == again).all()
    apart = np.linalg.norm(places[:, None] - places[None], axis=2)
    beside = apart[pairs[:, 0], pairs[:, 1]]
    assert beside.max() < 1.5
    assert apart[0, 3] > beside.max()
    assert apart[~np.eye(8, dtype=bool)].min() > 0.3


def test_only_neighbours_make_a_diagram_that_says_so(tmp_path):
    found = sample().plan()
    assert places_of(found, found.counties[0]).base == "diagram"
    sheet = openpyxl.load_workbook(saved(found, tmp_path))["图 齐原县"]
    assert "示意图，位置不代表实际" in sheet["A4"].value


def test_names_that_look_like_formulas_stay_text_in_cells_and_on_maps(tmp_path):
    rows = (
        "甲县,石桥镇,5000,21000,,,{x}镇\n"
        "甲县,东河镇,5000,60000,,,石桥镇\n"
        "甲县,{x}镇,5000,61000,,,石桥镇\n"
    )
    found = planned(tmp_path, rows)
    found.report.evaluation.statistics.texts["name"][:2] = "=1+1"
    path = saved(found, tmp_path)
    book = openpyxl.load_workbook(path)
    assert all(cell.data_type != "f" for sheet in book for row in sheet for cell in row)
    said = list(labels(path))
    assert any(text.endswith("=1+1") for text in said)
    assert any(text.endswith("{x}镇") for text in said)
    assert not any(text.startswith("=") for text in said)


def test_approximate_neighbours_are_said_and_dashed(tmp_path):
    rows = (
        "甲县,东河镇,5000,20000,118.1,36.1,\n"
        "甲县,西河镇,5000,21000,118.2,36.1,\n"
        "甲县,南河镇,5000,61000,118.1,36.2,\n"
        "甲县,北河镇,5000,62000,,,\n"
    )
    found = planned(tmp_path, rows)
    assert found.is_approximate
    path = saved(found, tmp_path)
    book = openpyxl.load_workbook(path)
    said = "".join(str(c.value) for row in book["撤并方案"] for c in row if c.value)
    assert "近似" in said
    caption = book["图 甲县"]["A4"].value
    assert "近似" in caption
    assert "北河镇" in caption
    with zipfile.ZipFile(path) as package:
        assert b'prstDash val="dash"' in package.read("xl/charts/chart1.xml")


def test_without_groups_the_reasons_stand_there_and_the_map_marks_them(tmp_path):
    rows = (
        "甲县,东河镇,5000,20000,,,无\n"
        "甲县,西河镇,5000,61000,,,南河镇\n"
        "甲县,南河镇,5000,61000,,,西河镇\n"
    )
    found = planned(tmp_path, rows)
    path = saved(found, tmp_path)
    book = openpyxl.load_workbook(path)
    assert "合并各组" not in book.sheetnames
    assert column(book["未解决的乡镇"], "乡镇", 3) == ["东河镇"]
    assert "东河镇（未解决）" in set(labels(path))


def test_without_candidates_the_sheet_says_so_and_there_is_no_map(tmp_path):
    found = planned(tmp_path, "甲县,东河镇,5000,60000,,,西河镇\n甲县,西河镇,5000,61000,,,东河镇\n")
    book = openpyxl.load_workbook(saved(found, tmp_path))
    assert not any(sheet._charts for sheet in book)
    assert "没有撤并研究对象" in str(book.worksheets[0]["A3"].value)


def test_a_report_has_the_plan_beside_its_formulas_and_the_first_sheet_leads_there(tmp_path):
    report = sample()
    path = report.save(tmp_path / "x.xlsx", plans=report.plan())
    book = openpyxl.load_workbook(path)
    assert NAMED["zh"][0] in book.sheetnames
    assert book.sheetnames.index("图 齐原县") < book.sheetnames.index("问题清单")
    links = [cell.hyperlink for row in book.worksheets[0] for cell in row if cell.hyperlink]
    assert "'撤并方案'!A1" in [link.location for link in links]
    charted = [name for sheet in book for name in [sheet.title] * len(sheet._charts)]
    assert charted.count("图 齐原县") == 2


def test_names_of_map_sheets_are_names_that_sheets_may_have(tmp_path):
    long = "县" * 40
    rows = "".join(
        f"{county},{name}镇,5000,20000,,,{other}镇\n"
        for county in (f"{long}甲", f"{long}乙", "甲/[乙]")
        for name, other in (("东河", "西河"), ("西河", "东河"))
    )
    book = openpyxl.load_workbook(saved(planned(tmp_path, rows), tmp_path))
    maps = [sheet.title for sheet in book if sheet._charts]
    assert len(set(maps)) == 3
    assert all(len(name) <= 31 and not re.search(r"[\[\]:*?/\\]", name) for name in maps)

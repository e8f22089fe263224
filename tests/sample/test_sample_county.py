import io
import json
import math
import tomllib
import zipfile
from itertools import combinations
from pathlib import Path

import openpyxl
import pytest
import shapely
from openpyxl.utils import get_column_letter

import sample_data
from sample_data.make import make

FOLDER = Path(sample_data.__file__).parent
MADE = ("qiyuan_county.xlsx", "qiyuan_boundaries.geojson", "planted.toml")
STATISTICS, PROPOSALS = "乡镇基本情况", "机构编制方案"
BODIES, TOTALS = "机构清单", "县编制总额"


@pytest.fixture(scope="module")
def made_again(tmp_path_factory):
    folder = tmp_path_factory.mktemp("made")
    make(folder)
    return folder


@pytest.fixture(scope="module")
def formulas():
    return openpyxl.load_workbook(FOLDER / "qiyuan_county.xlsx")


@pytest.fixture(scope="module")
def values():
    return openpyxl.load_workbook(FOLDER / "qiyuan_county.xlsx", data_only=True)


@pytest.fixture(scope="module")
def planted():
    return tomllib.loads((FOLDER / "planted.toml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def features():
    text = (FOLDER / "qiyuan_boundaries.geojson").read_text(encoding="utf-8")
    return json.loads(text)["features"]


@pytest.fixture(scope="module")
def polygons(features):
    return {
        feature["properties"]["name"]: shapely.geometry.shape(feature["geometry"])
        for feature in features
    }


def heading_letters(sheet):
    """The letter of each column under its lowest heading."""
    return {
        lower.value or upper.value: get_column_letter(column)
        for column, (upper, lower) in enumerate(zip(sheet[3], sheet[4], strict=True), 1)
    }


def table(sheet):
    """Each township's row, by the lowest headings, and the row of sums."""
    letters = heading_letters(sheet)
    rows = {}
    for row in range(5, sheet.max_row):
        cells = {heading: sheet[f"{letter}{row}"].value for heading, letter in letters.items()}
        rows[cells["乡镇名称"]] = cells
    return rows, rows.pop("合计")


@pytest.fixture(scope="module")
def statistics(values):
    return table(values[STATISTICS])[0]


def members(workbook):
    with zipfile.ZipFile(io.BytesIO(workbook)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def in_metres(polygon):
    """On a plane with the polygon's own middle as origin, an equirectangular projection."""
    middle = math.radians(polygon.centroid.y)
    metre = 6_371_008.8 * math.pi / 180
    return shapely.transform(polygon, lambda corners: corners * [metre * math.cos(middle), metre])


def test_made_twice_is_the_same_byte_for_byte(made_again, tmp_path):
    make(tmp_path)
    for name in MADE:
        assert (tmp_path / name).read_bytes() == (made_again / name).read_bytes()


@pytest.mark.parametrize("name", ["qiyuan_boundaries.geojson", "planted.toml"])
def test_made_again_is_what_is_shipped(made_again, name):
    assert (made_again / name).read_bytes() == (FOLDER / name).read_bytes()


def test_workbook_made_again_is_what_is_shipped(made_again):
    # Unpacked: how tightly a zip file is packed differs between builds of Python.
    again, shipped = (folder / "qiyuan_county.xlsx" for folder in (made_again, FOLDER))
    assert members(again.read_bytes()) == members(shipped.read_bytes())


def test_boundaries_tile_the_county(polygons):
    assert all(polygon.is_valid for polygon in polygons.values())
    for one, other in combinations(polygons.values(), 2):
        assert one.intersection(other).area < 1e-12
    county = shapely.union_all(list(polygons.values()))
    assert county.area == pytest.approx(sum(polygon.area for polygon in polygons.values()))
    assert [len(part.interiors) for part in county.geoms] == [0, 0], "mainland, island, no gaps"


def test_boundaries_have_the_codes_and_names_of_the_statistics(features, statistics):
    found = {entry["properties"]["name"]: entry["properties"]["code"] for entry in features}
    assert found == {name: row["区划代码"] for name, row in statistics.items()}


def test_boundaries_have_five_decimals_and_run_counterclockwise(features):
    for feature in features:
        (ring,) = feature["geometry"]["coordinates"]
        assert all(round(number, 5) == number for place in ring for number in place)
        assert ring[0] == ring[-1]
        assert shapely.LinearRing(ring).is_ccw


def test_areas_are_those_of_the_boundaries(polygons, statistics):
    for name, polygon in polygons.items():
        area = statistics[name]["行政区域面积"]
        assert area == pytest.approx(in_metres(polygon).area / 10_000, rel=1e-4)
        assert 3_000 < area < 15_000


def test_neighbours_are_those_who_share_a_border(polygons, statistics):
    named = {
        name: set((row["毗邻乡镇"] or "").split("、")) - {""} for name, row in statistics.items()
    }
    for one, other in combinations(polygons, 2):
        border = polygons[one].intersection(polygons[other])
        bordering = not border.is_empty and in_metres(border).length > 50
        assert (other in named[one]) == (one in named[other]) == bordering
    assert named["青螺岛乡"] == set()


@pytest.mark.parametrize(("sheet", "units"), [(STATISTICS, 21), (PROPOSALS, 18)])
def test_sums_are_right(values, formulas, sheet, units):
    rows, sums = table(values[sheet])
    asked = table(formulas[sheet])[1]
    assert len(rows) == units
    summed = [heading for heading, value in asked.items() if str(value).startswith("=SUM(")]
    assert len(summed) == (11 if sheet == STATISTICS else 13)
    letters = heading_letters(values[sheet])
    for heading in summed:
        expected = sum(row[heading] for row in rows.values() if row[heading] is not None)
        assert sums[heading] == pytest.approx(expected)
        assert asked[heading] == f"=SUM({letters[heading]}5:{letters[heading]}{4 + units})"


def test_proposals_are_for_the_towns_and_rural_townships(values, statistics):
    proposed = table(values[PROPOSALS])[0]
    assert set(proposed) == {name for name in statistics if not name.endswith("街道")}


def test_a_part_is_not_more_than_its_whole(statistics):
    for row in statistics.values():
        assert row["其中：二三产业从业人员"] <= row["从业人员合计"]
        assert (row["#规模以上"] or 0) <= row["工业企业个数"]


def test_codes_say_the_kind(statistics):
    kinds = {"0": "街道", "1": "镇", "2": "乡"}
    for name, row in statistics.items():
        assert len(row["区划代码"]) == 9
        assert name.endswith(kinds[row["区划代码"][6]])


def test_populations_at_and_just_below_the_minimum_are_there(statistics, planted):
    people = {row["常住人口"]: name for name, row in statistics.items()}
    assert people[29_999] in planted["candidates"]
    assert people[30_000] not in planted["candidates"]
    assert {people[29_999], people[30_000]} <= set(planted["near"])
    assert people[None] == "盐滩镇"
    assert planted["undecided"] == ["盐滩镇"]
    assert statistics["盐滩镇"]["户籍人口"] is not None


def test_exempt_townships_are_small_and_in_special_terrain(statistics, planted):
    assert sorted(planted["exempt"].values()) == sorted(["山区", "滩区", "海岛"])
    for name, terrain in planted["exempt"].items():
        assert statistics[name]["特殊地域"] == terrain
        assert statistics[name]["常住人口"] < 30_000


def test_only_being_a_central_town_makes_one_first_class(statistics, planted):
    (central,) = [name for name, row in statistics.items() if row["中心镇"] == "是"]
    assert statistics[central]["常住人口"] < 60_000
    assert planted["classes"][central] == "一类"


def test_candidates_can_merge_with_a_neighbour(statistics, planted):
    assert len(planted["candidates"]) >= 3
    assert all(statistics[name]["毗邻乡镇"] for name in planted["candidates"])


def above(sheet, letter, row):
    """What a cell says, or the first cell above it that says anything."""
    return next(found for at in range(row, 0, -1) if (found := sheet[f"{letter}{at}"].value))


def test_findings_point_at_the_cells_they_speak_of(values, planted):
    for finding in planted["findings"]:
        if "cell" not in finding:
            assert finding.get("county", "齐原县") == "齐原县"
            continue
        sheet = values[finding["sheet"]]
        cell = sheet[finding["cell"]]
        letters = heading_letters(sheet)
        assert above(sheet, letters["乡镇名称"], cell.row) == finding["township"]
        if "body" in finding:
            assert sheet[f"{letters['机构名称']}{cell.row}"].value == finding["body"]
            assert cell.value in (finding["body"], "是", finding.get("value"))
        else:
            assert cell.value == finding.get("value")


BREACHES = {
    "administrative-posts-over-established",
    "institution-posts-over-established",
    "county-institution-posts-over-established",
    "administrative-posts-increased",
    "institution-posts-increased",
    "county-posts-transferred",
    "county-leadership-posts-over-approved",
    "nameplate-kept",
    "posts-mixed",
    "body-twice",
    "single-purpose-body",
    "institutions-not-counted",
    "dispatched-not-counted",
    "listed-count-differs",
    "special-unit-without-limits",
}


def test_one_of_each_breach_of_offices_and_posts_is_planted(planted):
    codes = [finding["code"] for finding in planted["findings"]]
    assert {code: codes.count(code) for code in BREACHES} == dict.fromkeys(BREACHES, 1)


def test_lists_of_bodies_add_up_to_the_proposals(values, planted):
    proposed = table(values[PROPOSALS])[0]
    sheet = values[BODIES]
    letters = heading_letters(sheet)
    planted_twice = {f["cell"] for f in planted["findings"] if f["code"] == "body-twice"}
    sums = {}
    for row in range(5, sheet.max_row):
        township = above(sheet, letters["乡镇名称"], row)
        if f"{letters['机构名称']}{row}" in planted_twice:
            continue
        of_township = sums.setdefault(township, {"行政编制": 0, "事业编制": 0})
        for kind in of_township:
            of_township[kind] += sheet[f"{letters[kind]}{row}"].value or 0
    assert len(sums) == 8
    for township, posts in sums.items():
        row = proposed[township]
        assert posts == {"行政编制": row["拟核行政编制"], "事业编制": row["拟核事业编制"]}


def test_the_county_totals_stand_in_a_sheet_of_their_own(values):
    rows = [[cell.value for cell in row] for row in values[TOTALS].iter_rows(min_row=5, max_row=5)]
    assert rows == [["齐原县", 606, 612, 132]]

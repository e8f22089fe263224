"""Terrain exempts, so a cell names it only in whole words, never by mentioning it."""

from __future__ import annotations

import pytest

from calculator.reading.cells.choices import named_choices
from tests.reading.building import codes, csv, found, read, xlsx


def terrains(reading):
    terrain = reading.statistics.choices.get("terrain")
    places = range(reading.statistics.size)
    return [set(terrain.at(place)) if terrain is not None else set() for place in places]


def table(tmp_path, heading, *cells):
    rows = [[f"{name}镇", 20000, cell] for name, cell in zip("甲乙丙丁戊己", cells, strict=False)]
    return read(xlsx(tmp_path, [["乡镇", "常住人口", heading], *rows]))


@pytest.mark.parametrize(
    ("cell", "named"),
    [
        ("山区", {"mountain"}),
        ("山区、湖区", {"mountain", "lake"}),
        ("山区，滩区；海岛", {"mountain", "floodplain", "island"}),
        ("山区 湖区", {"mountain", "lake"}),
        ("山  区", {"mountain"}),
        ("山区/湖区", {"mountain", "lake"}),
        ("山区乡镇", {"mountain"}),
        ("丘陵区", {"hill"}),
        ("黄河滩区", {"floodplain"}),
        ("海岛[2]", {"island"}),
        ("Floodplain", {"floodplain"}),
        ("flood plain", {"floodplain"}),
        ("mountain, lake", {"mountain", "lake"}),
        ("mountain area", {"mountain"}),
        ("无", set()),
        ("否", set()),
        ("—", set()),
        ("不是", set()),
        ("none", set()),
    ],
)
def test_what_a_cell_of_a_terrain_column_names(tmp_path, cell, named):
    reading = table(tmp_path, "特殊地域", cell)
    assert terrains(reading) == [named]
    assert "unknown-word" not in codes(reading)


@pytest.mark.parametrize(
    "cell",
    [
        "非山区",
        "半山区",
        "山",
        "湖滨",
        "水库移民区",
        "不属于海岛",
        "山区、中心镇",
        "丘陵山区",
        "山区（部分）",
        "南四湖湖区",
        "沿海岛屿",
    ],
)
def test_anything_else_in_a_terrain_column_is_a_warning_and_left_open(tmp_path, cell):
    reading = table(tmp_path, "特殊地域", "山区", cell)
    assert terrains(reading) == [{"mountain"}, {"unreadable"}]
    warning = found(reading, "unknown-word")
    assert (warning.severity, warning.cell) == ("warning", "[表.xlsx]Sheet1!C3")


def test_an_unknown_terrain_is_one_warning_for_all_its_cells(tmp_path):
    warning = found(table(tmp_path, "特殊地域", "盆地", "盆地"), "unknown-word")
    assert warning.cell == "[表.xlsx]Sheet1!C2"
    assert warning.message.values["cells"] == ["[表.xlsx]Sheet1!C2", "[表.xlsx]Sheet1!C3"]


@pytest.mark.parametrize(
    "remark",
    ["非山区", "与山区接壤，平原", "2008年由黄河滩区迁出", "不属于海岛", "not a mountain township"],
)
def test_a_remark_that_mentions_terrain_is_a_warning_and_not_counted(tmp_path, remark):
    reading = table(tmp_path, "备注", remark, "湖区")
    assert terrains(reading) == [set(), {"lake"}]
    warning = found(reading, "remark-unclear")
    assert (warning.severity, warning.cell) == ("warning", "[表.xlsx]Sheet1!C2")
    assert (warning.township, warning.column) == (0, "terrain")


def test_a_remark_may_list_terrains_or_say_anything_else(tmp_path):
    reading = table(tmp_path, "备注", "山区、湖区", "县城驻地、中心镇", "explained below")
    assert terrains(reading) == [{"mountain", "lake"}, set(), set()]
    assert not {"remark-unclear", "unknown-word", "column-by-alias"} & set(codes(reading))


@pytest.mark.parametrize("remark", ["县城驻地", "非山区"])
def test_remarks_that_never_name_a_terrain_are_no_terrain_column(tmp_path, remark):
    assert "terrain" not in table(tmp_path, "备注", remark).statistics.choices


def test_remarks_beside_a_terrain_column_are_only_remarks(tmp_path):
    text = "乡镇,常住人口,备注,特殊地域\n甲镇,20000,非湖区,山区\n"
    reading = read(csv(tmp_path, text))
    assert terrains(reading) == [{"mountain"}]
    assert not {"remark-unclear", "column-twice"} & set(codes(reading))


@pytest.mark.parametrize(
    ("mountain", "floodplain"),
    [("是否山区", "是否滩区"), ("山区", "滩区"), ("是否属于山区", "滩区乡镇")],
)
def test_columns_to_tick_become_terrain(tmp_path, mountain, floodplain):
    heading = ["乡镇", "常住人口", mountain, floodplain]
    rows = [["甲镇", 20000, "是", ""], ["乙镇", 20000, "否", "√"], ["丙镇", 20000, "√", 1]]
    reading = read(xlsx(tmp_path, [heading, *rows, ["丁镇", 20000]]))
    assert terrains(reading) == [{"mountain"}, {"floodplain"}, {"mountain", "floodplain"}, set()]
    assert reading.origins.cell(1, "terrain") == "[表.xlsx]Sheet1!D3"
    assert reading.statistics.numbers.keys() == {"resident_population"}


def test_a_tick_that_is_neither_yes_nor_no_is_an_error(tmp_path):
    error = found(table(tmp_path, "是否山区", "是", "否", "部分"), "not-a-flag")
    assert error.cell == "[表.xlsx]Sheet1!C4"


def test_a_column_of_areas_by_terrain_is_not_ticks(tmp_path):
    reading = table(tmp_path, "山区", 120.5, 30)
    assert terrains(reading) == [set(), set()]
    assert found(reading, "columns-not-recognised").message.values["headings"] == ["山区"]


def test_every_written_form_of_a_choice_names_it():
    assert named_choices("terrain", "湖区镇") == {"lake"}
    assert named_choices("terrain", "湖区外") is None


def test_remarks_that_name_a_flag_without_its_column_are_one_warning(tmp_path):
    remarks = ["中心镇", "山区、经济发达镇", "非中心镇", "县城驻地"]
    reading = table(tmp_path, "备注", *remarks)
    warning = found(reading, "remark-not-used")
    assert (warning.severity, warning.cell) == ("warning", "[表.xlsx]Sheet1!C2")
    cells = [f"[表.xlsx]Sheet1!C{row}" for row in (2, 3, 5)]
    assert warning.message.values["cells"] == cells
    assert terrains(reading)[1] == set()


def test_remarks_beside_the_column_of_the_flag_are_no_warning(tmp_path):
    text = "乡镇,常住人口,备注,中心镇\n甲镇,20000,中心镇,是\n"
    assert "remark-not-used" not in codes(read(csv(tmp_path, text)))


def test_terrain_may_stand_under_a_plain_heading(tmp_path):
    assert terrains(table(tmp_path, "地域", "山区", "")) == [{"mountain"}, set()]

"""Figures of a pack as a sheet, changed and read back: values, sources, mistakes."""

from dataclasses import replace

import pytest

from calculator.amendments.entering import amend
from calculator.amendments.sheet import read_figures_sheet
from calculator.amendments.values import cell_of, is_settable
from calculator.errors import CalculatorError
from calculator.messages import Messages
from calculator.packs import known_names, open_pack, pack_names
from rules.status import Status
from tests.reporting.figures_sheets import (
    DOCUMENT,
    LANGUAGES,
    PACKS,
    address,
    changed,
    mistakes,
    written,
)


@LANGUAGES
@pytest.mark.parametrize("pack", PACKS)
def test_unchanged_it_is_exactly_the_pack(tmp_path, pack, language):
    given = open_pack(pack)
    back = open_pack(written(tmp_path, pack, language))
    assert (back.digest, back.notes, back.based_on) == (given.digest, given.notes, given.based_on)
    assert dict(back.figures).keys() == dict(given.figures).keys()


def another_value(figure):
    """Some other value of the sort that a figure has."""
    if isinstance(figure.value, bool):
        return not figure.value
    if isinstance(figure.value, list):
        known = known_names()
        names = known.columns if figure.group == "column" else known.choices[figure.group]
        usual = sorted(name for name in names if name not in figure.value)
        return [usual[0], *figure.value]
    return figure.value + 1.5 if figure.is_entered else 12.25


@LANGUAGES
@pytest.mark.parametrize("pack", PACKS)
def test_any_figure_changed_gives_what_set_gives(tmp_path, pack, language):
    base = open_pack(pack)
    speaker = Messages(language, pack_names(base))
    sheet = replace(read_figures_sheet(written(tmp_path, pack, language)), document=DOCUMENT)
    for figure in base.figures.values():
        assert is_settable(figure)
        value = another_value(figure)
        said = cell_of(replace(figure, value=value), speaker)
        rows = [
            replace(row, value=said) if row.name == figure.name else row for row in sheet.figures
        ]
        try:
            expected = open_pack(pack, {figure.name: value})
        except CalculatorError:
            with pytest.raises(CalculatorError):
                amend(base, replace(sheet, figures=rows))
            continue
        back = amend(base, replace(sheet, figures=rows))
        assert back.figures[figure.name].status is Status.ENTERED
        assert back.digest != base.digest
        for name, other in expected.figures.items():
            mine = back.figures[name]
            assert (mine.value, mine.status) == (other.value, other.status) or not other.is_entered
        assert back.measures == expected.measures


def test_what_was_changed_is_entered_from_the_document(tmp_path):
    path = changed(written(tmp_path, "shandong"), {"minimum_population": "2万"}, clause="第五条")
    back = open_pack(path)
    figure = back.figures["minimum_population"]
    assert (figure.value, figure.status) == (20000, Status.ENTERED)
    assert (figure.source.title.zh, figure.source.issuer.zh) == ("某编〔2020〕3号", "某县编委")
    assert (figure.source.date.zh, figure.source.date.en) == ("2020年3月1日", "2020-03-01")
    assert figure.clause.zh == "第五条"
    assert back.id == "shandong"
    assert back.based_on == ("shandong",)
    assert "某编〔2020〕3号" in back.notes[-1].zh
    assert back.sources["某编〔2020〕3号"] == figure.source
    assert open_pack(path, {"minimum_population": 10000}).figures["minimum_population"].value == 1e4


@pytest.mark.parametrize(
    ("name", "cell", "value"),
    [
        ("minimum_population", "３万", 30000),
        ("minimum_population", "25,000人", 25000),
        ("minimum_population", 25000.0, 25000),
        ("office_limit.二类", "4个", 4),
        ("office_limit.二类", 0.45, 0.45),
        ("central_town_is_first_class", "no", False),
        ("central_town_is_first_class", False, False),
        ("exempt_terrain", "山区，海岛", ["mountain", "island"]),
        ("exempt_terrain", "mountain, island", ["mountain", "island"]),
        ("exempt_terrain", "无", []),
        ("population_basis", "户籍人口", ["registered_population"]),
        ("population_basis", "上年常住人口", ["resident_population_year_before"]),
    ],
)
def test_a_value_may_be_written_as_a_person_writes_it(tmp_path, name, cell, value):
    path = changed(written(tmp_path, "shandong"), {name: cell})
    found = open_pack(path).figures[name].value
    assert (found, type(found)) == (value, type(value))


@pytest.mark.parametrize("cell", ["30,000人", "3万", 30000.0])
def test_the_same_value_written_otherwise_is_no_change(tmp_path, cell):
    path = changed(written(tmp_path, "shandong"), {"minimum_population": cell}, document=None)
    assert open_pack(path).digest == open_pack("shandong").digest


def test_every_mistake_is_named_with_its_cell(tmp_path):
    path = written(tmp_path, "shandong")
    values = {
        "classes": "甲类、乙类",
        "classified_kinds": "镇、乡里",
        "central_town_is_first_class": "也许",
        "first_class_population": -3,
        "second_class_population": None,
        "office_limit.一类": "四个",
        "pooling": "",
        "minimum_population": 10**16,
    }
    lines = mistakes(changed(path, values, document={"date": "去年"}))
    for name in values:
        assert sum(line.startswith(f"{address(path, name)}：") for line in lines) == 1, name
    assert sum("应填“依据文件名称（含文号）”" in line for line in lines) == 1
    assert sum("日期应写成" in line for line in lines) == 1
    assert len(lines) == len(values) + 3
    assert all(line.startswith("[figures.xlsx]规则数字!") for line in lines)


def test_a_formula_without_a_result_is_told(tmp_path):
    path = changed(written(tmp_path, "shandong"), {"minimum_population": "=20000+5000"})
    (line,) = mistakes(path)
    assert line.startswith(address(path, "minimum_population"))
    assert "没有存下计算结果" in line


def test_a_date_for_a_number_is_told(tmp_path):
    from datetime import datetime

    path = changed(written(tmp_path, "shandong"), {"office_limit.一类": datetime(2020, 1, 3)})
    (line,) = mistakes(path)
    assert "2020-01-03" in line


def test_a_share_for_a_percentage_is_told_and_a_written_one_taken(tmp_path):
    path = written(tmp_path, "shandong-town")
    (line,) = mistakes(changed(path, {"top_share": 0.35}))
    assert line.startswith(address(path, "top_share"))
    assert "35%请填35" in line
    assert open_pack(changed(path, {"top_share": "35%"})).figures["top_share"].value == 35
    assert open_pack(changed(path, {"top_share": "0.35%"})).figures["top_share"].value == 0.35


def test_figures_that_do_not_go_together_are_told_at_the_cells_changed(tmp_path):
    path = changed(written(tmp_path, "shandong"), {"first_class_population": 40000})
    (line,) = mistakes(path)
    assert line.startswith(address(path, "first_class_population"))
    assert "乡镇类别" in line


def test_what_follows_from_another_mistake_is_not_told(tmp_path):
    values = {"first_class_population": 40000, "second_class_population": "许多"}
    path = changed(written(tmp_path, "shandong"), values)
    (line,) = mistakes(path)
    assert line.startswith(address(path, "second_class_population"))

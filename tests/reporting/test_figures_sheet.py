"""The sheet of figures: given back unchanged it is the pack, changed it is the pack with --set."""

from __future__ import annotations

import re
from dataclasses import replace

import openpyxl
import pytest
from openpyxl.utils import get_column_letter

from calculator.amendments.entering import amend
from calculator.amendments.sheet import read_figures_sheet
from calculator.amendments.values import cell_of, is_settable
from calculator.errors import CalculatorError
from calculator.messages import Messages, messages
from calculator.packs import known_names, open_pack, pack_names
from calculator.reporting.figures_sheet import (
    FiguresOrigin,
    defined_names,
    write_figures_sheet,
    write_figures_workbook,
)
from rules.loading import shipped_packs
from rules.status import Status
from tests.conftest import ROOT
from tests.office import convert

QIYUAN = str(ROOT / "sample_data" / "qiyuan_county.yaml")
POINTS = str(ROOT / "tests" / "rules" / "points.yaml")
STARTING = str(ROOT / "calculator" / "starting_pack.yaml")
PACKS = [*shipped_packs(), QIYUAN, POINTS, STARTING]
DOCUMENT = {"title": "某编〔2020〕3号", "issuer": "某县编委", "date": "2020年3月1日"}
LANGUAGES = pytest.mark.parametrize("language", ["zh", "en"])


def written(folder, pack, language="zh"):
    path = folder / "figures.xlsx"
    return write_figures_workbook(open_pack(pack), path, language, rules=pack, replace=True)


def changed(path, values, document=DOCUMENT, clause=None, language="zh"):
    """Change values by the names of figures, and fill in the document, as a person would."""
    speaker = messages(language)
    book = openpyxl.load_workbook(path)
    (sheet,) = book.worksheets
    headings = {
        part: speaker.text(f"figures_sheet.headings.{part}")
        for part in ("value", "name", "new_clause")
    }
    columns = {
        part: cell.column
        for row in sheet
        for cell in row
        for part, text in headings.items()
        if cell.value == text
    }
    rows = {row[columns["name"] - 1].value: row[0].row for row in sheet}
    for name, value in values.items():
        sheet.cell(rows[name], columns["value"]).value = value
        sheet.cell(rows[name], columns["new_clause"]).value = clause
    for row in sheet:
        for part, value in (document or {}).items():
            if row[0].value == speaker.text(f"figures_sheet.document.{part}"):
                sheet.cell(row[0].row, 3).value = value
    book.save(path)
    return path


def address(path, name):
    return next(row.cell for row in read_figures_sheet(path).figures if row.name == name)


def mistakes(path):
    with pytest.raises(CalculatorError) as raised:
        open_pack(path)
    assert raised.value.text("en")
    return raised.value.text().splitlines()


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


def edited(path, edit):
    book = openpyxl.load_workbook(path)
    edit(book.worksheets[0], book)
    book.save(path)
    return path


def row_of(sheet, name):
    return next(cell.row for row in sheet for cell in row if cell.value == name)


def cell_of_name(sheet, name):
    return next(cell for row in sheet for cell in row if cell.value == name)


@pytest.mark.parametrize(
    ("edit", "words"),
    [
        (lambda s, _: s.delete_rows(row_of(s, "pooling")), "（pooling）这一行不见了"),
        (lambda s, _: setattr(cell_of_name(s, "pooling"), "value", "poling"), "没有名为“poling”"),
        (lambda s, _: setattr(cell_of_name(s, "pooling"), "value", None), "没有名称"),
        (
            lambda s, _: setattr(cell_of_name(s, "pooling"), "value", "merger_kinds"),
            "“merger_kinds”有几行",
        ),
        (lambda s, _: setattr(cell_of_name(s, "名称"), "value", "代号"), "应有一行列标题"),
        (lambda s, _: setattr(cell_of_name(s, "日期"), "value", "年月"), "应有日期"),
        (lambda s, _: setattr(cell_of_name(s, "shandong"), "value", "省办法.yaml"), "省办法.yaml"),
        (lambda s, b: b.copy_worksheet(s), "几张规则数字表"),
        (lambda s, _: setattr(s["A1"], "value", "数字表"), "没有规则数字表"),
    ],
)
def test_a_sheet_that_was_taken_apart_is_told(tmp_path, edit, words):
    path = edited(written(tmp_path, "shandong"), edit)
    assert any(words in line for line in mistakes(path))


def test_the_sheet_is_found_by_its_mark_wherever_it_stands(tmp_path):
    def moved(sheet, book):
        book.create_sheet("别的", 0)["A1"] = "数值"
        sheet.title = "改过名"
        sheet.insert_rows(1, 2)
        sheet.insert_cols(1)

    path = written(tmp_path, "hunan-merger")
    assert open_pack(edited(path, moved)).digest == open_pack("hunan-merger").digest


def test_a_pack_of_ones_own_is_found_from_the_folder_of_the_sheet(tmp_path):
    folder = tmp_path / "一" / "二"
    folder.mkdir(parents=True)
    own = tmp_path / "own.yaml"
    source = (ROOT / "sample_data" / "qiyuan_county.yaml").read_text(encoding="utf-8")
    own.write_text(source, encoding="utf-8")
    sheet = write_figures_workbook(open_pack(own), folder / "f.xlsx", "zh", rules=str(own))
    assert read_figures_sheet(sheet).origin["pack"] == "../../own.yaml"
    assert open_pack(sheet).digest == open_pack(own).digest
    own.rename(folder / "own.yaml")
    assert open_pack(sheet).id == "qiyuan"
    (folder / "own.yaml").unlink()
    (line,) = mistakes(sheet)
    assert line.startswith(read_figures_sheet(sheet).cells["pack"])
    assert "请把“own.yaml”放到与本表同一文件夹" in line


def test_a_sheet_may_amend_a_sheet(tmp_path):
    first = changed(written(tmp_path, "shandong"), {"minimum_population": 20000})
    second = tmp_path / "second.xlsx"
    write_figures_workbook(open_pack(first), second, "en", rules=str(first))
    assert open_pack(second).digest == open_pack(first).digest
    back = open_pack(changed(second, {"office_limit.一类": 4}, language="en"))
    assert back.figures["minimum_population"].value == 20000
    assert back.based_on == ("shandong", "shandong")


def test_sheets_that_amend_each_other_are_told(tmp_path):
    path = written(tmp_path, "shandong")
    edited(path, lambda s, _: setattr(cell_of_name(s, "shandong"), "value", "figures.xlsx"))
    assert "成环" in mistakes(path)[0]


def rewritten(folder, text):
    path = folder / "own.yaml"
    path.write_text(text, encoding="utf-8")
    return str(path)


def test_a_sheet_of_another_version_of_its_pack_keeps_to_what_was_changed(tmp_path):
    text = (ROOT / "sample_data" / "qiyuan_county.yaml").read_text(encoding="utf-8")
    own = rewritten(tmp_path, text)
    path = changed(written(tmp_path, own), {"first_class_population": 65000})
    rewritten(tmp_path, text.replace("value: 40000", "value: 45000"))
    back = open_pack(path)
    assert back.figures["first_class_population"].value == 65000
    assert back.figures["second_class_population"].value == 45000
    assert back.figures["second_class_population"].source.name == "document"
    assert "另一版本" in back.notes[-1].zh
    rewritten(tmp_path, text.replace("value: 60000", "value: 62000"))
    (line,) = mistakes(path)
    assert line.startswith(address(path, "first_class_population"))
    assert "60000" in line
    assert "62,000人" in line


def test_the_day_whose_figures_were_taken_is_kept(tmp_path, write_pack):
    from datetime import date

    from tests.commands.test_rules import VERSIONS

    own, day = str(write_pack(VERSIONS)), date(2005, 6, 30)
    given = open_pack(own, as_of=day)
    path = write_figures_workbook(given, tmp_path / "f.xlsx", "zh", rules=own, as_of=day)
    assert open_pack(path).figures["least"].value == 20000
    assert open_pack(path).digest == given.digest
    newer = open_pack(path, as_of=date(2015, 1, 1))
    assert newer.figures["least"].value == 30000
    assert "另一版本" in newer.notes[-1].zh


@pytest.mark.parametrize("suffix", ["xlsx", "ods", "xls"])
def test_saved_by_another_program_it_says_the_same(tmp_path, suffix):
    path = convert(written(tmp_path, "shandong"), suffix, tmp_path)
    assert open_pack(path).digest == open_pack("shandong").digest
    path = written(tmp_path, "yunnan-town", "en")
    changed(path, {"least_population": 12345.5, "provincial_farmers_income": 9000}, language="en")
    back = open_pack(convert(path, suffix, tmp_path))
    entered = {name: f.value for name, f in back.figures.items() if f.status is Status.ENTERED}
    assert entered == {"least_population": 12345.5, "provincial_farmers_income": 9000}
    assert back.figures["least_population"].source.date.en == "2020-03-01"


def test_only_what_may_be_changed_is_unlocked_and_has_a_thick_frame(tmp_path):
    for pack in PACKS:
        path = written(tmp_path, pack)
        book = openpyxl.load_workbook(path)
        sheet = book.worksheets[0]
        assert sheet.protection.sheet
        assert sheet.protection.password is None
        values = {book.defined_names[name].attr_text for name in book.defined_names}
        unlocked = [cell for row in sheet for cell in row if not cell.protection.locked]
        assert all(cell.border.top.style == "medium" for cell in unlocked)
        framed = [
            c for row in sheet for c in row if c.border.top and c.border.top.style == "medium"
        ]
        assert set(framed) == set(unlocked)
        settable = {f"规则数字!${get_column_letter(c.column)}${c.row}" for c in unlocked} & values
        assert len(settable) == len(open_pack(pack).figures)
        assert len(values) == len(list(open_pack(pack).all_figures))


@LANGUAGES
@pytest.mark.parametrize("pack", PACKS)
def test_every_cell_to_change_has_a_hint_that_fits(tmp_path, pack, language):
    sheet = openpyxl.load_workbook(written(tmp_path, pack, language)).worksheets[0]
    hints = sheet.data_validations.dataValidation
    assert len(hints) == len(open_pack(pack).figures) + 3
    assert all(0 < len(hint.prompt) <= 255 and len(hint.promptTitle) <= 32 for hint in hints)


@pytest.mark.parametrize("pack", PACKS)
def test_names_of_cells_are_such_as_every_program_takes(pack):
    names = defined_names(open_pack(pack))
    assert all(re.fullmatch(r"fig_[A-Za-z0-9_]{1,200}", name) for name in names.values())
    assert len({name.casefold() for name in names.values()}) == len(names)


def test_names_of_cells_go_by_the_place_of_the_class():
    names = defined_names(open_pack("shandong"))
    assert names["minimum_population"] == "fig_minimum_population"
    assert names["office_limit.一类"] == "fig_office_limit_1"
    assert names["office_limit.三类"] == "fig_office_limit_3"
    assert defined_names(open_pack(POINTS))["area_points.bound_2"] == "fig_area_points_bound_2"


def test_names_that_would_be_one_are_told_apart(shandong):
    from rules.figures import Figures

    like = shandong.figures["minimum_population"]
    given = ["最低", "a-b", "a.b", "A_b", "office_limit_1", "office_limit.一类"]
    pack = replace(shandong, figures=Figures(replace(like, name=name) for name in given))
    assert list(defined_names(pack).values())[1:] == [
        "fig_u6700u4F4E",
        "fig_au002Db",
        "fig_a_b",
        "fig_A_b_2",
        "fig_office_limit_1",
        "fig_office_limit_1_2",
    ]


def test_formulas_in_other_sheets_find_the_figures_by_their_names(tmp_path):
    """Each formula is stored with a wrong result, which must be recalculated."""
    import xlsxwriter

    pack = open_pack("shandong")
    path = tmp_path / "live.xlsx"
    book = xlsxwriter.Workbook(path)
    names = write_figures_sheet(book, FiguresOrigin(pack, "shandong", None, path.name), "zh")
    assert names == defined_names(pack)
    formulas = book.add_worksheet("公式")
    for row, name in enumerate(names.values()):
        formulas.write_formula(row, 0, f"={name}", None, -1)
    book.close()
    sheet = openpyxl.load_workbook(convert(path, "xlsx", tmp_path), data_only=True)["公式"]
    speaker = Messages("zh", pack_names(pack))
    expected = [cell_of(figure, speaker) for figure in pack.all_figures]
    assert [row[0].value for row in sheet] == expected


def test_the_sheet_of_a_pack_with_figures_set_asks_for_the_document(tmp_path):
    """As in a report made with --set: what was set there is a change when it is given back."""
    import xlsxwriter

    path = tmp_path / "report.xlsx"
    book = xlsxwriter.Workbook(path)
    origin = FiguresOrigin(open_pack("shandong"), "shandong", None, path.name)
    shown = open_pack("shandong", {"minimum_population": 20000})
    write_figures_sheet(book, origin, "zh", shown)
    book.close()
    assert all("改了数字，应填" in line for line in mistakes(path))
    assert open_pack(changed(path, {})).figures["minimum_population"].value == 20000


def test_a_sheet_of_figures_is_not_taken_for_statistics(tmp_path):
    import calculator

    path = written(tmp_path, "shandong")

    def with_statistics(_, book):
        sheet = book.create_sheet("统计")
        for row in (["乡镇名称", "常住人口"], ["东河镇", 85000], ["西河镇", 52000]):
            sheet.append(row)

    report = calculator.report(edited(path, with_statistics), rules=path)
    assert report.reading.statistics.size == 2

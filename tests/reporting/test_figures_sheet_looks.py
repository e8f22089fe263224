"""How the sheet of figures looks: what may be changed, hints, and names of cells."""

import re
from dataclasses import replace

import openpyxl
import pytest
from openpyxl.utils import get_column_letter

from calculator.amendments.values import cell_of
from calculator.messages import Messages
from calculator.packs import open_pack, pack_names
from calculator.reporting.figures_sheet import (
    FiguresOrigin,
    defined_names,
    write_figures_sheet,
)
from tests.office import convert
from tests.reporting.figures_sheets import (
    LANGUAGES,
    PACKS,
    POINTS,
    changed,
    edited,
    mistakes,
    written,
)


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

"""The empty workbook for every pack: filled in, it reads back without a finding."""

from __future__ import annotations

import unicodedata
from datetime import date

import openpyxl
import pytest
from openpyxl.utils import range_boundaries

import calculator
from calculator.errors import CalculatorError
from calculator.packs import open_pack
from calculator.reporting.template import write_template
from calculator.reporting.template.columns import Need
from calculator.reporting.template.validation import LONGEST_MESSAGE, LONGEST_TITLE
from rules.loading import shipped_packs
from rules.needs import columns_read
from tests.conftest import ROOT

QIYUAN = str(ROOT / "sample_data" / "qiyuan_county.yaml")
PACKS = [*shipped_packs(), QIYUAN]
FIRST_ROW = 5
HEADING_ROW = 4
FORM = {"zh": "填报表", "en": "Form"}
NAMES = {"zh": ["东河镇", "西河乡"], "en": ["Donghe Town", "Xihe Rural Township"]}
DATE_COLUMN = 3


def is_required(heading):
    return Need.REQUIRED.value in heading


def is_one_of(heading):
    return Need.ONE_OF.value in heading


def made(folder, pack, language="zh", county="临河县"):
    path = folder / "form.xlsx"
    write_template(open_pack(pack), path, language, rules=pack, county=county)
    return path


def validations(sheet):
    """Column -> its validation, and the title row's under 0."""
    found = {}
    for validation in sheet.data_validations.dataValidation:
        column, row, _, _ = range_boundaries(str(validation.sqref))
        found[column if row >= FIRST_ROW else 0] = validation
    return found


def value(validation, number):
    """Something that a cell of this validation accepts."""
    if validation.type == "list":
        choices = validation.formula1.strip('"').split(",")
        return choices[number % len(choices)]
    return {
        "whole": 3100 + number,
        "decimal": 20.5 + number,
        "custom": f"370999{number + 1}01",
    }.get(validation.type, "")


def fill(path, language, wanted=bool, day=date(2009, 12, 31)):
    """Fill in two townships in the columns whose headings are wanted; which ones these were."""
    book = openpyxl.load_workbook(path)
    sheet = book[FORM[language]]
    sheet.cell(2, DATE_COLUMN).value = day
    checked = validations(sheet)
    filled = []
    names = next(
        c
        for c in range(1, 6)
        if "乡镇" in sheet.cell(HEADING_ROW, c).value
        or "Township" in sheet.cell(HEADING_ROW, c).value
    )
    for column in range(1, sheet.max_column + 1):
        heading = sheet.cell(HEADING_ROW, column).value
        if not wanted(heading):
            continue
        filled.append(heading)
        for number, name in enumerate(NAMES[language]):
            cell = sheet.cell(FIRST_ROW + number, column)
            if column == names:
                cell.value = name
            elif checked[column].type is None or checked[column].type == "none":
                cell.value = cell.value or "临河县"
            else:
                cell.value = value(checked[column], number)
    book.save(path)
    return filled


def reading(path, pack):
    return calculator.report(path, rules=pack).reading


@pytest.mark.parametrize("county", [None, "临河县", "青州市临河县"])
@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("pack", PACKS)
def test_filled_in_everywhere_it_reads_back_without_a_finding(tmp_path, pack, language, county):
    path = made(tmp_path, pack, language, county)
    filled = fill(path, language)
    read = reading(path, pack)
    assert [(found.code, found.cell) for found in read.findings] == []
    (table,) = read.tables
    assert table.unrecognised == ()
    assert len(table.columns) == len(filled)
    assert table.townships == len(NAMES[language])
    assert {column.column for column in table.columns} >= set(columns_read(open_pack(pack)).names)
    assert str(read.statistics.date) == "2009-12-31"
    assert set(read.statistics.text("county")) == {"临河县"}
    assert all(
        column.unit_source == "heading"
        for column in table.columns
        if column.unit in ("万元", "平方公里")
    )


@pytest.mark.parametrize("pack", PACKS)
def test_every_figure_is_read_as_it_was_entered(tmp_path, pack):
    path = made(tmp_path, pack)
    fill(path, "zh")
    sheet = openpyxl.load_workbook(path)["填报表"]
    read = reading(path, pack)
    for position, column in enumerate(read.tables[0].columns, start=1):
        if column.unit is not None:
            entered = [sheet.cell(FIRST_ROW + place, position).value for place in range(2)]
            assert read.statistics.numbers[column.column].tolist() == entered


@pytest.mark.parametrize("day", [date(2009, 12, 31), "2009年12月31日", "2009-12-31", "2009年末"])
def test_the_date_may_be_entered_as_a_date_or_in_words(tmp_path, day):
    path = made(tmp_path, "shandong")
    fill(path, "zh", day=day)
    read = reading(path, "shandong")
    assert read.findings == []
    assert read.statistics.date == date(2009, 12, 31)


def test_several_terrains_entered_by_hand_are_all_read(tmp_path):
    path = made(tmp_path, "shandong")
    fill(path, "zh")
    book = openpyxl.load_workbook(path)
    headings = [cell.value for cell in book["填报表"][HEADING_ROW]]
    book["填报表"].cell(FIRST_ROW, 1 + headings.index("特殊地域")).value = "山区、湖区"
    book.save(path)
    read = reading(path, "shandong")
    assert read.findings == []
    assert read.statistics.choices["terrain"].at(0) == {"mountain", "lake"}


@pytest.mark.parametrize("pack", PACKS)
def test_the_reader_takes_every_column_for_what_the_form_means(tmp_path, pack):
    from calculator.reporting.template.columns import TemplateColumns

    path = made(tmp_path, pack)
    fill(path, "zh")
    (table,) = reading(path, pack).tables
    columns = TemplateColumns(open_pack(pack), "zh", "临河县").all()
    assert [read.column for read in table.columns] == [column.name for column in columns]
    units = [read.unit and unicodedata.normalize("NFKC", read.unit) for read in table.columns]
    assert units == [column.unit for column in columns]


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("pack", PACKS)
def test_with_the_required_columns_alone_it_reads_back_without_a_finding(tmp_path, pack, language):
    path = made(tmp_path, pack, language)
    fill(path, language, lambda heading: is_required(heading) or is_one_of(heading))
    report = calculator.report(path, rules=pack)
    assert [found.code for found in report.reading.findings] == []
    blank = {"missing-value", "missing-column", "missing-proposal", "population-fallback"}
    assert blank.isdisjoint(found.code for found in report.raw_findings)


@pytest.mark.parametrize("pack", PACKS)
def test_left_empty_it_says_that_there_is_no_township(tmp_path, pack):
    with pytest.raises(CalculatorError) as raised:
        calculator.report(made(tmp_path, pack), rules=pack)
    (sentence,) = raised.value.sentences
    assert sentence.key == "reading.heading_without_townships"
    assert sentence.values["cell"].startswith("[form.xlsx]填报表!")


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("pack", PACKS)
def test_every_column_has_a_hint_that_the_spreadsheet_can_show(tmp_path, pack, language):
    sheet = openpyxl.load_workbook(made(tmp_path, pack, language))[FORM[language]]
    checked = validations(sheet)
    assert set(checked) == set(range(sheet.max_column + 1))
    for validation in checked.values():
        assert 0 < len(validation.promptTitle) <= LONGEST_TITLE
        assert 0 < len(validation.prompt) <= LONGEST_MESSAGE


def test_a_pack_that_allows_one_population_requires_it(tmp_path):
    sheet = openpyxl.load_workbook(made(tmp_path, QIYUAN))["填报表"]
    headings = [cell.value for cell in sheet[HEADING_ROW]]
    assert "常住人口＊\n（人）" in headings
    assert not any("户籍人口" in heading for heading in headings)


def test_required_columns_are_bold_on_dark_ground_and_others_are_not(tmp_path):
    sheet = openpyxl.load_workbook(made(tmp_path, "shandong"))["填报表"]
    looks = {
        cell.value: (cell.font.bold, cell.fill.fgColor.rgb if cell.fill.fill_type else None)
        for cell in sheet[HEADING_ROW]
    }
    assert looks["乡镇＊"] == (True, "FFBFBFBF")
    assert looks["常住人口※\n（人）"] == (True, "FFE7E6E6")
    assert looks["区划代码"] == (False, None)


def test_terrains_may_be_listed_by_hand_and_kinds_may_not(tmp_path):
    sheet = openpyxl.load_workbook(made(tmp_path, "shandong"))["填报表"]
    headings = [cell.value for cell in sheet[HEADING_ROW]]
    checked = validations(sheet)
    assert checked[1 + headings.index("特殊地域")].errorStyle == "information"
    assert checked[1 + headings.index("类型")].errorStyle in (None, "stop")
    assert checked[1 + headings.index("拟定类别")].formula1 == '"一类,二类,三类"'


def test_the_instructions_name_the_figures_that_the_rules_leave_to_the_user(tmp_path):
    sheet = openpyxl.load_workbook(made(tmp_path, "yunnan-town"))["填表说明"]
    texts = [str(cell.value) for row in sheet for cell in row if cell.value]
    assert any(text.startswith("provincial_farmers_income　") for text in texts)
    assert any("--set provincial_farmers_income=" in text for text in texts)


def test_the_form_is_set_up_to_be_filled_in_and_printed(tmp_path):
    sheet = openpyxl.load_workbook(made(tmp_path, "shandong"))["填报表"]
    assert sheet.freeze_panes == "D5"
    assert sheet.print_title_rows == "$3:$4"
    assert sheet.page_setup.orientation == "landscape"
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.page_setup.fitToHeight == 0


def test_a_pack_with_labels_and_classes_beyond_what_a_spreadsheet_can_show_is_written(
    tmp_path, write_pack
):
    long = "第" + "九" * 60
    names = "\n".join(f"    - {{name: {long}{n}类, en: 'Class {n}, of many'}}" for n in range(1, 9))
    pack = write_pack(
        f"""\
id: mine
title: {{zh: 长, en: long}}
sources: {{own: {{title: {{zh: 文, en: text}}}}}}
columns:
  roads:
    label: {{zh: "{long}公路里程", en: "Length of all roads that a county keeps in repair itself"}}
figures:
  kinds:
    label: {{zh: 单位, en: Units}}
    of: kind
    value: [town]
    source: own
    clause: {{zh: 一, en: one}}
    status: entered
  least:
    label: {{zh: 最少, en: Least}}
    value: 5
    source: own
    clause: {{zh: 一, en: one}}
    status: entered
classes:
  label: {{zh: 类别, en: Classes}}
  names:
{names}
  source: own
  clause: {{zh: 一, en: one}}
  status: entered
measures:
  roads:
    kind: column
    label: {{zh: 公路, en: Roads}}
    first_of: roads
    required: true
  class:
    kind: decide
    label: {{zh: 类别, en: Class}}
    rows:
      - when: {{of: roads, at_least: least}}
        value: {long}1类
      - value: {long}2类
classification:
  measure: class
  applies_to: kinds
  proposed: proposed_class
"""
    )
    for language in ("zh", "en"):
        path = tmp_path / f"{language}.xlsx"
        write_template(open_pack(pack), path, language, rules=str(pack))
        fill(path, language, is_required)
        assert [found.code for found in reading(path, pack).findings] == []


FURTHER = {"zh": ("机构清单", "县编制总额"), "en": ("Bodies", "County totals")}
LISTED = {
    "zh": [
        "东河镇",
        "党政办公室",
        "党政机构",
        "财政拨款",
        8,
        None,
        1,
        "党委办、政府办",
        "否",
        "否",
    ],
    "en": ["Donghe Town", "Party Office", "office", "fiscal", 8, None, 1, "党委办", "no", "no"],
}


@pytest.mark.parametrize("county", [None, "临河县", "青州市临河县"])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_list_and_the_totals_of_counties_read_back_without_a_finding(
    tmp_path, language, county
):
    path = made(tmp_path, "shandong", language, county)
    fill(path, language)
    book = openpyxl.load_workbook(path)
    bodies, counties = (book[name] for name in FURTHER[language])
    first = bodies.max_column - len(LISTED[language])
    for position, value in enumerate(LISTED[language], start=first + 1):
        bodies.cell(3, position).value = value
    for sheet, column in ((bodies, first), (counties, counties.max_column - 3)):
        sheet.cell(3, column).value = "临河县"
    for position in range(counties.max_column - 2, counties.max_column + 1):
        counties.cell(3, position).value = 600 + position
    book.save(path)
    read = reading(path, "shandong")
    assert [(found.code, found.cell) for found in read.findings] == []
    assert [table.sort for table in read.tables] == ["townships", "bodies", "counties"]
    assert all(table.unrecognised == () for table in read.tables)
    listed = read.statistics.bodies
    assert (listed.size, listed.kinds[0], listed.funding[0]) == (1, "office", "fiscal")
    assert listed.number("administrative_posts").tolist() == [8]
    assert len(read.statistics.county_totals) == 3


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_further_sheets_offer_what_may_be_chosen(tmp_path, language):
    book = openpyxl.load_workbook(made(tmp_path, "shandong", language))
    lists = [
        validation.formula1
        for validation in book[FURTHER[language][0]].data_validations.dataValidation
        if validation.type == "list"
    ]
    assert len(lists) == 4
    assert all(
        0 < len(validation.prompt) <= LONGEST_MESSAGE
        for name in FURTHER[language]
        for validation in book[name].data_validations.dataValidation
    )


def test_a_pack_without_lists_and_totals_has_no_sheets_for_them(tmp_path):
    assert openpyxl.load_workbook(made(tmp_path, "henan-merger")).sheetnames == [
        "填表说明",
        "填报表",
    ]

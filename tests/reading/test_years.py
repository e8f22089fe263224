"""Of the same townships in several years, the figures are always those of the date."""

from __future__ import annotations

from datetime import date

import pytest

from tests.reading.building import codes, found, names, numbers, read, said, xlsx

HEADING = ["乡镇", "常住人口"]
OF_2008 = [["甲镇", 29000], ["乙镇", 31000]]
OF_2009 = [["甲镇", 50000], ["乙镇", 20000]]
BEFORE = "resident_population_year_before"


def two_years(tmp_path, county="", first=2008, older=OF_2008):
    sheets = {
        str(first): [[f"{county}{first}年末"], HEADING, *older],
        "2009": [[f"{county}2009年末"], HEADING, *OF_2009],
    }
    return xlsx(tmp_path, sheets)


@pytest.mark.parametrize("county", ["临河县", ""])
def test_the_later_table_is_used_and_the_one_before_is_the_year_before(tmp_path, county):
    reading = read(two_years(tmp_path, county))
    assert reading.statistics.date == date(2009, 12, 31)
    assert names(reading) == ["甲镇", "乙镇"]
    assert numbers(reading, "resident_population") == [50000, 20000]
    assert numbers(reading, BEFORE) == [29000, 31000]
    assert reading.origins.cell(1, "resident_population") == "[表.xlsx]2009!B4"
    assert reading.origins.cell(1, BEFORE) == "[表.xlsx]2008!B4"
    assert reading.origins.source(0).sheet == "2009"
    assert "[表.xlsx]2008" in said(found(reading, "year-before-table"))
    assert not {"dates-differ", "values-contradict", "township-twice"} & set(codes(reading))


def test_a_table_of_long_ago_is_left_out_with_a_warning(tmp_path):
    reading = read(two_years(tmp_path, first=2005))
    assert numbers(reading, "resident_population") == [50000, 20000]
    assert reading.statistics.numbers.keys() == {"resident_population"}
    warning = found(reading, "other-year-left-out")
    assert warning.severity == "warning"
    assert "[表.xlsx]2005" in said(warning)
    assert "[表.xlsx]2009" in said(warning)


def test_the_date_given_chooses_the_table(tmp_path):
    reading = read(two_years(tmp_path), statistics_date=date(2008, 12, 31))
    assert reading.statistics.date == date(2008, 12, 31)
    assert numbers(reading, "resident_population") == [29000, 31000]
    assert "other-year-left-out" in codes(reading)


def test_a_blank_is_not_filled_from_another_year(tmp_path):
    sheets = {
        "2008": [["2008年末"], HEADING, *OF_2008],
        "2009": [["2009年末"], HEADING, ["甲镇", ""], ["乙镇", 20000]],
    }
    assert numbers(read(xlsx(tmp_path, sheets)), "resident_population") == [None, 20000]


def test_a_township_only_in_the_older_table_is_left_out_and_named(tmp_path):
    older = [*OF_2008, ["丙镇", 15000]]
    reading = read(two_years(tmp_path, older=older))
    assert names(reading) == ["甲镇", "乙镇"]
    warning = found(reading, "only-in-other-year")
    assert (warning.severity, warning.cell) == ("warning", "[表.xlsx]2008!A5")
    assert warning.message.values["names"] == ["丙镇"]


def test_errors_of_the_year_before_name_their_own_column(tmp_path):
    reading = read(two_years(tmp_path, older=[["甲镇", -1], ["乙镇", 31000]]))
    error = found(reading, "negative-number")
    assert (error.column, error.township, error.cell) == (BEFORE, 0, "[表.xlsx]2008!B3")
    assert numbers(reading, BEFORE) == [None, 31000]


def test_two_files_of_two_years_do_not_double_the_townships(tmp_path):
    files = [
        xlsx(tmp_path, [[f"{year}年末"], HEADING, *rows], f"{year}.xlsx")
        for year, rows in ((2008, OF_2008), (2009, OF_2009))
    ]
    assert names(read(*files)) == ["甲镇", "乙镇"]


def test_a_proposal_stays_beside_two_years(tmp_path):
    sheets = {
        "方案": [["方案（2010年9月20日）"], ["乡镇", "拟设党政工作机构"], ["乙镇", 3], ["甲镇", 4]],
        "2008": [["2008年末"], HEADING, *OF_2008],
        "2009": [["2009年末"], HEADING, *OF_2009],
    }
    reading = read(xlsx(tmp_path, sheets))
    assert numbers(reading, "proposed_offices") == [4, 3]
    assert numbers(reading, BEFORE) == [29000, 31000]
    assert reading.statistics.date == date(2009, 12, 31)


def test_side_by_side_the_year_before_is_read_under_its_own_name(tmp_path):
    rows = [["乡镇", "2008年末总人口（万人）", "2009年末总人口（人）"], ["城关镇", 1.5, 20000]]
    reading = read(xlsx(tmp_path, rows))
    assert numbers(reading, "total_population") == [20000]
    assert numbers(reading, "total_population_year_before") == [15000]
    assert reading.origins.cell(0, "total_population_year_before") == "[表.xlsx]Sheet1!B2"
    assert reading.statistics.date == date(2009, 12, 31)
    note = found(reading, "year-before-read")
    assert (note.severity, note.cell) == ("note", "[表.xlsx]Sheet1!B1")


def test_of_three_years_the_oldest_is_not_taken_and_said(tmp_path):
    heading = ["乡镇", "2007年末总人口", "2008年末总人口", "2009年末总人口"]
    reading = read(xlsx(tmp_path, [heading, ["城关镇", 100, 200, 300]]))
    assert numbers(reading, "total_population_year_before") == [200]
    assert found(reading, "later-year-taken").message.values["others"] == ["2007年末总人口"]


def test_a_hidden_sheet_is_read_and_said(tmp_path):
    import xlsxwriter

    path = tmp_path / "表.xlsx"
    with xlsxwriter.Workbook(path) as book:
        shown, hidden = book.add_worksheet("2009"), book.add_worksheet("旧")
        hidden.hide()
        for sheet, title, rows in ((shown, "2009年末", OF_2009), (hidden, "2008年末", OF_2008)):
            for at, row in enumerate([[title], HEADING, *rows]):
                sheet.write_row(at, 0, row)
    reading = read(path)
    assert numbers(reading, "resident_population") == [50000, 20000]
    assert found(reading, "hidden-sheet-read").message.values["place"] == "[表.xlsx]旧"

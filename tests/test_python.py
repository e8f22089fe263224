"""The calculator from Python: what it takes, and what its errors say."""

import time
from datetime import date, datetime

import pytest

import calculator
from calculator import CalculatorError
from calculator.packs import open_pack
from calculator.reporting.figures_sheet.book import write_figures_workbook
from rules.wording import Sentence
from tests.conftest import ROOT

SAMPLE = ROOT / "sample_data" / "qiyuan_county.xlsx"


def test_an_error_says_its_sentences_in_either_language():
    error = CalculatorError([Sentence("report.no_files")])
    assert str(error) == "没有给出文件；请至少给出一个统计表"
    assert error.text("en").startswith("no file was given")


def test_an_error_says_equal_sentences_once_and_keeps_the_order():
    of = [Sentence("packs.alias", {"name": name}) for name in "abaab"]
    assert CalculatorError(of).sentences == of[:2]


def test_a_clock_before_zips_had_dates_keeps_nobody_from_calculating(monkeypatch):
    first = time.strptime("1970-01-01", "%Y-%m-%d")
    monkeypatch.setattr(time, "localtime", lambda *_: first)
    report = calculator.report(SAMPLE)
    assert report.evaluation.statistics.size


def test_no_files_are_an_error_with_a_sentence():
    with pytest.raises(CalculatorError, match="没有给出文件"):
        calculator.report([])


@pytest.mark.parametrize(
    "day", ["2009-12-31", "2009年12月31日", date(2009, 12, 31), datetime(2009, 12, 31, 8)]
)
def test_the_date_may_be_a_text_or_a_date(day):
    report = calculator.report(SAMPLE, statistics_date=day)
    assert report.evaluation.statistics.date == date(2009, 12, 31)


@pytest.mark.parametrize("files", ["", [""], [SAMPLE, ""]])
def test_an_empty_text_does_not_mean_the_folder_that_one_is_in(files):
    with pytest.raises(CalculatorError, match="没有给出文件"):
        calculator.report(files)
    with pytest.raises(CalculatorError, match="没有给出文件"):
        calculator.check_files(files)


@pytest.mark.parametrize("day", ["2009", "2009-13-31", "yesterday", "", 2009])
def test_a_text_that_is_no_date_is_an_error_with_a_sentence(day):
    with pytest.raises(CalculatorError, match="日期应写成"):
        calculator.report(SAMPLE, statistics_date=day)
    with pytest.raises(CalculatorError, match="日期应写成"):
        calculator.report(SAMPLE, as_of=day)


def test_a_coverage_that_there_is_none_of_is_an_error_with_a_sentence():
    with pytest.raises(CalculatorError, match="数据范围应为county、prefecture、province之一"):
        calculator.report(SAMPLE, coverage="country")


def test_a_population_that_there_is_none_of_is_an_error_with_a_sentence():
    with pytest.raises(CalculatorError, match="人口口径应为"):
        calculator.report(SAMPLE, population="all")


def test_a_report_is_saved_only_as_a_workbook(tmp_path):
    report = calculator.report(SAMPLE)
    with pytest.raises(CalculatorError, match="xlsx"):
        report.save(tmp_path / "r.pdf")
    report.save(tmp_path / "r.xlsx")
    with pytest.raises(CalculatorError, match="replace=True"):
        report.save(tmp_path / "r.xlsx")


def test_a_report_is_never_saved_over_what_it_was_made_from(tmp_path):
    statistics, before = tmp_path / "甲县.xlsx", tmp_path / "2008.xlsx"
    for copy in (statistics, before):
        copy.write_bytes(SAMPLE.read_bytes())
    figures = tmp_path / "figures.xlsx"
    write_figures_workbook(open_pack("shandong"), figures, "zh", rules="shandong")
    reading = calculator.ReadingOptions(previous=[str(before)])
    report = calculator.report(statistics, rules=figures, reading=reading)
    for path in (statistics, before, figures):
        content = path.read_bytes()
        with pytest.raises(CalculatorError, match="是输入文件"):
            report.save(path, replace=True)
        assert path.read_bytes() == content


def test_a_list_of_townships_may_be_one_text():
    report = calculator.report(SAMPLE, rules=SAMPLE.with_suffix(".yaml"))
    boundaries = SAMPLE.with_name("qiyuan_boundaries.geojson")
    with pytest.raises(CalculatorError) as found:
        report.plan(boundaries=boundaries, together="柳岸镇、古槐镇", apart="柳岸镇、古槐镇")
    assert str(found.value) == "古槐镇、柳岸镇既要求合并，又要求不合并，互相矛盾。请去掉一个。"


def test_files_can_be_checked_without_calculating(tmp_path):
    table = tmp_path / "表.csv"
    table.write_text(
        "县,乡镇,年报人口\n沂河县,城关镇,52000\n沂河县,河西乡,约2万\n", encoding="utf-8"
    )
    options = calculator.ReadingOptions(
        columns={"年报人口": "resident_population"}, renames={"沂河县": "沂河区"}
    )
    checked = calculator.check_files(table, reading=options)
    assert checked.lacking == []
    assert checked.reading.statistics.counties == [("", "沂河区")]
    errors = [line.cell for line in checked.findings() if line.severity == "error"]
    assert errors == ["[表.csv]C3"]
    assert calculator.check_files(table).lacking != []


def test_a_name_that_there_is_none_of_is_an_attribute_error():
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        _ = calculator.nothing

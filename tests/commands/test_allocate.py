"""township allocate: a county's total of posts, divided among its townships."""

from __future__ import annotations

import json

import openpyxl
import pytest
from wcwidth import width

import calculator
from tests.conftest import ROOT

SAMPLE = ROOT / "sample_data" / "qiyuan_county.xlsx"
SAMPLE_PACK = ROOT / "sample_data" / "qiyuan_county.yaml"

COUNTY = """\
东平县2009年乡镇统计,,,,,,
乡镇名称,乡镇代码,常住人口,中心镇,拟核行政编制,拟核事业编制
东河镇,370923102,85000,,,
西河镇,370923101,52000,,50,
南河乡,370923200,29999,,,
北河乡,370923201,30000,是,,
城关街道,370923001,120000,,,
"""
# By the default pack 41, 40, 36 and 41 administrative posts: 158; and 44, 40, 34 and 44
# institution posts: 162. The weights are the people: 196,999.

TWO = """\
县（市、区）,乡镇名称,常住人口,中心镇
东平县,东河镇,85000,
东平县,城关镇,52000,
西平县,城关镇,30000,是
西平县,北河乡,40000,
"""


@pytest.fixture
def write(tmp_path):
    def written(text):
        path = tmp_path / "统计.csv"
        path.write_text(text, encoding="utf-8")
        return path

    return written


@pytest.fixture
def divided(township, write):
    def call(*options, text=COUNTY):
        outcome = township("allocate", write(text), *options, "--json")
        assert outcome.err == ""
        return json.loads(outcome.out)["kinds"]

    return call


def posts(kind, place=0):
    return [unit["allocated"] for unit in kind["counties"][place]["townships"]]


def test_the_total_is_divided_by_standard_and_people(divided):
    kinds = divided("--total", "行政编制=170")
    assert list(kinds) == ["administrative_posts"]
    # 12 more: 46.18, 43.17, 37.83, 42.83; the two largest remainders are rounded up
    assert posts(kinds["administrative_posts"]) == [46, 43, 38, 43]
    county = kinds["administrative_posts"]["counties"][0]
    assert (county["county"], county["total"], county["total_from"]) == ("东平县", 170, "command")
    assert county["townships"][0] == {
        "code": "370923102",
        "prefecture": None,
        "county": "东平县",
        "name": "东河镇",
        "class": "一类",
        "standard": 41,
        "weight": 85000,
        "share": 0.431474,
        "ideal": 46.177691,
        "allocated": 46,
        "kept": False,
    }


def test_what_is_assumed_of_units_that_take_no_part_is_said(divided):
    notes = divided("--total", "行政编制=170")["administrative_posts"]["counties"][0]["notes"]
    assert any("城关街道" in note and "假定" in note for note in notes)
    assert any("未采用" in note for note in notes)


@pytest.mark.parametrize("total", ["institution posts=162", "事业编制=１６２", "事业编制=0162"])
def test_a_kind_is_named_in_either_language(divided, total):
    assert posts(divided("--total", total)["institution_posts"]) == [44, 40, 34, 44]


@pytest.mark.parametrize(
    ("kept", "allocated"),
    [
        (["西河镇=40"], [48, 40, 38, 44]),  # 118 and 12 more: 48.03, 38.483, 43.483
        (["西河镇"], [42, 50, 36, 42]),  # as proposed; 118 and 2 more: 42.17, 36.41, 41.41
        (["370923101:行政编制=40"], [48, 40, 38, 44]),
        (["东平县:西河镇=40", "城关街道=10"], [42, 40, 36, 42, 10]),
    ],
)
def test_a_township_kept_has_what_is_said_or_proposed(divided, kept, allocated):
    options = [word for name in kept for word in ("--keep", name)]
    kinds = divided("--total", "行政编制=170", *options)
    assert posts(kinds["administrative_posts"]) == allocated
    units = kinds["administrative_posts"]["counties"][0]["townships"]
    assert {unit["name"] for unit in units if unit["kept"]} >= {"西河镇"}


def test_each_of_several_counties_has_its_own_total(divided):
    options = ["--total", "东平县:行政编制=90", "--total", "西平县：行政编制=70"]
    kind = divided(*options, "--keep", "西平县:城关镇=33", text=TWO)["administrative_posts"]
    assert [county["county"] for county in kind["counties"]] == ["东平县", "西平县"]
    assert posts(kind, 0) == [47, 43]  # 81 and 9 more by 85 : 52
    assert posts(kind, 1) == [33, 37]
    alone = divided("--total", "西平县:行政编制=70", text=TWO)["administrative_posts"]
    assert alone["without_total"] == [{"prefecture": None, "county": "东平县"}]


WITH_TOTALS = """\
县（市、区）,乡镇名称,常住人口,中心镇,全县行政编制总额,行政编制核定数
东平县,东河镇,85000,,90,40
东平县,城关镇,52000,,90,41
西平县,城关镇,30000,是,{total},44
西平县,北河乡,40000,,{total},45
西平县,开发街道,40000,,{total},20
"""


def test_totals_are_read_from_the_files_and_a_typed_one_goes_before_them(divided):
    kind = divided(text=WITH_TOTALS.format(total=80))["administrative_posts"]
    assert [(c["total"], c["total_from"]) for c in kind["counties"]] == [
        (90, "files"),
        (80, "files"),
    ]
    typed = divided("--total", "西平县:行政编制=81", text=WITH_TOTALS.format(total=80))
    counties = typed["administrative_posts"]["counties"]
    assert [(c["total"], c["total_from"]) for c in counties] == [(90, "files"), (81, "command")]


def test_without_a_proposal_a_township_is_kept_at_what_was_approved(divided):
    text = WITH_TOTALS.format(total=80)
    kind = divided("--keep", "西平县:城关镇", text=text)["administrative_posts"]
    assert posts(kind, 1) == [44, 36]
    assert any("20名" in note for note in kind["counties"][1]["notes"])


def test_a_total_in_the_files_that_is_no_whole_number_is_said_and_the_rest_divided(township, write):
    outcome = township("allocate", write(WITH_TOTALS.format(total=80.5)))
    assert (outcome.status, outcome.err) == (1, "")
    assert "80.5" in outcome.out
    assert "总数90名" in outcome.out


@pytest.mark.parametrize("language", ["zh", "en"])
def test_what_is_written_reads_back_as_a_proposal_within_its_total(
    township, write, tmp_path, language
):
    path = write(COUNTY.replace("50,\n", ",\n"))
    book = tmp_path / "分配.xlsx"
    options = ["--total", "行政编制=170", "--total", "事业编制=150", "--keep", "北河乡:事业编制=40"]
    outcome = township("allocate", path, *options, "--output", book, "--lang", language)
    assert (outcome.status, outcome.err) == (0, "")
    report = calculator.report([path, book])
    quotas = report.as_dict()["counties"][0]["quotas"]
    assert quotas["administrative_posts"]["proposed"] == 170
    assert quotas["institution_posts"]["proposed"] == 150
    assert not [f for f in report.findings() if f.severity != "note"]
    assert not [f for f in report.findings() if "over-approved" in f.code]


def test_a_sheet_of_one_county_among_several_reads_back_as_that_one(township, write, tmp_path):
    path, book = write(TWO), tmp_path / "分配.xlsx"
    township("allocate", path, "--total", "西平县:行政编制=77", "--output", book)
    report = calculator.report([path, book])
    assert not [f for f in report.findings() if f.severity == "error"]
    proposed = [
        c["quotas"]["administrative_posts"]["proposed"] for c in report.as_dict()["counties"]
    ]
    assert proposed == [None, 77]


def test_the_workbook_has_a_sheet_a_kind_with_statuses_and_signatures(township, write, tmp_path):
    book = tmp_path / "分配.xlsx"
    options = ["--total", "行政编制=170", "--total", "事业编制=150"]
    township("allocate", write(COUNTY), *options, "--output", book)
    read = openpyxl.load_workbook(book)
    assert read.sheetnames == ["行政编制", "事业编制"]
    sheet = read["行政编制"]
    texts = [str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert "拟核行政编制\n（名）" in texts
    assert "分配权数\n（占位）" in texts
    assert any(text.startswith("填报单位（盖章）") for text in texts)
    assert any("分配余数时每人的权数（占位）" in text for text in texts)
    assert sheet.page_setup.paperSize == 9


def test_a_county_of_an_undecided_township_is_not_divided_and_nothing_is_written(
    township, write, tmp_path
):
    book = tmp_path / "分配.xlsx"
    path = write(COUNTY.replace("52000", ""))
    options = ["--total", "行政编制=170", "--output", book]
    outcome = township("allocate", path, *options)
    assert (outcome.status, book.exists()) == (1, False)
    assert "西河镇" in outcome.out
    assert "--keep" in outcome.out
    assert township("allocate", path, *options, "--keep", "西河镇=40").status == 0
    assert book.exists()


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ([], "--total 行政编制=620"),
        (["--total", "事业=1"], "可分配的只有行政编制、事业编制"),
        (["--total", "行政编制=42.5"], "整数"),
        (["--total", "行政编制=-3"], "整数"),
        (["--total", "行政编制=17,0"], "整数"),
        (["--total", "东坪县:行政编制=1"], "是不是：东平县"),
        (["--total", "行政编制=1", "--total", "行政编制=2"], "写了两次"),
        (["--total", "行政编制=170", "--keep", "西湖镇=3"], "是不是：西河镇"),
        (["--total", "行政编制=170", "--keep", "西河镇=许多"], "整数"),
        (["--total", "行政编制=170", "--keep", "东河镇"], "没有可用的行政编制数"),
        (["--total", "行政编制=170", "--keep", "西河镇", "--keep", "西河镇=3"], "写了两次"),
        (["--total", "行政编制=1", "--total", "事业编制=1", "--keep", "西河镇=3"], "哪一种"),
        (["--total", "行政编制=1", "--rules", "hunan-merger"], "没有规定怎样分配编制"),
    ],
)
def test_what_was_asked_and_does_not_fit_is_said(township, write, options, said):
    outcome = township("allocate", write(COUNTY), *options)
    assert (outcome.status, outcome.out) == (1, "")
    assert said in outcome.err


@pytest.mark.parametrize("written", ["170名", "１７０", "170 posts"])
def test_a_total_may_be_written_with_its_unit(township, write, written):
    outcome = township("allocate", write(COUNTY), "--total", f"行政编制={written}")
    assert (outcome.status, outcome.err) == (0, "")
    assert "总数170名" in outcome.out


def test_of_several_counties_the_one_meant_must_be_named(township, write):
    outcome = township("allocate", write(TWO), "--total", "行政编制=9", "--keep", "城关镇=3")
    assert outcome.status == 1
    assert "东平县:行政编制=9" in outcome.err
    outcome = township("allocate", write(TWO), "--total", "东平县:行政编制=9", "--keep", "城关镇=3")
    assert "东平县城关镇、西平县城关镇" in outcome.err


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_tables_fit_the_screen(township, monkeypatch, language):
    monkeypatch.setenv("COLUMNS", "80")
    outcome = township(
        *("allocate", SAMPLE, "--rules", SAMPLE_PACK, "--lang", language),
        *("--total", "行政编制=640"),
        *("--keep", "盐滩镇:行政编制=30", "--keep", "石桥镇:行政编制=42"),
        *("--keep", "盐滩镇:事业编制=30"),
    )
    assert (outcome.status, outcome.err) == (0, "")
    assert max(map(width, outcome.out.splitlines())) <= 80
    assert "640" in outcome.out
    assert "612" in outcome.out, "the total of the file"

"""The merger plan of a result: its counties, wishes for it, and where borders come from."""

from __future__ import annotations

import io
import re

import openpyxl
import pytest

from tests.web.conftest import sent

COUNTIES = """\
县（市、区）,乡镇名称,常住人口,毗邻乡镇
甲县,甲镇,20000,乙乡
甲县,乙乡,15000,甲镇、丙镇
甲县,丙镇,50000,乙乡
甲县,丁镇,9000,无
乙县,戊镇,21000,己乡
乙县,己乡,22000,戊镇
丙县,庚镇,45000,无
"""
NAMES = ["甲镇", "乙乡", "丙镇", "丁镇", "戊镇", "己乡", "庚镇"]


@pytest.fixture
def result(browser):
    return browser.result(("统计.csv", COUNTIES))


def planned(browser, address):
    """The page of a plan as text without marks."""
    response = browser.get(address)
    assert response.status_code == 200, response.text
    return re.sub(r"<[^>]+>|\s+", " ", response.text[response.text.index("<main") :])


def asked(browser, result, shown, **wishes):
    """The address of a plan with wishes for townships of one county."""
    data = {"shown": [str(NAMES.index(name)) for name in shown], "first": NAMES.index(shown[0])}
    return browser.post(f"{result}/plan", {**data, **wishes}).location


def test_a_county_is_shown_with_its_groups_and_reasons(browser, result):
    text = planned(browser, f"{result}/plan")
    for part in ("第1组 甲镇", "35,000人", "建议驻地", "丁镇", "没有毗邻的乡镇", "已证明"):
        assert part in text
    assert "戊镇" not in text.partition("提出要求，重做方案 提出要求")[0].partition("第1组")[2]


def test_the_county_is_chosen(browser, result):
    page = browser.get(f"{result}/plan").text
    assert re.findall(r'<option value="(\d)"(?: selected)?>([^<]+县[^<]*)<', page) == [
        ("0", "甲县：3个撤并研究对象"),
        ("1", "乙县：2个撤并研究对象"),
        ("2", "丙县：不需要方案"),
    ]
    assert "第1组 戊镇" in planned(browser, f"{result}/plan?area=1")
    assert "不需要方案" in planned(browser, f"{result}/plan?area=2")
    assert "第1组 甲镇" in planned(browser, f"{result}/plan?area=99")


def test_a_township_leads_to_its_county_in_the_plan(browser, result):
    page = browser.get(f"{result}/townships/5").text
    address = re.search(r'href="([^"]+township=5[^"]*)"', page)[1].replace("&amp;", "&")
    assert "第1组 戊镇" in planned(browser, address.partition("#")[0])
    assert f'id="{address.partition("#")[2]}"' in browser.get(address.partition("#")[0]).text


def test_wishes_make_another_plan_and_stay_when_another_county_is_asked(browser, result):
    county = NAMES[:4]
    one, two = str(NAMES.index("乙乡")), str(NAMES.index("丙镇"))
    wishes = {f"together-{one}": "1", f"together-{two}": "1", "kept": two}
    address = asked(browser, result, county, **wishes)
    text = planned(browser, address)
    assert "按要求保留丙镇" in text
    digest = re.search(r"asked=(\w+)", address)[1]
    other = asked(browser, result, ["戊镇", "己乡"], asked=digest, kept=str(NAMES.index("己乡")))
    assert "按要求保留己乡" in planned(browser, other)
    last = re.search(r"asked=(\w+)", other)[1]
    assert "按要求保留丙镇" in planned(browser, f"{result}/plan?asked={last}")


def test_wishes_that_contradict_each_other_are_said_without_options_of_a_command(browser, result):
    one, two = str(NAMES.index("甲镇")), str(NAMES.index("乙乡"))
    address = asked(
        browser, result, NAMES[:4], kept=[one, two], **{f"together-{t}": "1" for t in (one, two)}
    )
    response = browser.get(address)
    assert response.status_code == 422
    assert "甲镇、乙乡要求合并，又都要求保留" in response.text
    assert "--keep" not in response.text


def test_alternatives_are_listed_or_said_not_to_be(browser, result):
    address = asked(browser, result, NAMES[:4], alternatives="2")
    assert "其他方案" in planned(browser, address)


def test_the_plan_is_downloaded(browser, result):
    found = browser.get(f"{result}/plan/plain/plan.json").json["plan"]
    assert [county["county"] for county in found["counties"]] == ["甲县", "乙县"]
    book = browser.get(f"{result}/plan/plain/plan.xlsx")
    sheets = openpyxl.load_workbook(io.BytesIO(book.data))
    assert any("甲镇" in str(value) for sheet in sheets for row in sheet.values for value in row)
    for path in ("plain/plan.csv", f"{'0' * 16}/plan.json", "..%2Frequest/plan.json"):
        assert browser.get(f"{result}/plan/{path}").status_code == 404


def test_borders_are_asked_for_and_may_be_sent_there(browser):
    result = browser.result(("统计.csv", "乡镇名称,常住人口\n甲镇,20000\n乙镇,15000\n丙镇,52000\n"))
    response = browser.get(f"{result}/plan")
    assert response.status_code == 200
    assert "没有说明哪些乡镇毗邻" in response.text
    assert "--neighbours" not in response.text
    pairs = sent(("毗邻.csv", "乡镇,毗邻乡镇\n甲镇,乙镇\n"))[0]
    location = browser.post(f"{result}/plan/borders", {"neighbours": pairs}).location
    assert "2个可以解决" in planned(browser, location)


def test_a_file_of_borders_that_cannot_be_read_is_said_by_its_own_name(browser):
    result = browser.result(("统计.csv", "乡镇名称,常住人口\n甲镇,20000\n乙镇,15000\n丙镇,52000\n"))
    broken = sent(("边界.geojson", "{"))[0]
    location = browser.post(f"{result}/plan/borders", {"boundaries": broken}).location
    response = browser.get(location)
    assert response.status_code == 422
    assert "边界.geojson" in response.text
    assert browser.get(result).status_code == 200
    assert browser.post(f"{result}/plan/borders").status_code == 400


def test_rules_without_a_merger_rule_say_so(browser):
    result = browser.result(rules="sichuan-town")
    response = browser.get(f"{result}/plan")
    assert response.status_code == 422
    assert "没有规定哪些乡镇列为撤并研究对象" in response.text


@pytest.fixture
def sample(browser):
    return browser.post("/sample").location


def test_maps_show_classes_candidates_and_groups(browser, sample):
    overview = browser.get(sample).text
    assert overview.count('<path class="unit fill-') == 17
    assert overview.count('<tspan class="sign">▲</tspan>') == 4
    plan = browser.get(f"{sample}/plan").text
    assert plan.count('<path class="over"') == 4
    assert len(set(re.findall(r'class="unit (group-\d)"', plan))) == 2
    assert all(f"after-pattern-{number}" in plan for number in "12")


def test_seats_are_dots_joined_where_there_are_no_outlines(browser):
    table = "乡镇名称,常住人口,经度,纬度\n"
    table += "".join(f"镇{n},{20000 + n},{118 + n / 20},{36 + n % 2 / 20}\n" for n in range(6))
    result = browser.result(("统计.csv", table))
    assert browser.get(result).text.count('<circle class="unit') == 6
    plan = browser.get(f"{result}/plan").text
    assert '<path class="joined"' in plan
    assert "近似" in plan


def test_a_map_has_no_numbers_that_are_none(browser, sample):
    page = browser.get(f"{sample}/plan").text
    for shape in re.findall(r'(?:d|x|y|cx|cy)="([^"]*)"', page):
        assert "nan" not in shape
        assert "inf" not in shape

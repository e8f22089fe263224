"""Other figures tried on a result: what changes, what is wrong, what is taken over."""

from __future__ import annotations

import io
import re

import openpyxl
import pytest
import yaml

from tests.conftest import ROOT


def tried(browser, result, **figures):
    """The page of a trial."""
    data = {f"figure:{name}": text for name, text in figures.items()}
    return browser.get(browser.post(f"{result}/whatif", data).location)


def address(browser, result, **figures):
    """The digest of a trial."""
    data = {f"figure:{name}": text for name, text in figures.items()}
    location = browser.post(f"{result}/whatif", data).location
    return re.search(r"trial=(\w+)", location)[1]


def test_every_figure_that_may_be_entered_is_in_the_form(browser, shandong):
    page = browser.get(f"{browser.result()}/whatif").text
    for name in shandong.figures:
        assert page.count(f'name="figure:{name}"') == 1


@pytest.mark.parametrize(
    ("figures", "said"),
    [
        ({"minimum_population": "3.1万"}, "1个乡镇有变化"),
        ({"minimum_population": "60,000人"}, "2个乡镇有变化"),
        ({"minimum_population": "30000"}, "没有一个乡镇有变化"),
        ({"pooling": "no"}, "没有一个乡镇有变化"),
    ],
)
def test_how_many_townships_change_is_said(browser, figures, said):
    response = tried(browser, browser.result(), **figures)
    assert response.status_code == 200
    assert said in response.text


def test_the_townships_that_change_stand_beside_the_original_with_the_reason(browser):
    page = tried(browser, browser.result(), minimum_population="3.1万").text
    row = re.search(r"<tbody>\s*<tr><th[^>]*>.*?</tbody>", page[page.index("changes") :], re.S)[0]
    text = re.sub(r"<[^>]+>|\s+", " ", row)
    for part in ("北河乡", "不低于下限", "撤并研究对象", "31,000人"):
        assert part in text


@pytest.mark.parametrize(
    ("figures", "field", "said"),
    [
        ({"minimum_population": "三"}, "minimum_population", "“乡镇最低人口规模”应与原值同类"),
        ({"minimum_population": "-5"}, "minimum_population", "数字不应为负"),
        (
            {"classified_kinds": "foo"},
            "classified_kinds",
            "不认识“foo”（可用：其他、乡、街道、镇）",
        ),
    ],
)
def test_a_mistake_is_said_beside_its_field(browser, figures, field, said):
    response = tried(browser, browser.result(), **figures)
    assert response.status_code == 422
    row = response.text[response.text.index(f'name="figure:{field}"') :]
    assert said in row[: row.index("</div>")]
    assert "--set" not in response.text.replace("计算时用--set填入", "")


def test_all_mistakes_are_said_at_once(browser):
    page = tried(browser, browser.result(), minimum_population="三", office_limit="x").text
    assert page.count('class="mistake"') == 1
    page = tried(
        browser, browser.result(), **{"minimum_population": "三", "office_limit.一类": "x"}
    ).text
    assert page.count('class="mistake"') == 2


def test_figures_that_do_not_go_together_are_said_above(browser):
    page = tried(
        browser, browser.result(), first_class_population="30000", second_class_population="40000"
    ).text
    assert 'class="is-mistaken' not in page
    assert "永远轮不到它" in page


def test_the_figures_are_taken_over_and_given_back(browser):
    result = browser.result()
    trial = address(browser, result, minimum_population="3.1万")
    assert browser.post(f"{result}/whatif/adopt", {"trial": trial}).location == result
    report = browser.get(f"{result}/download/json").json
    assert report["counties"][0]["candidates"] == 2
    assert "乡镇最低人口规模：3.1万" in browser.get(f"{result}/whatif").text
    browser.post(f"{result}/whatif/adopt")
    assert browser.get(f"{result}/download/json").json["counties"][0]["candidates"] == 1
    assert browser.get(f"{result}/whatif?trial={trial}").status_code == 200


def test_the_rules_are_downloaded_as_a_pack_and_as_a_sheet(browser):
    result = browser.result()
    trial = address(browser, result, minimum_population="25000")
    pack = yaml.safe_load(browser.get(f"{result}/whatif/{trial}/rules.yaml").data)
    assert pack["extends"] == "shandong"
    assert pack["figures"]["minimum_population"]["value"] == 25000
    sheet = browser.get(f"{result}/whatif/{trial}/rules.xlsx")
    rows = list(openpyxl.load_workbook(io.BytesIO(sheet.data)).active.values)
    row = next(row for row in rows if "minimum_population" in row)
    assert 25000 in row
    assert 30000 in row


def test_rules_that_came_as_a_sheet_are_extended_from_what_the_sheet_amends(browser, tmp_path):
    from calculator.packs import open_pack
    from calculator.reporting.figures_sheet import write_figures_workbook

    path = tmp_path / "figures.xlsx"
    write_figures_workbook(open_pack("shandong"), path, "zh", rules="shandong")
    with path.open("rb") as file:
        result = browser.result(rules_file=(file, "数字.xlsx"))
    trial = address(browser, result, minimum_population="25000")
    pack = yaml.safe_load(browser.get(f"{result}/whatif/{trial}/rules.yaml").data)
    assert pack["extends"] == "shandong"


def test_rules_of_a_users_own_are_named_as_they_call_them(browser):
    rules = ROOT / "sample_data" / "qiyuan_county.yaml"
    with rules.open("rb") as file:
        result = browser.result(rules_file=(file, "本县.yaml"))
    trial = address(browser, result, minimum_population="25000")
    text = browser.get(f"{result}/whatif/{trial}/rules.yaml").text
    assert text.startswith("# 把这个文件和“本县.yaml”放在同一个文件夹里使用。")
    assert "extends: 本县.yaml" in text


@pytest.mark.parametrize("digest", ["0" * 16, "../../secret", "x", "a" * 64])
def test_a_trial_that_is_not_there_is_not_found(browser, digest):
    result = browser.result()
    assert browser.get(f"{result}/whatif?trial={digest}").status_code == 200
    assert browser.get(f"{result}/whatif/{digest}/rules.yaml").status_code == 404
    assert browser.post(f"{result}/whatif/adopt", {"trial": digest}).status_code == 404


def test_a_figure_that_the_rules_do_not_have_is_let_be(browser):
    page = tried(browser, browser.result(), nothing="1", minimum_population="31000")
    assert "1个乡镇有变化" in page.text


def test_what_is_typed_is_only_text(browser):
    page = tried(browser, browser.result(), minimum_population='"><script>x</script>').text
    assert "<script>x" not in page

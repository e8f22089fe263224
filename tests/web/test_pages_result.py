"""What the pages of a result show, and what can be done on them, without any script."""

from __future__ import annotations

import io
import json
import re

import openpyxl
import pytest

from calculator.messages import messages
from calculator.web.views.findings import finding_groups, group_of_code
from tests.conftest import ROOT
from tests.web.conftest import TABLE, Browser
from tests.web.documents import problems_of, shown_text

SAMPLE = ROOT / "sample_data"
PAGES = ("", "/findings", "/townships", "/townships/0", "/reading", "/downloads")
UNREAD = "乡镇名称,年报数字甲,中心镇\n东河镇,85000,否\n南河乡,29999,否\n"


@pytest.fixture
def sample(browser):
    """The address of the sample county."""
    return browser.post("/sample").location


def text_of(browser, address):
    return shown_text(browser.get(address).text)


def names(browser, address):
    """The townships in the table of a page, in their order."""
    page = browser.get(address).text
    body = page[page.index("<tbody>") :] if "<tbody>" in page else ""
    return re.findall(r'<th scope="row"><a [^>]*>([^<]*)</a>', body)


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_page_is_sound_in_both_languages(browser, sample, page, language):
    browser.post("/language", {"language": language})
    response = browser.get(sample + page)
    assert response.status_code == 200
    assert problems_of(response.text) == []


@pytest.mark.parametrize("page", ["/", "/mine", "/nothing"])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_so_are_the_other_pages(browser, sample, page, language):
    assert sample
    browser.post("/language", {"language": language})
    assert problems_of(browser.get(page).text) == []


def test_the_overview_says_how_things_stand(browser, sample):
    text = text_of(browser, sample)
    assert "已算出结果，有17处错误、2处警告需要处理。" in text
    assert "17个乡镇已定类，1个因数字或类型不明未能定类。" in text
    for tile in ("3一类", "4二类", "10三类", "1未能定类", "4撤并研究对象"):
        assert tile in text.replace(" ", "").replace("\n", "")
    assert "下限30,000人" in text


def test_the_chart_has_a_bar_for_each_township_that_the_minimum_is_for(browser, sample):
    page = browser.get(sample).text
    assert len(re.findall(r'<rect class="bar ', page)) == 17
    assert len(re.findall(r'<rect class="bar candidate"', page)) == 4
    assert "何家洼乡：29,999人" in page
    assert 'role="img"' in page


def test_many_townships_are_drawn_by_size(browser):
    rows = "".join(f"甲{n}镇,{20000 + 500 * n}\n" for n in range(120))
    page = browser.get(browser.result(("甲县.csv", "乡镇名称,常住人口\n" + rows))).text
    assert 5 < len(re.findall(r'<rect class="bar ', page)) <= 12
    assert "20个低于下限" in page


def test_findings_are_grouped_by_what_to_do(browser, sample):
    text = text_of(browser, f"{sample}/findings")
    headings = ["改正、补全表中数据", "调整方案", "填入本地文件规定的数字", "供核对"]
    places = [text.rindex(f"{heading}\n") for heading in headings]
    assert places == sorted(places)
    assert places[0] < text.index("盐滩镇：常住人口空白") < places[1]
    assert places[1] < text.index("党政工作机构限额3个，拟设4个") < places[2]
    assert "[qiyuan_county.xlsx]机构编制方案!C10" in text
    assert "第六条 党政工作机构限额" in text


def test_every_code_of_the_rules_is_in_one_group():
    source = (ROOT / "docs" / "json.md").read_text(encoding="utf-8")
    paragraph = source[source.index("Codes of the rules:") :].split("\n")[0]
    codes = [code for code in re.findall(r"`([a-z]+(?:-[a-z…]+)+)`", paragraph) if code[-1] != "-"]
    assert len(codes) > 40
    groups = finding_groups()
    for code in codes:
        said = code.replace("…", "posts")
        assert any(
            re.fullmatch(pattern.replace("*", ".*"), said)
            for patterns in groups.values()
            for pattern in patterns
        ), code
    assert group_of_code("not-a-number") == "table"
    assert group_of_code("county-posts-transferred") == "plan"


def test_a_breach_of_a_placeholder_waits_for_the_figure(browser):
    table = "乡镇名称,常住人口,拟核行政编制\n东河镇,85000,60\n西河镇,52000,60\n"
    text = text_of(browser, browser.result(("甲县.csv", table)) + "/findings")
    start = text.rindex("填入本地文件规定的数字\n")
    assert "东河镇" in text[start : text.rindex("供核对\n")]


def test_many_alike_are_folded(browser):
    rows = "".join(f"甲{n}镇,{40000 + n},9\n" for n in range(40))
    table = "乡镇名称,常住人口,拟设党政工作机构\n" + rows
    page = browser.get(browser.result(("甲县.csv", table)) + "/findings").text
    assert "同类问题还有37条" in page


SORTED = [
    ("", ["东河镇", "西河镇", "南河乡", "北河乡"]),
    ("?sort=population", ["南河乡", "北河乡", "西河镇", "东河镇"]),
    ("?sort=population&order=desc", ["东河镇", "西河镇", "北河乡", "南河乡"]),
    ("?sort=class", ["东河镇", "西河镇", "南河乡", "北河乡"]),
    ("?class=三类", ["南河乡", "北河乡"]),
    ("?merger=candidate", ["南河乡"]),
    ("?kind=town&sort=population", ["西河镇", "东河镇"]),
    ("?q=河乡", ["南河乡", "北河乡"]),
    ("?q=没有", []),
    ("?sort=nonsense&class=nonsense&page=x&order=up", ["东河镇", "西河镇", "南河乡", "北河乡"]),
    ("?page=99", ["东河镇", "西河镇", "南河乡", "北河乡"]),
]


@pytest.mark.parametrize(("query", "expected"), SORTED)
def test_the_address_sorts_and_filters_the_townships(browser, query, expected):
    address = browser.result() + "/townships"
    assert names(browser, address + query) == expected


def test_what_is_blank_comes_last_however_it_is_sorted(browser, sample):
    for order in ("asc", "desc"):
        assert names(browser, f"{sample}/townships?sort=population&order={order}")[-1] == "盐滩镇"


def test_many_townships_come_on_several_pages(browser):
    rows = "".join(f"甲{n}镇,{20000 + n}\n" for n in range(650))
    address = browser.result(("甲县.csv", "乡镇名称,常住人口\n" + rows)) + "/townships"
    assert len(names(browser, address)) == 300
    assert names(browser, f"{address}?sort=population&page=3")[-1] == "甲649镇"
    assert "第3页，共3页" in text_of(browser, f"{address}?page=3")


def test_namesakes_are_told_apart_by_their_prefecture(browser):
    table = "市,县,乡镇名称,常住人口\n甲市,市中区,东河镇,1000\n乙市,市中区,西河镇,2000\n"
    address = browser.result(("全省.csv", table))
    assert names(browser, f"{address}/townships?prefecture=甲市&county=市中区") == ["东河镇"]
    rows = re.findall(r'<span class="prefecture">([^<]*)', browser.get(address).text)
    assert [row.strip() for row in rows] == ["甲市", "乙市"]


def test_sentences_name_the_fields_of_the_page_not_the_options_of_commands(browser):
    text = text_of(browser, browser.result() + "/findings")
    assert "--" not in text
    assert "“更多选项”中的“统计时点”" in text


def test_a_township_is_explained_clause_by_clause(browser, sample):
    text = text_of(browser, f"{sample}/townships/8")
    assert "古槐镇" in text
    assert "类别：二类" in text
    assert "第四条 4万人以上、不满6万人的列为二类" in text
    assert "[qiyuan_county.xlsx]乡镇基本情况!G13" in text
    assert "超限额1个" in text
    assert "超编3名" in text
    assert "原核定" in text
    assert "毗邻乡镇" in text


def test_a_township_that_is_not_there_is_not_found(browser, sample):
    assert browser.get(f"{sample}/townships/21").status_code == 404
    assert browser.get(f"{sample}/townships/99999999999999999999").status_code == 404
    assert browser.get(f"{sample}/townships/-1").status_code == 404


def test_neighbours_come_from_the_files(browser, sample):
    page = browser.get(f"{sample}/townships/3").text
    assert "桑坡乡" in page
    text = text_of(browser, browser.result() + "/townships/0")
    assert "没有毗邻关系" in text


SCRIPT = "<script>alert(1)</script>镇"


@pytest.mark.parametrize("page", PAGES)
def test_a_script_in_a_name_is_only_text(browser, page):
    table = f'乡镇名称,常住人口,"<img src=x onerror=y>"\n{SCRIPT},20000\n=HYPERLINK("x")镇,9\n'
    address = browser.result(("<b>甲</b>县.csv", table.replace('=HYPERLINK("x")', "=HYPERLINK(1)")))
    response = browser.get(address + page)
    assert response.status_code == 200
    assert "<script>alert" not in response.text
    assert "<img" not in response.text
    assert "<b>甲" not in response.text
    assert problems_of(response.text) == []


def test_a_formula_in_a_name_is_text_in_the_workbook_too(browser):
    address = browser.result(("甲县.csv", "乡镇名称,常住人口\n=HYPERLINK(1)镇,20000\n东河镇,1\n"))
    content = browser.get(f"{address}/download/report").data
    book = openpyxl.load_workbook(io.BytesIO(content))
    for sheet in book:
        for row in sheet.iter_rows():
            assert not any(
                str(cell.value)[:13] == "=HYPERLINK(1)" and cell.data_type == "f" for cell in row
            )


def test_a_heading_that_was_not_recognised_can_be_named(browser):
    address = browser.result(("甲县.csv", UNREAD))
    page = browser.get(address)
    assert page.status_code == 200
    assert "还不能计算" in page.text
    assert "年报数字甲" in page.text
    assert '<option value="resident_population"' in page.text
    answer = browser.post(
        f"{address}/reading", {"heading": "年报数字甲", "column": "resident_population"}
    )
    assert answer.status_code == 303
    text = text_of(browser, answer.location)
    assert "已算出结果" in text
    assert "1一类" in text.replace("\n", "").replace(" ", "")
    made = browser.get(f"{address}/reading").text
    assert "已作的指定" in made
    browser.post(f"{address}/reading", {"undo": "年报数字甲"})
    assert "还不能计算" in browser.get(address).text


def test_a_column_can_be_left_out_and_an_empty_choice_changes_nothing(browser):
    address = browser.result(
        ("甲县.csv", TABLE.replace("\n", ",5\n").replace("人口,5", "人口,面积"))
    )
    kept = {"heading": ["面积", "常住人口"], "column": ["-", ""]}
    browser.post(f"{address}/reading", kept)
    requested = requested_of(browser, address, 2)
    assert requested["columns"] == {"面积": ""}
    browser.post(f"{address}/reading", {"heading": "常住人口", "column": ""})
    assert not version(browser, address, 3).exists()


def requested_of(browser, address, number):
    return json.loads((version(browser, address, number) / "request.json").read_text("utf-8"))


def version(browser, address, number):
    data = browser.app.extensions["township"].settings.data
    return data / "results" / address.split("/")[2] / str(number)


def test_a_column_that_there_is_not_can_be_undone(browser):
    address = browser.result()
    browser.post(f"{address}/reading", {"heading": "常住人口", "column": "nonsense"})
    page = browser.get(address)
    assert "没有这个列名" in page.text
    browser.post(f"{address}/reading", {"undo": "常住人口"})
    assert "已算出结果" in browser.get(address).text


def test_corrections_are_refused_without_a_token_and_to_others(browser):
    address = browser.result()
    data = {"heading": "常住人口", "column": "-"}
    assert browser.client.post(f"{address}/reading", data=data).status_code == 400
    assert Browser(browser.app).post(f"{address}/reading", data).status_code == 404


def test_a_table_of_which_nothing_is_recognised_can_be_helped_too(browser):
    address = browser.result(("甲县.csv", "甲地名,年报数字甲\n东河镇,85000\n南河乡,29999\n"))
    assert "指明没有认出的标题" in browser.get(address).text
    data = {"heading": "年报数字甲", "column": "resident_population"}
    assert "已算出结果" in text_of(browser, browser.post(f"{address}/reading", data).location)


def test_files_that_hold_nothing_say_so_and_offer_to_name_the_headings(browser):
    address = browser.result(("甲县.csv", "甲,乙\n1,2\n"))
    page = browser.get(address)
    assert page.status_code == 200
    assert "还不能计算" in page.text
    assert 'name="heading"' in page.text
    assert problems_of(page.text) == []


def test_the_annotated_copy_is_there_where_nothing_can_be_calculated(browser):
    address = browser.result(("甲县.csv", UNREAD))
    assert "download/annotated" in browser.get(address).text
    response = browser.get(f"{address}/download/annotated")
    assert response.status_code == 200
    assert openpyxl.load_workbook(io.BytesIO(response.data)).sheetnames


def test_the_reading_says_headings_units_and_rows_left_out(browser, sample):
    text = text_of(browser, f"{sample}/reading")
    for said in (
        "工作表：乡镇基本情况",
        "标题在第3至4行",
        "公顷",
        "没有计算的行（1行）",
        "合计、小计",
    ):
        assert said in text
    assert "拟设4个，超1个" not in text  # which is no matter of the reading


def test_broken_rules_show_what_was_read_all_the_same(browser):
    rules = [(io.BytesIO(b"nonsense: ["), "mine.yaml")]
    page = browser.get(browser.result(rules_file=rules))
    assert "还不能计算" in page.text
    assert "mine.yaml" in page.text
    assert "常住人口" in page.text


def test_downloads_say_what_they_are(browser, sample):
    page = browser.get(f"{sample}/downloads").text
    for kind in ("report", "annotated", "forms", "json", "figures"):
        assert f"/download/{kind}" in page


def test_a_pack_that_only_judges_a_standard_has_its_own_tiles(browser):
    table = "乡镇名称,户籍人口,常住人口,面积\n东河乡,70000,70000,60\n西河乡,100,100,60\n"
    for pack in ("sichuan-town", "henan-merger", "yunnan-town", "shandong-subdistrict"):
        address = browser.result(("甲县.csv", table), rules=pack)
        for page in PAGES:
            response = browser.get(address + page)
            assert response.status_code == 200, (pack, page)
            assert problems_of(response.text) == []


def test_every_key_of_the_templates_is_there_and_every_key_of_the_pages_is_used():
    folder = ROOT / "calculator" / "web"
    named, starts = set(), set()
    for path in [*folder.rglob("*.html"), *folder.rglob("*.py")]:
        text = path.read_text(encoding="utf-8")
        for key, rest in re.findall(r'[("\']((?:web|terms|workbook)\.[a-z_.0-9]+)["\']( ~)?', text):
            (starts if rest else named).add(key)
        starts |= set(re.findall(r'f"(web\.[a-z_.]+)\{', text))
    for language in ("zh", "en"):
        speaker = messages(language)
        for key in named:
            assert key.endswith(".") or speaker.has(key), key
    used = {key.removeprefix("web.") for key in named}
    begun = tuple(key.removeprefix("web.") for key in starts)
    unused = [key for key in flat(own_messages()) if key not in used and not key.startswith(begun)]
    assert unused == []


def own_messages():
    import tomllib

    path = ROOT / "calculator" / "messages" / "zh" / "web.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))


def flat(tables, above=""):
    for key, value in tables.items():
        if isinstance(value, dict):
            yield from flat(value, f"{above}{key}.")
        else:
            yield f"{above}{key}"


@pytest.mark.parametrize("content", [b"", b"\n , \n", bytes(range(256)) * 40, b"%PDF-1.4 x"])
@pytest.mark.parametrize("name", ["甲县.csv", "甲县.xlsx"])
def test_where_no_sheet_was_read_no_heading_is_asked_for(browser, name, content):
    page = browser.get(browser.result((name, content))).text
    assert "还不能计算" in page
    assert 'name="heading"' not in page
    assert "<option" not in page
    assert "怎么办" not in page
    assert problems_of(page) == []


def test_a_heading_without_townships_below_it_can_be_set_right(browser):
    page = browser.get(browser.result(("甲县.csv", "乡镇名称,常住人口\n1,2\n"))).text
    assert 'name="heading"' in page

"""The page in a real browser: what people do with it, and what they must not be able to do."""

from __future__ import annotations

import io
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.conftest import ROOT, need_tool

SAMPLE = ROOT / "sample_data"
ODD_HEADING = """\
乡镇名称,户数,面积（平方公里）,年末人头数
东河镇,26000,81.5,85000
西河镇,17000,70.2,52000
南河乡,9800,66.1,29999
"""
HOSTILE = """\
县（市、区）,乡镇名称,常住人口,毗邻乡镇
<b>甲</b>县,<script>window.hit=1</script>镇,20000,乙乡
<b>甲</b>县,乙乡,15000,
<b>甲</b>县,"<img src=x onerror=""window.hit=2"">镇",52000,乙乡
"""


@pytest.fixture(scope="module")
def address(tmp_path_factory) -> Iterator[str]:
    """A server with a worker process, as a person starts it."""
    need_tool("chromium")
    command = [sys.executable, "-m", "calculator.cli", "serve", "--port", "0", "--workers", "1"]
    server = subprocess.Popen(
        [*command, "--data", str(tmp_path_factory.mktemp("data"))],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        encoding="utf-8",
        cwd=ROOT,
        env={**os.environ, "PYTHONUTF8": "1", "PYTHONPATH": str(ROOT)},
    )
    try:
        yield re.search(r"http://\S+?/", server.stdout.readline())[0]
    finally:
        server.terminate()
        server.communicate(timeout=20)


@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    """The browser that is installed."""
    path = need_tool("chromium")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        # Chromium's own sandbox does not run for root in a container.
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def visit(address, chromium):
    """Open the start page as somebody new; nothing may be refused or go wrong in its scripts."""

    @contextmanager
    def opened(**options: Any) -> Iterator[Any]:
        context = chromium.new_context(**options)
        context.set_default_timeout(60_000)
        page = context.new_page()
        wrong: list[str] = []
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.on(
            "console",
            lambda said: (
                wrong.append(said.text)
                if said.type == "error" and "Failed to load resource" not in said.text
                else None
            ),
        )
        page.goto(address)
        try:
            yield page
            assert not wrong
        finally:
            context.close()

    return opened


def send(page: Any, *files: tuple[str, str] | Path, **fields: str | Path) -> str:
    """Upload files on the start page; the address of the result."""
    given = [
        file
        if isinstance(file, Path)
        else {"name": file[0], "mimeType": "text/csv", "buffer": file[1].encode()}
        for file in files
    ]
    page.set_input_files("#file", given)
    for field, file in fields.items():
        page.locator("details", has=page.locator(f"#{field}")).locator("summary").click()
        page.set_input_files(f"#{field}", file)
    page.click("form[data-upload] button.first")
    page.wait_for_selector(".tabs")
    return page.url.partition("#")[0]


def sample(page: Any) -> str:
    """The sample county, by one click."""
    page.click(".sample button")
    page.wait_for_selector(".tabs")
    return page.url


def tab(page: Any, name: str) -> None:
    page.click(f".tabs a:text-is('{name}')")
    page.wait_for_selector(".tabs")


def workbook(page: Any, link: str) -> Any:
    """A workbook that is downloaded by a click."""
    with page.expect_download() as download:
        page.click(f"a:text-is('{link}')")
    return openpyxl.load_workbook(io.BytesIO(Path(download.value.path()).read_bytes()))


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_files_go_in_and_the_report_comes_out(visit, scripts):
    with visit(java_script_enabled=scripts, accept_downloads=True) as page:
        rules = SAMPLE / "qiyuan_county.yaml"
        send(page, SAMPLE / "qiyuan_county.xlsx", **{"rules-file": rules})
        assert page.text_content("h1") == "齐原县乡镇核对结果"
        candidates = page.locator(".tile", has_text="撤并研究对象").locator(".figure")
        assert candidates.text_content() == "4"
        page.click(".tabs a:has-text('乡镇')")
        page.click("table.townships a:text-is('石桥镇')")
        assert "62,905人" in page.text_content("main")
        tab(page, "概况")
        book = workbook(page, "下载报告（Excel）")
        assert any("石桥镇" in row for sheet in book for row in sheet.values)


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_a_heading_that_was_not_recognised_is_set_right(visit, scripts):
    with visit(java_script_enabled=scripts) as page:
        send(page, ("甲县.csv", ODD_HEADING))
        assert "还不能计算" in page.text_content("h1")
        page.select_option("select[name=column] >> nth=0", label="常住人口")
        page.click("button:has-text('按此重新计算') >> nth=0")
        page.wait_for_selector(".tiles")
        candidates = page.locator(".tile", has_text="撤并研究对象").locator(".figure")
        assert candidates.text_content() == "1"


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_another_figure_is_tried_downloaded_and_taken_over(visit, scripts):
    with visit(java_script_enabled=scripts, accept_downloads=True) as page:
        result = sample(page)
        tab(page, "试算")
        page.get_by_label("乡镇最低人口规模", exact=True).fill("二万五")
        page.click("button:text-is('试算')")
        assert "应与原值同类" in page.text_content(".is-mistaken .mistake")
        page.get_by_label("乡镇最低人口规模", exact=True).fill("25,000人")
        page.click("button:text-is('试算')")
        assert "7个乡镇有变化" in page.text_content("#trial")
        page.reload()
        changes = page.text_content("table.changes")
        assert "常住人口26,408人，达到25,000人" in changes
        sheet = workbook(page, "下载规则数字表（Excel）").active
        assert any("minimum_population" in row and 25000 in row for row in sheet.values)
        page.click("button:text-is('采用到本结果')")
        page.wait_for_selector(".tiles")
        assert page.url == result
        candidates = page.locator(".tile", has_text="撤并研究对象").locator(".figure")
        assert candidates.text_content() == "1"


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_townships_are_set_together_in_the_plan(visit, scripts):
    with visit(java_script_enabled=scripts, accept_downloads=True) as page:
        sample(page)
        tab(page, "撤并方案")
        page.wait_for_selector("#wishes")
        groups = page.locator(".group")
        assert groups.count() == 2
        assert page.locator(".map path.group-2").count() + page.locator(".over").count() > 0
        for name in ("杨堤镇", "柳岸镇"):
            page.get_by_label(f"{name}：必须合并的组").select_option("1")
        page.get_by_label("柳岸镇：保留，不撤销").check()
        page.click("button:text-is('重做方案')")
        page.wait_for_selector("#wishes")
        joined = groups.filter(has_text="杨堤镇").first.text_content()
        assert "柳岸镇" in joined
        assert "按要求保留柳岸镇" in joined
        assert page.get_by_label("杨堤镇：必须合并的组").input_value() == "1"
        book = workbook(page, "下载方案（Excel）")
        texts = {str(value) for sheet in book for row in sheet.values for value in row if value}
        assert any("按要求保留柳岸镇" in text for text in texts)


def test_who_borders_on_whom_is_asked_for_where_the_plan_is(visit, tmp_path):
    table = "乡镇名称,常住人口\n甲镇,20000\n乙镇,15000\n丙镇,52000\n"
    pairs = tmp_path / "毗邻.csv"
    pairs.write_text("乡镇,毗邻乡镇\n甲镇,乙镇\n乙镇,丙镇\n", encoding="utf-8")
    with visit() as page:
        send(page, ("甲县.csv", table))
        tab(page, "撤并方案")
        assert "没有说明哪些乡镇毗邻" in page.text_content("[role=alert]")
        page.set_input_files("#neighbours", pairs)
        page.click("button:text-is('上传并做方案')")
        page.wait_for_selector("#wishes")
        assert "2个可以解决" in page.text_content(".verdict")


def test_nothing_is_wider_than_a_phone(visit):
    with visit(viewport={"width": 360, "height": 740}, has_touch=True) as page:
        result = sample(page)
        addresses = ["/townships", "/townships/0", "/findings", "/reading", "/plan", "/whatif"]
        for path in ("", *addresses, "/downloads"):
            page.goto(result + path)
            page.wait_for_selector(".tabs")
            wide = page.evaluate("document.documentElement.scrollWidth")
            assert wide <= 360, path
        page.goto(result.partition("/r/")[0])
        assert page.evaluate("document.documentElement.scrollWidth") <= 360


def test_the_start_page_is_used_by_keyboard_alone(visit):
    with visit() as page:
        page.on("filechooser", lambda _: None)  # else the key may come before it is listened for
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.className") == "skip"
        for _ in range(12):
            page.keyboard.press("Tab")
            if page.evaluate("document.activeElement.id") == "file":
                break
        with page.expect_file_chooser() as chooser:
            page.keyboard.press("Space")
        chooser.value.set_files(SAMPLE / "qiyuan_county.xlsx")
        for _ in range(40):
            page.keyboard.press("Tab")
            if page.evaluate("document.activeElement.matches('form[data-upload] button.first')"):
                break
        outline = "getComputedStyle(document.activeElement).outlineStyle"
        assert page.evaluate(outline) != "none"
        page.keyboard.press("Enter")
        page.wait_for_selector(".tiles")


def test_the_switch_turns_every_page_into_english(visit):
    with visit() as page:
        page.click("button[name=language]")
        result = sample(page)
        for path in ("", "/townships", "/findings", "/reading", "/plan", "/whatif", "/downloads"):
            page.goto(result + path)
            page.wait_for_selector(".tabs")
            assert page.get_attribute("html", "lang") == "en"
            headings = " ".join(page.locator("h2, h3, label, legend, button").all_text_contents())
            names = r"[\u4e00-\u9fff]+(镇|乡|街道)|中文|齐原县|2\.5万"
            assert not re.search(r"[\u4e00-\u9fff]{2,}", re.sub(names, "", headings)), path


def test_a_script_in_a_townships_name_is_only_text(visit):
    with visit() as page:
        result = send(page, ("甲县.csv", HOSTILE))
        for path in ("", "/townships", "/townships/0", "/findings", "/plan", "/whatif"):
            page.goto(result + path)
            page.wait_for_selector(".tabs")
            assert page.evaluate("window.hit === undefined"), path
        page.goto(result + "/townships")
        assert "<script>window.hit=1</script>镇" in page.text_content("table.townships")


def test_nobody_sees_anothers_result(visit):
    with visit() as page:
        result = sample(page)
        with visit() as other:
            for address in (result, result[:-1] + ("A" if result[-1] != "A" else "B")):
                for path in ("", "/plan", "/whatif", "/plan/plain/plan.json"):
                    assert other.goto(address + path).status == 404

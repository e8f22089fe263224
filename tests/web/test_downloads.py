"""Every file that a result gives opens, and is called after the file that was uploaded."""

from __future__ import annotations

import io
import json
import zipfile
from urllib.parse import unquote

import openpyxl
import pytest

from calculator.web.tasks import KINDS
from tests.conftest import ROOT
from tests.web.conftest import TABLE, sent

SAMPLE = ROOT / "sample_data"


@pytest.fixture
def address(browser):
    return browser.post("/sample").location


def name_of(response):
    return unquote(response.headers["Content-Disposition"].rpartition("UTF-8''")[2])


@pytest.mark.parametrize(
    ("kind", "name"),
    [
        ("report", "qiyuan_county-分类报告.xlsx"),
        ("annotated", "qiyuan_county-标注副本.xlsx"),
        ("forms", "qiyuan_county-上报表.zip"),
        ("json", "qiyuan_county-分类报告.json"),
        ("figures", "qiyuan_county-规则数字.xlsx"),
    ],
)
def test_each_kind_can_be_opened(browser, address, kind, name):
    response = browser.get(f"{address}/download/{kind}")
    assert response.status_code == 200, response.text
    assert name_of(response) == name
    assert response.headers["Content-Disposition"].startswith("attachment")
    assert response.headers["Cache-Control"] == "no-store"
    if name.endswith(".xlsx"):
        assert openpyxl.load_workbook(io.BytesIO(response.data)).sheetnames
    elif name.endswith(".zip"):
        names = zipfile.ZipFile(io.BytesIO(response.data)).namelist()
        assert all(name.endswith(".docx") for name in names)
        assert len(names) == 2
    else:
        assert json.loads(response.data)["townships"]


def test_all_kinds_are_tested():
    tested = test_each_kind_can_be_opened.pytestmark[0].args[1]
    assert {kind for kind, _ in tested} == set(KINDS)


def test_several_files_come_back_annotated_in_a_zip(browser):
    more = TABLE.replace("河镇", "山镇").replace("河乡", "山乡")
    address = browser.result(("甲县.csv", TABLE), ("乙县.csv", more))
    response = browser.get(f"{address}/download/annotated")
    assert name_of(response) == "甲县-标注副本.zip"
    names = zipfile.ZipFile(io.BytesIO(response.data)).namelist()
    assert names == ["甲县.xlsx", "乙县.xlsx"]


def test_a_report_names_the_pack_as_its_owner_does(browser):
    pack = (SAMPLE / "qiyuan_county.yaml").read_bytes()
    address = browser.result(rules_file=sent(("我的规则.yaml", pack)))
    for kind in ("report", "figures"):
        response = browser.get(f"{address}/download/{kind}")
        texts = zipfile.ZipFile(io.BytesIO(response.data)).read("xl/sharedStrings.xml").decode()
        assert "我的规则.yaml" in texts
        assert "inputs/" not in texts
        assert f"--rules {name_of(response)}" in texts


def test_the_second_time_it_is_there_already(browser, address, monkeypatch):
    first = browser.get(f"{address}/download/report")
    monkeypatch.setattr("calculator.web.tasks.download.run", None)
    assert browser.get(f"{address}/download/report").data == first.data


@pytest.mark.parametrize("name", ['甲".csv', "甲;b=c.csv", "%0d%0a.csv", "é.csv"])
def test_an_odd_name_stays_inside_its_header(browser, name):
    response = browser.get(f"{browser.result((name, TABLE))}/download/json")
    assert response.status_code == 200
    assert response.headers.get_all("Content-Disposition")[0].startswith("attachment")


def test_what_cannot_be_made_is_a_sentence(browser):
    response = browser.get(browser.result(rules="hunan-merger") + "/download/forms")
    assert response.status_code == 422
    assert "表" in response.text

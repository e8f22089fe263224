"""The same for programs: JSON or the workbook, no cookie, and no use to another site's pages."""

from __future__ import annotations

import io
import json

import openpyxl
import pytest

import calculator
from tests.conftest import ROOT
from tests.web.conftest import TABLE, sent

SAMPLE = ROOT / "sample_data" / "qiyuan_county.xlsx"
RULES = ROOT / "sample_data" / "qiyuan_county.yaml"


@pytest.fixture
def ask(browser):
    """Send a request as a program does."""

    def post(*files, headers=None, **fields):
        data = {"file": sent(*(files or [("甲县.csv", TABLE)])), **fields}
        client = browser.app.test_client()
        return client.post("/api/report", data=data, headers=headers)

    return post


@pytest.fixture
def data(browser):
    return browser.app.extensions["township"].settings.data


def test_it_gives_what_python_gives(ask, data):
    response = ask((SAMPLE.name, SAMPLE.read_bytes()), rules=sent((RULES.name, RULES.read_bytes())))
    assert response.status_code == 200
    assert response.mimetype == "application/json"
    expected = calculator.report(SAMPLE, rules=RULES).as_dict("zh")
    given = json.loads(response.data)
    for key in ("townships", "counties", "statistics_date", "findings"):
        assert given[key] == json.loads(json.dumps(expected[key])), key
    assert "Set-Cookie" not in response.headers
    assert not list((data / "temporary").iterdir())
    assert not list((data / "results").iterdir())


def test_it_gives_the_workbook(ask):
    response = ask(format="xlsx", lang="en", rules="shandong")
    book = openpyxl.load_workbook(io.BytesIO(response.data))
    assert "Summary" in book.sheetnames
    assert "report.xlsx" in response.headers["Content-Disposition"]


def test_the_common_options_are_taken(ask):
    response = ask(
        ("甲县.csv", "乡镇名称,年报人口\n东河镇,25000\n"),
        column="年报人口=resident_population",
        set="minimum_population=20000",
        statistics_date="2009-12-31",
        population="resident",
        neighbours=sent(("相邻.csv", "甲,乙\n")),
        boundaries=sent(("界线.geojson", "{}")),
    )
    assert response.json["statistics_date"] == "2009-12-31"
    (township,) = response.json["townships"]
    assert township["name"] == "东河镇"


@pytest.mark.parametrize(
    ("files", "fields", "status", "said"),
    [
        ([("", "")], {}, 400, "没有选择文件"),
        ([("甲县.csv", TABLE)], {"rules": "mars"}, 400, "mars"),
        ([("甲县.csv", TABLE)], {"format": "pdf"}, 400, "pdf"),
        ([("甲县.csv", TABLE)], {"lang": "fr"}, 400, "fr"),
        ([("甲县.csv", TABLE)], {"population": "moon"}, 422, "moon"),
        ([("甲县.csv", TABLE)], {"statistics_date": "moon"}, 422, "moon"),
        ([("甲县.csv", TABLE)], {"set": "nothing=1"}, 422, "nothing"),
        ([("甲县.csv", "a,b\n1,2\n")], {}, 422, "甲县.csv"),
        ([("甲县.csv", TABLE)], {"rules": "mars", "lang": "en"}, 400, "Rules must be one of"),
    ],
)
def test_what_keeps_it_from_calculating_is_said_as_json(ask, data, files, fields, status, said):
    response = ask(*files, **fields)
    assert response.status_code == status
    error = response.json["error"]
    assert said in error["message"]
    assert error["findings"][0]["severity"] == "error"
    assert error["findings"][0]["code"]
    assert not list((data / "temporary").iterdir())


def test_too_large_a_request_is_said_as_json(serve):
    client = serve(most_bytes=1000).test_client()
    response = client.post("/api/report", data={"file": sent(("甲县.csv", "甲" * 2000))})
    assert response.status_code == 413
    assert "MB" in response.json["error"]["message"]


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 200),
        ({"Origin": "http://localhost"}, 200),
        ({"Origin": "https://evil.example"}, 403),
        ({"Origin": "http://localhost.evil.example"}, 403),
        ({"Origin": "http://localhost:9"}, 403),
        ({"Origin": "null"}, 403),
        ({"Sec-Fetch-Site": "cross-site"}, 403),
        ({"Sec-Fetch-Site": "same-site"}, 403),
        ({"Sec-Fetch-Site": "same-origin"}, 200),
    ],
)
def test_a_page_of_another_site_cannot_use_it(ask, headers, status):
    response = ask(headers=headers)
    assert response.status_code == status
    assert "Access-Control-Allow-Origin" not in response.headers


def test_only_a_post_is_answered(browser):
    response = browser.get("/api/report")
    assert response.status_code == 405
    assert response.json["error"]["message"]

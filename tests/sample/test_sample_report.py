"""The report on the sample county finds everything that is planted, and nothing else."""

from __future__ import annotations

import tomllib

import pytest

import calculator
from tests.conftest import ROOT

FOLDER = ROOT / "sample_data"
READING_NOTES = {"unit-converted", "column-by-alias", "county-from-title", "total-rows-left-out"}


@pytest.fixture(scope="module")
def planted():
    return tomllib.loads((FOLDER / "planted.toml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def report():
    return calculator.report(FOLDER / "qiyuan_county.xlsx", rules=FOLDER / "qiyuan_county.yaml")


def test_every_planted_finding_is_found_at_its_cell_and_nothing_else(report, planted):
    wanted = {
        (
            found["code"],
            found["severity"],
            found.get("township"),
            f"[qiyuan_county.xlsx]{found['sheet']}!{found['cell']}" if "cell" in found else None,
            found.get("value"),
            found.get("limit"),
        )
        for found in planted["findings"]
    }
    found = {
        (line.code, line.severity, line.township, line.cell, line.value, line.limit)
        for line in report.findings()
        if line.code not in READING_NOTES
    }
    assert found == wanted


def test_what_the_reader_did_by_itself_is_said_in_notes(report):
    codes = {line.code for line in report.findings() if line.severity == "note"}
    assert codes >= READING_NOTES


def test_the_lists_are_those_planted(report, planted):
    units = report.as_dict()["townships"]
    by_status = {
        status: [unit["name"] for unit in units if unit["merger"]["status"] == status]
        for status in ("candidate", "exempt", "undecided", "not_applicable")
    }
    assert by_status["candidate"] == planted["candidates"]
    assert by_status["undecided"] == planted["undecided"]
    assert by_status["not_applicable"] == planted["not_applicable"]
    assert by_status["exempt"] == list(planted["exempt"])
    assert [unit["name"] for unit in units if unit["merger"]["near"]] == planted["near"]
    classes = {unit["name"]: unit["class"] for unit in units if unit["class"]}
    assert classes == planted["classes"]


def test_nothing_of_the_sample_rests_on_an_unconfirmed_figure(report):
    assert report.pack.unconfirmed == []


def test_the_date_is_read_from_the_title(report):
    assert report.evaluation.statistics.date.isoformat() == "2009-12-31"

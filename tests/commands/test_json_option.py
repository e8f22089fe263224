"""The option --json is the same everywhere: to a file, or alone to the screen."""

from __future__ import annotations

import json

import pytest

LINES = [
    ["check"],
    ["report"],
    ["explain", "--township", "东河镇"],
    ["whatif", "--set", "minimum_population=20000"],
]


@pytest.mark.parametrize("line", LINES, ids=lambda line: line[0])
def test_json_without_a_file_is_printed_and_takes_no_option_for_its_file(
    township, table, tmp_path, monkeypatch, line
):
    monkeypatch.chdir(tmp_path)
    outcome = township(line[0], table, *line[1:], "--json", "--force")
    assert outcome.status == 0
    assert json.loads(outcome.out)
    assert not (tmp_path / "--force").exists()


@pytest.mark.parametrize("line", LINES, ids=lambda line: line[0])
def test_json_with_a_file_is_written_there(township, table, tmp_path, line):
    path = tmp_path / "out.json"
    assert township(line[0], table, *line[1:], "--json", path).status == 0
    assert json.loads(path.read_text(encoding="utf-8"))


def test_the_summary_of_a_report_that_is_printed_as_json_goes_to_standard_error(township, table):
    assert "撤并研究对象" in township("report", table, "--json").err

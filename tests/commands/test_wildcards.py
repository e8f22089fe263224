"""Patterns on a command line, as in a Windows console."""

import pytest

from calculator.commands.wildcards import expanded


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (["report", "*.xlsx"], ["report", "乙县.xlsx", "甲县.xlsx"]),
        (["report", "?县.csv", "--output", "a.xlsx"], ["report", "丙县.csv", "--output", "a.xlsx"]),
        (["report", "*.ods"], ["report", "*.ods"]),
        (["--column=*人口"], ["--column=*人口"]),
        (["甲县.xlsx"], ["甲县.xlsx"]),
    ],
)
def test_a_pattern_stands_for_the_files_that_it_matches(tmp_path, monkeypatch, arguments, expected):
    for name in ("甲县.xlsx", "乙县.xlsx", "丙县.csv"):
        (tmp_path / name).touch()
    monkeypatch.chdir(tmp_path)
    assert expanded(arguments) == expected

"""Help in both languages, quick to come; and what a report does not load."""

from __future__ import annotations

import subprocess
import sys

import pytest

from tests.conftest import ROOT

HEAVY = ("numpy", "pydantic", "xlsxwriter", "python_calamine", "yaml", "lxml")
OF_OTHER_COMMANDS = ("pandas", "docx", "docxtpl", "jinja2", "shapely", "highspy")
OF_OTHER_FILES = ("olefile", "webencodings", "multiprocessing", "urllib.request", "ssl")


def loaded(arguments, names):
    """Which modules of some names a process of the command has imported at its end."""
    code = (
        "import sys\nfrom calculator.cli import run\n"
        f"assert run({arguments!r}) == 0\n"
        f"print(*[name for name in {names!r} if name in sys.modules], file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], check=True, capture_output=True, text=True, cwd=ROOT
    )
    return done.stderr.split()


@pytest.mark.parametrize("arguments", [["--help"], ["report", "--help"], ["--version"]])
def test_help_loads_none_of_the_heavy_libraries(arguments):
    assert loaded(arguments, HEAVY + OF_OTHER_COMMANDS + OF_OTHER_FILES) == []


def test_a_report_of_a_workbook_loads_nothing_that_only_others_need(tmp_path):
    sample = ["sample_data/qiyuan_county.xlsx", "--rules", "sample_data/qiyuan_county.yaml"]
    arguments = ["report", *sample, "--output", str(tmp_path / "report.xlsx")]
    # The sample has a column of neighbours, so its report has a merger plan, which highspy solves.
    assert loaded(arguments, OF_OTHER_COMMANDS + OF_OTHER_FILES) == ["highspy"]


def test_a_report_without_neighbours_loads_nothing_for_plans(table, tmp_path):
    arguments = ["report", str(table), "--output", str(tmp_path / "report.xlsx")]
    assert loaded(arguments, OF_OTHER_COMMANDS + OF_OTHER_FILES) == []


@pytest.mark.parametrize("command", [[], ["report"], ["sample"]])
@pytest.mark.parametrize(("language", "word"), [("zh", "用法："), ("en", "Usage: ")])
def test_every_command_has_help_in_both_languages(township, command, language, word):
    outcome = township(*command, "--help", "--lang", language) if command else township("--help")
    if command:
        assert outcome.out.startswith(word)
    assert outcome.status == 0


@pytest.mark.parametrize(("language", "word"), [("zh", "用法："), ("en", "Usage: ")])
def test_the_language_may_stand_before_the_command(township, language, word):
    assert township("--lang", language, "--help").out.startswith(word)
    assert township("--lang", language, "report", "--help").out.startswith(word)


@pytest.mark.parametrize(("language", "word"), [("zh", "用法："), ("en", "Usage: ")])
def test_the_environment_may_choose_the_language(township, monkeypatch, language, word):
    monkeypatch.setenv("TOWNSHIP_LANG", language)
    assert township("--help").out.startswith(word)


def test_no_line_of_help_is_wider_than_the_terminal(township, monkeypatch):
    from wcwidth import width

    monkeypatch.setenv("COLUMNS", "80")
    out = township("report", "--help").out
    assert max(width(line) for line in out.splitlines()) <= 80


def test_without_arguments_the_help_is_shown_with_status_2(township):
    outcome = township()
    assert outcome.status == 2
    assert "report" in outcome.err


@pytest.mark.parametrize(
    ("written", "zh", "en"),
    [
        (
            "--port 99999",
            "--port应为0到65535的整数",
            "--port should be a whole number from 0 to 65535",
        ),
        ("--port x", "--port应为0到65535的整数", "--port should be a whole number from 0 to 65535"),
        ("--days 0", "--days应为不小于0.01的数", "--days should be a number of 0.01 or more"),
        ("--workers 0", "--workers应为不小于1的整数", "--workers should be a whole number of 1 or"),
        (
            "--megabytes -3",
            "--megabytes应为不小于1的整数",
            "--megabytes should be a whole number of",
        ),
    ],
)
def test_a_number_out_of_range_is_said_in_the_users_language(township, written, zh, en):
    outcome = township("serve", *written.split())
    assert outcome.status == 2
    assert zh in outcome.err
    assert "range" not in outcome.err
    assert en in township("serve", *written.split(), "--lang", "en").err

"""Help in both languages, quick to come."""

from __future__ import annotations

import subprocess
import sys

import pytest

HEAVY = ("numpy", "pandas", "pydantic", "xlsxwriter", "python_calamine", "ruamel")


@pytest.mark.parametrize("arguments", [["--help"], ["report", "--help"], ["--version"]])
def test_help_loads_none_of_the_heavy_libraries(arguments):
    code = (
        "import sys\nfrom calculator.cli import run\n"
        f"assert run({arguments!r}) == 0\n"
        f"loaded = [name for name in {HEAVY!r} if name in sys.modules]\n"
        "assert not loaded, loaded"
    )
    subprocess.run([sys.executable, "-c", code], check=True, capture_output=True)


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

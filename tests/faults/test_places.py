"""Consoles, clocks, locales, homes and paths as other machines have them."""

from __future__ import annotations

import os
import time

import pytest

from calculator.cli import run
from tests.conftest import ROOT
from tests.faults.conftest import in_process

SAMPLE = ROOT / "sample_data" / "qiyuan_county.xlsx"


@pytest.mark.parametrize(
    ("encoding", "command"),
    [
        ("cp1252", "--help"),
        ("cp1252", "rules list"),
        ("cp437", "--help"),
        ("cp437", "check 没有.xlsx"),
        ("ascii", "rules list"),
        ("ascii", "nosuch"),
    ],
)
def test_a_console_that_cannot_show_chinese_is_told_so_and_nothing_breaks(
    tmp_path, encoding, command
):
    done = in_process(
        *command.split(), cwd=tmp_path, PYTHONUTF8="0", PYTHONIOENCODING=encoding, LC_ALL="C.UTF-8"
    )
    said = done.stderr.decode("ascii", "replace")
    assert said.startswith(f"This console ({encoding}) can't show Chinese: add --lang en")
    assert "Traceback" not in said
    assert done.stdout or done.returncode


@pytest.mark.parametrize("encoding", ["gbk", "gb18030", "utf-8"])
def test_a_console_that_shows_chinese_is_told_nothing(tmp_path, encoding):
    done = in_process("rules", "list", cwd=tmp_path, PYTHONUTF8="0", PYTHONIOENCODING=encoding)
    assert done.stderr == b""
    assert "山东" in done.stdout.decode(encoding)


def test_english_is_shown_on_any_console(tmp_path):
    done = in_process(
        "rules", "list", "--lang", "en", cwd=tmp_path, PYTHONUTF8="0", PYTHONIOENCODING="cp1252"
    )
    assert (done.returncode, done.stderr) == (0, b"")


@pytest.mark.skipif(os.name != "posix", reason="the C locale is of POSIX")
def test_a_locale_that_cannot_name_a_chinese_file_is_a_sentence(tmp_path, table):
    done = in_process(
        "report", table, "--lang", "en", cwd=tmp_path,
        PYTHONUTF8="0", PYTHONCOERCECLOCALE="0", LC_ALL="C",
    )  # fmt: skip
    assert done.returncode == 1
    assert b"characters that this system can't write" in done.stderr
    assert b"Traceback" not in done.stderr
    assert list(tmp_path.iterdir()) == [table]


@pytest.mark.parametrize(
    "variables",
    [
        {"LC_ALL": "C", "PYTHONUTF8": None},
        {"LC_ALL": "tr_TR.UTF-8"},
        {"TZ": "Asia/Kathmandu"},
        {"TZ": "XXX-14"},
        {"TZ": "no/such zone"},
        {"HOME": None},
        {"HOME": "/no/such/home"},
    ],
)
def test_the_report_is_the_same_whatever_the_locale_the_zone_and_the_home(
    township, tmp_path, table, variables
):
    command = ["report", table, "--force", "--json", "-", "--output"]
    before = township(*command, tmp_path / "a.xlsx")
    done = in_process(*command, "b.xlsx", cwd=tmp_path, **variables)
    assert done.returncode == before.status == 0
    assert done.stdout.decode("utf-8") == before.out
    assert {path.name for path in tmp_path.iterdir()} == {table.name, "a.xlsx", "b.xlsx"}


@pytest.mark.skipif(os.name != "posix", reason="names are bytes on POSIX")
def test_a_file_named_in_another_encoding_is_read_and_called_by_its_name(tmp_path, table):
    other = os.fsencode(tmp_path) + b"/" + "乙县.csv".encode("gbk")
    os.rename(table, other)
    done = in_process(
        "report", os.fsdecode(other), "--output", "r.xlsx", "--json", "r.json", cwd=tmp_path
    )
    assert done.returncode == 0
    assert "乙县.csv" in (tmp_path / "r.json").read_text("utf-8")


@pytest.mark.parametrize("year", [1970, 1979, 2108])
@pytest.mark.parametrize("command", [["report", str(SAMPLE)], ["rules", "list"], ["sample"]])
def test_a_clock_that_cannot_be_right_is_a_sentence(capfd, monkeypatch, tmp_path, year, command):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(time, "localtime", lambda *_: time.strptime(str(year), "%Y"))
    assert run(command) == 1
    assert f"{year}-01-01" in capfd.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_help_needs_no_clock(capfd, monkeypatch):
    monkeypatch.setattr(time, "localtime", lambda *_: time.strptime("1970", "%Y"))
    assert run(["--help"]) == 0
    assert "用法" in capfd.readouterr().out


def test_a_user_without_a_home_is_asked_for_a_folder(capfd, monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("click.get_app_dir", lambda *_, **__: "~/.township")
    assert run(["serve", "--port", "0"]) == 1
    assert "--data" in capfd.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_a_path_with_blanks_and_chinese_is_nothing_special(tmp_path):
    folder = tmp_path / "2009年 年报（定稿） & 副本"
    folder.mkdir()
    for name in ("qiyuan_county.xlsx", "qiyuan_county.yaml", "qiyuan_boundaries.geojson"):
        (folder / f"齐原 {name}").write_bytes((ROOT / "sample_data" / name).read_bytes())
    county, rules = folder / "齐原 qiyuan_county.xlsx", folder / "齐原 qiyuan_county.yaml"
    for command in (
        ["report", county, "--rules", rules, "--json", folder / "报 告.json"],
        ["form", county, "--rules", rules],
        ["plan", county, "--rules", rules, "--boundaries", folder / "齐原 qiyuan_boundaries.geojson",
         "--output", folder / "撤并 方案.xlsx"],
        ["rules", "sheet", rules, "--output", folder / "数 字.xlsx"],
        ["report", county, "--rules", folder / "数 字.xlsx", "--output", folder / "再 算.xlsx"],
    ):  # fmt: skip
        assert run([str(word) for word in command]) == 0, command
    assert (folder / "齐原 qiyuan_county-分类报告.xlsx").exists()


def test_a_file_that_another_program_holds_is_a_sentence(township, table, monkeypatch):
    from pathlib import Path

    read = Path.read_bytes

    def held(path):
        if path == table:
            raise PermissionError(13, "Permission denied")
        return read(path)

    monkeypatch.setattr(Path, "read_bytes", held)
    outcome = township("report", table)
    assert outcome.status == 1
    assert "没有权限，或文件正在使用" in outcome.err
    assert table.name in outcome.err

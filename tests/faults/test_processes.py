"""Processes that are killed, that write at once, and that are read by nobody."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time

import openpyxl
import pytest

from calculator.errors import CalculatorError
from calculator.reporting.outputs import UNFINISHED, write_whole
from tests.conftest import ROOT
from tests.faults.conftest import OLD, in_process

WRITES_SLOWLY = """
import sys, time
from pathlib import Path
from calculator.reporting.outputs import write_whole

def write(file):
    with file.open("wb") as written:
        written.write(b"half")
        written.flush()
        print("half", flush=True)
        time.sleep(60)

write_whole(Path(sys.argv[1]), write, replace=True)
"""


@pytest.mark.skipif(os.name != "posix", reason="kills by a signal")
@pytest.mark.parametrize("number", ["SIGKILL", "SIGTERM"])
def test_a_process_killed_while_it_writes_leaves_the_old_file(tmp_path, number):
    target = tmp_path / "报告.xlsx"
    target.write_bytes(OLD)
    with subprocess.Popen(
        [sys.executable, "-c", WRITES_SLOWLY, str(target)],
        stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    ) as process:
        assert process.stdout.readline() == b"half\n"
        process.send_signal(getattr(signal, number))
    assert target.read_bytes() == OLD
    (left,) = (path for path in tmp_path.iterdir() if path != target)
    assert left.name.startswith(UNFINISHED)
    assert left.read_bytes() == b"half"


def test_what_a_killed_process_left_goes_when_it_is_old_and_nothing_else(tmp_path):
    ages = {f"{UNFINISHED}old": 7200, f"{UNFINISHED}new": 60, "mine.xlsx": 7200}
    for name, seconds in ages.items():
        (tmp_path / name).write_bytes(b"x")
        os.utime(tmp_path / name, (time.time() - seconds,) * 2)
    write_whole(tmp_path / "r.json", lambda file: file.write_bytes(b"{}"), replace=False)
    left = {path.name for path in tmp_path.iterdir()}
    assert left == {"r.json", "mine.xlsx", f"{UNFINISHED}new"}


def test_what_a_killed_process_left_is_not_read_as_statistics(township, table):
    (table.parent / f"{UNFINISHED}abc").write_bytes(b"half")
    (table.parent / "~$甲县乡镇统计.xlsx").write_bytes(b"\x05owner")
    outcome = township("check", table.parent)
    assert outcome.status == 0
    assert "unfinished" not in outcome.out + outcome.err
    assert "~$" not in outcome.out + outcome.err


@pytest.mark.parametrize("replace", [True, False])
def test_of_processes_that_write_one_file_at_once_one_is_whole(tmp_path, replace):
    target = tmp_path / "r.json"
    together = threading.Barrier(4)
    said: list[str] = []

    def write(content: bytes) -> None:
        def fill(file):
            together.wait()
            file.write_bytes(content * 100_000)

        try:
            write_whole(target, fill, replace=replace)
        except CalculatorError as error:
            said.append(str(error))

    threads = [threading.Thread(target=write, args=(b"%d" % number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    content = target.read_bytes()
    assert content == content[:1] * 100_000
    assert list(tmp_path.iterdir()) == [target]
    assert len(said) == (0 if replace else 3)
    assert all("刚被另一个程序写好" in sentence for sentence in said)


def test_a_disk_without_links_takes_new_files_too(tmp_path, monkeypatch):
    def without_links(*_):
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(os, "link", without_links)
    write_whole(tmp_path / "r.json", lambda file: file.write_bytes(b"{}"), replace=False)
    assert [path.name for path in tmp_path.iterdir()] == ["r.json"]


def test_two_reports_at_once_are_both_told_how_it_went(tmp_path, table):
    def start():
        return subprocess.Popen(
            [sys.executable, "-m", "calculator.cli", "report", str(table), "--output", "r.xlsx"],
            cwd=tmp_path,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"},
        )

    both = [start(), start()]
    said = [process.communicate(timeout=120)[1].decode() for process in both]
    assert sorted(process.returncode for process in both) in ([0, 1], [0, 0])
    assert not any("Traceback" in text for text in said)
    assert openpyxl.load_workbook(tmp_path / "r.xlsx").sheetnames[0] == "摘要"


@pytest.mark.skipif(os.name != "posix", reason="runs a shell")
@pytest.mark.parametrize(
    ("end", "status", "stderr"),
    [
        ("| head -n 1 > first; exit ${PIPESTATUS[0]}", {0, 1}, ""),
        (">&-", {0}, ""),
        ("2>&-", {0}, ""),
        ("<&-", {0}, ""),
        (">/dev/full", {1}, "磁盘空间不足"),
        (">/dev/full 2>/dev/full", {1}, ""),
    ],
)
def test_an_output_that_nobody_takes_is_no_traceback(tmp_path, end, status, stderr):
    if "/dev/full" in end and not os.path.exists("/dev/full"):
        pytest.skip("no /dev/full")
    done = subprocess.run(
        ["bash", "-c", f'"$0" -m calculator.cli rules show shandong {end}', sys.executable],
        cwd=tmp_path,
        capture_output=True,
        check=False,
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"},
    )
    said = done.stderr.decode()
    assert done.returncode in status
    assert stderr in said
    assert "Traceback" not in said
    assert "Exception ignored" not in said


def test_a_process_without_any_stream_ends_well(tmp_path):
    code = (
        "import sys; sys.stdin = sys.stdout = sys.stderr = None\n"
        "sys.argv = ['township', 'rules', 'list']\n"
        "from calculator.cli import main; main()"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=tmp_path,
        capture_output=True,
        check=False,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")


def test_json_on_a_console_of_any_encoding_is_utf_8(tmp_path, table):
    import json

    done = in_process(
        "check", table, "--json", cwd=tmp_path, PYTHONUTF8="0", PYTHONIOENCODING="cp437"
    )
    assert json.loads(done.stdout.decode("utf-8"))["files"][0]["name"] == table.name

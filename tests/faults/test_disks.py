"""The disk full, read-only or gone, and files that others hold: a sentence, and nothing half."""

from __future__ import annotations

import errno
import gc
import os
import tempfile

import pytest

from calculator.cli import run
from calculator.errors import CalculatorError, system_reason
from calculator.reporting import outputs
from calculator.reporting.outputs import check_outputs, write_whole
from rules.wording import Term
from tests.faults.conftest import KINDS, OLD, is_untouched

resource = pytest.importorskip("resource", reason="sizes of files are limited on POSIX only")


@pytest.fixture
def full_disk():
    """Let no file of this process grow beyond some bytes, as the system itself refuses it."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)

    def at(most: int) -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (most, before[1]))

    yield at
    resource.setrlimit(resource.RLIMIT_FSIZE, before)


@pytest.mark.filterwarnings("ignore::ResourceWarning")  # of files that XlsxWriter leaves open
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("most", [0, 900])
def test_a_disk_that_fills_up_leaves_the_old_file_and_a_sentence(
    typed, full_disk, monkeypatch, tmp_path, kind, most
):
    words, folder = typed(kind)
    parts = tmp_path / "parts"
    parts.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(parts))
    said = []
    monkeypatch.setattr("calculator.cli.write_line", lambda text, **_: said.append(text))
    full_disk(most)
    status = run(words)
    full_disk(resource.RLIM_INFINITY)
    gc.collect()
    assert status == 1
    assert "写不进" in said[0]
    assert "超过了系统允许的文件大小" in said[0]
    assert str(folder) in said[0]
    assert is_untouched(folder)
    assert list(parts.iterdir()) == []


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    ("number", "words"),
    [(errno.ENOSPC, "磁盘空间不足"), (errno.EACCES, "没有权限，或文件正在使用")],
)
def test_a_file_that_cannot_be_put_in_its_place_is_a_sentence(
    township, typed, monkeypatch, kind, number, words
):
    arguments, folder = typed(kind)

    def refuse(*_):
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(outputs, "_put", lambda *_, **__: refuse())
    outcome = township(*arguments)
    assert outcome.status == 1
    assert words in outcome.err
    assert str(folder) in outcome.err
    assert is_untouched(folder)


def test_what_fails_and_still_holds_its_file_open_is_a_sentence_too(tmp_path, monkeypatch):
    def refuse(*_, **__):
        raise PermissionError(errno.EACCES, "in use")

    monkeypatch.setattr(outputs.Path, "unlink", refuse)
    monkeypatch.setattr(outputs.os, "replace", refuse)
    monkeypatch.setattr(outputs.os, "link", refuse)
    with pytest.raises(CalculatorError, match="正在使用"):
        write_whole(tmp_path / "r.xlsx", lambda file: file.write_bytes(b"x"), replace=False)


@pytest.mark.parametrize("kind", KINDS)
def test_a_folder_that_takes_no_files_is_said_before_anything_is_calculated(
    township, typed, monkeypatch, kind
):
    words, folder = typed(kind)
    monkeypatch.setattr(outputs.os, "access", lambda path, _: path != folder)
    outcome = township(*words)
    assert outcome.status == 1
    assert "没有权限" in outcome.err
    assert is_untouched(folder)


@pytest.mark.parametrize("kind", [kind for kind, (_, name) in KINDS.items() if name])
def test_a_read_only_file_is_not_replaced_even_with_force(township, typed, kind):
    words, folder = typed(kind)
    (old,) = folder.iterdir()
    old.chmod(0o444)
    outcome = township(*words)
    assert outcome.status == 1
    assert "只读" in outcome.err
    assert old.read_bytes() == OLD


@pytest.mark.parametrize("name", ["r\0.xlsx", f"{'年' * 200}.xlsx", "file/r.xlsx"])
def test_a_name_that_the_system_does_not_take_is_a_sentence(tmp_path, name):
    (tmp_path / "file").write_text("x")
    with pytest.raises(CalculatorError, match=r"过长|写不了|没有"):
        check_outputs([tmp_path / name], [], replace=True)


def test_a_device_is_not_replaced(township, table):
    outcome = township("check", table, "--json", os.devnull, "--force")
    assert outcome.status == 1
    assert "设备" in outcome.err


@pytest.mark.parametrize(
    ("number", "name"),
    [(32, "in_use"), (33, "in_use"), (206, "name_too_long"), (123, "bad_name")],
)
def test_what_windows_says_is_understood(number, name):
    error = OSError(errno.EACCES, "?")
    error.winerror = number
    assert system_reason(error) == Term("system", name)


def test_a_full_disk_below_a_workbook_is_told_from_any_other_failure(tmp_path):
    from calculator.reporting.workbook.opening import open_workbook

    with pytest.raises(FileNotFoundError), open_workbook(tmp_path / "no" / "r.xlsx") as book:
        book.add_worksheet()

"""What may take much memory or time is read in a process of its own, which may die."""

from __future__ import annotations

import os
import sys

import pytest

from calculator.errors import CalculatorError
from calculator.reading.containers import isolation, limits
from calculator.reading.containers.files import read_grids
from tests.reading.building import workbook_bytes
from tests.reading.containers.building import ROWS

WHOLE = workbook_bytes({"表": ROWS})


@pytest.fixture(autouse=True)
def _nothing_here():
    """Everything is demanding, so that nothing is read in this process."""
    small = limits.Allowance(1, 1, limits.Demanding)
    isolation.close_readers()
    with limits.allowing(small):
        yield
    isolation.close_readers()


def refusal(data: bytes) -> str:
    with pytest.raises(CalculatorError) as raised:
        read_grids("表.xlsx", data)
    return raised.value.sentences[0].key


def test_a_process_reads_one_file_after_another():
    for _ in range(2):
        (grid,), findings = read_grids("甲县/表.xlsx", WHOLE)
        assert (grid.place, grid.cells[1], findings) == (
            "[甲县/表.xlsx]表",
            ["城关镇", 12345.0],
            [],
        )
    assert len(isolation._idle) == 1


def test_a_refusal_comes_back_from_the_process():
    assert refusal(WHOLE[:3000]) == "reading.file_damaged"
    assert refusal(b"%PDF-1.4") == "reading.not_a_spreadsheet"


def test_a_process_that_died_is_replaced():
    read_grids("表.xlsx", WHOLE)
    isolation._idle[0]._process.kill()
    assert refusal(WHOLE) == "reading.file_too_demanding"
    assert len(read_grids("表.xlsx", WHOLE)[0]) == 1


def test_a_process_that_takes_too_long_is_ended(monkeypatch):
    monkeypatch.setattr(isolation, "MOST_SECONDS", 0.01)
    assert refusal(WHOLE) == "reading.file_too_demanding"


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux limits memory so")
def test_a_process_that_needs_too_much_memory_is_ended(monkeypatch):
    text = b"\n".join(b",".join([b"%d" % n] * 30) for n in range(300_000))
    monkeypatch.setattr(isolation, "MOST_MEMORY", 300 << 20)
    assert refusal(text) == "reading.file_too_demanding"


@pytest.mark.parametrize("executable", ["", None, "/usr/bin/some-program"])
def test_where_no_process_can_be_started_it_is_read_here(monkeypatch, executable):
    monkeypatch.setattr(sys, "executable", executable)
    assert len(read_grids("表.xlsx", WHOLE)[0]) == 1
    assert isolation._idle == []


def test_a_process_of_another_process_is_not_used(monkeypatch):
    read_grids("表.xlsx", WHOLE)
    monkeypatch.setattr(isolation._idle[0], "owner", os.getpid() + 1)
    inherited = isolation._idle[0]
    read_grids("表.xlsx", WHOLE)
    assert inherited not in isolation._idle
    inherited.owner = os.getpid()
    inherited.close()

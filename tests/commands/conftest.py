"""Running the command line in this process."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from calculator.cli import run

TABLE = """\
乡镇名称,常住人口
东河镇,85000
西河镇,52000
南河乡,29999
北河乡,30000
"""


@dataclass
class Outcome:
    """What a command line gave."""

    status: int
    out: str
    err: str


@pytest.fixture
def township(capfd, monkeypatch) -> Callable[..., Outcome]:
    """Run ``township`` with some arguments."""
    monkeypatch.delenv("TOWNSHIP_LANG", raising=False)
    monkeypatch.setenv("COLUMNS", "100")

    def call(*arguments: object) -> Outcome:
        capfd.readouterr()
        status = run([str(argument) for argument in arguments])
        captured = capfd.readouterr()
        return Outcome(status, captured.out, captured.err)

    return call


@pytest.fixture
def table(tmp_path: Path) -> Path:
    """A small table of four townships."""
    path = tmp_path / "甲县乡镇统计.csv"
    path.write_text(TABLE, encoding="utf-8")
    return path

"""Every kind of output, the old files that stand where it goes, and the command in a process."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from calculator.reporting.outputs import UNFINISHED
from tests.commands.conftest import table, township
from tests.conftest import ROOT

__all__ = ["table", "township"]

COUNTY = "COUNTY --rules RULES"
KINDS = {
    "report workbook": (f"report {COUNTY} --force --output", "报告.xlsx"),
    "JSON": (f"check {COUNTY} --force --json", "检查.json"),
    "annotated copy": (f"check {COUNTY} --force --annotated", "标注.xlsx"),
    "annotated copy of a CSV": ("check TABLE --force --annotated", "标注.xlsx"),
    "form": (f"form {COUNTY} --kind staffing --force --output", "方案.docx"),
    "form templates": ("form --force --copy-templates", ""),
    "plan": (f"plan {COUNTY} --boundaries BOUNDARIES --force --output", "方案.xlsx"),
    "allocation": ("allocate TABLE --total 行政编制=170 --force --output", "分配.xlsx"),
    "comparison": ("compare TABLE TABLE --force --output", "比较.xlsx"),
    "template": ("template --force --output", "模板.xlsx"),
    "figures": ("rules sheet shandong --force --output", "数字.xlsx"),
    "pack": ("rules new --force --output", "规则.yaml"),
    "sample": ("sample --force", ""),
}
"""What is typed before the output, and its name; nothing where it is the folder itself."""

OLD = b"somebody's work"


@pytest.fixture
def typed(tmp_path, table):
    """The words of a command line that writes one kind of output, and the folder written to."""
    folder = tmp_path / "年报 输出"
    folder.mkdir()
    stands_for = {
        "COUNTY": ROOT / "sample_data" / "qiyuan_county.xlsx",
        "RULES": ROOT / "sample_data" / "qiyuan_county.yaml",
        "BOUNDARIES": ROOT / "sample_data" / "qiyuan_boundaries.geojson",
        "TABLE": table,
    }

    def words(kind: str) -> tuple[list[str], Path]:
        command, name = KINDS[kind]
        target = folder / name if name else folder
        if name:
            target.write_bytes(OLD)
        return [*(str(stands_for.get(word, word)) for word in command.split()), str(target)], folder

    return words


def is_untouched(folder: Path) -> bool:
    """Whether the folder holds the old file alone, or nothing where there was none."""
    held = list(folder.iterdir())
    return all(not path.name.startswith(UNFINISHED) for path in held) and all(
        path.read_bytes() == OLD for path in held
    )


def in_process(*arguments, cwd, **variables):
    """Run the command in a process of its own; a variable of None is not set."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1", **variables}
    return subprocess.run(
        [sys.executable, "-m", "calculator.cli", *map(str, arguments)],
        cwd=cwd,
        capture_output=True,
        check=False,
        env={name: value for name, value in environment.items() if value is not None},
    )

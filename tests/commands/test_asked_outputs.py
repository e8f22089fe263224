"""No command writes over a file that it is told to read."""

from __future__ import annotations

from pathlib import Path

import click
import pytest

from calculator.cli import township as whole
from calculator.commands.asked_outputs import OUTPUTS
from tests.conftest import ROOT

STATISTICS = "qiyuan_county.xlsx"
RULES = "qiyuan_county.yaml"

CASES = [
    ("report STATISTICS --rules RULES", "--json"),
    ("report STATISTICS --rules SHEET", "--output"),
    ("report STATISTICS --rules RULES --output OTHER", "--annotated"),
    ("report STATISTICS --roster ROSTER --output OTHER", "--json"),
    ("report STATISTICS --previous PREVIOUS", "--output"),
    ("report STATISTICS --columns COLUMNS --output OTHER", "--json"),
    ("report STATISTICS --renames RENAMES --output OTHER", "--json"),
    ("check STATISTICS --rules RULES", "--json"),
    ("check STATISTICS --rules SHEET", "--annotated"),
    ("check STATISTICS --roster ROSTER", "--json"),
    ("explain STATISTICS --township 石桥镇 --rules RULES", "--json"),
    ("whatif STATISTICS --set minimum_population=1 --rules RULES", "--json"),
    ("rules compare shandong RULES", "--json"),
    ("rules compare RULES shandong STATISTICS", "--json"),
    ("rules sheet SHEET", "--output"),
    ("template --rules SHEET", "--output"),
    ("compare STATISTICS PREVIOUS --rules SHEET", "--output"),
    ("compare STATISTICS PREVIOUS --rules RULES --output OTHER", "--json"),
    ("allocate STATISTICS --rules SHEET", "--output"),
    ("allocate STATISTICS --rules RULES", "--json"),
    ("plan STATISTICS --rules SHEET", "--output"),
    ("plan STATISTICS --rules RULES --neighbours COLUMNS", "--json"),
    ("form STATISTICS --rules RULES --template TEMPLATE", "--output"),
]
"""What is typed, and the option that names each of the files read as an output."""

WITHOUT_INPUT = {"rules new", "sample"}
"""The commands that write and read nothing."""


def commands(group, above=()):
    """Every command with its name."""
    context = click.Context(group)
    for name in group.list_commands(context):
        each = group.get_command(context, name)
        if isinstance(each, click.Group):
            yield from commands(each, (*above, name))
        else:
            yield " ".join((*above, name)), each


@pytest.fixture
def files(tmp_path, township):
    """A file for every word in capitals."""
    made = {
        "STATISTICS": tmp_path / "统计.xlsx",
        "PREVIOUS": tmp_path / "上年.xlsx",
        "RULES": tmp_path / "规则.yaml",
        "SHEET": tmp_path / "数字.xlsx",
        "TEMPLATE": tmp_path / "模板.docx",
        "ROSTER": tmp_path / "名单.txt",
        "COLUMNS": tmp_path / "列名.csv",
        "RENAMES": tmp_path / "改名.csv",
    }
    for name, sample in (("STATISTICS", STATISTICS), ("PREVIOUS", STATISTICS), ("RULES", RULES)):
        made[name].write_bytes((ROOT / "sample_data" / sample).read_bytes())
    made["ROSTER"].write_text("齐原县\n", "utf-8")
    made["COLUMNS"].write_text("某列,villages\n", "utf-8")
    made["RENAMES"].write_text("旧县,新县\n", "utf-8")
    assert township("rules", "sheet", "shandong", "--output", made["SHEET"]).status == 0
    assert township("form", "--copy-templates", tmp_path / "all").status == 0
    made["TEMPLATE"].write_bytes(next((tmp_path / "all").glob("*.docx")).read_bytes())
    return {**made, "OTHER": tmp_path / "报告.xlsx"}


@pytest.mark.parametrize(("line", "option"), CASES, ids=[f"{c} {o}" for c, o in CASES])
def test_no_file_that_is_read_is_written_over(township, files, line, option):
    words = line.split()
    typed = [files.get(word, word) for word in words]
    suffixes = {"--output": {".xlsx", ".docx"}, "--annotated": {".xlsx"}}
    for word in words:
        if word not in files or word == "OTHER":
            continue
        path: Path = files[word]
        if option == "--output" and path.suffix != (".docx" if words[0] == "form" else ".xlsx"):
            continue
        if path.suffix not in suffixes.get(option, {path.suffix}):
            continue
        before = path.read_bytes()
        outcome = township(*typed, option, path, "--force")
        assert outcome.status == 1, (word, outcome)
        assert f"“{path}”是输入文件" in outcome.err, (word, outcome.err)
        assert path.read_bytes() == before
        assert not files["OTHER"].exists()


def test_every_command_that_writes_is_tried():
    writing = {
        name
        for name, command in commands(whole)
        if any(param.name in OUTPUTS for param in command.params)
    }
    tried = {name for name in writing if any(line.startswith(f"{name} ") for line, _ in CASES)}
    assert writing - tried == WITHOUT_INPUT

"""The benchmarks that need no peers run, and their tables find their place in the docs."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks.run import PAGE, PARTS, command, marks, replaced

ROOT = Path(__file__).parent.parent.parent
FOLDER = ROOT / "benchmarks"


@pytest.mark.parametrize("part", PARTS)
def test_every_part_has_a_script_that_prints_and_a_place_in_the_docs(part):
    tree = ast.parse((FOLDER / PARTS[part].script).read_text("utf-8"))
    assert any(isinstance(node, ast.FunctionDef) and node.name == "main" for node in tree.body)
    page = PAGE.read_text("utf-8")
    assert all(page.count(mark) == 1 for mark in marks(part))
    assert f"| new {part} |" in replaced(page, part, f"| new {part} |")


def test_the_docs_have_no_place_for_a_part_that_there_is_not():
    page = PAGE.read_text("utf-8")
    assert page.count("<!-- measured: ") == len(PARTS)


def test_only_what_stands_between_the_marks_is_replaced():
    start, end = marks("page")
    found = replaced(f"before\n{start}\nold\n{end}\nafter\n", "page", "new")
    assert found == f"before\n{start}\nnew\n{end}\nafter\n"


@pytest.mark.parametrize("page", ["", "<!-- measured: page -->", "<!-- end: page -->"])
def test_a_page_without_both_marks_is_not_written(page):
    with pytest.raises(ValueError, match="page"):
        replaced(page, "page", "new")


def test_peers_are_asked_for_only_where_a_part_has_some():
    made = {part: command(PARTS[part], quick=True, peers=Path("peers")) for part in PARTS}
    with_peers = {part for part, asked in made.items() if "--peers" in asked}
    assert with_peers == {"years", "engines", "plans"}


def test_a_quick_run_prints_its_table_and_leaves_the_docs_alone():
    before = PAGE.read_bytes()
    done = subprocess.run(
        [sys.executable, FOLDER / "run.py", "reading", "--quick"],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
    )
    assert "| a county, 100 rows of 30 columns |" in done.stdout
    assert PAGE.read_bytes() == before


def test_a_part_that_does_not_exist_is_named():
    done = subprocess.run(
        [sys.executable, FOLDER / "run.py", "nonsense"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 2
    assert "nonsense" in done.stderr

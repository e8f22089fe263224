"""The pages lead where they say, their examples run, and what they quote is what is printed."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
import tomllib

import pytest

import calculator
from calculator.cli import run
from calculator.messages import LANGUAGES
from calculator.messages.speaking import message_file
from calculator.packs import known_names, open_pack
from calculator.vocabulary import load_vocabulary
from tests.conftest import ROOT

PAGES = [ROOT / "README.md", ROOT / "README.zh.md", ROOT / "CHANGELOG.md"]
PAGES += sorted((ROOT / "docs").glob("*.md"))
NAMES = [str(page.relative_to(ROOT)) for page in PAGES]
TEXTS = {name: page.read_text(encoding="utf-8") for name, page in zip(NAMES, PAGES, strict=True)}
BLOCK = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
SAMPLE = ROOT / "sample_data"


def anchors(text):
    """What the headings of a page are called in an address, as GitHub has it."""
    found = set()
    for heading in re.findall(r"^#+ (.+)$", BLOCK.sub("", text), re.MULTILINE):
        plain = re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")
        number = 0
        while (name := f"{plain}-{number}" if number else plain) in found:
            number += 1
        found.add(name)
    return found


LINKS = [
    (page, target)
    for page in NAMES
    for target in re.findall(r"\]\(([^)\s]+)\)", BLOCK.sub("", TEXTS[page]))
    if "://" not in target
]


@pytest.mark.parametrize(("page", "target"), LINKS)
def test_every_link_and_picture_leads_somewhere(page, target):
    path, _, anchor = target.partition("#")
    file = (ROOT / page).parent / path if path else ROOT / page
    assert file.exists()
    if anchor:
        assert anchor in anchors(file.read_text(encoding="utf-8"))


def test_every_picture_is_shown_and_every_page_can_be_reached():
    shown = {((ROOT / page).parent / target.split("#")[0]).resolve() for page, target in LINKS}
    pictures = set((ROOT / "docs" / "pictures").glob("*.png"))
    assert pictures | {page for page in PAGES if page.parent.name == "docs"} <= shown


@pytest.mark.parametrize("page", NAMES)
def test_no_heading_stands_twice_on_a_page(page):
    headings = re.findall(r"^## (.+)$", BLOCK.sub("", TEXTS[page]), re.MULTILINE)
    assert len(headings) == len(set(headings))


OF_PYTHON = [page for page in NAMES if "```python" in TEXTS[page]]


@pytest.mark.parametrize("page", OF_PYTHON)
def test_the_python_of_a_page_runs(page, tmp_path):
    blocks = [block for language, block in BLOCK.findall(TEXTS[page]) if language == "python"]
    if "import calculator" not in blocks[0]:
        blocks.insert(
            0, next(b for lang, b in BLOCK.findall(TEXTS["README.md"]) if lang == "python")
        )
    shutil.copytree(SAMPLE, tmp_path / "sample_data")
    code = f"import sys\nsys.path.insert(0, {str(ROOT)!r})\n" + "".join(blocks)
    subprocess.run([sys.executable, "-c", code], check=True, cwd=tmp_path)
    assert (tmp_path / "report.xlsx").exists()


def test_python_is_shown_on_the_pages_that_speak_of_it():
    assert OF_PYTHON == ["README.md", "README.zh.md", "docs/plan.md"]


def test_the_explanation_that_is_quoted_is_what_is_printed(capsys, monkeypatch):
    monkeypatch.setenv("COLUMNS", "96")
    quoted = next(block for _, block in BLOCK.findall(TEXTS["docs/commands.md"]) if "└" in block)
    words = ["--rules", str(SAMPLE / "qiyuan_county.yaml"), "--township", "石桥镇"]
    assert run(["explain", str(SAMPLE / "qiyuan_county.xlsx"), *words]) == 0
    printed = capsys.readouterr().out.splitlines()
    place = 0
    for line in quoted.splitlines():
        if line and line.strip() != "…":
            place = printed.index(line, place) + 1


def test_digests_that_are_quoted_are_those_of_the_packs():
    packs = [open_pack("shandong"), open_pack(SAMPLE / "qiyuan_county.yaml")]
    quoted = {
        digest
        for text in TEXTS.values()
        for digest in re.findall(r"\b(?=\d*[a-f])[0-9a-f]{12}\b", text)
    }
    assert quoted == {pack.digest for pack in packs}


def test_the_page_on_packs_names_every_column_that_a_pack_may_use():
    section = TEXTS["docs/pack-format.md"].partition("## Names of columns\n")[2]
    named = set(re.findall(r"`([a-z_0-9]+)`", section)) - {"_year_before"}
    known = known_names()
    may_be_used = {name for name in known.columns if not name.endswith("_year_before")}
    of_lists = {name for name, c in load_vocabulary().columns.items() if c.tables == ("list",)}
    assert named == (may_be_used | set(known.choices) | {"proposed_class"}) - of_lists


def keys(data):
    """Every key of plain data, at any depth."""
    for value in data.values() if isinstance(data, dict) else data:
        if isinstance(value, dict | list):
            yield from keys(value)
    if isinstance(data, dict):
        yield from data


@pytest.mark.parametrize("rules", [SAMPLE / "qiyuan_county.yaml", "shandong", "sichuan-town"])
def test_the_page_on_json_names_every_key_of_a_report(rules):
    report = calculator.report(SAMPLE / "qiyuan_county.xlsx", rules=rules)
    of_the_pack = {*report.pack.measures, *report.pack.figures, *report.pack.columns}
    data = report.as_dict("en")
    for unit in data["townships"]:
        if unit["establishment"]:
            of_the_pack |= set(unit["establishment"]["clauses"])
    found = {key for key in keys(data) if re.fullmatch("[a-z_0-9]+", key)} - of_the_pack
    assert found <= set(re.findall(r"`([a-z_0-9]+)`", TEXTS["docs/json.md"]))


JSON_OF_COMMANDS = [
    ("json", "check {sample}"),
    ("commands", "explain {sample} --township 石桥镇"),
    ("commands", "whatif {sample} --set minimum_population=20000,60000"),
    ("commands", "allocate {sample} --keep 盐滩镇:行政编制=31 --keep 盐滩镇:事业编制=31"),
    ("commands", "compare {sample} {statistics} --output {folder}/compared.xlsx"),
    ("commands", "rules compare shandong {rules} {statistics}"),
    ("plan", "plan {sample} --alternatives 1"),
]


@pytest.mark.parametrize(("page", "line"), JSON_OF_COMMANDS, ids=lambda value: value[:20])
def test_the_pages_name_every_key_that_a_command_gives_as_json(page, line, tmp_path, capfd):
    statistics, rules = SAMPLE / "qiyuan_county.xlsx", SAMPLE / "qiyuan_county.yaml"
    places = {"statistics": statistics, "rules": rules, "folder": tmp_path}
    if "{sample}" in line and " {statistics}" not in line:
        line += " --rules {rules}"
    words = line.replace("{sample}", "{statistics}").format(**places).split()
    assert run([*words, "--json"]) == 0
    data = json.loads(capfd.readouterr().out)
    pack = open_pack(rules)
    by_name = {*pack.measures, *pack.figures, *pack.quotas}
    found = {key for key in keys(data) if re.fullmatch("[a-z_0-9]+", key)} - by_name
    pages = TEXTS[f"docs/{page}.md"] + TEXTS["docs/json.md"]
    assert found <= set(re.findall(r"`([a-z_0-9]+)`", pages))


def test_the_page_on_the_code_names_files_that_there_are():
    text = TEXTS["docs/code.md"]
    tops = ("calculator/", "rules/", "tests/", "docs/", "bundle/", "benchmarks/", "sample_data/")
    named = [code for code in re.findall(r"`([\w./*-]+)`", text) if code.startswith(tops)]
    assert len(named) > 40
    assert [
        name for name in named if not list(ROOT.glob(name.replace("ID", "*").rstrip("/")))
    ] == []


def test_the_version_is_the_same_wherever_it_stands():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    newest = re.search(r"^## ([\d.]+), ", TEXTS["CHANGELOG.md"], re.MULTILINE)
    assert project["version"] == calculator.__version__ == newest[1]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_on_the_report_names_every_sheet(language):
    sheets = message_file(language, "workbook")["sheets"].values()
    assert [name for name in sheets if name not in TEXTS["docs/report.md"]] == []


@pytest.mark.parametrize("name", ["README", "docs/offline"])
def test_a_page_in_chinese_shows_the_same_commands_and_pictures(name):
    english, chinese = TEXTS[f"{name}.md"], TEXTS[f"{name}.zh.md"]
    shown = [
        [block for language, block in BLOCK.findall(text) if language in ("sh", "bat")]
        + re.findall(r"\]\(([^)]+\.png)\)", text)
        for text in (english, chinese)
    ]
    assert shown[0] == shown[1]
    assert len(re.findall("^## ", english, re.M)) == len(re.findall("^## ", chinese, re.M))

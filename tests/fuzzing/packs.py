"""Broken packs and figures sheets are used throughout, or refused with a sentence."""

from __future__ import annotations

import io
import random
from pathlib import Path
from typing import Any

import openpyxl
import yaml

from calculator.commands.pack_lines import pack_lines
from calculator.errors import CalculatorError
from calculator.messages import LANGUAGES
from calculator.packs import declared_columns, open_pack
from calculator.reporting.figures_sheet import write_figures_workbook
from rules.evaluation import evaluate
from rules.loading import shipped_packs
from tests.conftest import ROOT
from tests.formulas.random_statistics import random_statistics
from tests.fuzzing.breaking import ANYTHING, Trial, altered, broken, changed, said, say_all
from tests.reading.building import workbook_bytes

WRITTEN = (
    *(value for value in ANYTHING if isinstance(value, (str, bool)) or value in (0, 1, -1, 0.5)),
    "2万",
    "3.5%",
    "50%",
    "－1",
    "是",
    "户籍人口、常住人口",
    "山区",
    "2020年3月1日",
    "2020-02-30",
    "1e999",
    "12345678901234567890",
)
"""What a person may write where a figure is entered."""

FOLDERS = ("rules/packs", "tests/packs", "tests/rules", "tests/formulas", "sample_data")


def ready(folder: Path) -> Trial:
    """Packs as texts, as plain data, at random, and as sheets of figures."""
    texts = [path.read_bytes() for name in FOLDERS for path in sorted((ROOT / name).glob("*.yaml"))]
    trees = [yaml.load(text, yaml.CSafeLoader) for text in texts]
    parts = [*ANYTHING, *(part for tree in trees for part in _parts(tree))]
    books = [
        write_figures_workbook(
            open_pack(pack), folder / f"{pack}.xlsx", "zh", rules=pack
        ).read_bytes()
        for pack in shipped_packs()[:2]
    ]
    cells = [_cells(book) for book in books]
    ways = {
        "text": lambda chance: _lines_changed(chance.choice(texts), chance),
        "bytes": lambda chance: changed(chance.choice(texts), chance),
        "parts": lambda chance: _written(_altered(chance.choice(trees), chance, parts)),
        "tree": lambda chance: _written(_tree(chance, parts)),
        "sheet": lambda chance: broken(chance.choice(books), chance),
        "cells": lambda chance: _cells_changed(chance.choice(cells), chance),
    }

    def trial(seed: int) -> str:
        chance = random.Random(seed)
        if chance.random() < 0.1:
            return f"setting {_setting_outcome(chance)}"
        way = chance.choice([*ways, "parts", "parts"])
        path = folder / ("mine.xlsx" if way in ("sheet", "cells") else "mine.yaml")
        path.write_bytes(ways[way](chance))
        return f"{way} {outcome(path, seed)}"

    return trial


def outcome(path: Path, seed: int = 0) -> str:
    """How a pack ends: ``used`` for everything, or the key of the sentence that says why not."""
    try:
        pack = open_pack(path)
        declared_columns(pack)
        for language in LANGUAGES:
            assert list(pack_lines(pack, language))
        evaluation = evaluate(pack, random_statistics(seed, 12, pack, blanks=0.2))
        say_all(evaluation.findings)
        figures = path.with_name("figures.xlsx")
        write_figures_workbook(pack, figures, "zh", rules=str(path), replace=True)
    except CalculatorError as error:
        return said(error)
    return "used"


def _setting_outcome(chance: random.Random) -> str:
    """How entering texts for figures by hand ends."""
    name = chance.choice(shipped_packs())
    figures = list(open_pack(name).figures)
    settings = {chance.choice(figures): str(chance.choice(WRITTEN)) for _ in range(2)}
    try:
        open_pack(name, settings)
    except CalculatorError as error:
        return said(error)
    return "used"


def _cells(book: bytes) -> list[list[Any]]:
    """The cells of the one sheet of a workbook."""
    (sheet,) = openpyxl.load_workbook(io.BytesIO(book)).worksheets
    return [list(row) for row in sheet.iter_rows(values_only=True)]


def _cells_changed(rows: list[list[Any]], chance: random.Random) -> bytes:
    """A sheet of figures with some cells changed, or rows left out or doubled."""
    rows = [list(row) for row in rows]
    for _ in range(chance.choice((1, 2, 5, 20))):
        at = chance.randrange(len(rows))
        match chance.randrange(8):
            case 0:
                del rows[at]
            case 1:
                rows.insert(chance.randrange(len(rows)), list(rows[at]))
            case _:
                rows[at][chance.randrange(len(rows[at]))] = chance.choice(WRITTEN)
        rows = rows or [[""]]
    return workbook_bytes({"指标": rows})


def _parts(tree: Any) -> list[Any]:
    """Every part of plain data."""
    inside = (
        list(tree.values()) if isinstance(tree, dict) else tree if isinstance(tree, list) else []
    )
    names = list(tree) if isinstance(tree, dict) else []
    return [*names, *inside, *(part for value in inside for part in _parts(value))]


def _altered(tree: Any, chance: random.Random, parts: list[Any]) -> Any:
    for _ in range(chance.choice((1, 1, 2, 3, 8))):
        tree = altered(tree, chance, parts)
    return tree


def _tree(chance: random.Random, parts: list[Any], depth: int = 0) -> Any:
    """Plain data of the words and values of packs, put together without sense."""
    kind = chance.random()
    if depth > 6 or (depth and kind < 0.35):
        return chance.choice(parts)
    within = [_tree(chance, parts, depth + 1) for _ in range(chance.randrange(1, 6))]
    if kind < 0.45:
        return within
    names = [part for part in (chance.choice(parts) for _ in within) if isinstance(part, str)]
    return dict(zip(names, within, strict=False))


def _written(tree: Any) -> bytes:
    dumper = yaml.CSafeDumper
    dumper.ignore_aliases = lambda *_: True  # type: ignore[method-assign, assignment]
    return yaml.dump(tree, Dumper=dumper, allow_unicode=True).encode()


def _lines_changed(text: bytes, chance: random.Random) -> bytes:
    """Lines left out, doubled, moved, or set in and out."""
    lines = text.split(b"\n")
    for _ in range(chance.choice((1, 1, 2, 5))):
        at, to = chance.randrange(len(lines)), chance.randrange(len(lines))
        match chance.randrange(5):
            case 0:
                del lines[at : at + chance.choice((1, 1, 5))]
            case 1:
                lines[to:to] = lines[at : at + chance.choice((1, 5))]
            case 2:
                lines[at] = b"  " + lines[at]
            case 3:
                lines[at] = lines[at].removeprefix(b"  ")
            case _:
                lines[at], lines[to] = lines[to], lines[at]
        lines = lines or [b""]
    return b"\n".join(lines)

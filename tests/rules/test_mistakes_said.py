"""What is said of a broken pack, word by word: file, line, key, what was expected and found.

``mistakes.yaml`` has packs, most of them in what they change of the default one, and what is
said of each. After a change of wording ``python -m tests.rules.test_mistakes_said`` writes it
anew, to be read before it is kept.
"""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
import yaml

from calculator.messages import messages
from calculator.packs import known_names, placed
from rules.errors import PackError
from rules.loading import load_pack
from tests.rules.test_loading import BROKEN, HEAD, TABLES

KEPT = Path(__file__).with_name("mistakes.yaml")
CASES = yaml.load(KEPT.read_text(encoding="utf-8"), yaml.CSafeLoader)
DAY = date(2031, 4, 30)
MANY = re.compile(r"(（可用：[^、）]+)(?:、[^、）]+){12,}(、[^、）]+）)")
"""More names than a test should hold: those of all columns."""

OF_PYTHON = {"lists in lists without end"}
"""Broken packs of which Python itself says what is wrong, each version in other words."""


def said_of(name: str, folder: Path, language: str = "zh") -> list[str]:
    """What is said of a broken pack, in order."""
    pack = CASES[name].get("pack")
    text = {**BROKEN, **TABLES}[name][0] if pack is None else pack
    path = folder / "pack.yaml"
    path.write_text(text if text.startswith("id:") or pack is None else HEAD + text, "utf-8")
    with pytest.raises(PackError) as refused:
        load_pack(path, known_names(), as_of=DAY)
    said = [messages(language).say(placed(problem)) for problem in refused.value.problems]
    return [MANY.sub(r"\1、…\2", line.replace(str(path), path.name)) for line in said]


@pytest.mark.parametrize("name", CASES)
def test_every_mistake_of_a_pack_is_said_with_its_place(name, tmp_path):
    assert said_of(name, tmp_path) == CASES[name]["said"]


@pytest.mark.parametrize("name", [name for name in CASES if "pack" in CASES[name]])
def test_each_can_be_said_in_english(name, tmp_path):
    assert len(said_of(name, tmp_path, "en")) == len(CASES[name]["said"])


def test_every_broken_pack_is_said():
    assert {*BROKEN, *TABLES} - OF_PYTHON <= set(CASES)


if __name__ == "__main__":
    others = [name for name in {**BROKEN, **TABLES} if name not in {*CASES, *OF_PYTHON}]
    CASES.update({name: {} for name in others})
    for name, case in CASES.items():
        with TemporaryDirectory() as folder:
            case["said"] = said_of(name, Path(folder))

    class Literal(yaml.SafeDumper):
        """Packs as blocks of lines."""

    def block(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
        style = "|" if "\n" in text else None
        return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)

    Literal.add_representer(str, block)
    written = yaml.dump(CASES, Dumper=Literal, allow_unicode=True, width=10_000, sort_keys=False)
    KEPT.write_text(written, encoding="utf-8")

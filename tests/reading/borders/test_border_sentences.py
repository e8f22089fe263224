"""Every finding about borders has its sentence, and every sentence and finding its place."""

from __future__ import annotations

import re

from tests.conftest import ROOT

FOLDER = ROOT / "calculator" / "reading" / "borders"
SOURCE = "\n".join(path.read_text(encoding="utf-8") for path in FOLDER.rglob("*.py"))
SENTENCES = (ROOT / "calculator" / "messages" / "zh" / "borders.toml").read_text(encoding="utf-8")
KEYS = set(re.findall(r"^(\w+) =", SENTENCES, re.MULTILINE))
CODES = set(re.findall(r'"([a-z]+(?:-[a-z]+)+)"', SOURCE)) - {"utf-8"}


def test_every_code_in_the_source_has_a_sentence():
    assert {code.replace("-", "_") for code in CODES} <= KEYS


def test_no_sentence_is_left_unused():
    used = SOURCE.replace("-", "_")
    assert not {key for key in KEYS if f'"{key}"' not in used and not key.startswith("source_")}


def test_the_documentation_lists_every_finding():
    page = (ROOT / "docs" / "borders.md").read_text(encoding="utf-8")
    listed = re.findall(r"^\| `([a-z-]+)` \|", page, re.MULTILINE)
    assert len(listed) == len(set(listed))
    assert set(listed) == CODES

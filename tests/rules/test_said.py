"""What the rules say of townships, word by word: every figure, bound, name and unit in it.

``said.yaml`` has, for each sentence and kind of measure that says it, townships of up to two
packs. After a change of wording ``python -m tests.rules.test_said`` writes it anew, to be read
before it is kept.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import yaml

from calculator.messages import Messages
from calculator.packs import open_pack, pack_names
from rules.evaluation import Evaluation, evaluate
from rules.findings import Finding
from rules.loading import shipped_packs
from rules.pack import RulePack
from rules.statistics import Statistics
from rules.wording import Parts, Sentence
from tests.conftest import ROOT
from tests.formulas.random_statistics import random_statistics

SAID = Path(__file__).with_name("said.yaml")
PACKS = (
    "tests/rules/points.yaml",
    "tests/formulas/shapes.yaml",
    "sample_data/qiyuan_county.yaml",
    "tests/packs/taiwan-sections.yaml",
    "tests/packs/congress-deputies.yaml",
    *shipped_packs(),
)
MOST = 2


@cache
def said() -> dict[str, list[str]]:
    """Sentence -> what it says, each time of another pack."""
    found: dict[str, list[str]] = {}
    for place in PACKS:
        reference = ROOT / place if place.endswith(".yaml") else place
        pack = open_pack(reference)
        speaker = Messages("zh", pack_names(pack))
        seen: set[str] = set()
        for statistics in _statistics(pack):
            for kind, head, sentence in _sentences(evaluate(pack, statistics)):
                for key in sorted({f"{key} {kind}" for key in _keys(sentence)} - seen):
                    seen.add(key)
                    lines = found.setdefault(key, [])
                    if len(lines) < MOST:
                        lines.append(f"{pack.id} {head}: {speaker.say(sentence)}")
    return dict(sorted(found.items()))


def _statistics(pack: RulePack) -> Iterator[Statistics]:
    """Townships of a county and of a prefecture; small proposals; and hardly any column."""
    yield random_statistics(1, 14, pack, blanks=0.12, coverage="county")
    yield random_statistics(2, 14, pack, blanks=0.12, coverage="prefecture")
    large = random_statistics(3, 14, pack, blanks=0.0)
    numbers = large.numbers.items()
    small = {n: np.round(v / 6) if n.startswith("proposed_") else v for n, v in numbers}
    yield replace(large, numbers=small)
    yield replace(large, numbers={"proposed_offices": large.numbers["proposed_offices"]})


def _sentences(evaluation: Evaluation) -> Iterator[tuple[str, str, Sentence]]:
    """Everything said of the townships: by what, about what, and the sentence."""
    for finding in evaluation.findings:
        yield "finding", _head(finding), finding.message
        if finding.source is not None:
            yield "source", _head(finding), finding.source
    for township in range(evaluation.statistics.size):
        for name in evaluation.pack.measures:
            reason = evaluation.why(name, township)
            about = " ".join([*(figure.name for figure in reason.figures), *reason.measures])
            kind = str(evaluation.pack.measures[name].kind)
            yield kind, f"{township} {name} [{about}]", reason.sentence
        if evaluation.pack.mergers is not None:
            yield "merger", f"{township}", evaluation.why_merger(township)


def _head(finding: Finding) -> str:
    parts = (
        finding.township,
        finding.county,
        finding.column,
        _number(finding.value),
        _number(finding.limit),
        finding.status,
    )
    return " ".join([finding.severity, finding.code, *map(str, parts)])


def _number(value: Any) -> Any:
    return round(value, 4) if isinstance(value, float) else value


def _keys(said: Any) -> set[str]:
    """The keys of a sentence and of those in it."""
    if isinstance(said, Sentence):
        return {said.key, *(key for part in said.values.values() for key in _keys(part))}
    parts = said.items if isinstance(said, Parts) else said
    if isinstance(parts, (list, tuple)):
        return {key for part in parts for key in _keys(part)}
    return set()


KEPT = yaml.load(SAID.read_text(encoding="utf-8"), yaml.CSafeLoader)


def test_every_sentence_says_what_it_said():
    assert set(said()) == set(KEPT)


@pytest.mark.parametrize("key", KEPT)
def test_a_sentence_names_its_figures(key):
    assert said()[key] == KEPT[key]


if __name__ == "__main__":
    text = yaml.safe_dump(said(), allow_unicode=True, width=10_000, sort_keys=False)
    SAID.write_text(text, encoding="utf-8")

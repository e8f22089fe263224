"""Evaluating the classes and merger candidates of Shandong: zen-engine, OpenFisca-Core and ours.

    python benchmarks/engines.py [--peers FOLDER] [--quick]

The three get the same columns and must give the same results. zen-engine (GoRules) decides one
township after another, OpenFisca-Core all at once. The rule is cut out of the shipped pack; the
whole pack is evaluated as well, which also checks proposals and says why.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import numpy as np
import yaml

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from benchmarks.measuring import (
    PEERS,
    environment_of_peers,
    heading,
    line,
    machine,
    ratio,
    seconds,
    timed,
)
from calculator.packs import open_pack
from rules.evaluation import Evaluation, evaluate
from rules.statistics import Choices, Statistics

PACKAGES = ("zen-engine", "openfisca-core")
COUNTRY = 41_000
FEW = 4_100
CLASSES = ("一类", "二类", "三类")
MERGERS = ("none", "candidate", "exempt")
RULE = ("id", "title", "sources", "figures", "classes", "measures", "classification", "mergers")
"""What the rule needs of a pack, besides which the pack says much more."""


def the_rule(folder: Path) -> Path:
    """A pack with nothing but the classes and the merger candidates of Shandong's."""
    whole = yaml.safe_load((ROOT / "rules" / "packs" / "shandong.yaml").read_text("utf-8"))
    pack = {key: whole[key] for key in RULE}
    pack["id"] = "classes"
    pack["measures"] = {name: whole["measures"][name] for name in ("population", "class")}
    classification = whole["classification"]
    pack["classification"] = {key: classification[key] for key in ("measure", "applies_to")}
    said = yaml.safe_dump({key: pack[key] for key in RULE if key != "figures"})
    pack["figures"] = {name: each for name, each in whole["figures"].items() if name in said}
    path = folder / "classes.yaml"
    path.write_text(yaml.safe_dump(pack, allow_unicode=True, sort_keys=False), "utf-8")
    return path


def columns(size: int) -> dict[str, Any]:
    """People, central towns and special terrain at random, with people on the bounds."""
    source = np.random.default_rng(5)
    people = np.rint(np.exp(source.normal(10.4, 0.6, size))).astype(np.int64)
    on_bounds = source.choice([29_999, 30_000, 49_999, 50_000, 79_999, 80_000], size)
    return {
        "people": np.where(source.random(size) < 0.1, on_bounds, people),
        "central": source.random(size) < 0.1,
        "special": source.random(size) < 0.2,
    }


def statistics(given: dict[str, Any]) -> Statistics:
    """The same columns as statistics, sixteen towns a county."""
    size = len(given["people"])
    numbers = np.arange(size)
    return Statistics(
        size=size,
        numbers={
            "resident_population": given["people"].astype(np.float64),
            "central_town": given["central"].astype(np.float64),
        },
        choices={
            "kind": Choices(np.zeros(size, dtype=np.int64), [frozenset({"town"})]),
            "terrain": Choices(
                np.where(given["special"], 0, 1), [frozenset({"mountain"}), frozenset({"plain"})]
            ),
        },
        texts={
            "name": np.array([f"镇{number}" for number in numbers], dtype=object),
            "county": np.array([f"第{number // 16}县" for number in numbers], dtype=object),
            "prefecture": np.array([f"第{number // 160}市" for number in numbers], dtype=object),
        },
    )


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--peers", type=Path, default=PEERS, help="where the peers are installed")
    parser.add_argument("--quick", action="store_true", help=f"{FEW:,} townships")
    chosen = parser.parse_args()
    python = environment_of_peers("engines", PACKAGES, chosen.peers)
    size = FEW if chosen.quick else COUNTRY
    given = columns(size)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        pack, whole = open_pack(the_rule(folder)), open_pack("shandong")
        np.savez(folder / "columns.npz", **given)
        side = Path(__file__).with_name("engine_peers.py")
        answer = json.loads(
            subprocess.run(
                [python, side, folder / "columns.npz", folder / "results.npz"],
                check=True,
                stdout=subprocess.PIPE,
                text=True,
            ).stdout
        )
        found = statistics(given)
        assert_same(evaluate(pack, found), dict(np.load(folder / "results.npz")))
    ours = timed(lambda: evaluate(pack, found), 5)
    all_of_it = timed(lambda: evaluate(whole, found), 5)
    machine("numpy", "pydantic", peers=answer["versions"])
    heading(f"{size:,} townships", "processor time", "by the clock", "ratio")
    for said, (clock, busy) in (
        ("`rules.evaluation.evaluate`, the same rule", ours),
        ("the whole pack `shandong`: limits, posts, findings", all_of_it),
        ("OpenFisca-Core, the same rule", answer["openfisca"]),
        ("zen-engine, the same rule", answer["zen"]),
    ):
        line(said, seconds(busy), seconds(clock), ratio(busy / ours[1]))


def assert_same(ours: Evaluation, others: dict[str, Any]) -> None:
    """All three give every township the same class and the same merger flag."""
    classes = np.array([CLASSES.index(name) for name in ours.classification.classes])
    mergers = np.array([MERGERS.index(status) for status in ours.mergers.status])
    for engine in ("zen", "openfisca"):
        assert (classes == others[f"{engine}_classes"]).all(), engine
        assert (mergers == others[f"{engine}_mergers"]).all(), engine


if __name__ == "__main__":
    main()

"""What the tests share: small statistics, small packs, and whether tools are installed."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from calculator.packs import open_pack
from rules.bodies import BODY_POSTS, Bodies
from rules.pack import RulePack
from rules.statistics import Choices, Coverage, Statistics

ROOT = Path(__file__).parent.parent
SHARED_DATA = ROOT.parent / "shared" / "data"


def need_tool(name: str) -> str:
    """The path of a tool that a test needs; the test is skipped without it, but not in CI."""
    found = shutil.which(name)
    if found is None:
        if os.environ.get("CI") == "true":
            pytest.fail(f"{name} is not installed")
        pytest.skip(f"{name} is not installed")
    return found


def need_shared_data(name: str) -> Path:
    """A file of real figures; the test is skipped where the folder is absent."""
    path = SHARED_DATA / name
    if not path.exists():
        pytest.skip(f"no {name} beside the project")
    return path


def choices(values: Sequence[str | None]) -> Choices:
    """A choice column whose cells name one choice each, or nothing."""
    named = list(dict.fromkeys(value for value in values if value is not None))
    codes = [-1 if value is None else named.index(value) for value in values]
    return Choices(np.array(codes, dtype=np.int64), [frozenset({name}) for name in named])


def listed(*rows: Mapping[str, Any]) -> Bodies:
    """A small list of bodies: each row has ``name``, and what differs from an office of town 0."""

    def column(key: str, otherwise: Any, kind: Any = object) -> Any:
        return np.array([row.get(key, otherwise) for row in rows], dtype=kind)

    posts = {name for row in rows for name in row if name in BODY_POSTS}
    return Bodies(
        townships=column("township", 0, np.int64),
        names=column("name", ""),
        kinds=column("kind", "office"),
        funding=column("funding", None),
        posts={name: column(name, np.nan, np.float64) for name in posts},
        formed_from=tuple(tuple(row.get("formed_from", ())) for row in rows),
        nameplate=column("nameplate", False, np.bool_),
        dispatched=column("dispatched", False, np.bool_),
    )


def townships(
    kind: Sequence[str | None] | None = None,
    terrain: Sequence[str | None] | None = None,
    proposed_class: Sequence[str | None] | None = None,
    county: Sequence[str] | None = None,
    coverage: Coverage = "county",
    prefecture: Sequence[str] | None = None,
    names: Sequence[str] | None = None,
    bodies: Bodies | None = None,
    county_totals: Mapping[str, Sequence[float | None]] | None = None,
    **numbers: Sequence[float | None],
) -> Statistics:
    """Small statistics: towns of one county unless said otherwise; None is a blank."""
    columns: dict[str, Sequence[Any]] = {**numbers}
    given = [*columns.values(), *(c for c in (kind, terrain, proposed_class, county) if c)]
    size = len(given[0])
    chosen = {"kind": choices(kind or ["town"] * size)}
    if terrain is not None:
        chosen["terrain"] = choices(terrain)
    if proposed_class is not None:
        chosen["proposed_class"] = choices(proposed_class)
    return Statistics(
        size=size,
        numbers={
            name: np.array([np.nan if v is None else v for v in values], dtype=np.float64)
            for name, values in columns.items()
        },
        choices=chosen,
        texts={
            "name": np.array(names or [f"镇{place}" for place in range(size)], dtype=object),
            **({"prefecture": np.array(prefecture, dtype=object)} if prefecture else {}),
            "county": np.array(county or ["甲县"] * size, dtype=object),
        },
        coverage=coverage,
        bodies=bodies,
        county_totals={
            name: np.array([np.nan if v is None else v for v in values], dtype=np.float64)
            for name, values in (county_totals or {}).items()
        },
    )


@pytest.fixture(scope="session")
def shandong() -> RulePack:
    """The default pack."""
    return open_pack("shandong")


@pytest.fixture(scope="session")
def qiyuan() -> RulePack:
    """The sample county's own pack, all of it entered."""
    return open_pack(ROOT / "sample_data" / "qiyuan_county.yaml")


@pytest.fixture
def write_pack(tmp_path: Path) -> Callable[[str], Path]:
    """Write a pack's text to a file and give its path."""

    def write(text: str) -> Path:
        path = tmp_path / "mine.yaml"
        path.write_text(text, encoding="utf-8")
        return path

    return write

"""Statistics made at random, with blanks, ties and values on the bounds."""

from __future__ import annotations

import numpy as np

from calculator.vocabulary import load_vocabulary
from rules.pack import RulePack
from rules.statistics import UNREADABLE, Choices, Coverage, Statistics

COUNTIES = [("甲市", "一县"), ("甲市", "二县"), ("乙市", "三县"), ("乙市", "四区")]


def random_statistics(
    seed: int, size: int, pack: RulePack, *, blanks: float = 0.04, coverage: Coverage = "prefecture"
) -> Statistics:
    """Statistics with every column that a pack may ask for."""
    source = np.random.default_rng(seed)
    vocabulary = load_vocabulary()
    names = {name: column.holds for name, column in vocabulary.columns.items()}
    names |= {name: column.holds for name, column in pack.columns.items()}
    numbers = {}
    for name, holds in names.items():
        if holds == "flag":
            numbers[name] = (source.random(size) < 0.15).astype(np.float64)
        elif holds == "number":
            for full in (name, f"{name}_year_before"):
                numbers[full] = _numbers(source, name, size, blanks)
    counties = [COUNTIES[code] for code in source.integers(0, len(COUNTIES), size)]
    return Statistics(
        size=size,
        numbers=numbers,
        choices={
            "kind": _choices(source, ["town", "town", "rural_township", "subdistrict"], size, 0, 0),
            "terrain": _choices(
                source, ["mountain", "island", "hill", "plain", "plateau"], size, 0.4, blanks
            ),
        },
        texts={
            "code": np.array([f"3799{position:05d}" for position in range(size)], dtype=object),
            "name": np.array([f"镇{position}" for position in range(size)], dtype=object),
            "prefecture": np.array([prefecture for prefecture, _ in counties], dtype=object),
            "county": np.array([county for _, county in counties], dtype=object),
        },
        coverage=coverage,
    )


def _numbers(source, name, size, blanks):
    if "population" in name:
        values = np.round(np.exp(source.normal(10.4, 0.6, size)))
        on_bounds = source.choice([20000, 30000, 50000, 60000, 80000, 29999, 49999], size)
        values = np.where(source.random(size) < 0.2, on_bounds, values)
    elif "area" in name:
        values = np.round(np.exp(source.normal(4.2, 0.7, size)), 3)
        on_bounds = source.choice([10.5, 40, 50.5, 80, 100, 150, 200, 300, 12.1], size)
        values = np.where(source.random(size) < 0.2, on_bounds, values)
    elif name == "villages":
        values = source.integers(3, 30, size).astype(np.float64)
    else:
        values = np.round(source.random(size) * 200, 2)
    values[source.random(size) < blanks] = np.nan
    return values


def _choices(source, names, size, blank, unread):
    unique = list(dict.fromkeys(names))
    sets = [frozenset({name}) for name in unique]
    sets += [frozenset({UNREADABLE}), frozenset(unique[:2])]
    codes = np.array([unique.index(name) for name in source.choice(names, size)], dtype=np.int64)
    if blank:
        codes[source.random(size) < 0.1] = len(sets) - 1
        codes[source.random(size) < unread] = len(sets) - 2
        codes[source.random(size) < blank] = -1
    return Choices(codes, sets)

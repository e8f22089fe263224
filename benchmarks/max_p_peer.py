"""The peers' side of plans.py: libpysal's data, and spopt's heuristic.

It is run by plans.py with a Python of its own where the peers are installed, never imported.

    python max_p_peer.py data DATA...
    python max_p_peer.py heuristic DATA COLUMN MINIMUM SEED SECONDS

Both print JSON. The heuristic is ended by the system when its seconds are over.
"""

from __future__ import annotations

import json
import signal
import sys
import time
import warnings
from typing import Any

warnings.simplefilter("ignore")

import geopandas
import libpysal
import numpy as np
from libpysal.examples import load_example
from spopt.region import MaxPHeuristic

SHAPES = {
    "columbus": "columbus.shp",
    "sids2": "sids2.shp",
    "georgia": "G_utm.shp",
    "virginia": "virginia.shp",
    "stl": "stl_hom.shp",
}
COLUMNS = ("BIR79", "TotPop90", "PO8488")


def read(name: str) -> tuple[Any, Any]:
    """A table of libpysal's with its rook contiguity; the column ``count`` is 1 everywhere."""
    table = geopandas.read_file(load_example(name).get_path(SHAPES[name]))
    table["count"] = 1
    return table, libpysal.weights.Rook.from_dataframe(table, use_index=False)


def data(names: list[str]) -> dict[str, Any]:
    """Who borders whom, and the columns."""
    found: dict[str, Any] = {"libpysal": libpysal.__version__}
    for name in names:
        table, weights = read(name)
        pairs = {
            (min(one, other), max(one, other))
            for one, others in weights.neighbors.items()
            for other in others
        }
        found[name] = {
            "borders": sorted([int(one), int(other)] for one, other in pairs),
            "columns": {
                column: [float(value) for value in table[column]]
                for column in ("count", *COLUMNS)
                if column in table
            },
        }
    return found


def heuristic(name: str, column: str, minimum: float, seed: int, seconds: int) -> dict[str, Any]:
    """The regions at or above the minimum that one run finds."""
    table, weights = read(name)
    np.random.seed(seed)
    model = MaxPHeuristic(
        table, weights, [column], column, minimum, top_n=2, max_iterations_construction=99
    )
    signal.alarm(seconds)
    start = time.perf_counter()
    model.solve()
    taken = time.perf_counter() - start
    signal.alarm(0)
    sums = table.groupby(np.asarray(model.labels_))[column].sum()
    return {"regions": int((sums >= minimum).sum()), "seconds": taken}


if __name__ == "__main__":
    kind, *rest = sys.argv[1:]
    if kind == "data":
        print(json.dumps(data(rest)))
    else:
        name, column, minimum, seed, seconds = rest
        print(json.dumps(heuristic(name, column, float(minimum), int(seed), int(seconds))))

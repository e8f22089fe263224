"""The peers' side of engines.py: zen-engine and OpenFisca-Core with the classes of Shandong.

It is run by engines.py with a Python of its own where the peers are installed, never imported.

    python engine_peers.py COLUMNS.npz RESULTS.npz

COLUMNS has ``people``, ``central`` and ``special``. RESULTS gets classes and merger flags of
both, numbered as in ``CLASSES`` and ``MERGERS``; their times are printed as JSON.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from importlib.metadata import version
from typing import Any

import numpy as np
import zen
from openfisca_core.entities import Entity
from openfisca_core.periods import DateUnit
from openfisca_core.simulations import SimulationBuilder
from openfisca_core.taxbenefitsystems import TaxBenefitSystem
from openfisca_core.variables import Variable

CLASSES = ("一类", "二类", "三类")
MERGERS = ("none", "candidate", "exempt")
YEAR = "2009"


def table(name: str, inputs: dict[str, str], output: str, rows: list[dict[str, str]]) -> Any:
    """A decision table of the JSON decision model: the first row that matches."""
    return {
        "id": name,
        "type": "decisionTableNode",
        "name": name,
        "content": {
            "hitPolicy": "first",
            "passThrough": True,
            "inputs": [{"id": key, "name": key, "field": field} for key, field in inputs.items()],
            "outputs": [{"id": "out", "name": output, "field": output}],
            "rules": [{"_id": str(number), **row} for number, row in enumerate(rows)],
        },
    }


MODEL = {
    "contentType": "application/vnd.gorules.decision",
    "nodes": [
        {"id": "in", "type": "inputNode", "name": "in"},
        table(
            "classes",
            {"c": "central", "p": "people"},
            "class",
            [
                {"c": "true", "p": "", "out": "0"},
                {"c": "", "p": ">= 80000", "out": "0"},
                {"c": "", "p": ">= 50000", "out": "1"},
                {"c": "", "p": "", "out": "2"},
            ],
        ),
        table(
            "mergers",
            {"p": "people", "s": "special"},
            "merger",
            [
                {"p": ">= 30000", "s": "", "out": "0"},
                {"p": "", "s": "true", "out": "2"},
                {"p": "", "s": "", "out": "1"},
            ],
        ),
        {"id": "end", "type": "outputNode", "name": "end"},
    ],
    "edges": [
        {"id": "1", "type": "edge", "sourceId": "in", "targetId": "classes"},
        {"id": "2", "type": "edge", "sourceId": "classes", "targetId": "mergers"},
        {"id": "3", "type": "edge", "sourceId": "mergers", "targetId": "end"},
    ],
}


def with_zen(people: Any, central: Any, special: Any) -> tuple[Any, Any]:
    """Each township by itself: zen-engine knows no columns."""
    decision = zen.ZenEngine().create_decision(json.dumps(MODEL))
    columns = (column.tolist() for column in (people, central, special))
    classes, mergers = [], []
    for count, is_central, is_special in zip(*columns, strict=True):
        given = {"people": count, "central": is_central, "special": is_special}
        result = decision.evaluate(given)["result"]
        classes.append(result["class"])
        mergers.append(result["merger"])
    return np.array(classes), np.array(mergers)


TOWNSHIP = Entity("township", "townships", "Township", "")


class people(Variable):
    """Resident population."""

    value_type, entity, definition_period = int, TOWNSHIP, DateUnit.YEAR
    label = "people"


class central(Variable):
    """Whether it is a central town."""

    value_type, entity, definition_period = bool, TOWNSHIP, DateUnit.YEAR
    label = "central town"


class special(Variable):
    """Whether its terrain is exempt."""

    value_type, entity, definition_period = bool, TOWNSHIP, DateUnit.YEAR
    label = "special terrain"


class township_class(Variable):
    """The class."""

    value_type, entity, definition_period = int, TOWNSHIP, DateUnit.YEAR
    label = "class"

    def formula(township: Any, period: Any) -> Any:
        """All townships at once."""
        count = township("people", period)
        first = township("central", period) | (count >= 80_000)
        return np.select([first, count >= 50_000], [0, 1], 2)


class merger(Variable):
    """Whether it is a merger candidate."""

    value_type, entity, definition_period = int, TOWNSHIP, DateUnit.YEAR
    label = "merger"

    def formula(township: Any, period: Any) -> Any:
        """All townships at once."""
        enough = township("people", period) >= 30_000
        return np.select([enough, township("special", period)], [0, 2], 1)


def system() -> TaxBenefitSystem:
    """The rules as OpenFisca has them."""
    found = TaxBenefitSystem([TOWNSHIP])
    found.add_variables(people, central, special, township_class, merger)
    return found


def with_openfisca(rules: TaxBenefitSystem, given: dict[str, Any]) -> tuple[Any, Any]:
    """All townships at once."""
    simulation = SimulationBuilder().build_default_simulation(rules, len(given["people"]))
    for name, values in given.items():
        simulation.set_input(name, YEAR, values)
    return simulation.calculate("township_class", YEAR), simulation.calculate("merger", YEAR)


def timed(work: Callable[[], Any], times: int) -> tuple[float, float, Any]:
    """The least of several runs by the clock and of the processor, and what came out."""
    runs, result = [], None
    for _ in range(times):
        start, busy = time.perf_counter(), time.process_time()
        result = work()
        runs.append((time.perf_counter() - start, time.process_time() - busy))
    return min(clock for clock, _ in runs), min(busy for _, busy in runs), result


def main() -> None:
    """Run both."""
    source, target = sys.argv[1:]
    columns = dict(np.load(source))
    *zen_times, (zen_classes, zen_mergers) = timed(lambda: with_zen(**columns), 1)
    rules = system()
    *fisca_times, (fisca_classes, fisca_mergers) = timed(lambda: with_openfisca(rules, columns), 5)
    np.savez(
        target,
        zen_classes=zen_classes,
        zen_mergers=zen_mergers,
        openfisca_classes=fisca_classes,
        openfisca_mergers=fisca_mergers,
    )
    print(
        json.dumps(
            {
                "zen": zen_times,
                "openfisca": fisca_times,
                "versions": [
                    f"zen-engine {version('zen-engine')}",
                    f"OpenFisca-Core {version('openfisca-core')}",
                ],
            }
        )
    )


if __name__ == "__main__":
    main()

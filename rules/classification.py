"""The class of every township, and proposed classes held against it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from rules.figures import Figure
from rules.findings import Finding
from rules.given import Given
from rules.pack import RulePack
from rules.statistics import BoolArray, TextArray
from rules.status import Severity, weakest
from rules.wording import ClassName, Sentence


@dataclass(frozen=True)
class Classification:
    """The class of every township: one value per township, indexed as the statistics.

    Attributes:
        judged: Which units the policy classifies.
        classes: The name of the class, None where undecided or not judged.
        proposed: The class that the county proposes, None where it proposes none or one that
            the pack does not know.
    """

    judged: BoolArray
    classes: TextArray
    proposed: TextArray


def classify(pack: RulePack, given: Given) -> Classification:
    """Apply the pack's classification; without one, no township is judged."""
    rule = pack.classification
    proposed = np.full(given.size, None, dtype=object)
    if rule is None:
        return Classification(np.zeros(given.size, dtype=np.bool_), proposed.copy(), proposed)
    judged = given.statistics.choices["kind"].names_any(given.figures[rule.applies_to].value)
    classes = given.measures[rule.measure].data.astype(object)
    classes[~judged] = None
    column = given.statistics.choices.get(rule.proposed or "")
    if column is not None:
        entries = [pack.class_of(next(iter(choice), "")) for choice in column.sets]
        names = np.array([*(entry and entry.name for entry in entries), None], dtype=object)
        proposed = names[column.codes]
    return Classification(judged, classes, proposed)


def classification_findings(
    pack: RulePack, given: Given, classification: Classification
) -> Iterator[Finding]:
    """Proposed classes that differ from the computed ones, or that the pack does not know."""
    rule = pack.classification
    if rule is None:
        return
    yield from _differences(pack, given, classification, rule.proposed)


def _differences(
    pack: RulePack, given: Given, classification: Classification, column: str | None
) -> Iterator[Finding]:
    cells = given.statistics.choices.get(column or "")
    if cells is None:
        return
    known = np.array([name is not None for name in classification.proposed], dtype=np.bool_)
    for township in np.flatnonzero(classification.judged & (cells.codes >= 0) & ~known):
        found = next(iter(cells.at(int(township))))
        said = Sentence("rules.class_unknown", {"found": found, "classes": _class_terms(pack)})
        yield Finding(
            "class-unknown", Severity.ERROR, said, int(township), column=column, value=found
        )
    decided = np.array([name is not None for name in classification.classes], dtype=np.bool_)
    differs = known & decided & (classification.proposed != classification.classes)
    severity = pack.class_status.breach_severity
    for township in np.flatnonzero(differs):
        source = _least_sure(pack, given, int(township))
        computed = classification.classes[township]
        proposed = classification.proposed[township]
        said = Sentence(
            f"rules.class_differs_{severity}",
            {"proposed": ClassName(proposed), "computed": ClassName(computed)},
        )
        yield Finding(
            "class-differs",
            severity,
            said,
            int(township),
            column=column,
            value=proposed,
            limit=computed,
            status=pack.class_status,
            source=source.cited if source else None,
        )


def _least_sure(pack: RulePack, given: Given, township: int) -> Figure | None:
    """Of the figures that decided a township's class the least sure one."""
    assert pack.classification is not None
    measure = pack.classification.measure
    figures = pack.measures[measure].explain(given, measure, township).figures
    status = weakest(figure.status for figure in figures)
    return next((f for f in figures if f.status is status), pack.classes_figure)


def _class_terms(pack: RulePack) -> list[ClassName]:
    return [ClassName(name) for name in pack.class_names]

"""The sheet of posts per 10,000 people, for reference only."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

import numpy as np

from calculator.reporting.workbook.styles import Style
from calculator.reporting.workbook.tables import Table, TableColumn
from calculator.reporting.workbook.writing import Writing
from rules.posts_per_people import PostsPerPeople
from rules.statistics import BoolArray, FloatArray, IntArray

DECIMALS = 2
COLUMNS = {
    "per": "per_ten_thousand",
    "of_class": "of_class",
    "difference": "difference",
    "ratio": "ratio",
}
"""The columns of each quota -> the fields that they show."""


def reference_table(writing: Writing) -> Table | None:
    """Proposed posts per 10,000 people against the class; None where none can be compared."""
    evaluation = writing.evaluation
    known = {
        name: reference
        for name, reference in evaluation.posts_per_people.items()
        if not np.isnan(reference.per_ten_thousand).all()
    }
    if not known:
        return None
    townships = np.flatnonzero(_compared(known))
    columns = writing.unit_columns(townships, brief=True, links=writing.links_home(townships))
    fixed = len(columns)
    if writing.report.pack.classification is not None:
        classes = evaluation.classification.classes[townships].tolist()
        values = [name or writing.undecided for name in writing.class_column(classes)]
        columns.append(TableColumn(writing.text("class"), values, Style.CENTRED))
    measures = [evaluation.quotas[name].quota.compared_with or "" for name in known]
    for measure in dict.fromkeys(measures):
        plain = writing.number_columns(measure, townships)
        columns += [replace(column, formula=None, key="") for column in plain]
    for name, reference in known.items():
        columns += _quota_columns(writing, name, reference, townships)
    return Table(
        writing.text("titles.reference"),
        writing.subtitle,
        columns,
        fixed=fixed,
        preface=writing.text("reference.preface"),
        notes=writing.live_note("values"),
    )


def _compared(known: Mapping[str, PostsPerPeople]) -> BoolArray:
    """Which townships have posts per 10,000 people of any kind."""
    columns = [~np.isnan(reference.per_ten_thousand) for reference in known.values()]
    return np.asarray(np.any(np.stack(columns), axis=0), dtype=np.bool_)


def _quota_columns(
    writing: Writing, name: str, reference: PostsPerPeople, townships: IntArray
) -> Iterator[TableColumn]:
    check = writing.evaluation.quotas[name]
    label = writing.speaker.say(check.quota.label)
    group = writing.text("reference.group", label=label)
    proposed = check.proposed[townships].tolist()
    heading = writing.text(f"proposed_{check.quota.kind}")
    yield TableColumn(heading, proposed, Style.NUMBER, group)
    for key, field in COLUMNS.items():
        values: FloatArray = getattr(reference, field)[townships]
        yield TableColumn(
            writing.text(f"reference.{key}"),
            np.round(values, DECIMALS).tolist(),
            Style.NUMBER,
            group,
            signed=key == "difference",
        )

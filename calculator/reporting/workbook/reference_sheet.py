"""The sheet of posts per 10,000 people, for reference only."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import numpy as np

from calculator.reporting.workbook.formulas import ANY_NUMBER, literal, own, whole
from calculator.reporting.workbook.posts_sheet import listed_rows
from calculator.reporting.workbook.styles import Style
from calculator.reporting.workbook.tables import Table, TableColumn
from calculator.reporting.workbook.writing import Writing
from rules.comparing import rounded
from rules.formulas import MISSING, where_numbers
from rules.formulas import rounded as as_rounded
from rules.posts_per_people import PEOPLE, PostsPerPeople
from rules.statistics import BoolArray, IntArray

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
        formula = writing.result("class")
        heading = writing.text("class")
        column = TableColumn(heading, values, Style.CENTRED, key="class", formula=formula)
        columns.append(column)
    measures = [evaluation.quotas[name].quota.compared_with or "" for name in known]
    for measure in dict.fromkeys(measures):
        columns += writing.number_columns(measure, townships)
    for name, reference in known.items():
        columns += _quota_columns(writing, name, reference, townships)
    return Table(
        writing.text("titles.reference"),
        writing.subtitle,
        columns,
        fixed=fixed,
        preface=writing.text("reference.preface"),
        notes=writing.live_note("listed"),
        lines=writing.lines_of(townships),
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
    stated = check.quota.proposed
    is_stated = writing.live is not None and stated in writing.evaluation.statistics.numbers
    yield TableColumn(
        heading,
        proposed,
        Style.NUMBER,
        group,
        key=f"proposed:{name}",
        formula=writing.live.statistic(stated) if writing.live and is_stated else None,
        fixed=listed_rows(check, townships),
    )
    exact = {key: getattr(reference, field)[townships] for key, field in COLUMNS.items()}
    formulas = _formulas(writing, name) if writing.is_live else {}
    for key, values in exact.items():
        yield TableColumn(
            writing.text(f"reference.{key}"),
            rounded(values, "half_up", DECIMALS).tolist(),
            Style.NUMBER,
            group,
            signed=key == "difference",
            formula=_shown(f"{key}:{name}") if writing.is_live else None,
        )
    for key, formula in formulas.items():
        values = exact[key].tolist()
        place = f"{key}:{name}"
        yield TableColumn("", values, Style.NUMBER, key=place, formula=formula, is_hidden=True)


def _shown(key: str) -> str:
    return where_numbers([own(key)], as_rounded(own(key), "half_up", DECIMALS))


def _formulas(writing: Writing, name: str) -> dict[str, str]:
    """The columns before they are rounded, each as a formula over the others."""
    quota = writing.evaluation.quotas[name].quota
    posts, people = f"proposed:{name}", f"measure:{quota.compared_with}"
    per, of_class = own(f"per:{name}"), own(f"of_class:{name}")
    known = f"IF(ISNUMBER({own(people)}),{own(people)}>0,1=0)"
    formulas = {
        "per": f"IF(AND(ISNUMBER({own(posts)}),{known}),"
        f"{own(posts)}/{own(people)}*{PEOPLE},{MISSING})",
        "of_class": MISSING,
    }
    if writing.report.pack.classification is not None:
        criteria = f"{whole('class')},{own('class')},{whole(posts)},{ANY_NUMBER}"
        criteria += f',{whole(people)},">0"'
        sums = [f"SUMIFS({whole(column)},{criteria})" for column in (posts, people)]
        undecided = literal(writing.undecided)
        formulas["of_class"] = (
            f"IF(ISNUMBER({per}),IF({own('class')}={undecided},{MISSING},"
            f"{sums[0]}/{sums[1]}*{PEOPLE}),{MISSING})"
        )
    formulas["difference"] = where_numbers([per, of_class], f"{per}-{of_class}")
    some = f"IF({of_class}>0,{per}/{of_class},{MISSING})"
    formulas["ratio"] = where_numbers([per, of_class], some)
    return formulas

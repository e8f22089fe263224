"""The sheet of marked units, such as economically developed towns, and the limits they follow."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np

from calculator.reporting.outcomes import quota_figures, unsettled
from calculator.reporting.workbook.formulas import LINE, literal
from calculator.reporting.workbook.posts_formulas import interim_columns, lights
from calculator.reporting.workbook.styles import Style
from calculator.reporting.workbook.tables import Table, TableColumn
from calculator.reporting.workbook.writing import Writing
from rules.quotas import QuotaCheck
from rules.special_units import SpecialUnits
from rules.statistics import IntArray
from rules.wording import Term


def special_units_table(writing: Writing) -> Table | None:
    """Each marked unit and what it follows in every quota; None where no unit is marked."""
    evaluation = writing.evaluation
    marks = [(units, int(t)) for units in evaluation.special_units for t in units.townships]
    if not marks or not evaluation.quotas:
        return None
    townships = np.array([township for _, township in marks], dtype=np.int64)
    columns = writing.unit_columns(townships, brief=True, links=writing.links_home(townships))
    fixed = len(columns)
    labels = [writing.speaker.say(units.entry.label) for units, _ in marks]
    columns.append(TableColumn(writing.text("special_units.mark"), labels, Style.WRAPPED))
    if writing.report.pack.classification is not None:
        classes = evaluation.classification.classes[townships].tolist()
        named = [name or writing.undecided for name in writing.class_column(classes)]
        formula = _of_posts(writing, "class")
        if formula is not None:
            formula = f'IF({formula}="",{literal(writing.undecided)},{formula})'
        columns.append(TableColumn(writing.text("class"), named, Style.CENTRED, formula=formula))
    for name, check in evaluation.quotas.items():
        columns += _quota_columns(writing, name, check, townships)
    if writing.is_live:
        for name, check in evaluation.quotas.items():
            columns += _interim_columns(writing, name, check, townships)
    return Table(
        writing.text("titles.special_units"),
        writing.subtitle,
        columns,
        fixed=fixed,
        notes=[*_notes(writing), *writing.live_note("marked")],
        lines=_posts_rows(writing, townships),
    )


def _posts_rows(writing: Writing, townships: IntArray) -> Sequence[int]:
    """The row of each marked unit on the sheet of offices and posts, which has all judged ones."""
    posts = writing.table("posts")
    if not writing.is_live or posts is None:
        return ()
    judged = np.cumsum(next(iter(writing.evaluation.quotas.values())).judged) - 1
    rows: list[int] = (posts.places.first + judged[townships]).tolist()
    return rows


def _of_posts(writing: Writing, key: str) -> str | None:
    """A formula for the unit's cell of the sheet of offices and posts; None if it has none."""
    posts = writing.table("posts")
    if not writing.is_live or posts is None or key not in posts.places.letters:
        return None
    return f"{writing.quoted('posts')}!${posts.places.letters[key]}{LINE}"


def _quota_columns(
    writing: Writing, name: str, check: QuotaCheck, townships: IntArray
) -> Iterator[TableColumn]:
    """What a unit may have, what is proposed, and whose limit that is."""
    quota = check.quota
    group = writing.speaker.say(quota.label)
    allowed = check.allowed[townships].tolist()
    formula = _of_posts(writing, f"allowed:{name}")
    heading = writing.text(f"allowed_{quota.kind}")
    yield TableColumn(heading, allowed, Style.NUMBER, group, formula=formula)
    proposed = check.proposed[townships]
    if not np.isnan(check.proposed).all():
        found = [writing.outcomes.over(name, check, int(township)) for township in townships]
        yield TableColumn(
            writing.text(f"proposed_{quota.kind}"),
            proposed.tolist(),
            Style.NUMBER,
            group,
            marks=[finding.severity if finding else None for finding in found],
            formula=_of_posts(writing, f"proposed:{name}"),
            lights=lights(name) if check.counted.any() else (),
        )
    yield TableColumn(
        writing.text("special_units.follows"),
        [_follows(writing, check, int(township)) for township in townships],
        Style.WRAPPED,
        group,
        widest=12,
    )


def _interim_columns(
    writing: Writing, name: str, check: QuotaCheck, townships: IntArray
) -> Iterator[TableColumn]:
    """Hidden columns: what becomes of a proposal, as on the sheet of offices and posts."""
    if not check.counted.any():
        return
    for column in interim_columns(writing, name, check, townships):
        if column.key == f"state:{name}":
            yield replace(column, formula=_of_posts(writing, column.key))
        elif column.key == f"severity:{name}":
            yield column


def _follows(writing: Writing, check: QuotaCheck, township: int) -> str:
    """Whether a unit has a number of its own or that of every township, and how sure it is."""
    measure = str(check.measures[township])
    own = "general" if measure == check.quota.allowed else "own"
    said = writing.text(f"special_units.{own}")
    status = unsettled(quota_figures(writing.report.pack, measure))
    if status is None:
        return said
    return writing.text("status_below", heading=said, status=Term("status", status))


def _notes(writing: Writing) -> Iterator[str]:
    """For each mark where it comes from, and where the rules have nothing of its own."""
    pack = writing.report.pack
    for units in writing.evaluation.special_units:
        entry = units.entry
        source = {"source": pack.sources[entry.source].title, "clause": entry.clause}
        yield writing.text(
            "staffing.rule",
            label=entry.label,
            status=Term("status", entry.status),
            source=writing.speaker.text("rules.cited", **source),
        )
        if units.without:
            yield _without(writing, units)


def _without(writing: Writing, units: SpecialUnits) -> str:
    labels = [writing.report.pack.quotas[quota].label for quota in units.without]
    return writing.text("special_units.without", label=units.entry.label, quotas=labels)

"""The sheet of who borders on whom, as it was read."""

from __future__ import annotations

from calculator.reporting.sentences.plans import basis
from calculator.reporting.workbook.plan_sheets.wording import PlanWriting, number, without_blank
from calculator.reporting.workbook.styles import Style
from calculator.reporting.workbook.tables import Table, TableColumn
from rules.status import Severity

ONE_SIDED = "neighbour-one-sided"
_DECIMALS = 3


def borders_table(plan_writing: PlanWriting) -> Table | None:
    """A row for each pair of neighbours; None where there is none."""
    plans, text = plan_writing.plans, plan_writing.text
    pairs = plans.borders.pairs
    if not len(pairs):
        return None
    names, counties = plan_writing.names, plans.report.evaluation.statistics.text("county")
    firsts, seconds = pairs.T.tolist()
    heading = plan_writing.writing.text("number")
    columns = [TableColumn(heading, range(1, len(pairs) + 1), Style.CENTRED)]
    for units in (firsts, seconds):
        if plan_writing.has_counties:
            said = [counties[unit] for unit in units]
            columns.append(TableColumn(plan_writing.column("county"), said))
        columns.append(TableColumn(plan_writing.column("name"), [names[unit] for unit in units]))
    fixed = len(columns)
    group_of = plans.group_of
    same = [group_of[a] >= 0 and group_of[a] == group_of[b] for a, b in pairs]
    numbers = {unit: count for _, count, g in plan_writing.numbered for unit in g.members}
    one_sided = _only_named(plan_writing, pairs.tolist())
    columns += without_blank(
        [
            number(
                text("length"),
                plans.borders.lengths.round(_DECIMALS).tolist(),
                has_total=False,
            ),
            TableColumn(
                text("same_group"),
                [numbers[a] if one else None for a, one in zip(firsts, same, strict=True)],
                Style.CENTRED,
            ),
            TableColumn(
                text("one_sided"),
                one_sided,
                marks=[Severity.WARNING if one else None for one in one_sided],
            ),
        ]
    )
    source = next(basis(plans))
    notes = [text("approximate")] if plans.is_approximate else []
    return Table(
        text("titles.borders"),
        plan_writing.writing.subtitle,
        columns,
        fixed=fixed,
        preface=plan_writing.say(source),
        notes=notes,
    )


def _only_named(plan_writing: PlanWriting, pairs: list[list[int]]) -> list[str | None]:
    """For each pair who alone names the other; None where both do, or nobody says."""
    names = plan_writing.names
    counties = plan_writing.plans.report.evaluation.statistics.text("county")
    said = {
        (finding.township, finding.message.values["other"])
        for finding in plan_writing.plans.findings
        if finding.code == ONE_SIDED
    }

    def is_said(one: int, other: int) -> bool:
        called = names[other]
        return (one, called) in said or (one, f"{counties[other] or ''}{called}") in said

    alone = [next((a for a, b in (two, two[::-1]) if is_said(a, b)), None) for two in pairs]
    return [
        None if unit is None else plan_writing.text("only_named_by", name=names[unit])
        for unit in alone
    ]

"""What comes out for each township, as formulas over its measures."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from calculator.reporting.workbook.formulas import literal, own
from calculator.reporting.workbook.live.cells import LiveCells
from rules.comparing import UNDECIDED
from rules.conditions import Comparison
from rules.formulas import MISSING, in_decimal
from rules.measures import Test
from rules.mergers import CANDIDATE, EXEMPT, MERGER_STATUSES, NONE, NOT_APPLICABLE, OPEN
from rules.quotas import QuotaCheck

if TYPE_CHECKING:
    from calculator.reporting.workbook.writing import Writing

CLASS, MERGER, NEAR, VERDICT = "class", "merger", "near", "verdict"
JUDGED = "judged"


@dataclass(frozen=True)
class Result:
    """One result of every township.

    Attributes:
        heading: What stands above it.
        values: What it comes to.
        formula: How.
        is_number: Whether it is one.
        is_shown: Whether it is of use to a reader, or only to other sheets.
    """

    heading: str
    values: list[Any]
    formula: str
    is_number: bool = False
    is_shown: bool = True


def results(writing: Writing, cells: LiveCells) -> dict[str, Result]:
    """Class, limits, merger status and verdict of every township, by key."""
    found = {JUDGED: _judged(writing, cells)}
    if writing.report.pack.classification is not None:
        found[CLASS] = _class(writing, cells)
    for name, check in writing.evaluation.quotas.items():
        found[f"allowed:{name}"] = _allowed(writing, cells, name, check)
    if writing.report.pack.mergers is not None:
        found |= _mergers(writing, cells)
    if writing.report.pack.establishment is not None:
        found |= _establishment(writing, cells)
    return found


def _applies(cells: LiveCells, figure: str) -> str:
    """A formula of truth: whether the township is of a kind that a figure lists."""
    return f"{cells.names_any('kind', figure)}=1"


def _judged(writing: Writing, cells: LiveCells) -> Result:
    rule = writing.report.pack.classification
    judged = writing.evaluation.classification.judged
    formula = f"IF({_applies(cells, rule.applies_to)},1,0)" if rule else ""
    if rule is None:
        judged = writing.evaluation.statistics.choices["kind"].codes >= 0
        formula = f'IF({cells.statistic("kind")}="",0,1)'
    values = judged.astype(np.float64).tolist()
    return Result(writing.text("judged"), values, formula, is_number=True, is_shown=False)


def _class(writing: Writing, cells: LiveCells) -> Result:
    rule = writing.report.pack.classification
    assert rule is not None
    undecided = literal(writing.undecided)
    found = cells.measure(rule.measure)
    formula = (
        f'IF({own(JUDGED)}=1,IF({found}="",{undecided},{found}),'
        f'IF({cells.statistic("kind")}="",{undecided},{literal(writing.not_classified)}))'
    )
    return Result(writing.text("class"), list(writing.shown_classes), formula)


def _allowed(writing: Writing, cells: LiveCells, name: str, check: QuotaCheck) -> Result:
    """What a township may have: its mark's own limits, if it has a mark that has any."""
    allowed = cells.measure(check.quota.allowed)
    for entry in reversed(list(writing.report.pack.special_units.values())):
        flag = cells.column(entry.flag)
        if name in entry.allowed and flag is not None:
            allowed = f"IF({flag}=1,{cells.measure(entry.allowed[name])},{allowed})"
    key = f"allowed_{check.quota.kind}"
    label = writing.speaker.say(check.quota.label)
    heading = writing.text("unit_below", label=label, unit=writing.text(key))
    formula = f"IF({own(JUDGED)}=1,{allowed},{MISSING})"
    return Result(heading, check.allowed.tolist(), formula, is_number=True)


def _mergers(writing: Writing, cells: LiveCells) -> dict[str, Result]:
    pack, given, mergers = writing.report.pack, writing.evaluation.given, writing.evaluation.mergers
    rule = pack.mergers
    assert rule is not None
    condition = rule.candidate
    if condition is None:
        condition = Comparison(of=rule.population, less_than=rule.minimum)
    exempt = np.zeros(given.size) if rule.exempt is None else given.truth(rule.exempt)
    words = {name: literal(writing.text(f"merger_status.{name}")) for name in MERGER_STATUSES}
    exempted = f"CHOOSE(1+2*{own('exempt')},{words[CANDIDATE]},{words[OPEN]},{words[EXEMPT]})"
    status = (
        f'IF({cells.statistic("kind")}="",{words[OPEN]},'
        f"IF({_applies(cells, rule.applies_to)},"
        f"CHOOSE(1+2*{own('below')},{words[NONE]},{words[OPEN]},{exempted}),"
        f"{words[NOT_APPLICABLE]}))"
    )
    found = {
        "below": Result(
            writing.text("below_minimum"),
            given.truth(condition).tolist(),
            condition.formula(cells),
            is_number=True,
            is_shown=False,
        ),
        "exempt": Result(
            writing.text("merger_status.exempt"),
            exempt.tolist(),
            "0" if rule.exempt is None else rule.exempt.formula(cells),
            is_number=True,
            is_shown=False,
        ),
        MERGER: Result(
            writing.text("sheets.mergers"),
            [writing.text(f"merger_status.{name}") for name in mergers.status],
            status,
        ),
    }
    if rule.margin is not None and rule.minimum is not None:
        found[NEAR] = _near(writing, cells, rule.applies_to, (rule.population, rule.minimum))
    return found


def _near(writing: Writing, cells: LiveCells, applies: str, compared: tuple[str, str]) -> Result:
    rule = writing.report.pack.mergers
    assert rule is not None
    population, minimum = cells.measure(compared[0]), cells.amount(compared[1])
    margin = cells.amount(rule.margin or "")
    numbers = ",".join(f"ISNUMBER({cell})" for cell in (population, minimum, margin))
    one, other = in_decimal(population), in_decimal(minimum)
    distance = in_decimal(f"MAX({one}-{other},{other}-{one})")
    near = literal(writing.text("near"))
    formula = (
        f"IF(AND({_applies(cells, applies)},{numbers}),"
        f'IF({distance}<={in_decimal(margin)},{near},""),"")'
    )
    said = [writing.text("near") if near else None for near in writing.evaluation.mergers.near]
    return Result(writing.text("margin"), said, formula)


def _establishment(writing: Writing, cells: LiveCells) -> dict[str, Result]:
    rule, standard = writing.report.pack.establishment, writing.evaluation.establishment
    assert rule is not None
    assert standard is not None
    test = writing.report.pack.measures[rule.test]
    assert isinstance(test, Test)
    words = {name: literal(word) for name, word in writing.verdicts.items()}
    met = cells.measure(rule.test)
    formula = (
        f'IF({cells.statistic("kind")}="",{words["undecided"]},'
        f"IF({_applies(cells, rule.applies_to)},"
        f'IF({met}="",{words["undecided"]},IF({met}=1,{words["met"]},{words["not_met"]})),'
        f"{words['not_applicable']}))"
    )
    said = [writing.verdicts[verdict] for verdict in standard.verdict.tolist()]
    found = {VERDICT: Result(writing.text("verdict_heading"), said, formula)}
    for name, truth in test.clause_formulas(cells).items():
        values = np.nan_to_num(standard.clauses[name], nan=UNDECIDED).tolist()
        label = writing.speaker.say(standard.labels[name])
        found[f"clause:{name}"] = Result(label, values, truth, is_number=True, is_shown=False)
    return found

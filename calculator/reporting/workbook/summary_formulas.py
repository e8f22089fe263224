"""Counts and sums of the first sheet as formulas over the sheets behind it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from calculator.reporting.summary import KINDS
from calculator.reporting.workbook.formulas import (
    ANY_NUMBER,
    Formula,
    exactly,
    joined,
    literal,
    text_with,
)
from calculator.reporting.workbook.posts_formulas import OVER, POOLED
from rules.mergers import CANDIDATE, EXEMPT, OPEN
from rules.status import Severity
from rules.wording import Term

if TYPE_CHECKING:
    from calculator.reporting.workbook.live import LiveSheets
    from calculator.reporting.workbook.writing import Writing


def counted(live: LiveSheets, key: str, word: str) -> str:
    """How many townships have a result."""
    return f"COUNTIFS({live.results(key)},{exactly(word)})"


def candidates(writing: Writing, said: str) -> str | Formula:
    """How many merger candidates there are, of which kinds, how many are exempt or undecided."""
    live, speaker, pack = writing.live, writing.speaker, writing.report.pack
    if live is None or pack.mergers is None:
        return said
    words = {name: writing.text(f"merger_status.{name}") for name in (CANDIDATE, EXEMPT, OPEN)}
    values = {
        "count": _fixed(counted(live, "merger", words[CANDIDATE])),
        "exempt": _fixed(counted(live, "merger", words[EXEMPT])),
        "undecided": _fixed(counted(live, "merger", words[OPEN])),
        "kinds": _kinds(writing, live, words[CANDIDATE]),
    }
    key = "report.summary.candidates_by_condition"
    figure = pack.figures.get(pack.mergers.minimum or "")
    if figure is not None:
        key = "report.summary.candidates_value"
        unit = speaker.template(f"terms.unit.{figure.unit}") if figure.unit else "{number}"
        cell = live.cells.amount(figure.name)
        number = f'IF(ISNUMBER({cell}),{_fixed(cell)},"")'
        values["minimum"] = text_with(unit, {"number": number})
    return Formula(text_with(speaker.template(key), values), said)


def _kinds(writing: Writing, live: LiveSheets, candidate: str) -> str:
    """The candidates by their kind; nothing where there are none."""
    speaker = writing.speaker
    parts = []
    for kind in KINDS:
        word = speaker.say(Term("kind", kind))
        count = (
            f"COUNTIFS({live.results('merger')},{exactly(candidate)},"
            f"{live.statistics_of('kind')},{exactly(word)})"
        )
        text = {"kind": literal(word), "count": _fixed(count)}
        template = speaker.template("report.summary.kind_count")
        parts.append((f"{count}>0", text_with(template, text)))
    separator = speaker.template("terms.list_separator")
    whole = text_with(speaker.template("report.summary.kinds"), {"kinds": joined(parts, separator)})
    return f'IF({counted(live, "merger", candidate)}>0,{whole},"")'


def verdicts(writing: Writing, said: str) -> str | Formula:
    """How many units meet the standard, how many do not, how many are undecided."""
    live, rule = writing.live, writing.report.pack.establishment
    if live is None or rule is None:
        return said
    values = {
        name: _fixed(counted(live, "verdict", writing.verdicts[name]))
        for name in ("met", "not_met", "undecided")
    }
    values["untested"] = literal(str(len(rule.untested)))
    key = "establishment_tested" if rule.untested else "establishment_whole"
    template = writing.speaker.template(f"report.summary.{key}")
    return Formula(text_with(template, values), said)


def class_counts(writing: Writing, counts: list[tuple[str, int]]) -> list[Any]:
    """How many townships each class has."""
    if writing.live is None:
        return [count for _, count in counts]
    return [Formula(counted(writing.live, "class", name), count) for name, count in counts]


def quota_sums(writing: Writing, name: str, row: Mapping[str, Any]) -> dict[str, Any]:
    """The sums of a quota, as formulas over the posts sheet.

    Args:
        writing: The report.
        name: The quota.
        row: What they come to: ``allowed`` and, where there are proposals, ``proposed``,
            ``difference``, ``townships_over`` and ``townships_pooled``.
    """
    posts = writing.table("posts") if writing.is_live else None
    if posts is None:
        return dict(row)
    places, sheet = posts.places, writing.quoted("posts")

    def cells(key: str) -> str:
        return f"{sheet}!{places.cells(f'{key}:{name}')}"

    if "proposed" not in row:
        return {"allowed": Formula(f"SUM({cells('allowed')})", row["allowed"])}
    numbers = f"{cells('over')},{ANY_NUMBER}"
    note = list(Severity).index(Severity.NOTE)
    judged = f'COUNTIFS({cells("state")},{OVER},{cells("severity")},"<{note}")'
    unjudged = f"AND({judged}=0,COUNTIFS({cells('state')},{OVER})>0)"
    return {
        "allowed": Formula(f"SUMIFS({cells('allowed')},{numbers})", row["allowed"]),
        "proposed": Formula(f"SUMIFS({cells('proposed')},{numbers})", row["proposed"]),
        "difference": Formula(f"SUM({cells('over')})", row["difference"]),
        "townships_over": Formula(
            f"IF({unjudged},{literal(writing.text('unjudged'))},{judged})", row["townships_over"]
        ),
        "townships_pooled": Formula(
            f"COUNTIFS({cells('state')},{POOLED})", row["townships_pooled"]
        ),
    }


def _fixed(count: str) -> str:
    """A count as sentences write it, with thousands separators."""
    return f"FIXED({count},0)"

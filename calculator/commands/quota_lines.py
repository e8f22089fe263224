"""The limits and standards of a pack as lines for a terminal."""

from __future__ import annotations

from collections.abc import Iterator

from calculator.commands.figure_lines import marked
from calculator.commands.screen import indented, table
from calculator.messages import Messages
from rules.pack import RulePack
from rules.wording import Measured, Term

BY = 2
SWITCHES = ("pooled", "no_increase", "within_approved")
COLUMNS = ("approved", "actual", "county_approved")


def quota_lines(pack: RulePack, speaker: Messages) -> Iterator[str]:
    """Each item with what allows it and where its numbers stand, then what they are held to."""
    if not pack.quotas:
        return
    heads = [speaker.text(f"describing.quota.{key}") for key in ("what", "allowed", "proposed")]
    rows = [
        [
            speaker.say(q.label),
            speaker.say(Measured(q.allowed)),
            speaker.say(Term("column", q.proposed)),
        ]
        for q in pack.quotas.values()
    ]
    yield from table([heads, *rows], by=BY)
    yield from _further_columns(pack, speaker)
    for key, labels in _by_county(pack).items():
        if labels:
            yield from indented(speaker.text(f"describing.quota.{key}", what=labels), BY)
    yield from _switched_on(pack, speaker)
    listed = [quota.label for quota in pack.quotas.values() if quota.listed is not None]
    if listed:
        yield from indented(speaker.text("describing.quota.listed", what=listed), BY)
    for measure, labels in _compared(pack).items():
        said = {"what": labels, "people": Measured(measure)}
        yield from indented(speaker.text("describing.quota.compared", **said), BY)
    for quota in pack.quotas.values():
        if quota.allocation is not None:
            said = {"what": quota.label, "weights": Measured(quota.allocation.weights)}
            yield from indented(speaker.text("describing.quota.allocation", **said), BY)


def _further_columns(pack: RulePack, speaker: Messages) -> Iterator[str]:
    """Where approved and actual numbers stand, of the items that have any."""
    rows = []
    for quota in pack.quotas.values():
        columns = [getattr(quota, name) for name in COLUMNS]
        if any(columns):
            said = [speaker.say(Term("column", column)) if column else "" for column in columns]
            rows.append([speaker.say(quota.label), *said])
    if rows:
        heads = [speaker.text(f"describing.quota.{key}") for key in ("what", *COLUMNS)]
        yield ""
        yield from table([heads, *rows], by=BY)
        yield ""


def _by_county(pack: RulePack) -> dict[str, list[object]]:
    """What is added up by county, against the standards and against the approved total."""
    quotas = pack.quotas.values()
    return {
        "county_total": [q.label for q in quotas if q.county_total],
        "county_total_approved": [q.label for q in quotas if q.county_approved is not None],
    }


def _switched_on(pack: RulePack, speaker: Messages) -> Iterator[str]:
    """What yes-or-no figures say of the items, those of one figure together."""
    for switch in SWITCHES:
        by_figure: dict[str, list[object]] = {}
        for quota in pack.quotas.values():
            name = getattr(quota, switch)
            if name is not None and pack.figures[name].value:
                by_figure.setdefault(name, []).append(quota.label)
        for name, labels in by_figure.items():
            said = speaker.text(f"describing.quota.{switch}", what=labels)
            yield from indented(marked(said, pack.figures[name].status, speaker), BY)


def _compared(pack: RulePack) -> dict[str, list[object]]:
    """Measure of people -> the items that are shown per 10,000 of them."""
    found: dict[str, list[object]] = {}
    for quota in pack.quotas.values():
        if quota.compared_with is not None:
            found.setdefault(quota.compared_with, []).append(quota.label)
    return found

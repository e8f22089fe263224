"""A pack as lines for a terminal: what the policy says, in words, with sources and statuses."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from calculator.commands.body_lines import body_lines, special_unit_lines
from calculator.commands.figure_lines import figure_lines, marked
from calculator.commands.quota_lines import quota_lines
from calculator.commands.screen import indented, table
from calculator.days import said_day
from calculator.describing import describe, own_figures
from calculator.describing_conditions import amount, condition
from calculator.messages import Language, Messages
from calculator.packs import pack_names
from rules.figures import Source
from rules.pack import RulePack
from rules.schema import ColumnEntry
from rules.status import weakest
from rules.wording import Measured, Term

BY = 2


def pack_lines(pack: RulePack, language: Language) -> Iterator[str]:
    """Everything that a pack says, line by line."""
    speaker = Messages(language, pack_names(pack))
    yield from indented(speaker.say(pack.title))
    yield from indented(_identity(pack, speaker))
    parts: dict[str, Callable[[RulePack, Messages], Iterator[str]]] = {
        "notes": _notes,
        "sources": _sources,
        "columns": _columns,
        "classes": _classes,
        "measures": _measures,
        "classification": _classification,
        "quotas": quota_lines,
        "bodies": body_lines,
        "special_units": special_unit_lines,
        "mergers": _mergers,
        "planning": _planning,
        "establishment": _establishment,
        "stages": _stages,
        "figures": figure_lines,
    }
    for name, part in parts.items():
        lines = list(part(pack, speaker))
        if lines:
            yield ""
            yield from indented(speaker.text(f"describing.part.{name}"))
            yield from lines


def _identity(pack: RulePack, speaker: Messages) -> str:
    parts = [speaker.text("describing.identity", id=pack.id, digest=pack.digest)]
    if pack.effective is not None:
        day = said_day(pack.effective, speaker)
        parts.append(speaker.text("describing.effective", day=day))
    if pack.based_on:
        parts.append(speaker.text("describing.based_on", packs=list(pack.based_on)))
    return speaker.template("terms.part_separator").join(parts)


def _notes(pack: RulePack, speaker: Messages) -> Iterator[str]:
    for note in pack.notes:
        yield from indented(speaker.say(note), BY, "· ")


def _sources(pack: RulePack, speaker: Messages) -> Iterator[str]:
    used = {figure.source.name for figure in pack.all_figures}
    for source in pack.sources.values():
        if source.name in used:
            yield from indented(_source(source, speaker), BY, "· ")


def _source(source: Source, speaker: Messages) -> str:
    parts = [part for part in (source.issuer, source.title, source.date) if part is not None]
    said = speaker.template("describing.comma").join(map(speaker.say, parts))
    if source.read_in is not None:
        said += speaker.text("describing.read_in", place=source.read_in)
    return said


def _columns(pack: RulePack, speaker: Messages) -> Iterator[str]:
    for column in pack.columns.values():
        headings = [speaker.say(column.label), *column.aliases]
        unit = _unit(column, speaker)
        key = "describing.column_with_unit" if unit else "describing.declared_column"
        yield from indented(speaker.text(key, headings=headings, unit=unit), BY, "· ")


def _unit(column: ColumnEntry, speaker: Messages) -> str | None:
    """The unit of a column in words."""
    if column.holds == "flag":
        return speaker.text("describing.yes_or_no")
    if column.unit is None or not speaker.has(f"terms.unit.{column.unit}"):
        return None
    return speaker.text(f"terms.unit.{column.unit}", number="").strip(" ×")


def _classes(pack: RulePack, speaker: Messages) -> Iterator[str]:
    figure = pack.classes_figure
    if figure is not None:
        yield from indented(marked(speaker.say(figure.said), figure.status, speaker), BY)
        yield from indented(speaker.say(figure.cited), BY)


def _measures(pack: RulePack, speaker: Messages) -> Iterator[str]:
    for place, (name, measure) in enumerate(pack.measures.items(), start=1):
        kind = speaker.text(f"describing.kind.{measure.kind}")  # type: ignore[attr-defined]
        title = speaker.text("describing.measure", label=measure.label, kind=kind)
        status = weakest(figure.status for figure in own_figures(pack, measure))
        start = f"{place}. "
        inner = BY + len(start)
        yield from indented(marked(title, status, speaker), BY, start)
        said = describe(pack, name)
        yield from indented(speaker.say(said.intro), inner)
        for rows in said.tables:
            if rows.heading is not None:
                yield from indented(speaker.text("describing.heading", said=rows.heading), inner)
            cells = [[speaker.say(cell) for cell in row] for row in rows.rows]
            yield from table(cells, by=inner + 2)
        for note in said.notes:
            yield from indented(speaker.say(note), inner)


def _classification(pack: RulePack, speaker: Messages) -> Iterator[str]:
    rule = pack.classification
    if rule is not None:
        units = pack.figures[rule.applies_to].said
        said = speaker.text("describing.classified", units=units, measure=Measured(rule.measure))
        if rule.proposed is not None:
            said += speaker.text("describing.proposed_class", column=Term("column", rule.proposed))
        yield from indented(said, BY)


def _mergers(pack: RulePack, speaker: Messages) -> Iterator[str]:
    rule = pack.mergers
    if rule is None:
        return
    unit = pack.measures[rule.population].unit
    said = {"units": pack.figures[rule.applies_to].said, "population": Measured(rule.population)}
    if rule.minimum is not None:
        minimum = amount(pack, rule.minimum, unit)
        yield from indented(speaker.text("describing.merger.minimum", **said, minimum=minimum), BY)
    if rule.candidate is not None:
        when = condition(pack, rule.candidate)
        yield from indented(speaker.text("describing.merger.candidate", **said, when=when), BY)
    if rule.exempt is not None:
        when = condition(pack, rule.exempt)
        yield from indented(speaker.text("describing.merger.exempt", when=when), BY)
    if rule.margin is not None:
        margin = amount(pack, rule.margin, unit)
        yield from indented(speaker.text("describing.merger.margin", margin=margin), BY)


def _planning(pack: RulePack, speaker: Messages) -> Iterator[str]:
    if pack.planning is None:
        return
    for key, name in pack.planning.model_dump().items():
        if name is not None:
            figure = pack.figures[name]
            said = speaker.text(f"describing.planning.{key}", value=figure.said)
            yield from indented(marked(said, figure.status, speaker), BY)


def _establishment(pack: RulePack, speaker: Messages) -> Iterator[str]:
    rule = pack.establishment
    if rule is None:
        return
    units = pack.figures[rule.applies_to].said
    said = speaker.text("describing.standard", units=units, test=Measured(rule.test))
    yield from indented(said, BY)
    if rule.untested:
        yield from indented(speaker.text("describing.untested"), BY)
    for untested in rule.untested:
        text = marked(speaker.say(untested.text), untested.status, speaker)
        yield from indented(text, BY + 2, "· ")
        source = pack.sources[untested.source].title
        cited = speaker.text("rules.cited", source=source, clause=untested.clause)
        yield from indented(cited, BY + 4)


def _stages(pack: RulePack, speaker: Messages) -> Iterator[str]:
    rows = [
        [speaker.say(stage.deadline), marked(speaker.say(stage.text), stage.status, speaker)]
        for stage in pack.stages
    ]
    yield from table(rows, by=BY)

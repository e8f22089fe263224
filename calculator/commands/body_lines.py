"""What a pack says of offices and institutions one by one, as lines for a terminal."""

from __future__ import annotations

from collections.abc import Iterator

from calculator.commands.figure_lines import marked
from calculator.commands.screen import indented, table
from calculator.messages import Messages
from rules.pack import RulePack
from rules.schema import CatalogueEntry, Cited
from rules.wording import Measured, Sentence, Term

BY = 2
SWITCHES = ("dispatched_counted", "nameplates_kept", "posts_mixed")


def body_lines(pack: RulePack, speaker: Messages) -> Iterator[str]:
    """What counts against a limit, what may be kept, and the catalogue of comprehensive bodies."""
    rule = pack.bodies
    if rule is None:
        return
    if rule.limited_funding is not None:
        figure = pack.figures[rule.limited_funding]
        said = speaker.text("describing.body.limited_funding", funding=figure.said)
        yield from indented(marked(said, figure.status, speaker), BY)
    for switch in SWITCHES:
        name = getattr(rule, switch)
        if name is not None:
            figure = pack.figures[name]
            answer = "yes" if figure.value else "no"
            said = speaker.text(f"describing.body.{switch}.{answer}")
            yield from indented(marked(said, figure.status, speaker), BY)
    if rule.catalogue:
        yield from indented(speaker.text("describing.body.catalogue"), BY)
        yield from _catalogue(pack, speaker)


def _catalogue(pack: RulePack, speaker: Messages) -> Iterator[str]:
    """The comprehensive bodies in the pack's order, those that rest on the same together."""
    assert pack.bodies is not None
    groups: dict[tuple[object, ...], list[CatalogueEntry]] = {}
    for entry in pack.bodies.catalogue.values():
        key = (entry.kind, entry.source, entry.clause, entry.status)
        groups.setdefault(key, []).append(entry)
    for entries in groups.values():
        kind = speaker.say(Term("body_kind", entries[0].kind))
        yield from indented(marked(kind, entries[0].status, speaker), BY + 2)
        columns = [[_name(entry, speaker) for entry in entries]]
        columns += [
            column
            for key in ("takes_in", "aliases")
            if any(column := [_names(key, entry, speaker) for entry in entries])
        ]
        yield from table(list(zip(*columns, strict=True)), by=BY + 4)
        yield from indented(_cited(pack, entries[0], speaker), BY + 4)


def _name(entry: CatalogueEntry, speaker: Messages) -> str:
    """What a body is called; in English with the name that proposals have."""
    said = speaker.say(entry.name)
    if said == entry.name.zh:
        return said
    return speaker.text("describing.body.named", name=said, chinese=entry.name.zh)


def _names(key: str, entry: CatalogueEntry, speaker: Messages) -> str:
    names = list(getattr(entry, key))
    return speaker.text(f"describing.body.{key}", names=names) if names else ""


def _cited(pack: RulePack, entry: Cited, speaker: Messages) -> str:
    source = pack.sources[entry.source].title
    return speaker.say(Sentence("rules.cited", {"source": source, "clause": entry.clause}))


def special_unit_lines(pack: RulePack, speaker: Messages) -> Iterator[str]:
    """Units with a mark, and which limits and standards of their own they have."""
    for entry in pack.special_units.values():
        said = {"label": entry.label, "flag": Term("column", entry.flag)}
        text = speaker.text("describing.special_unit.who", **said)
        yield from indented(marked(text, entry.status, speaker), BY, "· ")
        own = [
            [speaker.say(pack.quotas[quota].label), speaker.say(Measured(measure))]
            for quota, measure in entry.allowed.items()
        ]
        yield from table(own, by=BY + 4)
        lacking = [q.label for name, q in pack.quotas.items() if name not in entry.allowed]
        if lacking:
            key = (
                "describing.special_unit.without_some" if own else "describing.special_unit.without"
            )
            yield from indented(speaker.text(key, what=lacking), BY + 2)
        yield from indented(_cited(pack, entry, speaker), BY + 2)

"""Putting a pack together: what it says itself over what it extends."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from rules.checking import KnownNames, check_pack
from rules.errors import PackError, PackProblem
from rules.figures import Figure, Figures, Source
from rules.literals import WrittenNumber, compared_measure, literal_figure
from rules.measures import Measure
from rules.pack import RulePack
from rules.schema import FigureEntry, PackFile, Version
from rules.status import Status
from rules.wording import Sentence, Text
from rules.yaml_text import MarkedData, Path, dotted


@dataclass(frozen=True)
class WrittenPack:
    """A pack as its file says it.

    Attributes:
        file: What is written, checked against the schema.
        marked: The same with the lines.
        literals: Numbers written in its measures.
        problems: Mistakes of single entries, which are left out of ``file``.
    """

    file: PackFile
    marked: MarkedData
    literals: Sequence[WrittenNumber]
    problems: Sequence[PackProblem] = ()


def build_pack(
    written: WrittenPack, base: RulePack | None, known: KnownNames, as_of: date | None
) -> RulePack:
    """The pack over the one that it extends, its parts checked against each other.

    Raises:
        PackError: Its parts do not fit together; all mistakes at once.
    """
    file, marked = written.file, written.marked
    problems: list[PackProblem] = []

    def mistake(path: Path, said: Sentence) -> None:
        problems.append(PackProblem(said, marked.file, marked.line(path), dotted(path)))

    sources = {**(base.sources if base else {}), **_sources(file)}
    measures: dict[str, Measure] = {**(base.measures if base else {}), **file.measures}
    inherited = base.figures if base else Figures(())
    figures = {
        name: figure
        for name, figure in inherited.items()
        if not (figure.is_slot and name.partition(".")[0] in file.measures)
    }
    for name, entry in file.figures.items():
        for made in _figures(name, entry, figures, sources, as_of):
            if isinstance(made, Sentence):
                mistake(("figures", name), made)
            else:
                figures[made.name] = made
    mistaken: set[str] = set()
    for literal in written.literals:
        measure = file.measures.get(literal.measure)
        if measure is None or literal.name in file.figures or literal.measure in mistaken:
            continue
        if measure.source is None or measure.clause is None or measure.status is None:
            mistake(("measures", literal.measure), Sentence("packs.number_without_source"))
            mistaken.add(literal.measure)
            continue
        if measure.source not in sources:
            said = Sentence("packs.no_source", {"name": measure.source, "known": list(sources)})
            mistake(("measures", literal.measure, "source"), said)
            mistaken.add(literal.measure)
            continue
        compared = measures.get(compared_measure(measure) or "")
        unit = (compared.unit if compared else None) if literal.is_compared else measure.unit
        figure = literal_figure(literal, measure, sources[measure.source], unit)
        figures.setdefault(literal.name, figure)
    if problems:
        raise PackError(problems)
    pack = RulePack(
        id=file.id,
        title=file.title,
        based_on=(base.id, *base.based_on) if base else (),
        effective=file.effective or (base.effective if base else None),
        notes=file.notes or (base.notes if base else ()),
        sources=sources,
        columns={**(base.columns if base else {}), **file.columns},
        figures=Figures(figures.values()),
        measures=measures,
        classes=file.classes or (base.classes if base else None),
        classification=file.classification or (base.classification if base else None),
        quotas={**(base.quotas if base else {}), **file.quotas},
        bodies=file.bodies or (base.bodies if base else None),
        special_units={**(base.special_units if base else {}), **file.special_units},
        mergers=file.mergers or (base.mergers if base else None),
        planning=file.planning or (base.planning if base else None),
        establishment=file.establishment or (base.establishment if base else None),
        stages=file.stages or (base.stages if base else ()),
    )
    return check_pack(pack, marked, known)


def _sources(file: PackFile) -> dict[str, Source]:
    return {
        name: Source(name, entry.title, entry.issuer, entry.date, entry.read_in)
        for name, entry in file.sources.items()
    }


def _figures(
    name: str,
    entry: FigureEntry,
    earlier: Mapping[str, Figure],
    sources: Mapping[str, Source],
    as_of: date | None,
) -> Iterator[Figure | Sentence]:
    """The figures that an entry gives: itself, or every member of its family."""
    family = Figures(earlier.values()).named(name)
    like = family[0] if family else None
    label = entry.label or (like.label if like else None)
    if label is None:
        yield Sentence("packs.no_label", {"key": name})
        return
    said = _version(entry, as_of)
    if isinstance(said, Sentence):
        yield said
        return
    if said.source not in sources:
        yield Sentence("packs.no_source", {"name": said.source, "known": list(sources)})
        return
    for full_name, value in _named_values(name, said, family).items():
        yield Figure(
            name=full_name,
            label=label,
            value=value,
            source=sources[said.source],
            clause=said.clause,
            status=said.status,
            unit=entry.unit or (like.unit if like else None),
            group=entry.of or (like.group if like else None),
            is_slot=like.is_slot if like else False,
            since=said.since,
        )


@dataclass(frozen=True)
class _Said:
    """What an entry says of its value for some day."""

    value: Any
    values: Mapping[str, float | int] | None
    source: str
    clause: Text
    status: Status
    since: date | None


def _version(entry: FigureEntry, as_of: date | None) -> _Said | Sentence:
    """The version of an entry that holds on a day; the newest where no day is given."""
    if not entry.versions:
        assert entry.source is not None
        assert entry.clause is not None
        assert entry.status is not None
        if as_of is not None and entry.since is not None and entry.since > as_of:
            return Sentence("packs.not_yet", {"since": entry.since, "as_of": as_of})
        value = float("nan") if entry.ask else entry.value
        return _Said(value, entry.values, entry.source, entry.clause, entry.status, entry.since)
    holding = [v for v in entry.versions if as_of is None or v.since <= as_of]
    if not holding:
        first = min(version.since for version in entry.versions)
        return Sentence("packs.not_yet", {"since": first, "as_of": as_of})
    newest: Version = max(holding, key=lambda version: version.since)
    return _Said(
        newest.value, newest.values, newest.source, newest.clause, newest.status, newest.since
    )


def _named_values(name: str, said: _Said, family: Sequence[Figure]) -> dict[str, Any]:
    if said.values is not None:
        return {f"{name}.{member}": value for member, value in said.values.items()}
    if family and family[0].name != name:
        return {figure.name: said.value for figure in family}
    return {name: said.value}

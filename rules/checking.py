"""Checking that the parts of a pack fit together."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace

from rules.errors import PackError, PackProblem
from rules.measures import Column, Decide, Lookup, Measure
from rules.pack import RulePack
from rules.wording import Sentence
from rules.yaml_text import MarkedData, Path, dotted

Mistake = tuple[Path, Sentence]


@dataclass(frozen=True)
class KnownNames:
    """What the statistics may have: columns of numbers, and choices by choice column."""

    columns: Collection[str]
    choices: Mapping[str, Collection[str]] = field(default_factory=dict)


def check_pack(pack: RulePack, marked: MarkedData, known: KnownNames) -> RulePack:
    """The pack with its measures in order of computation.

    Raises:
        PackError: Names that nothing bears, circles, classes without a figure; all at once.
    """
    mistakes = [
        *figure_mistakes(pack, known),
        *_measures_name_known_things(pack, known),
        *_decisions_name_known_things(pack, known),
        *_figures_are_used(pack, marked),
    ]
    ordered: dict[str, Measure] = {}
    if not mistakes:
        mistakes = list(_order(pack.measures, ordered))
    if mistakes:
        raise PackError(
            [
                PackProblem(said, marked.file, marked.line(path), dotted(path))
                for path, said in mistakes
            ]
        )
    return replace(pack, measures=ordered)


def figure_mistakes(pack: RulePack, known: KnownNames) -> Iterator[Mistake]:
    """Figures whose values can't be: unknown names in a list, a text, a negative number."""
    for name, figure in pack.figures.items():
        entry = name.partition(".")[0]
        path = ("figures", entry, "value")
        if isinstance(figure.value, list):
            names = (
                known.columns if figure.group == "column" else known.choices.get(figure.group or "")
            )
            if names is None:
                yield ("figures", entry, "of"), Sentence("packs.list_of_what", {"name": entry})
                continue
            for item in figure.value:
                if item not in names:
                    yield (
                        path,
                        Sentence("packs.no_such_name", {"name": item, "known": sorted(names)}),
                    )
        elif isinstance(figure.value, str):
            yield path, Sentence("packs.value_wrong", {"found": figure.value, "problem": "text"})
        elif not isinstance(figure.value, bool) and figure.value < 0:
            yield path, Sentence("packs.negative", {"found": figure.value})


def _measures_name_known_things(pack: RulePack, known: KnownNames) -> Iterator[Mistake]:
    classes = set(pack.class_names)
    for name, measure in pack.measures.items():
        path: Path = ("measures", name)
        for wanted in dict.fromkeys(measure.measure_names()):
            if wanted not in pack.measures:
                yield (
                    path,
                    Sentence("packs.no_measure", {"name": wanted, "known": list(pack.measures)}),
                )
        for wanted in dict.fromkeys(measure.figure_names()):
            is_column = isinstance(measure, Column) and wanted in known.columns
            if not pack.figures.named(wanted) and not is_column:
                yield path, Sentence("packs.no_figure", {"name": wanted})
        if isinstance(measure, Decide) and classes:
            for position, row in enumerate(measure.rows):
                if row.value not in classes:
                    said = Sentence(
                        "packs.no_class", {"name": row.value, "known": pack.class_names}
                    )
                    yield (*path, "rows", position, "value"), said
        if isinstance(measure, Lookup) and pack.figures.named(measure.figure):
            members = set(pack.figures.family(measure.figure))
            for missing in [name for name in pack.class_names if name not in members]:
                values = {"figure": measure.figure, "class": missing}
                yield ("figures", measure.figure), Sentence("packs.class_without_figure", values)
            for unknown in sorted(members - classes):
                said = Sentence("packs.no_class", {"name": unknown, "known": pack.class_names})
                yield ("figures", measure.figure, "values", unknown), said


def _decisions_name_known_things(pack: RulePack, known: KnownNames) -> Iterator[Mistake]:
    measures: list[tuple[Path, str]] = []
    figures: list[tuple[Path, str]] = []
    columns: list[tuple[Path, str]] = []
    if pack.classification is not None:
        measures.append((("classification", "measure"), pack.classification.measure))
        figures.append((("classification", "applies_to"), pack.classification.applies_to))
        if pack.classes is None:
            yield ("classification",), Sentence("packs.no_classes")
    for name, quota in pack.quotas.items():
        measures.append((("quotas", name, "allowed"), quota.allowed))
        columns.append((("quotas", name, "proposed"), quota.proposed))
        if quota.pooled is not None:
            figures.append((("quotas", name, "pooled"), quota.pooled))
    if pack.mergers is not None:
        measures.append((("mergers", "population"), pack.mergers.population))
        figures.append((("mergers", "applies_to"), pack.mergers.applies_to))
        figures.append((("mergers", "minimum"), pack.mergers.minimum))
        if pack.mergers.margin is not None:
            figures.append((("mergers", "margin"), pack.mergers.margin))
        if pack.mergers.exempt is not None:
            figures.extend((("mergers", "exempt"), f) for f in pack.mergers.exempt.figures())
    if pack.classes is not None and pack.classes.source not in pack.sources:
        values = {"name": pack.classes.source, "known": list(pack.sources)}
        yield ("classes", "source"), Sentence("packs.no_source", values)
    for path, name in measures:
        if name not in pack.measures:
            yield path, Sentence("packs.no_measure", {"name": name, "known": list(pack.measures)})
    for path, name in figures:
        if name not in pack.figures:
            yield path, Sentence("packs.no_figure", {"name": name})
    for path, name in columns:
        if name not in known.columns:
            yield (
                path,
                Sentence("packs.no_such_name", {"name": name, "known": sorted(known.columns)}),
            )


def _figures_are_used(pack: RulePack, marked: MarkedData) -> Iterator[Mistake]:
    """Figures that this very file gives, but nothing uses; those it inherits may fall idle."""
    used = {name for measure in pack.measures.values() for name in measure.figure_names()}
    used.update(quota.pooled for quota in pack.quotas.values() if quota.pooled)
    if pack.classification is not None:
        used.add(pack.classification.applies_to)
    if pack.mergers is not None:
        used.update((pack.mergers.applies_to, pack.mergers.minimum, pack.mergers.margin or ""))
        if pack.mergers.exempt is not None:
            used.update(pack.mergers.exempt.figures())
    for name in dict.fromkeys(name.partition(".")[0] for name in pack.figures):
        if name not in used and ("figures", name) in marked.lines:
            yield ("figures", name), Sentence("packs.unused_figure", {"name": name})


def _order(measures: Mapping[str, Measure], ordered: dict[str, Measure]) -> Iterator[Mistake]:
    """Fill ``ordered``: each measure after those it is built on; circles are mistakes."""

    def place(name: str, above: tuple[str, ...]) -> Iterator[Mistake]:
        if name in ordered:
            return
        if name in above:
            circle = [*above[above.index(name) :], name]
            yield ("measures", name), Sentence("packs.circle", {"chain": circle})
            return
        for built_on in measures[name].measure_names():
            yield from place(built_on, (*above, name))
        ordered.setdefault(name, measures[name])

    for name in measures:
        yield from place(name, ())

"""Checking that the parts of a pack fit together."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace

from rules.catalogue import names_of, plain
from rules.columns import YEAR_BEFORE
from rules.errors import PackError, PackProblem
from rules.measures import Decide, Grid, Lookup, Measure, Test
from rules.pack import RulePack
from rules.references import Sort, references
from rules.sorts import sort_mistakes
from rules.status import Status
from rules.tables import table_mistakes
from rules.wording import Sentence
from rules.yaml_text import MarkedData, Path, dotted

Mistake = tuple[Path, Sentence]


@dataclass(frozen=True)
class KnownNames:
    """What a pack may speak of: columns of numbers, choices by choice column, and units."""

    columns: Collection[str]
    choices: Mapping[str, Collection[str]] = field(default_factory=dict)
    units: Collection[str] = ()

    def and_those_of(self, pack: RulePack) -> KnownNames:
        """With the columns that the pack declares, and each column's year before."""
        columns = {*self.columns, *pack.columns}
        earlier = {f"{name}{YEAR_BEFORE}" for name in columns}
        return replace(self, columns=columns | earlier)


def check_pack(pack: RulePack, marked: MarkedData, known: KnownNames) -> RulePack:
    """The pack with its measures in order of computation.

    Raises:
        PackError: Names that nothing bears, circles, classes without a figure, gaps and overlaps
            of tables; all at once.
    """
    known = known.and_those_of(pack)
    mistakes = [
        *figure_mistakes(pack, known),
        *_unknown_units(pack, known),
        *_unknown_names(pack, known),
        *_outcomes(pack),
        *_special_quotas(pack),
        *_catalogue_names(pack),
        *_unused_figures(pack, marked),
    ]
    ordered: dict[str, Measure] = {}
    if not mistakes:
        mistakes = list(_order(pack, ordered))
        mistakes += () if mistakes else (*sort_mistakes(pack), *table_mistakes(pack))
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
        entry = name if figure.is_slot else name.partition(".")[0]
        path = ("figures", entry, "value")
        if isinstance(figure.value, list):
            group = figure.group or ""
            names = known.columns if group == "column" else known.choices.get(group)
            if names is None:
                yield ("figures", entry, "of"), Sentence("packs.list_of_what", {"name": entry})
                continue
            for item in figure.value:
                if item not in names:
                    said = {"name": item, "known": sorted(names)}
                    yield path, Sentence("packs.no_such_name", said)
        elif not figure.is_entered:
            if figure.status is not Status.PLACEHOLDER:
                yield ("figures", entry, "status"), Sentence("packs.asked_is_placeholder")
        elif isinstance(figure.value, str):
            yield path, Sentence("packs.value_wrong", {"found": figure.value, "problem": "text"})
        elif not isinstance(figure.value, bool) and figure.value < 0 and not figure.is_slot:
            yield path, Sentence("packs.negative", {"found": figure.value})


def _unknown_units(pack: RulePack, known: KnownNames) -> Iterator[Mistake]:
    used: list[tuple[Path, str | None]] = [
        *((("measures", name, "unit"), m.unit) for name, m in pack.measures.items()),
        *((("columns", name, "unit"), c.unit) for name, c in pack.columns.items()),
        *((("quotas", name, "unit"), q.unit) for name, q in pack.quotas.items()),
        *(
            (("figures", name.partition(".")[0], "unit"), f.unit)
            for name, f in pack.figures.items()
            if not f.is_slot
        ),
    ]
    for path, unit in dict.fromkeys(used):
        if unit is not None and unit not in known.units:
            said = {"name": unit, "known": list(known.units)}
            yield path, Sentence("packs.no_such_name", said)


def _unknown_names(pack: RulePack, known: KnownNames) -> Iterator[Mistake]:
    for reference in references(pack):
        name = reference.name
        match reference.sort:
            case Sort.MEASURE:
                is_known = name in pack.measures
                said = Sentence("packs.no_measure", {"name": name, "known": list(pack.measures)})
            case Sort.FIGURE:
                is_known = bool(pack.figures.named(name))
                said = Sentence("packs.no_figure", {"name": name})
            case Sort.FIGURE_OR_COLUMN:
                is_known = bool(pack.figures.named(name)) or name in known.columns
                said = Sentence("packs.no_figure", {"name": name})
            case Sort.AMOUNT:
                is_known = name in pack.figures or name in pack.measures
                said = Sentence("packs.no_amount", {"name": name})
            case Sort.COLUMN:
                is_known = name in known.columns or name in known.choices
                names = sorted({*known.columns, *known.choices})
                said = Sentence("packs.no_such_name", {"name": name, "known": names})
            case Sort.SOURCE:
                is_known = name in pack.sources
                said = Sentence("packs.no_source", {"name": name, "known": list(pack.sources)})
        if not is_known:
            yield reference.path, said
    if pack.classification is not None and pack.classes is None:
        yield ("classification",), Sentence("packs.no_classes")
    test = pack.establishment and pack.measures.get(pack.establishment.test)
    if test is not None and not isinstance(test, Test):
        yield ("establishment", "test"), Sentence("packs.not_a_test")


def _outcomes(pack: RulePack) -> Iterator[Mistake]:
    """Names of classes that there are not, and classes for which a family has no figure."""
    classes = pack.class_names
    for name, measure in pack.measures.items():
        path: Path = ("measures", name)
        if isinstance(measure, Decide) and not measure.gives_numbers:
            for position, row in enumerate(measure.rows):
                if row.value not in classes:
                    said = Sentence("packs.no_class", {"name": row.value, "known": classes})
                    yield (*path, "rows", position, "value"), said
        if isinstance(measure, Grid):
            for unknown in [value for value in measure.class_values if value not in classes]:
                said = Sentence("packs.no_class", {"name": unknown, "known": classes})
                yield (*path, "values"), said
        if isinstance(measure, Lookup) and pack.figures.named(measure.figure):
            members = list(pack.figures.family(measure.figure))
            for missing in [entry for entry in classes if entry not in members]:
                values = {"figure": measure.figure, "class": missing}
                yield ("figures", measure.figure), Sentence("packs.class_without_figure", values)
            for unknown in [member for member in members if member not in classes]:
                said = Sentence("packs.no_class", {"name": unknown, "known": classes})
                yield ("figures", measure.figure, "values", unknown), said


def _special_quotas(pack: RulePack) -> Iterator[Mistake]:
    """Limits of special units for quotas that there are not."""
    for name, special in pack.special_units.items():
        for quota in special.allowed:
            if quota not in pack.quotas:
                said = Sentence("packs.no_quota", {"name": quota, "known": list(pack.quotas)})
                yield ("special_units", name, "allowed", quota), said


def _catalogue_names(pack: RulePack) -> Iterator[Mistake]:
    """Names that two comprehensive bodies of the catalogue share."""
    seen: dict[str, str] = {}
    for key, entry in (pack.bodies.catalogue if pack.bodies else {}).items():
        for name in dict.fromkeys(map(plain, names_of(entry))):
            if name in seen:
                said = Sentence("packs.same_name", {"name": name, "other": seen[name]})
                yield ("bodies", "catalogue", key), said
            seen[name] = key


def _unused_figures(pack: RulePack, marked: MarkedData) -> Iterator[Mistake]:
    """Figures that this very file gives, but nothing uses; those it inherits may fall idle."""
    used = {reference.name for reference in references(pack)}
    for name in pack.figures:
        entry = name.partition(".")[0]
        if not {entry, name} & used and ("figures", entry) in marked.lines:
            yield ("figures", entry), Sentence("packs.unused_figure", {"name": entry})


def _order(pack: RulePack, ordered: dict[str, Measure]) -> Iterator[Mistake]:
    """Fill ``ordered``: each measure after those it is built on; circles are mistakes."""

    def place(name: str, above: tuple[str, ...]) -> Iterator[Mistake]:
        if name in ordered:
            return
        if name in above:
            circle = [*above[above.index(name) :], name]
            yield ("measures", name), Sentence("packs.circle", {"chain": circle})
            return
        measure = pack.measures[name]
        amounts = (amount for amount in measure.amount_names() if amount not in pack.figures)
        for built_on in (*measure.measure_names(), *amounts):
            yield from place(built_on, (*above, name))
        ordered.setdefault(name, measure)

    for name in pack.measures:
        yield from place(name, ())

"""Loading packs: shipped ones by id, a user's own by path; every mistake with its place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from importlib import resources
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from rules.checking import KnownNames, check_pack
from rules.errors import PackError, PackProblem
from rules.figures import Figure, Figures, Source
from rules.measures import Measure
from rules.pack import RulePack
from rules.schema import FigureEntry, PackFile
from rules.wording import Sentence
from rules.yaml_text import MarkedData, dotted, read_yaml


def shipped_packs() -> list[str]:
    """The ids of the packs that come with the calculator."""
    folder = resources.files("rules.packs")
    return sorted(
        file.name.removesuffix(".yaml") for file in folder.iterdir() if file.name.endswith(".yaml")
    )


def load_pack(reference: str | Path, known: KnownNames) -> RulePack:
    """Load a pack by the id of a shipped one, or by the path of a file.

    Args:
        reference: The id or the path.
        known: The columns and choices that the statistics may have.

    Raises:
        PackError: The pack can't be found or used; it holds every mistake found.
    """
    chain = list(_chain(reference))
    built: RulePack | None = None
    for file, marked in reversed(chain):
        built = _build(file, marked, built, known)
    assert built is not None
    return built


def _chain(reference: str | Path) -> Iterator[tuple[PackFile, MarkedData]]:
    """The pack and those it extends, each as it is written."""
    seen: list[str] = []
    wanted: str | Path | None = reference
    folder: Path | None = None
    while wanted is not None:
        name, text, folder = _text(wanted, folder)
        marked = read_yaml(text, name)
        if name in seen:
            said = Sentence("packs.extends_circle", {"chain": [*seen, name]})
            raise PackError([PackProblem(said, name, marked.line(("extends",)), "extends")])
        seen.append(name)
        file = _validated(marked)
        yield file, marked
        wanted = file.extends


def _text(reference: str | Path, folder: Path | None) -> tuple[str, str, Path | None]:
    name = str(reference)
    if name in shipped_packs():
        source = resources.files("rules.packs").joinpath(f"{name}.yaml")
        return f"{name}.yaml", source.read_text(encoding="utf-8"), None
    path = Path(reference) if folder is None else folder / reference
    said: Sentence | None = None
    try:
        return str(path), path.read_text(encoding="utf-8-sig"), path.parent
    except FileNotFoundError:
        said = Sentence("packs.not_found", {"pack": name, "shipped": shipped_packs()})
    except UnicodeDecodeError:
        said = Sentence("packs.not_text", {"pack": name})
    except OSError as error:
        said = Sentence("packs.unreadable", {"pack": name, "problem": error.strerror or ""})
    raise PackError([PackProblem(said, name)])


_EXPECTED = {
    "missing": "packs.key_missing",
    "extra_forbidden": "packs.key_unknown",
    "enum": "packs.value_not_among",
    "literal_error": "packs.value_not_among",
    "union_tag_invalid": "packs.value_not_among",
    "union_tag_not_found": "packs.not_a_condition",
}


def _validated(marked: MarkedData) -> PackFile:
    try:
        return PackFile.model_validate(marked.data)
    except ValidationError as error:
        raise PackError([_problem(dict(e), marked) for e in error.errors()]) from error


def _problem(error: Mapping[str, Any], marked: MarkedData) -> PackProblem:
    path: tuple[str | int, ...] = ()
    here: Any = marked.data
    for part in error["loc"]:
        inside = (isinstance(here, dict) and part in here) or (
            isinstance(here, list) and isinstance(part, int) and part < len(here)
        )
        if inside:
            path, here = (*path, part), here[part]
        elif part == error["loc"][-1] and error["type"] == "missing":
            path = (*path, part)
    kind = error["type"]
    if kind == "value_error":
        said = Sentence(f"packs.{error['ctx']['error']}")
    else:
        expected = error.get("ctx", {}).get("expected") or error.get("ctx", {}).get("expected_tags")
        values = {"key": path[-1] if path else "", "found": error["input"], "expected": expected}
        said = Sentence(
            _EXPECTED.get(kind, "packs.value_wrong"), {**values, "problem": error["msg"]}
        )
    return PackProblem(said, marked.file, marked.line(path), dotted(path))


def _build(
    file: PackFile, marked: MarkedData, base: RulePack | None, known: KnownNames
) -> RulePack:
    sources = dict(base.sources) if base else {}
    for name, source in file.sources.items():
        sources[name] = Source(name, source.title, source.issuer, source.date, source.read_in)
    figures = dict(base.figures) if base else {}
    problems: list[PackProblem] = []
    for name, entry in file.figures.items():
        path = ("figures", name)
        for made in _figures(name, entry, figures, sources):
            if isinstance(made, Sentence):
                problems.append(PackProblem(made, marked.file, marked.line(path), dotted(path)))
            else:
                figures[made.name] = made
    if problems:
        raise PackError(problems)
    measures: dict[str, Measure] = {**(base.measures if base else {}), **file.measures}
    pack = RulePack(
        id=file.id,
        title=file.title,
        based_on=(base.id, *base.based_on) if base else (),
        effective=file.effective or (base.effective if base else None),
        notes=(*(file.notes), *(base.notes if base and not file.notes else ())),
        sources=sources,
        figures=Figures(figures.values()),
        measures=measures,
        classes=file.classes or (base.classes if base else None),
        classification=file.classification or (base.classification if base else None),
        quotas={**(base.quotas if base else {}), **file.quotas},
        mergers=file.mergers or (base.mergers if base else None),
    )
    return check_pack(pack, marked, known)


def _figures(
    name: str, entry: FigureEntry, earlier: Mapping[str, Figure], sources: Mapping[str, Source]
) -> Iterator[Figure | Sentence]:
    """The figures that an entry gives: itself, or every member of its family."""
    family = Figures(earlier.values()).named(name)
    like = family[0] if family else None
    label = entry.label or (like.label if like else None)
    if label is None:
        yield Sentence("packs.no_label", {"key": name})
        return
    if entry.source not in sources:
        yield Sentence("packs.no_source", {"name": entry.source, "known": list(sources)})
        return
    if entry.values is not None:
        values: dict[str, Any] = {f"{name}.{member}": v for member, v in entry.values.items()}
    elif family and family[0].name != name:
        values = {figure.name: entry.value for figure in family}
    else:
        values = {name: entry.value}
    for full_name, value in values.items():
        yield Figure(
            name=full_name,
            label=label,
            value=value,
            source=sources[entry.source],
            clause=entry.clause,
            status=entry.status,
            unit=entry.unit or (like.unit if like else None),
            group=entry.of or (like.group if like else None),
        )

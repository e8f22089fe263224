"""Loading packs: shipped ones by id, a user's own by path; every mistake with its place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from copy import deepcopy
from dataclasses import replace
from datetime import date
from functools import lru_cache
from importlib import resources
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from rules.building import WrittenPack, build_pack
from rules.checking import KnownNames
from rules.errors import PackError, PackProblem
from rules.literals import name_literals
from rules.pack import RulePack
from rules.schema import PackFile
from rules.wording import Sentence
from rules.yaml_text import MarkedData, dotted, read_yaml

_folder: ContextVar[Path | None] = ContextVar("folder", default=None)


@contextmanager
def within(folder: Path) -> Iterator[None]:
    """Read packs of others: what they extend is shipped, or lies in their folder."""
    token = _folder.set(folder.resolve())
    try:
        yield
    finally:
        _folder.reset(token)


def may_read(path: Path) -> bool:
    """Whether a file may be read as a pack here."""
    folder = _folder.get()
    return folder is None or path.resolve().is_relative_to(folder)


def shipped_packs() -> list[str]:
    """The ids of the packs that come with the calculator."""
    folder = resources.files("rules.packs")
    return sorted(
        file.name.removesuffix(".yaml") for file in folder.iterdir() if file.name.endswith(".yaml")
    )


def load_pack(reference: str | Path, known: KnownNames, *, as_of: date | None = None) -> RulePack:
    """Load a pack by the id of a shipped one, or by the path of a file.

    Args:
        reference: The id or the path.
        known: The columns and choices that the statistics may have.
        as_of: The day for which figures with several versions are taken; the newest without it.

    Raises:
        PackError: The pack can't be found or used; it holds every mistake found.
    """
    built: RulePack | None = None
    for written in reversed(list(_chain(reference))):
        try:
            built = build_pack(written, built, known, as_of)
        except PackError as error:
            raise PackError([*written.problems, *_first_hand(error, written)]) from error
        if written.problems:
            raise PackError(written.problems)
    assert built is not None
    return built


def _chain(reference: str | Path) -> Iterator[WrittenPack]:
    """The pack and those it extends, each as it is written."""
    seen: list[str] = []
    wanted: str | Path | None = reference
    folder: Path | None = None
    while wanted is not None:
        name, text, folder = _text(wanted, folder)
        read = _read(text, name)
        marked = replace(read, data=deepcopy(read.data))  # literals are named in place
        if name in seen:
            said = Sentence("packs.extends_circle", {"chain": [*seen, name]})
            raise PackError([PackProblem(said, name, marked.line(("extends",)), "extends")])
        seen.append(name)
        literals = name_literals(marked.data)
        file, problems = _validated(marked)
        yield WrittenPack(file, marked, literals, problems)
        wanted = file.extends


@lru_cache(maxsize=32)
def _read(text: str, name: str) -> MarkedData:
    return read_yaml(text, name)


def _text(reference: str | Path, folder: Path | None) -> tuple[str, str, Path | None]:
    name = str(reference)
    if name in shipped_packs():
        source = resources.files("rules.packs").joinpath(f"{name}.yaml")
        return f"{name}.yaml", source.read_text(encoding="utf-8"), None
    path = Path(reference) if folder is None else folder / reference
    said: Sentence | None = None
    try:
        if not may_read(path):
            raise FileNotFoundError
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


def _validated(marked: MarkedData) -> tuple[PackFile, list[PackProblem]]:
    """The pack without the entries that are mistaken in themselves, and their mistakes.

    So the other entries can be checked as well, and all mistakes are named at once.

    Raises:
        PackError: A mistake that is not of one entry.
    """
    try:
        return PackFile.model_validate(marked.data), []
    except ValidationError as error:
        problems = [_problem(dict(e), marked) for e in error.errors()]
        paths = {_path(e["loc"], marked)[:2] for e in error.errors()}
    rest = dict(marked.data) if isinstance(marked.data, dict) else {}
    for path in paths:
        entries = rest.get(str(path[0])) if len(path) > 1 else None
        if not isinstance(entries, dict):
            raise PackError(problems)
        rest[str(path[0])] = {key: entries[key] for key in entries if key != path[1]}
    try:
        return PackFile.model_validate(rest), problems
    except ValidationError as error:
        raise PackError(problems) from error


_OF_ITS_OWN = {
    "packs.no_source",
    "packs.number_without_source",
    "packs.no_label",
    "packs.not_yet",
    "packs.negative",
    "packs.list_of_what",
    "packs.asked_is_placeholder",
}
"""Mistakes that an entry has by itself, whatever became of the entries that were left out."""


def _first_hand(error: PackError, written: WrittenPack) -> list[PackProblem]:
    """What is wrong besides; where entries were left out, only what is no consequence of that."""
    if not written.problems:
        return error.problems
    left_out = {problem.key.split(".")[1] for problem in written.problems if "." in problem.key}
    return [
        problem
        for problem in error.problems
        if problem.sentence.key in _OF_ITS_OWN
        and problem.sentence.values.get("name") not in left_out
    ]


def _path(location: Sequence[str | int], marked: MarkedData) -> tuple[str | int, ...]:
    """The part of a mistake's location that is in the file."""
    path: tuple[str | int, ...] = ()
    here: Any = marked.data
    for part in location:
        inside = (isinstance(here, dict) and part in here) or (
            isinstance(here, list) and isinstance(part, int) and part < len(here)
        )
        if inside:
            path, here = (*path, part), here[part]
    return path


def _problem(error: Mapping[str, Any], marked: MarkedData) -> PackProblem:
    path = _path(error["loc"], marked)
    if error["type"] == "missing":
        path = (*path, error["loc"][-1])
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

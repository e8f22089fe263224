"""Loading packs: shipped ones by id, a user's own by path; every mistake with its place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from copy import deepcopy
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
        built = build_pack(written, built, known, as_of)
    assert built is not None
    return built


def _chain(reference: str | Path) -> Iterator[WrittenPack]:
    """The pack and those it extends, each as it is written."""
    seen: list[str] = []
    wanted: str | Path | None = reference
    folder: Path | None = None
    while wanted is not None:
        name, text, folder = _text(wanted, folder)
        marked = deepcopy(_read(text, name))  # literals are named in place
        if name in seen:
            said = Sentence("packs.extends_circle", {"chain": [*seen, name]})
            raise PackError([PackProblem(said, name, marked.line(("extends",)), "extends")])
        seen.append(name)
        literals = name_literals(marked.data)
        file = _validated(marked)
        yield WrittenPack(file, marked, literals)
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

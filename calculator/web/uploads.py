"""The files of a request, put into a folder under numbers, and what is asked for with them."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from flask import abort, request
from werkzeug.datastructures import FileStorage

from calculator.errors import CalculatorError
from calculator.messages import Language
from calculator.vocabulary import load_vocabulary
from calculator.web.requested import GivenFile, GivenRules, Requested
from calculator.web.services import services
from calculator.web.store import INPUTS
from rules.loading import shipped_packs
from rules.wording import Sentence

DEFAULT_PACK = "shandong"
COVERAGES = ("county", "prefecture", "province")
_PACKS = (".yaml", ".yml")
_BORDERS = (".json", ".geojson")
_LONGEST_NAME = 120


def receive(place: Path, language: Language) -> Requested:
    """Save the files of this request, and read what is asked for.

    Fields: ``file`` (one or more), ``rules`` (the id of a shipped pack, or a file),
    ``rules_file``, ``neighbours``, ``boundaries`` (files), ``set`` and ``column``
    (``name=value``, repeated or one a line), ``population``, ``statistics_date``, ``coverage``.

    Args:
        place: A folder that ``Store.new_place`` gave.
        language: The language in which it is asked.

    Raises:
        CalculatorError: There is no file, or a field says what it can't; all at once.
        OSError: A file can't be saved.
        RequestEntityTooLarge: There are more or larger files than are taken.
    """
    if sum(1 for _ in _uploaded(*request.files)) > services().settings.most_files:
        abort(413)
    saving = _Saving(place)
    problems: list[Sentence] = []
    files = tuple(saving.save(file) for file in _uploaded("file"))
    if not files:
        problems.append(Sentence("web.server.no_file"))
    rules = _rules(saving, problems)
    coverage = _text("coverage")
    if coverage not in (None, *COVERAGES):
        said = {"found": coverage, "choices": list(COVERAGES)}
        problems.append(Sentence("web.server.not_a_coverage", said))
    requested = Requested(
        files=files,
        rules=rules,
        neighbours=saving.save_first("neighbours"),
        boundaries=saving.save_first("boundaries"),
        settings=dict(_pairs("set", "commands.common.not_a_setting", problems)),
        columns=dict(_pairs("column", "commands.common.not_a_heading", problems)),
        population=_text("population"),
        statistics_date=_text("statistics_date"),
        coverage=coverage,
        lang=language,
    )
    if problems:
        raise CalculatorError(problems)
    return requested


def receive_borders(place: Path, requested: Requested) -> Requested:
    """Save a table of neighbours and a file of boundaries that are sent for a result.

    Args:
        place: The folder of the result.
        requested: What was asked for, and stays so but for these files.

    Raises:
        CalculatorError: There is no such file.
        OSError: A file can't be saved.
    """
    saving = _Saving(place, first=1 + max(0, *_numbers(place)))
    neighbours, boundaries = saving.save_first("neighbours"), saving.save_first("boundaries")
    if neighbours is None and boundaries is None:
        raise CalculatorError([Sentence("web.plan.no_file")])
    return replace(
        requested,
        neighbours=neighbours or requested.neighbours,
        boundaries=boundaries or requested.boundaries,
    )


def _numbers(place: Path) -> Iterator[int]:
    """The numbers under which the files of a result lie."""
    yield 0
    for file in (place / INPUTS).iterdir():
        if file.stem.isdecimal():
            yield int(file.stem)


class _Saving:
    """Saves files under numbers, and gives each a name that no other has."""

    def __init__(self, place: Path, first: int = 1) -> None:
        self._place = place
        self._count = first - 1
        self._taken: set[str] = set()

    def save(self, file: FileStorage) -> GivenFile:
        name = shown_name(file.filename or "")
        self._count += 1
        path = f"{INPUTS}/{self._count}{_suffix(name)}"
        file.save(self._place / path)
        return GivenFile(path, self._own(name))

    def save_first(self, field: str) -> GivenFile | None:
        return next((self.save(file) for file in _uploaded(field)), None)

    def _own(self, wanted: str) -> str:
        stem, suffix = Path(wanted).stem, Path(wanted).suffix
        name, number = wanted, 1
        while name.casefold() in self._taken:
            number += 1
            name = f"{stem} ({number}){suffix}"
        self._taken.add(name.casefold())
        return name


def shown_name(given: str) -> str:
    """What a file is called, from what a browser or program says: the name alone, printable."""
    name = given.replace("\\", "/").rpartition("/")[2]
    name = "".join("_" if unicodedata.category(c).startswith("C") else c for c in name).strip()
    if len(name) > _LONGEST_NAME:
        suffix = Path(name).suffix[:8]
        name = name[: _LONGEST_NAME - len(suffix)] + suffix
    return name if name.strip(". ") else "1"


def _suffix(name: str) -> str:
    """The suffix that a file is kept with: one that the readers know, or none."""
    files = load_vocabulary().files
    known: Sequence[str] = (*files["spreadsheets"], *files["archives"], *_PACKS, *_BORDERS)
    suffix = Path(name).suffix.lower()
    return suffix if suffix in known else ""


def _uploaded(*fields: str) -> Iterator[FileStorage]:
    """The files of some fields; a field left empty sends one without a name."""
    for field in fields:
        yield from (file for file in request.files.getlist(field) if file.filename)


def _rules(saving: _Saving, problems: list[Sentence]) -> GivenRules:
    own = saving.save_first("rules_file") or saving.save_first("rules")
    if own is not None:
        return GivenRules("file", own.name, own.path)
    name = _text("rules") or DEFAULT_PACK
    # Never a path: what is not shipped is not looked for.
    if name not in shipped_packs():
        said = {"found": name, "choices": shipped_packs()}
        problems.append(Sentence("web.server.no_such_rules", said))
    return GivenRules("shipped", name)


def _pairs(field: str, mistake: str, problems: list[Sentence]) -> Iterator[tuple[str, str]]:
    """NAME=VALUE of a repeated field, or of its lines; a heading may hold an equals sign."""
    lines = (line for text in request.form.getlist(field) for line in text.splitlines())
    for line in filter(str.strip, lines):
        written = line.replace("＝", "=")
        name, equals, value = (
            written.rpartition("=") if field == "column" else written.partition("=")
        )
        if not (name.strip() and equals and (value.strip() or field == "column")):
            problems.append(Sentence(mistake, {"found": line.strip()}))
        yield name.strip(), value.strip()


def _text(field: str) -> str | None:
    return request.form.get(field, "").strip() or None

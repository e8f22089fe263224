"""Entering what was changed in a sheet of figures, and saying what can't be, cell by cell."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from calculator.amendments.sheet import (
    DOCUMENT,
    FiguresSheet,
    WrittenFigure,
    day_in,
    read_figures_sheet,
)
from calculator.amendments.values import Values, is_same, is_settable
from calculator.days import said_day
from calculator.errors import CalculatorError
from calculator.messages import LANGUAGES, messages
from calculator.packs import known_names, load
from calculator.reading.grids import as_text
from rules.checking import figure_mistakes
from rules.errors import PackError, PackProblem
from rules.figures import Figure, Figures, Source
from rules.loading import may_read, shipped_packs
from rules.pack import RulePack
from rules.settings import enter_figures
from rules.wording import Sentence, Text


@dataclass(frozen=True)
class _Change:
    """A figure that was changed, and the row that says so."""

    figure: Figure
    value: Any
    row: WrittenFigure


def amended_pack(path: Path, as_of: date | None = None, through: Sequence[Path] = ()) -> RulePack:
    """The pack that a sheet of figures was made from, with what was changed entered.

    Nothing changed gives the pack itself. What was changed is *entered*, from the document that
    the sheet names; the pack keeps its id, and is based on itself.

    Args:
        path: The workbook.
        as_of: The day for which figures with several versions are taken; else the sheet's own.
        through: Sheets that led to this one, where one amends another.

    Raises:
        CalculatorError: The sheet or its pack can't be found or read, or says what can't be
            entered; every mistake with its cell.
    """
    sheet = read_figures_sheet(path)
    chain = (*through, path.resolve())
    if path.resolve() in through:
        said = {"chain": [step.name for step in chain]}
        raise CalculatorError([Sentence("figures_sheet.circle", said)])
    pack = load(_reference(sheet, path), as_of or sheet.as_of, chain)
    return amend(pack, sheet)


def _reference(sheet: FiguresSheet, path: Path) -> str:
    """How the pack of a sheet is named from here: a path is written from the sheet's folder.

    Raises:
        CalculatorError: It is no shipped pack, and no file there or beside the sheet.
    """
    written = as_text(sheet.origin["pack"])
    if written in shipped_packs():
        return written
    beside = written.replace("\\", "/").rpartition("/")[2]
    for place in (path.parent / written, path.parent / beside):
        if may_read(place) and place.is_file():
            return str(place)
    said = {"cell": sheet.cells["pack"], "pack": written, "file": beside}
    raise CalculatorError([Sentence("figures_sheet.pack_missing", said)])


def amend(pack: RulePack, sheet: FiguresSheet) -> RulePack:
    """A pack with what was changed in a sheet of its figures entered.

    Raises:
        CalculatorError: What the sheet says can't be entered; every mistake with its cell.
    """
    is_current = as_text(sheet.origin.get("digest", "")) == pack.digest
    problems = list(_wrong_rows(pack, sheet, is_current))
    changes: list[_Change] = []
    mistaken: set[str] = set()
    values = Values(pack)
    for row in _changed_rows(pack, sheet, values, is_current):
        figure = pack.figures.get(row.name)
        if figure is None or not is_settable(figure):
            continue
        try:
            if not (is_current or values.is_unchanged(row.former, figure)):
                other = {"former": as_text(row.former), "now": figure.said}
                raise CalculatorError([Sentence("figures_sheet.other_version", other)])
            value = values.read(row.value, figure)
            if value == figure.value:
                continue
            _check_alone(pack, figure, value)
            changes.append(_Change(figure, value, row))
        except CalculatorError as error:
            mistaken.add(figure.name)
            problems += [_at(row.cell, sentence) for sentence in error.sentences]
    if changes or mistaken:
        problems += _document_mistakes(sheet)
    amended = pack
    source = _source(pack, sheet)
    if changes and source is not None:
        try:
            amended = _entered(pack, changes, source)
        except PackError as error:
            problems += _placed(error, pack, sheet, changes, mistaken)
    if problems:
        raise CalculatorError(problems)
    return replace(amended, notes=(*amended.notes, *_notes(pack, sheet, changes, is_current)))


def _wrong_rows(pack: RulePack, sheet: FiguresSheet, is_current: bool) -> Iterator[Sentence]:
    """Rows that are gone, doubled or of no figure, and cells that were not to be changed."""
    shown = {figure.name: figure for figure in pack.all_figures}
    counts = Counter(row.name for row in sheet.figures)
    for row in sheet.figures:
        is_changed = not is_same(row.value, row.former)
        if row.name not in shown and (is_current or is_changed):
            key = "figures_sheet.unknown" if row.name else "figures_sheet.no_name"
            yield _at(row.cell, Sentence(key, {"name": row.name, "pack": pack.id}))
        elif counts[row.name] > 1 and row.name in shown:
            yield _at(row.cell, Sentence("figures_sheet.doubled", {"name": row.name}))
        elif row.name in shown and not is_settable(shown[row.name]) and is_changed:
            said = {"name": shown[row.name].label}
            yield _at(row.cell, Sentence("figures_sheet.not_settable", said))
    if is_current:
        for name, figure in shown.items():
            if name not in counts:
                gone = {"place": sheet.place, "label": figure.label, "name": name}
                yield Sentence("figures_sheet.row_deleted", gone)


def _changed_rows(
    pack: RulePack, sheet: FiguresSheet, values: Values, is_current: bool
) -> Iterator[WrittenFigure]:
    """The rows that say something else than when the sheet was written."""
    counts = Counter(row.name for row in sheet.figures)
    for row in sheet.figures:
        figure = pack.figures.get(row.name)
        if figure is None or counts[row.name] > 1:
            continue
        if is_current:
            is_changed = not values.is_unchanged(row.value, figure)
        else:
            is_changed = not is_same(row.value, row.former)
        if is_changed:
            yield row


def _check_alone(pack: RulePack, figure: Figure, value: Any) -> None:
    """Refuse a value that can't be whatever the other figures are.

    Raises:
        CalculatorError: It can't be.
    """
    alone = replace(pack, figures=Figures([replace(figure, value=value)]))
    mistakes = [said for _, said in figure_mistakes(alone, known_names().and_those_of(pack))]
    if mistakes:
        raise CalculatorError(mistakes)


def _document_mistakes(sheet: FiguresSheet) -> Iterator[Sentence]:
    """What is not filled in of the document, or is no date."""
    for part in DOCUMENT:
        cell = sheet.cells[part]
        if part not in sheet.document:
            label = Sentence(f"figures_sheet.document.{part}")
            yield _at(cell, Sentence("figures_sheet.document_missing", {"label": label}))
        elif part == "date":
            try:
                day_in(sheet.document[part])
            except CalculatorError as error:
                yield from (_at(cell, sentence) for sentence in error.sentences)


def _source(pack: RulePack, sheet: FiguresSheet) -> Source | None:
    """The document as a source of figures; None where it is not filled in."""
    if list(_document_mistakes(sheet)):
        return None
    title, issuer = (as_text(sheet.document[part]) for part in ("title", "issuer"))
    day = day_in(sheet.document["date"])
    dates = Text(*(said_day(day, messages(language)) for language in LANGUAGES))
    name = title
    while name in pack.sources and pack.sources[name].title != Text(title, title):
        name += "*"
    return Source(name, Text(title, title), Text(issuer, issuer), dates)


def _entered(pack: RulePack, changes: Sequence[_Change], source: Source) -> RulePack:
    """The pack with the changes entered.

    Raises:
        PackError: The figures do not go together.
    """
    values = {change.figure.name: change.value for change in changes}
    unnamed = _in_both_languages("figures_sheet.no_clause")
    entered = enter_figures(pack, values, source, unnamed, known_names())
    clauses = {c.figure.name: c.row.clause for c in changes if c.row.clause}
    entered = entered.with_figures(
        {
            name: replace(entered.figures[name], clause=Text(clause, clause))
            for name, clause in clauses.items()
        }
    )
    return replace(
        entered,
        based_on=(pack.id, *pack.based_on),
        sources={**pack.sources, source.name: source},
    )


def _placed(
    error: PackError,
    pack: RulePack,
    sheet: FiguresSheet,
    changes: Sequence[_Change],
    mistaken: set[str],
) -> Iterator[Sentence]:
    """What does not go together, at the changed cells; not where a cell is mistaken in itself."""
    for problem in error.problems:
        names = _figures_at(problem, pack)
        if names & mistaken:
            continue
        cells = [change.row.cell for change in changes if change.figure.name in names]
        said: Mapping[str, Any] = {"cells": cells or [sheet.place], "problem": problem.sentence}
        yield Sentence("figures_sheet.together", {**said, "label": _label_at(problem, pack)})


def _figures_at(problem: PackProblem, pack: RulePack) -> set[str]:
    """The figures of the measure at which a mistake was found."""
    measure = pack.measures.get(problem.key.partition(".")[2])
    if measure is None:
        return set()
    named = {*measure.amount_names(), *measure.figure_names()}
    return {figure.name for name in named for figure in pack.figures.named(name)}


def _label_at(problem: PackProblem, pack: RulePack) -> Any:
    measure = pack.measures.get(problem.key.partition(".")[2])
    return measure.label if measure is not None else problem.key


def _notes(
    pack: RulePack, sheet: FiguresSheet, changes: Sequence[_Change], is_current: bool
) -> Iterator[Text]:
    """What a reader of any result must know of the sheet."""
    if changes:
        title = as_text(sheet.document["title"])
        said = {"file": sheet.file, "count": len(changes), "document": title}
        yield _in_both_languages("figures_sheet.amended", **said)
    if not is_current:
        written = {row.name for row in sheet.figures}
        new = [figure.label for figure in pack.figures.values() if figure.name not in written]
        said = {
            "file": sheet.file,
            "digest": as_text(sheet.origin.get("digest", "")),
            "now": pack.digest,
            "new": list(dict.fromkeys(new)),
        }
        key = "made_from_other_version_lacking" if new else "made_from_other_version"
        yield _in_both_languages(f"figures_sheet.{key}", **said)


def _at(cell: str, problem: Sentence) -> Sentence:
    return Sentence("figures_sheet.at", {"cell": cell, "problem": problem})


def _in_both_languages(key: str, **values: Any) -> Text:
    return Text(*(messages(language).text(key, **values) for language in LANGUAGES))

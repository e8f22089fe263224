"""Packs as the calculator uses them: with its vocabulary, and figures entered by hand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from calculator.errors import CalculatorError
from calculator.messages import LANGUAGES, PackNames, messages
from calculator.settings import read_settings
from calculator.vocabulary import POPULATIONS, VocabularyColumn, load_vocabulary
from rules.checking import KnownNames
from rules.columns import YEAR_BEFORE
from rules.errors import PackError
from rules.figures import Source
from rules.loading import load_pack
from rules.needs import columns_read
from rules.pack import RulePack
from rules.settings import enter_figures
from rules.wording import Sentence, Text

_ZIP = b"PK\x03\x04"
_OLD_OFFICE = b"\xd0\xcf\x11\xe0"

POPULATION_FIGURE = "population_basis"
"""The figure of a pack that lists the population columns in order of preference."""


def known_names() -> KnownNames:
    """The columns and choices that packs may speak of."""
    vocabulary = load_vocabulary()
    return KnownNames(
        columns=[
            name
            for name, column in vocabulary.columns.items()
            if column.holds in ("number", "flag")
        ],
        choices={
            name: [choice.name for choice in vocabulary.choices.get(name, ())]
            for name, column in vocabulary.columns.items()
            if column.holds == "choice"
        },
        units=messages("zh").units,
    )


def open_pack(
    reference: str | Path,
    settings: Mapping[str, Any] | None = None,
    population: str | None = None,
    as_of: date | None = None,
) -> RulePack:
    """Load a pack and enter figures by hand.

    Args:
        reference: The id of a shipped pack, the path of one's own, or of a workbook with its
            sheet of figures.
        settings: Name or label of a figure -> value, or its text as a person writes it.
        population: ``resident``, ``registered`` or ``total``: the one population to judge on.
        as_of: The day for which figures with several versions are taken; else the newest.

    Raises:
        CalculatorError: The pack can't be used, or a setting does not fit it.
    """
    return enter(load(reference, as_of), settings, population, reference)


def load(
    reference: str | Path, as_of: date | None = None, through: Sequence[Path] = ()
) -> RulePack:
    """Load a pack as it stands, or as a sheet of figures amends it.

    Args:
        reference: As for ``open_pack``.
        as_of: As for ``open_pack``.
        through: The sheets of figures that led here.

    Raises:
        CalculatorError: The pack can't be used.
    """
    if is_workbook(reference):
        from calculator.amendments.entering import amended_pack

        return amended_pack(Path(reference), as_of, through)
    try:
        return load_pack(reference, known_names(), as_of=as_of)
    except PackError as error:
        raise CalculatorError([placed(problem) for problem in error.problems]) from error


def is_workbook(reference: str | Path) -> bool:
    """Whether a pack is named by a workbook with its figures, by its name or its content."""
    path = Path(reference)
    if path.suffix.lower() in load_vocabulary().files["spreadsheets"]:
        return True
    try:
        with path.open("rb") as file:
            return file.read(len(_OLD_OFFICE)).startswith((_ZIP, _OLD_OFFICE))
    except OSError:
        return False


def enter(
    pack: RulePack,
    settings: Mapping[str, Any] | None = None,
    population: str | None = None,
    reference: str | Path | None = None,
) -> RulePack:
    """The pack with figures entered by hand; ``reference`` is how the user named it.

    Raises:
        CalculatorError: A setting does not fit the pack.
    """
    try:
        entered = read_settings(pack, settings or {}, str(reference or pack.id))
        if entered:
            pack = _entered(pack, entered, "entered_by_setting")
        if population is not None:
            if population not in POPULATIONS:
                said = {"found": population, "choices": list(POPULATIONS)}
                raise CalculatorError([Sentence("report.not_a_population", said)])
            column = f"{population}_population"
            pack = _entered(pack, {POPULATION_FIGURE: [column]}, "entered_by_population")
    except PackError as error:
        raise CalculatorError([placed(problem) for problem in error.problems]) from error
    return pack


def placed(problem: Any) -> Sentence:
    """A mistake in a pack with its place, as one sentence."""
    values = {"file": problem.file, "key": problem.key, "problem": problem.sentence}
    if problem.line is None and not problem.key:
        return Sentence("report.place_of_file", values)
    if problem.line is None:
        return Sentence("packs.place_without_line", values)
    return Sentence("packs.place", {**values, "line": problem.line})


def declared_columns(pack: RulePack) -> dict[str, VocabularyColumn]:
    """The columns that a pack declares, as the reader knows columns.

    So are those of the year before that it reads: 上年财政收入 then is a heading that is known.
    """
    own = {
        name: VocabularyColumn(
            name, column.holds, column.label, unit=column.unit, aliases=column.aliases
        )
        for name, column in pack.columns.items()
    }
    known = {**load_vocabulary().columns, **own}
    earlier = [name for name in columns_read(pack).names if name.endswith(YEAR_BEFORE)]
    return own | {
        name: _of_year_before(name, known[name.removesuffix(YEAR_BEFORE)])
        for name in earlier
        if name not in known
    }


def _of_year_before(name: str, column: VocabularyColumn) -> VocabularyColumn:
    said = (
        messages(language).text("terms.year_before", column=column.label) for language in LANGUAGES
    )
    return replace(column, name=name, label=Text(*said), aliases=(), remarks=())


def pack_names(pack: RulePack) -> PackNames:
    """How the pack calls its measures and classes, for the messages."""
    classes = pack.classes.names if pack.classes else ()
    return PackNames(
        measures={name: measure.label for name, measure in pack.measures.items()},
        classes={entry.name: Text(entry.name, entry.en) for entry in classes},
        columns={name: column.label for name, column in pack.columns.items()},
    )


def _entered(pack: RulePack, values: Mapping[str, Any], clause: str) -> RulePack:
    return enter_figures(
        pack,
        values,
        Source("--set", _in_both_languages("report.entered_by_user")),
        _in_both_languages(f"report.{clause}"),
        known_names(),
    )


def _in_both_languages(key: str) -> Text:
    return Text(*(messages(language).text(key) for language in LANGUAGES))

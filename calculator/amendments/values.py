"""The value of a figure as one cell has it, and a cell as the value of a figure."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, time, timedelta
from difflib import get_close_matches
from typing import Any

from calculator.errors import CalculatorError
from calculator.messages import LANGUAGES, Messages, messages
from calculator.packs import known_names, pack_names
from calculator.reading.cells.values import describe
from calculator.reading.grids import as_text
from calculator.settings import read_settings
from rules.figures import CLASS, Figure
from rules.pack import RulePack
from rules.wording import Sentence, Term, Text

Cell = bool | float | int | str | None
"""What stands in a cell; None where it is blank."""

_MOST_NAMED = 12
"""Where more names are known, a sentence names only those like the one that is not."""

_DIGITS = 15
"""Spreadsheets keep so many digits of a number."""


def cell_of(figure: Figure, speaker: Messages) -> Cell:
    """The value of a figure as a cell has it: numbers as they are, everything else in words."""
    if not figure.is_entered:
        return None
    if figure.value == []:
        return speaker.text("figures_sheet.nothing")
    if isinstance(figure.value, (bool, list)):
        return speaker.say(figure.said)
    value: Cell = figure.value
    return value


def is_same(first: Any, second: Any) -> bool:
    """Whether two cells say the same, as far as a spreadsheet keeps numbers."""
    return _plain(first) == _plain(second)


def _plain(cell: Any) -> str:
    if isinstance(cell, (int, float)) and not isinstance(cell, bool):
        return f"{cell:.{_DIGITS}g}"
    return "" if cell is None else as_text(cell)


class Values:
    """Turns cells into values of one pack's figures."""

    def __init__(self, pack: RulePack) -> None:
        """Read for this pack."""
        self._pack = pack
        self._names: dict[str, dict[str, str]] = {}

    def is_unchanged(self, cell: Any, figure: Figure) -> bool:
        """Whether a cell still says what the pack says, in either language."""
        names = pack_names(self._pack)
        said = (cell_of(figure, Messages(language, names)) for language in LANGUAGES)
        return any(is_same(cell, written) for written in said)

    def read(self, cell: Any, figure: Figure) -> Any:
        """The value of a figure that a cell says; a person may write it as for ``--set``.

        Raises:
            CalculatorError: The cell is blank, or says nothing that the figure may be.
        """
        if isinstance(cell, (date, time, timedelta)):
            raise _problem("is_a_date", figure, found=describe(cell))
        text = as_text(cell)
        if not text:
            raise _problem("is_blank", figure)
        if text.startswith("="):
            raise _problem("formula_without_value", figure, found=text)
        if isinstance(figure.value, bool):
            return self._yes_or_no(cell, text, figure)
        if isinstance(figure.value, list):
            return self._list(text, figure)
        return self._number(cell, text, figure)

    def _yes_or_no(self, cell: Any, text: str, figure: Figure) -> bool:
        value = cell if isinstance(cell, bool) else self._set(text, figure)
        if not isinstance(value, bool):
            raise _problem("not_yes_or_no", figure, found=text)
        return value

    def _list(self, text: str, figure: Figure) -> list[str]:
        if text in [messages(language).text("figures_sheet.nothing") for language in LANGUAGES]:
            return []
        names = self._names_of(figure.group or "")
        value: list[str] = self._set(text, figure)
        named = [names.get(_folded(item), item) for item in value]
        unknown = [item for item in named if item not in names.values()]
        if unknown:
            known = self._close(unknown, figure.group or "")
            raise _problem("not_a_name", figure, found=unknown, known=known)
        return list(dict.fromkeys(named))

    def _number(self, cell: Any, text: str, figure: Figure) -> float | int:
        if isinstance(cell, bool):
            raise _problem("not_a_number", figure, found=text)
        given = cell if isinstance(cell, (int, float)) else text
        if isinstance(given, float) and given.is_integer():
            given = int(given)
        value = self._set(given, figure)
        if isinstance(value, str):
            raise _problem("not_a_number", figure, found=text)
        if not isinstance(given, str) and 0 < given < 1 and is_large_share(figure):
            # A spreadsheet turns 35% into 0.35 as soon as it is typed.
            likely = f"{given * 100:.{_DIGITS - 2}g}"
            raise _problem("share_for_percent", figure, found=text, likely=likely)
        number: float | int = value
        return number

    def _set(self, given: Any, figure: Figure) -> Any:
        return read_settings(self._pack, {figure.name: given})[figure.name]

    def _names_of(self, group: str) -> dict[str, str]:
        """What a list may hold, as the sheet writes it in either language -> the name in code."""
        if group not in self._names:
            names = pack_names(self._pack)
            self._names[group] = {
                _folded(said): name
                for name in self._known(group)
                for said in (
                    name,
                    *(Messages(lang, names).say(Term(group, name)) for lang in LANGUAGES),
                )
            }
        return self._names[group]

    def _known(self, group: str) -> Iterator[str]:
        known = known_names().and_those_of(self._pack)
        yield from sorted(known.columns if group == "column" else known.choices.get(group, ()))

    def _close(self, unknown: list[str], group: str) -> list[Term | Text]:
        """What may have been meant: everything there is or, where that is much, what is alike."""
        names = list(self._known(group))
        if len(names) > _MOST_NAMED:
            said = self._names_of(group)
            alike = [get_close_matches(_folded(item), said, cutoff=0.4) for item in unknown]
            names = list(dict.fromkeys(said[text] for texts in alike for text in texts))
        declared = self._pack.columns
        return [
            declared[name].label if group == "column" and name in declared else Term(group, name)
            for name in names
        ]


def is_large_share(figure: Figure) -> bool:
    """Whether a figure is in percent and none of the few below one."""
    return figure.unit == "percent" and not (figure.is_entered and 0 < figure.number < 1)


def is_settable(figure: Figure) -> bool:
    """Whether a figure may be changed in the sheet: the names of classes may not."""
    return figure.settable and figure.group != CLASS


def _folded(text: str) -> str:
    return "".join(text.split()).casefold()


def _problem(key: str, figure: Figure, **values: Any) -> CalculatorError:
    said = {"name": figure.label, "like": figure.said, **values}
    return CalculatorError([Sentence(f"figures_sheet.{key}", said)])

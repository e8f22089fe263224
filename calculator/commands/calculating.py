"""The options that commands which calculate have in common, and what they ask for."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from calculator.commands.localised import language_option, speaker
from calculator.commands.progress import showing_progress
from calculator.days import day_of
from calculator.errors import CalculatorError
from calculator.vocabulary import POPULATIONS
from rules.wording import Sentence

if TYPE_CHECKING:
    from calculator.calculation import Report
    from calculator.checking_files import CheckedFiles
    from calculator.reading import ReadingOptions

Read = TypeVar("Read")

DEFAULT_PACK = "shandong"
COVERAGES = ("county", "prefecture", "province")


class Setting(click.ParamType[tuple[str, str]]):
    """FIGURE=VALUE."""

    name = "setting"

    def convert(
        self, value: str, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[str, str]:
        """Split at the first equals sign."""
        figure, equals, text = value.replace("＝", "=", 1).partition("=")
        if not (figure.strip() and equals and text.strip()):
            self.fail(speaker().text("commands.common.not_a_setting", found=value), param, ctx)
        return figure.strip(), text.strip()


class Day(click.ParamType[date]):
    """A date such as 2009-12-31 or 2009年12月31日."""

    name = "date"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """Read a date."""
        try:
            return day_of(value)
        except CalculatorError as error:
            self.fail(error.text(speaker().language), param, ctx)


class NamedHeading(click.ParamType[tuple[str, str]]):
    """HEADING=COLUMN; without a column the heading is not read."""

    name = "heading"

    def convert(
        self, value: str, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[str, str]:
        """Split at the last equals sign: a heading may hold one."""
        heading, equals, column = value.replace("＝", "=").rpartition("=")
        if not (heading.strip() and equals):
            self.fail(speaker().text("commands.common.not_a_heading", found=value), param, ctx)
        return heading.strip(), column.strip()


as_of_option = click.option("--as-of", metavar="DATE", type=Day())
"""The option --as-of: the day whose figures are taken."""

_FILE = click.Path(path_type=Path, readable=False)
_OPTIONS = {
    "rules": click.option("--rules", default=DEFAULT_PACK, metavar="PACK"),
    "settings": click.option(
        "--set", "settings", multiple=True, metavar="FIGURE=VALUE", type=Setting()
    ),
    "population": click.option("--population", type=click.Choice(POPULATIONS)),
    "as_of": as_of_option,
    "statistics_date": click.option("--statistics-date", metavar="DATE", type=Day()),
    "coverage": click.option("--coverage", type=click.Choice(COVERAGES)),
    "columns": click.option(
        "--column", "columns", multiple=True, metavar="HEADING=COLUMN", type=NamedHeading()
    ),
    "columns_file": click.option("--columns", "columns_file", metavar="LIST", type=_FILE),
    "renames": click.option("--renames", metavar="LIST", type=_FILE),
    "roster": click.option("--roster", metavar="LIST", type=_FILE),
    "previous": click.option("--previous", multiple=True, metavar="FILE", type=_FILE),
}


class AllMistakes:
    """Reads several lists, and keeps what is wrong with each, to say all of it at once."""

    def __init__(self) -> None:
        """Begin with nothing wrong."""
        self._sentences: list[Sentence] = []

    def __call__(self, read: Callable[[Path], Read], path: Path | None, without: Read) -> Read:
        """Read a list, if there is one."""
        if path is None:
            return without
        try:
            return read(path)
        except CalculatorError as error:
            self._sentences.extend(error.sentences)
            return without

    def raise_any(self) -> None:
        """Raise what was wrong, if anything was."""
        if self._sentences:
            raise CalculatorError(self._sentences)


@dataclass(frozen=True)
class Asked:
    """What the common options say of a calculation.

    Attributes:
        rules: The id of a shipped pack, or the path of one's own.
        settings: Figures entered by hand, as (name, value), in the order given.
        population: The one population to judge on.
        as_of: The day whose figures are taken.
        statistics_date: The day that the statistics hold for.
        coverage: How far the statistics are complete.
        columns: What headings mean, as (heading, column), in the order given.
        columns_file: A list of the same.
        renames: A list of counties' former names with those they have now.
        roster: A list of the counties expected.
        previous: Files of the year before.
    """

    rules: str = DEFAULT_PACK
    settings: tuple[tuple[str, str], ...] = ()
    population: str | None = None
    as_of: date | None = None
    statistics_date: date | None = None
    coverage: Any = None
    columns: tuple[tuple[str, str], ...] = ()
    columns_file: Path | None = None
    renames: Path | None = None
    roster: Path | None = None
    previous: tuple[Path, ...] = ()

    def reading_options(self) -> ReadingOptions:
        """What is said of the files, with the lists read.

        Raises:
            CalculatorError: A list can't be read; all such mistakes at once.
        """
        from calculator.reading import ReadingOptions
        from calculator.reading.lists import read_pairs, read_roster

        read = AllMistakes()
        options = ReadingOptions(
            statistics_date=self.statistics_date,
            columns={**read(read_pairs, self.columns_file, {}), **dict(self.columns)},
            renames=read(read_pairs, self.renames, {}),
            roster=read(read_roster, self.roster, []),
            previous=self.previous,
        )
        read.raise_any()
        return options

    def report(
        self,
        files: Sequence[str],
        *,
        rules: str | None = None,
        settings: Mapping[str, str] | None = None,
    ) -> Report:
        """Read the files and apply the rules.

        Args:
            files: Statistics and proposals.
            rules: Another pack than the one asked for.
            settings: Other figures entered by hand than those asked for.

        Raises:
            CalculatorError: Nothing can be calculated.
        """
        from calculator.calculation import report

        with showing_progress(self.reading_options()) as options:
            return report(
                files,
                rules=rules or self.rules,
                settings=dict(self.settings) if settings is None else settings,
                population=self.population,
                as_of=self.as_of,
                coverage=self.coverage,
                reading=options,
            )

    def check(self, files: Sequence[str]) -> CheckedFiles:
        """Read the files and check them, without applying rules.

        Raises:
            CalculatorError: No file has a township.
        """
        from calculator.checking_files import check_files

        with showing_progress(self.reading_options()) as options:
            return check_files(files, rules=self.rules, reading=options)


def calculating(*, without: Sequence[str] = ()) -> Callable[[Callable[..., Any]], Any]:
    """Add the common options to a command, which gets them as one argument ``asked``."""

    def decorate(command: Callable[..., Any]) -> Any:
        names = [name for name in _OPTIONS if name not in without]

        @wraps(command)
        def collected(*args: Any, language: str | None, **given: Any) -> Any:  # noqa: ARG001
            asked = Asked(**{name: given.pop(name) for name in names})
            return command(*args, asked=asked, **given)

        decorated: Any = language_option(collected)
        for name in reversed(names):
            decorated = _OPTIONS[name](decorated)
        return decorated

    return decorate

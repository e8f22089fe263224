"""The options that commands which calculate have in common, and what they ask for."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import wraps
from typing import TYPE_CHECKING, Any

import click

from calculator.commands.localised import language_option, speaker
from calculator.days import day_of
from calculator.errors import CalculatorError
from calculator.vocabulary import POPULATIONS

if TYPE_CHECKING:
    from calculator.calculation import Report

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


as_of_option = click.option("--as-of", metavar="DATE", type=Day())
"""The option --as-of: the day whose figures are taken."""

_OPTIONS = {
    "rules": click.option("--rules", default=DEFAULT_PACK, metavar="PACK"),
    "settings": click.option(
        "--set", "settings", multiple=True, metavar="FIGURE=VALUE", type=Setting()
    ),
    "population": click.option("--population", type=click.Choice(POPULATIONS)),
    "as_of": as_of_option,
    "statistics_date": click.option("--statistics-date", metavar="DATE", type=Day()),
    "coverage": click.option("--coverage", type=click.Choice(COVERAGES)),
}


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
    """

    rules: str = DEFAULT_PACK
    settings: tuple[tuple[str, str], ...] = ()
    population: str | None = None
    as_of: date | None = None
    statistics_date: date | None = None
    coverage: Any = None

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

        return report(
            files,
            rules=rules or self.rules,
            settings=dict(self.settings) if settings is None else settings,
            population=self.population,
            as_of=self.as_of,
            statistics_date=self.statistics_date,
            coverage=self.coverage,
        )


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

"""The command ``township``."""

from __future__ import annotations

import sys
from collections.abc import Sequence

import click

from calculator import __version__
from calculator.commands.localised import (
    LocalisedGroup,
    language_option,
    speak_for,
    usage_problem,
    write_line,
)
from calculator.errors import CalculatorError

CALCULATED = 0
NOT_CALCULATED = 1
WRONG_USAGE = 2


@click.command(
    "township",
    cls=LocalisedGroup,
    modules={
        "check": "calculator.commands.check",
        "report": "calculator.commands.report",
        "form": "calculator.commands.form",
        "explain": "calculator.commands.explain",
        "compare": "calculator.commands.compare",
        "whatif": "calculator.commands.whatif",
        "allocate": "calculator.commands.allocate",
        "template": "calculator.commands.template",
        "rules": "calculator.commands.rules",
        "sample": "calculator.commands.sample",
    },
)
@language_option
@click.version_option(__version__, message="township-calculator %(version)s")
def township(language: str | None) -> None:
    """The group of all commands; its help is in the message files."""


def main() -> None:
    """Run the command line of this process and end it with the exit status."""
    sys.exit(run(sys.argv[1:]))


def run(arguments: Sequence[str]) -> int:
    """Run a command line; every mistake of a user ends in a sentence, not in a traceback.

    Returns:
        0 calculated; 1 could not be calculated, or ``--strict`` and an error was found;
        2 wrong usage.
    """
    words = speak_for(arguments)
    try:
        status = township.main(list(arguments), prog_name="township", standalone_mode=False)
    except click.exceptions.NoArgsIsHelpError as error:
        write_line(error.ctx.get_help(), to=sys.stderr)
        return WRONG_USAGE
    except click.UsageError as error:
        problem = words.text("commands.usage_error", problem=usage_problem(error))
        write_line(problem, to=sys.stderr)
        path = error.ctx.command_path if error.ctx is not None else "township"
        write_line(words.text("commands.see_help", command=path), to=sys.stderr)
        return WRONG_USAGE
    except CalculatorError as error:
        for sentence in error.sentences:
            write_line(words.text("commands.not_calculated", problem=sentence), to=sys.stderr)
        return NOT_CALCULATED
    except (click.Abort, KeyboardInterrupt):
        write_line(words.text("commands.interrupted"), to=sys.stderr)
        return NOT_CALCULATED
    return status if isinstance(status, int) else CALCULATED


if __name__ == "__main__":
    main()

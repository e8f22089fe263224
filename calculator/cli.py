"""The command ``township``."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from typing import NoReturn

import click

from calculator import __version__
from calculator.commands.clock import check_clock
from calculator.commands.console import end_process, prepare_console, tell_if_unreadable
from calculator.commands.localised import (
    LocalisedGroup,
    language_option,
    speak_for,
    usage_problem,
    write_line,
)
from calculator.commands.wildcards import expanded
from calculator.errors import CalculatorError, system_reason
from calculator.messages import Messages

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
        "plan": "calculator.commands.plan",
        "template": "calculator.commands.template",
        "serve": "calculator.commands.serve",
        "rules": "calculator.commands.rules",
        "sample": "calculator.commands.sample",
    },
)
@language_option
@click.version_option(__version__, message="township-calculator %(version)s")
def township(language: str | None) -> None:  # noqa: ARG001
    """The group of all commands; its help is in the message files."""
    check_clock()


def main() -> NoReturn:
    """Run the command line of this process and end it with the exit status."""
    # numpy would start a thread for every core, for linear algebra that nothing here needs
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    # a run makes many objects and few of them are rubbish: look for it some hundred times less
    # often, in a county not at all
    gc.set_threshold(300_000)
    # pydantic would look through everything installed for plugins, which packs must not hang on
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    prepare_console()
    # the console of Windows leaves patterns such as *.xlsx to the program
    arguments = expanded(sys.argv[1:]) if os.name == "nt" else sys.argv[1:]
    try:
        status = run(arguments)
    except BrokenPipeError:  # whoever read the output has enough of it
        status = NOT_CALCULATED
    end_process(status)


def run(arguments: Sequence[str]) -> int:
    """Run a command line; every mistake of a user ends in a sentence, not in a traceback.

    Returns:
        0 calculated; 1 could not be calculated, or ``--strict`` and an error was found;
        2 wrong usage.
    """
    words = speak_for(arguments)
    tell_if_unreadable()
    try:
        if "" in arguments:  # as a path it would mean the folder that one is in
            raise click.UsageError(_empty(arguments, words))
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
    except BrokenPipeError:
        raise
    except OSError as error:  # of what is not a file of the user's, such as a full standard output
        reason = system_reason(error)
        with suppress(OSError):
            write_line(words.text("commands.system", problem=reason), to=sys.stderr)
        return NOT_CALCULATED
    return status if isinstance(status, int) else CALCULATED


def _empty(arguments: Sequence[str], words: Messages) -> str:
    """That an argument is empty, and after which option, where it is after one."""
    before = list(arguments)[: list(arguments).index("")][-1:]
    if before and before[0].startswith("-"):
        return words.text("report.empty_value", name=before[0])
    return words.text("report.empty_argument")


if __name__ == "__main__":
    main()

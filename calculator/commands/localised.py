"""Commands that speak the user's language, in their help and in their errors.

No help text stands at a command: the message files have it, ``commands.<command>.about`` and
``commands.<command>.<parameter>``, or ``commands.common.<parameter>`` where several share one.
A command inside a group is called ``<group>_<command>`` there.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextvars import ContextVar
from importlib import import_module
from pathlib import Path
from typing import Any, TextIO

import click

from calculator.messages import LANGUAGES, Language, Messages, messages
from calculator.reporting.wrapping import columns, fold, left

_language: ContextVar[Language] = ContextVar("language", default="zh")


def speak_for(arguments: Sequence[str]) -> Messages:
    """Choose the language of a command line: ``--lang``, else TOWNSHIP_LANG, else Chinese."""
    wanted = os.environ.get("TOWNSHIP_LANG", "")
    for position, word in enumerate(arguments):
        if word == "--lang" and position + 1 < len(arguments):
            wanted = arguments[position + 1]
        elif word.startswith("--lang="):
            wanted = word.removeprefix("--lang=")
    _language.set(next((language for language in LANGUAGES if language == wanted), "zh"))
    return speaker()


def speaker() -> Messages:
    """The messages in the language of the command line."""
    return messages(_language.get())


language_option = click.option("--lang", "language", type=click.Choice(LANGUAGES))
"""The option --lang; without it, the language of the command line."""


class LocalisedFormatter(click.HelpFormatter):
    """Help text that wraps by the width it takes on a terminal, Chinese characters included."""

    def write_text(self, text: str) -> None:
        """Write paragraphs."""
        indent = " " * self.current_indent
        for paragraph in text.split("\n"):
            for line in fold(paragraph, max(self.width - self.current_indent, 20)):
                self.write(f"{indent}{line}\n")

    def write_dl(
        self, rows: Iterable[tuple[str, str]], col_max: int = 34, col_spacing: int = 2
    ) -> None:
        """Write terms with what they mean beside them."""
        rows = list(rows)
        fitting = [columns(term) for term, _ in rows if columns(term) <= col_max]
        first = max(fitting, default=col_max) + col_spacing
        indent = " " * self.current_indent
        room = max(self.width - first - self.current_indent, 20)
        for term, meaning in rows:
            lines = fold(meaning, room)
            if columns(term) + col_spacing > first:
                self.write(f"{indent}{term}\n")
            else:
                self.write(f"{indent}{left(term, first)}{lines.pop(0)}\n")
            for line in lines:
                self.write(f"{indent}{' ' * first}{line}\n")


class LocalisedContext(click.Context):
    """A context that formats help with ``LocalisedFormatter``."""

    formatter_class = LocalisedFormatter


class LocalisedCommand(click.Command):
    """A command whose help is in the message files."""

    context_class = LocalisedContext
    allow_extra_args = True
    """They are refused here, in the user's language."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read the command line; what the command does not take is refused."""
        try:
            rest = super().parse_args(ctx, args)
        except click.BadOptionUsage as error:
            error.ctx = error.ctx or ctx
            raise
        if rest and not isinstance(self, click.Group):
            ctx.fail(speaker().text("commands.extra_arguments", given=" ".join(rest)))
        return rest

    def format_help(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write how to call the command, what it does, and what its options do."""
        words = speaker()
        pieces = " ".join(self.collect_usage_pieces(ctx))
        formatter.write(f"{words.text('commands.usage')}{ctx.command_path} {pieces}\n\n")
        formatter.write_text(words.template(f"commands.{self.name}.about"))
        self.format_options(ctx, formatter)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the arguments and options with what each does."""
        with formatter.section(speaker().text("commands.options")):
            formatter.write_dl(list(self._described(ctx)))

    def _described(self, ctx: click.Context) -> Iterator[tuple[str, str]]:
        words = speaker()
        for param in self.get_params(ctx):
            known = words.has(f"commands.{self.name}.{param.name}")
            meaning = words.template(f"commands.{self.name if known else 'common'}.{param.name}")
            if isinstance(param, click.Argument):
                yield param.make_metavar(ctx), meaning
            elif isinstance(param, click.Option):
                metavar = "" if param.is_flag else f" {param.make_metavar(ctx)}"
                yield ", ".join(param.opts) + metavar, meaning


class LocalisedGroup(LocalisedCommand, click.Group):
    """A group of commands, each in a module that is imported when it is called."""

    def __init__(self, *args: Any, modules: dict[str, str], **kwargs: Any) -> None:
        """Keep where the commands are: name -> module, whose ``command`` it is."""
        super().__init__(*args, **kwargs)
        self.modules = modules

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        """The commands, in the order of use."""
        return list(self.modules)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """Import a command."""
        if cmd_name not in self.modules:
            return None
        command: click.Command = import_module(self.modules[cmd_name]).command
        return command

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the options, then the commands with one line each."""
        super().format_options(ctx, formatter)
        words = speaker()
        above = "" if ctx.parent is None else f"{self.name}_"
        rows = [(name, words.template(f"commands.{above}{name}.short")) for name in self.modules]
        with formatter.section(words.text("commands.commands")):
            formatter.write_dl(rows)


_RANGES = (click.IntRange, click.FloatRange)


def usage_problem(error: click.UsageError) -> str:
    """A mistake in the command line, in the user's language."""
    words = speaker()
    match error:
        case click.NoSuchOption():
            said = words.text("commands.no_such_option", name=error.option_name)
            return said + _close(error.possibilities)
        case click.exceptions.NoSuchCommand():
            said = words.text("commands.no_such_command", name=error.command_name)
            if Path(error.command_name).suffix:  # a file, without what is to be done with it
                return said + words.text("commands.report_of_file", file=error.command_name)
            return said + _close(error.possibilities)
        case click.MissingParameter():
            return words.text("commands.missing", name=_name(error))
        case click.BadOptionUsage():
            takes_none = _is_flag(error.option_name, error.ctx)
            key = "option_takes_none" if takes_none else "option_needs_value"
            return words.text(f"commands.{key}", name=error.option_name)
        case click.BadParameter() if error.param and isinstance(error.param.type, click.Choice):
            choices = list(error.param.type.choices)
            return words.text("commands.not_a_choice", name=_name(error), choices=choices)
        case click.BadParameter() if error.param and isinstance(error.param.type, _RANGES):
            return _out_of_range(_name(error), error.param.type)
        case click.BadParameter():
            return words.text("commands.bad_value", name=_name(error), problem=error.message)
    return words.text("commands.wrong_usage", problem=error.message)


def _is_flag(name: str, context: click.Context | None) -> bool:
    """Whether an option of a command is one without a value."""
    options = context.command.params if context is not None else []
    return any(
        isinstance(one, click.Option) and one.is_flag and name in one.opts for one in options
    )


def _out_of_range(name: str, kind: click.IntRange | click.FloatRange) -> str:
    """What a number should be: of the ranges here all have a least, not all have a most."""
    words = speaker()
    is_whole = isinstance(kind, click.IntRange)
    number = words.text("commands.whole_number" if is_whole else "commands.number")
    said = {"name": name, "number": number, "least": str(kind.min), "most": str(kind.max)}
    return words.text("commands.at_least" if kind.max is None else "commands.between", **said)


def _close(possibilities: list[str] | None) -> str:
    if not possibilities:
        return ""
    return speaker().text("commands.did_you_mean", close=possibilities)


def _name(error: click.BadParameter) -> str:
    param = error.param
    if isinstance(param, click.Argument) and error.ctx is not None:
        return param.make_metavar(error.ctx)
    return ", ".join(param.opts) if param is not None else ""


def write_line(text: str, *, to: TextIO | None = None) -> None:
    """Write a line to the terminal, at once."""
    stream = to or sys.stdout
    stream.write(text + "\n")
    stream.flush()

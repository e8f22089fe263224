"""A bar on the terminal while many files are read, or a search takes its time."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import click

from calculator.commands.localised import speaker

if TYPE_CHECKING:
    from calculator.reading import ReadingOptions

_FEWEST_FILES = 4
_STEPS = 1000


@contextmanager
def showing_progress(options: ReadingOptions) -> Iterator[ReadingOptions]:
    """Let reading show how far it is, if it is long and somebody sees it."""
    if not sys.stderr.isatty():
        yield options
        return
    bar = _Bar()
    try:
        yield replace(options, progress=bar.tell)
    finally:
        bar.end()


@contextmanager
def showing_share(label: str) -> Iterator[Callable[[float, str], None] | None]:
    """A function that shows how much is done, from 0 to 1, and at what; None if nobody sees it."""
    if not sys.stderr.isatty():
        yield None
        return
    bar = click.progressbar(
        length=_STEPS, label=label, item_show_func=lambda shown: shown, file=sys.stderr
    )

    def tell(done: float, name: str) -> None:
        bar.update(max(int(done * _STEPS) - bar.pos, 0), name)

    with bar:
        yield tell


class _Bar:
    """The bar; it appears with the first of several files and goes with the last."""

    def __init__(self) -> None:
        self._shown: Any = None

    def tell(self, done: int, count: int, name: str) -> None:
        """Show that so many of the files are read, and which one is next."""
        if count < _FEWEST_FILES:
            return
        if self._shown is None:
            self._shown = click.progressbar(
                length=count,
                label=speaker().text("commands.reading_files"),
                item_show_func=lambda shown: shown,
                file=sys.stderr,
            )
        self._shown.update(done - self._shown.pos, name or None)
        if done == count:
            self.end()

    def end(self) -> None:
        """Leave the line that the bar stands in."""
        if self._shown is not None:
            self._shown.render_finish()
            self._shown = None
            sys.stderr.write("\n")

"""The streams of the process: always there, and never stopped by what they can't show."""

from __future__ import annotations

import atexit
import io
import os
import sys
from contextlib import suppress
from typing import NoReturn

from calculator.commands.localised import speaker, write_line
from calculator.messages import messages

_CHINESE = "中"


def prepare_console() -> None:
    """Let every stream take any text: what it can't show becomes a question mark.

    A stream that the process was started without leads nowhere.
    """
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: SIM115
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")


def tell_if_unreadable() -> None:
    """Say, in letters that every console has, that this one can't show Chinese."""
    encoding = sys.stdout.encoding or "ascii"
    if speaker().language != "zh" or _can_show(encoding, _CHINESE):
        return
    said = messages("en").text("commands.console_without_chinese", encoding=encoding)
    write_line(said, to=sys.stderr)


def _can_show(encoding: str, text: str) -> bool:
    try:
        text.encode(encoding)
    except (UnicodeEncodeError, LookupError):
        return False
    return True


def end_process(status: int) -> NoReturn:
    """End the process at once, after all that is registered for its end and all that was said.

    Python would take every object apart before, which takes an eighth of the time of a county.
    """
    atexit._run_exitfuncs()
    _end_console()
    os._exit(status)


def _end_console() -> None:
    """Write out what is held back; where nobody takes it any more, drop it without a word."""
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except (OSError, ValueError):
            # Python itself would try again while it ends, and complain.
            with suppress(OSError, ValueError):
                nowhere = os.open(os.devnull, os.O_WRONLY)
                os.dup2(nowhere, stream.fileno())
                os.close(nowhere)

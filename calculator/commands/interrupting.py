"""Ctrl-C during a search: the first ends the search, the second the command."""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType


@contextmanager
def interruptible() -> Iterator[Callable[[], bool]]:
    """Give a question that is answered yes from the first Ctrl-C on.

    The question itself raises ``KeyboardInterrupt`` after the second Ctrl-C, in case the library
    that was at work then has dropped the exception.
    """
    asked = threading.Event()
    ended = threading.Event()
    if threading.current_thread() is not threading.main_thread():
        yield asked.is_set
        return
    before = signal.getsignal(signal.SIGINT)

    def ask(_number: int, _frame: FrameType | None) -> None:
        if asked.is_set():
            ended.set()
            raise KeyboardInterrupt
        asked.set()

    def is_asked() -> bool:
        if ended.is_set():
            raise KeyboardInterrupt
        return asked.is_set()

    signal.signal(signal.SIGINT, ask)
    try:
        yield is_asked
        is_asked()
    finally:
        signal.signal(signal.SIGINT, before)

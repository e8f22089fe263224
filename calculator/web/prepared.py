"""What a page shows, prepared by a task: there already, or made now while the browser waits."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from calculator.web.calculations import Work, failure_of
from calculator.web.failures import Failure
from calculator.web.services import services
from calculator.web.store import Result, remove


class Underway(Exception):
    """The work takes longer than a page waits; the browser gets the progress page."""

    def __init__(self, result: Result, work: Work) -> None:
        """Keep what is waited for."""
        self.result = result
        self.work = work
        super().__init__(work.task)


class NotMade(Exception):
    """The work gave nothing; ``failure`` says why."""

    def __init__(self, failure: Failure) -> None:
        """Keep why."""
        self.failure = failure
        super().__init__(failure.kind)


def prepared(result: Result, work: Work) -> Path:
    """The file that a piece of work gives; it is done now if it has not been.

    Raises:
        Underway: It takes longer than a page waits.
        NotMade: It gave nothing.
        Busy: As much work waits as may.
    """
    folder = result.folder
    if work.made(folder).is_file():
        return work.made(folder)
    known = failure_of(folder, work)
    if known is not None:
        raise NotMade(known)
    job = services().calculations.start(folder, work)
    if not job.done.wait(services().settings.patience):
        raise Underway(result, work)
    if job.failure is not None:
        raise NotMade(job.failure)
    return work.made(folder)


def prepared_data(result: Result, work: Work) -> Any:
    """The JSON that a piece of work gives; raises as ``prepared``."""
    return json.loads(prepared(result, work).read_text(encoding="utf-8"))


def passing(place: Path, folder: Path, work: Work) -> bytes:
    """The content of a file that is made once and not kept; ``place`` goes with all in it.

    Raises:
        NotMade: It could not be made.
        Busy: As much work waits as may.
    """
    try:
        job = services().calculations.start(folder, work)
        job.done.wait()
        if job.failure is not None:
            raise NotMade(job.failure)
        return work.made(folder).read_bytes()
    finally:
        remove(place)

"""Work done in worker processes: so many at once, so many waiting, and none for too long."""

from __future__ import annotations

import multiprocessing
import threading
import time
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import BrokenExecutor, CancelledError, Future, TimeoutError
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

from calculator.messages import Language
from calculator.web import working
from calculator.web.failures import Failure, failure, read_failure
from calculator.web.log import LOG
from calculator.web.settings import Settings
from rules.wording import Sentence

RETRY_SECONDS = 10


class Busy(Exception):
    """As much work waits as may."""


@dataclass(frozen=True)
class Work:
    """A piece of work on a result, and the file that it gives.

    Attributes:
        task: A module of ``calculator.web.tasks``.
        output: The name of the file in the result's folder; it tells this piece of work from
            others, so it must name the language and the parameters.
        language: The language of what it writes.
        parameters: Further arguments of the task: plain values.
    """

    task: str
    output: str
    language: Language
    parameters: Mapping[str, Any] = field(default_factory=dict)

    def made(self, folder: Path) -> Path:
        """Where the file lies in the folder of a version of a result."""
        return folder / self.output

    def failed(self, folder: Path) -> Path:
        """Where it is kept why it gave nothing."""
        return folder / f"{self.output}.failed"


class Pool(Protocol):
    """What runs functions elsewhere; in tests, at once."""

    def schedule(
        self,
        function: Callable[..., Any],
        args: Iterable[Any] = (),
        kwargs: Mapping[str, Any] = {},
        timeout: float | None = None,
    ) -> Future[Any]:
        """Run a function, and end it after so many seconds."""
        ...

    def stop(self) -> Any:
        """End what runs."""
        ...

    def join(self) -> Any:
        """Wait until it is over."""
        ...


@dataclass(eq=False)
class Job:
    """A piece of work under way.

    Attributes:
        work: What is to be done.
        folder: The folder of the version of the result.
        started: When it was asked for, in seconds.
        done: Set when it is over.
        failure: Why it gave nothing, once it is over.
        future: How the pool knows it.
    """

    work: Work
    folder: Path
    started: float
    done: threading.Event = field(default_factory=threading.Event)
    failure: Failure | None = None
    future: Future[Any] | None = None

    @property
    def is_running(self) -> bool:
        """Whether its turn has come."""
        return self.future is not None and self.future.running()


class Calculations:
    """Runs pieces of work, each once however many ask for it."""

    def __init__(self, settings: Settings, pool: Pool | None = None) -> None:
        """Start the worker processes, which take a second or two to be ready."""
        self._settings = settings
        self._lock = threading.Lock()
        self._jobs: dict[tuple[Path, str], Job] = {}
        self._pool = pool or _process_pool(settings)

    @property
    def capacity(self) -> int:
        """How much work may run and wait together."""
        return self._settings.workers + self._settings.most_waiting

    def counts(self) -> tuple[int, int]:
        """How much work runs, and how much waits."""
        with self._lock:
            jobs = list(self._jobs.values())
        running = sum(job.is_running for job in jobs)
        return running, len(jobs) - running

    def require_room(self) -> None:
        """Insist that a further piece of work may wait.

        Raises:
            Busy: It may not.
        """
        if len(self._jobs) >= self.capacity:
            raise Busy

    def start(self, folder: Path, work: Work) -> Job:
        """Have a piece of work done, or join it where it is under way.

        Raises:
            Busy: As much work waits as may.
        """
        key = (folder, work.output)
        with self._lock:
            if key in self._jobs:
                return self._jobs[key]
            if len(self._jobs) >= self.capacity:
                raise Busy
            job = self._jobs[key] = Job(work, folder, time.monotonic())
        arguments = (work.task, folder, work.language, work.made(folder), dict(work.parameters))
        try:
            job.future = self._schedule(arguments)
        except BaseException:
            self._forget(job)
            raise
        job.future.add_done_callback(lambda future: self._over(job, future))
        return job

    def job(self, folder: Path, work: Work) -> Job | None:
        """A piece of work, if it is under way."""
        return self._jobs.get((folder, work.output))

    def ahead_of(self, job: Job) -> int:
        """How many pieces of work wait before one."""
        with self._lock:
            jobs = list(self._jobs.values())
        return sum(not other.is_running and other.started < job.started for other in jobs)

    def end(self, folder: Path) -> None:
        """End all work on a version of a result."""
        with self._lock:
            jobs = [job for job in self._jobs.values() if job.folder == folder]
        for job in jobs:
            if job.future is not None:
                job.future.cancel()

    def close(self) -> None:
        """End all work and the worker processes."""
        self._pool.stop()
        self._pool.join()

    def _schedule(self, arguments: tuple[Any, ...]) -> Future[Any]:
        timeout = self._settings.most_seconds
        pool = self._pool
        try:
            return pool.schedule(working.work, args=arguments, timeout=timeout)
        except RuntimeError:
            # Somebody ended a process that had nothing to do, and the pool gave up.
            LOG.error("worker processes started again")
            with self._lock:
                if self._pool is pool:
                    self._pool = _process_pool(self._settings)
            pool.join()
            return self._pool.schedule(working.work, args=arguments, timeout=timeout)

    def _forget(self, job: Job) -> None:
        with self._lock:
            self._jobs.pop((job.folder, job.work.output), None)
        job.done.set()

    def _over(self, job: Job, future: Future[Any]) -> None:
        try:
            job.failure = self._failure(future)
            if job.failure is not None and job.failure.is_lasting and job.folder.is_dir():
                job.work.failed(job.folder).write_text(job.failure.as_json(), encoding="utf-8")
        except OSError as error:
            LOG.error("failure not kept: %s", type(error).__name__)
        finally:
            self._forget(job)

    def _failure(self, future: Future[Any]) -> Failure | None:
        try:
            given: tuple[Failure, str] | None = future.result()
        except (CancelledError, BrokenExecutor):
            return failure("system", [Sentence("web.server.ended")])
        except TimeoutError:
            LOG.warning("calculation ended after %g s", self._settings.most_seconds)
            said = {"seconds": self._settings.most_seconds}
            return failure("time", [Sentence("web.server.too_long", said)])
        except Exception as error:
            # The process died: the system ends one that takes too much memory.
            LOG.error("worker process died: %s", type(error).__name__)
            return failure("memory", [Sentence("web.server.died")])
        if given is None:
            return None
        told, trace = given
        if trace:
            LOG.error("calculation failed: %s", trace)
        return told


def failure_of(folder: Path, work: Work) -> Failure | None:
    """Why a piece of work gave nothing, where that is known already."""
    try:
        return read_failure(work.failed(folder).read_text(encoding="utf-8"))
    except (FileNotFoundError, ValueError):  # not there, or just being written
        return None


def _process_pool(settings: Settings) -> Pool:
    from pebble import ProcessPool

    pool = ProcessPool(
        max_workers=settings.workers,
        max_tasks=settings.works_per_worker,
        initializer=working.begin,
        # The one way to start a process that every system has; a fork would copy held locks.
        context=multiprocessing.get_context("spawn"),
    )
    assert pool.active  # which starts the processes
    return pool

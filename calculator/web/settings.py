"""How the page is run: where it keeps things, and how much it takes on."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Settings:
    """How the page is run.

    Attributes:
        data: The folder that holds everything: results, their list, the secret of the cookies.
        host: The address that it listens on.
        allowed_hosts: Further names under which browsers may call it.
        days_kept: A result goes so many days after it was made.
        workers: So many calculations run at once.
        most_waiting: So many more wait for their turn; beyond that the answer is "busy".
        most_seconds: A calculation that runs longer is ended.
        most_bytes: The size of a request, all of its files together.
        most_files: The number of files in a request.
        works_per_worker: A worker process is replaced after so many pieces of work, which
            keeps its memory flat.
        patience: Seconds that a page waits for a calculation before it shows the progress.
        https: Browsers reach it by https alone, so that they send its cookie by nothing else.
    """

    data: Path
    host: str = "127.0.0.1"
    allowed_hosts: tuple[str, ...] = ()
    days_kept: float = 7
    workers: int = max(1, min(4, os.cpu_count() or 1))
    most_waiting: int = 40
    most_seconds: float = 120
    most_bytes: int = 100 << 20
    most_files: int = 200
    works_per_worker: int = 500
    patience: float = 1.0
    https: bool = False

    @property
    def threads(self) -> int:
        """Requests answered at once: as many as may wait for calculations, and some more."""
        return self.workers + self.most_waiting + 8

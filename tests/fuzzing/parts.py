"""The parts that are fuzzed, by name."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from tests.fuzzing import boundaries, neighbours, packs, page, readers
from tests.fuzzing.breaking import Trial

PARTS: dict[str, Callable[[Path], Trial]] = {
    "readers": readers.ready,
    "packs": packs.ready,
    "neighbours": neighbours.ready,
    "boundaries": boundaries.ready,
    "page": page.ready,
}

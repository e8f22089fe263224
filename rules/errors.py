"""Mistakes in a pack, all of them at once, each with its place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rules.wording import Sentence


@dataclass(frozen=True)
class PackProblem:
    """One mistake: what was expected and found (``sentence``), and where it stands.

    ``line`` counts from 1; ``key`` is the path of keys, such as ``figures.minimum_population``.
    """

    sentence: Sentence
    file: str
    line: int | None = None
    key: str = ""


class PackError(Exception):
    """A pack, or a change to one, that can't be used."""

    def __init__(self, problems: Sequence[PackProblem]) -> None:
        """Keep every problem; the message names their places for whoever prints it raw."""
        self.problems = list(problems)
        places = (f"{p.file}:{p.line or ''} {p.key} {p.sentence.key}" for p in self.problems)
        super().__init__("; ".join(places))

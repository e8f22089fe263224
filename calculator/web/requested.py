"""What somebody asked to be calculated, as it is kept beside their files."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Literal

from calculator.messages import Language

REQUEST_FILE = "request.json"


@dataclass(frozen=True)
class GivenFile:
    """A file that was uploaded.

    Attributes:
        path: Where it lies, from the folder of the result: ``inputs/1.xlsx``.
        name: What its owner calls it; shown, never opened.
    """

    path: str
    name: str


@dataclass(frozen=True)
class GivenRules:
    """The rules that were chosen.

    Attributes:
        kind: Whether it is a shipped pack, or a file of the user's.
        name: The id of the shipped pack, or what its owner calls the file.
        path: Where the file lies, as in ``GivenFile``; None for a shipped pack.
    """

    kind: Literal["shipped", "file"]
    name: str
    path: str | None = None


@dataclass(frozen=True)
class Requested:
    """What somebody asked to be calculated.

    Attributes:
        files: Statistics and proposals, each under a name of its own.
        rules: The rules to apply.
        neighbours: Pairs of townships that border on one another, for merger plans.
        boundaries: Borders of townships, for merger plans and maps.
        settings: Figures entered by hand: name or label -> text.
        columns: Heading -> what column it is.
        population: The one population to judge on.
        statistics_date: The day that the statistics hold for, as it was typed.
        coverage: How far the statistics are complete.
        lang: The language in which it was asked.
    """

    files: tuple[GivenFile, ...]
    rules: GivenRules
    neighbours: GivenFile | None = None
    boundaries: GivenFile | None = None
    settings: Mapping[str, str] = field(default_factory=dict)
    columns: Mapping[str, str] = field(default_factory=dict)
    population: str | None = None
    statistics_date: str | None = None
    coverage: str | None = None
    lang: Language = "zh"

    def borders_in(self, place: Path) -> tuple[Path | None, Path | None]:
        """Where the table of neighbours and the boundaries lie in the folder of a result."""
        neighbours, boundaries = (
            place / given.path if given is not None else None
            for given in (self.neighbours, self.boundaries)
        )
        return neighbours, boundaries

    def as_json(self) -> str:
        """The text of ``request.json``."""
        return json.dumps(asdict(self), ensure_ascii=False, indent=1)


def read_requested(folder: Path) -> Requested:
    """What was asked for, from the folder that ``request.json`` is in."""
    data: dict[str, Any] = json.loads((folder / REQUEST_FILE).read_text(encoding="utf-8"))
    return Requested(
        **{
            **data,
            "files": tuple(GivenFile(**file) for file in data["files"]),
            "rules": GivenRules(**data["rules"]),
            "neighbours": _file(data["neighbours"]),
            "boundaries": _file(data["boundaries"]),
        }
    )


def _file(data: Mapping[str, str] | None) -> GivenFile | None:
    return GivenFile(**data) if data else None

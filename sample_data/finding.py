"""What is planted: one finding that a report on the sample county must make."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Planted:
    """One finding that a report on the sample county must make."""

    code: str
    severity: str
    note: str
    township: str | None = None
    county: str | None = None
    body: str | None = None
    place: tuple[str, str] | None = None
    value: int | str | None = None
    limit: int | str | None = None

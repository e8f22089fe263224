"""How sure a figure is, and how heavily a breach of it weighs."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum


class Severity(StrEnum):
    """How heavily a finding weighs."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


class Status(StrEnum):
    """Where a figure or a reading comes from, from the surest to the least sure."""

    CONFIRMED = "confirmed"
    REPORTED = "reported"
    ENTERED = "entered"
    INFERRED = "inferred"
    PRECEDENT = "precedent"
    PLACEHOLDER = "placeholder"

    @property
    def is_settled(self) -> bool:
        """Whether a result may rest on the figure without saying so."""
        return self in (Status.CONFIRMED, Status.REPORTED, Status.ENTERED)

    @property
    def breach_severity(self) -> Severity:
        """The severity of a breach of a figure with this status."""
        if self.is_settled:
            return Severity.ERROR
        return Severity.NOTE if self is Status.PLACEHOLDER else Severity.WARNING


_ORDER = list(Status)


def weakest(statuses: Iterable[Status]) -> Status:
    """The least sure of several statuses; of none at all, confirmed."""
    return max(statuses, key=_ORDER.index, default=Status.CONFIRMED)

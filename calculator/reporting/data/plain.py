"""Values and findings as plain data, for JSON."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from calculator.reporting.finding_lines import FindingLine


def finding_data(line: FindingLine) -> dict[str, Any]:
    """A finding as plain data."""
    data = {**asdict(line), "value": plain(line.value), "limit": plain(line.limit)}
    for told_by_message in ("statement", "cells", "place", "position", "body"):
        del data[told_by_message]
    return data


def plain(value: Any) -> Any:
    """A number without needless decimals, None where missing; anything else as it is."""
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return value
    if value != value:
        return None
    return int(value) if float(value).is_integer() else float(value)

"""Two reports held against each other, as plain data; ``docs/json.md`` says what it holds."""

from __future__ import annotations

from typing import Any

import numpy as np

from calculator.calculation import Report
from calculator.change_reasons import ChangeReason
from calculator.comparison import TownshipChange
from calculator.messages import Language, Messages
from calculator.report_comparison import ReportComparison
from calculator.reporting.data.comparison import comparison_data
from calculator.reporting.data.plain import plain
from rules.statistics import Statistics


def report_comparison_data(found: ReportComparison, language: Language) -> dict[str, Any]:
    """Both sides, what changed and why, and townships that are not the same on both."""
    speaker = found.after.messages(language)
    pack = found.after.pack
    data = comparison_data(found.comparison)
    changes = found.changes
    for township, (change, reasons) in zip(data["townships"], changes, strict=True):
        township["figures"] = _figures(found, change)
        township["why"] = [_reason(reason, speaker) for reason in reasons]
    pairs = found.comparison.pairs
    places = np.flatnonzero(found.renamed | found.other_county | found.other_code).tolist()
    return {
        "rules": {"id": pack.id, "title": speaker.say(pack.title), "digest": pack.digest},
        "sides": {"before": _side(found.before), "after": _side(found.after)},
        "notes": list(found.date_notes(speaker)),
        "paired": len(pairs.before),
        **data,
        "renamed": [
            {
                "before": _identity(found.statistics[0], int(pairs.before[place])),
                "after": _identity(found.statistics[1], int(pairs.after[place])),
            }
            for place in places
        ],
    }


def _side(report: Report) -> dict[str, Any]:
    day = report.evaluation.statistics.date
    return {
        "files": [file.name for file in report.reading.files],
        "statistics_date": day.isoformat() if day is not None else None,
        "townships": report.evaluation.statistics.size,
    }


def _identity(statistics: Statistics, township: int) -> dict[str, Any]:
    return {key: statistics.text(key)[township] for key in ("code", "prefecture", "county", "name")}


def _reason(reason: ChangeReason, speaker: Messages) -> dict[str, Any]:
    return {
        "what": reason.name,
        "reason": speaker.say(reason.sentence),
        "status": reason.status and str(reason.status),
    }


def _figures(found: ReportComparison, change: TownshipChange) -> dict[str, Any]:
    """Every measured column of both sides that is another figure: its two values."""
    before, after = found.statistics
    named = [name for name in after.numbers if name in before.numbers]
    values = {
        name: (
            plain(float(before.numbers[name][change.before])),
            plain(float(after.numbers[name][change.after])),
        )
        for name in named
    }
    return {
        name: {"before": one, "after": other}
        for name, (one, other) in values.items()
        if one != other
    }

"""A division of posts as plain data; ``docs/commands.md`` says what it holds."""

from __future__ import annotations

from typing import Any

from calculator.allocating import Allocated, allocation_notes
from calculator.messages import Language, Messages
from calculator.reporting.data.plain import plain
from calculator.reporting.json_output import figure_data
from rules.allocation import Allocation, QuotaAllocation, allocation_figures

_PLACES = 6
_TEXTS = ("code", "prefecture", "county", "name")


def allocation_data(found: Allocated, language: Language) -> dict[str, Any]:
    """Every total with its townships, what each gets, and why some can't be divided."""
    speaker = found.report.messages(language)
    pack = found.report.pack
    return {
        "rules": {"id": pack.id, "title": speaker.say(pack.title), "digest": pack.digest},
        "kinds": {
            kind.name: {
                "label": speaker.say(kind.quota.label),
                "figures": [
                    figure_data(figure, speaker) for figure in allocation_figures(pack, kind.quota)
                ],
                "counties": [_county(found, kind, county, speaker) for county in kind.counties],
                "without_total": [_place(found, county) for county in kind.undivided],
            }
            for kind in found.kinds
        },
        "read_errors": found.read_errors,
        "problems": [speaker.say(problem) for problem in found.notes],
    }


def _place(found: Allocated, county: int) -> dict[str, str | None]:
    prefecture, name = found.report.evaluation.statistics.counties[county]
    return {"prefecture": prefecture or None, "county": name or None}


def _county(
    found: Allocated, kind: QuotaAllocation, county: Allocation, speaker: Messages
) -> dict[str, Any]:
    given = (kind.name, county.county) in found.asked
    count = len(county.problems)
    notes = allocation_notes(found, kind, county)
    return {
        **_place(found, county.county),
        "total": county.total,
        "total_from": "command" if given else "files",
        "divided": county.is_divided,
        "problems": [speaker.say(problem) for problem in county.problems],
        "notes": [speaker.say(note) for note in notes[count:]],
        "townships": [_township(found, county, place) for place in range(len(county.townships))],
    }


def _township(found: Allocated, county: Allocation, place: int) -> dict[str, Any]:
    evaluation = found.report.evaluation
    township = int(county.townships[place])
    columns = {
        "standard": county.standards,
        "weight": county.weights,
        "share": county.shares,
        "ideal": county.ideals,
        "allocated": county.allocated,
    }
    numbers = {name: plain(round(float(v[place]), _PLACES)) for name, v in columns.items()}
    return {
        **{name: evaluation.statistics.text(name)[township] for name in _TEXTS},
        "class": evaluation.classification.classes[township],
        **numbers,
        "kept": bool(county.kept[place]),
    }

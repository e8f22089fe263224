"""Findings by what to do about them, the heaviest first, many alike folded into one."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import replace
from fnmatch import fnmatchcase
from functools import cache
from importlib import resources
from typing import Any

from calculator.messages import Messages
from calculator.reporting.finding_lines import FindingLine
from calculator.reporting.repeated_findings import repeated_once
from calculator.web.views.option_words import by_fields
from rules.status import Severity, Status
from rules.wording import Term

SHOWN = 3
"""Of many alike so many are shown; the others are folded."""
MOST = 200
"""Of many alike so many are on the page; the report has all."""

_TABLE, _FIGURES, _INFORMATION = "table", "figures", "information"


@cache
def finding_groups() -> Mapping[str, Sequence[str]]:
    """Group -> the codes of the rules' findings that belong to it."""
    source = resources.files("calculator.web.views").joinpath("finding_groups.toml")
    groups = tomllib.loads(source.read_text(encoding="utf-8"))
    return {name: group["codes"] for name, group in groups.items()}


@cache
def group_of_code(code: str) -> str:
    """What is to be done about findings of a code; those of the reader are in no list."""
    groups = finding_groups().items()
    return next((n for n, codes in groups if any(fnmatchcase(code, c) for c in codes)), _TABLE)


def group_of(line: FindingLine) -> str:
    """What is to be done about a finding."""
    group = group_of_code(line.code)
    if line.severity != Severity.NOTE or group == _FIGURES:
        return group
    return _FIGURES if line.status == Status.PLACEHOLDER else _INFORMATION


def findings_view(lines: Sequence[FindingLine], speaker: Messages) -> list[dict[str, Any]]:
    """The groups that have findings, each with its blocks.

    Args:
        lines: The findings, the heaviest first.
        speaker: The language, with the names of the pack.
    """
    by_group: dict[str, list[FindingLine]] = {name: [] for name in finding_groups()}
    for line in lines:
        by_group[group_of(line)].append(line)
    return [
        {
            "name": name,
            "title": speaker.text(f"web.findings.{name}"),
            "advice": speaker.text(f"web.findings.{name}_advice"),
            "count": len(found),
            "blocks": blocks(found, speaker),
        }
        for name, found in by_group.items()
        if found
    ]


def blocks(lines: Sequence[FindingLine], speaker: Messages) -> list[dict[str, Any]]:
    """Findings of one code and severity together: those shown, folded, and left out."""
    alike: dict[tuple[str, str], list[FindingLine]] = {}
    for line in lines:
        alike.setdefault((line.severity, line.code), []).append(line)
    made = []
    for found in alike.values():
        entries = entries_of(found, speaker)
        shown = entries[: SHOWN if len(entries) > SHOWN + 1 else len(entries)]
        made.append(
            {
                "shown": shown,
                "folded": entries[len(shown) : MOST],
                "left_out": max(0, len(entries) - MOST),
            }
        )
    return made


def entries_of(lines: Sequence[FindingLine], speaker: Messages) -> list[dict[str, Any]]:
    """Findings as a list shows them: the sentence, and beside it where and by which rule."""
    plain = [replace(line, message=_without_cell(line, speaker)) for line in lines]
    return [_entry(line, speaker) for line in repeated_once(plain, speaker)]


def _entry(line: FindingLine, speaker: Messages) -> dict[str, Any]:
    return {
        "severity": line.severity,
        "severity_said": speaker.template(f"terms.severity.{line.severity}"),
        "message": by_fields(line.message, speaker),
        "position": line.position,
        "township": line.township,
        "cell": line.cell,
        "source": line.source,
        "status": line.status,
        "status_said": speaker.say(Term("status", line.status)) if line.status else None,
    }


def _without_cell(line: FindingLine, speaker: Messages) -> str:
    """The sentence with the unit it concerns, without the cell, which stands beside it."""
    unit = {"county": line.county or "", "township": line.township or ""}
    place = speaker.text("report.unit", **unit).strip()
    if place and line.message.startswith(place):
        return speaker.text("report.at", place=place, message=line.statement)
    return line.statement

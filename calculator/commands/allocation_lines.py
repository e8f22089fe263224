"""A division of posts, as lines for a terminal."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from calculator.allocating import Allocated, allocation_notes
from calculator.commands.screen import indented, split_table
from calculator.messages import Language, Messages
from calculator.reporting.figure_groups import grouped_figures
from calculator.reporting.outcomes import quota_figures
from calculator.reporting.sentences.allocation import basis, county_name, without_total
from rules.allocation import Allocation, allocation_figures
from rules.wording import ClassName


def allocation_lines(found: Allocated, language: Language) -> Iterator[str]:
    """By kind and county: the total, a table, the notes; at the end what it rests on."""
    speaker = found.report.messages(language)
    for kind in found.kinds:
        for county in kind.counties:
            name = county_name(found, county.county, speaker)
            said = {"county": name, "label": kind.quota.label}
            yield from indented(speaker.text("allocation.heading", **said).strip())
            if county.is_divided:
                yield from indented(basis(found, kind, county, speaker), 2)
                yield ""
                rows = _rows(found, county, speaker)
                yield from split_table(rows, range(2, len(rows[0])), 2)
                yield ""
            notes = [speaker.say(note) for note in allocation_notes(found, kind, county)]
            for note in notes:
                yield from indented(note, 2)
            if notes:
                yield ""
        if kind.undivided:
            yield from indented(without_total(found, kind, speaker))
    if found.is_divided:
        yield from indented(speaker.text("allocation.how"))
    for problem in found.notes:
        yield from indented(speaker.say(problem))
    if found.read_errors:
        yield from indented(speaker.text("allocation.read_errors", count=found.read_errors))
    yield from _unsettled(found, speaker)


def _rows(found: Allocated, county: Allocation, speaker: Messages) -> list[list[str]]:
    """A heading, a row for each township, and a row of sums; class and standard where known."""
    evaluation = found.report.evaluation
    names = evaluation.statistics.text("name")[county.townships].tolist()
    classes = evaluation.classification.classes[county.townships].tolist()
    over = county.allocated - county.standards
    columns = [
        ["name", *[name or "" for name in names], speaker.text("allocation.total")],
        ["class", *[speaker.say(ClassName(one)) if one else "" for one in classes], ""],
        ["standard", *_numbers(county.standards, "{:,g}")],
        ["weight", *_numbers(county.weights, "{:,.10g}")],
        ["share", *_numbers(county.shares * 100, "{:.1f}%")],
        ["ideal", *_numbers(county.ideals, "{:,.1f}")],
        ["allocated", *_numbers(county.allocated, "{:,.0f}")],
        ["difference", *_numbers(over, "{:+,g}")],
    ]
    if county.kept.any():
        yes = speaker.text("allocation.is_kept")
        columns.append(["kept", *[yes if one else "" for one in county.kept.tolist()], ""])
    for column in columns:
        column[0] = speaker.text(f"allocation.{column[0]}")
    return [list(row) for row in zip(*columns, strict=True)]


def _numbers(values: np.ndarray, form: str) -> list[str]:
    """Each value written, blank where there is none; then their sum."""
    listed = [*values.tolist(), float(np.nansum(values)) if (values == values).any() else np.nan]
    return [form.format(value).replace("+0", "0") if value == value else "" for value in listed]


def _unsettled(found: Allocated, speaker: Messages) -> Iterator[str]:
    """The figures behind the divisions that are not settled."""
    pack = found.report.pack
    figures = {
        figure.name: figure
        for kind in found.kinds
        for figure in (
            *quota_figures(pack, kind.quota.allowed),
            *allocation_figures(pack, kind.quota),
        )
        if not figure.status.is_settled
    }
    groups = grouped_figures(figures.values(), speaker)
    if groups:
        said = [
            speaker.text("workbook.with_status", heading=group.label, status=group.status)
            for group in groups
        ]
        yield from indented(speaker.text("allocation.unsettled", figures=said))

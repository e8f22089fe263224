"""The first page of a result: how things stand, and what there is to do."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from calculator.days import said_day
from calculator.messages import Messages
from calculator.reporting import summary
from calculator.reporting.figure_groups import grouped_figures
from calculator.reporting.finding_lines import FindingLine
from calculator.web.charts.population import population_chart
from calculator.web.requested import Requested
from calculator.web.views.findings import entries_of, group_of
from rules.groups import Group
from rules.mergers import CANDIDATE, EXEMPT, OPEN
from rules.status import Severity
from rules.wording import ClassName

if TYPE_CHECKING:
    from calculator.calculated import Calculated

MOST_FINDINGS = 8
MOST_COUNTIES = 200
_MOST_FILES = 3


def overview(
    report: Calculated, requested: Requested, lines: Sequence[FindingLine], speaker: Messages
) -> dict[str, Any]:
    """The head of all pages of a result, and its first page."""
    heavy = [line for line in lines if line.severity != Severity.NOTE]
    groups = grouped_figures(report.pack.unconfirmed, speaker)
    return {
        "place": place_name(report, requested, speaker),
        "facts": list(_facts(report, requested, speaker)),
        "to_do": len(heavy),
        "townships": report.evaluation.statistics.size,
        "verdict": _verdict(report, speaker),
        "tiles": list(_tiles(report, heavy, len(groups), speaker)),
        "chart": population_chart(report, speaker),
        "results": list(_results(report, speaker)),
        "groups": _groups(report, speaker),
        "unconfirmed": [
            {
                "label": group.label,
                "value": group.value,
                "status": group.figures[0].status,
                "status_said": group.status,
                "cited": speaker.say(group.figures[0].cited),
            }
            for group in groups
        ],
        "notes": [speaker.say(note) for note in report.pack.notes],
        "findings": entries_of(lines[: 50 * MOST_FINDINGS], speaker)[:MOST_FINDINGS],
        "all_findings": len(lines),
    }


def place_name(report: Calculated, requested: Requested, speaker: Messages) -> str:
    """Where the townships lie: the county, else the prefecture, else how many counties."""
    known = report.evaluation.statistics.counties
    counties = [county for _, county in known if county]
    prefectures = list(dict.fromkeys(prefecture for prefecture, _ in known))
    if not counties:
        return Path(requested.files[0].name).stem
    if len(counties) == 1:
        return counties[0]
    if len(prefectures) == 1 and prefectures[0]:
        return prefectures[0]
    return speaker.text("web.overview.counties", first=counties[0], count=len(counties))


def _facts(
    report: Calculated, requested: Requested, speaker: Messages
) -> Iterator[tuple[str, str]]:
    day = report.evaluation.statistics.date
    unknown = speaker.text("report.summary.date_unknown")
    yield speaker.text("report.summary.date"), said_day(day, speaker) if day else unknown
    yield speaker.text("report.summary.rules"), speaker.say(report.pack.title)
    yield speaker.text("report.summary.units"), summary.units_text(report, speaker)
    names = [file.name for file in requested.files]
    said = speaker.say(names[:_MOST_FILES])
    if len(names) > _MOST_FILES:
        said = speaker.text("web.overview.more_files", names=said, count=len(names))
    yield speaker.text("web.overview.files"), said


def _verdict(report: Calculated, speaker: Messages) -> dict[str, Any]:
    counts = summary.severities(report)
    tally = report.evaluation.tally()
    if counts["error"] or counts["warning"]:
        key = "problems" if counts["error"] else "warnings"
        sort = "warning"
    else:
        key, sort = "good", "good"
    said = [
        speaker.text(
            f"web.overview.verdict_{key}", errors=counts["error"], warnings=counts["warning"]
        )
    ]
    if report.pack.classification is not None:
        values = {"decided": sum(tally.classes.values()), "undecided": tally.undecided}
        which = "undecided" if tally.undecided else "decided"
        said.append(speaker.text(f"web.overview.verdict_{which}", **values))
    if not_judged := tally.mergers[OPEN]:
        said.append(speaker.text("web.overview.verdict_open", count=not_judged))
    return {"sort": sort, "said": said}


def _tiles(
    report: Calculated, heavy: Sequence[FindingLine], unconfirmed: int, speaker: Messages
) -> Iterator[dict[str, Any]]:
    """Figures that stand out, each with the page that tells more of it."""
    tally = report.evaluation.tally()

    def tile(figure: int, label: str, page: str, sort: str = "", **query: str) -> dict[str, Any]:
        return {
            "figure": figure,
            "label": label,
            "page": page,
            "query": query,
            "sort": sort if figure else "",
        }

    def said(key: str) -> str:
        return speaker.text(f"web.overview.{key}")

    if report.pack.classification is not None:
        for name, count in tally.classes.items():
            label = speaker.say(ClassName(name))
            yield tile(count, label, "townships.townships", **{"class": name})
        if tally.undecided:
            query = {"class": "undecided"}
            yield tile(
                tally.undecided, said("undecided"), "townships.townships", "watched", **query
            )
    standard = report.evaluation.establishment
    if standard is not None:
        for verdict in ("met", "not_met", "undecided"):
            count = int((standard.verdict == verdict).sum())
            label = speaker.text(f"comparison.verdict_is.{verdict}")
            yield tile(count, label, "townships.townships", verdict=verdict)
    if report.pack.mergers is not None:
        count = tally.mergers[CANDIDATE]
        yield tile(count, said("candidates"), "townships.townships", "marked", merger=CANDIDATE)
    if report.pack.quotas:
        breaches = sum(group_of(line) == "plan" for line in heavy)
        yield tile(breaches, said("breaches"), "result.findings", "marked")
    yield tile(unconfirmed, said("unconfirmed"), "result.result", "watched")


def _results(report: Calculated, speaker: Messages) -> Iterator[tuple[str, str]]:
    pack = report.pack
    if pack.mergers is not None:
        yield speaker.text("report.summary.candidates"), summary.candidates_text(report, speaker)
    if pack.establishment is not None:
        said = summary.establishment_text(report, speaker)
        yield speaker.text("report.summary.establishment"), said
    if pack.quotas:
        yield speaker.text("report.summary.posts"), summary.posts_text(report, speaker)
    yield from summary.staffing_lines(report, speaker)


def _groups(report: Calculated, speaker: Messages) -> dict[str, Any] | None:
    """What came out by county, or by prefecture where there are very many counties."""
    counties, prefectures = report.evaluation.groups
    group = counties if counties.count <= MOST_COUNTIES else prefectures
    if not 1 < group.count <= MOST_COUNTIES:
        return None
    names = {name: speaker.say(ClassName(name)) for name in report.pack.class_names}
    return {
        "level": group.level,
        "classes": list(names.values()),
        "rows": [
            _group_row(report, group, position, list(names)) for position in range(group.count)
        ],
        "mergers": report.pack.mergers is not None,
    }


def _group_row(
    report: Calculated, group: Group, position: int, classes: Sequence[str]
) -> dict[str, Any]:
    here = group.codes == position
    tally = report.evaluation.tally(here)
    return {
        "prefecture": _prefecture(report, group, position),
        "name": group.names[position],
        "townships": int(here.sum()),
        "classes": [tally.classes[name] for name in classes],
        "undecided": tally.undecided,
        "candidates": tally.mergers[CANDIDATE],
        "exempt": tally.mergers[EXEMPT],
    }


def _prefecture(report: Calculated, group: Group, position: int) -> str:
    """The prefecture of a county, where there are several: counties may be namesakes."""
    counties = report.evaluation.statistics.counties
    if group.level != "county" or len({prefecture for prefecture, _ in counties}) == 1:
        return ""
    return counties[position][0] or ""

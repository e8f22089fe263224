"""Findings as a person reads them: where, what was expected, what was found, what to do."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from calculator.messages import Language, Messages
from rules.findings import Finding
from rules.status import Severity

if TYPE_CHECKING:
    from calculator.reading import Reading

_WEIGHT = {severity: weight for weight, severity in enumerate(Severity)}


@dataclass(frozen=True, slots=True)
class FindingLine:
    """One finding in words.

    Attributes:
        code: A stable name, such as ``offices-over-limit``.
        severity: ``error``, ``warning`` or ``note``.
        township: The township's name, if it concerns one.
        county: The county's name, if it concerns one or one of its townships.
        cell: The address of the cell, such as ``[county.xlsx]Sheet1!C7``.
        value: What was found.
        limit: What it was held against.
        status: How sure that is.
        source: The document and clause of that.
        message: The whole sentence, with the place.
        statement: The sentence without the place, for lists that show it in columns.
        cells: The addresses of all the cells it concerns, ``cell`` first.
        place: The sheet or the file, where it concerns one of them rather than a cell.
        position: The township's place in the statistics, if it concerns one.
        body: The place of the office or institution in the list, if it concerns one.
    """

    code: str
    severity: str
    township: str | None
    county: str | None
    cell: str | None
    value: Any
    limit: Any
    status: str | None
    source: str | None
    message: str
    statement: str
    cells: tuple[str, ...] = ()
    place: str | None = None
    position: int | None = None
    body: int | None = None


class HasFindings(Protocol):
    """What was found in some files, by the reader alone or by the rules as well."""

    @property
    def reading(self) -> Reading:
        """What was read, and from which cells."""

    @property
    def raw_findings(self) -> list[Finding]:
        """The findings before they are put into words."""

    def messages(self, language: Language) -> Messages:
        """Puts them into a language."""


def finding_lines(
    report: HasFindings, language: Language, *, notes: bool = True
) -> list[FindingLine]:
    """Every finding, the heaviest first, else in the order found.

    Args:
        report: What was found.
        language: The language of the sentences.
        notes: Whether notes are among them; most findings are, and sentences take time.
    """
    speaker = report.messages(language)
    found = (f for f in report.raw_findings if notes or f.severity is not Severity.NOTE)
    ordered = sorted(found, key=lambda finding: _WEIGHT[finding.severity])
    sources: dict[int, str] = {}  # few documents and clauses stand behind all findings
    for finding in ordered:
        if finding.source is not None and id(finding.source) not in sources:
            sources[id(finding.source)] = speaker.say(finding.source)
    return [_line(report, f, speaker, sources.get(id(f.source))) for f in ordered]


def _line(
    report: HasFindings, finding: Finding, speaker: Messages, source: str | None
) -> FindingLine:
    statistics = report.reading.statistics
    county = finding.county
    township: str | None = None
    cell = finding.cell
    if finding.township is not None:
        township = statistics.text("name")[finding.township]
        county = int(statistics.county_codes[finding.township])
        if cell is None and finding.column is not None and finding.body is None:
            cell = report.reading.origins.cell(finding.township, finding.column)
    if cell is None and finding.column is not None:
        if finding.body is not None:
            cell = report.reading.origins.body_cell(finding.body, finding.column)
        elif finding.township is None and county is not None:
            cell = report.reading.origins.county_cell(county, finding.column)
    county_name = statistics.counties[county][1] or None if county is not None else None
    place = speaker.text("report.unit", county=county_name or "", township=township or "").strip()
    message = statement = speaker.say(finding.message)
    if finding.cell is not None:  # the reader's own sentences name their cells themselves
        statement = _without_cell(message, finding.cell)
    else:
        if place and cell:
            at = {"unit": place, "cell": cell}
            message = speaker.text("report.at_unit_and_cell", **at, message=message)
        elif place:
            message = speaker.text("report.at", place=place, message=message)
    return FindingLine(
        code=finding.code,
        severity=finding.severity,
        township=township,
        county=county_name,
        cell=cell,
        value=finding.value,
        limit=finding.limit,
        status=finding.status,
        source=source,
        message=message,
        statement=statement,
        cells=_cells(cell, finding),
        place=_place(finding) if cell is None else None,
        position=finding.township,
        body=finding.body,
    )


def _cells(cell: str | None, finding: Finding) -> tuple[str, ...]:
    named = finding.message.values.get("cells", ())
    others = [other for other in named if isinstance(other, str)]
    return tuple(dict.fromkeys([*([cell] if cell is not None else []), *others]))


def _place(finding: Finding) -> str | None:
    said = (finding.message.values.get(name) for name in ("place", "file"))
    return next((place for place in said if isinstance(place, str)), None)


def _without_cell(message: str, cell: str) -> str:
    """A sentence of the reader without the cell that it begins with."""
    rest = message.removeprefix(cell)
    return rest.lstrip("：: ") if rest != message else message

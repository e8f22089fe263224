"""One file of the user's with the findings in it."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Sequence
from xml.etree.ElementTree import ParseError
from xml.parsers.expat import ExpatError

from calculator.errors import CalculatorError
from calculator.messages import Language, messages
from calculator.own_sheets import is_findings_list
from calculator.reading.grids import Grid
from calculator.reporting.annotated.colours import overlay
from calculator.reporting.annotated.elements import Unchangeable
from calculator.reporting.annotated.entries import entries_of, marks_of
from calculator.reporting.annotated.formats import Formats
from calculator.reporting.annotated.list_sheet import list_sheet
from calculator.reporting.annotated.marking import MarkLooks, mark_sheet
from calculator.reporting.annotated.package import WorkbookPackage, has_macros, is_package
from calculator.reporting.annotated.values import plain_workbook, sheet_names
from calculator.reporting.finding_lines import FindingLine
from rules.status import Severity
from rules.wording import Sentence

_NOT_AS_IT_SHOULD_BE = (
    Unchangeable,
    ExpatError,
    ParseError,
    zipfile.BadZipFile,
    zlib.error,
    RuntimeError,
    LookupError,
    ValueError,
)


def copy_suffix(data: bytes) -> str:
    """The suffix that the copy of a file must have: ``.xlsm`` with macros, else ``.xlsx``."""
    return ".xlsm" if is_package(data) and has_macros(data) else ".xlsx"


def annotate(
    name: str,
    data: bytes,
    findings: Sequence[FindingLine],
    language: Language,
    grids: Sequence[Grid],
) -> bytes:
    """A copy of a file as a workbook, with the cells of findings marked and a list in front.

    An .xlsx or .xlsm keeps all that is in it; earlier marks and an earlier list of ours are
    replaced. Other formats come back as .xlsx with their values, cell by cell.

    Args:
        name: The name of the file, as the addresses of findings have it.
        data: The file.
        findings: What to mark and list; findings in cells of other files are left out.
        language: The language of list and comments.
        grids: All sheets of the file as they were read.

    Raises:
        CalculatorError: The workbook is not made as the format demands.
    """
    own = [grid.sheet or "" for grid in grids if is_findings_list(grid)]
    try:
        if is_package(data):
            package = WorkbookPackage(data)
            sheets = {sheet: sheet for sheet in package.sheets() if sheet not in own}
        else:
            kept = [grid for grid in grids if not is_findings_list(grid)]
            sheets = sheet_names(kept)
            package = WorkbookPackage(plain_workbook(kept, sheets))
            own = []
        return _annotated(package, name, findings, language, sheets, own)
    except _NOT_AS_IT_SHOULD_BE as error:
        raise CalculatorError([Sentence("annotated.not_possible", {"file": name})]) from error


def _annotated(
    package: WorkbookPackage,
    name: str,
    findings: Sequence[FindingLine],
    language: Language,
    sheets: dict[str, str],
    own: Sequence[str],
) -> bytes:
    speaker = messages(language)
    formats = Formats(package)
    looks = MarkLooks(
        {severity: formats.index("dxfs", overlay(severity)) for severity in Severity},
        formats.font_name(),
    )
    marks = marks_of(name, findings, sheets, speaker)
    parts = package.sheets()
    for sheet in sheets.values():
        mark_sheet(package, parts[sheet], marks.get(sheet, {}), looks)
    entries = entries_of(name, findings, sheets, speaker)
    title = own[0] if own else _free_name(speaker.text("annotated.sheet"), package.sheet_names())
    listed = list_sheet(title, entries, formats, package.namespace, speaker)
    if own:
        package.write(parts[title], listed.content)
        package.forget_relations(parts[title])
        package.open_on(title)
    else:
        package.new_first_sheet(title, listed.content)
    package.define(title, listed.names)
    return package.saved()


def _free_name(wanted: str, taken: Sequence[str]) -> str:
    """A name for a sheet that no sheet has; spreadsheets do not tell A from a."""
    known = {name.casefold() for name in taken}
    name, number = wanted, 1
    while name.casefold() in known:
        number += 1
        name = f"{wanted} ({number})"
    return name

"""A workbook as a package of parts that refer to each other."""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from xml.sax.saxutils import escape, quoteattr

from calculator.reading.containers.limits import APART
from calculator.reading.containers.packages import BROKEN_ZIP
from calculator.reporting.annotated.elements import (
    Edits,
    Element,
    Unchangeable,
    elements,
    named,
    place_for,
    prefixed,
)

WORKBOOK = "xl/workbook.xml"
_CONTENT_TYPES = "[Content_Types].xml"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_STRICT = b"http://purl.oclc.org/ooxml/spreadsheetml/main"
_SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.{}+xml"
_SPREADSHEET = (
    "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
    "http://purl.oclc.org/ooxml/spreadsheetml/main",
)
_RELATIONSHIPS = (
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "http://purl.oclc.org/ooxml/officeDocument/relationships",
)
_MACRO_TYPE = re.compile(rb"application/vnd\.ms-excel\.(?:sheet|template)\.macroEnabled\.main\+xml")
_COMPRESSION = 4
_HIDDEN = {"_xlnm._FilterDatabase": ' hidden="1"'}
_WORKBOOK_ORDER = (
    *("fileVersion", "fileSharing", "workbookPr", "workbookProtection", "bookViews", "sheets"),
    *("functionGroups", "externalReferences", "definedNames"),
)


def has_macros(data: bytes) -> bool:
    """Whether a package is a workbook with macros."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            return _MACRO_TYPE.search(package.read(_CONTENT_TYPES)) is not None
    except (*BROKEN_ZIP, RuntimeError):
        return False


def is_package(data: bytes) -> bool:
    """Whether a file is a workbook of the sort whose parts can be changed in place."""
    if not data.startswith(b"PK"):
        return False
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            return {WORKBOOK, _CONTENT_TYPES} <= set(package.namelist())
    except BROKEN_ZIP:
        return False


class WorkbookPackage:
    """The parts of a workbook, some of them changed."""

    def __init__(self, data: bytes) -> None:
        """Open a package; its parts are unpacked when they are asked for.

        Raises:
            Unchangeable: They unpack to more than is read of a file.
        """
        self._source = zipfile.ZipFile(io.BytesIO(data))
        if sum(entry.file_size for entry in self._source.infolist()) > APART.unpacked:
            raise Unchangeable
        self._changed: dict[str, bytes | None] = {}
        self.is_strict = _STRICT in self.read(WORKBOOK)
        self.namespace = _SPREADSHEET[self.is_strict]
        self.relationships = _RELATIONSHIPS[self.is_strict]
        # A template that is filled in is a workbook, and so is its copy.
        types = self.read(_CONTENT_TYPES)
        self.write(
            _CONTENT_TYPES,
            types.replace(
                b"template.macroEnabled.main+xml", b"sheet.macroEnabled.main+xml"
            ).replace(b"spreadsheetml.template.main+xml", b"spreadsheetml.sheet.main+xml"),
        )

    def has(self, part: str) -> bool:
        """Whether there is such a part."""
        if part in self._changed:
            return self._changed[part] is not None
        return part in self._source.namelist()

    def read(self, part: str) -> bytes:
        """A part as it is now, in UTF-8.

        Raises:
            KeyError: There is none.
        """
        if part not in self._changed:
            content = self._source.read(part)
        else:
            content = self._changed[part] or b""
        if content.startswith((b"\xff\xfe", b"\xfe\xff")):
            return re.sub(r"<\?xml.*?\?>", "", content.decode("utf-16")).encode()
        return content.removeprefix(b"\xef\xbb\xbf")

    def write(self, part: str, content: bytes) -> None:
        """Change a part."""
        self._changed[part] = content

    def new_part(self, pattern: str, content: bytes, content_type: str) -> str:
        """Add a part under the first free number, such as ``xl/comments{}.xml``."""
        number = 1
        while self.has(part := pattern.format(number)):
            number += 1
        self.write(part, content)
        self._append_type(
            f'<Override PartName="/{part}" ContentType="{_SHEET_TYPE.format(content_type)}"/>'
        )
        return part

    def new_drawing(self, content: bytes) -> str:
        """Add a part with the boxes of comments."""
        number = 1
        while self.has(part := f"xl/drawings/vmlDrawing{number}.vml"):
            number += 1
        self.write(part, content)
        known = named("Default", elements(self.read(_CONTENT_TYPES)))
        if all(entry.attributes.get("Extension", "").lower() != "vml" for entry in known):
            kind = "application/vnd.openxmlformats-officedocument.vmlDrawing"
            self._append_type(f'<Default Extension="vml" ContentType="{kind}"/>')
        return part

    def _append_type(self, markup: str) -> None:
        types = self.read(_CONTENT_TYPES)
        found = elements(types)
        edits = Edits(types)
        edits.append(found[0], prefixed(markup, found[0].prefix))
        self.write(_CONTENT_TYPES, edits.made())

    def related(self, part: str, kind: str) -> dict[str, str]:
        """The parts of a kind that a part refers to, by the identifier of the relation."""
        relations = _relations_part(part)
        if not self.has(relations):
            return {}
        return {
            entry.attributes["Id"]: _target(part, entry.attributes["Target"])
            for entry in named("Relationship", elements(self.read(relations)))
            if entry.attributes.get("Type", "").endswith(f"/{kind}")
            and entry.attributes.get("TargetMode") != "External"
        }

    def relate(self, part: str, target: str, kind: str) -> str:
        """Let a part refer to another, and give the identifier of the relation."""
        relations = _relations_part(part)
        if not self.has(relations):
            self.write(relations, f'<Relationships xmlns="{_RELATIONS}"/>'.encode())
        content = self.read(relations)
        found = elements(content)
        taken = {entry.attributes.get("Id") for entry in found}
        number = 1
        while (identifier := f"rId{number}") in taken:
            number += 1
        markup = (
            f'<Relationship Id="{identifier}" Type="{self.relationships}/{kind}" '
            f"Target={quoteattr('/' + target)}/>"
        )
        edits = Edits(content)
        edits.append(found[0], prefixed(markup, found[0].prefix))
        self.write(relations, edits.made())
        return identifier

    def forget_relations(self, part: str) -> None:
        """Let a part refer to nothing."""
        self._changed[_relations_part(part)] = None

    def sheets(self) -> dict[str, str]:
        """The name of every sheet of cells, in order, and its part."""
        targets = self.related(WORKBOOK, "worksheet")
        parts = {
            entry.attributes.get("name", ""): targets.get(_relation(entry), "")
            for entry in named("sheet", elements(self.read(WORKBOOK)))
        }
        return {name: part for name, part in parts.items() if self.has(part)}

    def sheet_names(self) -> list[str]:
        """The names of all sheets, sheets of charts too."""
        entries = named("sheet", elements(self.read(WORKBOOK)))
        return [entry.attributes.get("name", "") for entry in entries]

    def new_first_sheet(self, name: str, content: bytes) -> str:
        """Put a sheet before all others and open the workbook on it; its part."""
        part = self.new_part("xl/worksheets/sheet{}.xml", content, "worksheet")
        relation = self.relate(WORKBOOK, part, "worksheet")
        book = self.read(WORKBOOK)
        found = elements(book)
        edits = Edits(book)
        sheets = named("sheet", found)
        number = max(int(entry.attributes.get("sheetId", "0")) for entry in sheets) + 1
        markup = (
            f'<sheet xmlns:here="{self.relationships}" name={quoteattr(name)} '
            f'sheetId="{number}" here:id="{relation}"/>'
        )
        edits.insert(sheets[0].start, prefixed(markup, found[0].prefix))
        for entry in named("definedName", found):
            if position := entry.attributes.get("localSheetId"):
                edits.set_attributes(entry, localSheetId=str(int(position) + 1))
        for view in named("workbookView", found):
            edits.set_attributes(view, activeTab="0", firstSheet="0")
        self.write(WORKBOOK, edits.made())
        return part

    def open_on(self, name: str) -> None:
        """Open the workbook on a sheet."""
        book = self.read(WORKBOOK)
        edits = Edits(book)
        for view in named("workbookView", elements(book)):
            edits.set_attributes(view, activeTab=str(self.sheet_names().index(name)))
        self.write(WORKBOOK, edits.made())

    def define(self, sheet: str, names: dict[str, str]) -> None:
        """Give a sheet its own names (print titles, a filter's range), in place of earlier ones."""
        position = str(self.sheet_names().index(sheet))
        book = self.read(WORKBOOK)
        found = elements(book)
        edits = Edits(book)
        for entry in named("definedName", found):
            if entry.attributes.get("localSheetId") == position:
                edits.replace(entry.start, entry.end, "")
        markup = "".join(
            f'<definedName name="{name}" localSheetId="{position}"{_HIDDEN.get(name, "")}>'
            f"{escape(refers_to)}</definedName>"
            for name, refers_to in names.items()
        )
        prefix = found[0].prefix
        if known := named("definedNames", found):
            edits.append(known[0], prefixed(markup, prefix))
        else:
            place = place_for("definedNames", _WORKBOOK_ORDER, found)
            edits.insert(place, prefixed(f"<definedNames>{markup}</definedNames>", prefix))
        self.write(WORKBOOK, edits.made())

    def saved(self) -> bytes:
        """The package with its changes."""
        target = io.BytesIO()
        with zipfile.ZipFile(target, "w") as copy:
            for entry in self._source.infolist():
                content = self._changed.get(entry.filename, b"")
                if content is None or entry.is_dir():
                    continue
                _add(copy, entry.filename, content or self._source.read(entry))
            known = set(self._source.namelist())
            for part, content in self._changed.items():
                if part not in known and content is not None:
                    _add(copy, part, content)
        return target.getvalue()


def _add(copy: zipfile.ZipFile, name: str, content: bytes) -> None:
    """Write a part of a fixed date: a zip has none before 1980, which a wrong clock may say."""
    copy.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED, _COMPRESSION)


def _relation(entry: Element) -> str:
    """The relation that a sheet's entry names, whatever prefix it uses."""
    for name, value in entry.attributes.items():
        if name.endswith(":id"):
            return value
    raise Unchangeable


def _relations_part(part: str) -> str:
    folder, name = posixpath.split(part)
    return f"{folder}/_rels/{name}.rels"


def _target(part: str, target: str) -> str:
    if target.startswith("/"):
        return target[1:]
    return posixpath.normpath(posixpath.join(posixpath.dirname(part), target))

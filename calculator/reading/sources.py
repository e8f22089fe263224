"""The files that are read: those named, those in a folder, and those in a zip."""

from __future__ import annotations

import zipfile
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import partial
from os import PathLike
from pathlib import Path, PurePosixPath

from calculator.errors import CalculatorError, system_reason
from calculator.own_sheets import REPORT_CATEGORY
from calculator.reading.containers.packages import BROKEN_ZIP
from calculator.reading.notes import finding, sentence, shown
from calculator.reading.zip_names import member_name
from calculator.vocabulary import load_vocabulary
from rules.findings import Finding
from rules.status import Severity
from rules.wording import Sentence

_MOST_FILES = 5000
_MOST_UNPACKED = 1 << 30
_DAMAGED = (*BROKEN_ZIP, RuntimeError)


@dataclass(frozen=True)
class SourceFile:
    """One file to be read.

    Attributes:
        name: What findings and reports call it: its name, with its folder where needed.
        path: Where it lies; of a member of a zip, the zip.
        load: Gives its bytes.
    """

    name: str
    path: Path
    load: Callable[[], bytes]

    def data(self) -> bytes:
        """The file's bytes.

        Raises:
            CalculatorError: It is not there, is a folder, or can't be opened.
        """
        return self.load()


@dataclass(frozen=True)
class Sources:
    """The files to be read, in the order given.

    Attributes:
        files: Each with a name of its own.
        unread: Files that are named and give none to be read: a broken zip, a report of ours.
        problems: Why something that was named gives no file, with its name.
        findings: What was passed over.
    """

    files: list[SourceFile]
    unread: list[SourceFile]
    problems: list[tuple[str, Sentence]]
    findings: list[Finding]


def given_paths(files: str | PathLike[str] | Sequence[str | PathLike[str]]) -> list[Path]:
    """The path of one file, or those of several.

    Raises:
        CalculatorError: There is none, or an empty text, which would mean a whole folder.
    """
    given = [files] if isinstance(files, (str, PathLike)) else list(files)
    if not given or "" in given:
        raise CalculatorError([Sentence("report.no_files")])
    return [Path(path) for path in given]


def find_sources(paths: Sequence[Path], names: Mapping[Path, str] | None = None) -> Sources:
    """The files behind some paths: folders and zips stand for the spreadsheets in them.

    Args:
        paths: Files, folders and zips.
        names: What a file is called, where that is not its own name.
    """
    found: list[tuple[SourceFile, Path]] = []
    problems: list[tuple[str, Sentence]] = []
    findings: list[Finding] = []
    for path in paths:
        if path.is_dir():
            inside, passed_over = _in_folder(path)
            if not inside:
                problems.append((path.name, sentence("folder_without_files", file=str(path))))
            found.extend((_of_path(file), file) for file in inside)
            findings.extend(_passed_over(path.name, passed_over))
        else:
            found.append((_of_path(path), path))
    files: list[SourceFile] = []
    unread: list[SourceFile] = []
    given = set(paths)
    for source in _with_own_names(found, names or {}):
        try:
            members = _members(source)
        except CalculatorError as error:
            problems.extend((source.name, said) for said in error.sentences)
            unread.append(source)
            continue
        if members is None and _is_report(source):
            if source.path in given:
                problems.append((source.name, sentence("file_is_report", file=source.name)))
                unread.append(source)
            else:
                findings.append(finding(Severity.NOTE, "report-passed-over", place=source.name))
            continue
        if members is None:
            files.append(source)
            continue
        inside_zip, passed_over = members
        if not inside_zip:
            problems.append((source.name, sentence("folder_without_files", file=source.name)))
            unread.append(source)
        files.extend(inside_zip)
        findings.extend(_passed_over(source.name, passed_over))
    return Sources(files, unread, problems, findings)


def input_paths(paths: Sequence[Path]) -> list[Path]:
    """Every file and folder that would be read, so that none of it is written over."""
    inside = (_in_folder(path)[0] for path in paths if path.is_dir())
    return [*paths, *(file for files in inside for file in files)]


def _of_path(path: Path) -> SourceFile:
    return SourceFile(_readable(path.name), path, partial(_read, path))


def _readable(name: str) -> str:
    """A name as a person reads it, where its bytes are none of this system's encoding."""
    content = name.encode("utf-8", "surrogateescape")
    for encoding in ("utf-8", "gb18030"):
        with suppress(UnicodeDecodeError):
            return content.decode(encoding)
    return content.decode("utf-8", "replace")


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        problem = sentence("file_missing", file=str(path))
    except IsADirectoryError:
        problem = sentence("file_is_folder", file=str(path))
    except OSError as error:
        reason = system_reason(error)
        problem = sentence("file_unreadable", file=str(path), reason=reason)
    raise CalculatorError([problem])


def _is_spreadsheet(name: str) -> bool:
    return name.lower().endswith(tuple(load_vocabulary().files["spreadsheets"]))


def _is_archive(name: str) -> bool:
    return name.lower().endswith(tuple(load_vocabulary().files["archives"]))


def _is_hidden(parts: Sequence[str]) -> bool:
    """Whether a file is one that programs put beside others, such as ``~$county.xlsx``."""
    return any(part.startswith((".", "~$", "__MACOSX")) for part in parts)


def _in_folder(folder: Path) -> tuple[list[Path], list[str]]:
    """The spreadsheets and zips in a folder and below it, and the names of the other files."""
    inside = sorted(path for path in folder.rglob("*") if path.is_file())
    visible = [path for path in inside if not _is_hidden(path.relative_to(folder).parts)]
    read = [path for path in visible if _is_spreadsheet(path.name) or _is_archive(path.name)]
    return read, [path.name for path in visible if path not in set(read)]


def _passed_over(place: str, names: Sequence[str]) -> Iterator[Finding]:
    files = load_vocabulary().files
    packed = (*files["archives"], *files["unopened"])
    archives = [name for name in names if name.lower().endswith(packed)]
    others = [name for name in names if name not in archives]
    for severity, code, passed in (
        (Severity.WARNING, "archives-not-opened", archives),
        (Severity.NOTE, "files-passed-over", others),
    ):
        if passed:
            yield finding(severity, code, place=place, count=len(passed), names=shown(passed))


def _with_own_names(
    found: Sequence[tuple[SourceFile, Path]], names: Mapping[Path, str]
) -> Iterator[SourceFile]:
    """Files of the same name are called by as many of their folders as tells them apart."""
    called = {path: names.get(path, _readable(path.name)) for _, path in found}
    for depth in range(2, 64):
        counts = Counter(called.values())
        doubled = [path for path, name in called.items() if counts[name] > 1]
        if not doubled:
            break
        for path in doubled:
            called[path] = _readable("/".join(path.resolve().parts[-depth:]))
    given: set[Path] = set()
    for source, path in found:
        if path not in given:
            yield replace(source, name=called[path])
        given.add(path)


def _members(source: SourceFile) -> tuple[list[SourceFile], list[str]] | None:
    """The spreadsheets in a zip and the names of its other files; None for any other file."""
    entries = _entries(source)
    if entries is None:
        return None
    if len(entries) > _MOST_FILES or sum(entry.file_size for entry in entries) > _MOST_UNPACKED:
        raise CalculatorError([sentence("archive_too_large", file=source.name, most=_MOST_FILES)])
    named = {member_name(entry): entry.filename for entry in entries if not entry.is_dir()}
    visible = [name for name in sorted(named) if not _is_hidden(PurePosixPath(name).parts)]
    members = [
        SourceFile(
            f"{source.name}/{name}", source.path, partial(_unpack, source, name, named[name])
        )
        for name in visible
        if _is_spreadsheet(name)
    ]
    return members, [name for name in visible if not _is_spreadsheet(name)]


def _entries(source: SourceFile) -> list[zipfile.ZipInfo] | None:
    """What a zip of files holds; None for what is none, such as a workbook or a document."""
    try:
        with zipfile.ZipFile(source.path) as archive:
            entries = archive.infolist()
    except _DAMAGED:
        if _is_archive(source.path.name) and _is_zip(source):
            raise CalculatorError([sentence("file_damaged", file=source.name)]) from None
        return None
    of_document = tuple(load_vocabulary().files["inside_documents"])
    return None if any(entry.filename.startswith(of_document) for entry in entries) else entries


def _is_report(source: SourceFile) -> bool:
    """Whether a file is a report that the calculator wrote, as its properties tell."""
    try:
        with zipfile.ZipFile(source.path) as package:
            return REPORT_CATEGORY.encode() in package.read("docProps/core.xml")
    except (*_DAMAGED, KeyError):
        return False


def _is_zip(source: SourceFile) -> bool:
    return source.data().startswith(b"PK")


def _unpack(source: SourceFile, name: str, member: str) -> bytes:
    called = f"{source.name}/{name}"
    try:
        with zipfile.ZipFile(source.path) as archive:
            entry = archive.getinfo(member)
            if entry.flag_bits & 1:
                raise CalculatorError([sentence("file_locked", file=called)])
            with archive.open(entry) as stream:
                return stream.read(entry.file_size)
    except (*_DAMAGED, KeyError):
        raise CalculatorError([sentence("file_damaged", file=called)]) from None

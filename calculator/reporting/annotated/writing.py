"""Writing the annotated copies of all files that were read."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path, PurePosixPath

from calculator.errors import CalculatorError
from calculator.messages import Language
from calculator.reading.grids import Grid
from calculator.reporting.annotated.copying import annotate, copy_suffix
from calculator.reporting.finding_lines import FindingLine
from calculator.reporting.outputs import check_outputs, make_folder, write_whole
from rules.wording import Sentence

_UNSAFE = re.compile(r'[<>:"|?*\\/\x00-\x1f]+')
_RESERVED = re.compile(r"(?i)(con|prn|aux|nul|com\d|lpt\d)(\..*)?")


def check_annotated(sources: Mapping[str, bytes], path: Path, *, replace: bool) -> list[Path]:
    """The copies to be written, before anything is calculated.

    Args:
        sources: The files by their names in addresses.
        path: The copy of a single file, or a folder for it; of several, the folder for them.
        replace: Whether copies that exist are replaced.

    Raises:
        CalculatorError: The name of the copy does not fit its content, a copy exists and
            ``replace`` is not set, or the place is not there.
    """
    outputs = copy_paths(sources, path)
    if _go_into_folder(sources, path):
        if path.exists() and not path.is_dir():
            raise CalculatorError([Sentence("annotated.not_a_folder", {"path": str(path)})])
        if path.is_dir():
            check_outputs(outputs, [], replace=replace)
        elif not path.parent.is_dir():
            raise CalculatorError([Sentence("report.no_folder", {"path": str(path.parent)})])
    else:
        check_outputs(outputs, [], replace=replace)
    return outputs


def copy_paths(sources: Mapping[str, bytes], path: Path) -> list[Path]:
    """The path of each copy: ``path`` itself, or a file of its own in that folder.

    Raises:
        CalculatorError: The suffix of a single copy does not fit its content.
    """
    if _go_into_folder(sources, path):
        return _in_folder(sources, path)
    ((name, data),) = sources.items()
    suffix = copy_suffix(data)
    if path.suffix.lower() != suffix:
        said = {"path": str(path), "file": name, "suffix": suffix}
        raise CalculatorError([Sentence("annotated.wrong_suffix", said)])
    return [path]


def write_annotated(
    findings: Sequence[FindingLine],
    sources: Mapping[str, bytes],
    grids: Sequence[Grid],
    path: Path,
    language: Language,
    *,
    inputs: Sequence[Path] = (),
    replace: bool = False,
) -> list[Path]:
    """Write the annotated copy of every file, each whole or not at all.

    Args:
        findings: What was found, in words.
        sources: The files by their names in addresses.
        grids: All sheets that were read of them.
        path: The copy of a single file, or a folder for it; of several, the folder for them.
        language: The language of lists and comments.
        inputs: The files that were read, which are never written over.
        replace: Whether copies that exist are replaced.

    Raises:
        CalculatorError: A copy can't be made or written; none of them is written then, unless
            the disk fails half-way.
    """
    outputs = check_annotated(sources, path, replace=replace)
    copies = []
    problems: list[Sentence] = []
    for name, data in sources.items():
        own = [grid for grid in grids if grid.file == name]
        try:
            copies.append(annotate(name, data, _concerning(name, sources, findings), language, own))
        except CalculatorError as error:
            problems.extend(error.sentences)
    if problems:
        raise CalculatorError(problems)
    if _go_into_folder(sources, path):
        make_folder(path)
    check_outputs(outputs, inputs, replace=replace)
    for output, copy in zip(outputs, copies, strict=True):
        _write(output, copy, replace=replace)
    return outputs


def _go_into_folder(sources: Mapping[str, bytes], path: Path) -> bool:
    """Whether copies go into a folder: several do, and the only one of which more were given."""
    return len(sources) > 1 or path.is_dir()


def _write(path: Path, copy: bytes, *, replace: bool) -> None:
    write_whole(path, lambda file: file.write_bytes(copy), replace=replace)


def _concerning(
    name: str, names: Mapping[str, bytes], findings: Sequence[FindingLine]
) -> list[FindingLine]:
    """The findings without those that concern another of the files and no cell of this one."""
    others = [other for other in names if other != name]
    sheets = tuple(f"[{other}]" for other in others)
    return [
        line
        for line in findings
        if line.place is None or not (line.place in others or line.place.startswith(sheets))
    ]


def _in_folder(sources: Mapping[str, bytes], folder: Path) -> list[Path]:
    """A path in the folder for each file; parts of its name that lead elsewhere are not taken."""
    paths: list[Path] = []
    taken: set[str] = set()
    for name, data in sources.items():
        stem = _safe(name)
        suffix = copy_suffix(data)
        written, number = f"{stem}{suffix}", 1
        while written.casefold() in taken:
            number += 1
            written = f"{stem} ({number}){suffix}"
        taken.add(written.casefold())
        paths.append(folder / written)
    return paths


def _safe(name: str) -> str:
    path = PurePosixPath(name.replace("\\", "/"))
    parts = [part for part in path.with_suffix("").parts if part.strip("./ ")] if path.name else []
    stem = _UNSAFE.sub("_", "_".join(parts)).strip(" .")
    return f"_{stem}" if _RESERVED.fullmatch(stem) or not stem else stem

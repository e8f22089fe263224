"""The annotated copies of all files that something was found in."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from calculator.messages import Language
from calculator.reading.containers.files import read_grids
from calculator.reporting.annotated.writing import write_annotated
from calculator.reporting.finding_lines import HasFindings, finding_lines


def write_annotated_copies(
    found: HasFindings,
    path: Path,
    language: Language,
    inputs: Sequence[Path],
    *,
    replace: bool,
) -> list[Path]:
    """Write the annotated copy of every file that could be read.

    Args:
        found: What was read, and what was found.
        path: The copy of a single file; of several, the folder for their copies.
        language: The language of lists and comments.
        inputs: What was named to be read; none of it is written over.
        replace: Whether copies that exist are replaced.

    Raises:
        CalculatorError: A copy can't be made or written.
    """
    read = [file for file in found.reading.files if file.problem is None]
    sources = {file.name: file.source.data() for file in read}
    grids = [grid for name, data in sources.items() for grid in read_grids(name, data)[0]]
    return write_annotated(
        finding_lines(found, language),
        sources,
        grids,
        path,
        language,
        inputs=[*inputs, *(file.source.path for file in read)],
        replace=replace,
    )

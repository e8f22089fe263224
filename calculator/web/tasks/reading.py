"""What was read of files that nothing can be calculated from."""

from __future__ import annotations

from pathlib import Path

from calculator.messages import Language
from calculator.reporting.finding_lines import finding_lines
from calculator.web.tasks.checked import checked_of
from calculator.web.tasks.kept import write_json
from calculator.web.views.reading import reading_view


def run(folder: Path, language: Language, output: Path) -> None:
    """Read and check the files again, and write what was read."""
    checked = checked_of(folder)
    lines = finding_lines(checked, language)
    speaker = checked.messages(language)
    write_json(output, reading_view(checked.reading, checked.pack, lines, speaker))

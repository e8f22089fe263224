"""The files as they were read, where the rules can't be applied to them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from calculator.errors import CalculatorError
from calculator.web.requested import read_requested
from calculator.web.store import INPUTS
from calculator.web.tasks.kept import reading_options

if TYPE_CHECKING:
    from calculator.checking_files import CheckedFiles


def checked_of(folder: Path) -> CheckedFiles:
    """The files of a result, read and checked for its rules; for others, if those are faulty.

    Raises:
        CalculatorError: No file has a township.
    """
    from calculator.calculation import DEFAULT_PACK
    from calculator.checking_files import check_files
    from calculator.packs import open_pack
    from rules.loading import within

    requested = read_requested(folder)
    place, rules = folder.parent, requested.rules
    reference = rules.name if rules.path is None else str(place / rules.path)
    with within(place / INPUTS):
        try:
            open_pack(reference)
        except CalculatorError:
            reference = DEFAULT_PACK
        return check_files(
            [place / file.path for file in requested.files],
            rules=reference,
            reading=reading_options(folder, requested),
        )

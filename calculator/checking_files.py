"""Reading and checking files only: what was recognised, what is wrong, whether it is enough."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

from calculator.errors import CalculatorError
from calculator.messages import Language, Messages
from calculator.packs import declared_columns, open_pack, pack_names
from calculator.reading import Reading, ReadingOptions, read_files, require_any
from calculator.reading.sources import given_paths
from rules.findings import Finding
from rules.pack import RulePack
from rules.wording import Sentence

if TYPE_CHECKING:
    from calculator.reporting.finding_lines import FindingLine


@dataclass(frozen=True)
class CheckedFiles:
    """What some files hold, before any rule is applied to it.

    Attributes:
        reading: What was read, and from which cells.
        pack: The rules that it is meant for.
    """

    reading: Reading
    pack: RulePack

    @property
    def raw_findings(self) -> list[Finding]:
        """What is wrong or worth knowing, before it is put into words."""
        return self.reading.findings

    @cached_property
    def lacking(self) -> list[Sentence]:
        """What the rules need and the files do not have; empty where they can be applied."""
        problems: list[Sentence] = []
        for columns in self.pack.required_columns:
            try:
                require_any(self.reading, columns)
            except CalculatorError as error:
                problems.extend(error.sentences)
        return problems

    def messages(self, language: Language = "zh") -> Messages:
        """Puts what the files hold into a language, with the pack's own names."""
        return Messages(language, pack_names(self.pack))

    def findings(self, language: Language = "zh") -> list[FindingLine]:
        """Everything wrong or worth knowing, the heaviest first."""
        from calculator.reporting.finding_lines import finding_lines

        return finding_lines(self, language)

    def as_dict(self, language: Language = "zh") -> dict[str, Any]:
        """The files as recognised and the findings, as ``docs/json.md`` describes them."""
        from calculator.reporting.data.reading import checked_data

        return checked_data(self, language)


def check_files(
    files: str | os.PathLike[str] | Sequence[str | os.PathLike[str]],
    *,
    rules: str | os.PathLike[str] = "shandong",
    reading: ReadingOptions | None = None,
) -> CheckedFiles:
    """Read files and check their figures, without applying rules to them.

    Args:
        files: Spreadsheets, folders or zips.
        rules: The pack that they are meant for: it may declare columns of its own.
        reading: What is to be known about the files.

    Raises:
        CalculatorError: No file has a township.
    """
    pack = open_pack(os.fspath(rules))
    options = replace(reading or ReadingOptions(), extra_columns=declared_columns(pack))
    return CheckedFiles(read_files(given_paths(files), options), pack)

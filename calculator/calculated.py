"""What was calculated, for whoever reports it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from calculator.messages import Language, Messages
from calculator.packs import pack_names
from calculator.reading import Reading
from rules.evaluation import Evaluation
from rules.findings import Finding
from rules.pack import RulePack
from rules.status import Severity


@dataclass(frozen=True)
class RulesUsed:
    """How the user named the rules, before figures were entered by hand.

    Attributes:
        pack: The pack as it stands.
        reference: The id of a shipped pack, or a path.
        as_of: The day whose figures were taken; None for the newest.
    """

    pack: RulePack
    reference: str
    as_of: date | None = None


@dataclass(frozen=True)
class Calculated:
    """What the rules say of the townships in some files.

    Attributes:
        reading: What was read, and from which cells.
        evaluation: What the rules say of it.
        rules: The rules as the user named them.
    """

    reading: Reading
    evaluation: Evaluation
    rules: RulesUsed

    @property
    def pack(self) -> RulePack:
        """The rules applied."""
        return self.evaluation.pack

    @cached_property
    def raw_findings(self) -> list[Finding]:
        """The findings of the reading and of the rules, before they are put into words.

        What the rules say of a blank is left out where the reader has said already why that
        cell is not read.
        """
        faulty = [f for f in self.reading.findings if f.severity is Severity.ERROR]
        places = {(finding.township, finding.column) for finding in faulty}
        cells = {cell for f in faulty for cell in (f.cell, *f.message.values.get("cells", ()))}

        def is_said(township: int | None, column: str) -> bool:
            if (township, column) in places or township is None:
                return township is not None
            return self.reading.origins.cell(township, column) in cells - {None}

        said = [
            finding
            for finding in self.evaluation.findings
            if finding.code not in _OF_A_BLANK
            or not all(is_said(finding.township, column) for column in _blank_columns(finding))
        ]
        return [*self.reading.findings, *said]

    def messages(self, language: Language = "zh") -> Messages:
        """Puts what the report holds into a language, with the pack's own names."""
        return Messages(language, pack_names(self.pack))


_OF_A_BLANK = ("missing-value", "missing-proposal", "kind-unknown")


def _blank_columns(finding: Finding) -> set[str]:
    """The columns whose blank cells a finding is about."""
    columns = {finding.column} if finding.column is not None else set()
    if finding.code == "missing-proposal":  # one finding for all the blanks of a township
        columns |= {term.name for term in finding.message.values["columns"]}
    return columns

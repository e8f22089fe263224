"""How an evaluation came out, in numbers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from rules.establishment import MET, NOT_MET
from rules.establishment import OPEN as VERDICT_OPEN
from rules.evaluation import Evaluation, Tally
from rules.findings import Finding
from rules.status import Severity

VERDICTS = (MET, NOT_MET, VERDICT_OPEN)


@dataclass(frozen=True)
class Counts:
    """How an evaluation came out, in numbers.

    Attributes:
        tally: Townships by class and by merger status.
        near: How many are near the minimum, where the pack gives a margin.
        verdicts: Verdict of establishment -> how many; empty where the pack has no standard.
        allowed: Quota -> the sum of what all classified townships may have.
        proposed: Quota -> the sum of all that is proposed; NaN where nothing is.
        breaches: Severity -> how many proposals are beyond a limit or a standard, or of another
            class than the rules give. Posts pooled within a county are none.
    """

    tally: Tally
    near: int
    verdicts: Mapping[str, int]
    allowed: Mapping[str, float]
    proposed: Mapping[str, float]
    breaches: Mapping[Severity, int]


def count(evaluation: Evaluation) -> Counts:
    """Count how an evaluation came out."""
    standard = evaluation.establishment
    verdicts = Counter(standard.verdict.tolist()) if standard is not None else Counter[str]()
    breaches = Counter(finding.severity for finding in evaluation.findings if is_breach(finding))
    return Counts(
        tally=evaluation.tally(),
        near=int(evaluation.mergers.near.sum()),
        verdicts={name: verdicts[name] for name in VERDICTS} if standard is not None else {},
        allowed={
            name: float(np.nansum(check.allowed)) for name, check in evaluation.quotas.items()
        },
        proposed={
            name: float(np.nansum(check.proposed))
            if (~np.isnan(check.proposed)).any()
            else float("nan")
            for name, check in evaluation.quotas.items()
        },
        breaches={severity: breaches[severity] for severity in Severity},
    )


def is_breach(finding: Finding) -> bool:
    """Whether a finding says that a proposal is beyond what the rules give."""
    return finding.limit is not None and not finding.code.endswith("-pooled")

"""What a pack decides and how sure its figures are, in a few words."""

from __future__ import annotations

from collections import Counter

from calculator.messages import Messages
from rules.pack import RulePack
from rules.status import Status
from rules.wording import Term


def decides(pack: RulePack, speaker: Messages) -> str:
    """What a pack decides: classes, limits and standards, bodies, mergers, establishment."""
    parts = {
        "classification": pack.classification is not None,
        "quotas": bool(pack.quotas),
        "bodies": pack.bodies is not None,
        "mergers": pack.mergers is not None,
        "establishment": pack.establishment is not None,
    }
    found = [
        speaker.text(f"describing.decides.{name}") for name, is_there in parts.items() if is_there
    ]
    return speaker.say(found or None)


def statuses(pack: RulePack, speaker: Messages) -> str:
    """How many figures a pack has of each status, the surest first."""
    counts = Counter(figure.status for figure in pack.all_figures)
    return speaker.say(
        [
            speaker.text("describing.so_many", status=Term("status", status), count=counts[status])
            for status in Status
            if counts[status]
        ]
    )

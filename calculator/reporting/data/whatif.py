"""What values of a figure do, as plain data; ``docs/commands.md`` says what it holds."""

from __future__ import annotations

from typing import Any

from calculator.messages import Language
from calculator.reporting.data.comparison import comparison_data, counts_data
from calculator.reporting.data.plain import plain
from calculator.reporting.json_output import figure_data
from calculator.whatif import WhatIf


def whatif_data(found: WhatIf, language: Language) -> dict[str, Any]:
    """The figure tried, how the pack comes out as it is, and what each value does."""
    speaker = found.base.messages(language)
    pack = found.base.pack
    return {
        "rules": {"id": pack.id, "title": speaker.say(pack.title), "digest": pack.digest},
        "figures": [figure_data(figure, speaker) for figure in found.figures],
        "fixed": dict(found.fixed),
        "unchanged": counts_data(found.trials[0].comparison.counts_before),
        "trials": [
            {
                "value": plain(trial.figure.value),
                "settings": dict(trial.settings),
                **comparison_data(trial.comparison),
            }
            for trial in found.trials
        ],
    }

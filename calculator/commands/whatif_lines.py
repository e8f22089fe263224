"""What values of a figure do, as lines for a terminal."""

from __future__ import annotations

from collections.abc import Iterator

from calculator.commands.comparison_lines import change_lines
from calculator.commands.screen import indented, split_table
from calculator.messages import Language, Messages
from calculator.reporting.count_columns import count_columns
from calculator.reporting.figure_groups import slot_text
from calculator.whatif import WhatIf
from rules.wording import Term


def whatif_lines(found: WhatIf, language: Language) -> Iterator[str]:
    """The figure tried, a table of what each value does, and the townships that change."""
    speaker = found.base.messages(language)
    yield from _heading(found, speaker)
    yield ""
    columns = [
        [speaker.text("whatif.column"), _as_is(found, speaker)],
        *count_columns(found.base.pack, found.trials[0].comparison.counts_before, speaker),
    ]
    for trial in found.trials:
        columns[0].append(speaker.say(trial.figure.said))
        counted = count_columns(found.base.pack, trial.comparison.counts_after, speaker)
        for column, (_, value) in zip(columns[1:], counted, strict=True):
            column.append(value)
    rows = list(zip(*columns, strict=True))
    yield from split_table(rows, range(len(columns)))
    for trial in found.trials:
        yield ""
        count = int(trial.comparison.changed.sum())
        key = "whatif.changes" if count else "whatif.no_changes"
        yield from indented(speaker.text(key, value=trial.figure.said, count=count))
        yield from change_lines(trial.comparison, speaker, speaker)


def _heading(found: WhatIf, speaker: Messages) -> Iterator[str]:
    first = found.figures[0]
    label = speaker.say(first.label)
    if first.is_slot:
        slot = slot_text(first, list(found.base.pack.figures.values()), speaker)
        label = speaker.text("whatif.of_slot", label=label, slot=slot)
    said = {
        "label": label,
        "name": first.name if first.is_slot else first.name.partition(".")[0],
        "value": _value(found, speaker),
        "status": Term("status", first.status),
        "cited": first.cited,
    }
    yield from indented(speaker.text("whatif.figure", **said))
    if found.fixed:
        fixed = [
            speaker.text("whatif.setting", name=name, value=value)
            for name, value in found.fixed.items()
        ]
        yield from indented(speaker.text("whatif.fixed", settings=fixed))


def _value(found: WhatIf, speaker: Messages) -> str:
    values = [speaker.say(figure.said) for figure in found.figures]
    return values[0] if len(set(values)) == 1 else speaker.say(values)


def _as_is(found: WhatIf, speaker: Messages) -> str:
    if len({figure.value for figure in found.figures if not isinstance(figure.value, list)}) > 1:
        return speaker.text("whatif.as_is_family")
    return speaker.text("whatif.as_is", value=_value(found, speaker))

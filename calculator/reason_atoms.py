"""The parts of two reasons, and what the second says otherwise than the first.

An atom is a sentence in a reason that holds no other: what the reason says of one figure or mark.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from rules.comparing import OPPOSITE, YES, Bound, holds, in_decimal
from rules.wording import Measured, Parts, Quantity, Sentence

COMPARED = "rules.compared"
"""The atom that holds a figure against bounds."""
_SUBJECTS = ("measure", "flag", "column")


def moved_key(before: float | None, after: float | None) -> str:
    """``rose``, ``fell``, or ``moved`` where either number is missing."""
    if before is None or after is None or before != before or after != after:
        return "moved"
    return "rose" if after > before else "fell"


def now(before: Sentence | None, after: Sentence) -> Sentence:
    """That a reason says something now, and what it said instead, if it did."""
    if before is None:
        return Sentence("comparison.why.now", {"after": after})
    return Sentence("comparison.why.was_is", {"before": before, "after": after})


def atoms(said: Any) -> Iterator[Sentence]:
    """The sentences in a reason that hold no other: what it says of one figure each."""
    if isinstance(said, Parts):
        said = list(said.items)
    if isinstance(said, (list, tuple)):
        for item in said:
            yield from atoms(item)
        return
    if not isinstance(said, Sentence):
        return
    inner = [] if said.key == COMPARED else list(said.values.values())
    below = [atom for value in inner for atom in atoms(value)]
    if below:
        yield from below
    else:
        yield said


def subject(atom: Sentence) -> Any:
    """What an atom is about: a figure, a mark; its key where it names none."""
    return next((atom.values[key] for key in _SUBJECTS if key in atom.values), atom.key)


def is_about_mark(atom: Sentence) -> bool:
    """Whether an atom is about something that a township has or is: a mark, a choice, a figure."""
    return any(key in atom.values for key in _SUBJECTS)


def other_column(before: list[Sentence], after: list[Sentence]) -> Sentence | None:
    """That a township was judged on another column, such as another population."""
    compared = [
        next((atom for atom in said if atom.key == COMPARED), None) for said in (before, after)
    ]
    if compared[0] is None or compared[1] is None:
        return None
    one, other = compared[0].values["measure"], compared[1].values["measure"]
    if one == other or isinstance(one, Measured) or isinstance(other, Measured):
        return None
    known = [atom.values["measure"] for atom in (*before, *after) if atom.key == COMPARED]
    return now(compared[0], compared[1]) if len(known) == 2 else None


def crossed(before: Sentence, after: Sentence) -> Iterator[Sentence]:
    """That a figure moved across bounds, or bounds across a figure; nothing where none did."""
    values = before.values["value"], after.values["value"]
    label = after.values["measure"]
    relations = list(after.values["relations"])
    across = [r for r in relations if not _stands(values[0], r)]
    if not across:
        was = [r for r in before.values["relations"] if not _stands(values[1], r)]
        across = [_turned(relation) for relation in was]
    said = {"measure": label, "before": values[0], "after": values[1]}
    moved = Sentence(f"comparison.why.{moved_key(values[0].value, values[1].value)}", said)
    if across:
        yield Sentence("comparison.why.crossed", {"moved": moved, "relations": across})
        return
    others = _other_bounds(before, after)
    if others:
        same = in_decimal(np.array([values[0].value])) == in_decimal(np.array([values[1].value]))
        key = "bound_moved" if same[0] else "both_moved"
        said = {"moved": moved, "measure": label, "value": values[1], "bounds": others}
        yield Sentence(f"comparison.why.{key}", {**said, "relations": relations})


def _other_bounds(before: Sentence, after: Sentence) -> list[Sentence]:
    """Bounds of one label that are another number and hold otherwise than before."""
    earlier = {r.values["label"]: r for r in before.values["relations"] if "label" in r.values}
    found = []
    for relation in after.values["relations"]:
        was = earlier.get(relation.values.get("label"))
        if was is None or was.key == relation.key:
            continue
        bounds = was.values["bound"], relation.values["bound"]
        key = f"comparison.why.{moved_key(bounds[0].value, bounds[1].value)}"
        said = {"measure": relation.values["label"], "before": bounds[0], "after": bounds[1]}
        found.append(Sentence(key, said))
    return found


def _stands(value: Quantity, relation: Sentence) -> bool:
    """Whether a value stands to a bound as a relation says."""
    bound = relation.key.removeprefix("rules.")
    if bound not in OPPOSITE or value.value is None:
        return True
    limit = float(relation.values["bound"].value)
    return bool(holds(np.array([value.value]), _bound(bound), limit)[0] == YES)


def _turned(relation: Sentence) -> Sentence:
    return Sentence(
        f"rules.{OPPOSITE[_bound(relation.key.removeprefix('rules.'))]}", relation.values
    )


def _bound(name: str) -> Bound:
    return next(bound for bound in OPPOSITE if bound == name)

"""The rules in which two packs differ, as lines for a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from calculator.commands.screen import indented
from calculator.messages import Messages
from calculator.pack_comparison import PackComparison, RuleDifferences, catalogue_of
from rules.pack import RulePack

Labels = Mapping[str, Any]


def rule_difference_lines(
    packs: PackComparison, before: Messages, after: Messages
) -> Iterator[str]:
    """Measures, comprehensive bodies and special units that differ, then other parts."""
    for key, differences in (
        ("measures", packs.measures),
        ("catalogue", packs.catalogue),
        ("special_units", packs.special_units),
    ):
        labels = [_labels(pack, key) for pack in (packs.before, packs.after)]
        yield from _both(packs, key, differences, labels[1], before, after)
        for suffix, names, of_pack, speaker in (
            ("first", differences.before, labels[0], before),
            ("second", differences.after, labels[1], after),
        ):
            if names:
                said = [speaker.say(of_pack[name]) for name in names]
                yield from indented(after.text(f"comparison.packs.{key}_{suffix}", names=said))
    if packs.parts:
        parts = [after.text(f"comparison.packs.part.{part}") for part in packs.parts]
        yield from indented(after.text("comparison.packs.parts", names=parts))


def _both(
    packs: PackComparison,
    key: str,
    differences: RuleDifferences,
    labels: Labels,
    before: Messages,
    after: Messages,
) -> Iterator[str]:
    if not differences.both:
        return
    said = [after.say(labels[name]) for name in differences.both]
    yield from indented(after.text(f"comparison.packs.{key}", names=said))
    if key == "catalogue":
        yield from _taken_in(packs, before, after)


def _labels(pack: RulePack, key: str) -> Labels:
    """What the rules of one sort are called, by name."""
    if key == "catalogue":
        return {name: entry.name for name, entry in catalogue_of(pack).items()}
    return {name: rule.label for name, rule in getattr(pack, key).items()}


def _taken_in(packs: PackComparison, before: Messages, after: Messages) -> Iterator[str]:
    """What comprehensive bodies take in, side by side where the packs differ in that."""
    first, second = catalogue_of(packs.before), catalogue_of(packs.after)
    for name in packs.catalogue.both:
        if first[name].takes_in == second[name].takes_in:
            continue
        yield from indented(after.say(second[name].name), 2)
        for key, entry, speaker in (
            ("in_first", first[name], before),
            ("in_second", second[name], after),
        ):
            names = list(entry.takes_in) or None
            taken = speaker.text("describing.body.takes_in", names=names)
            yield from indented(f"{after.text(f'comparison.packs.{key}')} {taken}", 4)

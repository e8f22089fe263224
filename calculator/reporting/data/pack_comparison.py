"""How two packs differ, as plain data; ``docs/commands.md`` says what it holds."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from calculator.comparison import Comparison
from calculator.messages import Language, Messages
from calculator.pack_comparison import FigureDifference, PackComparison, RuleDifferences
from calculator.packs import pack_names
from calculator.reporting.data.comparison import comparison_data
from calculator.reporting.json_output import figure_data
from rules.pack import RulePack


def pack_comparison_data(
    packs: PackComparison, effect: Comparison | None, language: Language
) -> dict[str, Any]:
    """The figures and rules that differ and, with statistics, what that does to townships."""
    speakers = [Messages(language, pack_names(pack)) for pack in (packs.before, packs.after)]
    return {
        "before": _pack(packs.before, speakers[0]),
        "after": _pack(packs.after, speakers[1]),
        "figures": _figures(packs.figures, speakers),
        "only_before": _figures(packs.only_before, speakers),
        "only_after": _figures(packs.only_after, speakers),
        **_rules("measures", packs.measures),
        **_rules("catalogue", packs.catalogue),
        **_rules("special_units", packs.special_units),
        "parts": list(packs.parts),
        "effect": comparison_data(effect) if effect is not None else None,
    }


def _pack(pack: RulePack, speaker: Messages) -> dict[str, Any]:
    return {"id": pack.id, "title": speaker.say(pack.title), "digest": pack.digest}


def _rules(name: str, differences: RuleDifferences) -> dict[str, list[str]]:
    return {
        name: list(differences.both),
        f"{name}_before": list(differences.before),
        f"{name}_after": list(differences.after),
    }


def _figures(
    differences: Sequence[FigureDifference], speakers: Sequence[Messages]
) -> list[dict[str, Any]]:
    return [
        {
            "name": difference.name,
            "before": difference.before and figure_data(difference.before, speakers[0]),
            "after": difference.after and figure_data(difference.after, speakers[1]),
        }
        for difference in differences
    ]

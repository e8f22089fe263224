"""Entering figures by hand, without writing a pack."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from difflib import get_close_matches
from typing import Any

from rules.checking import KnownNames, figure_mistakes
from rules.errors import PackError, PackProblem
from rules.figures import Figure, Source
from rules.pack import RulePack
from rules.sorts import sort_mistakes
from rules.status import Status
from rules.tables import table_mistakes
from rules.wording import Sentence, Text
from rules.yaml_text import dotted


def enter_figures(
    pack: RulePack, values: Mapping[str, Any], source: Source, clause: Text, known: KnownNames
) -> RulePack:
    """The pack with some figures entered by the user: their status is then *entered*.

    Args:
        pack: The pack to start from.
        values: Name of a figure, or of a family (all its members) -> value of the same sort.
        source: The document, or the command line, that they come from.
        clause: The place in it.
        known: The columns and choices that a list may name.

    Raises:
        PackError: A name that no figure bears, or a value of the wrong sort; all at once.
    """
    problems: list[PackProblem] = []
    changed: dict[str, Figure] = {}
    for name, value in values.items():
        figures = pack.figures.named(name)
        if not figures:
            said = Sentence("packs.set_unknown", {"name": name, "close": _close(name, pack)})
            problems.append(PackProblem(said, source.name, key=name))
        for figure in figures:
            if type(figure.value) is not type(value) and not _are_numbers(figure.value, value):
                values_said = {"name": name, "found": value, "like": figure.said}
                said = Sentence("packs.set_other_sort", values_said)
                problems.append(PackProblem(said, source.name, key=name))
                break
            changed[figure.name] = replace(
                figure, value=value, source=source, clause=clause, status=Status.ENTERED
            )
    entered = pack.with_figures(changed)
    mistakes = list(figure_mistakes(entered, known.and_those_of(pack)))
    if not (problems or mistakes):
        mistakes = [*sort_mistakes(entered), *table_mistakes(entered)]
    for path, said in mistakes:
        problems.append(PackProblem(said, source.name, key=dotted(path[:2])))
    if problems:
        raise PackError(problems)
    return entered


def _are_numbers(*values: Any) -> bool:
    return all(isinstance(v, (int, float)) and not isinstance(v, bool) for v in values)


def _close(name: str, pack: RulePack) -> list[str]:
    families = [name.partition(".")[0] for name, f in pack.figures.items() if f.member]
    names = list(dict.fromkeys([*pack.figures, *families]))
    return get_close_matches(name, names, n=5, cutoff=0.5) or names

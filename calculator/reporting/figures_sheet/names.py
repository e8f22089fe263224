"""What the value cell of each figure is called in a workbook."""

from __future__ import annotations

import re

from rules.figures import Figure
from rules.pack import RulePack

PREFIX = "fig_"
_LONGEST = 200
_OTHER = re.compile(r"[^A-Za-z0-9_]")


def defined_names(pack: RulePack) -> dict[str, str]:
    """Name of every figure of a pack -> the name of its cell, such as every program takes.

    ``fig_`` and the figure's name, with ``_`` for the point: ``fig_minimum_population``,
    ``fig_population_points_bound_1``. The member of a family is named by the place of its class,
    from the highest: ``fig_office_limit_1``. Any other letter is ``u`` and its number in
    hexadecimal. Names that differ only in capitals are one name there, so the second such, in
    the order of the pack, gets ``_2`` behind it.
    """
    names: dict[str, str] = {}
    taken: set[str] = set()
    for figure in pack.all_figures:
        wanted = (PREFIX + _plain(_written(figure, pack)))[:_LONGEST]
        name, number = wanted, 1
        while name.casefold() in taken:
            number += 1
            name = f"{wanted}_{number}"
        taken.add(name.casefold())
        names[figure.name] = name
    return names


def _written(figure: Figure, pack: RulePack) -> str:
    if figure.member is None or figure.member not in pack.class_names:
        return figure.name
    place = pack.class_names.index(figure.member) + 1
    return f"{figure.name.partition('.')[0]}_{place}"


def _plain(text: str) -> str:
    return _OTHER.sub(lambda found: f"u{ord(found[0]):04X}", text.replace(".", "_"))

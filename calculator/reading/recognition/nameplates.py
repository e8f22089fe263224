"""Name-plates that a body hangs beside its own, and other names that one cell lists."""

from __future__ import annotations

import re

from calculator.reading.cells.rows import clean_name
from calculator.reading.grids import as_text
from calculator.reading.recognition.parts import Part
from calculator.vocabulary import load_vocabulary


def take_nameplates(bodies: Part) -> dict[int, list[str]]:
    """The name-plates that names and cells tell, taken out of the names.

    A cell under 加挂牌子 that is neither yes nor no names them.
    """
    vocabulary = load_vocabulary()
    said = re.compile(vocabulary.nameplates).search
    found: dict[int, list[str]] = {}
    names = bodies.texts["body_name"]
    for place, name in enumerate(names):
        plates = said(name)
        if plates is not None and plates.start() > 0:
            names[place] = name[: plates.start()]
            found[place] = split_names(plates["names"])
    for place in bodies.odd.pop("nameplate", ()):
        cell = as_text(bodies.raw("nameplate", place))
        plates = said(cell)
        found.setdefault(place, []).extend(split_names(plates["names"] if plates else cell))
        bodies.numbers["nameplate"][place] = 0
    return {place: [*dict.fromkeys(plates)] for place, plates in found.items()}


def split_names(text: str) -> list[str]:
    """The names that a cell lists."""
    names = re.split(load_vocabulary().separators, text)
    return [clean for name in names if (clean := clean_name(name))]

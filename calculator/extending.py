"""A pack with figures entered by hand, as YAML that extends the pack it was made from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from calculator.errors import CalculatorError
from calculator.messages import LANGUAGES, messages
from rules.figures import Figure, Source
from rules.pack import RulePack
from rules.wording import Sentence, Text

_ENTERED = "entered"
"""What the source of figures that were typed is called in the YAML."""


def extending_pack(base: RulePack, changed: RulePack, extends: str) -> str:
    """The text of a pack that extends another, and says only the figures that differ.

    Args:
        base: The pack that is extended.
        changed: The same pack with other figures.
        extends: How the new pack names it: the id of a shipped one, or a path from its folder.

    Raises:
        CalculatorError: A number written inside a measure differs, which a pack can't say
            without the whole measure; a sheet of figures can.
    """
    import yaml

    figures = [
        figure
        for name, figure in changed.figures.items()
        if (figure.value, figure.source, figure.clause, figure.status)
        != (base.figures[name].value, *_cited(base.figures[name]))
    ]
    if slots := [figure.label for figure in figures if figure.is_slot]:
        said = {"names": list(dict.fromkeys(slots))}
        raise CalculatorError([Sentence("packs.not_extended", said)])
    titles = (
        messages(language).text("packs.extended_title", title=base.title) for language in LANGUAGES
    )
    names = _source_names(figures, base)
    data: dict[str, Any] = {
        "id": f"{base.id}-trial",
        "extends": extends,
        "title": _both(Text(*titles)),
    }
    if names:
        data["sources"] = {name: _source(source) for source, name in names if _is_new(name, base)}
    data["figures"] = dict(_entries(figures, dict(names)))
    text: str = yaml.safe_dump(
        {key: value for key, value in data.items() if value},
        allow_unicode=True,
        sort_keys=False,
        width=100,
    )
    return text


def _cited(figure: Figure) -> tuple[Source, Text, Any]:
    return figure.source, figure.clause, figure.status


def _source_names(figures: Iterable[Figure], base: RulePack) -> list[tuple[Source, str]]:
    """Each source with the name it has in the YAML."""
    names: list[tuple[Source, str]] = []
    for source in dict.fromkeys(figure.source for figure in figures):
        known = base.sources.get(source.name)
        taken = {*base.sources, *(name for _, name in names)}
        name = source.name if known == source else _ENTERED
        number = 1
        while known != source and name in taken:
            number += 1
            name = f"{_ENTERED}_{number}"
        names.append((source, name))
    return names


def _is_new(name: str, base: RulePack) -> bool:
    return name not in base.sources


def _source(source: Source) -> dict[str, Any]:
    said = {
        "issuer": source.issuer,
        "title": source.title,
        "date": source.date,
        "read_in": source.read_in,
    }
    return {key: _both(text) for key, text in said.items() if text is not None}


def _entries(
    figures: Iterable[Figure], names: Mapping[Source, str]
) -> Iterable[tuple[str, dict[str, Any]]]:
    """The entries of figures; the members of a family are one, cited as the first of them."""
    families: dict[str, list[Figure]] = {}
    for figure in figures:
        families.setdefault(figure.name.partition(".")[0], []).append(figure)
    for name, members in families.items():
        first = members[0]
        entry: dict[str, Any] = (
            {"value": first.value}
            if first.member is None
            else {"values": {str(figure.member): figure.value for figure in members}}
        )
        if isinstance(first.since, date):
            entry["since"] = first.since
        entry["source"] = names[first.source]
        entry["clause"] = _both(first.clause)
        entry["status"] = str(first.status)
        yield name, entry


def _both(text: Text) -> dict[str, str]:
    return {"zh": text.zh, "en": text.en}

"""Columns of the statistics that name other townships: neighbours, and a seat shared with one."""

from __future__ import annotations

from collections.abc import Iterator

from calculator.reading.borders.mentions import Mentions
from calculator.reading.borders.names import Townships, says_none, split_names
from calculator.reading.borders.notes import finding
from calculator.reading.cells.values import is_missing
from calculator.reading.notes import column_term
from calculator.reading.origins import Origins
from calculator.vocabulary import load_vocabulary
from rules.findings import Finding
from rules.statistics import IntArray, Statistics
from rules.status import Severity


def named_neighbours(
    statistics: Statistics, origins: Origins, townships: Townships, column: str = "neighbours"
) -> Mentions:
    """What a column of names says; nothing where the statistics have no such column."""
    mentions = Mentions(townships, column)
    for township, text in enumerate(statistics.text(column).tolist()):
        if text is None or is_missing(text):
            continue
        cell = origins.cell(township, column)
        if says_none(text):
            mentions.alone.add(township)
        for name in split_names(text):
            other = mentions.find(name, cell, beside=township)
            if other is not None:
                mentions.name(township, other, cell)
    return mentions


def shared_seats(
    statistics: Statistics, origins: Origins, townships: Townships
) -> tuple[IntArray, list[Finding]]:
    """Pairs of townships whose governments have their seats in one place (一地两府).

    A yes instead of the other township's name is a finding.
    """
    column = "shared_seat"
    mentions = Mentions(townships, column)
    findings: list[Finding] = []
    flags = load_vocabulary()
    for township, text in enumerate(statistics.text(column).tolist()):
        if text is None or is_missing(text) or text.casefold() in flags.no or says_none(text):
            continue
        cell = origins.cell(township, column)
        if text.casefold() in flags.yes:
            findings.append(
                finding(
                    Severity.WARNING,
                    "shared-seat-without-name",
                    township=township,
                    column=column,
                    cell=cell,
                    name=townships.name(township),
                    text=text,
                    term=column_term(column),
                )
            )
            continue
        for name in split_names(text):
            other = mentions.find(name, cell, beside=township)
            if other is not None:
                mentions.name(township, other, cell)
    findings.extend(_about_names(mentions))
    return mentions.pairs()[0], findings


def _about_names(mentions: Mentions) -> Iterator[Finding]:
    """What is wrong with the names; that one side alone names the other is no matter."""
    one_sided = {"neighbour-one-sided", "neighbour-twice"}
    return (found for found in mentions.findings("asked") if found.code not in one_sided)

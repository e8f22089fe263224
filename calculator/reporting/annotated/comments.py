"""The comments of a sheet: ours below the user's, and ours alone taken away again."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cache
from xml.etree import ElementTree
from xml.sax.saxutils import escape

from calculator.messages import LANGUAGES, messages
from calculator.own_sheets import MARKER
from calculator.reporting.annotated.elements import (
    Edits,
    Element,
    elements,
    named,
    prefixed,
)
from rules.status import Severity
from rules.wording import Term

_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_RUN = '<r><rPr><sz val="9"/><color indexed="81"/><rFont val="{font}"/></rPr>{text}</r>'


def written(text: str) -> str:
    """A text as it stands in XML."""
    return escape(_NOT_IN_XML.sub("", text))


def _text_element(text: str) -> str:
    return f'<t xml:space="preserve">{written(text)}</t>'


@dataclass
class _Run:
    """A piece of a comment: how it looks, as markup, and its text."""

    properties: str
    text: str

    def markup(self, prefix: str) -> str:
        """The piece as it is written; its look is kept as it was read."""
        return (
            f"<{prefix}r>{self.properties}{prefixed(_text_element(self.text), prefix)}</{prefix}r>"
        )


class Comments:
    """The comments of one sheet, first those that are the user's.

    Attributes:
        shortened: The references of cells in whose comment something was ours.
    """

    def __init__(self, part: bytes | None, namespace: str) -> None:
        """Read the comments that are there, without ours."""
        self._part = (
            part
            or (
                f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<comments '
                f'xmlns="{namespace}"><authors/><commentList/></comments>'
            ).encode()
        )
        self._found = elements(self._part)
        self._kept: dict[str, list[_Run]] = {}
        self._places: dict[str, Element] = {}
        self.shortened: set[str] = set()
        for comment in named("comment", self._found):
            reference = comment.attributes["ref"].upper()
            runs = self._runs(comment)
            kept = _without_ours(runs)
            self._places[reference] = comment
            if kept != runs:
                self.shortened.add(reference)
            if kept == runs or any(run.text.strip() for run in kept):
                self._kept[reference] = kept

    @property
    def users(self) -> Collection[str]:
        """The references of cells with a comment of the user's."""
        return self._kept.keys()

    @property
    def removed(self) -> set[str]:
        """The references of cells whose comment was ours alone."""
        return self._places.keys() - self._kept.keys()

    def with_ours(self, ours: Mapping[str, str], font: str) -> bytes:
        """The part with a text of ours in some cells."""
        edits = Edits(self._part)
        prefix = self._found[0].prefix
        authors = named("authors", self._found)[0]
        names = authors.children
        author = len(names)
        for position, name in enumerate(names):
            if self._part[name.inside : name.inside_end] == MARKER.encode():
                author = position
        if author == len(names):
            edits.append(authors, prefixed(f"<author>{MARKER}</author>", prefix))
        for reference, comment in self._places.items():
            kept = self._kept.get(reference)
            if kept is None:
                edits.replace(comment.start, comment.end, "")
            elif reference in ours or reference in self.shortened:
                text = self._text_of(comment)
                markup = "".join(run.markup(prefix) for run in kept)
                if reference in ours:
                    markup += prefixed(_run("\n" + ours[reference], font), prefix)
                edits.replace(text.inside, text.inside_end, markup)
        added = "".join(
            f'<comment ref="{reference}" authorId="{author}"><text>{_run(text, font)}</text>'
            "</comment>"
            for reference, text in ours.items()
            if reference not in self._kept
        )
        edits.append(named("commentList", self._found)[0], prefixed(added, prefix))
        return edits.made()

    def _text_of(self, comment: Element) -> Element:
        return named("text", comment.children)[0]

    def _runs(self, comment: Element) -> list[_Run]:
        runs = []
        for element in self._text_of(comment).children:
            if element.name == "t":
                runs.append(_Run("", self._characters(element)))
            elif element.name == "r":
                inside = element.children
                looks = [self._part[e.start : e.end].decode() for e in named("rPr", inside)]
                text = "".join(self._characters(e) for e in named("t", inside))
                runs.append(_Run("".join(looks), text))
        return runs

    def _characters(self, element: Element) -> str:
        inside = self._part[element.inside : element.inside_end]
        return ElementTree.fromstring(b"<t>" + inside + b"</t>").text or ""


def _run(text: str, font: str) -> str:
    return _RUN.format(font=written(font), text=_text_element(text))


@cache
def _ours() -> re.Pattern[str]:
    """What our part of a comment looks like, in either language."""
    headings, severities = [], []
    for language in LANGUAGES:
        speaker = messages(language)
        headings.append(re.escape(speaker.text("annotated.comment_heading")))
        for severity in Severity:
            line = speaker.text("annotated.comment_line", severity=severity_term(severity), said="")
            severities.append(re.escape(line.rstrip()))
    lines = rf"(?:\r?\n(?:{'|'.join(severities)})[^\n]*)*"
    return re.compile(rf"(?:\r?\n)?(?:{'|'.join(headings)}){lines}")


def severity_term(severity: Severity) -> Term:
    """What a severity is called."""
    return Term("severity", severity.value)


def _without_ours(runs: list[_Run]) -> list[_Run]:
    whole = "".join(run.text for run in runs)
    kept = []
    position = 0
    gone = [found.span() for found in _ours().finditer(whole)]
    if not gone:
        return runs
    for run in runs:
        text = "".join(
            character
            for place, character in enumerate(run.text, start=position)
            if not any(start <= place < end for start, end in gone)
        )
        position += len(run.text)
        if text:
            kept.append(_Run(run.properties, text))
    return kept

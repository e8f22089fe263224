"""Changing a few elements of an XML part in place, so that the rest stays as it was.

A parser that writes the part anew would lose what it does not know: prefixes that only an
attribute mentions, stored results, the order of attributes that some programs insist on.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from xml.parsers.expat import ParserCreate
from xml.sax.saxutils import quoteattr

_START_TAG = re.compile(rb"""<[^\s/>]+(?:\s+[^\s=]+\s*=\s*(?:"[^"]*"|'[^']*'))*\s*/?>""")
_TAG_NAME = re.compile(r"<(/?)(?=\w)")


class Unchangeable(Exception):
    """The part is not the XML that a spreadsheet has."""


@dataclass
class Element:
    """Where an element stands in its part, in bytes.

    Attributes:
        name: Its name without prefix.
        prefix: Its prefix with the colon, or nothing.
        attributes: Its attributes, as written.
        start: Where it begins.
        inside: Where its start tag ends.
        inside_end: Where its end tag begins; for ``<a/>`` the same as ``inside``.
        end: Where it ends.
        children: The elements directly inside it.
    """

    name: str
    prefix: str
    attributes: Mapping[str, str]
    start: int
    inside: int
    inside_end: int = 0
    end: int = 0
    children: list[Element] = field(default_factory=list)


def elements(part: bytes) -> list[Element]:
    """Every element of a part in the order they begin.

    Raises:
        Unchangeable: The part is not UTF-8 or has a document type, as none in spreadsheets has.
        xml.parsers.expat.ExpatError: It is not well-formed.
    """
    parser = ParserCreate("utf-8")
    found: list[Element] = []
    still_open: list[Element] = []

    def begin(tag: str, attributes: Mapping[str, str]) -> None:
        start = parser.CurrentByteIndex
        start_tag = _START_TAG.match(part, start)
        if start_tag is None:
            raise Unchangeable
        prefix, colon, name = tag.rpartition(":")
        element = Element(name, prefix + colon, attributes, start, start_tag.end())
        found.append(element)
        if still_open:
            still_open[-1].children.append(element)
        still_open.append(element)

    def finish(_tag: str) -> None:
        element = still_open.pop()
        if part[element.inside - 2 : element.inside] == b"/>":
            element.inside_end = element.end = element.inside
        else:
            element.inside_end = parser.CurrentByteIndex
            element.end = part.index(b">", element.inside_end) + 1

    def refuse(*_declared: object) -> None:
        raise Unchangeable

    parser.StartElementHandler = begin
    parser.EndElementHandler = finish
    parser.StartDoctypeDeclHandler = refuse
    parser.Parse(part, True)
    return found


def named(name: str, found: Sequence[Element]) -> list[Element]:
    """The elements of a name."""
    return [element for element in found if element.name == name]


def place_for(name: str, order: Sequence[str], found: Sequence[Element]) -> int:
    """Where an element of the root belongs, given the order that the format prescribes."""
    before = set(order[: order.index(name) + 1])
    ends = [element.end for element in found[0].children if element.name in before]
    return max(ends, default=found[0].inside)


def prefixed(markup: str, prefix: str) -> str:
    """Markup of ours, each tag with the prefix that the part uses."""
    return _TAG_NAME.sub(rf"<\1{prefix}", markup) if prefix else markup


class Edits:
    """Changes to a part, made all at once so that places stay true."""

    def __init__(self, part: bytes) -> None:
        """Begin with no change."""
        self._part = part
        self._changes: list[tuple[int, int, bytes]] = []

    def replace(self, start: int, end: int, markup: str) -> None:
        """Put something else between two places; nothing, if it says nothing."""
        self._changes.append((start, end, markup.encode()))

    def insert(self, place: int, markup: str) -> None:
        """Put something in; what is put in one place stands in the order given."""
        self.replace(place, place, markup)

    def append(self, element: Element, markup: str) -> None:
        """Put something in at the end of an element, empty or not."""
        if element.inside < element.end:
            self.insert(element.inside_end, markup)
            return
        tag = f"{element.prefix}{element.name}"
        self.replace(element.end - 2, element.end, f">{markup}</{tag}>")

    def set_attributes(self, element: Element, **changes: str) -> None:
        """Give attributes other values, or new ones."""
        start_tag = self._part[element.start : element.inside]
        for name, value in changes.items():
            written = f" {name}={quoteattr(value)}"
            pattern = re.compile(rb"""\s%s\s*=\s*(?:"[^"]*"|'[^']*')""" % name.encode())
            if found := pattern.search(start_tag):
                start, end = found.span()
                self.replace(element.start + start, element.start + end, written)
            else:
                end = element.inside - (2 if start_tag.endswith(b"/>") else 1)
                self.insert(end, written)

    def made(self) -> bytes:
        """The part with the changes."""
        pieces: list[bytes] = []
        last = 0
        for start, end, markup in sorted(self._changes, key=lambda change: change[:2]):
            pieces.extend((self._part[last:start], markup))
            last = end
        return b"".join([*pieces, self._part[last:]])

"""XML read without entities, without a network and without trees of any size."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

from calculator.reading.containers.limits import Damaged

# What lxml must be told so that entities stay unexpanded and depth and texts bounded.
_SAFE: dict[str, Any] = {"resolve_entities": False, "no_network": True, "huge_tree": False}


def parse_xml(content: bytes) -> Any:
    """The root element of a document.

    Raises:
        Damaged: It is not well-formed.
    """
    from lxml import etree

    try:
        return etree.fromstring(content, etree.XMLParser(**_SAFE))
    except (etree.XMLSyntaxError, ValueError):
        raise Damaged from None


def each_element(content: bytes, *names: str, started: tuple[str, ...] = ()) -> Iterator[Any]:
    """Every element of some local names, when it ends; its content is dropped afterwards.

    Args:
        content: The document.
        names: Local names of the elements to give, when they end.
        started: Local names of elements to give already when they start, without content.

    Raises:
        Damaged: The document is not well-formed.
    """
    from lxml import etree

    tags = [f"{{*}}{name}" for name in (*names, *started)]
    try:
        for event, element in etree.iterparse(
            io.BytesIO(content), events=("start", "end"), tag=tags, **_SAFE
        ):
            name = local_name(element)
            if event == "start":
                if name in started:
                    yield element
                continue
            if name in names:
                yield element
                element.clear(keep_tail=False)
                while element.getprevious() is not None:
                    del element.getparent()[0]
    except (etree.XMLSyntaxError, ValueError, TypeError):
        raise Damaged from None


def local_name(element: Any) -> str:
    """The name of an element without its namespace; blank for a comment or the like."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def attribute(element: Any, name: str) -> str | None:
    """An attribute by its local name, whatever its namespace."""
    for key, value in element.attrib.items():
        if str(key).rpartition("}")[2] == name:
            return str(value)
    return None

"""YAML text as plain data, with the line of every value.

Aliases and doubled keys are refused: the first because they can unpack without limit and hide
where a figure comes from, the second because one of the two would be lost in silence.

The parser's events are read, not the tree that it can make of them: events name aliases, and
lists that are nested without end would end the process while the tree is made.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import yaml

from rules.errors import PackError, PackProblem
from rules.wording import Sentence

Path = tuple[str | int, ...]


@dataclass
class MarkedData:
    """Plain data with the line that each of its values starts on.

    Attributes:
        data: Mappings, lists, texts, numbers, booleans, dates and None.
        lines: Path of keys and positions -> line, from 1.
        file: The name of the file, for messages.
    """

    data: Any
    file: str
    lines: dict[Path, int] = field(default_factory=dict)

    def line(self, path: Path) -> int | None:
        """The line of a path, or of the nearest part above it that has one."""
        while path not in self.lines and path:
            path = path[:-1]
        return self.lines.get(path)


def dotted(path: Path) -> str:
    """A path as people write it: ``measures.class.rows[2]``."""
    text = ""
    for part in path:
        text += f"[{part + 1}]" if isinstance(part, int) else f".{part}" if text else part
    return text


_PLAIN = re.compile(
    r"(?P<null>~|null|Null|NULL|)"
    r"|(?P<bool>true|True|TRUE|false|False|FALSE)"
    r"|(?P<int>[-+]?(?:0b[01_]+|0o?[0-7_]+|[0-9][0-9_]*|0x[0-9a-fA-F_]+))"
    r"|(?P<float>[-+]?(?:[0-9][0-9_]*\.[0-9_]*(?:[eE][-+]?[0-9]+)?|[0-9][0-9_]*[eE][-+]?[0-9]+"
    r"|\.[0-9][0-9_]*(?:[eE][-+]?[0-9]+)?|\.(?:inf|Inf|INF))|\.(?:nan|NaN|NAN))"
    r"|(?P<timestamp>[0-9]{4}-[0-9]{2}-[0-9]{2}(?:[Tt \t].*)?)"
)
"""What a value without quotation marks is, by how it looks: as in YAML 1.2, ``no`` is a text."""


def read_yaml(text: str, file: str) -> MarkedData:
    """Read YAML text.

    Raises:
        PackError: The text is not YAML, or has aliases, doubled keys or unknown tags.
    """
    try:
        # the parser in C: twenty times faster than those in Python
        return _Events(list(yaml.parse(text, yaml.CBaseLoader)), file).read()
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        last = len(text.splitlines())
        line = min(mark.line + 1, last) if mark is not None else None
        problem = Sentence("packs.not_yaml", {"problem": error.problem or error.context or ""})
        raise PackError([PackProblem(problem, file, line)]) from error
    except (yaml.YAMLError, RecursionError) as error:
        problem = Sentence("packs.not_yaml", {"problem": str(error)})
        raise PackError([PackProblem(problem, file)]) from error


class _Events:
    """The events of one text, read into data from the first to the last."""

    def __init__(self, events: list[yaml.Event], file: str) -> None:
        self._events: Iterator[Any] = iter(events)
        self._marked = MarkedData(None, file)
        self._problems: list[PackProblem] = []

    def read(self) -> MarkedData:
        """The data of the one document; none of an empty text.

        Raises:
            PackError: There are more documents, aliases, doubled keys or unknown tags.
        """
        for event in self._events:
            if not isinstance(event, yaml.DocumentStartEvent):
                continue
            if self._marked.lines:
                self._mistake(Sentence("packs.several_documents"), event)
                break
            self._marked.data = self._value(next(self._events), ())
        if self._problems:
            raise PackError(self._problems)
        return self._marked

    def _mistake(self, said: Sentence, event: Any, path: Path = ()) -> None:
        line = event.start_mark.line + 1
        self._problems.append(PackProblem(said, self._marked.file, line, dotted(path)))

    def _value(self, event: Any, path: Path) -> Any:
        """The value that begins with an event."""
        self._marked.lines.setdefault(path, event.start_mark.line + 1)
        match event:
            case yaml.MappingStartEvent():
                return self._mapping(path)
            case yaml.SequenceStartEvent():
                parts = enumerate(self._up_to(yaml.SequenceEndEvent))
                return [self._value(part, (*path, position)) for position, part in parts]
            case yaml.AliasEvent():
                self._mistake(Sentence("packs.alias", {"name": event.anchor}), event)
                return None
            case _:
                return self._scalar(event, path)

    def _mapping(self, path: Path) -> dict[str, Any]:
        mapping: dict[str, Any] = {}
        for event in self._up_to(yaml.MappingEndEvent):
            is_text = isinstance(event, yaml.ScalarEvent)
            key = str(event.value if is_text else self._value(event, path))
            if key in mapping:
                said = Sentence("packs.doubled_key", {"key": key})
                self._mistake(said, event, (*path, key))
            self._marked.lines[(*path, key)] = event.start_mark.line + 1
            mapping[key] = self._value(next(self._events), (*path, key))
        return mapping

    def _up_to(self, end: type[yaml.Event]) -> Iterator[Any]:
        """The event that each part of a list or mapping begins with."""
        for event in self._events:
            if isinstance(event, end):
                return
            yield event

    def _scalar(self, event: Any, path: Path) -> Any:
        try:
            match _type(event):
                case "null":
                    return None
                case "bool":
                    return event.value.lower() == "true"
                case "int":
                    is_hexadecimal = event.value[:2].lower() == "0x"
                    return int(event.value.replace("_", ""), 0 if is_hexadecimal else 10)
                case "float":
                    return float(event.value)
                case "timestamp":
                    return date.fromisoformat(event.value[:10])
                case "str":
                    return str(event.value)
        except ValueError:
            pass
        self._mistake(Sentence("packs.bad_value", {"value": event.value}), event, path)
        return None


def _type(event: Any) -> str:
    """The type of a scalar: as its tag says, or as it looks where it has neither tag nor quotes."""
    if event.tag is not None:
        return str(event.tag).rpartition(":")[2]
    if not event.implicit[0]:
        return "str"
    looks = _PLAIN.fullmatch(event.value)
    return (looks and looks.lastgroup) or "str"

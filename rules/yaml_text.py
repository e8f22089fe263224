"""YAML text as plain data, with the line of every value.

Aliases and doubled keys are refused: the first because they can unpack without limit and hide
where a figure comes from, the second because one of the two would be lost in silence.
"""

from __future__ import annotations

import io
from dataclasses import dataclass, field
from datetime import date
from typing import Any

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


def read_yaml(text: str, file: str) -> MarkedData:
    """Read YAML text.

    Raises:
        PackError: The text is not YAML, or has aliases, doubled keys or unknown tags.
    """
    from ruamel.yaml import YAML
    from ruamel.yaml.error import MarkedYAMLError, YAMLError

    try:
        root = YAML(typ="safe", pure=True).compose(io.StringIO(text))
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark is not None else None
        problem = Sentence("packs.not_yaml", {"problem": error.problem or error.context or ""})
        raise PackError([PackProblem(problem, file, line)]) from error
    except (YAMLError, RecursionError) as error:
        problem = Sentence("packs.not_yaml", {"problem": str(error)})
        raise PackError([PackProblem(problem, file)]) from error
    marked = MarkedData(None, file)
    if root is None:
        return marked
    problems: list[PackProblem] = []
    marked.data = _plain(root, (), marked, problems, set())
    if problems:
        raise PackError(problems)
    return marked


def _plain(
    node: Any, path: Path, marked: MarkedData, problems: list[PackProblem], seen: set[int]
) -> Any:
    line = marked.lines.setdefault(path, node.start_mark.line + 1)
    if node.anchor is not None and id(node) in seen:
        said = Sentence("packs.alias", {"name": node.anchor})
        problems.append(PackProblem(said, marked.file, line))
        return None
    seen.add(id(node))
    if node.id == "mapping":
        mapping: dict[str, Any] = {}
        for key_node, value_node in node.value:
            key = str(key_node.value)
            line = key_node.start_mark.line + 1
            if key in mapping:
                said = Sentence("packs.doubled_key", {"key": key})
                problems.append(PackProblem(said, marked.file, line, dotted((*path, key))))
            marked.lines[(*path, key)] = line
            mapping[key] = _plain(value_node, (*path, key), marked, problems, seen)
        return mapping
    if node.id == "sequence":
        return [
            _plain(item, (*path, position), marked, problems, seen)
            for position, item in enumerate(node.value)
        ]
    return _scalar(node, path, marked, problems)


def _scalar(node: Any, path: Path, marked: MarkedData, problems: list[PackProblem]) -> Any:
    tag = str(node.tag).rpartition(":")[2]
    try:
        match tag:
            case "null":
                return None
            case "bool":
                return node.value.lower() == "true"
            case "int":
                return int(node.value.replace("_", ""), 0 if node.value[:2].lower() == "0x" else 10)
            case "float":
                return float(node.value)
            case "timestamp":
                return date.fromisoformat(node.value[:10])
            case "str":
                return str(node.value)
    except ValueError:
        pass
    said = Sentence("packs.bad_value", {"value": str(node.value)})
    problems.append(PackProblem(said, marked.file, node.start_mark.line + 1, dotted(path)))
    return None

"""Files by their owner's names, in whatever is said of them: they lie under numbers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from calculator.errors import CalculatorError
from calculator.messages import Language, messages
from calculator.reporting.forms.texts import file_name
from calculator.web.requested import GivenFile, GivenRules, Requested
from rules.wording import Parts, Sentence

_LONGEST_STEM = 40
"""Characters of an upload's name in the names of its downloads."""


def owners_names(place: Path, *files: GivenFile | GivenRules | None) -> dict[str, str]:
    """How files are written in sentences and addresses -> how their owner writes them.

    Args:
        place: The folder of the result, with ``inputs`` in it.
        files: The files, and rules that may be one.
    """
    names: dict[str, str] = {}
    for file in files:
        if file is not None and file.path is not None:
            path = place / file.path
            names |= {str(path): file.name, f"[{path.name}]": f"[{file.name}]"}
            names[path.name] = file.name
    return names


def download_name(requested: Requested, key: str, language: Language) -> str:
    """What a browser is to call a file made of a result: a message, with the upload's name."""
    stem = Path(requested.files[0].name).stem[:_LONGEST_STEM]
    return file_name(messages(language).text(key, stem=stem))


def renamed(said: Any, names: Mapping[str, str]) -> Any:
    """A sentence, a list of them or a text with the owner's names in it."""
    match said:
        case Sentence():
            values = {key: renamed(value, names) for key, value in said.values.items()}
            return Sentence(said.key, values)
        case Parts():
            return Parts([renamed(part, names) for part in said.items])
        case list() | tuple():
            return [renamed(part, names) for part in said]
        case str() if said in names:
            return names[said]
        case str():
            # A bare 1.xlsx inside a text may be something else.
            for path in (name for name in names if not name[0].isdigit()):
                said = said.replace(path, names[path])
    return said


@contextmanager
def naming(place: Path, *files: GivenFile | GivenRules | None) -> Iterator[None]:
    """Say what is wrong with files by their owner's names; arguments as of ``owners_names``."""
    try:
        yield
    except CalculatorError as error:
        names = owners_names(place, *files)
        raise CalculatorError([renamed(said, names) for said in error.sentences]) from error

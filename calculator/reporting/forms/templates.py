"""The templates: those shipped, and an office's own."""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass
from importlib import resources
from pathlib import Path

from calculator.errors import CalculatorError
from calculator.messages import Language, messages
from calculator.reading.containers.packages import BROKEN_ZIP
from calculator.reporting.outputs import check_outputs, make_folder, write_whole
from rules.wording import Sentence

TEMPLATE_SUFFIX = ".docx"
SHIPPED = ("classification_review", "staffing", "township_staffing")
"""The shipped templates, by the name of their file."""

LARGEST_FILE = 10_000_000
LARGEST_UNPACKED = 60_000_000
_DOCUMENT = "word/document.xml"


@dataclass(frozen=True)
class FormTemplate:
    """A Word document with fields in it.

    Attributes:
        name: As messages call it.
        data: The bytes of the file.
    """

    name: str
    data: bytes


def shipped_templates(language: Language) -> dict[str, FormTemplate]:
    """The templates that the calculator brings, by their names in ``SHIPPED``."""
    folder = resources.files("calculator.reporting.forms").joinpath("templates", language)
    return {
        name: FormTemplate(
            f"{name}{TEMPLATE_SUFFIX}", folder.joinpath(f"{name}{TEMPLATE_SUFFIX}").read_bytes()
        )
        for name in SHIPPED
    }


def open_template(path: Path) -> FormTemplate:
    """An office's own template.

    Raises:
        CalculatorError: There is no such file, or it is no Word document that can be filled.
    """
    said = {"path": str(path)}
    if path.suffix.lower() != TEMPLATE_SUFFIX:
        raise CalculatorError([Sentence("forms.not_a_template_name", said)])
    try:
        with path.open("rb") as file:
            data = file.read(LARGEST_FILE + 1)
    except OSError as error:
        problem = {**said, "problem": error.strerror or str(error)}
        raise CalculatorError([Sentence("forms.template_not_read", problem)]) from error
    if len(data) > LARGEST_FILE:
        raise CalculatorError([Sentence("forms.template_too_large", said)])
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            unpacked = sum(entry.file_size for entry in package.infolist())
            is_document = _DOCUMENT in package.namelist()
    except BROKEN_ZIP as error:
        raise CalculatorError([Sentence("forms.not_a_document", said)]) from error
    if unpacked > LARGEST_UNPACKED:
        raise CalculatorError([Sentence("forms.template_too_large", said)])
    if not is_document:
        raise CalculatorError([Sentence("forms.not_a_document", said)])
    return FormTemplate(path.name, data)


def copy_templates(folder: Path, language: Language, *, replace: bool) -> list[Path]:
    """Write the shipped templates into a folder, to be edited there.

    Raises:
        CalculatorError: One of them exists and ``replace`` is not set, or can't be written.
    """
    words = messages(language)
    make_folder(folder)
    found = {
        folder / f"{words.text(f'forms.template_name.{name}')}{TEMPLATE_SUFFIX}": template
        for name, template in shipped_templates(language).items()
    }
    check_outputs(list(found), [], replace=replace)
    for path, template in found.items():
        write_whole(path, lambda file, data=template.data: file.write_bytes(data), replace=replace)  # type: ignore[misc]
    return list(found)

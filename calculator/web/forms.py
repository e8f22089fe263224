"""Forms as they are sent: one that can't be read is said to be so, and not taken for empty."""

from __future__ import annotations

from typing import Any

from flask import Request
from werkzeug.exceptions import BadRequest
from werkzeug.formparser import FormDataParser


class UnreadableForm(BadRequest):
    """The body is not made as its format demands, or a name in it is missing or not UTF-8."""


class _Parser(FormDataParser):
    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **{**options, "silent": False})

    def parse(self, *arguments: Any, **options: Any) -> Any:
        try:
            stream, form, files = super().parse(*arguments, **options)
        except ValueError as error:
            raise UnreadableForm from error
        # Of a part without a name the library makes a field that is called None.
        if None in form or None in files:
            for _, file in files.items(multi=True):
                file.close()
            raise UnreadableForm
        return stream, form, files


class FormRequest(Request):
    """A request whose form is read, or refused."""

    form_data_parser_class = _Parser

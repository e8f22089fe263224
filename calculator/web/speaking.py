"""The language of a page: Chinese, until this browser chose English."""

from __future__ import annotations

from typing import Any

from flask import request, session
from werkzeug.exceptions import HTTPException

from calculator.messages import LANGUAGES, Language, messages

_KEY = "language"


def page_language() -> Language:
    """The language to answer in: that of the cookie; for programs, what ``lang`` says."""
    asked = _asked() if request.path.startswith("/api/") else session.get(_KEY)
    return next((language for language in LANGUAGES if language == asked), "zh")


def _asked() -> str | None:
    try:
        return request.values.get("lang")
    except HTTPException:  # a request too large to be read
        return request.args.get("lang")


def choose_language(language: str) -> None:
    """Keep a language in the cookie; anything else than one is let be."""
    if language in LANGUAGES:
        session.permanent = True
        session[_KEY] = language


def say(key: str, **values: Any) -> str:
    """A sentence of the message files in the language of the page."""
    return messages(page_language()).text(key, **values)

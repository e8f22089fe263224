"""Who is asking: a browser, known by a long random number in its signed cookie."""

from __future__ import annotations

import hashlib
import secrets

from flask import abort, session

from calculator.web.services import services
from calculator.web.store import Result

_KEY = "browser"


def owner() -> str:
    """The owner of what this browser makes; a browser that comes first is given a number.

    It is a hash of the number, so that the list of results does not tell cookies.
    """
    if _KEY not in session:
        session.permanent = True
        session[_KEY] = secrets.token_urlsafe(24)
    return _hashed(session[_KEY])


def current_result(token: str) -> Result:
    """The result at an address; 404 where it is another's, gone, or was never there."""
    number = session.get(_KEY)
    found = services().store.find(token, _hashed(number)) if isinstance(number, str) else None
    if found is None:
        abort(404)
    return found


def own_results() -> list[Result]:
    """Everything that this browser made and that is not gone, the newest first."""
    number = session.get(_KEY)
    return services().store.of_owner(_hashed(number)) if isinstance(number, str) else []


def _hashed(number: str) -> str:
    return hashlib.sha256(number.encode()).hexdigest()

"""POST /language: the switch between Chinese and English."""

from __future__ import annotations

from flask import Blueprint, redirect, request
from werkzeug.wrappers import Response

from calculator.web.speaking import choose_language

blueprint = Blueprint("language", __name__)


@blueprint.post("/language")
def language() -> Response:
    """Keep ``language``, and lead back to the page ``back``, a path of this server."""
    choose_language(request.form.get("language", ""))
    back = request.form.get("back", "/")
    # Browsers take // and /\ for the start of another host.
    is_here = back.startswith("/") and back[1:2] not in ("/", "\\") and back.isprintable()
    return redirect(back if is_here else "/", 303)

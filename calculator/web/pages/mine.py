"""GET /mine and POST /mine/delete: what this browser made, and removing it."""

from __future__ import annotations

from datetime import datetime

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from calculator.web.browsers import current_result, own_results
from calculator.web.pages.start import pack_title
from calculator.web.services import services
from calculator.web.speaking import page_language, say

blueprint = Blueprint("mine", __name__)


@blueprint.get("/mine")
def mine() -> str:
    """List what this browser made."""
    results = [
        {
            "token": result.token,
            "names": [file.name for file in result.requested.files],
            "rules": pack_title(result.requested.rules, page_language()),
            "made": said_time(result.made),
            "expires": said_time(result.expires),
        }
        for result in own_results()
    ]
    return render_template("mine.html", results=results, days=services().settings.days_kept)


@blueprint.post("/mine/delete")
def delete() -> Response:
    """Remove one result (``token``), or without it all of this browser's."""
    token = request.form.get("token")
    for result in [current_result(token)] if token else own_results():
        services().calculations.end(result.folder)
        services().store.delete(result)
    return redirect(url_for("mine.mine"), 303)


def said_time(time: datetime) -> str:
    """A moment as people read it, by the clock of the server."""
    local = time.astimezone()
    minute, hour = f"{local.minute:02}", f"{local.hour:02}"
    return say(
        "web.list.time",
        year=str(local.year),
        month=str(local.month),
        day=str(local.day),
        hour=hour,
        minute=minute,
    )

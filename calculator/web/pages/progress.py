"""GET /r/<token>/progress: how far a piece of work is, for the script of the progress page."""

from __future__ import annotations

import json
from typing import Any

from flask import Blueprint, request

from calculator.web.browsers import current_result
from calculator.web.calculations import Work
from calculator.web.services import services
from calculator.web.tasks.kept import PROGRESS_FILE

blueprint = Blueprint("progress", __name__)


@blueprint.get("/r/<token>/progress")
def progress(token: str) -> dict[str, Any]:
    """``state`` (waiting, running, over), ``ahead``, and the files read of how many.

    ``output`` in the query names the piece of work, as the progress page was given it.
    """
    found = current_result(token)
    calculations = services().calculations
    # Only its output tells a piece of work.
    work = Work("", request.args.get("output", ""), "zh")
    job = calculations.job(found.folder, work)
    if job is None:
        return {"state": "over"}
    if not job.is_running:
        return {"state": "waiting", "ahead": calculations.ahead_of(job)}
    try:
        read, files = json.loads((found.folder / PROGRESS_FILE).read_text(encoding="utf-8"))
    except (OSError, ValueError):  # not written yet, or just being written
        return {"state": "running"}
    return {"state": "running", "read": read, "files": files}

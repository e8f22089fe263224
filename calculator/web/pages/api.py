"""POST /api/report: the same for programs; ``docs/api.md`` describes it."""

from __future__ import annotations

import io

from flask import Blueprint, Response, request, send_file

from calculator.errors import CalculatorError
from calculator.messages import LANGUAGES
from calculator.web.calculations import Work
from calculator.web.prepared import passing
from calculator.web.security import csrf
from calculator.web.services import services
from calculator.web.speaking import page_language
from calculator.web.store import remove, write_request
from calculator.web.uploads import receive
from rules.wording import Sentence

blueprint = Blueprint("api", __name__)
# Programs have no cookie, so nobody can make a browser use one here.
csrf.exempt(blueprint)

FORMATS = ("json", "xlsx")


@blueprint.post("/api/report")
def report() -> Response:
    """Calculate what is sent, and answer with JSON or with the workbook."""
    known = services()
    known.calculations.require_room()
    kind = request.form.get("format", "json")
    if kind not in FORMATS:
        said = {"found": kind, "choices": list(FORMATS)}
        raise CalculatorError([Sentence("web.server.not_a_format", said)])
    language = request.form.get("lang", page_language())
    if language not in LANGUAGES:
        said = {"found": language, "choices": list(LANGUAGES)}
        raise CalculatorError([Sentence("web.server.not_a_language", said)])
    place = known.store.new_place()
    try:
        folder = place / "1"
        write_request(folder, receive(place, page_language()))
    except BaseException:
        remove(place)
        raise
    content = passing(place, folder, Work("answer", f"township-report.{kind}", page_language()))
    if kind == "json":
        return Response(content, mimetype="application/json")
    return send_file(io.BytesIO(content), as_attachment=True, download_name="township-report.xlsx")

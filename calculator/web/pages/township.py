"""GET /r/<token>/townships/<position>: one township, clause by clause."""

from __future__ import annotations

from flask import Blueprint, abort

from calculator.messages import Language
from calculator.web.browsers import current_result
from calculator.web.calculations import Work
from calculator.web.pages.result import result_page, result_work
from calculator.web.prepared import prepared_data
from calculator.web.speaking import page_language

blueprint = Blueprint("township", __name__)


def township_work(position: int, language: Language) -> Work:
    """What the page of a township shows."""
    output = f"township-{position}.{language}.json"
    return Work("township", output, language, {"position": position})


@blueprint.get("/r/<token>/townships/<int:position>")
def township(token: str, position: int) -> str:
    """Show the township at a place in the statistics, counted from 0."""
    found = current_result(token)
    language = page_language()
    view = prepared_data(found, result_work(language))
    if position >= view["townships"]:
        abort(404)
    unit = prepared_data(found, township_work(position, language))
    return result_page("township.html", found, view, unit=unit, position=position)

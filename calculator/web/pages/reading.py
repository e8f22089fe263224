"""GET and POST /r/<token>/reading: what was read, and saying what headings mean."""

from __future__ import annotations

from dataclasses import replace

from flask import Blueprint, redirect, request, url_for
from werkzeug.wrappers import Response

from calculator.web.browsers import current_result
from calculator.web.pages.result import (
    calculate_again,
    column_labels,
    reading_work,
    result_page,
    result_part,
    result_work,
)
from calculator.web.prepared import NotMade, prepared_data
from calculator.web.speaking import page_language

blueprint = Blueprint("reading", __name__)

NOT_READ = "-"
"""What the drop-down says for a column that is not to be read."""
_LONGEST_HEADING = 200


@blueprint.get("/r/<token>/reading")
def reading(token: str) -> str:
    """Show what was read, also where nothing can be calculated."""
    found = current_result(token)
    language = page_language()
    try:
        view = prepared_data(found, result_work(language))
    except NotMade as error:
        if error.failure.kind != "input":
            raise
        view, read = None, prepared_data(found, reading_work(language))
    else:
        read = result_part(found, "reading")
    change = request.args.get("change", "")
    labels = column_labels(read)
    return result_page("what_was_read.html", found, view, read=read, change=change, labels=labels)


@blueprint.post("/r/<token>/reading")
def correct(token: str) -> Response:
    """Take ``heading`` for ``column`` (both repeated), forget each ``undo``, calculate again."""
    found = current_result(token)
    columns = dict(found.requested.columns)
    for heading in request.form.getlist("undo"):
        columns.pop(heading, None)
    pairs = zip(request.form.getlist("heading"), request.form.getlist("column"), strict=False)
    for heading, column in pairs:
        if heading.strip() and column:
            columns[heading.strip()[:_LONGEST_HEADING]] = "" if column == NOT_READ else column
    if columns != found.requested.columns:
        calculate_again(found, replace(found.requested, columns=columns))
    return redirect(url_for("result.result", token=token), 303)

"""GET /r/<token> and the pages beside it: how things stand, what to do, what to download."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from flask import Blueprint, current_app, render_template

from calculator import __version__
from calculator.messages import Language, messages
from calculator.messages.speaking import format_number
from calculator.web.browsers import current_result
from calculator.web.calculations import Work
from calculator.web.prepared import NotMade, prepared_data
from calculator.web.requested import Requested
from calculator.web.services import services
from calculator.web.speaking import page_language
from calculator.web.store import Result
from calculator.web.tasks import KINDS
from calculator.web.tasks.result_map import MAP
from calculator.web.views.option_words import by_fields
from calculator.web.views.reading import nothing_read
from calculator.web.views.result import OVERVIEW, part_name, part_path

blueprint = Blueprint("result", __name__)

TABS = {
    "result": "result",
    "findings": "result",
    "townships": "townships",
    "reading": "reading",
    "plan": "plan",
    "whatif": "trials",
    "downloads": "result",
}
"""The pages of a result in their order -> the module that has each."""

OF_UNCALCULATED = ("result", "reading")


def result_work(language: Language) -> Work:
    """The calculation of a result, and what its pages show."""
    return Work("calculate", part_name(OVERVIEW, language), language)


def result_part(found: Result, part: str) -> Any:
    """A part of what the pages of a result show, once ``result_work`` is done."""
    path = part_path(found.folder, part, page_language())
    return json.loads(path.read_text(encoding="utf-8"))


def result_page(template: str, found: Result, view: dict[str, Any] | None, **shown: Any) -> str:
    """A page of a result, with its head and tabs.

    Args:
        template: The template, which extends ``result_base.html``.
        found: The result.
        view: Its overview; None where nothing can be calculated.
        shown: What else the template shows.
    """
    names = TABS if view is not None else OF_UNCALCULATED
    endpoints = {name: f"{TABS[name]}.{name}" for name in names}
    tabs = {name: e for name, e in endpoints.items() if e in current_app.view_functions}
    return render_template(template, result=found, view=view, tabs=tabs, **shown)


def calculate_again(found: Result, requested: Requested) -> None:
    """Give a result another request; the calculation of the former one is ended first."""
    services().calculations.end(found.folder)
    revised = services().store.revise(found, requested)
    services().calculations.start(revised.folder, result_work(page_language()))


@blueprint.app_context_processor
def of_every_page() -> dict[str, Any]:
    """What the foot of every page says."""
    return {"services_days": services().settings.days_kept, "version": __version__}


@blueprint.app_template_filter("number")
def number(value: float | None) -> str:
    """A number as people read it, a dash where there is none."""
    return "—" if value is None else format_number(value)


@blueprint.get("/r/<token>")
def result(token: str) -> str:
    """Show how things stand, or why nothing can be calculated."""
    found = current_result(token)
    language = page_language()
    try:
        view = prepared_data(found, result_work(language))
    except NotMade as error:
        if error.failure.kind != "input":
            raise
        read = _read(found)
        return result_page(
            "uncalculated.html",
            found,
            None,
            problems=[by_fields(said, messages(language)) for said in error.failure.said(language)],
            read=read,
            change="",
            labels=column_labels(read),
        )
    return result_page("result.html", found, view, map=result_part(found, MAP))


@blueprint.get("/r/<token>/findings")
def findings(token: str) -> str:
    """Show all findings by what to do about them."""
    found = current_result(token)
    view = prepared_data(found, result_work(page_language()))
    return result_page("findings.html", found, view, groups=result_part(found, "findings"))


@blueprint.get("/r/<token>/downloads")
def downloads(token: str) -> str:
    """Show what can be downloaded."""
    found = current_result(token)
    view = prepared_data(found, result_work(page_language()))
    return result_page("downloads.html", found, view, kinds=KINDS)


def reading_work(language: Language) -> Work:
    """Reading the files again where nothing can be calculated from them."""
    return Work("reading", part_name("reading", language), language)


def column_labels(read: Mapping[str, Any]) -> dict[str, str]:
    """Column -> what it is called, of those that a heading may be said to mean."""
    return {c["value"]: c["said"] for group in read["choices"] for c in group["columns"]}


def _read(found: Result) -> dict[str, Any]:
    """What was read of files that nothing can be calculated from; perhaps no file."""
    language = page_language()
    try:
        read: dict[str, Any] = prepared_data(found, reading_work(language))
    except NotMade as error:
        return nothing_read(error.failure.codes, messages(language))
    return read

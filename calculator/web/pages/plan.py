"""GET and POST /r/<token>/plan: which neighbours the candidates could join, and wishes for it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from flask import Blueprint, abort, redirect, request, send_file, url_for
from werkzeug.wrappers import Response

from calculator.messages import Language
from calculator.web.asked import asked_of, keep_asked
from calculator.web.browsers import current_result
from calculator.web.calculations import Work
from calculator.web.pages.result import calculate_again, result_page, result_work
from calculator.web.prepared import NotMade, prepared, prepared_data
from calculator.web.services import services
from calculator.web.speaking import page_language
from calculator.web.store import Result
from calculator.web.tasks import PLAN_KINDS
from calculator.web.tasks.plans import area_path
from calculator.web.uploads import receive_borders
from calculator.web.wishes import LISTS, place_in, read_wishes, wishes_shown

blueprint = Blueprint("plan", __name__)

PLAIN = "plain"
"""What stands for the digest where nothing is asked."""
SEARCH_SHARE = 2 / 3
_KIND = "plan"


@blueprint.get("/r/<token>/plan")
def plan(token: str) -> str | tuple[str, int]:
    """Show the plan of a county (``area``, or that of ``township``) for the wishes ``asked``."""
    found = current_result(token)
    language = page_language()
    view = prepared_data(found, result_work(language))
    digest = request.args.get("asked", PLAIN)
    wishes = _wishes(found, digest) or {}
    digest = digest if wishes else PLAIN
    work = plan_work(digest, wishes, language)
    try:
        output = prepared(found, work)
    except NotMade as error:
        if error.failure.kind != "input":
            raise
        problems, codes = error.failure.said(language), error.failure.codes
        shown = {"plan": None, "problems": problems, "codes": codes, "digest": digest}
        return result_page("plan.html", found, view, **shown), 200 if "no-borders" in codes else 422
    head = json.loads(output.read_text(encoding="utf-8"))
    place = _place(head)
    area = None
    if head["areas"]:
        area = json.loads(area_path(output, place).read_text(encoding="utf-8"))
    return result_page(
        "plan.html",
        found,
        view,
        plan=head,
        area=area,
        place=place,
        digest=digest,
        wishes=wishes,
        chosen=wishes_shown(wishes, [unit["position"] for unit in area["choices"]] if area else []),
        lists=LISTS,
        problems=[],
        codes=(),
    )


@blueprint.post("/r/<token>/plan")
def ask(token: str) -> Response:
    """Keep what is wished for a county beside what was wished for others, and plan again."""
    found = current_result(token)
    before = _wishes(found, request.form.get("asked", "")) or {}
    wishes = read_wishes(request.form, before)
    place = place_in(request.form.get("area", "")) or 0
    query: dict[str, Any] = {"area": place} if place else {}
    if wishes:
        query["asked"] = keep_asked(found.folder, _KIND, wishes)
    # A county's place among the others may be another once something is to be joined in it.
    if township := request.form.get("first", ""):
        query = {**query, "township": township}
        query.pop("area", None)
    return redirect(url_for("plan.plan", token=token, **query), 303)


@blueprint.post("/r/<token>/plan/borders")
def borders(token: str) -> Response:
    """Take a table of neighbours or a file of boundaries (``neighbours``, ``boundaries``)."""
    found = current_result(token)
    calculate_again(found, receive_borders(found.place, found.requested))
    return redirect(url_for("plan.plan", token=token), 303)


@blueprint.get("/r/<token>/plan/<digest>/plan.<kind>")
def plan_file(token: str, digest: str, kind: str) -> Response:
    """Give the plan as a file: ``xlsx`` or ``json``."""
    found = current_result(token)
    wishes = _wishes(found, digest)
    if kind not in PLAN_KINDS or wishes is None:
        abort(404)
    language = page_language()
    output = f"plan-file-{digest}-{kind}.{language}.made"
    parameters = {**_asking(digest, wishes), "kind": kind}
    made = prepared_data(found, Work("plan_file", output, language, parameters))
    return send_file(found.folder / made["file"], as_attachment=True, download_name=made["name"])


def plan_work(digest: str, wishes: Mapping[str, Any], language: Language) -> Work:
    """The plans of a result for some wishes."""
    output = f"plan-{digest}.{language}.json"
    return Work("plans", output, language, _asking(digest, wishes))


def _asking(digest: str, wishes: Mapping[str, Any]) -> dict[str, Any]:
    """What a plan is asked with; of a calculation's time a part is left for writing it down."""
    seconds = services().settings.most_seconds * SEARCH_SHARE
    return {"digest": digest, "wishes": wishes, "seconds": seconds}


def _wishes(found: Result, digest: str) -> dict[str, Any] | None:
    """The wishes under a digest; None where there are none."""
    if digest == PLAIN:
        return {}
    wishes: dict[str, Any] | None = asked_of(found.folder, _KIND, digest)
    return wishes


def _place(head: Mapping[str, Any]) -> int:
    """Which county is to be shown."""
    areas = head["areas"]
    township = place_in(request.args.get("township", ""))
    for place, area in enumerate(areas):
        if township in area["townships"]:
            return place
    place = place_in(request.args.get("area", "")) or 0
    return place if place < len(areas) else 0

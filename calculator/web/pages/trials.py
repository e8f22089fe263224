"""GET and POST /r/<token>/whatif: other figures tried on a result, taken over, downloaded."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from flask import Blueprint, abort, redirect, request, send_file, url_for
from werkzeug.wrappers import Response

from calculator.messages import Language
from calculator.web.asked import asked_of, keep_asked
from calculator.web.browsers import current_result
from calculator.web.calculations import Work
from calculator.web.pages.result import calculate_again, result_page, result_work
from calculator.web.prepared import prepared_data
from calculator.web.speaking import page_language
from calculator.web.store import Result
from calculator.web.tasks import RULES_KINDS

blueprint = Blueprint("trials", __name__)

FIELD = "figure:"
"""What stands before the name of a figure in the form."""
_KIND = "trial"
_LONGEST = 200


@blueprint.get("/r/<token>/whatif")
def whatif(token: str) -> str | tuple[str, int]:
    """Show the figures to change, and what those that were changed would do."""
    found = current_result(token)
    language = page_language()
    view = prepared_data(found, result_work(language))
    groups = prepared_data(found, Work("figures", f"figures.{language}.json", language))
    digest = request.args.get("trial", "")
    settings = asked_of(found.folder, _KIND, digest) or {}
    trial: dict[str, Any] | None = None
    if settings:
        trial = prepared_data(found, trial_work(digest, settings, language))
    mistakes = trial if trial is not None and "errors" in trial else None
    page = result_page(
        "what_if.html",
        found,
        view,
        groups=groups,
        typed=settings,
        trial=None if mistakes else trial,
        mistakes=mistakes,
        digest=digest,
        labels={f["name"]: f["label"] for group in groups for f in group["figures"]},
    )
    return (page, 422) if mistakes else page


@blueprint.post("/r/<token>/whatif")
def try_figures(token: str) -> Response:
    """Keep what was typed, and lead to what it would do."""
    found = current_result(token)
    settings = {
        field.removeprefix(FIELD): text.strip()[:_LONGEST]
        for field, text in request.form.items()
        if field.startswith(FIELD) and text.strip()
    }
    if not settings:
        return redirect(url_for("trials.whatif", token=token), 303)
    known = _known_figures(found)
    digest = keep_asked(found.folder, _KIND, {n: t for n, t in settings.items() if n in known})
    return redirect(url_for("trials.whatif", token=token, trial=digest, _anchor="trial"), 303)


@blueprint.post("/r/<token>/whatif/adopt")
def adopt(token: str) -> Response:
    """Calculate the result with the figures tried; without ``trial`` with those of the rules."""
    found = current_result(token)
    settings = {}
    if digest := request.form.get("trial"):
        settings = {**found.requested.settings, **_settings(found, digest)}
    if settings != found.requested.settings:
        calculate_again(found, replace(found.requested, settings=settings))
    return redirect(url_for("result.result", token=token), 303)


@blueprint.get("/r/<token>/whatif/<digest>/rules.<kind>")
def rules(token: str, digest: str, kind: str) -> Response:
    """Give the rules with the figures tried: ``yaml`` or ``xlsx``."""
    found = current_result(token)
    if kind not in RULES_KINDS:
        abort(404)
    settings, language = _settings(found, digest), page_language()
    output = f"rules-{digest}-{kind}.{language}.made"
    work = Work("trial_rules", output, language, {"settings": settings, "kind": kind})
    made = prepared_data(found, work)
    return send_file(found.folder / made["file"], as_attachment=True, download_name=made["name"])


def trial_work(digest: str, settings: dict[str, str], language: Language) -> Work:
    """What a trial would do."""
    return Work("trial", f"trial-{digest}.{language}.json", language, {"settings": settings})


def _settings(found: Result, digest: str) -> dict[str, str]:
    """What was typed for a trial; 404 where there is none."""
    settings: dict[str, str] | None = asked_of(found.folder, _KIND, digest)
    if not settings:
        abort(404)
    return settings


def _known_figures(found: Result) -> set[str]:
    """The names of the figures that may be entered."""
    language = page_language()
    groups = prepared_data(found, Work("figures", f"figures.{language}.json", language))
    return {figure["name"] for group in groups for figure in group["figures"]}

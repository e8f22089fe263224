"""POST /upload and POST /sample: files become a result."""

from __future__ import annotations

from importlib import resources
from pathlib import Path

from flask import Blueprint, redirect, url_for
from werkzeug.wrappers import Response

from calculator.web.browsers import owner
from calculator.web.calculations import Busy
from calculator.web.pages.result import result_work
from calculator.web.requested import GivenFile, GivenRules, Requested
from calculator.web.services import services
from calculator.web.speaking import page_language
from calculator.web.store import INPUTS, remove
from calculator.web.uploads import receive

blueprint = Blueprint("upload", __name__)

SAMPLE_FILES = {
    "files": "qiyuan_county.xlsx",
    "rules": "qiyuan_county.yaml",
    "boundaries": "qiyuan_boundaries.geojson",
}


@blueprint.post("/upload")
def upload() -> Response:
    """Save what was sent, start the calculation, and lead to the result."""
    services().calculations.require_room()
    place = services().store.new_place()
    try:
        return _calculate(place, receive(place, page_language()))
    except BaseException:
        remove(place)
        raise


@blueprint.post("/sample")
def sample() -> Response:
    """Calculate the sample county, as if its files had been sent."""
    services().calculations.require_room()
    place = services().store.new_place()
    given: dict[str, GivenFile] = {}
    try:
        for number, (kind, name) in enumerate(SAMPLE_FILES.items(), 1):
            path = f"{INPUTS}/{number}{Path(name).suffix}"
            content = resources.files("sample_data").joinpath(name).read_bytes()
            (place / path).write_bytes(content)
            given[kind] = GivenFile(path, name)
        rules = given["rules"]
        requested = Requested(
            files=(given["files"],),
            rules=GivenRules("file", rules.name, rules.path),
            boundaries=given["boundaries"],
            lang=page_language(),
        )
        return _calculate(place, requested)
    except BaseException:
        remove(place)
        raise


def _calculate(place: Path, requested: Requested) -> Response:
    kept = services().store.keep(place, requested, owner())
    try:
        services().calculations.start(kept.folder, result_work(requested.lang))
    except Busy:
        services().store.delete(kept)
        raise
    return redirect(url_for("result.result", token=kept.token), 303)

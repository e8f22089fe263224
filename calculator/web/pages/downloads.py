"""GET /r/<token>/download/<kind>, /template and /sample/<name>: files to keep."""

from __future__ import annotations

import io
from importlib import resources

from flask import Blueprint, Response, abort, request, send_file

from calculator.messages import Language
from calculator.web.browsers import current_result
from calculator.web.calculations import Work
from calculator.web.pages.upload import SAMPLE_FILES
from calculator.web.prepared import passing, prepared_data
from calculator.web.services import services
from calculator.web.speaking import page_language, say
from calculator.web.tasks import KINDS
from calculator.web.uploads import DEFAULT_PACK
from rules.loading import shipped_packs

blueprint = Blueprint("downloads", __name__)


def download_work(kind: str, language: Language) -> Work:
    """The making of a file to download."""
    return Work("download", f"download-{kind}.{language}.made", language, {"kind": kind})


@blueprint.get("/r/<token>/download/<kind>")
def download(token: str, kind: str) -> Response:
    """Give a file of a result: report, annotated, forms, json or figures."""
    found = current_result(token)
    if kind not in KINDS:
        abort(404)
    made = prepared_data(found, download_work(kind, page_language()))
    return send_file(found.folder / made["file"], as_attachment=True, download_name=made["name"])


@blueprint.get("/template")
def template() -> Response:
    """Give the empty workbook for a shipped pack, ``rules``."""
    rules = request.args.get("rules", DEFAULT_PACK)
    if rules not in shipped_packs():
        abort(404)
    name = say("template.file_name")
    place = services().store.new_place()
    content = passing(place, place, Work("template", name, page_language(), {"rules": rules}))
    return send_file(io.BytesIO(content), as_attachment=True, download_name=name)


@blueprint.get("/sample/<name>")
def sample_file(name: str) -> Response:
    """Give a file of the sample county."""
    if name not in SAMPLE_FILES.values():
        abort(404)
    content = resources.files("sample_data").joinpath(name).read_bytes()
    return send_file(io.BytesIO(content), as_attachment=True, download_name=name)

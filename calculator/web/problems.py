"""Whatever goes wrong, as a page or, for programs, as JSON: one clear sentence each."""

from __future__ import annotations

import secrets
import sqlite3
from collections.abc import Sequence
from typing import Any

from flask import Flask, Response, make_response, render_template, request
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException

from calculator.errors import CalculatorError, system_reason
from calculator.messages import messages
from calculator.web.calculations import RETRY_SECONDS, Busy
from calculator.web.failures import Failure, failure
from calculator.web.forms import UnreadableForm
from calculator.web.log import LOG, trace
from calculator.web.prepared import NotMade, Underway
from calculator.web.security import API
from calculator.web.services import services
from calculator.web.speaking import page_language, say

_STATUSES = {"input": 422, "time": 503, "memory": 422, "system": 503, "unexpected": 500}
_KNOWN = (400, 403, 404, 405, 413, 421)


def answer_problems(app: Flask) -> None:
    """Let an application say what went wrong."""
    app.register_error_handler(Busy, _busy)
    app.register_error_handler(CalculatorError, _mistake)
    app.register_error_handler(NotMade, _not_made)
    app.register_error_handler(Underway, _underway)
    app.register_error_handler(CSRFError, _no_token)
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(OSError, _system)
    app.register_error_handler(sqlite3.Error, _database)
    app.register_error_handler(Exception, _unexpected)


def is_for_program() -> bool:
    """Whether this request wants JSON rather than a page."""
    return request.path.startswith(API) or request.path.endswith("/progress")


def problem(status: int, sentences: Sequence[str], codes: Sequence[str] = ()) -> Response:
    """An answer that says what went wrong."""
    if is_for_program():
        codes = codes or [""] * len(sentences)
        findings = [
            {"code": code, "severity": "error", "message": sentence}
            for code, sentence in zip(codes, sentences, strict=True)
            if code
        ]
        answer: Any = {"error": {"message": "\n".join(sentences), "findings": findings}}
        return make_response(answer, status)
    try:
        page = render_template("error.html", status=status, sentences=sentences)
    except Exception as error:  # the page itself is wrong: the sentences are said all the same
        LOG.error("%s", trace(error))
        return Response("\n".join(sentences), status, mimetype="text/plain")
    return make_response(page, status)


def failed(told: Failure) -> Response:
    """An answer that says why a piece of work gave nothing."""
    codes = told.codes if told.kind == "input" else ()
    response = problem(_STATUSES[told.kind], told.said(page_language()), codes)
    if response.status_code == 503:
        response.headers["Retry-After"] = str(RETRY_SECONDS)
    return response


def _busy(_: Exception) -> Response:
    response = problem(503, [say("web.server.busy", seconds=RETRY_SECONDS)])
    response.headers["Retry-After"] = str(RETRY_SECONDS)
    return response


def _mistake(error: CalculatorError) -> Response:
    speaker = messages(page_language())
    told = failure("input", error.sentences)
    return problem(400, [speaker.say(sentence) for sentence in error.sentences], told.codes)


def _not_made(error: NotMade) -> Response:
    return failed(error.failure)


def _underway(error: Underway) -> Response:
    """The progress page, which asks for the same address again until the work is done."""
    job = services().calculations.job(error.result.folder, error.work)
    ahead = services().calculations.ahead_of(job) if job is not None else 0
    page = render_template(
        "progress.html", token=error.result.token, output=error.work.output, ahead=ahead
    )
    return make_response(page, 202)


def _no_token(_: CSRFError) -> Response:
    return problem(400, [say("web.server.no_token")])


def _http(error: HTTPException) -> Response | HTTPException:
    status = error.code or 500
    if status < 400:  # a redirect
        return error
    if isinstance(error, UnreadableForm):
        said = say("web.server.unreadable_form")
    elif status == 413:
        limits = services().settings
        megabytes, files = limits.most_bytes >> 20, limits.most_files
        said = say("web.server.status.413", megabytes=megabytes, files=files)
    else:
        said = say(f"web.server.status.{status if status in _KNOWN else 400}")
    return problem(status, [said])


def _system(error: OSError) -> Response:
    LOG.error("system: %s", trace(error))
    return problem(507, [say("web.server.system", problem=system_reason(error))])


def _database(error: sqlite3.Error) -> Response:
    LOG.error("database: %s: %s", type(error).__name__, error)
    return problem(507, [say("web.server.database")])


def _unexpected(error: Exception) -> Response:
    number = secrets.token_hex(4)
    LOG.error("%s %s", number, trace(error))
    return problem(500, [say("web.server.unexpected", number=number)])

"""The log: one line a request and one a mistake of ours, with no data of a user's in it."""

from __future__ import annotations

import logging
import sys
import time
import traceback
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from flask import Flask, Response

LOG = logging.getLogger("calculator.web")
_METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")


def write_log() -> None:
    """Send the log to standard error."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
    for logger in (LOG, logging.getLogger("waitress")):
        logger.addHandler(handler)
        logger.propagate = False
    LOG.setLevel(logging.INFO)
    # It would tell of a queue of requests, which is ours to answer for.
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)


def log_requests(app: Flask) -> None:
    """Write a line for every request: method, route (never the address), status, milliseconds."""
    from flask import g, request

    @app.before_request
    def begin() -> None:
        g.began = time.perf_counter()

    @app.after_request
    def end(response: Response) -> Response:
        route = request.url_rule.rule if request.url_rule is not None else "-"
        method = request.method if request.method in _METHODS else "-"
        taken = (time.perf_counter() - g.began) * 1000 if "began" in g else 0.0
        LOG.info("%s %s %d %.0f ms", method, route, response.status_code, taken)
        return response


def trace(error: BaseException) -> str:
    """Where an exception came from, without its message, which may hold a user's data."""
    frames = traceback.extract_tb(error.__traceback__)
    places = [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in reversed(frames)]
    return " < ".join([type(error).__name__, *places])

"""GET /health: whether the server works, for whoever watches over it."""

from __future__ import annotations

import sqlite3
from typing import Any

from flask import Blueprint

from calculator import __version__
from calculator.web.log import LOG
from calculator.web.services import services

blueprint = Blueprint("health", __name__)


@blueprint.get("/health")
def health() -> tuple[dict[str, Any], int]:
    """``ok``, the version, and how much work runs and waits; 503 where results can't be kept."""
    known = services()
    try:
        known.store.check()
        is_well = True
    except (OSError, sqlite3.Error) as error:
        LOG.error("data folder: %s", type(error).__name__)
        is_well = False
    running, waiting = known.calculations.counts()
    said = {
        "ok": is_well,
        "version": __version__,
        "running": running,
        "waiting": waiting,
        "most_running": known.settings.workers,
        "most_waiting": known.settings.most_waiting,
    }
    return said, 200 if is_well else 503

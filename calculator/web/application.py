"""The application: pages, what they work with, and what keeps them safe, put together."""

from __future__ import annotations

import pkgutil
import sqlite3
import threading
from importlib import import_module

from flask import Flask

from calculator.web import pages
from calculator.web.calculations import Busy, Calculations, Pool, failure_of
from calculator.web.forms import FormRequest
from calculator.web.log import LOG, log_requests
from calculator.web.pages.result import result_work
from calculator.web.problems import answer_problems
from calculator.web.security import secure
from calculator.web.services import Services
from calculator.web.settings import Settings
from calculator.web.speaking import page_language, say
from calculator.web.store import Store

_SWEEP_SECONDS = 3600.0


def create_app(settings: Settings, pool: Pool | None = None) -> Flask:
    """The application.

    Args:
        settings: How it is run.
        pool: What runs the calculations, in place of worker processes.

    Raises:
        OSError, sqlite3.Error: The data folder can't be used.
    """
    app = Flask("calculator.web")
    app.request_class = FormRequest
    app.json.ensure_ascii = False  # type: ignore[attr-defined]
    store = Store(settings.data, settings.days_kept)
    store.sweep()
    log_requests(app)
    secure(app, settings)
    answer_problems(app)
    for module in pkgutil.iter_modules(pages.__path__):
        app.register_blueprint(import_module(f"{pages.__name__}.{module.name}").blueprint)
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True

    @app.context_processor
    def words() -> dict[str, object]:
        return {"say": say, "language": page_language()}

    calculations = Calculations(settings, pool)
    app.extensions["township"] = Services(settings, store, calculations)
    return app


def start_again(services: Services) -> None:
    """Start the calculations that were under way when the server ended."""
    for result in services.store.all():
        work = result_work(result.requested.lang)
        folder = result.folder
        if work.made(folder).exists() or failure_of(folder, work) is not None:
            continue
        try:
            services.calculations.start(folder, work)
        except Busy:  # the page starts it when somebody looks
            return


def keep_sweeping(services: Services, stop: threading.Event) -> threading.Thread:
    """Remove what is gone, every hour, until ``stop`` is set."""

    def sweep() -> None:
        while not stop.wait(_SWEEP_SECONDS):
            try:
                services.store.sweep()
            except (OSError, sqlite3.Error) as error:
                LOG.error("results not removed: %s", type(error).__name__)

    thread = threading.Thread(target=sweep, name="sweep", daemon=True)
    thread.start()
    return thread

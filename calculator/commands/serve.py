"""township serve: the upload page, until it is interrupted."""

from __future__ import annotations

import errno
import gc
import signal
import socket
import sqlite3
import sys
import threading
from contextlib import ExitStack
from math import isfinite
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from calculator.commands.localised import LocalisedCommand, language_option, speaker, write_line
from calculator.errors import CalculatorError, system_reason
from rules.wording import Sentence

if TYPE_CHECKING:
    from flask import Flask
    from waitress.server import BaseWSGIServer

    from calculator.web.settings import Settings

APPLICATION = "township"
COLLECTED_AFTER = 2_000
"""So many new objects later rubbish is looked for."""
_NOT_OURS = (errno.EADDRNOTAVAIL, errno.EAFNOSUPPORT)


class Finite(click.FloatRange):
    """A number within bounds that is one: neither ``nan`` nor ``inf``."""

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> float:
        """The number.

        Raises:
            click.BadParameter: It is none, or out of bounds.
        """
        number = float(super().convert(value, param, ctx))
        if not isfinite(number):
            self.fail(str(value), param, ctx)
        return number


@click.command("serve", cls=LocalisedCommand)
@click.option("--host", default="127.0.0.1", metavar="ADDRESS")
@click.option("--port", default=8000, metavar="PORT", type=click.IntRange(0, 65535))
@click.option("--open", "open_browser", is_flag=True)
@click.option("--data", metavar="FOLDER", type=click.Path(path_type=Path))
@click.option("--allowed-host", "allowed_hosts", multiple=True, metavar="NAME")
@click.option("--https", is_flag=True)
@click.option("--days", default=7.0, metavar="DAYS", type=Finite(min=0.01))
@click.option("--workers", metavar="COUNT", type=click.IntRange(min=1))
@click.option("--seconds", default=120.0, metavar="SECONDS", type=Finite(min=1))
@click.option("--megabytes", default=100, metavar="MB", type=click.IntRange(min=1))
@language_option
def command(
    host: str,
    port: int,
    open_browser: bool,
    data: Path | None,
    allowed_hosts: tuple[str, ...],
    https: bool,
    days: float,
    workers: int | None,
    seconds: float,
    megabytes: int,
    language: str | None,  # noqa: ARG001
) -> None:
    """Serve the page."""
    from calculator.web.security import is_loopback
    from calculator.web.settings import Settings

    settings = Settings(
        data or _own_folder(),
        host,
        (*allowed_hosts, socket.gethostname()),
        days_kept=days,
        workers=workers or Settings.workers,
        most_seconds=seconds,
        most_bytes=megabytes << 20,
        https=https,
    )
    words = speaker()
    with _listening(host, port) as listening, ExitStack() as holding:
        server, app = _server(settings, listening, holding)
        address = f"http://{_shown(host)}:{listening.getsockname()[1]}/"
        write_line(words.text("commands.serve.address", address=address))
        write_line(words.text("commands.serve.kept", path=str(settings.data), days=days))
        if not is_loopback(host):
            write_line(words.text("commands.serve.open_to_all"), to=sys.stderr)
        if open_browser:
            import webbrowser

            webbrowser.open(address)
        # this process goes on for months: what is rubbish is collected soon, unlike in one run
        gc.freeze()
        gc.set_threshold(COLLECTED_AFTER)
        _run(server, app)
    write_line(words.text("commands.serve.ended"))


def _own_folder() -> Path:
    """The folder of this user's for application data.

    Raises:
        CalculatorError: The user has no home.
    """
    folder = Path(click.get_app_dir(APPLICATION, roaming=False))
    if not folder.is_absolute():
        raise CalculatorError([Sentence("commands.serve.no_home")])
    return folder


def _listening(host: str, port: int) -> socket.socket:
    """A socket that listens, taken before anything is started.

    Raises:
        CalculatorError: The port is in use, or the address is not this machine's.
    """
    said = {"host": host, "port": str(port)}
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        family, *_, place = found[0]
        return socket.create_server(place[:2], family=family)
    except (socket.gaierror, UnicodeError):
        raise CalculatorError([Sentence("commands.serve.no_such_host", said)]) from None
    except OSError as error:
        if error.errno in _NOT_OURS:
            problem = Sentence("commands.serve.no_such_host", said)
        elif error.errno in (errno.EADDRINUSE, getattr(errno, "WSAEADDRINUSE", None)):
            problem = Sentence("commands.serve.port_in_use", said)
        else:
            problem = Sentence(
                "commands.serve.not_listening", {**said, "problem": system_reason(error)}
            )
        raise CalculatorError([problem]) from error


def _server(
    settings: Settings, listening: socket.socket, holding: ExitStack
) -> tuple[BaseWSGIServer, Flask]:
    """The server with the application in it, ready to run; ``holding`` keeps its data folder.

    Raises:
        CalculatorError: The data folder can't be used, or another server uses it.
    """
    from waitress.server import create_server

    from calculator.web.application import create_app
    from calculator.web.log import write_log
    from calculator.web.occupying import occupied

    try:
        holding.enter_context(occupied(settings.data))
        app = create_app(settings)
    except (OSError, sqlite3.Error) as error:
        reason = system_reason(error) if isinstance(error, OSError) else str(error)
        said = {"path": str(settings.data), "problem": reason}
        raise CalculatorError([Sentence("commands.serve.data_unusable", said)]) from error
    write_log()
    server = create_server(
        app,
        sockets=[listening],
        threads=settings.threads,
        connection_limit=1000,
        ident=None,
        # The application says more clearly that a request is too large; this is for far larger.
        max_request_body_size=4 * settings.most_bytes,
        channel_timeout=int(settings.most_seconds) + 60,
    )
    return server, app


def _run(server: BaseWSGIServer, app: Flask) -> None:
    """Serve until interrupted; then end the worker processes too."""
    from calculator.web.application import keep_sweeping, start_again

    services = app.extensions["township"]
    stop = threading.Event()
    # A service manager ends a service so.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    try:
        start_again(services)
        keep_sweeping(services, stop)
        server.run()
    finally:
        stop.set()
        server.close()
        services.calculations.close()


def _shown(host: str) -> str:
    """An address as it stands in a browser's line; all of the machine's by one of them."""
    if host in ("0.0.0.0", "::"):
        return "127.0.0.1" if host == "0.0.0.0" else "[::1]"
    return f"[{host}]" if ":" in host else host

"""What keeps others out: the host served, tokens in forms, headers of every answer."""

from __future__ import annotations

import ipaddress
import secrets
from pathlib import Path
from urllib.parse import urlsplit

from flask import Flask, Response, abort, request
from flask_wtf.csrf import CSRFProtect

from calculator.web.settings import Settings

SECRET_FILE = "secret"
COOKIE_SECONDS = 400 * 24 * 3600
LOOPBACK = ("localhost", "127.0.0.1", "::1")
API = "/api/"

HEADERS = {
    "Content-Security-Policy": "; ".join(
        [
            "default-src 'none'",
            "script-src 'self'",
            "style-src 'self'",
            "img-src 'self'",
            "connect-src 'self'",
            "form-action 'self'",
            "base-uri 'none'",
            "frame-ancestors 'none'",
        ]
    ),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}

csrf = CSRFProtect()


def is_loopback(host: str) -> bool:
    """Whether only programs on this machine reach an address."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def secure(app: Flask, settings: Settings) -> None:
    """Let an application answer only who may ask, in the way that browsers keep safe."""
    app.config.update(
        SECRET_KEY=_secret(settings.data),
        SESSION_COOKIE_NAME="township",
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=settings.https,
        SESSION_REFRESH_EACH_REQUEST=False,
        PERMANENT_SESSION_LIFETIME=COOKIE_SECONDS,
        # A page may stay open over night; its token holds as long as the cookie does.
        WTF_CSRF_TIME_LIMIT=None,
        # No referrer is sent at all, so none can be checked; the token is.
        WTF_CSRF_SSL_STRICT=False,
        MAX_CONTENT_LENGTH=settings.most_bytes,
        MAX_FORM_PARTS=settings.most_files + 200,
    )

    @app.before_request
    def check_host() -> None:
        if not _is_served(request.host, settings):
            abort(421)

    @app.before_request
    def check_origin() -> None:
        # Programs send no origin. A page of another site does, and it has no business here.
        if not request.path.startswith(API):
            return
        origin = request.headers.get("Origin")
        if origin is not None and origin.partition("://")[2] != request.host:
            abort(403)
        if request.headers.get("Sec-Fetch-Site", "none") not in ("none", "same-origin"):
            abort(403)

    csrf.init_app(app)

    @app.after_request
    def add_headers(response: Response) -> Response:
        for name, value in HEADERS.items():
            response.headers[name] = value
        if request.endpoint != "static" or response.status_code >= 400:
            response.headers["Cache-Control"] = "no-store"
        return response


def _is_served(host: str, settings: Settings) -> bool:
    """Whether a browser may call this server by a name.

    A page of another site can let its own name lead here; that name is none of these. Where the
    server listens on all addresses of the machine, any address will do, because addresses can't
    be made to lead elsewhere.
    """
    try:
        name = urlsplit(f"//{host}").hostname or ""
    except ValueError:
        return False
    if name in LOOPBACK or name in {known.lower() for known in settings.allowed_hosts}:
        return True
    if settings.host in ("0.0.0.0", "::"):
        return _is_address(name)
    return name == settings.host.lower()


def _is_address(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True


def _secret(data: Path) -> bytes:
    """The secret that cookies are signed with; it stays the same over restarts."""
    path = data / SECRET_FILE
    try:
        with path.open("xb") as file:
            path.chmod(0o600)
            file.write(secrets.token_bytes(32))
    except FileExistsError:
        pass
    found = path.read_bytes()
    if len(found) < 32:  # the disk was full when it was written
        path.unlink()
        return _secret(data)
    return found

"""The page in this process, with its calculations run at once; and with worker processes."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from calculator.web.application import create_app
from calculator.web.settings import Settings

TABLE = """\
乡镇名称,常住人口
东河镇,85000
西河镇,52000
南河乡,29999
北河乡,30000
"""


class AtOnce:
    """A pool that runs functions in this process, at once."""

    def schedule(self, function: Any, args: Any, timeout: float | None) -> Future[Any]:  # noqa: ARG002
        future: Future[Any] = Future()
        future.set_running_or_notify_cancel()
        future.set_result(function(*args))
        return future

    def stop(self) -> None:
        """There is nothing to stop."""

    def join(self) -> None:
        """There is nothing to wait for."""


class Never(AtOnce):
    """A pool that never comes to anything."""

    def schedule(self, function: Any, args: Any, timeout: float | None) -> Future[Any]:  # noqa: ARG002
        return Future()


class Browser:
    """A browser that keeps its cookies, and fills in the tokens of forms."""

    def __init__(self, app: Flask) -> None:
        self.app = app
        self.client: FlaskClient = app.test_client()

    def get(self, path: str, **options: Any) -> TestResponse:
        return self.client.get(path, buffered=True, **options)

    def token(self, page: str = "/") -> str:
        found = re.search(r'name="csrf_token" value="([^"]+)"', self.get(page).text)
        assert found is not None
        return found[1]

    def post(self, path: str, data: dict[str, Any] | None = None, **options: Any) -> TestResponse:
        return self.client.post(path, data={"csrf_token": self.token(), **(data or {})}, **options)

    def upload(self, *files: tuple[str, str | bytes], **fields: Any) -> TestResponse:
        """Send files, each a name and a content; a small table where there are none."""
        return self.post("/upload", {"file": sent(*(files or [("甲县.csv", TABLE)])), **fields})

    def result(self, *files: tuple[str, str | bytes], **fields: Any) -> str:
        """The address of a new result."""
        response = self.upload(*files, **fields)
        assert response.status_code == 303, response.text
        return response.location


def sent(*files: tuple[str, str | bytes]) -> list[tuple[io.BytesIO, str]]:
    """Files as the test client sends them."""
    return [
        (io.BytesIO(content.encode() if isinstance(content, str) else content), name)
        for name, content in files
    ]


@pytest.fixture
def serve(tmp_path: Path) -> Iterator[Callable[..., Flask]]:
    """Make an application; ``pool`` and settings may be given."""
    made: list[Flask] = []

    def make(pool: Any = None, **settings: Any) -> Flask:
        app = create_app(Settings(tmp_path / "data", **settings), pool or AtOnce())
        app.testing = True
        app.config["PROPAGATE_EXCEPTIONS"] = False
        made.append(app)
        return app

    yield make
    for app in made:
        app.extensions["township"].calculations.close()


@pytest.fixture
def browser(serve: Callable[..., Flask]) -> Browser:
    """A browser at a server whose calculations are done at once."""
    return Browser(serve())

"""Requests of any content are answered: with a page, or with what is wrong; never 5xx."""

from __future__ import annotations

import logging
import random
from pathlib import Path
from typing import Any

from calculator.web.application import create_app
from calculator.web.log import LOG
from calculator.web.settings import Settings
from tests.conftest import ROOT
from tests.fuzzing.breaking import ANYTHING, Trial, broken, changed
from tests.reading.borders.making import SQUARES, geojson
from tests.reading.containers.building import every_format
from tests.web.conftest import TABLE, AtOnce, Browser, sent

TEXTS = (
    *(str(value) for value in ANYTHING),
    "shandong",
    "yunnan-town",
    "resident",
    "9" * 5000,
    "2009-12-31",
    "2009年",
    "county",
    "province",
    "minimum_population=2万",
    "人口=resident_population",
    "=",
    "../../etc/passwd",
    "常住人口",
    "resident_population",
    "甲镇 乙镇",
    "report",
    "json",
    "xlsx",
    "en",
    "//example.org",
    "-1",
    "9" * 40,
    "0",
    "shandong.yaml",
    "\r\nSet-Cookie: a=b",
)
FIELDS = (
    "rules",
    "set",
    "column",
    "population",
    "statistics_date",
    "coverage",
    "format",
    "heading",
    "undo",
    "token",
    "trial",
    "language",
    "back",
    "figure:minimum_population",
    "figure:population_basis",
    "figure:nothing",
    "together",
    "apart",
    "keep",
    "include_exempt",
    "alternatives",
    "area",
    "asked",
    "township",
    "first",
    "page",
    "q",
    "sort",
    "order",
    "change",
    "output",
    "csrf_token",
)
FILES = ("file", "rules_file", "rules", "neighbours", "boundaries")
PLACES = (
    "",
    "/reading",
    "/townships",
    "/townships/0",
    "/townships/999999999999999999999",
    "/townships/" + "9" * 5000,
    "/findings",
    "/downloads",
    "/whatif",
    "/whatif/adopt",
    "/plan",
    "/plan/borders",
    "/progress",
    "/download/report",
    "/download/figures",
    "/download/nothing",
    "/whatif/0123456789abcdef/rules.yaml",
    "/plan/0123456789abcdef/plan.json",
)
PATHS = ("/", "/mine", "/template", "/health", "/sample/qiyuan_county.xlsx", "/x")
FORMS = ("/reading", "/whatif", "/whatif/adopt", "/plan", "/plan/borders", "")
FORMS_ELSEWHERE = ("/language", "/mine/delete", "/api/report", "/sample", "/upload", "/")


class _Mistakes(logging.Handler):
    """Keeps what the log says of mistakes of ours."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.said: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.said.append(record.getMessage())


def ready(folder: Path) -> Trial:
    """Uploads, and every other form and address, with fields and files of any content."""
    app = create_app(Settings(folder / "data"), AtOnce())
    app.testing = True
    app.config["PROPAGATE_EXCEPTIONS"] = False
    mistakes = _Mistakes()
    LOG.addHandler(mistakes)
    files = [
        *every_format().items(),
        ("table.csv", TABLE.encode()),
        ("qiyuan.yaml", (ROOT / "sample_data" / "qiyuan_county.yaml").read_bytes()),
        ("shandong.yaml", (ROOT / "rules" / "packs" / "shandong.yaml").read_bytes()),
        ("边界.geojson", geojson(folder, SQUARES).read_bytes()),
    ]
    browser = Browser(app)

    def trial(seed: int) -> str:
        chance = random.Random(seed)
        mistakes.said.clear()
        kind = chance.choice(["upload", "upload", "form", "address", "raw"])
        response = _answer(kind, chance)
        if response.status_code >= 500:
            raise AssertionError(f"{kind} {response.status_code}: {' '.join(mistakes.said)}")
        assert b"Traceback" not in response.data
        browser.post("/mine/delete")
        return f"{kind} {response.status_code}"

    def _answer(kind: str, chance: random.Random) -> Any:
        fields = {name: chance.choice(TEXTS) for name in chance.sample(FIELDS, chance.randrange(5))}
        if kind == "raw":
            media = ("multipart/form-data; boundary=x", "application/json", "text/plain", "")
            path = chance.choice(["/upload", "/api/report", *FORMS_ELSEWHERE])
            return browser.client.post(
                path, data=_body(chance), content_type=chance.choice(media), buffered=True
            )
        if kind == "upload":
            response = _upload(chance, fields)
        else:
            places, elsewhere = (PLACES, PATHS) if kind == "address" else (FORMS, FORMS_ELSEWHERE)
            path = chance.choice(elsewhere)
            if chance.random() < 0.8:
                path = browser.post("/sample").location + chance.choice(places)
            if kind == "address":
                return browser.get(path, query_string=fields)
            response = browser.post(path, fields, buffered=True)
        if response.status_code == 303 and response.location.startswith("/r/"):
            # What was sent is calculated when it is looked at.
            path = response.location.partition("#")[0]
            return browser.get(path if "?" in path else path + chance.choice(PLACES))
        return response

    def _upload(chance: random.Random, fields: dict[str, Any]) -> Any:
        fields.pop("rules", None)
        names = ["file", *chance.sample(FILES, chance.randrange(3))]
        uploaded = {
            name: sent(*(_file(chance) for _ in range(chance.choice((1, 1, 2))))) for name in names
        }
        where = chance.choice(["/upload", "/upload", "/api/report"])
        return browser.post(where, fields | uploaded, buffered=True)

    def _file(chance: random.Random) -> tuple[str, bytes]:
        name, data = chance.choice(files)
        named = chance.choice([name, name, "表.xlsx", "p.yaml", "a.zip", *TEXTS[:4]])
        return named, broken(data, chance) if chance.random() < 0.6 else data

    def _body(chance: random.Random) -> bytes:
        part = b'--x\r\nContent-Disposition: form-data; name="file"; filename="a.csv"\r\n\r\n'
        return changed(part + TABLE.encode() + b"\r\n--x--\r\n", chance)

    return trial

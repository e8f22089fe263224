"""GET /r/<token>/townships: the table of townships, sorted and filtered as the address says."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask import Blueprint, request

from calculator.web.browsers import current_result
from calculator.web.pages.result import result_page, result_part, result_work
from calculator.web.prepared import prepared_data
from calculator.web.speaking import page_language

blueprint = Blueprint("townships", __name__)

ON_A_PAGE = 300
"""More townships are shown on several pages."""


@dataclass(frozen=True)
class Asked:
    """What is to be shown, as the address says it; anything else in it is let be.

    Attributes:
        search: What names, counties or codes must hold.
        chosen: Column -> the value to have.
        sort: The column to sort by; None for the order of the input.
        descending: Whether the largest comes first.
        page: From 1.
    """

    search: str
    chosen: dict[str, str]
    sort: str | None
    descending: bool
    page: int

    def query(self, **changed: Any) -> dict[str, Any]:
        """The same as values of an address, with some changed."""
        query: dict[str, Any] = {**self.chosen, "q": self.search, "sort": self.sort}
        query |= {"order": "desc" if self.descending else None, **changed}
        return {name: value for name, value in query.items() if value}


@blueprint.get("/r/<token>/townships")
def townships(token: str) -> str:
    """Show the table."""
    found = current_result(token)
    view = prepared_data(found, result_work(page_language()))
    table = result_part(found, "townships")
    asked = _asked(table)
    rows = select(table, asked)
    pages = max(1, -(-len(rows) // ON_A_PAGE))
    page = min(asked.page, pages)
    names = [column["name"] for column in table["columns"]]
    shown = [
        (place, dict(zip(names, row, strict=True)))
        for place, row in rows[(page - 1) * ON_A_PAGE : page * ON_A_PAGE]
    ]
    said = {
        name: {choice["value"]: choice["said"] for choice in choices}
        for name, choices in table["choices"].items()
    }
    return result_page(
        "townships.html",
        found,
        view,
        table=table,
        rows=shown,
        count=len(rows),
        whole=len(rows) == len(table["rows"]) and pages == 1,
        asked=asked,
        said=said,
        page=page,
        pages=pages,
    )


def select(table: dict[str, Any], asked: Asked) -> list[tuple[int, list[Any]]]:
    """The rows that fit, each with its place in the statistics, in the order asked for."""
    places = {column["name"]: n for n, column in enumerate(table["columns"])}
    wanted = [(places[name], value) for name, value in asked.chosen.items() if name in places]
    searched = [places[name] for name in ("name", "county") if name in places]
    search = asked.search.casefold()
    rows = [
        (place, row)
        for place, row in enumerate(table["rows"])
        if all(row[column] == value for column, value in wanted)
        and (not search or any(search in (row[n] or "").casefold() for n in searched))
    ]
    if asked.sort is None:
        return rows
    column = places[asked.sort]
    order = {choice["value"]: n for n, choice in enumerate(table["choices"].get(asked.sort, ()))}

    def key(row: list[Any]) -> Any:
        value = row[column][0] if isinstance(row[column], list) else row[column]
        return order.get(value, value) if order else value

    known = [row for row in rows if key(row[1]) is not None]
    unknown = [row for row in rows if key(row[1]) is None]
    return [*sorted(known, key=lambda row: key(row[1]), reverse=asked.descending), *unknown]


def _asked(table: dict[str, Any]) -> Asked:
    sort = request.args.get("sort", "")
    values = {name: {c["value"] for c in found} for name, found in table["choices"].items()}
    return Asked(
        search=request.args.get("q", "").strip()[:100],
        chosen={
            name: request.args[name]
            for name, known in values.items()
            if request.args.get(name) in known and request.args[name]
        },
        sort=sort if any(column["name"] == sort for column in table["columns"]) else None,
        descending=request.args.get("order") == "desc",
        page=max(1, request.args.get("page", 1, type=int)),
    )

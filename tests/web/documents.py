"""What is wrong with a page as a document: what a strict policy or a screen reader stumbles over."""

from __future__ import annotations

from html.parser import HTMLParser

VOID = {"meta", "link", "input", "br", "img", "hr"}
LABELLED = {"select", "textarea", "progress"}
UNLABELLED_TYPES = {"hidden", "submit"}


def problems_of(page: str) -> list[str]:
    """Every problem of a page."""
    reader = _Reader()
    reader.feed(page)
    reader.close()
    return reader.all_problems()


def shown_text(page: str) -> str:
    """The text of the main part, a line for each piece."""
    reader = _Reader()
    reader.feed(page)
    return "\n".join(reader.texts)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.problems: list[str] = []
        self.open: list[str] = []
        self.headings: list[int] = []
        self.ids: list[str] = []
        self.labels: set[str] = set()
        self.fields: list[tuple[str, str | None]] = []
        self.texts: list[str] = []
        self.captions = 0
        self.tables = 0
        self.referred: set[str] = set()

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        given = dict(attributes)
        line = self.getpos()[0]
        if "style" in given or tag == "style":
            self.problems.append(f"{line}: style within the page")
        if any(name.startswith("on") for name in given):
            self.problems.append(f"{line}: script in an attribute")
        if tag == "script" and "src" not in given:
            self.problems.append(f"{line}: script within the page")
        for name in ("href", "src", "action"):
            if (given.get(name) or "").startswith(("http", "//", "javascript", "data")):
                self.problems.append(f"{line}: {given[name]} leads elsewhere")
        if tag in ("h1", "h2", "h3", "h4"):
            self.headings.append(int(tag[1]))
        if "id" in given:
            self.ids.append(given["id"] or "")
        for name in ("aria-labelledby", "aria-describedby", "for"):
            self.referred |= set((given.get(name) or "").split())
        if tag == "label":
            self.labels.add(given.get("for") or "")
        needs = tag in LABELLED or (tag == "input" and given.get("type") not in UNLABELLED_TYPES)
        if needs and not given.get("aria-label"):
            self.fields.append((f"{line}: {tag} {given.get('name')}", given.get("id")))
        if tag == "table":
            self.tables += 1
        if tag == "caption":
            self.captions += 1
        if tag == "th" and "scope" not in given:
            self.problems.append(f"{line}: th without scope")
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        """Shapes of drawings close themselves."""

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open[-1] != tag:
            self.problems.append(f"{self.getpos()[0]}: </{tag}> closes {self.open[-1:]}")
            return
        self.open.pop()

    def handle_data(self, data: str) -> None:
        if "main" in self.open and data.strip():
            self.texts.append(" ".join(data.split()))

    def all_problems(self) -> list[str]:
        problems = [*self.problems, *(f"<{tag}> is not closed" for tag in self.open)]
        problems += [f"{name} has no label" for name, own in self.fields if own not in self.labels]
        problems += [f"id {own} stands twice" for own in self.ids if self.ids.count(own) > 1]
        problems += [f"nothing has the id {own}" for own in self.referred - set(self.ids)]
        if self.tables != self.captions:
            problems.append("a table has no caption")
        if self.headings.count(1) != 1 or self.headings[0] != 1:
            problems.append("not one first heading")
        for above, below in zip(self.headings, self.headings[1:], strict=False):
            if below > above + 1:
                problems.append(f"h{below} after h{above}")
        return problems

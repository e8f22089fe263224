"""Parts that several of the shipped templates have: head, problems, offices, opinions."""

from __future__ import annotations

from calculator.reporting.forms.paper import SMALL_SIZE, TABLE_SIZE, Paper
from calculator.reporting.forms.texts import FormWords

BLANK_ROWS = 5
"""How many empty rows a form has for offices that the proposal does not list."""


def write_head(paper: Paper, words: FormWords) -> None:
    """Write of where and when the form is, and under which rules."""
    paper.line(
        words("printed.head", place="{{ place }}", day="{{ statistics_date }}"), with_next=True
    )
    paper.line(
        words(
            "printed.rules",
            title="{{ rules.title }}",
            id="{{ rules.id }}",
            digest="{{ rules.digest }}",
        ),
        TABLE_SIZE,
        with_next=True,
    )


def basis_line(words: FormWords) -> str:
    """A figure that classes rest on, as one line."""
    return words(
        "printed.basis_line",
        number="{{ b.number }}",
        label="{{ b.label }}",
        value="{{ b.value }}",
        status="{{ b.status }}{% if b.unconfirmed %}"
        + words("printed.and_unconfirmed", text="{{ b.unconfirmed }}")
        + "{% endif %}",
        source="{{ b.source }}",
        clause="{{ b.clause }}",
    )


def write_bodies(paper: Paper, words: FormWords, *, with_township: bool) -> None:
    """Write the table of listed offices and institutions, or empty rows to fill in by hand."""
    fields = {"number": 9, "township": 24, "name": 38, "kind": 22, "funding": 18, "formed_from": 40}
    fields |= {"administrative_posts": 14, "institution_posts": 14, "leadership_posts": 14}
    fields["remarks"] = 24
    if not with_township:
        del fields["township"]
    table = paper.table(list(fields.values()), SMALL_SIZE)
    table.row([words(f"printed.body_{name}") for name in fields], heading=True)
    table.tag("{%tr for b in bodies %}")
    table.row([f"{{{{ b.{name} }}}}" for name in fields])
    table.tag("{%tr endfor %}")
    if not with_township:
        table.tag("{%tr if not bodies %}")
        for _ in range(BLANK_ROWS):
            table.row([""] * len(fields))
        table.tag("{%tr endif %}")


def write_problems(paper: Paper, words: FormWords) -> None:
    """Write the list of problems, or why there is none."""
    paper.heading(words("printed.problems"))
    paper.tag("{%p for text in problems %}")
    paper.line("{{ loop.index }}. {{ text }}", TABLE_SIZE)
    paper.tag("{%p endfor %}")
    paper.tag("{%p if not problems %}")
    paper.line(
        "{% if checked %}"
        + words("printed.no_problems")
        + "{% else %}"
        + words("printed.not_checked")
        + "{% endif %}",
        TABLE_SIZE,
    )
    paper.tag("{%p endif %}")


def write_opinions(paper: Paper, words: FormWords) -> None:
    """Write the lines for opinions and seals, and who filled in the form."""
    paper.heading(words("printed.opinions"))
    table = paper.table([40, 180])
    for office in ("county", "prefecture", "province"):
        table.opinion(words(f"printed.opinion_{office}"), words("printed.seal"))
    paper.line("", SMALL_SIZE, with_next=True)
    paper.line(words("printed.signed_by"), with_next=True)
    paper.line(words("printed.signatures"))

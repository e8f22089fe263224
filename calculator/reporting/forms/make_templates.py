"""Makes the shipped templates again: ``python -m calculator.reporting.forms.make_templates``.

Their words are in ``messages/*/forms.toml``; what may be filled in is in ``fields``.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from calculator.messages import LANGUAGES, Language, messages
from calculator.reporting.forms.paper import SMALL_SIZE, TABLE_SIZE, Paper
from calculator.reporting.forms.paper_parts import (
    basis_line,
    write_bodies,
    write_head,
    write_opinions,
    write_problems,
)
from calculator.reporting.forms.texts import FormWords


def main() -> None:
    """Write every template of every language into the package."""
    for language in LANGUAGES:
        folder = Path(__file__).parent / "templates" / language
        folder.mkdir(parents=True, exist_ok=True)
        for name, make in TEMPLATES.items():
            (folder / f"{name}.docx").write_bytes(make(language))


def classification_review(language: Language) -> bytes:
    """The form that a county hands in for the classes of its townships."""
    words = _words(language)
    paper = Paper(title=words("title.classification"), landscape=True)
    paper.title(words("printed.title_classification", county="{{ county }}"))
    write_head(paper, words)
    table = paper.table([9, 22, 22, 1, 22, 1, 21, 21, 59, 24])
    table.row(
        [
            words("printed.number"),
            words("printed.township"),
            words("printed.kind"),
            "{%tc for c in columns %}",
            "{{ c.heading }}",
            "{%tc endfor %}",
            words("printed.computed_class"),
            words("printed.proposed_class"),
            words("printed.basis"),
            words("printed.merger"),
        ],
        heading=True,
    )
    table.tag("{%tr for t in townships %}")
    table.row(
        [
            "{{ t.number }}",
            "{{ t.name }}",
            "{{ t.kind }}",
            "{%tc for f in t.figures %}",
            "{{ f }}",
            "{%tc endfor %}",
            "{{ t.computed_class }}{% if t.class_unconfirmed %}"
            + words("printed.in_brackets", text="{{ t.class_unconfirmed }}")
            + "{% endif %}",
            "{{ t.proposed_class }}{% if t.class_differs %}"
            + words("printed.in_brackets", text="{{ t.class_differs }}")
            + "{% endif %}",
            "{{ t.basis }}",
            "{{ t.merger }}",
        ],
        left=[8],
    )
    table.tag("{%tr endfor %}")
    paper.heading(words("printed.totals"))
    paper.line(
        words(
            "printed.class_totals",
            units="{{ units }}",
            classes="{% for c in classes %}"
            + words("printed.class_total", name="{{ c.name }}", townships="{{ c.townships }}")
            + "{% endfor %}",
            undecided="{{ undecided }}",
            not_classified="{{ not_classified }}",
        )
    )
    paper.line(
        words(
            "printed.merger_totals",
            candidates="{{ candidates }}",
            exempt="{{ exempt }}",
            undecided="{{ candidacy_undecided }}",
        )
    )
    paper.heading(words("printed.bases"))
    paper.tag("{%p for b in bases %}")
    paper.line(basis_line(words), TABLE_SIZE)
    paper.tag("{%p endfor %}")
    paper.heading(words("printed.unconfirmed"))
    line = words(
        "printed.unconfirmed_line",
        label="{{ u.label }}",
        value="{{ u.value }}",
        status="{{ u.status }}",
    )
    paper.line(
        f"{{% for u in unconfirmed %}}{line}{{% endfor %}}"
        "{% if not unconfirmed %}" + words("printed.all_confirmed") + "{% endif %}",
        TABLE_SIZE,
    )
    paper.tag("{%p if stages %}")
    paper.heading(words("printed.stages"))
    stages = paper.table([9, 150, 60])
    stages.row(
        [words("printed.number"), words("printed.stage"), words("printed.deadline")],
        heading=True,
    )
    stages.tag("{%tr for s in stages %}")
    stages.row(
        [
            "{{ loop.index }}",
            "{{ s.text }}",
            "{{ s.deadline }}{% if s.unconfirmed %}"
            + words("printed.in_brackets", text="{{ s.unconfirmed }}")
            + "{% endif %}",
        ],
        left=[1],
    )
    stages.tag("{%tr endfor %}")
    paper.tag("{%p endif %}")
    write_opinions(paper, words)
    return paper.saved()


def staffing(language: Language) -> bytes:
    """The form of a county's offices and posts, with a line for each township."""
    words = _words(language)
    paper = Paper(title=words("title.staffing"), landscape=True)
    paper.title(words("printed.title_staffing", place="{{ county }}"))
    write_head(paper, words)
    table = paper.table([9, 21.5, 22, 1, 10.5, 1, 31], SMALL_SIZE)
    upper = table.row(
        [
            words("printed.number"),
            words("printed.township"),
            words("printed.class"),
            "{%tc for q in quotas %}",
            "{% colspan q.headings|length %}{{ q.heading }}",
            "{%tc endfor %}",
            words("printed.outcome"),
        ],
        heading=True,
    )
    lower = table.row(
        [None, None, None, "{%tc for h in posts_headings %}", "{{ h }}", "{%tc endfor %}", None],
        heading=True,
    )
    table.merge_down([upper, lower], [0, 1, 2, 6])
    table.tag("{%tr for t in townships %}")
    table.row(
        [
            "{{ t.number }}",
            "{{ t.name }}",
            "{{ t.computed_class }}{% if t.class_unconfirmed %}"
            + words("printed.in_brackets", text="{{ t.class_unconfirmed }}")
            + "{% endif %}",
            "{%tc for p in t.posts %}",
            "{{ p }}",
            "{%tc endfor %}",
            "{{ t.outcome }}",
        ],
        left=[6],
    )
    table.tag("{%tr endfor %}")
    table.row(
        [
            "",
            words("printed.sum"),
            "",
            "{%tc for s in posts_sums %}",
            "{{ s }}",
            "{%tc endfor %}",
            "",
        ]
    )
    paper.tag("{%p if sums_without %}")
    paper.line(
        words(
            "printed.sums_without",
            count="{{ sums_without|length }}",
            names="{{ sums_without|join('"
            + words.speaker.template("terms.list_separator")
            + "') }}",
        ),
        TABLE_SIZE,
    )
    paper.tag("{%p endif %}")
    paper.tag("{%p if bodies %}")
    paper.heading(words("printed.bodies"))
    write_bodies(paper, words, with_township=True)
    paper.tag("{%p endif %}")
    write_problems(paper, words)
    write_opinions(paper, words)
    return paper.saved()


def township_staffing(language: Language) -> bytes:
    """The form of one township's offices and posts."""
    words = _words(language)
    paper = Paper(title=words("title.staffing"), landscape=False)
    paper.title(words("printed.title_of_township", place="{{ county }}{{ township.name }}"))
    write_head(paper, words)
    facts = paper.table([26, 52, 26, 52])
    facts.row(
        [
            words("printed.township"),
            "{{ township.name }}",
            words("printed.code"),
            "{{ township.code }}",
        ]
    )
    facts.row(
        [
            words("printed.kind"),
            "{{ township.kind }}",
            words("printed.population"),
            "{{ township.population }}{% if township.population_kind and township.population %}"
            + words("printed.in_brackets", text="{{ township.population_kind }}")
            + "{% endif %}",
        ]
    )
    facts.row(
        [
            words("printed.computed_class"),
            "{{ township.computed_class }}{% if township.class_unconfirmed %}"
            + words("printed.in_brackets", text="{{ township.class_unconfirmed }}")
            + "{% endif %}",
            words("printed.proposed_class"),
            "{{ township.proposed_class }}{% if township.class_differs %}"
            + words("printed.in_brackets", text="{{ township.class_differs }}")
            + "{% endif %}",
        ]
    )
    paper.heading(words("printed.posts"))
    table = paper.table([36, 20, 18, 18, 18, 20, 36])
    keys = ("item", "allowed", "approved", "actual", "proposed", "difference", "outcome")
    table.row([words(f"printed.{key}") for key in keys], heading=True)
    table.tag("{%tr for q in township.quotas %}")
    names = ("allowed", "approved", "actual", "proposed", "difference", "outcome")
    table.row(["{{ q.heading }}", *(f"{{{{ q.{name} }}}}" for name in names)], left=[0, 6])
    table.tag("{%tr endfor %}")
    paper.heading(words("printed.bodies"))
    write_bodies(paper, words, with_township=False)
    write_problems(paper, words)
    write_opinions(paper, words)
    return paper.saved()


TEMPLATES: dict[str, Callable[[Language], bytes]] = {
    "classification_review": classification_review,
    "staffing": staffing,
    "township_staffing": township_staffing,
}
"""Name of a template's file -> how it is made."""


def _words(language: Language) -> FormWords:
    return FormWords(messages(language))


if __name__ == "__main__":
    main()

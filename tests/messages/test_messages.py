"""The two languages say the same things, and every key that the code uses is there."""

from __future__ import annotations

import re
import string
import tomllib

import pytest

from calculator.messages import messages
from rules.wording import Parts, Quantity, Sentence, Term, Text
from tests.conftest import ROOT

SUBJECTS = sorted(path.stem for path in (ROOT / "calculator/messages/zh").glob("*.toml"))


def flat(tables, above=""):
    for key, value in tables.items():
        if isinstance(value, dict):
            yield from flat(value, f"{above}{key}.")
        else:
            yield f"{above}{key}", value


def load(language, subject):
    path = ROOT / "calculator" / "messages" / language / f"{subject}.toml"
    return dict(flat(tomllib.loads(path.read_text(encoding="utf-8"))))


def fields(template):
    return {name for _, name, _, _ in string.Formatter().parse(template) if name is not None}


@pytest.mark.parametrize("subject", SUBJECTS)
def test_both_languages_have_the_same_keys_with_the_same_values(subject):
    chinese, english = load("zh", subject), load("en", subject)
    assert chinese.keys() == english.keys()
    for key in chinese:
        assert fields(chinese[key]) == fields(english[key]), key


def test_every_key_that_the_code_names_is_in_the_files():
    known = {f"{subject}.{key}" for subject in SUBJECTS for key in load("zh", subject)}
    named = set()
    for package in ("calculator", "rules"):
        for path in (ROOT / package).rglob("*.py"):
            text = path.read_text(encoding="utf-8")
            named |= set(re.findall(rf'"((?:{"|".join(SUBJECTS)})\.[a-z_.]+)"', text))
    named.discard("rules.packs")  # a package, not a message
    assert named <= known, named - known


@pytest.mark.parametrize(
    ("said", "chinese", "english"),
    [
        (Quantity(30000, "people"), "30,000人", "30,000 people"),
        (Quantity(12.5, "km2"), "12.5平方公里", "12.5 km²"),
        (Quantity(float("nan"), "people"), "—", "—"),
        (Quantity(3), "3", "3"),
        (Term("kind", "town"), "镇", "town"),
        (Term("column", "resident_population"), "常住人口", "Resident population"),
        (Term("status", "precedent"), "先例", "precedent"),
        (Text("甲", "a"), "甲", "a"),
        ([Term("terrain", "mountain"), Term("terrain", "lake")], "山区、湖区", "mountain, lake"),
        (Parts(["甲", "乙"]), "甲；乙", "甲; 乙"),
        (True, "是", "yes"),
        (None, "—", "—"),
        (1234567, "1,234,567", "1,234,567"),
        (
            Sentence("rules.at_least", {"bound": Quantity(5, "posts")}),
            "达到5名",
            "at least 5 posts",
        ),
    ],
)
def test_a_value_is_said_in_both_languages(said, chinese, english):
    assert (messages("zh").say(said), messages("en").say(said)) == (chinese, english)


def test_braces_in_a_name_from_the_input_are_only_text():
    said = messages("zh").text("report.at", place="{x}镇", message="{0}")
    assert said == "{x}镇：{0}"

"""Keys and values are what they are written as, and text that is no YAML is named by its line."""

from __future__ import annotations

from datetime import date

import pytest

from calculator.messages import messages
from rules.errors import PackError, PackProblem
from rules.wording import Sentence
from rules.yaml_text import read_yaml


def test_keys_are_texts_as_they_are_written():
    text = "true: 1\n010: 2\n~: 3\n0x1F: 4\n1_0: 5\n"
    assert read_yaml(text, "x.yaml").data == {"true": 1, "010": 2, "~": 3, "0x1F": 4, "1_0": 5}


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("~", None),
        ("", None),
        ("null", None),
        ("!!null x", None),
        ("010", 10),
        ("1_000", 1000),
        ("1__000", 1000),
        ("0x_1F", 31),
        ("2010-09-01 08:30:00", date(2010, 9, 1)),
        ("2010-09-01T08:30:00Z", date(2010, 9, 1)),
    ],
)
def test_a_value_is_read_as_it_looks(written, value):
    assert read_yaml(f"a: {written}\n", "x.yaml").data == {"a": value}


@pytest.mark.parametrize(
    ("text", "line"),
    [("a: 1\nb: ]\nc: 2\n", 2), ("a: [1\nb: 2\nc: 3\n", 2), ("a: 1\n\tb: 2\nc: 3\n", 2)],
)
def test_text_that_is_no_yaml_is_named_by_its_line(text, line):
    with pytest.raises(PackError) as error:
        read_yaml(text, "x.yaml")
    (problem,) = error.value.problems
    assert (problem.file, problem.line) == ("x.yaml", line)
    assert problem.sentence.values["problem"]


def test_text_that_is_no_yaml_from_its_first_character_on_is_refused():
    with pytest.raises(PackError) as error:
        read_yaml("]\n", "x.yaml")
    (problem,) = error.value.problems
    assert problem.line in (None, 1)
    assert problem.sentence.values["problem"] == "did not find expected node content"


def test_a_character_that_yaml_does_not_allow_is_said():
    with pytest.raises(PackError) as error:
        read_yaml("a: \x01\n", "x.yaml")
    (problem,) = error.value.problems
    assert "None" not in messages("en").say(problem.sentence)
    assert "control characters" in problem.sentence.values["problem"]


def test_the_raw_message_names_every_place():
    problems = [
        PackProblem(Sentence("packs.first"), "x.yaml", 3, "title"),
        PackProblem(Sentence("packs.second"), "y.yaml", None, "id"),
    ]
    assert str(PackError(problems)) == "x.yaml:3 title packs.first; y.yaml: id packs.second"

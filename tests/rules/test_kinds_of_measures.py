"""A kind of measure is known wherever kinds are told apart: nothing is left to be found later."""

from __future__ import annotations

import re
from typing import get_args

import pytest

from calculator.describing import describe
from calculator.messages import LANGUAGES, Messages, messages
from calculator.packs import open_pack, pack_names
from rules.measures import AnyMeasure
from tests.conftest import ROOT

KINDS = {
    get_args(model.model_fields["kind"].annotation)[0]: model
    for model in get_args(get_args(AnyMeasure)[0])
}
SHAPES = open_pack(ROOT / "tests" / "formulas" / "shapes.yaml")
PAGE = (ROOT / "docs" / "pack-format.md").read_text(encoding="utf-8")


def test_there_are_kinds():
    assert {"column", "decide", "test"} <= set(KINDS)


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_is_calculated_in_a_spreadsheet_by_the_tests(kind):
    assert any(measure.kind == kind for measure in SHAPES.measures.values())


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_kind_is_put_into_words(kind, language):
    name = next(name for name, measure in SHAPES.measures.items() if measure.kind == kind)
    said = Messages(language, pack_names(SHAPES)).say(describe(SHAPES, name).intro)
    assert said
    assert messages(language).template(f"describing.kind.{kind}")


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_has_a_section_with_an_example_on_the_page_of_the_format(kind):
    section = PAGE.partition(f"\n### {kind}\n")[2].partition("\n##")[0]
    assert re.search(rf"^    kind: {kind}$", section, re.MULTILINE)
    assert f"[{kind}](#{kind})" in PAGE

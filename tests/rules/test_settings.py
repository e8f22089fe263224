"""Figures entered by hand."""

import pytest

from calculator.errors import CalculatorError
from calculator.packs import open_pack
from rules.status import Status


@pytest.mark.parametrize(
    ("name", "text", "figure", "value"),
    [
        ("minimum_population", "20000", "minimum_population", 20000),
        ("minimum_population", "20,000", "minimum_population", 20000),
        ("office_limit.一类", "6", "office_limit.一类", 6),
        ("office_limit", "6", "office_limit.三类", 6),
        ("pooling", "否", "pooling", False),
        ("pooling", "true", "pooling", True),
        ("exempt_terrain", "山区、海岛", "exempt_terrain", ["mountain", "island"]),
        ("exempt_terrain", "island", "exempt_terrain", ["island"]),
        ("population_basis", "户籍人口", "population_basis", ["registered_population"]),
        (
            "classified_kinds",
            "镇,乡,街道",
            "classified_kinds",
            ["town", "rural_township", "subdistrict"],
        ),
    ],
)
def test_a_setting_is_read_as_a_person_writes_it(name, text, figure, value):
    pack = open_pack("shandong", {name: text})
    assert pack.figures[figure].value == value
    assert pack.figures[figure].status is Status.ENTERED


@pytest.mark.parametrize(
    ("name", "text", "key"),
    [
        ("minimum_peple", "1", "packs.set_unknown"),
        ("classes", "甲类", "packs.set_unknown"),
        ("minimum_population", "many", "packs.set_other_sort"),
        ("minimum_population", "-5", "packs.negative"),
        ("pooling", "maybe", "packs.set_other_sort"),
        ("exempt_terrain", "swamp", "packs.no_such_name"),
    ],
)
def test_a_setting_that_does_not_fit_is_refused(name, text, key):
    with pytest.raises(CalculatorError) as refused:
        open_pack("shandong", {name: text})
    assert refused.value.sentences[0].values["problem"].key == key


def test_a_population_may_be_chosen_and_is_then_the_only_one():
    pack = open_pack("shandong", population="registered")
    assert pack.figures["population_basis"].value == ["registered_population"]


def test_a_setting_changes_the_digest():
    assert open_pack("shandong", {"pooling": "否"}).digest != open_pack("shandong").digest

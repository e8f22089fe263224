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
        ("minimum_population", "20000人", "minimum_population", 20000),
        ("minimum_population", "2万", "minimum_population", 20000),
        ("minimum_population", "2.0001万人", "minimum_population", 20001),
        ("minimum_population", "20000 people", "minimum_population", 20000),
        ("乡镇最低人口规模", "2万", "minimum_population", 20000),
        ("Least population of a township", "20000", "minimum_population", 20000),
        ("office_limit", "6个", "office_limit.三类", 6),
        ("行政编制标准.1类", "50名", "administrative_posts.一类", 50),
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


@pytest.mark.parametrize(
    ("name", "text", "key"),
    [
        ("minimum_peple", "1", "report.set_unknown"),
        ("foo", "1", "report.set_unknown_see_list"),
        ("classes", "甲类", "report.set_not_settable"),
        ("minimum_population", "1e400", "report.set_too_large"),
        ("minimum_population", "1000000000000001", "report.set_too_large"),
    ],
)
def test_a_setting_that_names_no_figure_or_no_sane_number_is_refused(name, text, key):
    with pytest.raises(CalculatorError) as refused:
        open_pack("shandong", {name: text})
    assert [sentence.key for sentence in refused.value.sentences] == [key]


def test_a_number_from_a_program_is_held_to_the_same():
    with pytest.raises(CalculatorError) as refused:
        open_pack("shandong", {"minimum_population": float("inf")})
    assert refused.value.sentences[0].key == "report.set_too_large"


def test_only_close_names_are_suggested():
    with pytest.raises(CalculatorError) as refused:
        open_pack("shandong", {"minimum_peple": "1"})
    assert refused.value.sentences[0].values["close"] == ["minimum_population"]


def test_a_population_may_be_chosen_and_is_then_the_only_one():
    pack = open_pack("shandong", population="registered")
    assert pack.figures["population_basis"].value == ["registered_population"]


def test_a_setting_changes_the_digest():
    assert open_pack("shandong", {"pooling": "否"}).digest != open_pack("shandong").digest

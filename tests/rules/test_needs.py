"""Which columns a pack reads."""

import pytest

from calculator.packs import open_pack
from rules.needs import columns_read
from tests.conftest import ROOT

POPULATIONS = ("resident_population", "registered_population", "total_population")


@pytest.mark.parametrize(
    ("pack", "figures", "marks", "proposed", "compares_prefectures"),
    [
        (
            "shandong",
            [POPULATIONS],
            ["kind", "central_town", "economically_developed_town", "terrain"],
            [
                "proposed_class",
                "proposed_offices",
                "proposed_institutions",
                "proposed_administrative_posts",
                "proposed_institution_posts",
                "proposed_leadership_posts",
            ],
            False,
        ),
        ("henan-merger", [POPULATIONS, ("area_km2",)], ["kind", "terrain"], [], False),
        ("hunan-merger", [POPULATIONS], ["kind", "ethnic_township"], [], False),
    ],
)
def test_what_a_pack_reads_is_found(pack, figures, marks, proposed, compares_prefectures):
    read = columns_read(open_pack(pack))
    assert list(read.figures) == figures
    assert list(read.marks) == marks
    assert list(read.proposed) == proposed
    assert read.compares_prefectures is compares_prefectures


def test_what_was_approved_and_who_is_there_is_asked_for_beside_the_proposal():
    read = columns_read(open_pack("shandong"))
    assert read.present[:2] == ("approved_offices", "approved_institutions")
    assert {"approved_leadership_posts", "actual_leaders"} < set(read.present)
    assert read.county_totals == (
        "county_administrative_posts",
        "county_institution_posts",
        "county_leadership_posts",
    )
    assert read.lists_bodies
    assert not columns_read(open_pack("henan-merger")).lists_bodies


def test_ranks_within_the_prefecture_need_the_prefecture():
    assert columns_read(open_pack("shandong-town")).compares_prefectures


def test_columns_in_another_order_of_preference_are_asked_for_once():
    figures = columns_read(open_pack("zhejiang-town")).figures
    assert figures[0] == ("registered_population", "resident_population")
    assert sum(set(names) == set(figures[0]) for names in figures) == 1


def test_a_figure_entered_changes_what_is_read():
    pack = open_pack(ROOT / "sample_data" / "qiyuan_county.yaml")
    assert columns_read(pack).figures == (("resident_population",),)

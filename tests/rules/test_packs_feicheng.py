"""What Feicheng really set up in 1993 and in 2002, by its gazetteer."""

from pathlib import Path

import numpy as np
import pytest

from calculator.packs import open_pack
from rules.allocation import allocate
from rules.evaluation import evaluate
from rules.status import Severity, Status
from tests.conftest import townships

PACKS = Path(__file__).parent.parent / "packs"

# 2002: five central towns below 80,000 people and three units above make the 8 of the first
# band; the largest is the subdistrict office. 8 x 44 + 3 x 40 + 3 x 34 = 352 + 120 + 102 = 574.
PEOPLE_2002 = [112_000, 80_000, 95_000, 79_999, 62_000, 50_000, 49_999, 31_000]
PEOPLE_2002 += [79_999, 50_000, 64_000, 49_999, 28_000, 41_500]
CENTRAL_2002 = [0, 0, 0, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0]
KINDS_2002 = ["subdistrict", *["town"] * 12, "rural_township"]


def of_2002(**columns):
    return evaluate(open_pack(PACKS / "feicheng-2002.yaml"), townships(**columns))


@pytest.fixture
def feicheng_2002():
    return of_2002(kind=KINDS_2002, registered_population=PEOPLE_2002, central_town=CENTRAL_2002)


def test_the_units_of_2002_are_eight_three_and_three(feicheng_2002):
    tally = feicheng_2002.tally()
    assert tally.classes == {"第一档": 8, "第二档": 3, "第三档": 3}
    assert (tally.undecided, tally.not_applicable) == (0, 0)


def test_the_posts_of_2002_add_up_to_the_printed_574(feicheng_2002):
    allowed = feicheng_2002.quotas["institution_posts"].allowed
    assert allowed.tolist() == [44] * 8 + [40] * 3 + [34] * 3
    assert allowed.sum() == 574
    assert feicheng_2002.quotas["institutions"].allowed.tolist() == [5] * 14


@pytest.mark.parametrize(
    ("people", "central", "posts"),
    [
        (49_999, 0, 34),
        (50_000, 0, 40),
        (79_999, 0, 40),
        (80_000, 0, 44),
        (49_999, 1, 44),
        (50_000, 1, 44),
        (79_999, 1, 44),
        (80_000, 1, 44),
        (None, 1, 44),
        (None, 0, None),
    ],
)
@pytest.mark.parametrize("kind", ["town", "subdistrict"])
def test_a_bound_of_2002_belongs_to_the_higher_band(people, central, posts, kind):
    found = of_2002(kind=[kind], registered_population=[people], central_town=[central])
    allowed = found.quotas["institution_posts"].allowed[0]
    assert np.isnan(allowed) if posts is None else allowed == posts


@pytest.mark.parametrize(("total", "codes"), [(574, []), (575, ["over"])])
def test_a_proposal_of_575_posts_in_2002_is_one_too_many(total, codes):
    proposed = [44] * 8 + [40] * 3 + [34] * 3
    proposed[0] += total - sum(proposed)
    found = of_2002(
        kind=KINDS_2002,
        registered_population=PEOPLE_2002,
        central_town=CENTRAL_2002,
        proposed_institution_posts=proposed,
    )
    over = [f for f in found.findings if f.code == "county-institution-posts-over-standard"]
    assert len(over) == len(codes)
    assert {(f.severity, f.status) for f in over} <= {(Severity.WARNING, Status.PRECEDENT)}


@pytest.fixture
def feicheng_1993():
    return evaluate(
        open_pack(PACKS / "feicheng-1993.yaml"),
        townships(
            kind=["subdistrict", *["town"] * 10, *["rural_township"] * 6],
            second_class=[0] * 15 + [1, 1],
        ),
    )


def test_the_units_of_1993_are_fifteen_and_two(feicheng_1993):
    assert feicheng_1993.tally().classes == {"一类": 15, "二类": 2}


def test_the_posts_of_1993_add_up_to_585(feicheng_1993):
    allowed = feicheng_1993.quotas["posts"].allowed
    assert allowed.tolist() == [35] * 15 + [30] * 2
    assert allowed.sum() == 15 * 35 + 2 * 30 == 585


def test_leaders_of_1993_are_a_head_with_four_or_three_deputies(feicheng_1993):
    assert feicheng_1993.quotas["leadership_posts"].allowed.tolist() == [5] * 15 + [4] * 2


def test_every_unit_of_1993_has_six_offices(feicheng_1993):
    assert feicheng_1993.quotas["offices"].allowed.tolist() == [6] * 17


@pytest.mark.parametrize("year", ["1993", "2002"])
def test_no_figure_of_the_gazetteer_is_taken_for_more_than_a_precedent(year):
    pack = open_pack(PACKS / f"feicheng-{year}.yaml")
    assert {figure.status for figure in pack.figures.values()} <= {
        Status.PRECEDENT,
        Status.INFERRED,
    }
    cited = [f for f in pack.figures.values() if f.source.name == "gazetteer"]
    assert cited
    assert all(figure.status is Status.PRECEDENT for figure in cited)


def test_what_was_printed_for_2002_is_divided_as_it_was(feicheng_2002):
    county = allocate(feicheng_2002, "institution_posts", {0: 574}, {}).counties[0]
    assert county.allocated.tolist() == [44] * 8 + [40] * 3 + [34] * 3

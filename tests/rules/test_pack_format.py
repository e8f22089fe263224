"""Every example on the page of the pack format loads, runs, and gives what its text says."""

import re

import pytest
import yaml

from calculator.packs import open_pack
from rules.evaluation import evaluate
from rules.yaml_text import read_yaml
from tests.conftest import ROOT, listed, townships

PAGE = (ROOT / "docs" / "pack-format.md").read_text(encoding="utf-8")
HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)
BLOCK = re.compile(r"^```yaml\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def examples():
    """Heading and position under it -> the example's text."""
    found = {}
    for block in BLOCK.finditer(PAGE):
        heading = HEADING.findall(PAGE[: block.start()])[-1]
        position = 1 + sum(name == heading for name, _ in found)
        found[heading, position] = block[1]
    return found


EXAMPLES = examples()
SMALL = EXAMPLES["A small pack", 1]


def parsed(text):
    return read_yaml(text, "example").data


def merged(text):
    """The small pack with the example of a column and another put in, entries by name.

    The figures of an example that has nothing else are used by measures, since idle figures
    are errors.
    """
    whole, part = parsed(SMALL), parsed(text)
    for added in (parsed(EXAMPLES["column", 1]), part):
        for key, value in added.items():
            whole[key] = {**whole.get(key, {}), **value} if isinstance(value, dict) else value
    for name, entry in part["figures"].items() if set(part) == {"figures"} else ():
        if "values" in entry:
            use = {"kind": "lookup", "by": "class", "figure": name}
        else:
            when = {"of": "population", "at_least": name}
            use = {"kind": "test", "parts": {"only": {"label": LABEL, "when": when}}}
        whole["measures"][f"uses_{name}"] = {"label": LABEL, **use}
    return whole


LABEL = {"zh": "示例", "en": "Example"}


def opened(key, folder, **options):
    text = EXAMPLES[key]
    (folder / "small.yaml").write_text(SMALL, encoding="utf-8")
    path = folder / "example.yaml"
    path.write_text(text if "id" in parsed(text) else dumped(merged(text)), encoding="utf-8")
    return open_pack(path, **options)


def dumped(data):
    dumper = type("WithoutAliases", (yaml.SafeDumper,), {"ignore_aliases": lambda *_: True})
    return yaml.dump(data, Dumper=dumper, allow_unicode=True)


TOWNSHIPS = {
    "kind": ["town", "town", "rural_township"],
    "terrain": ["mountain", None, "island"],
    "resident_population": [50_000, 20_000, 10_000],
    "area_km2": [100, 50, 0],
    "fiscal_revenue": [600, 900, 5_000],
    "central_town": [1, 0, 0],
    "county_seat": [0, 0, 1],
    "economically_developed_town": [0, 0, 1],
}


def run(pack, **changed):
    return evaluate(pack, townships(**{**TOWNSHIPS, **changed}))


def measured(key, measure, folder, **changed):
    return run(opened(key, folder), **changed).given.measures[measure].data.tolist()


@pytest.mark.parametrize("key", EXAMPLES, ids=lambda key: f"{key[0]}-{key[1]}")
def test_every_example_loads_and_runs(key, tmp_path):
    evaluation = run(opened(key, tmp_path))
    for measure in evaluation.pack.measures:
        assert all(evaluation.why(measure, township) for township in range(3))


VALUES = {
    # 50,000 is on the bound of class 1
    ("A small pack", 1): ("class", ["一类", "二类", "二类"]),
    ("column", 1): ("area", [100, 50, 0]),
    # 50,000 / 100, 20,000 / 50, 10,000 / 0
    ("ratio", 1): ("density", [500, 400, None]),
    # 50,000 x 0.001 + 100 x 2 = 250, held at 100; 20 + 100 = 120, too; 10 + 0
    ("sum", 1): ("index", [100, 100, 10]),
    ("bands", 1): ("population_points", [30, 20, 10]),
    # the mountain unit is on the bound of 100, the second on the bound of 50
    ("bands", 2): ("area_points", [10, 10, 5]),
    # (20 + 8 x 2) x 1.1 = 39.6 cut to 39; 20 + 2 x 2; 20
    ("steps", 1): ("posts_by_people", [39, 24, 20]),
    # of two towns the second has more; the rural township is not ranked
    ("rank", 1): ("revenue_place", [100, 50, None]),
    # (50,000 + 20,000 + 10,000) / 3
    ("group", 1): ("mean_population", [26_666.666667] * 3),
    # 7 x 5/8 = 4.375, 7 x 2/8 = 1.75, 7 x 1/8 = 0.875: the last has the largest remainder
    ("share", 1): ("extra_posts", [4, 2, 1]),
    # people, area and density all; people and area, and 20,000 / 50 = 400 a km²;
    # 10,000 is below 20,000 x 0.8, and an area of nothing has no density, but is waived
    ("test", 1): ("meets_standard", [1, 1, None]),
    ("decide", 1): ("minimum", [10_000, 30_000, 30_000]),
    ("lookup", 1): ("posts_standard", [40, 30, 30]),
    # 50,000 on a mountain; 20,000 elsewhere; fewer on an island
    ("table", 1): ("posts_by_size", [42, 30, 24]),
    ("Figures", 2): ("uses_posts", [40, 30, 30]),
    ("Figures", 1): ("uses_minimum_population", [1, 0, 0]),
    # 30,000 since 2010
    ("Figures", 3): ("uses_minimum_population", [1, 0, 0]),
    ("Figures", 4): ("uses_provincial_mean", [None, None, None]),
    ("Mergers, quotas, establishment, stages", 3): ("posts_standard", [40, 30, 30]),
    ("Mergers, quotas, establishment, stages", 4): ("town_standard", [1, 1, 0]),
    # class 1 begins at 60,000 in the pack that extends
    ("Extending a pack", 1): ("class", ["二类", "二类", "二类"]),
}


@pytest.mark.parametrize("key", VALUES, ids=lambda key: f"{key[0]}-{key[1]}")
def test_an_example_gives_the_values_worked_by_hand(key, tmp_path):
    measure, expected = VALUES[key]
    found = measured(key, measure, tmp_path)
    assert [None if value != value else value for value in found] == expected


def test_the_example_of_one_minimum_marks_exempt_and_near_units(tmp_path):
    key = ("Mergers, quotas, establishment, stages", 1)
    mergers = run(opened(key, tmp_path), resident_population=[29_999, 29_000, 31_001]).mergers
    assert mergers.status.tolist() == ["exempt", "candidate", "none"]
    assert mergers.near.tolist() == [True, True, False]


def test_the_example_of_a_condition_asks_mountain_units_for_people_and_area(tmp_path):
    key = ("Mergers, quotas, establishment, stages", 2)
    changed = {"resident_population": [19_999, 29_999, 30_000], "area_km2": [99, 99, 99]}
    pack = opened(key, tmp_path)
    assert run(pack, **changed).mergers.status.tolist() == ["candidate", "candidate", "none"]
    wide = {**changed, "area_km2": [100, 99, 99]}
    assert run(pack, **wide).mergers.status.tolist() == ["none", "candidate", "none"]


def test_the_example_of_posts_holds_the_proposal_against_the_class(tmp_path):
    pack = opened(("Mergers, quotas, establishment, stages", 3), tmp_path)
    evaluation = run(pack, proposed_administrative_posts=[40, 31, 30])
    assert evaluation.quotas["administrative_posts"].allowed.tolist() == [40, 30, 30]
    assert any(finding.township == 1 for finding in evaluation.findings)


def test_the_example_of_a_standard_judges_rural_townships_only(tmp_path):
    pack = opened(("Mergers, quotas, establishment, stages", 4), tmp_path)
    evaluation = run(pack, resident_population=[50_000, 20_000, 20_000])
    verdicts = ["not_applicable", "not_applicable", "met"]
    assert evaluation.establishment.verdict.tolist() == verdicts


def test_the_example_of_a_figure_to_ask_for_is_decided_once_it_is_entered(tmp_path):
    pack = opened(("Figures", 4), tmp_path, settings={"provincial_mean": 20_000})
    assert run(pack).given.measures["uses_provincial_mean"].data.tolist() == [1, 1, 0]


def test_the_example_of_a_column_is_one_that_measures_may_use(tmp_path):
    pack = opened(("The keys of a pack", 1), tmp_path)
    assert pack.columns["green_area_km2"].unit == "km2"


def test_the_page_has_an_example_for_every_kind_of_measure():
    kinds = set(re.findall(r"^    kind: (\w+)$", "".join(EXAMPLES.values()), re.MULTILINE))
    assert {
        *("bands", "column", "decide", "group", "lookup", "rank", "ratio", "share"),
        *("steps", "sum", "table", "test"),
    } <= kinds


IN_FULL = "Offices, institutions and posts in full"


def test_the_example_of_posts_in_full_holds_staff_and_increase_against_what_was_approved(tmp_path):
    evaluation = run(
        opened((IN_FULL, 1), tmp_path),
        approved_administrative_posts=[40, 30, 30],
        actual_administrative_staff=[42, 30, 29],
        proposed_administrative_posts=[38, 30, 30],
    )
    check = evaluation.quotas["administrative_posts"]
    assert (check.staffing.above.tolist(), check.staffing.below.tolist()) == ([2, 0, 0], [0, 0, 1])
    # 38 for 50,000 people, of class 1; 60 for 30,000 in class 2
    reference = evaluation.posts_per_people["administrative_posts"]
    assert reference.of_class.tolist() == pytest.approx([7.6, 20, 20])


def test_the_example_of_bodies_says_where_a_station_goes(tmp_path):
    rows = [{"name": "镇0水利站", "kind": "institution"}]
    evaluation = run(opened((IN_FULL, 2), tmp_path), bodies=listed(*rows))
    assert [row.entry for table in evaluation.integrations for row in table.rows] == ["agriculture"]


def test_the_example_of_marked_units_gives_them_a_limit_of_their_own(tmp_path):
    evaluation = run(opened((IN_FULL, 3), tmp_path))
    assert evaluation.quotas["offices"].allowed.tolist() == [4, 3, 5]

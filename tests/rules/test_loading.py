"""Broken packs never load; every mistake is named with its line and key."""

from __future__ import annotations

from datetime import date

import pytest

from calculator.errors import CalculatorError
from calculator.messages import messages
from calculator.packs import known_names, open_pack
from rules.errors import PackError
from rules.loading import load_pack, shipped_packs
from rules.yaml_text import read_yaml

HEAD = """\
id: mine
extends: shandong
title: {zh: 我的规则, en: Mine}
sources:
  paper: {title: {zh: 文件, en: Document}}
"""


def figure(name="minimum_population", **changed):
    entry = {
        "value": "20000",
        "source": "paper",
        "clause": "{zh: 第一条, en: art. 1}",
        "status": "entered",
        **changed,
    }
    lines = [f"    {key}: {value}" for key, value in entry.items() if value is not None]
    return "\n".join([f"  {name}:", *lines]) + "\n"


BROKEN = {
    "a doubled key": (
        HEAD + "figures:\n" + figure() + figure(),
        [(12, "figures.minimum_population", "packs.doubled_key")],
    ),
    "an unknown key": (
        HEAD + "figures:\n" + figure(colour="red"),
        [(12, "figures.minimum_population.colour", "packs.key_unknown")],
    ),
    "a figure without a source": (
        HEAD + "figures:\n" + figure(source=None),
        [(7, "figures.minimum_population", "packs.not_cited")],
    ),
    "a figure without a status": (
        HEAD + "figures:\n" + figure(status=None),
        [(7, "figures.minimum_population", "packs.not_cited")],
    ),
    "a status that there is not": (
        HEAD + "figures:\n" + figure(status="certain"),
        [(11, "figures.minimum_population.status", "packs.value_not_among")],
    ),
    "a source that nobody named": (
        HEAD + "figures:\n" + figure(source="hearsay"),
        [(7, "figures.minimum_population", "packs.no_source")],
    ),
    "a clause in one language": (
        HEAD + "figures:\n" + figure(clause="第一条"),
        [(10, "figures.minimum_population.clause", "packs.not_bilingual")],
    ),
    "a figure without a value": (
        HEAD + "figures:\n" + figure(value=None),
        [(7, "figures.minimum_population", "packs.one_value")],
    ),
    "a negative figure": (
        HEAD + "figures:\n" + figure(value="-1"),
        [(8, "figures.minimum_population.value", "packs.negative")],
    ),
    "a new figure without a label that nothing uses": (
        HEAD + "figures:\n" + figure("surplus"),
        [(7, "figures.surplus", "packs.no_label")],
    ),
    "a figure that nothing uses": (
        HEAD + "figures:\n" + figure("surplus", label="{zh: 多余, en: surplus}"),
        [(7, "figures.surplus", "packs.unused_figure")],
    ),
    "an unknown terrain": (
        HEAD + "figures:\n" + figure("exempt_terrain", value="[swamp]"),
        [(8, "figures.exempt_terrain.value", "packs.no_such_name")],
    ),
    "a standard for a class that there is not": (
        HEAD + "figures:\n" + figure("office_limit", value=None, values="{四类: 3}"),
        [(11, "figures.office_limit.values.四类", "packs.no_class")],
    ),
    "a measure built on itself": (
        HEAD
        + "measures:\n  class:\n    kind: lookup\n    label: {zh: 类, en: class}\n"
        + "    by: class\n    figure: office_limit\n",
        [(7, "measures.class", "packs.circle")],
    ),
    "an unknown kind of measure": (
        HEAD + "measures:\n  x:\n    kind: magic\n    label: {zh: 甲, en: x}\n",
        [(7, "measures.x", "packs.value_not_among")],
    ),
    "a decision without a last row": (
        HEAD
        + "measures:\n  class:\n    kind: decide\n    label: {zh: 类, en: class}\n    rows:\n"
        + "      - {when: {flag: central_town}, value: 一类}\n",
        [(7, "measures.class", "packs.otherwise_last")],
    ),
    "a comparison without a bound": (
        HEAD
        + "measures:\n  class:\n    kind: decide\n    label: {zh: 类, en: class}\n    rows:\n"
        + "      - {when: {of: population}, value: 一类}\n      - {value: 二类}\n",
        [(11, "measures.class.rows[1].when", "packs.no_bound")],
    ),
    "an alias": (
        HEAD + "notes: &n\n  - {zh: 甲, en: a}\nmeasures: *n\n",
        [(8, "", "packs.alias")],
    ),
    "an alias of nothing": (HEAD + "measures: *n\n", [(6, "", "packs.alias")]),
    "two packs in one file": (HEAD + "---\n" + HEAD, [(6, "", "packs.several_documents")]),
    "lists in lists without end": (
        "a: " + "[" * 9_999 + "]" * 9_999,
        [(None, "", "packs.not_yaml")],
    ),
    "a tag that is not known": (
        HEAD + "figures:\n" + figure(value="!sum 2"),
        [(8, "figures.minimum_population.value", "packs.bad_value")],
    ),
    "no YAML at all": (HEAD + "figures: [", [(6, "", "packs.not_yaml")]),
    "a list": ("- a\n- b\n", [(1, "", "packs.not_a_pack")]),
    "nothing": ("", [(None, "", "packs.not_a_pack")]),
    "a pack that extends nothing known": (
        "id: mine\nextends: atlantis\ntitle: {zh: 甲, en: a}\n",
        [(None, "", "packs.not_found")],
    ),
}


@pytest.mark.parametrize(("text", "expected"), BROKEN.values(), ids=BROKEN)
def test_a_broken_pack_is_refused_with_line_and_key(write_pack, text, expected):
    with pytest.raises(PackError) as refused:
        load_pack(write_pack(text), known_names())
    found = [(p.line, p.key, p.sentence.key) for p in refused.value.problems]
    assert found == expected


@pytest.mark.parametrize(("text", "expected"), BROKEN.values(), ids=BROKEN)
def test_every_mistake_can_be_said_in_both_languages(write_pack, text, expected):
    with pytest.raises(CalculatorError) as refused:
        open_pack(write_pack(text))
    for language in ("zh", "en"):
        said = [messages(language).say(sentence) for sentence in refused.value.sentences]
        assert len(said) == len(expected)


def test_all_mistakes_are_named_at_once(write_pack):
    text = HEAD + "figures:\n" + figure(status="certain") + figure("pooling", source=None)
    with pytest.raises(PackError) as refused:
        load_pack(write_pack(text), known_names())
    assert len(refused.value.problems) == 2


def test_mistakes_of_different_sorts_are_named_at_once(write_pack):
    text = (
        HEAD
        + "figures:\n"
        + figure(status="certain")
        + figure("second_class_population", source="hearsay")
        + figure("office_limit", colour="red")
    )
    with pytest.raises(PackError) as refused:
        load_pack(write_pack(text), known_names())
    assert {p.sentence.key for p in refused.value.problems} == {
        "packs.value_not_among",
        "packs.no_source",
        "packs.key_unknown",
    }


def test_a_pack_that_extends_itself_is_refused(write_pack):
    path = write_pack("id: mine\nextends: mine.yaml\ntitle: {zh: 甲, en: a}\n")
    with pytest.raises(PackError) as refused:
        load_pack(path, known_names())
    assert refused.value.problems[0].sentence.key == "packs.extends_circle"


def test_an_amendment_changes_a_figure_and_keeps_the_rest(write_pack, shandong):
    pack = load_pack(write_pack(HEAD + "figures:\n" + figure()), known_names())
    assert pack.figures["minimum_population"].value == 20000
    assert pack.figures["minimum_population"].label == shandong.figures["minimum_population"].label
    assert pack.figures["exempt_terrain"] == shandong.figures["exempt_terrain"]
    assert pack.based_on == ("shandong",)
    assert pack.digest != shandong.digest


def test_an_amendment_may_change_one_class_of_a_family(write_pack):
    text = HEAD + "figures:\n" + figure("office_limit", value=None, values="{一类: 6}")
    pack = load_pack(write_pack(text), known_names())
    limits = {name: f.value for name, f in pack.figures.family("office_limit").items()}
    assert limits == {"一类": 6, "二类": 3, "三类": 3}


@pytest.mark.parametrize("name", shipped_packs())
def test_a_shipped_pack_loads(name):
    assert load_pack(name, known_names()).id == name


def test_loading_twice_gives_the_same_digest(shandong):
    assert open_pack("shandong").digest == shandong.digest


def measure(text):
    cited = "    source: paper\n    clause: {zh: 甲, en: a}\n    status: confirmed\n"
    return f"{HEAD}measures:\n  points:\n    label: {{zh: 甲, en: a}}\n{text}{cited}"


def bands(*rows):
    return measure(
        "    kind: bands\n    of: population\n    bands:\n"
        + "".join(f"      - {{{row}}}\n" for row in rows)
    )


def decision(*rows):
    listed = "".join(f"      - {{{row}}}\n" for row in rows)
    return measure(f"    kind: decide\n    gives_numbers: true\n    rows:\n{listed}")


TABLES = {
    "a gap between bands": (
        bands("less_than: 10, value: 1", "at_least: 20, value: 2"),
        [(13, "measures.points.bands[2]", "packs.bands_gap")],
    ),
    "bands that overlap": (
        bands("less_than: 20, value: 1", "at_least: 10, value: 2"),
        [(13, "measures.points.bands[2]", "packs.bands_overlap")],
    ),
    "bands that both hold the bound": (
        bands("at_most: 10, value: 1", "at_least: 10, value: 2"),
        [(13, "measures.points.bands[2]", "packs.bands_overlap")],
    ),
    "bands of which neither holds the bound": (
        bands("less_than: 10, value: 1", "more_than: 10, value: 2"),
        [(13, "measures.points.bands[2]", "packs.bands_gap")],
    ),
    "bands that do not begin at the beginning": (
        bands("at_least: 5, value: 1"),
        [(12, "measures.points.bands[1]", "packs.bands_gap")],
    ),
    "bands that end": (
        bands("less_than: 5, value: 1"),
        [(12, "measures.points.bands[1]", "packs.bands_end")],
    ),
    "a band that holds nothing": (
        bands("less_than: 5, at_least: 5, value: 1", "at_least: 5, value: 2"),
        [(12, "measures.points.bands[1]", "packs.empty_band")],
    ),
    "a row that is never reached": (
        decision(
            "when: {of: population, at_least: 10}, value: 1",
            "when: {of: population, at_least: 20}, value: 2",
            "value: 3",
        ),
        [(13, "measures.points.rows[2]", "packs.unreachable_row")],
    ),
    "a table of the wrong size": (
        measure(
            "    kind: table\n    rows: {of: population, at_least: [10]}\n"
            "    columns: {of: population, at_least: [10]}\n    values: [[1, 2]]\n"
        ),
        [(7, "measures.points", "packs.table_size")],
    ),
    "bounds of an axis that fall": (
        measure(
            "    kind: table\n    rows: {of: population, at_least: [20, 10]}\n"
            "    columns: {choice: terrain, among: [lake]}\n    values: [[1, 2], [1, 2], [1, 2]]\n"
        ),
        [(10, "measures.points.rows.at_least", "packs.bounds_rise")],
    ),
    "a number in a measure without a source": (
        bands("value: 1").replace("    source: paper\n", ""),
        [(7, "measures.points", "packs.number_without_source")],
    ),
    "an amount that nothing bears the name of": (
        bands("value: elsewhere"),
        [(7, "measures.points", "packs.no_amount")],
    ),
    "tables by a choice without one for the others": (
        measure(
            "    kind: bands\n    of: population\n    by: terrain\n    tables: {lake: [{value: 1}]}\n"
        ),
        [(12, "measures.points.tables", "packs.no_otherwise")],
    ),
    "a family without a class that a lookup needs": (
        HEAD
        + "figures:\n"
        + figure("extra", label="{zh: 多, en: more}", value=None, values="{一类: 3}")
        + "measures:\n  points: {kind: lookup, label: {zh: 甲, en: a}, by: class, figure: extra}\n",
        [
            (7, "figures.extra", "packs.class_without_figure"),
            (7, "figures.extra", "packs.class_without_figure"),
        ],
    ),
    "a figure to ask that is no placeholder": (
        HEAD + "figures:\n" + figure("minimum_population", value=None, ask="true"),
        [(10, "figures.minimum_population.status", "packs.asked_is_placeholder")],
    ),
    "an unknown unit": (
        HEAD + "figures:\n" + figure(unit="bananas"),
        [(12, "figures.minimum_population.unit", "packs.no_such_name")],
    ),
    "an establishment by no test": (
        HEAD + "establishment: {test: class, applies_to: classified_kinds}\n",
        [(6, "establishment.test", "packs.not_a_test")],
    ),
}


@pytest.mark.parametrize(("text", "expected"), TABLES.values(), ids=TABLES)
def test_tables_and_numbers_that_do_not_fit_are_refused(write_pack, text, expected):
    with pytest.raises(PackError) as refused:
        load_pack(write_pack(text), known_names())
    found = [(p.line, p.key, p.sentence.key) for p in refused.value.problems]
    assert found == expected
    for language in ("zh", "en"):
        for problem in refused.value.problems:
            assert messages(language).say(problem.sentence)


VERSIONS = (
    HEAD
    + """\
figures:
  minimum_population:
    versions:
      - {since: 2001-01-01, value: 20000, source: paper, clause: {zh: 旧, en: old}, status: entered}
      - {since: 2010-01-01, value: 25000, source: paper, clause: {zh: 新, en: new}, status: entered}
"""
)


@pytest.mark.parametrize(
    ("day", "value"),
    [(None, 25000), ("2009-12-31", 20000), ("2010-01-01", 25000), ("2001-01-01", 20000)],
)
def test_the_version_that_holds_on_a_day_is_picked(write_pack, day, value):
    as_of = None if day is None else date.fromisoformat(day)
    pack = load_pack(write_pack(VERSIONS), known_names(), as_of=as_of)
    assert pack.figures["minimum_population"].value == value


def test_a_day_before_the_first_version_is_refused(write_pack):
    with pytest.raises(PackError) as refused:
        load_pack(write_pack(VERSIONS), known_names(), as_of=date(2000, 1, 1))
    assert refused.value.problems[0].sentence.key == "packs.not_yet"


PLAIN = {
    "no": "no",
    "Yes": "Yes",
    "12:30": "12:30",
    "true": True,
    "010": 10,
    "0x1F": 31,
    "1_000": 1000,
    "1e3": 1000.0,
    "-.5": -0.5,
    "~": None,
    "2010-09-01": date(2010, 9, 1),
    "'2'": "2",
    "!!str 2": "2",
}


@pytest.mark.parametrize(("written", "read"), PLAIN.items(), ids=PLAIN)
def test_values_have_the_types_of_yaml_1_2(written, read):
    assert read_yaml(f"- {written}\n- x\n", "x.yaml").data == [read, "x"]

"""Broken packs never load; every mistake is named with its line and key."""

from __future__ import annotations

import pytest

from calculator.errors import CalculatorError
from calculator.messages import messages
from calculator.packs import known_names, open_pack
from rules.errors import PackError
from rules.loading import load_pack, shipped_packs

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

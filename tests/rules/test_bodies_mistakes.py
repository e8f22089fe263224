"""Mistakes in what a pack says of listed bodies and of yes-or-no rules."""

import pytest

from calculator.packs import known_names
from rules.errors import PackError
from rules.loading import load_pack

HEAD = "id: mine\nextends: shandong\ntitle: {zh: 甲, en: a}\n"
ENTRY = "      source: pilot\n      clause: {zh: 甲, en: a}\n      status: entered\n"


def entry(key, name, more=""):
    return f"    {key}:\n      name: {{zh: {name}, en: {key}}}\n      kind: office\n{more}{ENTRY}"


def quota(line):
    return (
        "quotas:\n  administrative_posts:\n    label: {zh: 甲, en: a}\n    kind: standard\n"
        "    unit: posts\n    allowed: administrative_posts_standard\n"
        f"    proposed: proposed_administrative_posts\n    {line}\n"
    )


@pytest.mark.parametrize(
    ("text", "key", "place"),
    [
        (quota("no_increase: minimum_population"), "packs.not_yes_or_no", "no_increase"),
        (quota("within_approved: exempt_terrain"), "packs.not_yes_or_no", "within_approved"),
        (quota("pooled: office_limit"), "packs.not_yes_or_no", "pooled"),
        (quota("no_increase: nothing"), "packs.no_figure", "no_increase"),
        (quota("approved: approved_desks"), "packs.no_such_name", "approved"),
        (quota("listed: desks"), "packs.value_not_among", "listed"),
        ("bodies:\n  posts_mixed: exempt_terrain\n", "packs.not_yes_or_no", "posts_mixed"),
        ("bodies:\n  limited_funding: merger_kinds\n", "packs.wrong_list", "limited_funding"),
        (
            "bodies:\n  catalogue:\n"
            + entry("a", "甲办")
            + entry("b", "乙办", "      aliases: [甲 办]\n"),
            "packs.same_name",
            "catalogue.b",
        ),
        (
            "bodies:\n  catalogue:\n" + entry("a", "甲办").replace("pilot", "x"),
            "packs.no_source",
            "source",
        ),
    ],
)
def test_a_mistake_is_named_with_its_place(write_pack, text, key, place):
    with pytest.raises(PackError) as refused:
        load_pack(write_pack(HEAD + text), known_names())
    (problem,) = refused.value.problems
    assert problem.sentence.key == key
    assert problem.key.endswith(place)
    assert problem.line is not None

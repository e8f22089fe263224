"""All township-level units of Shandong at the census of 2010."""

from __future__ import annotations

import pytest

import calculator
from tests.conftest import need_shared_data


@pytest.fixture(scope="module")
def source():
    return need_shared_data("shandong_townships_2010.csv")


@pytest.fixture(scope="module")
def units(source):
    return calculator.report(source).as_dict()


def test_every_unit_is_read_and_the_people_add_up_to_the_published_total(units):
    people = [unit["measures"]["resident_population"] for unit in units["townships"]]
    assert (len(people), sum(people)) == (1909, 95_792_719)


def test_towns_and_rural_townships_are_classified_and_the_rest_is_not(units):
    classified = [unit for unit in units["townships"] if unit["class"] is not None]
    assert len(classified) == 1295
    assert {unit["kind"] for unit in classified} == {"town", "rural_township"}
    rest = {u["merger"]["status"] for u in units["townships"] if u["class"] is None}
    assert rest == {"not_applicable"}


def test_309_are_below_30_000(units):
    candidates = [u["kind"] for u in units["townships"] if u["merger"]["status"] == "candidate"]
    assert len(candidates) == 309
    assert (candidates.count("town"), candidates.count("rural_township")) == (224, 85)


def test_units_without_a_chinese_name_show_their_pinyin(units):
    names = [unit["name"] for unit in units["townships"]]
    assert all(names)
    assert sum(name.isascii() for name in names) == 186


def test_that_exemption_was_not_judged_is_one_note(units):
    notes = [f for f in units["findings"] if f["code"] == "exemption-not-judged"]
    assert [note["severity"] for note in notes] == ["note"]


def test_two_units_whose_kind_contradicts_their_name_are_the_only_warnings(units):
    heavy = [f for f in units["findings"] if f["severity"] != "note"]
    assert [(f["severity"], f["code"], f["township"]) for f in heavy] == [
        ("warning", "kind-contradicts", "东辛店镇"),
        ("warning", "kind-contradicts", "HaiFangBanShiChu"),
    ]


def test_with_changdao_marked_as_islands_seven_are_exempt(source, tmp_path):
    lines = source.read_text(encoding="utf-8-sig").splitlines()
    marked = [f"{lines[0]},特殊地域"]
    marked += [f"{line},{'海岛' if ',长岛县,' in line else ''}" for line in lines[1:]]
    path = tmp_path / "marked.csv"
    path.write_text("\n".join(marked), encoding="utf-8")
    statuses = [u["merger"]["status"] for u in calculator.report(path).as_dict()["townships"]]
    assert (statuses.count("candidate"), statuses.count("exempt")) == (302, 7)

"""A pack with figures entered by hand, written as YAML that extends the one it was made from."""

from __future__ import annotations

import pytest

from calculator.errors import CalculatorError
from calculator.extending import extending_pack
from calculator.packs import enter, open_pack
from tests.conftest import ROOT

SLOTS = ROOT / "tests" / "formulas" / "shapes.yaml"


@pytest.mark.parametrize(
    "settings",
    [
        {"minimum_population": "25000"},
        {"office_limit.一类": "6", "pooling": "否"},
        {"office_limit": "6"},
        {"exempt_terrain": "山区、湖区"},
        {"minimum_population": "30000.5"},
    ],
)
def test_the_pack_that_is_written_is_the_pack_that_was_entered(shandong, write_pack, settings):
    changed = enter(shandong, settings)
    read = open_pack(write_pack(extending_pack(shandong, changed, "shandong")))
    for name, figure in changed.figures.items():
        other = read.figures[name]
        assert (other.value, other.status, other.clause) == (
            figure.value,
            figure.status,
            figure.clause,
        )
        assert other.source.title == figure.source.title


def test_only_what_differs_is_said(shandong):
    text = extending_pack(shandong, enter(shandong, {"minimum_population": "25000"}), "shandong")
    assert "minimum_population" in text
    assert text.count("status:") == 1


def test_a_pack_of_ones_own_is_extended_by_its_path(qiyuan, tmp_path):
    beside = tmp_path / "qiyuan.yaml"
    beside.write_bytes((ROOT / "sample_data" / "qiyuan_county.yaml").read_bytes())
    text = extending_pack(qiyuan, enter(qiyuan, {"pooling": "否"}), "qiyuan.yaml")
    path = tmp_path / "mine.yaml"
    path.write_text(text, encoding="utf-8")
    assert open_pack(path).figures["pooling"].value is False


def test_a_number_inside_a_measure_is_left_to_the_sheet_of_figures():
    pack = open_pack(SLOTS)
    slot = next(figure for figure in pack.figures.values() if figure.is_slot)
    changed = enter(pack, {slot.name: slot.value + 0.25})
    with pytest.raises(CalculatorError, match="规则数字表"):
        extending_pack(pack, changed, "shapes.yaml")

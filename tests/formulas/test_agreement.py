"""What a measure computes and what its formula gives in a spreadsheet are the same."""

from __future__ import annotations

import openpyxl
import pytest

from calculator.packs import open_pack
from rules.evaluation import evaluate
from rules.loading import shipped_packs
from tests.conftest import ROOT, need_tool
from tests.formulas.calculating import expected, new_book, write_calculating
from tests.formulas.random_statistics import random_statistics
from tests.office import convert

SHAPES = ROOT / "tests" / "formulas" / "shapes.yaml"


def cases():
    """Packs with random statistics: every kind with and without blanks, every shipped pack."""
    shapes = open_pack(SHAPES)
    yield "a", evaluate(shapes, random_statistics(1, 120, shapes))
    yield "b", evaluate(shapes, random_statistics(2, 120, shapes, blanks=0))
    yield "c", evaluate(shapes, random_statistics(3, 60, shapes, blanks=0, coverage="province"))
    packs = [*shipped_packs(), ROOT / "sample_data" / "qiyuan_county.yaml"]
    for number, name in enumerate(packs):
        pack = open_pack(name)
        coverage = "province" if number % 2 else "prefecture"
        yield f"p{number}", evaluate(pack, random_statistics(number, 60, pack, coverage=coverage))


@pytest.fixture(scope="module")
def recalculated(tmp_path_factory):
    need_tool("soffice")
    folder = tmp_path_factory.mktemp("formulas")
    path = folder / "calculating.xlsx"
    book = new_book(path)
    written = [(prefix, e, write_calculating(book, e, prefix)) for prefix, e in cases()]
    book.close()
    loaded = openpyxl.load_workbook(convert(path, "xlsx", folder), data_only=True)
    return written, loaded


def test_a_stored_value_that_is_wrong_is_calculated_anew(recalculated):
    _, book = recalculated
    assert book["canary"]["A1"].value == 2


def test_every_formula_gives_what_is_computed(recalculated):
    written, book = recalculated
    compared = 0
    wrong = []
    for prefix, evaluation, cells in written:
        sheet = book[f"{prefix}calc"]
        for name, letters in cells.measures.items():
            for township in range(evaluation.statistics.size):
                found = sheet[f"{letters}{township + 2}"].value
                found = None if found == "" else found
                wanted = expected(evaluation, name, township)
                same = found == wanted or (
                    isinstance(found, (int, float))
                    and isinstance(wanted, float)
                    and abs(found - wanted) <= 1e-9 * max(1, abs(wanted))
                )
                compared += 1
                if not same:
                    wrong.append((evaluation.pack.id, name, township, wanted, found))
    assert not wrong, (len(wrong), wrong[:20])
    assert compared > 5000

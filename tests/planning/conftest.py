"""The sample county, and counties written in a few lines, as merger plans."""

from __future__ import annotations

import pytest

import calculator
from tests.planning.townships import HEADING, SAMPLE, SAMPLE_PACK, line


@pytest.fixture(scope="module")
def sample():
    return calculator.report(SAMPLE, rules=SAMPLE_PACK)


@pytest.fixture
def planned(tmp_path):
    """The plans of townships ``name people neighbours``, and what else a row says."""

    def call(rows, *, settings=None, **asked):
        path = tmp_path / "乡镇统计.csv"
        path.write_text(HEADING + "".join(map(line, rows)), encoding="utf-8")
        return calculator.report(path, settings=settings).plan(**asked)

    return call

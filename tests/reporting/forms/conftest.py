"""The sample county's report, made once for each module."""

import pytest

import calculator
from tests.conftest import ROOT

SAMPLE = ROOT / "sample_data"


@pytest.fixture(scope="module")
def sample():
    return calculator.report(SAMPLE / "qiyuan_county.xlsx", rules=SAMPLE / "qiyuan_county.yaml")

"""Whatever users give is taken, or refused with a sentence: each part for some seconds.

``python benchmarks/fuzz.py --minutes 10`` does the same for longer.
"""

from __future__ import annotations

import time

import pytest

from tests.fuzzing.parts import PARTS
from tests.fuzzing.readers import outcome
from tests.reading.containers.building import every_format

MOST_SECONDS = 3.0
WHOLE = every_format()


@pytest.mark.parametrize("part", PARTS)
def test_whatever_is_given_ends_in_a_result_or_a_sentence(part, tmp_path, capfd):
    trial = PARTS[part](tmp_path)
    end = time.monotonic() + MOST_SECONDS
    for seed in range(1500):
        trial(seed)
        if time.monotonic() > end:
            break
    # A panic of a library would print a line of its own.
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize("name", WHOLE)
def test_a_file_cut_off_anywhere_ends_in_grids_or_a_sentence(name):
    data = WHOLE[name]
    for length in range(0, len(data), max(len(data) // 40, 1)):
        outcome(data[:length])

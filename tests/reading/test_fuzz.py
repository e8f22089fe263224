"""Broken files are read or refused with a sentence, whatever is broken in them.

``python benchmarks/fuzz_readers.py --seconds 600`` does the same for longer.
"""

from __future__ import annotations

import time

import pytest

from tests.reading.containers.building import every_format
from tests.reading.fuzzing import broken_file, outcome

WHOLE = every_format()
MOST_SECONDS = 3.0


def test_any_broken_file_ends_in_grids_or_a_sentence(capfd):
    end = time.monotonic() + MOST_SECONDS
    for seed in range(1500):
        outcome(broken_file(seed, WHOLE)[1])
        if time.monotonic() > end:
            break
    # A panic of the library would print a line of its own.
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize("name", WHOLE)
def test_a_file_cut_off_anywhere_ends_in_grids_or_a_sentence(name):
    data = WHOLE[name]
    for length in range(0, len(data), max(len(data) // 40, 1)):
        outcome(data[:length])

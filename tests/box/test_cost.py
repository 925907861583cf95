"""What the box costs, by its benchmark."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

BENCHMARK = Path(__file__).resolve().parents[2] / "benchmarks" / "box_cost.py"


@pytest.mark.slow
def test_a_boxed_notebook_costs_little():
    """Does a notebook in a box take at most 60 ms of processor time more than the same cells in a warm shell?

    Processor time, and not the clock, so that the other tests that run at the same time do not count.
    """
    command = [sys.executable, BENCHMARK, "--rounds", "15"]
    printed = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    more = [float(number) for number in re.findall(r"processor.* ([\d.-]+) ms$", printed, re.MULTILINE)]
    assert len(more) == 2 and max(more) <= 60, printed

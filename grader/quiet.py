"""Silence while a student's function runs: a warning costs nothing, and stock nbgrader gives 0 for a word on stderr.

Used by the judges.
"""

import contextlib
import warnings
from collections.abc import Iterator

import numpy as np


@contextlib.contextmanager
def quiet() -> Iterator[None]:
    """No warning of NumPy's or Python's inside; the settings of before afterwards."""
    with np.errstate(all="ignore"), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield

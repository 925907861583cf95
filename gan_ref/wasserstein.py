"""The Wasserstein-1 distance of two samples on a line. Seed 002, question 5c; for the questions of `b1_distances`."""

import numpy as np


def wasserstein_1d(x, y):
    """W1 of the two empirical distributions: the area between their distribution functions, ∫ abs(F(t) − G(t)) dt.

    Parameters: samples `x` (n,) and `y` (m,), in any order, with or without ties; n and m may differ. Returns a number
    in the unit of the samples. For n = m this is the mean of abs(x − y) once both are sorted. Raises ValueError for an
    empty sample. Source: seed 002, 5c; Peyré and Cuturi, Computational Optimal Transport, 2019, remark 2.30.
    """
    x, y = np.sort(np.asarray(x, float).ravel()), np.sort(np.asarray(y, float).ravel())
    if not x.size or not y.size:
        raise ValueError(f"wasserstein_1d got samples of {x.size} and {y.size} values; each needs at least one")
    steps = np.sort(np.concatenate([x, y]))
    F = np.searchsorted(x, steps[:-1], side="right") / x.size
    G = np.searchsorted(y, steps[:-1], side="right") / y.size
    return float(np.sum(np.abs(F - G) * np.diff(steps)))

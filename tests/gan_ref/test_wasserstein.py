"""W1 on a line against SciPy, against the quantile form, and against the distance of two shifted densities."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import wasserstein_distance

from gan_ref.wasserstein import wasserstein_1d

samples = st.lists(st.floats(-100, 100).map(lambda value: round(value, 3)), min_size=1, max_size=12)


@given(samples, samples)
def test_scipy_agrees(x, y):
    """Does an independent implementation give the same distance for unsorted samples, ties and unequal sizes?"""
    assert wasserstein_1d(x, y) == pytest.approx(wasserstein_distance(x, y), rel=1e-9, abs=1e-9)


@given(samples, samples, st.integers(-50, 50))
def test_it_is_a_distance_that_follows_a_shift(x, y, shift):
    """Is it symmetric, 0 from itself, and abs(shift) from its own shifted copy?"""
    assert wasserstein_1d(x, y) == pytest.approx(wasserstein_1d(y, x), abs=1e-9)
    assert wasserstein_1d(x, np.add(x, shift)) == pytest.approx(abs(shift), abs=1e-9)


def test_repeating_every_sample_changes_nothing():
    """Is it a distance of distributions: does the quantile form on samples brought to one size agree?"""
    x, y = np.array([3.0, -1.0, 0.5]), np.array([2.0, 2.0, -4.0, 7.0])
    quantiles = np.mean(np.abs(np.sort(np.repeat(x, 4)) - np.sort(np.repeat(y, 3))))
    assert wasserstein_1d(x, y) == pytest.approx(quantiles, abs=1e-12)


@pytest.mark.parametrize("eps", [1.0, 0.1, 1e-4])
def test_two_normals_are_as_far_apart_as_their_means(eps):
    """Is W1 of N(0, ε²) and N(1, ε²) about 1 whatever ε, to the accuracy of 20 000 samples?"""
    random = np.random.default_rng(5)
    x, y = random.normal(0, eps, 20_000), random.normal(1, eps, 20_000)
    assert wasserstein_1d(x, y) == pytest.approx(1, abs=0.05 * eps)


@pytest.mark.parametrize("x, y", [([], [1.0]), ([1.0], [])])
def test_an_empty_sample_is_named(x, y):
    """Does an empty sample raise an error that says how many values there were?"""
    with pytest.raises(ValueError, match="0 values|0 and 1|1 and 0"):
        wasserstein_1d(x, y)

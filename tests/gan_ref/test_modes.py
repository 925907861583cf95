"""Mode coverage by counting, and the two orders of the players."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy.spatial import cKDTree

from gan_ref import modes

CENTRES = modes.ring(8)


def test_the_ring_is_evenly_spaced():
    """Do all centres lie on the circle, with equal distances from one to the next?"""
    assert np.linalg.norm(CENTRES, axis=1) == pytest.approx(2)
    gaps = np.linalg.norm(CENTRES - np.roll(CENTRES, 1, axis=0), axis=1)
    assert gaps == pytest.approx(gaps[0])


@pytest.mark.parametrize("x, expected", [
    (CENTRES, 1.0), (CENTRES[:1], 1 / 8), (np.repeat(CENTRES[::2], 9, axis=0), 0.5), (np.zeros((50, 2)), 0.0),
    (np.empty((0, 2)), 0.0),
])
def test_hand_made_generators(x, expected):
    """Is the share right for all modes, one mode, every other mode, the middle of the ring, and no sample at all?"""
    assert modes.mode_coverage(x, CENTRES, 0.3) == expected


@given(st.integers(0, 10_000), st.floats(0.05, 3))
def test_a_search_tree_agrees(seed, radius):
    """Does a k-d tree, asked for the nearest sample of each centre, find the same share?"""
    random = np.random.default_rng(seed)
    x, centres = random.normal(size=(20, 2)) * 2, random.normal(size=(5, 2)) * 2
    nearest, _ = cKDTree(x).query(centres)
    assert modes.mode_coverage(x, centres, radius) == np.mean(nearest <= radius)


def test_a_sample_on_the_edge_counts():
    """Does a sample at exactly the radius cover its mode?"""
    assert modes.mode_coverage([[3.0, 4.0]], [[0.0, 0.0]], 5) == 1


@given(arrays(float, st.tuples(st.integers(1, 6), st.integers(1, 6)), elements=st.floats(-10, 10)))
def test_the_order_of_the_players_matters(V):
    """Is max min never above min max, and is each attained by searching every pair of choices?"""
    rows, columns = range(V.shape[0]), range(V.shape[1])
    assert modes.min_max(V) == min(max(V[g, d] for d in columns) for g in rows)
    assert modes.max_min(V) == max(min(V[g, d] for g in rows) for d in columns)
    assert modes.max_min(V) <= modes.min_max(V)


def test_the_best_reply_is_one_mode():
    """Against the optimal D for a ring with one mode less crowded, does the generator move everything there?"""
    points = CENTRES
    d = 1 / (1 + np.array([3, 3, 3, 0.2, 3, 3, 3, 3]))
    reply = modes.best_reply(points, d)
    assert np.array_equal(reply, CENTRES[3])
    assert modes.mode_coverage(np.repeat(reply[None], 100, axis=0), CENTRES, 0.3) == 1 / 8

"""The generator's costs and slopes, against differences and 30-digit arithmetic."""

import mpmath
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gan_ref import costs

D = np.array([0.001, 0.0630, 0.35, 0.5, 0.8, 0.999])
H = np.array([-7.5, -2.0, -0.1, 0.0, 1.3, 6.0])
LOGITS = [-1000.0, -36.0, -30.0, -4.0, 0.0, 2.5, 30.0, 36.0, 1000.0]


@pytest.mark.parametrize("d", D)
def test_costs_against_30_digits(d):
    """Are ln(1 − d) and −ln d right to rounding?"""
    with mpmath.workdps(30):
        exact = [float(mpmath.log(1 - mpmath.mpf(float(d)))), float(-mpmath.log(mpmath.mpf(float(d))))]
    assert np.allclose([costs.original_cost(d), costs.alternative_cost(d)], exact, rtol=1e-14, atol=0)


@pytest.mark.parametrize("name", ["original", "alternative"])
def test_slopes_in_d_are_what_differences_measure(name):
    """Is each slope the limit of the cost's difference quotients?"""
    cost, slope = getattr(costs, f"{name}_cost"), getattr(costs, f"{name}_slope")
    step = 1e-7
    assert np.allclose(slope(D), (cost(D + step) - cost(D - step)) / (2 * step), rtol=1e-6)


@pytest.mark.parametrize("name", ["original", "alternative"])
def test_slopes_in_h_are_what_differences_measure(name):
    """Is each slope in the logit that of the cost at d = σ(h)?"""
    cost, slope = getattr(costs, f"{name}_cost"), getattr(costs, f"{name}_logit_slope")
    step = 1e-5
    at = [cost(1 / (1 + np.exp(-(H + shift)))) for shift in (step, -step)]
    assert np.allclose(slope(H), (at[0] - at[1]) / (2 * step), rtol=1e-6)


@pytest.mark.parametrize("h", LOGITS)
def test_slopes_in_h_against_500_digits(h):
    """Are −σ(h) and σ(h) − 1 right to rounding from −1000 to 1000, without a warning?"""
    with mpmath.workdps(500):
        sigma = 1 / (1 + mpmath.exp(-mpmath.mpf(h)))
        exact = [float(-sigma), float(sigma - 1)]
    assert np.allclose([costs.original_logit_slope(h), costs.alternative_logit_slope(h)], exact, rtol=1e-13, atol=0)


def test_the_ratio_is_that_of_the_slopes():
    """Is e^(−h) the quotient of the two slopes in h, and, at d = σ(h), of the two slopes in d?"""
    d = 1 / (1 + np.exp(-H))
    in_h = np.abs(costs.alternative_logit_slope(H)) / np.abs(costs.original_logit_slope(H))
    in_d = np.abs(costs.alternative_slope(d)) / np.abs(costs.original_slope(d))
    assert np.allclose(costs.slope_ratio(H), in_h, rtol=1e-12) and np.allclose(in_h, in_d, rtol=1e-12)


def test_the_flat_cost_is_flat_in_the_logit_only():
    """Near d = 0, is the original cost's slope −1 in d, and does it vanish in h, where the alternative's does not?"""
    assert costs.original_slope(1e-9) == pytest.approx(-1)
    assert abs(costs.original_logit_slope(-20)) < 1e-8 < 0.999 < abs(costs.alternative_logit_slope(-20))


@given(st.floats(-700, 700), st.floats(1e-3, 10))
def test_both_costs_fall_as_d_grows(h, more):
    """Do both push D(G(z)) the same way, up, at any logit?"""
    assert costs.original_logit_slope(h) < 0 and costs.alternative_logit_slope(h) < 0
    assert costs.original_logit_slope(h + more) <= costs.original_logit_slope(h)


@pytest.mark.parametrize("name", ["original_cost", "alternative_cost", "original_slope", "alternative_slope"])
def test_numbers_and_arrays_are_alike(name):
    """Does a function give for a number what it gives for an entry of an array, and keep a shape?"""
    function = getattr(costs, name)
    assert function(0.35) == function(D)[2] and function(D.reshape(2, 3)).shape == (2, 3)

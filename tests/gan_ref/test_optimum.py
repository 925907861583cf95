"""The optimal discriminator and value: maximisers found by search, 30-digit arithmetic, and the edge cases."""

import mpmath
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.optimize import minimize_scalar

from gan_ref import optimum

densities = st.floats(0.01, 10)
inside = st.floats(0.01, 0.99)


@given(densities, densities, inside)
def test_the_optimum_maximises_the_integrand(p, q, D):
    """Is the integrand at p/(p + q) at least what it is anywhere else?"""
    best = optimum.integrand(optimum.optimal_discriminator(p, q), p, q)
    assert optimum.integrand(D, p, q) <= best + 1e-12


@pytest.mark.parametrize("p, q", [(0.7, 0.2), (0.1, 0.5), (3.0, 1.0), (0.25, 0.25)])
def test_a_search_finds_the_same_optimum(p, q):
    """Does SciPy's search of the interval end at p/(p + q)?"""
    found = minimize_scalar(lambda D: -optimum.integrand(D, p, q), bounds=(1e-9, 1 - 1e-9), options={"xatol": 1e-10})
    assert optimum.optimal_discriminator(p, q) == pytest.approx(found.x, abs=1e-7)


@given(inside, densities, densities)
def test_slope_and_curvature_are_what_differences_measure(D, p, q):
    """Is each the derivative of the one before?"""
    step = 1e-5 * min(D, 1 - D)
    slope = (optimum.integrand(D + step, p, q) - optimum.integrand(D - step, p, q)) / (2 * step)
    curvature = (optimum.integrand_slope(D + step, p, q) - optimum.integrand_slope(D - step, p, q)) / (2 * step)
    assert optimum.integrand_slope(D, p, q) == pytest.approx(slope, rel=1e-5, abs=1e-4 * (p + q))
    assert optimum.integrand_curvature(D, p, q) == pytest.approx(curvature, rel=1e-5)


@given(densities, densities)
def test_the_optimum_is_stationary_and_a_maximum(p, q):
    """Is the slope 0 there, and the curvature negative?"""
    D = optimum.optimal_discriminator(p, q)
    assert abs(optimum.integrand_slope(D, p, q)) <= 1e-9 * (p + q) ** 2 / min(p, q)
    assert optimum.integrand_curvature(D, p, q) < 0


def test_integrand_against_30_digits():
    """Is p ln D + q ln(1 − D) right to rounding?"""
    with mpmath.workdps(30):
        exact = mpmath.mpf("0.7") * mpmath.log(mpmath.mpf("0.3")) + mpmath.mpf("0.2") * mpmath.log(mpmath.mpf("0.7"))
    assert optimum.integrand(0.3, 0.7, 0.2) == pytest.approx(float(exact), rel=1e-15)


def test_where_neither_density_is():
    """Is D* one half where p = q = 0, beside points where one or both are, without a warning?"""
    p, q = np.array([0, 0.3, 0, 0.2]), np.array([0, 0, 0.4, 0.6])
    assert np.allclose(optimum.optimal_discriminator(p, q), [0.5, 1, 0, 0.25], rtol=1e-15)
    assert optimum.optimal_discriminator(0, 0) == 0.5


def test_value_is_the_sum_of_the_integrand():
    """Over points that have both, is V the sum of the integrand?"""
    p, q, D = np.array([0.7, 0.2, 0.1]), np.array([0.2, 0.3, 0.5]), np.array([0.6, 0.35, 0.15])
    assert optimum.value(p, q, D) == pytest.approx(sum(optimum.integrand(D, p, q)), rel=1e-15)


def test_value_takes_nothing_times_infinity_for_nothing():
    """Is 0 · ln 0 = 0, without a warning, and a sure discriminator's value 0 where real and fake never meet?"""
    assert optimum.value([1, 0], [0, 1], [1, 0]) == 0
    assert optimum.value([0.5, 0.5], [1.0, 0.0], [0.3, 1.0]) == pytest.approx(0.5 * np.log(0.3) + np.log(0.7))


def test_the_optimal_value():
    """Is V* = −2 ln 2 = −1.386294361, and V at D* = ½ for equal distributions, and less nowhere else?"""
    assert optimum.V_star == pytest.approx(-1.386294361, abs=6e-10)
    p = np.array([0.7, 0.2, 0.1])
    assert optimum.value(p, p, optimum.optimal_discriminator(p, p)) == pytest.approx(optimum.V_star, rel=1e-15)
    q = np.array([0.2, 0.3, 0.5])
    assert optimum.value(p, q, optimum.optimal_discriminator(p, q)) > optimum.V_star


def test_figure_with_zeros():
    """Is the best value for p = (.7, .2, .1, 0), q = (.2, .3, .4, .1) the −1.063442624 of the specification?"""
    p, q = np.array([0.7, 0.2, 0.1, 0]), np.array([0.2, 0.3, 0.4, 0.1])
    assert optimum.value(p, q, optimum.optimal_discriminator(p, q)) == pytest.approx(-1.063442624, abs=6e-10)

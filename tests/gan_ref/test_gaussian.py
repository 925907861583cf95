"""The closed forms for two normal densities against quadrature, finite differences and descent itself."""

import mpmath
import numpy as np
import pytest

from gan_ref import gaussian
from gan_ref.divergences import jsd

PAIRS = [(1.0, 0.0, 1.0), (0.3, -0.4, 0.5), (-2.0, 1.0, 0.7), (5.0, 5.0, 2.0)]


def log_density(x, mean, eps):
    """ln N(x; mean, eps²) in 30-digit arithmetic, written independently of the reference."""
    return -((x - mean) ** 2) / (2 * eps**2) - mpmath.log(eps * mpmath.sqrt(2 * mpmath.pi))


@pytest.mark.parametrize("theta, theta0, eps", PAIRS)
def test_kl_is_the_integral(theta, theta0, eps):
    """Is the closed form the integral of p ln(p/q)?"""
    with mpmath.workdps(30):
        around = [theta - 12 * eps, theta, theta + 12 * eps]
        integral = mpmath.quad(lambda x: mpmath.exp(log_density(x, theta, eps))
                               * (log_density(x, theta, eps) - log_density(x, theta0, eps)), around)
    assert gaussian.gaussian_kl(theta, theta0, eps) == pytest.approx(float(integral), rel=1e-12, abs=1e-15)


@pytest.mark.parametrize("theta, theta0, eps", PAIRS)
def test_slope_is_the_derivative(theta, theta0, eps):
    """Does the slope agree with central differences of the KL?"""
    above, below = (gaussian.gaussian_kl(theta + step, theta0, eps) for step in (1e-5, -1e-5))
    assert gaussian.gaussian_kl_slope(theta, theta0, eps) == pytest.approx((above - below) / 2e-5, rel=1e-8, abs=1e-9)


def test_very_narrow_densities_keep_their_digits():
    """Does ε = 1e-4 give 5·10⁷ nats and a slope of 10⁸ at distance 1?"""
    assert gaussian.gaussian_kl(1.0, 0.0, 1e-4) == pytest.approx(5e7, rel=1e-12)
    assert gaussian.gaussian_kl_slope(1.0, 0.0, 1e-4) == pytest.approx(1e8, rel=1e-12)


def test_integers_are_not_truncated():
    """Do integer means and deviations give the same numbers as floats?"""
    assert gaussian.gaussian_kl(3, 0, 2) == 9 / 8 and gaussian.gaussian_kl_slope(3, 0, 2) == 3 / 4


@pytest.mark.parametrize("share", [-0.2, 0.0, 0.05, 0.5, 0.95, 1.0, 1.05, 3.0])
@pytest.mark.parametrize("eps", [1e-4, 0.5, 2.0])
def test_descent_does_what_the_rule_says(eps, share):
    """Does gradient descent settle at θ0 exactly for the rates that the rule names?"""
    eta = share * 2 * eps**2
    theta = 1.0
    for _ in range(2000):
        theta = np.clip(theta - eta * gaussian.gaussian_kl_slope(theta, 0.0, eps), -1e6, 1e6)
    assert bool(gaussian.descent_converges(eta, eps)) == (abs(theta) < 1e-6)


@pytest.mark.parametrize("eps, expected", [
    (1, 0.111421482), (0.5, 0.336830820), (0.2, 0.675942577), (0.1, 0.693146317)])
def test_jsd_of_two_normals(eps, expected):
    """Does the JSD of N(0, ε²) and N(1, ε²), on a fine grid, have the values that the assignment states?"""
    x = np.linspace(-12, 13, 250_001)
    p, q = (gaussian.normal_pdf(x, mean, eps) * (x[1] - x[0]) for mean in (0, 1))
    assert jsd(p, q) == pytest.approx(expected, abs=1e-9)


def test_jsd_gives_no_slope_far_away():
    """Is the JSD of narrow densities ln 2, and its slope in the separation next to nothing, where W1 has slope 1?"""
    x = np.linspace(-2, 4, 60_001)
    p, near, far = (gaussian.normal_pdf(x, mean, 0.1) * (x[1] - x[0]) for mean in (0, 2, 2.01))
    assert jsd(p, near) == pytest.approx(np.log(2), abs=1e-12)
    assert abs(jsd(p, far) - jsd(p, near)) / 0.01 < 1e-9

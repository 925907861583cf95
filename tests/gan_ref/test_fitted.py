"""Push-forward, expectations by two routes, and the fits to two modes: quadrature, Monte Carlo and optimisers."""

import mpmath
import numpy as np
import pytest
from scipy.integrate import quad
from scipy.optimize import minimize
from scipy.stats import kstest, norm

from gan_ref.fitted import fake_term_over_noise, fake_term_over_samples, forward_fit, pushforward_pdf, reverse_kl

GRID = np.linspace(-15, 15, 6001)
TWO_MODES = np.logaddexp(norm.logpdf(GRID, -2, 0.5), norm.logpdf(GRID, 2, 0.5)) - np.log(2)
MAPS = pytest.mark.parametrize("a, b", [(-2.0, 1.0), (2.0, 1.0), (-0.5, -3.0), (1.0, 0.0)])


def test_printed_pushforward():
    """Is the density at x = 0.5 under G = -2z + 1 as printed?"""
    assert pushforward_pdf(0.5, -2, 1) == pytest.approx(0.1933340584, rel=5e-10)


@MAPS
def test_pushforward_against_scipy(a, b):
    """Is it the normal density of mean b and standard deviation |a|, of area 1, for decreasing G too?"""
    x = np.linspace(-8, 8, 33)
    assert np.allclose(pushforward_pdf(x, a, b), norm.pdf(x, b, abs(a)), rtol=1e-12)
    assert quad(pushforward_pdf, b - 12 * abs(a), b + 12 * abs(a), args=(a, b))[0] == pytest.approx(1, abs=1e-10)


@MAPS
def test_samples_follow_the_pushforward(a, b):
    """Do 20,000 samples a z + b have the distribution that the density integrates to?"""
    samples = a * np.random.default_rng(27).normal(size=20_000) + b
    ends = np.linspace(b - 9 * abs(a), b + 9 * abs(a), 20_001)
    cumulative = np.cumsum(pushforward_pdf(ends, a, b)) * (ends[1] - ends[0])
    assert kstest(samples, lambda x: np.interp(x, ends, cumulative)).pvalue > 0.001


def test_printed_fake_term_both_ways():
    """Are both sides of E_z[ln(1 - D(G(z)))] = ∫ q ln(1 - D) dx as printed, for G = -2z + 1?"""
    assert fake_term_over_noise(GRID, -2, 1) == pytest.approx(-1.642495370, abs=6e-10)
    assert fake_term_over_samples(2 * GRID, -2, 1) == pytest.approx(-1.642495370, abs=6e-10)


@MAPS
def test_fake_term_by_quadrature_and_by_sampling(a, b):
    """Do adaptive quadrature at 20 digits and a million samples agree with both sums?"""
    exact = float(mpmath.quad(lambda z: mpmath.npdf(z) * -mpmath.log1p(mpmath.exp(a * z + b)), [-12, 0, 12]))
    assert fake_term_over_noise(GRID, a, b) == pytest.approx(exact, abs=1e-12)
    assert fake_term_over_samples(2 * GRID, a, b) == pytest.approx(exact, abs=1e-12)
    values = -np.logaddexp(0, a * np.random.default_rng(5).normal(size=10**6) + b)
    assert abs(values.mean() - exact) < 5 * values.std() / 1000


def test_forward_fit_of_two_modes():
    """Is the forward fit N(0, 2.0615528²), the moments of the data?"""
    assert forward_fit(GRID, np.exp(TWO_MODES)) == pytest.approx((0, 2.0615528), abs=5e-8)


def test_forward_fit_minimises_the_forward_kl():
    """Does a general optimiser of KL(p||N) find the same normal, for uneven modes?"""
    p = 0.7 * norm.pdf(GRID, -1, 0.5) + 0.3 * norm.pdf(GRID, 3, 1.2)

    def cross_entropy(parameters):
        return -np.sum(p * norm.logpdf(GRID, parameters[0], np.exp(parameters[1]))) * (GRID[1] - GRID[0])

    best = minimize(cross_entropy, [1, 0.3], method="Nelder-Mead", options={"xatol": 1e-9, "fatol": 1e-14}).x
    assert forward_fit(GRID, p) == pytest.approx((best[0], np.exp(best[1])), abs=1e-6)


@pytest.mark.parametrize("start", [-1.0, 1.0])
def test_reverse_fit_of_two_modes(start):
    """Does the reverse KL choose the nearer mode, with m = ±1.9998 and s = 0.5004?"""
    best = minimize(lambda t: reverse_kl(t[0], np.exp(t[1]), GRID, TWO_MODES), [start, 0], method="Nelder-Mead",
                    options={"xatol": 1e-9, "fatol": 1e-14}).x
    assert best[0] == pytest.approx(np.sign(start) * 1.9998, abs=5e-5)
    assert np.exp(best[1]) == pytest.approx(0.5004, abs=5e-5)


@pytest.mark.parametrize("m, s", [(0.0, 1.0), (1.5, 0.4), (-2.0, 0.05)])
def test_reverse_kl_by_quadrature(m, s):
    """Does adaptive quadrature agree, also where the narrow normal is 0 on most of the grid?"""
    def log_p(x):
        return np.logaddexp(norm.logpdf(x, -2, 0.5), norm.logpdf(x, 2, 0.5)) - np.log(2)

    exact = quad(lambda x: norm.pdf(x, m, s) * (norm.logpdf(x, m, s) - log_p(x)), m - 12 * s, m + 12 * s,
                 points=[m], epsabs=1e-13)[0]
    assert reverse_kl(m, s, GRID, TWO_MODES) == pytest.approx(exact, abs=1e-10)


def test_reverse_kl_of_one_normal_and_another():
    """Is the closed form for two normals met: ln(s2/s1) + (s1² + (m1 - m2)²)/(2 s2²) - ½?"""
    closed = np.log(1.5 / 0.7) + (0.49 + 0.64) / (2 * 2.25) - 0.5
    assert reverse_kl(0.3, 0.7, GRID, norm.logpdf(GRID, -0.5, 1.5)) == pytest.approx(closed, abs=1e-12)

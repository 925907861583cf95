"""Entropy and divergences: the printed values, SciPy, quadrature, and the edges where probabilities are 0."""

import mpmath
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.spatial.distance import jensenshannon
from scipy.special import rel_entr
from scipy.stats import entropy as scipy_entropy

from gan_ref.divergences import entropy, generator_loss_at, jsd, kl, nll, optimal_logit, virtual_criterion

P, Q = np.array([0.7, 0.2, 0.1]), np.array([0.2, 0.3, 0.5])
P4, Q4 = np.array([0.7, 0.2, 0.1, 0.0]), np.array([0.2, 0.3, 0.4, 0.1])
LN2 = np.log(2)

distributions = st.lists(st.floats(0.01, 1), min_size=6, max_size=6).map(lambda w: np.array(w) / np.sum(w))


@pytest.mark.parametrize("found, printed", [
    (kl(P, Q), 0.6348972651), (kl(Q, P), 0.6758058950), (entropy(P), 0.8018185525), (nll(P, Q), 1.436715818),
    (jsd(P4, Q4), 0.1614258683), (virtual_criterion(P4, Q4), -1.063442624),
], ids=["KL(p||q)", "KL(q||p)", "H(p)", "NLL", "JSD", "V*"])
def test_printed_values(found, printed):
    """Is each check value met to its last digit?"""
    assert found == pytest.approx(printed, rel=5e-10)


@pytest.mark.parametrize("log_of, printed", [
    (lambda D: mpmath.log(1 - D), -0.5452239449), (lambda D: -mpmath.log(D), 1.2210298398),
], ids=["minimax", "non-saturating"])
def test_costs_at_the_optimum(log_of, printed):
    """Are both generator costs at D* as printed, and do they sum up to KL(q||p)?"""
    with mpmath.workdps(30):
        cost = mpmath.fsum(mpmath.mpf(float(q)) * log_of(mpmath.mpf(float(p)) / mpmath.mpf(float(p + q)))
                           for p, q in zip(P, Q, strict=True))
    assert float(cost) == pytest.approx(printed, rel=5e-10)


def test_the_sum_of_both_costs_is_the_reverse_kl():
    """Is E_q[ln((1 - D*)/D*)] = KL(q||p), also where p or q is 0?"""
    assert generator_loss_at(P / (P + Q), Q) == pytest.approx(kl(Q, P), rel=1e-14)
    assert generator_loss_at(P / (P + Q), Q) == pytest.approx(1.2210298398 - 0.5452239449, rel=1e-9)
    assert generator_loss_at(Q4 / (P4 + Q4), P4) == pytest.approx(kl(P4, Q4), rel=1e-14)
    assert generator_loss_at(P4 / (P4 + Q4), Q4) == np.inf


@given(distributions, distributions)
def test_against_scipy(p, q):
    """Do SciPy's entropy, rel_entr and jensenshannon agree?"""
    assert entropy(p) == pytest.approx(scipy_entropy(p), rel=1e-12)
    assert kl(p, q) == pytest.approx(np.sum(rel_entr(p, q)), rel=1e-9, abs=1e-14)
    with np.errstate(invalid="ignore"):  # SciPy takes the root of a tiny negative number when p = q
        assert jsd(p, q) == pytest.approx(np.nan_to_num(jensenshannon(p, q)) ** 2, rel=1e-6, abs=1e-14)


@given(distributions, distributions)
def test_identities(p, q):
    """NLL = KL + H; V* = sum p ln D* + q ln(1 - D*) = -ln 4 + 2 JSD; 0 <= JSD <= ln 2?"""
    D = p / (p + q)
    assert nll(p, q) == pytest.approx(kl(p, q) + entropy(p), rel=1e-12)
    assert virtual_criterion(p, q) == pytest.approx(np.sum(p * np.log(D) + q * np.log(1 - D)), rel=1e-12)
    assert -1e-15 <= jsd(p, q) <= LN2 and kl(p, q) >= -1e-15


def test_zeros():
    """Does p = 0 count nothing, q = 0 under p > 0 everything, and both 0 nothing, without a warning?"""
    p, q = np.array([0.5, 0.5, 0.0, 0.0]), np.array([0.25, 0.5, 0.25, 0.0])
    assert kl(p, q) == pytest.approx(0.5 * LN2) and kl(q, p) == np.inf
    assert nll(p, q) == pytest.approx(1.5 * LN2) and nll(q, p) == np.inf
    assert entropy([1, 0, 0]) == 0 and entropy([0.25] * 4 + [0]) == pytest.approx(2 * LN2)
    assert kl([0, 1], [0, 1]) == 0


def test_disjoint_supports():
    """Is the JSD ln 2, V* 0 and the KL infinite when nothing is shared?"""
    p, q = np.array([0.4, 0.6, 0, 0]), np.array([0, 0, 0.9, 0.1])
    assert jsd(p, q) == pytest.approx(LN2, rel=1e-15)
    assert virtual_criterion(p, q) == pytest.approx(0, abs=1e-15)
    assert kl(p, q) == kl(q, p) == np.inf
    assert generator_loss_at([1, 1, 0, 0], [0, 0, 0.9, 0.1]) == np.inf


def test_jsd_of_the_smallest_probabilities():
    """Is the JSD finite where a probability is so small that its half is 0?"""
    assert jsd([1, 5e-324], [1, 0]) == pytest.approx(0, abs=1e-15)


def test_equal_distributions_reach_the_minimum():
    """Is V* = -ln 4 at p = q and greater at any other q that is tried?"""
    assert virtual_criterion(P, P) == pytest.approx(-np.log(4), rel=1e-15)
    random = np.random.default_rng(4)
    assert all(virtual_criterion(P, q) > -np.log(4) for q in random.dirichlet(np.ones(3), size=200))


@pytest.mark.parametrize("eps, printed",
                         [(1, 0.111421482), (0.5, 0.336830820), (0.2, 0.675942577), (0.1, 0.693146317)])
def test_jsd_of_two_normals(eps, printed):
    """Are the printed JSDs of N(0, eps²) and N(1, eps²) met, on a grid and by adaptive quadrature?"""
    x = np.linspace(-12, 13, 25001)
    p, q = (np.exp(-((x - centre) ** 2) / (2 * eps**2)) for centre in (0, 1))
    assert jsd(p / p.sum(), q / q.sum()) == pytest.approx(printed, abs=6e-10)

    def integrand(x):
        p, q = mpmath.npdf(x, 0, eps), mpmath.npdf(x, 1, eps)
        return (p * mpmath.log(2 * p / (p + q)) + q * mpmath.log(2 * q / (p + q))) / 2

    assert float(mpmath.quad(integrand, [-10 * eps, 0, 0.5, 1, 1 + 10 * eps])) == pytest.approx(printed, abs=6e-10)


def test_optimal_logit_is_the_logit_of_the_optimal_discriminator():
    """Is sigma(ln p - ln q) = p/(p + q)?"""
    h = optimal_logit(np.log(P), np.log(Q))
    assert np.allclose(1 / (1 + np.exp(-h)), P / (P + Q), rtol=1e-14)


def test_optimal_logit_of_densities_that_underflow():
    """Does it work for log-densities of -10^4, whose exponentials are 0?"""
    assert np.array_equal(optimal_logit([-1e4, -20000], [-10007.5, -1e4]), [7.5, -1e4])

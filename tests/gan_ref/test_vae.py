"""The VAE's KL against quadrature in 30 digits, against Monte Carlo, and at the assignment's figure."""

import mpmath
import numpy as np
import pytest

from gan_ref.vae import vae_kl

MU, SIGMA = np.array([[1.0, -0.5, 0.0]]), np.array([[0.5, 0.8, 3.0]])


def test_the_stated_figure():
    """Does the example of the assignment give its value, and ln σ in place of ln σ² the other one?"""
    assert vae_kl(MU, 2 * np.log(SIGMA)) == pytest.approx([3.887678443], abs=5e-10)
    with_log_sigma = vae_kl(MU, 2 * np.log(SIGMA)) + 0.5 * np.sum(np.log(SIGMA))
    assert with_log_sigma == pytest.approx([3.978839222], abs=5e-10)


def test_it_is_the_sum_of_the_integrals():
    """Is each coordinate's part the integral of q ln(q/p) over the line?"""
    def integral(m, s):
        def integrand(z):
            return mpmath.npdf(z, m, s) * mpmath.log(mpmath.npdf(z, m, s) / mpmath.npdf(z))
        return mpmath.quad(integrand, [m - 12 * s, m, m + 12 * s])

    with mpmath.workdps(30):
        total = sum(integral(m, s) for m, s in zip(MU[0].tolist(), SIGMA[0].tolist(), strict=True))
    assert vae_kl(MU, np.log(SIGMA**2)) == pytest.approx([float(total)], rel=1e-12)


def test_monte_carlo_agrees():
    """Is it the mean of ln q − ln p over samples of q, to the accuracy of 400 000 samples?"""
    noise = np.random.default_rng(3).normal(size=(400_000, 3))
    z = MU + SIGMA * noise
    log_ratio = np.sum(-0.5 * noise**2 - np.log(SIGMA) + 0.5 * z**2, axis=1)
    assert vae_kl(MU, np.log(SIGMA**2)) == pytest.approx([log_ratio.mean()], abs=5 * log_ratio.std() / np.sqrt(400_000))


def test_the_prior_itself_costs_nothing():
    """Is it 0 at μ = 0, σ = 1, and one number for each row?"""
    assert np.array_equal(vae_kl(np.zeros((4, 2)), np.zeros((4, 2))), np.zeros(4))

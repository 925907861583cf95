"""The projection discriminator against the ratio of the two normal densities."""

import numpy as np
import pytest
from scipy.stats import multivariate_normal

from gan_ref.projection import projection_logit, projection_parameters

MU, MU_HAT = np.array([[1.0, 0, 0], [0, 2, 1]]), np.array([[0.0, 1, 0], [1, 1, 1]])


def test_the_stated_figure():
    """Does the example of the assignment give the logits 1.5 and −2.5 for its two classes?"""
    phi = np.array([[0.5, -1, 2]] * 2)
    assert projection_logit(phi, np.eye(2), *projection_parameters(MU, MU_HAT)) == pytest.approx([1.5, -2.5], abs=1e-14)


def test_it_is_the_log_ratio_of_the_densities():
    """Is yᵀ(Aφ + b) the logarithm of N(φ; μ_y, I) over N(φ; μ̂_y, I)?"""
    random = np.random.default_rng(2)
    mu, mu_hat, phi = random.normal(size=(4, 3)), random.normal(size=(4, 3)), random.normal(size=(6, 3))
    label = random.integers(4, size=6)
    ratio = [multivariate_normal(mu[k]).logpdf(f) - multivariate_normal(mu_hat[k]).logpdf(f)
             for f, k in zip(phi, label, strict=True)]
    h = projection_logit(phi, np.eye(4)[label], *projection_parameters(mu, mu_hat))
    assert h == pytest.approx(ratio, abs=1e-12)


def test_equal_means_tell_nothing_apart():
    """Are all parameters 0 when real and generated features have the same means?"""
    A, b = projection_parameters(MU, MU)
    assert not A.any() and not b.any() and A.shape == (2, 3) and b.shape == (2,)

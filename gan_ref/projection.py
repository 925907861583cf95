"""The projection discriminator of a conditional GAN. Seed 002, question 4a, completed; used by `b2_vae_and_projection`.

Features φ(x) of class y are N(μ_y, I) for real and N(μ̂_y, I) for generated samples, both with the same p(y). Then the
optimal logit ln p(x, y) − ln q(x, y) is linear in φ and picks its coefficients by the one-hot label: h = yᵀ(Aφ + b).
"""

import numpy as np


def projection_parameters(mu, mu_hat):
    """Rows A_y = (μ_y − μ̂_y)ᵀ and entries b_y = −½ (‖μ_y‖² − ‖μ̂_y‖²).

    Parameters: class means `mu` of the real and `mu_hat` of the generated features, both (K, d). Returns A (K, d) and
    b (K,).
    """
    mu, mu_hat = np.asarray(mu, float), np.asarray(mu_hat, float)
    return mu - mu_hat, -0.5 * (np.sum(mu**2, axis=-1) - np.sum(mu_hat**2, axis=-1))


def projection_logit(phi, y, A, b):
    """h = yᵀ(Aφ + b) for each sample.

    Parameters: features `phi` (m, d), one-hot labels `y` (m, K), `A` (K, d), `b` (K,). Returns (m,).
    """
    phi, y, A, b = (np.asarray(value, float) for value in (phi, y, A, b))
    return np.sum(y * (phi @ A.T + b), axis=-1)

"""The optimal discriminator and the optimal value (Q2). Logarithms are natural; p = p_data, q = p_g.

Source: seed 000, Q2; 002, 3a; 004; Goodfellow et al. 2014, Proposition 1 and Theorem 1.
"""

import numpy as np


def integrand(D, p, q):
    """p ln D + q ln(1 − D), elementwise."""
    D, p, q = (np.asarray(x, dtype=float) for x in (D, p, q))
    return p * np.log(D) + q * np.log1p(-D)


def integrand_slope(D, p, q):
    """Its derivative in D, p/D − q/(1 − D), elementwise."""
    D, p, q = (np.asarray(x, dtype=float) for x in (D, p, q))
    return p / D - q / (1.0 - D)


def integrand_curvature(D, p, q):
    """Its second derivative in D, −p/D² − q/(1 − D)²: negative, so that the stationary point is a maximum."""
    D, p, q = (np.asarray(x, dtype=float) for x in (D, p, q))
    return -p / D**2 - q / (1.0 - D) ** 2


def optimal_discriminator(p, q):
    """p/(p + q), elementwise; 0.5 where neither has any mass, since nothing is known there."""
    p, q = np.broadcast_arrays(np.asarray(p, dtype=float), np.asarray(q, dtype=float))
    mass = p + q
    return np.divide(p, mass, out=np.full(mass.shape, 0.5), where=mass > 0)


def value(p, q, D):
    """V on a finite set, Σ p ln D + q ln(1 − D), with 0 · ln 0 = 0. Shapes: (n,), (n,), (n,) → a float."""
    D, p, q = (np.asarray(x, dtype=float) for x in (D, p, q))
    return float(np.sum(_times_log(p, D)) + np.sum(_times_log(q, 1.0 - D)))


def _times_log(weight, x):
    """weight · ln x, and 0 where the weight is 0."""
    return weight * np.log(np.where(weight == 0, 1.0, x))


V_star = -2.0 * np.log(2.0)  # where p = q and D = ½

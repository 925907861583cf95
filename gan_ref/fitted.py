"""From noise to samples, and a normal distribution fitted to data with two modes.

For the questions of `t4_two_modes`. G(z) = a z + b with z ~ N(0, 1), a of either sign but not 0. Integrals over a line
are sums over an evenly spaced grid that covers the whole of a density, which for smooth densities that die out at
both ends is exact to rounding (the trapezoid rule, whose end terms are 0).
"""

import numpy as np

from gan_ref.logits import log_sigmoid


def log_normal(x, m, s):
    """ln of the density of N(m, s²), elementwise; s is the standard deviation."""
    return -((np.asarray(x, dtype=float) - m) ** 2) / (2 * s**2) - np.log(s) - np.log(2 * np.pi) / 2


def _width(grid):
    return float(grid[1] - grid[0])


def pushforward_pdf(x, a, b):
    """The density p_z(G^-1(x)) |dG^-1/dx| of x = a z + b, elementwise. Source: seed 004; S27."""
    return np.exp(log_normal((np.asarray(x, dtype=float) - b) / a, 0.0, 1.0)) / abs(a)


def fake_term_over_noise(z, a, b):
    """E_z[ln(1 - D(G(z)))] for D = sigma, by a sum over the even grid z, as one number. Source: 000, 004; S5."""
    z = np.asarray(z, dtype=float)
    return float(np.sum(np.exp(log_normal(z, 0.0, 1.0)) * log_sigmoid(-(a * z + b))) * _width(z))


def fake_term_over_samples(x, a, b):
    """The same number as an integral of p_g(x) ln(1 - D(x)), by a sum over the even grid x. Source: 000, 004; S5."""
    x = np.asarray(x, dtype=float)
    return float(np.sum(pushforward_pdf(x, a, b) * log_sigmoid(-x)) * _width(x))


def forward_fit(x, p):
    """(m, s) of the N(m, s²) with the smallest KL(p||N): the mean and standard deviation of p. Source: S19.

    x: an even grid (n,), p: the density on it (n,). KL(p||N) depends on the model only through E_p[-ln N], whose
    minimum over m and s has the moments of p.
    """
    x, weight = np.asarray(x, dtype=float), np.asarray(p, dtype=float) * _width(x)
    m = np.sum(weight * x)
    return float(m), float(np.sqrt(np.sum(weight * (x - m) ** 2)))


def reverse_kl(m, s, x, log_p):
    """KL(N(m, s²)||p) by a sum over the even grid x, as one number. Source: seed 002-3c; S18.

    log_p: ln p on the grid (n,). Both logarithms come from formulas and not from densities, which underflow.
    """
    log_q = log_normal(x, m, s)
    return float(np.sum(np.exp(log_q) * (log_q - np.asarray(log_p, dtype=float))) * _width(x))

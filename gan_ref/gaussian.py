"""Two normal densities of one standard deviation: their KL divergence, its slope, and when descent on it works.

Seed 002, question 5a and 5b: the model N(θ, ε²) against the data N(θ0, ε²). Used by the questions of `b1_distances`.
"""

import numpy as np


def gaussian_kl(theta, theta0, eps):
    """KL(N(θ, ε²) ‖ N(θ0, ε²)) = (θ − θ0)² / (2 ε²), in nats.

    Parameters: means `theta` and `theta0`, standard deviation `eps` > 0; numbers or arrays that broadcast.
    Source: seed 002, 5a.
    """
    return (np.asarray(theta, float) - theta0) ** 2 / (2 * np.asarray(eps, float) ** 2)


def gaussian_kl_slope(theta, theta0, eps):
    """The derivative of `gaussian_kl` with respect to θ, (θ − θ0) / ε². Source: seed 002, 5b."""
    return (np.asarray(theta, float) - theta0) / np.asarray(eps, float) ** 2


def descent_converges(eta, eps):
    """Does θ ← θ − η (θ − θ0)/ε² reach θ0 from everywhere? It does for 0 < η < 2 ε².

    One step multiplies the distance θ − θ0 by 1 − η/ε², so it shrinks exactly if that factor lies strictly between −1
    and 1. Returns a bool, or an array of them. Source: seed 002, 5b with the correction of the errata (beyond 2 ε² the
    steps overshoot).
    """
    eta, eps = np.asarray(eta, float), np.asarray(eps, float)
    return (eta > 0) & (eta < 2 * eps**2)


def normal_pdf(x, mean, eps):
    """The density of N(mean, eps²) at x."""
    return np.exp(-((np.asarray(x, float) - mean) ** 2) / (2 * eps**2)) / (eps * np.sqrt(2 * np.pi))

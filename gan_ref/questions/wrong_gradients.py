"""Rows of alpha and beta done wrong, and gradients made of them, for the table of Q3.

Functions of one batch, (X, theta, bias), are made by `rows` and turned into parts of a gradient by `mean_of` and its like;
`combined` makes a gradient of two parts.
"""

import numpy as np

from gan_ref.discriminator import discriminator

SIGNS = np.array([1.0, -1.0])


def same(D):
    """The weight D."""
    return D


def inverse(D):
    """The weight 1 − D."""
    return 1 - D


def rows(weight, signs=SIGNS, with_x=True):
    """Rows `weight(D)` times (x1, −x2), or times another sign, or without x. Shapes: (m, 2), (2,) → (m, 2)."""

    def wrong(X, theta, bias=-2.0):
        x = np.asarray(X, dtype=float) if with_x else np.ones((len(X), 2))
        return weight(discriminator(X, theta, bias))[:, None] * x * signs

    return wrong


def mean_of(part, factor=1.0):
    """The mean over the samples, times a factor."""
    return lambda X, theta, bias=-2.0: factor * part(X, theta, bias).mean(axis=0)


def over_components(part):
    """The mean over the components of each sample, the wrong axis."""
    return lambda X, theta, bias=-2.0: part(X, theta, bias).mean(axis=1)


def averages_first(weight, factor):
    """The mean weight times the mean sample, where the mean of the products is asked for."""

    def part(X, theta, bias=-2.0):
        D = discriminator(X, theta, bias)
        return factor * np.mean(weight(D)) * np.mean(np.asarray(X, dtype=float), axis=0) * SIGNS

    return part


def nothing(X, theta, bias=-2.0):
    """A part that is left out."""
    return np.zeros(2)


def combined(real, fake):
    """A gradient: what becomes of the real samples plus what becomes of the fakes."""
    return lambda X_real, X_fake, theta, bias=-2.0: real(X_real, theta, bias) + fake(X_fake, theta, bias)

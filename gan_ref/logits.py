"""The logistic function, its logarithm and slope, and the losses that are computed from logits.

For the questions of `t1_logits_and_losses`. A logit h is a discriminator's output before the logistic function,
D = sigma(h). Every function here is right for any finite logit and warns of nothing: the textbook forms
1 / (1 + e^-h), ln(sigma(h)) and ln(1 - D) over- or underflow, so none of them appears below.
"""

import numpy as np


def bowl_gradient(y):
    """The gradient 2y of y1^2 + y2^2 + ..., of the shape of y. Source: seed 000, margin; S13."""
    return 2.0 * np.asarray(y, dtype=float)


def sigmoid(h):
    """sigma(h) = 1 / (1 + e^-h), elementwise. Source: seeds 002 and 003; S24.

    Written with e^-|h|, which is at most 1, so that neither end overflows.
    """
    h = np.asarray(h, dtype=float)
    small = np.exp(-np.abs(h))
    return np.where(h >= 0, 1.0, small) / (1.0 + small)


def log_sigmoid(h):
    """ln sigma(h) = -ln(1 + e^-h), elementwise; close to h itself where h << 0. Source: S24."""
    return -np.logaddexp(0.0, -np.asarray(h, dtype=float))


def sigmoid_slope(h):
    """sigma'(h) = sigma(h) (1 - sigma(h)), elementwise. Source: seeds 002 and 003; S24.

    The second factor is taken as sigma(-h): 1 - sigma(h) would be 0 from h = 37 on.
    """
    return sigmoid(h) * sigmoid(-np.asarray(h, dtype=float))


def bce_from_logits(h, y):
    """The mean binary cross-entropy of logits h and labels y, as one number. Source: seed 004; S25.

    -[y ln sigma(h) + (1 - y) ln(1 - sigma(h))], averaged over the samples. Both arguments hold one entry a sample,
    as (m,) or (m, 1) in any combination; they are paired in order and never broadcast against each other.
    Raises ValueError where they differ in number.
    """
    h, y = np.ravel(np.asarray(h, dtype=float)), np.ravel(np.asarray(y, dtype=float))
    if h.size != y.size:
        raise ValueError(f"bce_from_logits got {h.size} logits and {y.size} labels; give one label for each logit.")
    return float(np.mean(np.logaddexp(0.0, h) - y * h))


def discriminator_loss(h_real, h_fake):
    """L_D = -V from the logits of real and fake samples, (m,) and (n,), as one number. Source: seeds 003, 004; S25.

    The cross-entropy of the real samples with label 1 plus that of the fake ones with label 0, each a mean of its own.
    """
    real, fake = np.asarray(h_real, dtype=float), np.asarray(h_fake, dtype=float)
    return bce_from_logits(real, np.ones_like(real)) + bce_from_logits(fake, np.zeros_like(fake))

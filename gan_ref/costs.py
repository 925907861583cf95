"""The generator's two costs and their slopes (Q1a). Everything is elementwise; logarithms are natural.

d = D(G(z)) lies in (0, 1) and h is its logit, d = σ(h). In d the original cost's slope is −1 at d = 0; what reaches the
generator goes through the logit, and there it is −σ(h), which vanishes. Source: seeds 000 and 001, Q1; 002, 2a.
"""

import numpy as np

from .logits import sigmoid


def original_cost(d):
    """ln(1 − d)."""
    return np.log1p(-np.asarray(d, dtype=float))


def alternative_cost(d):
    """−ln d."""
    return -np.log(np.asarray(d, dtype=float))


def original_slope(d):
    """d/dd ln(1 − d) = −1/(1 − d)."""
    return -1.0 / (1.0 - np.asarray(d, dtype=float))


def alternative_slope(d):
    """d/dd (−ln d) = −1/d."""
    return -1.0 / np.asarray(d, dtype=float)


def original_logit_slope(h):
    """d/dh ln(1 − σ(h)) = −σ(h)."""
    return -sigmoid(h)


def alternative_logit_slope(h):
    """d/dh (−ln σ(h)) = σ(h) − 1 = −σ(−h)."""
    return -sigmoid(-np.asarray(h, dtype=float))


def slope_ratio(h):
    """How many times steeper the alternative is in the logit: σ(−h)/σ(h) = e^(−h)."""
    return np.exp(-np.asarray(h, dtype=float))

"""Mode coverage, and what a generator does against a discriminator that stands still. Used by `g2_modes_and_collapse`.

Seed 004 (mode collapse). The order of the players is that of Goodfellow, NIPS 2016 Tutorial: Generative Adversarial
Networks, section 5.1.1: min max and max min are different games.
"""

import numpy as np


def ring(count, radius=2.0):
    """The centres of `count` modes, evenly spaced on a circle about the origin, the first on the right. (count, 2)."""
    angle = 2 * np.pi * np.arange(count) / count
    return radius * np.column_stack([np.cos(angle), np.sin(angle)])


def mode_coverage(x, centres, radius):
    """The share of the centres that have at least one sample within `radius`, from 0 to 1.

    Parameters: samples `x` (n, d), `centres` (K, d), `radius` in the unit of both; the distance is Euclidean, and a
    sample at exactly `radius` counts. Without samples the share is 0.
    """
    x, centres = np.asarray(x, float), np.asarray(centres, float)
    distance = np.linalg.norm(x[:, None, :] - centres[None, :, :], axis=-1)
    return float(np.mean(np.any(distance <= radius, axis=0)))


def best_reply(points, d):
    """Where a generator puts all its samples when D stands still: the candidate with the smallest cost −ln D.

    Parameters: candidate `points` (n, 2), and `d` (n,), the discriminator's output at each. Returns the point, (2,).
    """
    return np.asarray(points, float)[np.argmax(d)]


def min_max(V):
    """The value when G chooses first and D answers: the min over V's rows (G's choices) of the max over its columns."""
    return float(np.min(np.max(np.asarray(V, float), axis=1)))


def max_min(V):
    """The value when D chooses first and G answers: the max over columns of the min over rows, at most `min_max`."""
    return float(np.max(np.min(np.asarray(V, float), axis=0)))

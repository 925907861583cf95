"""Entropy, Kullback-Leibler and Jensen-Shannon divergences, and what they say about the game of a GAN.

For the questions of `t3_divergences`, and for `beyond_gan`. p and q are probabilities over one finite set, (n,), each
of sum 1; p belongs to the data, q to the generator. All logarithms are natural, so results are in nats. Where a
probability is 0 its term is left out before a logarithm is taken: 0 ln 0 = 0, without a warning.
"""

import numpy as np


def _pair(p, q):
    return np.broadcast_arrays(np.asarray(p, dtype=float), np.asarray(q, dtype=float))


def entropy(p):
    """H(p) = -sum p ln p, a number from 0 to ln n. Source: seed 002-3d; S19."""
    p = np.asarray(p, dtype=float)
    p = p[p > 0]
    return float(-np.sum(p * np.log(p))) + 0.0  # + 0.0 turns the -0.0 of a certain event into 0.0


def nll(p, q):
    """The negative log-likelihood of q on data from p, -sum p ln q, = KL(p||q) + H(p). Source: seed 002-3d; S19.

    Infinite where the data hold what the model rules out (p > 0, q = 0).
    """
    p, q = _pair(p, q)
    seen = p > 0
    with np.errstate(divide="ignore"):
        return float(-np.sum(p[seen] * np.log(q[seen]))) + 0.0


def kl(p, q):
    """KL(p||q) = sum p ln(p/q), at least 0; infinite where p > 0 and q = 0. Source: seed 002-3; S19."""
    p, q = _pair(p, q)
    seen = p > 0
    with np.errstate(divide="ignore"):
        return float(np.sum(p[seen] * (np.log(p[seen]) - np.log(q[seen]))))


def jsd(p, q):
    """The Jensen-Shannon divergence ½ KL(p||m) + ½ KL(q||m), m = (p + q)/2: from 0 to ln 2. Source: seed 004; S28.

    ln m is taken as ln(p + q) - ln 2, because half of the smallest probability that a float can hold is 0.
    """
    p, q = _pair(p, q)
    return (kl(p, p + q) + kl(q, p + q)) / 2 + float(np.log(2.0))


def virtual_criterion(p, q):
    """V(D*, G) = -ln 4 + 2 JSD(p||q), what a generator minimises against the best D. Source: seed 004; S28."""
    return 2.0 * jsd(p, q) - float(np.log(4.0))


def optimal_logit(log_p, log_q):
    """The logit of the optimal discriminator, ln p - ln q, elementwise, from log-densities. Source: 002-3b; S17.

    Log-densities of -10^4 are usual in high dimensions, where p and q themselves are 0 in floating point.
    """
    return np.asarray(log_p, dtype=float) - np.asarray(log_q, dtype=float)


def generator_loss_at(D, q):
    """E_q[ln((1 - D)/D)], the sum of both generator costs; KL(q||p) at D = D*. Source: seed 002-3c; S18.

    D: outputs (n,), 0 to 1; q: the generator's probabilities (n,). Places without a fake (q = 0) count nothing.
    """
    D, q = _pair(D, q)
    D, q = D[q > 0], q[q > 0]
    with np.errstate(divide="ignore"):
        return float(np.sum(q * (np.log1p(-D) - np.log(D))))

"""The gradient that reaches a generator's parameters, for both of its costs and by two routes.

For the questions of `t2_vanishing_gradients`. A minibatch of m fake samples x = G(z) depends on P parameters theta.
By the first route the discriminator D = sigma(h) is seen through its logit h, by the second through D itself.
"""

import numpy as np

from gan_ref.logits import sigmoid


def minimax_gradient(h, dh):
    """The gradient of mean ln(1 - sigma(h)): mean of -sigma(h) dh. Source: seeds 002-2a, 003-1, 004; S15.

    h: logits (m,). dh: their derivatives with respect to theta (m, P). Returns (P,). It vanishes as h -> -inf
    provided that dh stays bounded.
    """
    return -np.mean(sigmoid(h)[:, None] * np.asarray(dh, dtype=float), axis=0)


def nonsaturating_gradient(h, dh):
    """The gradient of mean -ln sigma(h): mean of -(1 - sigma(h)) dh. Source: seed 003-1; S16. Shapes as above."""
    return -np.mean(sigmoid(-np.asarray(h, dtype=float))[:, None] * np.asarray(dh, dtype=float), axis=0)


def gradient_through_samples(D, slope, jacobian):
    """The minimax gradient through the samples: mean of (grad_x D . dx/dtheta) / (D - 1). Source: seed 004; S29.

    D: outputs (m,), below 1. slope: the gradient of D at each sample (m, d). jacobian: the derivative of each sample
    with respect to theta (m, d, P). Returns (P,). It vanishes for a perfect D, which is 0 and flat at the fakes.
    """
    D, slope, jacobian = (np.asarray(x, dtype=float) for x in (D, slope, jacobian))
    return np.mean(np.einsum("id,idp->ip", slope, jacobian) / (D - 1.0)[:, None], axis=0)

"""The tutorial's discriminator and one step of its training (Q3).

h(x) = θ_d1 x1 − θ_d2 x2 + bias, D = σ(h): mind the minus, ∂h/∂θ_d = (x1, −x2). V is the mean of ln D over the real
samples plus the mean of ln(1 − D) over the fakes, to be ascended. Samples are rows, logarithms natural.
Source: seeds 001 (Q3) and 000 (Q4).
"""

import numpy as np

from .logits import log_sigmoid, sigmoid

dh_dx_sign = np.array([1.0, -1.0])  # x1 comes with plus, x2 with minus


def logit(X, theta, bias=-2.0):
    """h of every row of X. Shapes: (m, 2), (2,) → (m,)."""
    x, (t1, t2) = np.asarray(X, dtype=float), np.asarray(theta, dtype=float)
    return t1 * x[:, 0] - t2 * x[:, 1] + bias


def logit_gradient(X):
    """∂h/∂θ_d = (x1, −x2) of every row of X. Shapes: (m, 2) → (m, 2)."""
    return np.asarray(X, dtype=float) * dh_dx_sign


def discriminator(X, theta, bias=-2.0):
    """D = σ(h) of every row of X, right for any logit. Shapes: (m, 2), (2,) → (m,)."""
    return sigmoid(logit(X, theta, bias))


def real_term(X_real, theta, bias=-2.0):
    """The mean of ln D over the real samples. Shapes: (m, 2), (2,) → a float."""
    return float(np.mean(log_sigmoid(logit(X_real, theta, bias))))


def fake_term(X_fake, theta, bias=-2.0):
    """The mean of ln(1 − D) = ln σ(−h) over the fakes. Shapes: (m, 2), (2,) → a float."""
    return float(np.mean(log_sigmoid(-logit(X_fake, theta, bias))))


def value(X_real, X_fake, theta, bias=-2.0):
    """V(D, G) on one batch of each kind; the batches may differ in size. → a float."""
    return real_term(X_real, theta, bias) + fake_term(X_fake, theta, bias)


def alpha(X_real, theta, bias=-2.0):
    """∂ ln D(x)/∂θ_d = (1 − D)(x1, −x2), a row for each real sample. Shapes: (m, 2), (2,) → (m, 2)."""
    return sigmoid(-logit(X_real, theta, bias))[:, None] * logit_gradient(X_real)


def beta(X_fake, theta, bias=-2.0):
    """∂ ln(1 − D(x̃))/∂θ_d = −D (x̃1, −x̃2), a row for each fake. Shapes: (m, 2), (2,) → (m, 2)."""
    return -sigmoid(logit(X_fake, theta, bias))[:, None] * logit_gradient(X_fake)


def gradient(X_real, X_fake, theta, bias=-2.0):
    """∇ V in θ_d: the mean of alpha plus the mean of beta. Shapes: (m, 2), (n, 2), (2,) → (2,)."""
    return np.mean(alpha(X_real, theta, bias), axis=0) + np.mean(beta(X_fake, theta, bias), axis=0)


def update(theta, grad, eta):
    """One step of gradient ascent, θ + η ∇V. Shapes: (2,), (2,), a number → (2,)."""
    return np.asarray(theta, dtype=float) + eta * np.asarray(grad, dtype=float)

"""The gradients that reach the generator: against differences of the costs, and as the discriminator grows sure."""

import mpmath
import numpy as np
import pytest

from gan_ref.generator_gradients import gradient_through_samples, minimax_gradient, nonsaturating_gradient
from gan_ref.logits import log_sigmoid, sigmoid, sigmoid_slope

RANDOM = np.random.default_rng(15)
Z = RANDOM.normal(size=(5, 2))
W, BIAS = np.array([0.8, -1.3]), 0.4
THETA = np.array([0.3, -0.6, 1.2])


def samples(theta):
    """A generator with three parameters: x1 = z1 + theta1, x2 = theta3 z2 + theta2²."""
    return np.column_stack([Z[:, 0] + theta[0], theta[2] * Z[:, 1] + theta[1] ** 2])


def logits(theta):
    return samples(theta) @ W + BIAS


def jacobian(theta):
    """d samples / d theta, (5, 2, 3)."""
    out = np.zeros((5, 2, 3))
    out[:, 0, 0], out[:, 1, 1], out[:, 1, 2] = 1, 2 * theta[1], Z[:, 1]
    return out


def measured(cost):
    """Central differences of a cost of theta."""
    step = 1e-5
    return np.array([(cost(THETA + step * e) - cost(THETA - step * e)) / (2 * step) for e in np.eye(3)])


def test_minimax_gradient_is_the_slope_of_its_cost():
    """Does -E[sigma(h) dh] agree with differences of E[ln(1 - D)]?"""
    dh = np.einsum("d,idp->ip", W, jacobian(THETA))
    found = minimax_gradient(logits(THETA), dh)
    assert np.allclose(found, measured(lambda t: np.mean(log_sigmoid(-logits(t)))), atol=1e-9)


def test_nonsaturating_gradient_is_the_slope_of_its_cost():
    """Does -E[(1 - sigma(h)) dh] agree with differences of E[-ln D]?"""
    dh = np.einsum("d,idp->ip", W, jacobian(THETA))
    found = nonsaturating_gradient(logits(THETA), dh)
    assert np.allclose(found, measured(lambda t: -np.mean(log_sigmoid(logits(t)))), atol=1e-9)


def test_both_routes_lead_to_one_gradient():
    """Is the gradient through D and the samples the gradient through the logit?"""
    h, J = logits(THETA), jacobian(THETA)
    through_D = gradient_through_samples(sigmoid(h), sigmoid_slope(h)[:, None] * W, J)
    assert np.allclose(through_D, minimax_gradient(h, np.einsum("d,idp->ip", W, J)), rtol=1e-12)


@pytest.mark.parametrize("h", [-1000.0, -36.0, -30.0, 30.0, 36.0, 1000.0])
def test_saturated_logits(h):
    """Are both gradients right to rounding at saturated logits, without a warning?"""
    with mpmath.workdps(500):
        D = 1 / (1 + mpmath.exp(-mpmath.mpf(h)))
        exact = [float(-D), float(-(1 - D))]
    one = np.ones((1, 1))
    found = [minimax_gradient(np.array([h]), one)[0], nonsaturating_gradient(np.array([h]), one)[0]]
    assert np.allclose(found, exact, rtol=1e-14, atol=0)


def test_the_minimax_gradient_vanishes_and_the_other_stays():
    """As the discriminator grows sure of the fakes, does one gradient die like e^h and the other tend to -E[dh]?"""
    dh, spread = RANDOM.normal(size=(4000, 2)) + 1.0, RANDOM.normal(size=4000)
    before = np.linalg.norm(minimax_gradient(spread, dh))
    for centre in (-5, -10, -20, -40):
        norm = np.linalg.norm(minimax_gradient(spread + centre, dh))
        assert norm < before * np.exp(-3.5) and norm < 5 * np.exp(centre)
        before = norm
    assert np.allclose(nonsaturating_gradient(spread - 40, dh), -np.mean(dh, axis=0), rtol=1e-12)


def test_an_unbounded_slope_can_keep_the_minimax_gradient_alive():
    """Why the bound on dh is needed: does a discriminator with slopes like e^-h defeat the vanishing?"""
    for h in (-5.0, -50.0, -500.0):
        assert minimax_gradient(np.array([h]), np.array([[np.exp(-h)]]))[0] == pytest.approx(-1, abs=0.01)


def test_a_perfect_discriminator_gives_no_gradient():
    """Is the gradient 0 for D = 0 with slope 0 at every fake?"""
    assert np.all(gradient_through_samples(np.zeros(5), np.zeros((5, 2)), jacobian(THETA)) == 0)

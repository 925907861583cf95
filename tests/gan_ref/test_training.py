"""The small GAN: its gradients by finite differences, its optimum by the densities, and where training ends."""

import numpy as np
import pytest
from scipy.stats import norm

from gan_ref import training

RANDOM = np.random.default_rng(11)
X, Z, THETA_D, THETA_G = RANDOM.normal(size=7), RANDOM.normal(size=5), np.array([-0.6, 0.4]), 1.3


def objective_a(theta_d):
    """Objective A, from the densities of the logistic distribution of SciPy's making."""
    h_real, h_fake = (theta_d[0] * x + theta_d[1] for x in (X, Z + THETA_G))
    return np.mean(np.log(1 / (1 + np.exp(-h_real)))) + np.mean(np.log(1 - 1 / (1 + np.exp(-h_fake))))


def objective_b(theta_d):
    """Objective B: the last term is −ln D."""
    h_real, h_fake = (theta_d[0] * x + theta_d[1] for x in (X, Z + THETA_G))
    return np.mean(np.log(1 / (1 + np.exp(-h_real)))) - np.mean(np.log(1 / (1 + np.exp(-h_fake))))


def slopes(f, theta, step=1e-6):
    """Central differences of f in each entry of theta."""
    return [(f(theta + step * e) - f(theta - step * e)) / (2 * step) for e in np.eye(len(theta))]


@pytest.mark.parametrize("gradient, objective", [
    (training.discriminator_gradient, objective_a), (training.discriminator_gradient_b, objective_b)])
def test_discriminator_gradients(gradient, objective):
    """Are both objectives' gradients the differences of the objectives, with unequal numbers of real and fake?"""
    assert gradient(X, Z + THETA_G, THETA_D) == pytest.approx(slopes(objective, THETA_D), abs=1e-9)


@pytest.mark.parametrize("gradient, cost", [
    (training.generator_gradient, lambda D: -np.log(D)), (training.saturating_gradient, lambda D: np.log(1 - D))])
def test_generator_gradients(gradient, cost):
    """Are both costs' derivatives in θ_g the differences of the costs?"""
    def mean_cost(theta_g):
        return np.mean(cost(1 / (1 + np.exp(-(THETA_D[0] * (Z + theta_g[0]) + THETA_D[1])))))
    assert gradient(Z + THETA_G, THETA_D) == pytest.approx(slopes(mean_cost, np.array([THETA_G]))[0], abs=1e-9)


@pytest.mark.parametrize("theta_g", [-3.0, 0.0, 0.5, 4.0])
def test_the_optimal_discriminator_is_in_the_family(theta_g):
    """Does D at the optimal θ_d equal p/(p + q) of the two densities?"""
    x = np.linspace(-4, 6, 21)
    p, q = norm.pdf(x), norm.pdf(x, theta_g)
    assert training.discriminator(x, training.optimal_theta_d(theta_g)) == pytest.approx(p / (p + q), abs=1e-12)


def test_the_gradient_is_zero_at_the_optimum():
    """Is the gradient 0 there, up to the noise of 400 000 samples?"""
    random = np.random.default_rng(4)
    x, fake = random.normal(size=400_000), random.normal(size=400_000) + 1.5
    assert training.discriminator_gradient(x, fake, training.optimal_theta_d(1.5)) == pytest.approx([0, 0], abs=0.01)


def path(seed, theta_g=4.0, steps=3000, **gradients):
    """θ_g after each step of training with the assignment's learning rate and minibatch."""
    return training.train(training.Gan(seed, **gradients), np.zeros(2), theta_g, 0.1, 64, steps)


def final(seed, **gradients):
    return abs(np.mean(path(seed, **gradients)[-500:]))


def test_training_ends_at_the_data():
    """Is the mean of the last 500 θ_g below .02 for five seeds, far inside the bound .25?"""
    assert max(final(seed) for seed in range(5)) < 0.02


def test_a_discriminator_that_descends_drives_it_away():
    """Does the wrong sign in the discriminator's step end far outside of the bound?"""
    wrong = {"of_discriminator": lambda *batch: -training.discriminator_gradient(*batch)}
    assert min(final(seed, **wrong) for seed in range(5)) > 4


@pytest.mark.parametrize("gradient, steps, low, high", [
    (training.generator_gradient, 200, 96, 98), (training.saturating_gradient, 2500, 2170, 2208)])
def test_the_saturating_cost_is_slow(gradient, steps, low, high):
    """From θ_g = 8, after how many steps is abs(θ_g) < .5 for the first time?"""
    reached = [1 + int(np.argmax(np.abs(path(seed, 8.0, steps, of_generator=gradient)) < 0.5)) for seed in (1, 3, 4)]
    assert low == min(reached) and max(reached) == high

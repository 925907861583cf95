"""One iteration of Algorithm 1 with either objective, and the order of its steps."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gan_ref import algorithm
from gan_ref import tutorial as t

ONE = (t.theta, np.zeros(2), t.X_real[None], t.X_fake[None], t.X_fake, 0.02, 0.02)


def log_D(x, theta_d):
    """ln D, by the textbook's formula."""
    return -np.log(1 + np.exp(-(x @ (np.array([1, -1]) * theta_d) - 2)))


def log_not_D(x, theta_d):
    return -np.log(1 + np.exp(x @ (np.array([1, -1]) * theta_d) - 2))


OBJECTIVES = {
    "a": lambda x, fake, theta_d: np.mean(log_D(x, theta_d)) + np.mean(log_not_D(fake, theta_d)),
    "b": lambda x, fake, theta_d: np.mean(log_D(x, theta_d)) - np.mean(log_D(fake, theta_d)),
}


def differences(function, at, step=1e-6):
    return np.array([(function(at + step * e) - function(at - step * e)) / (2 * step) for e in np.eye(2)])


def by_differences(objective, theta_d, theta_g, X, Z, z, eta_d, eta_g):
    """An iteration whose gradients are measured and not derived."""
    for x, noise in zip(X, Z, strict=True):
        theta_d = theta_d + eta_d * differences(lambda at, x=x, n=noise: objective(x, n + theta_g, at), theta_d)
    return theta_d, theta_g - eta_g * differences(lambda at: np.mean(-log_D(z + at, theta_d)), theta_g)


def test_figures_of_objective_a():
    """At the tutorial's data, are both new parameters those of the specification?"""
    theta_d, theta_g = algorithm.gan_iteration_a(*ONE)
    assert np.allclose(theta_d, [0.1300136078, 0.1528074728], rtol=0, atol=6e-11)
    assert np.allclose(theta_g, [0.002361026023, -0.002774958915], rtol=0, atol=6e-13)


def test_figures_of_objective_b():
    """And with the printed solution's objective?"""
    theta_d, theta_g = algorithm.gan_iteration_b(*ONE)
    assert np.allclose(theta_d, [0.0236124422, 0.2769061000], rtol=0, atol=6e-11)
    assert np.allclose(theta_g, [0.000461569491, -0.005412883869], rtol=0, atol=6e-13)


@pytest.mark.parametrize("which", OBJECTIVES)
@settings(max_examples=25)
@given(seed=st.integers(0, 2**32), k=st.integers(1, 3), m=st.integers(1, 4))
def test_an_iteration_follows_measured_gradients(which, seed, k, m):
    """Does every step go along the measured gradient of its objective, θ_d's with G frozen, θ_g's with the new θ_d?"""
    rng = np.random.default_rng(seed)
    game = (*rng.normal(0, 0.5, (2, 2)), *rng.normal(size=(2, k, m, 2)), rng.normal(size=(m, 2)), 0.2, 0.3)
    found = getattr(algorithm, f"gan_iteration_{which}")(*game)
    assert np.allclose(found, by_differences(OBJECTIVES[which], *game), rtol=1e-6, atol=1e-8)


def test_objectives_agree_only_at_one_half():
    """Do A and B push a fake equally at D = ½ and differently elsewhere, so that neither may be tested there?"""
    fake = np.array([[4.0, 1.0]])
    at_half, elsewhere = np.array([1.0, 2.0]), np.array([1.0, 1.0])
    x = np.array([[0.5, 0.3]])
    assert np.allclose(algorithm.ascent_direction_a(x, fake, at_half), algorithm.ascent_direction_b(x, fake, at_half))
    both = [step(x, fake, elsewhere) for step in (algorithm.ascent_direction_a, algorithm.ascent_direction_b)]
    assert not np.allclose(*both, rtol=0.05)


def test_objectives_step_apart_on_the_tutorials_data():
    """Do A and B move θ_d in opposite directions there, as the errata say?"""
    steps = [step(t.X_real, t.X_fake, t.theta) for step in (algorithm.ascent_direction_a, algorithm.ascent_direction_b)]
    assert np.dot(*steps) < 0


def test_the_order_of_the_steps():
    """Does `train` take k discriminator steps with fresh noise and data, then a generator step with fresh noise?"""

    class Gan:
        def __init__(self):
            self.calls = []

        def __getattr__(self, name):
            def call(*given):
                self.calls.append((name, *given))
                return f"{name} {len(self.calls)}"

            return call

    gan = Gan()
    algorithm.train(gan, 2, 2, 7)
    assert [call[0] for call in gan.calls] == [
        *["sample_noise", "sample_data", "ascend_discriminator"] * 2, "sample_noise", "descend_generator",
    ] * 2  # fmt: skip
    assert gan.calls[5] == ("ascend_discriminator", "sample_data 5", "sample_noise 4")
    assert gan.calls[7] == ("descend_generator", "sample_noise 7") and gan.calls[6] == ("sample_noise", 7)

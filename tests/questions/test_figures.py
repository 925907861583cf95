"""What each known mistake gives at the tutorial's data: the figures of the specification, to their printed digits."""

import numpy as np
import pytest

from gan_ref import tutorial as t
from gan_ref.questions import question

DATA = (t.X_real, t.X_fake, t.theta)
VALUES = {
    "log10": -1.105940,
    "log2": -3.673853,
    "sum_not_mean": -5.093042,
    "divided_by_m_twice": -1.273260,
    "divided_by_all": -1.273260,
    "plus_theta_d2": -2.175639,
    "no_bias": -1.286386,
    "bias_sign": -1.648772,
    "real_and_fake_swapped": -2.946521,
    "ln_D_of_fake": -5.346521,
    "minus_ln_D_of_fake": 0.372086,
    "difference_of_terms": -2.427914,
    "sign_of_a_loss": 2.546521,
    "ln_of_the_mean": -2.542308,
    "no_logarithm": 1.025927,
    "columns_as_samples": -2.676342,
    "x1_x2_swapped": -2.295246,
    "thetas_swapped": -2.242112,
}
GRADIENTS = {
    "sum_not_mean": (3.001361, -4.719253),
    "divided_by_m_twice": (0.750340, -1.179813),
    "second_sign_lost": (1.500680, 2.359626),
    "descent": (-1.500680, 2.359626),
    "sign_of_fake_term": (2.180622, -3.154695),
    "real_only": (1.840651, -2.757161),
    "fake_only": (-0.339971, 0.397534),
    "ln_D_of_fake": (7.500680, -9.359626),
    "minus_ln_D_of_fake": (-3.819378, 3.845305),
    "no_factor_x": (0.858946, -0.858946),
    "real_and_fake_swapped": (5.500680, -6.359626),
    "no_bias": (-0.620297, 0.332277),
    "bias_sign": (-4.239627, 4.839229),
    "log10": (0.651737, -1.024773),
    "columns_as_samples": (1.120271, -2.875695),
    "averages_first": (1.487638, -2.346584),
}
THETAS = {
    "descent": (0.069986, 0.247193),
    "one_after_the_other": (0.130014, 0.154601),
    "real_then_fake": (0.124783, 0.158894),
    "two_steps": (0.155055, 0.111604),
    "eta_ten_times": (0.400136, -0.271925),
    "no_eta": (1.600680, -2.159626),
    "eta_times_V": (0.1 + 0.02 * -2.546521, 0.2 + 0.02 * -2.546521),
}
STARS = {
    "one_term": -0.693147, "sign_of_a_loss": 1.386294, "log2": -2, "log10": -0.602060, "zero": 0, "no_logarithm": 0.25,
}  # fmt: skip


def named(name: str, mistake: str):
    """The known mistake of a question by its name."""
    return next(known for known in question(name).mistakes if known.name == mistake)


@pytest.mark.parametrize("mistake", VALUES)
def test_values(mistake):
    """Is the wrong V the one that the specification lists?"""
    wrong = named("q3_discriminator_update.value", mistake).wrong(*DATA)
    assert wrong == pytest.approx(VALUES[mistake], abs=6e-7)


@pytest.mark.parametrize("mistake", GRADIENTS)
def test_gradients(mistake):
    """Is the wrong gradient the one that the specification lists?"""
    wrong = named("q3_discriminator_update.gradient", mistake).wrong(*DATA)
    assert np.allclose(wrong, GRADIENTS[mistake], rtol=0, atol=6e-7)


@pytest.mark.parametrize("mistake", THETAS)
def test_parameters(mistake):
    """Are the wrong new parameters those that the specification lists?"""
    wrong = named("q3_discriminator_update.theta_answer", mistake).numbers
    assert np.allclose(wrong, THETAS[mistake], rtol=0, atol=6e-7)


@pytest.mark.parametrize("mistake", STARS)
def test_optimal_values(mistake):
    """Is the wrong V* the one that the specification lists?"""
    assert named("q2_optimal_discriminator.V_star", mistake).numbers == pytest.approx(STARS[mistake], abs=6e-7)


def test_the_fake_term_that_prints_the_same_digits():
    """Is the logarithm of the mean −.059287 on the fakes, 2e-5 from the right term, and is it caught all the same?"""
    wrong = named("q3_discriminator_update.fake_term", "ln_of_the_mean").wrong(t.X_fake, t.theta)
    assert wrong == pytest.approx(-0.059287, abs=6e-7)


def test_the_stale_generator_step():
    """Does the discriminator from before its step give the θ_g that the specification lists as wrong?"""
    stale = named("q1_generator_cost.gan_iteration", "stale_theta_d").wrong
    theta_g = stale(t.theta, np.zeros(2), t.X_real[None], t.X_fake[None], t.X_fake, 0.02, 0.02)[1]
    assert np.allclose(theta_g, [0.001884873081, -0.003769746162], rtol=0, atol=6e-13)


def test_the_naive_logarithm():
    """Does log(1 − σ(h)) lose its digits at h = 30 and end at −inf from 37, as the specification says?"""
    h = np.array([30.0, 37.0])
    with np.errstate(divide="ignore"):
        naive = np.log(1 - 1 / (1 + np.exp(-h)))
    assert naive[0] == pytest.approx(-30.00102, abs=6e-6) and naive[1] == -np.inf

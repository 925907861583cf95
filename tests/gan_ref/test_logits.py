"""The logistic function and its losses, against 40-digit arithmetic, SciPy and scikit-learn."""

import mpmath
import numpy as np
import pytest
from scipy.special import expit, log_expit
from sklearn.metrics import log_loss

from gan_ref.logits import bce_from_logits, bowl_gradient, discriminator_loss, log_sigmoid, sigmoid, sigmoid_slope

LOGITS = np.array([-1000, -745, -40, -36, -3.5, -1e-9, 0, 0.25, 3.5, 36, 40, 745, 1000.0])


@pytest.mark.parametrize("y", [[1.5, -2.0], [0, 3], [1.0, 2.0, -4.0]], ids=["two", "integers", "three"])
def test_bowl_gradient_is_what_differences_measure(y):
    """Is 2y the slope of the sum of squares in each direction?"""
    y, step = np.asarray(y), 1e-6
    measured = [(np.sum((y + step * e) ** 2) - np.sum((y - step * e) ** 2)) / (2 * step) for e in np.eye(len(y))]
    assert np.allclose(bowl_gradient(y), measured, atol=1e-8)


@pytest.mark.parametrize("h", LOGITS)
def test_sigmoid_family_against_40_digits(h):
    """Are sigma, ln sigma and sigma' right to rounding for every logit from -1000 to 1000, without a warning?"""
    with mpmath.workdps(500):
        D = 1 / (1 + mpmath.exp(-mpmath.mpf(float(h))))
        exact = [float(D), float(mpmath.log(D)), float(D * (1 - D))]
    assert np.allclose([sigmoid(h), log_sigmoid(h), sigmoid_slope(h)], exact, rtol=1e-14, atol=0)


def test_sigmoid_family_against_scipy():
    """Do SciPy's own expit and log_expit agree, over a fine range?"""
    h = np.linspace(-700, 700, 2801)
    assert np.allclose(sigmoid(h), expit(h), rtol=1e-14, atol=0)
    assert np.allclose(log_sigmoid(h), log_expit(h), rtol=1e-14, atol=0)


def test_sigmoid_identities():
    """Do sigma(-h) = 1 - sigma(h) and sigma' = sigma(1 - sigma), measured by differences, hold?"""
    h, step = np.linspace(-6, 6, 49), 1e-5
    assert np.allclose(sigmoid(-h), 1 - sigmoid(h), rtol=1e-14)
    assert np.allclose(sigmoid_slope(h), (sigmoid(h + step) - sigmoid(h - step)) / (2 * step), rtol=1e-8)


def test_sigmoid_takes_scalars_and_integers():
    """Do a plain number and an integer array work like an array of floats?"""
    assert sigmoid(0) == 0.5 and log_sigmoid(0) == -np.log(2)
    assert np.array_equal(sigmoid(np.array([-2, 3])), sigmoid(np.array([-2.0, 3.0])))


def test_bce_against_scikit_learn():
    """Is it scikit-learn's log_loss where probabilities can be formed?"""
    random = np.random.default_rng(3)
    h, y = random.normal(scale=4, size=50), random.integers(0, 2, size=50)
    assert bce_from_logits(h, y) == pytest.approx(log_loss(y, expit(h)), rel=1e-12)


@pytest.mark.parametrize("h, y", [((3, 1), (3,)), ((3,), (3, 1)), ((3, 1), (3, 1))], ids=str)
def test_bce_pairs_column_and_row(h, y):
    """Is a column of logits paired with a row of labels, and not spread out to a square?"""
    logits, labels = np.array([2.0, -1.0, 0.5]), np.array([1, 0, 1])
    assert bce_from_logits(logits.reshape(h), labels.reshape(y)) == bce_from_logits(logits, labels)


def test_bce_refuses_unequal_numbers():
    """Is the error clear when labels are missing?"""
    with pytest.raises(ValueError, match="3 logits and 1 labels"):
        bce_from_logits(np.zeros(3), np.zeros(1))


def test_bce_of_hopeless_and_perfect_logits():
    """Do logits of 1000 on the wrong side cost 1000, and on the right side 0, without a warning?"""
    assert bce_from_logits([1000.0, -1000.0], [0, 1]) == 1000
    assert bce_from_logits([1000.0, -1000.0], [1, 0]) == 0


def test_discriminator_loss_is_minus_the_value():
    """Is L_D the tutorial's V with the other sign?"""
    h_real, h_fake = [-2.3, -2.5], [-2.7, -2.9]
    assert discriminator_loss(h_real, h_fake) == pytest.approx(2.546520768, abs=5e-10)


def test_discriminator_loss_weighs_both_kinds_alike():
    """Do real and fake count the same when there are more of one kind, unlike in a pooled cross-entropy?"""
    h_real, h_fake = np.array([1.0]), np.array([0.5, -1.0, -2.0])
    exact = -np.mean(np.log(expit(h_real))) - np.mean(np.log(1 - expit(h_fake)))
    assert discriminator_loss(h_real, h_fake) == pytest.approx(exact, rel=1e-14)
    pooled = bce_from_logits(np.concatenate([h_real, h_fake]), [1, 0, 0, 0])
    assert not np.isclose(discriminator_loss(h_real, h_fake), 2 * pooled)

"""The tutorial's discriminator and its update, to every printed digit, against differences, 30 digits, scikit-learn."""

import mpmath
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from sklearn.metrics import log_loss

from gan_ref import discriminator as q3
from gan_ref import tutorial as t

SECOND_REAL = np.array([[0.5, -1.2], [2, 0.3], [-1, 1.7]])
SECOND_FAKE = np.array([[1.5, -0.4], [-2.2, 0.9], [0.1, 3]])
SECOND = (SECOND_REAL, SECOND_FAKE, np.array([0.7, -0.3]), -0.5)
FIRST = (t.X_real, t.X_fake, t.theta)
UNEVEN = (SECOND_REAL, t.X_fake, np.array([-0.4, 0.2]), 0.3)
PARAMETERS = pytest.mark.parametrize("data", [FIRST, SECOND, UNEVEN], ids=["tutorial", "second", "uneven"])
samples = arrays(float, st.tuples(st.integers(1, 5), st.just(2)), elements=st.floats(-3, 3))
thetas = arrays(float, 2, elements=st.floats(-1.5, 1.5))



def test_figures_at_the_tutorials_data():
    """Are D, both terms, V, alpha, beta, the gradient, θ and the next V those of the specification, to its digits?"""
    D = [*q3.discriminator(t.X_real, t.theta), *q3.discriminator(t.X_fake, t.theta)]
    assert np.allclose(D, [0.09112296101, 0.07585818002, 0.06297335606, 0.05215356308], rtol=0, atol=6e-12)
    assert q3.real_term(t.X_real, t.theta) == pytest.approx(-2.487217599, abs=6e-10)
    assert q3.fake_term(t.X_fake, t.theta) == pytest.approx(-0.05930316900, abs=6e-12)
    assert q3.value(*FIRST) == pytest.approx(-2.546520768, abs=6e-10)
    assert np.allclose(q3.alpha(t.X_real, t.theta), [[0.908877, -1.817754], [2.772425, -3.696567]], rtol=0, atol=6e-7)
    assert np.allclose(q3.beta(t.X_fake, t.theta), [[-0.314867, 0.377840], [-0.365075, 0.417229]], rtol=0, atol=6e-7)
    gradient = q3.gradient(*FIRST)
    assert np.allclose(gradient, [1.500680389, -2.359626358], rtol=0, atol=6e-10)
    after = q3.update(t.theta, gradient, t.eta)
    assert np.allclose(after, [0.1300136078, 0.1528074728], rtol=0, atol=6e-11)
    assert q3.value(t.X_real, t.X_fake, after) == pytest.approx(-2.400184110, abs=6e-10)


def test_figures_at_the_second_data():
    """Are the figures of the set that separates the mistakes those of the specification?"""
    real, fake, theta, bias = SECOND
    assert q3.real_term(real, theta, bias) == pytest.approx(-0.79759651157, abs=6e-12)
    assert q3.fake_term(fake, theta, bias) == pytest.approx(-0.68129376946, abs=6e-12)
    assert q3.value(*SECOND) == pytest.approx(-1.478890281, abs=6e-10)
    gradient = q3.gradient(*SECOND)
    assert np.allclose(gradient, [-0.15396509628, 0.42371342281], rtol=0, atol=6e-12)
    assert np.allclose(q3.update(theta, gradient, 0.05), [0.69230174519, -0.27881432886], rtol=0, atol=6e-12)


def test_the_solution_sheets_digits():
    """Is every number that the sheet prints right to its printed digits?"""
    gradient = q3.gradient(*FIRST)
    assert np.allclose(q3.real_term(t.X_real, t.theta), t.printed_real_term, rtol=0, atol=5.1e-5)
    assert np.allclose(q3.fake_term(t.X_fake, t.theta), t.printed_fake_term, rtol=0, atol=5.1e-5)
    assert np.allclose(q3.value(*FIRST), t.printed_value, rtol=0, atol=5.1e-5)
    assert np.allclose(q3.alpha(t.X_real, t.theta), t.printed_alpha, rtol=0, atol=5.1e-5)
    assert np.allclose(q3.beta(t.X_fake, t.theta), t.printed_beta, rtol=0, atol=5.1e-5)
    assert np.allclose(gradient, t.printed_gradient, rtol=0, atol=5.1e-5)
    assert np.allclose(q3.update(t.theta, gradient, t.eta), t.printed_theta, rtol=0, atol=5.1e-6)


@PARAMETERS
def test_value_against_30_digits(data):
    """Is V what 30-digit arithmetic makes of the textbook formula?"""
    real, fake, theta, *bias = data
    with mpmath.workdps(30):

        def D(x):
            h = mpmath.mpf(theta[0]) * x[0] - mpmath.mpf(theta[1]) * x[1] + (bias[0] if bias else -2)
            return 1 / (1 + mpmath.exp(-h))

        V = mpmath.fsum(mpmath.log(D(x)) for x in real) / len(real)
        V += mpmath.fsum(mpmath.log(1 - D(x)) for x in fake) / len(fake)
    assert q3.value(*data) == pytest.approx(float(V), rel=1e-14)


@PARAMETERS
def test_value_against_scikit_learn(data):
    """Is V minus scikit-learn's cross-entropy of the real samples with label 1 and of the fakes with label 0?"""
    real, fake, *rest = data
    on_real = log_loss([1] * len(real), q3.discriminator(real, *rest), labels=[0, 1])
    on_fake = log_loss([0] * len(fake), q3.discriminator(fake, *rest), labels=[0, 1])
    assert q3.value(*data) == pytest.approx(-on_real - on_fake, rel=1e-12)


def measured(function, theta, step=1e-6):
    """The gradient of a function of θ_d by central differences."""
    return np.array([(function(theta + step * e) - function(theta - step * e)) / (2 * step) for e in np.eye(2)])


@given(samples, samples, thetas, st.floats(-2, 2))
def test_the_gradient_is_that_of_the_value(real, fake, theta, bias):
    """Is it what differences of V measure, for any two batches?"""
    expected = measured(lambda at: q3.value(real, fake, at, bias), theta)
    assert np.allclose(q3.gradient(real, fake, theta, bias), expected, rtol=1e-5, atol=1e-8)


@given(samples, thetas, st.floats(-2, 2))
def test_alpha_and_beta_are_the_terms_gradients_row_by_row(X, theta, bias):
    """Is each row what differences of one sample's own term measure?"""
    for number, x in enumerate(X):
        alpha = measured(lambda at, x=x: q3.real_term([x], at, bias), theta)
        beta = measured(lambda at, x=x: q3.fake_term([x], at, bias), theta)
        assert np.allclose(q3.alpha(X, theta, bias)[number], alpha, rtol=1e-5, atol=1e-8)
        assert np.allclose(q3.beta(X, theta, bias)[number], beta, rtol=1e-5, atol=1e-8)


@given(samples, samples, thetas, st.floats(-2, 2))
def test_a_small_step_up_raises_the_value(real, fake, theta, bias):
    """Does V grow along its gradient, by about η times its squared length?"""
    gradient = q3.gradient(real, fake, theta, bias)
    before = q3.value(real, fake, theta, bias)
    after = q3.value(real, fake, q3.update(theta, gradient, 1e-4), bias)
    assert after >= before - 1e-15
    assert after - before == pytest.approx(1e-4 * gradient @ gradient, rel=1e-2, abs=1e-12)


@given(samples, samples, thetas, st.floats(-2, 2))
def test_the_identities_of_the_mistakes_hold(real, fake, theta, bias):
    """Is swapping real and fake the same as σ(−h), and the gradient of the cross-entropy the same as descent?"""
    swapped = q3.value(fake, real, theta, bias)
    assert np.isclose(swapped, q3.value(real, fake, -theta, -bias), rtol=1e-12)
    cross_entropy = measured(lambda at: -q3.value(real, fake, at, bias), theta)
    assert np.allclose(-q3.gradient(real, fake, theta, bias), cross_entropy, rtol=1e-5, atol=1e-8)


@pytest.mark.parametrize("size", [30.0, 36.0, 1000.0])
def test_saturated_logits(size):
    """Is D right at logits of this size, are both terms finite and close to h itself, all without a warning?"""
    X, theta = np.array([[size, 0.0], [-size, 0.0], [0.0, size]]), np.ones(2)
    with mpmath.workdps(500):
        exact = [float(1 / (1 + mpmath.exp(-h))) for h in (size, -size, -size)]
    assert np.allclose(q3.discriminator(X, theta, 0.0), exact, rtol=1e-14, atol=0)
    assert q3.real_term(X[1:2], theta, 0.0) == pytest.approx(-size, rel=1e-12)
    assert q3.fake_term(X[:1], theta, 0.0) == pytest.approx(-size, rel=1e-12)


def test_integers_and_lists_are_taken():
    """Do integer arrays and nested lists give what floats give, and are numbers plain floats?"""
    X = np.array([[1, 2], [3, -4]])
    assert np.array_equal(q3.alpha(X, [0.5, 0.25]), q3.alpha(X.astype(float), np.array([0.5, 0.25])))
    assert type(q3.value(X.tolist(), X, [0.5, 0.25])) is float

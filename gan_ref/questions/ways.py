"""The right ways from a student's own functions to what Q3 asks next: what is wrong upstream has cost its points there.

Each takes the student's functions and gives the function that they make; the numbers of the tutorial, for typed ones.
Functions here get the bias handed on, as the reference does. From a D that is no probability nothing follows.
"""

import numpy as np

from gan_ref import tutorial as t

SIGNS = np.array([1.0, -1.0])


def _probability(D):
    """D, a ValueError where it lies outside 0 to 1: whoever forgot the logistic function made no discriminator."""

    def between(X, theta, bias):
        values = D(X, theta, bias)
        if not np.all((values >= 0) & (values <= 1)):
            raise ValueError("a probability lies between 0 and 1")
        return values

    return between


def real_term_of_D(D):
    """The mean of ln D over the real samples."""
    return lambda X, theta, bias=-2.0: np.mean(np.log(_probability(D)(X, theta, bias)))


def fake_term_of_D(D):
    """The mean of ln(1 − D) over the fakes."""
    return lambda X, theta, bias=-2.0: np.mean(np.log(1 - _probability(D)(X, theta, bias)))


def alpha_of_D(D):
    """(1 − D)(x1, −x2) for each row. Shapes: (m, 2), (2,) → (m, 2)."""
    return lambda X, theta, bias=-2.0: (1 - _probability(D)(X, theta, bias))[:, None] * X * SIGNS


def beta_of_D(D):
    """−D (x1, −x2) for each row. Shapes: (m, 2), (2,) → (m, 2)."""
    return lambda X, theta, bias=-2.0: -_probability(D)(X, theta, bias)[:, None] * X * SIGNS


def value_of_terms(real, fake):
    """The sum of both terms."""
    return lambda X_real, X_fake, theta, bias=-2.0: real(X_real, theta, bias) + fake(X_fake, theta, bias)


def value_of_D(D):
    """The sum of both means, from D itself."""
    return value_of_terms(real_term_of_D(D), fake_term_of_D(D))


def gradient_of_rows(alpha, beta):
    """The mean of alpha plus the mean of beta, (2,)."""
    return lambda X_real, X_fake, theta, bias=-2.0: (
        np.mean(alpha(X_real, theta, bias), axis=0) + np.mean(beta(X_fake, theta, bias), axis=0)
    )


def gradient_of_D(D):
    """The same from D itself."""
    return gradient_of_rows(alpha_of_D(D), beta_of_D(D))


def tutorial_value(value):
    """V of the tutorial's samples."""
    return value(*_data())


def tutorial_step(update, gradient):
    """θ_d after one step from the tutorial's data, (2,)."""
    return update(t.theta.copy(), gradient(*_data()), t.eta)


def _data():
    """The tutorial's data, X_real, X_fake and θ_d, for a student's function to write into if it does."""
    return t.X_real.copy(), t.X_fake.copy(), t.theta.copy()

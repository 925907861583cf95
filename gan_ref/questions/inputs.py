"""Named inputs that several tables share. Their names are shown to students: they tell the kind of input, no number.

Logits stay under 20 in size, so that the textbook forms keep every point; saturated inputs are made where a question
asks for a stable form.
"""

import numpy as np

from gan_ref import tutorial as t
from grader.question import Case

STABLE = "Write it with `np.logaddexp` or with the logistic function of $-h$."  # told where logits are far from 0

SECOND_REAL = np.array([[0.5, -1.2], [2.0, 0.3], [-1.0, 1.7]])
SECOND_FAKE = np.array([[1.5, -0.4], [-2.2, 0.9], [0.1, 3.0]])
SECOND_THETA = np.array([0.7, -0.3])
SECOND_BIAS = -0.5
SECOND_ETA = 0.05
_SURE = np.array([[8.0, -7.0], [-9.0, 6.5], [0.5, 0.25]])  # logits 15, −15.5 and 0.25 with θ_d = (1, 1) and no bias


def one_batch(X_tutorial, X_second):
    """Cases (X, theta[, bias]) for a question about one batch of samples."""
    five = np.array([[1.0, 2.5], [-0.5, 1.0], [2.0, 0.0], [0.3, -1.4], [-1.1, 0.6]])
    return [
        Case("the question's own samples", (X_tutorial, t.theta)),
        Case("three samples and another bias", (X_second, SECOND_THETA, SECOND_BIAS)),
        Case("a batch of one sample", (np.array([[2.0, -1.5]]), np.array([0.4, 0.9]))),
        Case("five samples", (five, np.array([-0.6, 1.1]), 0.4)),
        Case("samples that are whole numbers", (np.array([[1, 3], [4, -2], [0, 1]]), np.array([0.5, 0.25]), -1)),
        Case("samples that D is almost sure of", (_SURE, np.array([1.0, 1.0]), 0.0), guarded=True),
    ]


def fresh_batch(rng: np.random.Generator):
    """Two cases (X, theta, bias) drawn anew, one of them with two samples as in the question."""
    for m in (2, int(rng.integers(3, 8))):
        yield Case(f"{m} samples drawn for you", (_samples(rng, m), _theta(rng), _bias(rng)))


def two_batches():
    """Cases (X_real, X_fake, theta[, bias])."""
    uneven = np.array([[1.0, -0.5], [0.2, 0.8], [-1.5, 1.0], [0.6, 0.6]])
    return [
        Case("the question's own samples", (t.X_real, t.X_fake, t.theta)),
        Case("three samples of each kind and another bias", (SECOND_REAL, SECOND_FAKE, SECOND_THETA, SECOND_BIAS)),
        Case("one sample of each kind", (np.array([[2.0, -1.5]]), np.array([[-0.5, 1.0]]), np.array([0.4, 0.9]))),
        Case("batches of different sizes", (uneven, SECOND_FAKE[:2], np.array([-0.6, 1.1]), 0.4)),
        Case("more fakes than real samples", (SECOND_REAL[:2], np.vstack([SECOND_FAKE, [[0.7, -1.1]]]), SECOND_THETA, -0.2)),
        Case("five real samples and one fake", (np.vstack([uneven, [[0.0, 2.0]]]), SECOND_FAKE[:1], SECOND_THETA, 0.3)),
        Case(
            "samples that are whole numbers",
            (np.array([[1, 3], [4, -2], [0, 1]]), np.array([[2, 2], [-1, 1], [3, 0]]), np.array([0.5, 0.25]), -1),
        ),
        Case("samples that D is almost sure of", (_SURE, _SURE[:2] + 1.0, np.array([1.0, 1.0]), 0.0), guarded=True),
    ]


def fresh_two_batches(rng: np.random.Generator):
    """Two cases (X_real, X_fake, theta, bias) drawn anew; the second has batches of different sizes."""
    m = int(rng.integers(2, 6))
    yield Case("batches drawn for you", (_samples(rng, m), _samples(rng, m), _theta(rng), _bias(rng)))
    yield Case(
        "batches of different sizes drawn for you", (_samples(rng, m + 2), _samples(rng, m), _theta(rng), _bias(rng))
    )


def _samples(rng, m):
    return rng.normal(0.0, 1.5, (m, 2))


def _theta(rng):
    return rng.choice([-1.0, 1.0], 2) * rng.uniform(0.2, 1.2, 2)


def _bias(rng):
    return float(rng.uniform(0.2, 1.5) * rng.choice([-1.0, 1.0]))

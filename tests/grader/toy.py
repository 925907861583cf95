"""A small question for the tests of judging: the centred values x − mean(x) + shift, and how to ask about it."""

import numpy as np

from grader.question import Case, Mistake, Question

X = np.array([0.5, 2.0, -1.0])
MEAN_LOST = Mistake("mean_lost", lambda x, shift=0.0: x + shift, "The mean is to be subtracted.", 0.0, "part 1")
DOUBLE = Mistake("double", lambda x, shift=0.0: 2 * centred(x, shift), "There is a factor of 2 in it.", 0.5)


def centred(x, shift=0.0):
    """The right answer."""
    x = np.asarray(x, dtype=float)
    return x - x.mean() + shift


def cases():
    """Four fixed inputs."""
    return [
        Case("two values", (np.array([1.0, 4.0]),)),
        Case("three values", (X,)),
        Case("a shift", (X, 0.25)),
        Case("whole numbers", (np.array([1, 5, 2, 3]),)),
    ]


def fresh(rng):
    """One input drawn anew."""
    yield Case("values drawn for you", (rng.normal(size=5), float(rng.normal())))


def question(**changes) -> Question:
    """The question, with some of its parts changed."""
    parts = {"points": 4, "reference": centred, "cases": cases(), "fresh": fresh, "mistakes": [MEAN_LOST, DOUBLE]}
    return Question("centred", **parts | changes)

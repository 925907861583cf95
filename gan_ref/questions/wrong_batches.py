"""Real and fake samples averaged together, or in pairs: right where the two batches are of one size, for Q3, g1 and t1.

A value or a gradient is taken apart into what each sample contributes: `a` of the real ones, `b` of the fakes.
"""

from collections.abc import Callable

import numpy as np

from gan_ref import discriminator as ref
from gan_ref.logits import log_sigmoid
from grader.question import Mistake

from .shares import SLIP

_COMMON = (
    "Right for two batches of one size only: each expectation is a mean over its own batch, divided by the size of that "
    "batch. Here both batches are averaged as one, or divided by the same number."
)
_PAIRED = (
    "Right for two batches of one size only: a real sample and a fake one do not belong together. Take each mean over its "
    "own batch, then add the two."
)
_PARTS = {
    "value": (
        lambda X, theta, bias: log_sigmoid(ref.logit(X, theta, bias)),
        lambda X, theta, bias: log_sigmoid(-ref.logit(X, theta, bias)),
    ),
    "gradient": (ref.alpha, ref.beta),
}


def _total(a, b):
    return np.sum(a, axis=0) + np.sum(b, axis=0)


def _shortest(a, b):
    return min(len(a), len(b))


def _pairs(a, b):
    """The sum over pairs, as many as the smaller batch has."""
    return _total(a[: _shortest(a, b)], b[: _shortest(a, b)])


def _by_index(indices: Callable) -> Callable:
    """The sum over pairs that are looked up one by one; an IndexError where there are not as many."""
    return lambda a, b: sum(a[i] + b[i] for i in range(len(indices(a, b))))


def _first(a, b):
    return a


def _second(a, b):
    return b


WAYS = {  # how both batches are put together, by the mistake's name
    "common_mean": [
        lambda a, b: 2 * _total(a, b) / (len(a) + len(b)),
        lambda a, b: _total(a, b) / len(a),
        lambda a, b: _total(a, b) / len(b),
        lambda a, b: _total(a, b) / max(len(a), len(b)),
        lambda a, b: _total(a, b) / _shortest(a, b),
    ],
    "samples_paired": [
        lambda a, b: _pairs(a, b) / _shortest(a, b),
        lambda a, b: _pairs(a, b) / len(a),
        lambda a, b: _pairs(a, b) / len(b),
        lambda a, b: np.mean(a, axis=0) + np.mean(b[: len(a)], axis=0),
        lambda a, b: np.mean(a[: len(b)], axis=0) + np.mean(b, axis=0),
    ],
}
STOPPING = [  # pairs that stop for some sizes: only for Q3, whose check shows that gently and does not stop itself
    lambda a, b: _by_index(_first)(a, b) / len(a),
    lambda a, b: _by_index(_second)(a, b) / len(b),
    lambda a, b: np.mean(np.array([a, b]).sum(axis=0), axis=0),  # an error for any two sizes
    lambda a, b: np.mean(a + b, axis=0),  # an error, or NumPy's broadcasting of a batch of one
]
_TOLD = {"common_mean": _COMMON, "samples_paired": _PAIRED}


def batch_slips(part: str) -> list[Mistake]:
    """The slips in Q3's "value" or "gradient"."""
    real, fake = _PARTS[part]
    parts = lambda X_real, X_fake, theta, bias=-2.0: (real(X_real, theta, bias), fake(X_fake, theta, bias))  # noqa: E731
    stopping = [Mistake("samples_paired", _wrong(parts, way), _PAIRED, SLIP) for way in STOPPING]
    return [*slips_of(parts), *stopping]


def slips_of(parts: Callable) -> list[Mistake]:
    """The slips in another question; parts: takes what the question's function takes, and gives (a, b)."""
    return [Mistake(name, _wrong(parts, way), _TOLD[name], SLIP) for name, ways in WAYS.items() for way in ways]


def _wrong(parts: Callable, way: Callable) -> Callable:
    return lambda *args, **kwargs: way(*parts(*args, **kwargs))

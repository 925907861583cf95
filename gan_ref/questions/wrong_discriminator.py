"""Q3 done wrong: the discriminator's pieces with one of them exchanged, for the table of known mistakes.

`Pieces` is the calculation taken apart; `slips` names the ways to exchange a piece. Each slip gives a wrong logit, a
wrong term, a wrong gradient, according to what is asked.
"""

from collections.abc import Callable
from dataclasses import dataclass, fields, replace

import numpy as np

from gan_ref.logits import sigmoid

LN10, LN2 = np.log(10.0), np.log(2.0)
SIGNS = (1.0, -1.0)


@dataclass(frozen=True)
class Pieces:
    """The pieces of h, of the logarithm and of the average, as students put them together."""

    samples: Callable = lambda X: np.asarray(X, dtype=float)
    order: Callable = lambda x: x  # which coordinate is x1
    parameters: Callable = lambda theta: np.asarray(theta, dtype=float)
    signs: tuple[float, float] = SIGNS  # of θ_d1·x1 and θ_d2·x2 in h
    slope_signs: tuple[float, float] = SIGNS  # the same in ∂h/∂θ_d
    bias: Callable = lambda bias: bias
    scale: float = 1.0  # 1 over the natural logarithm of the base
    average: Callable = lambda rows: np.mean(rows, axis=0)

    def h(self, X, theta, bias):
        """The logits, (m,)."""
        return self.order(self.samples(X)) @ (np.array(self.signs) * self.parameters(theta)) + self.bias(bias)

    def D(self, X, theta, bias=-2.0):
        """σ(h), (m,)."""
        return sigmoid(self.h(X, theta, bias))

    def dh(self, X):
        """∂h/∂θ_d, (m, 2)."""
        return self.order(self.samples(X)) * self.slope_signs

    def real_term(self, X, theta, bias=-2.0):
        """The average of the logarithm of D."""
        return self.average(np.log(self.D(X, theta, bias)) * self.scale)

    def fake_term(self, X, theta, bias=-2.0):
        """The average of the logarithm of 1 − D."""
        return self.average(np.log(sigmoid(-self.h(X, theta, bias))) * self.scale)

    def value(self, X_real, X_fake, theta, bias=-2.0):
        """The sum of both terms."""
        return self.real_term(X_real, theta, bias) + self.fake_term(X_fake, theta, bias)

    def alpha(self, X, theta, bias=-2.0):
        """(1 − D) ∂h/∂θ_d, (m, 2)."""
        return (1 - self.D(X, theta, bias))[:, None] * self.dh(X) * self.scale

    def beta(self, X, theta, bias=-2.0):
        """−D ∂h/∂θ_d, (m, 2)."""
        return -self.D(X, theta, bias)[:, None] * self.dh(X) * self.scale

    def gradient(self, X_real, X_fake, theta, bias=-2.0):
        """The average of alpha plus that of beta, (2,)."""
        return self.average(self.alpha(X_real, theta, bias)) + self.average(self.beta(X_fake, theta, bias))


    def also(self, other: "Pieces") -> "Pieces":
        """These pieces with what is exchanged in the other ones exchanged as well."""
        pieces = {piece.name: getattr(other, piece.name) for piece in fields(Pieces)}
        return replace(self, **{name: it for name, it in pieces.items() if it != getattr(RIGHT, name)})


RIGHT = Pieces()
PLUS = (1.0, 1.0)


def _with(**pieces) -> Pieces:
    return replace(RIGHT, **pieces)


def _columns(X):
    return np.asarray(X, dtype=float).T[:, :2]  # each column taken for a sample, its first two entries for x1 and x2


INPUT_SLIPS = {
    "plus_theta_d2": _with(signs=PLUS, slope_signs=PLUS),
    "no_bias": _with(bias=lambda bias: 0.0),
    "bias_sign": _with(bias=lambda bias: -bias),
    "bias_fixed": _with(bias=lambda bias: -2.0),
    "x1_x2_swapped": _with(order=lambda x: x[:, ::-1]),
    "thetas_swapped": _with(parameters=lambda theta: np.asarray(theta, dtype=float)[::-1]),
    "columns_as_samples": _with(samples=_columns),
}
AVERAGE_SLIPS = {
    "sum_not_mean": _with(average=lambda rows: np.sum(rows, axis=0)),
    "divided_by_m_twice": _with(average=lambda rows: np.mean(rows, axis=0) / len(rows)),
    "divided_by_two": _with(average=lambda rows: np.sum(rows, axis=0) / 2),
}
HALVED = {"halved": _with(average=lambda rows: np.mean(rows, axis=0) / 2)}  # ½ (real + fake), for the sum of two means
LOG_SLIPS = {"log10": _with(scale=1 / LN10), "log2": _with(scale=1 / LN2)}


def divided_by_all(part: str):
    """Value or gradient with both sums divided by the number of all samples, real and fake together."""

    def wrong(X_real, X_fake, theta, bias=-2.0):
        m, n = len(X_real), len(X_fake)
        if part == "value":
            real, fake = RIGHT.real_term(X_real, theta, bias), RIGHT.fake_term(X_fake, theta, bias)
        else:
            real, fake = RIGHT.alpha(X_real, theta, bias).mean(0), RIGHT.beta(X_fake, theta, bias).mean(0)
        return (m * real + n * fake) / (m + n)

    return wrong

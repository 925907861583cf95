"""GAN theory, notebook 2: the gradient that reaches the generator. Source: seeds 002-2a, 003-1, 004; S15, S16, S29."""

import numpy as np

from gan_ref import generator_gradients as ref
from gan_ref.logits import sigmoid
from grader.question import Case, Mistake, Question

from .inputs import STABLE
from .shares import SLIP, WRONG
from .wrong_inputs import guards

LN10, LN2 = np.log(10.0), np.log(2.0)
_BASE = "There is a factor from another base of the logarithm in it; ln is meant everywhere."
_CANCELS = "Simplify on paper: what the guard is to protect cancels."
_H = np.array([-2.0, 0.5, -1.0, 3.0, -0.3])
_DH = np.array([[1.0, -0.5], [0.3, 2.0], [2.0, 1.0], [-1.5, 0.4], [0.7, -2.2]])

# --- through the logit -----------------------------------------------------------------------------------------------


def _logit_cases():
    """Cases (h, dh)."""
    yield Case("three samples and two parameters", (_H[:3], _DH[:3]))
    yield Case("five samples and two parameters", (_H, _DH))
    yield Case("one sample", (np.array([-0.8]), np.array([[1.5, -2.0, 0.25]])))
    yield Case("one parameter", (_H[:4], _DH[:4, 1:]))
    yield Case("as many samples as parameters", (_H[:2], _DH[:2]))
    yield Case("whole numbers", (np.array([-1, 2, 0]), np.array([[1, 2], [-3, 1], [2, 0]])))
    yield Case("logits of up to 12", (np.array([-12.0, -9.0, 11.0]), _DH[1:4]))
    for size in (30.0, 36.0, 1000.0):
        name = f"logits of size {size:g}"
        yield Case(f"{name} and below 0", (np.array([-size, -size]), _DH[:2]), saturated=STABLE)
        yield Case(f"{name} and above 0", (np.array([size, size]), _DH[1:3]), saturated=STABLE)


def _fresh_logits(rng):
    m, P = (int(n) for n in rng.integers([3, 2], [8, 5]))
    yield Case(f"{m} samples and {P} parameters drawn for you", (rng.normal(-1, 2, m), rng.normal(0, 1, (m, P))))
    yield Case("two samples drawn for you", (rng.normal(0, 2, 2), rng.normal(0, 1, (2, 3))))


def _weighted(weight, combine=lambda rows: np.mean(rows, axis=0)):
    """What a wrong weight of each sample, or a wrong way to combine them, makes of (h, dh)."""
    return lambda h, dh: combine(weight(np.asarray(h, float))[:, None] * dh)


def _product_of_means(weight):
    return lambda h, dh: np.mean(weight(h)) * np.mean(dh, axis=0)


def _guarded(weight):
    """The chain rule written out, guarded where it divides by D or 1 − D; nan where that is 0, as the guard helps nobody."""

    def rows(eps):
        slope = lambda h: sigmoid(h) * sigmoid(-h)  # noqa: E731
        return _weighted(lambda h: -slope(h) / (slope(h) / -weight(h) + eps))

    return rows


def _logit_mistakes(weight, other, slope_in_D, cost):
    """The mistakes of both gradients. weight(h): the right one; other: that of the other cost; slope_in_D: of D alone."""
    slope = lambda h: sigmoid(h) * sigmoid(-h)  # noqa: E731
    return [
        Mistake("sign", _weighted(lambda h: -weight(h)),
                "All signs are opposite: the gradient points to where the cost grows, not to where the step goes.", WRONG),
        Mistake("other_cost", _weighted(other), f"This is the gradient of the other cost. Here it is ${cost}$.", WRONG),
        Mistake("other_cost_and_sign", _weighted(lambda h: -other(h)),
                "The weight of each sample is that of the other cost, and its sign is turned: is $D$ taken for $1 - D$?",
                WRONG),
        Mistake("sum_not_mean", _weighted(weight, lambda rows: np.sum(rows, axis=0)),
                "You add up where the expectation asks for the mean over the samples.", SLIP),
        Mistake("divided_twice", _weighted(weight, lambda rows: np.mean(rows, axis=0) / len(rows)),
                "The mean is divided by the number of samples once more.", SLIP),
        Mistake("all_entries_averaged", _weighted(weight, lambda rows: np.sum(rows, axis=0) / rows.size),
                "The mean is over the samples alone: here it is divided by the number of parameters too.", SLIP),
        Mistake("not_averaged", _weighted(weight, lambda rows: rows), "The mean over the samples is missing.", WRONG),
        Mistake("mean_over_parameters", _weighted(weight, lambda rows: np.mean(rows, axis=1)),
                "The mean runs over the parameters; it should run over the samples.", WRONG),
        Mistake("averages_first", _product_of_means(weight),
                "The mean of products is not the product of means: multiply for each sample, then average.", WRONG),
        Mistake("logarithm_lost", _weighted(lambda h: np.sign(weight(np.zeros(1))) * slope(h)),
                "The derivative of $\\sigma$ is there, that of the logarithm, one over its argument, is lost.", WRONG),
        Mistake("sigma_slope_lost", _weighted(slope_in_D),
                "This is the slope in $D$: the derivative of the logistic function is lost.", WRONG),
        Mistake("no_dh", lambda h, dh: np.mean(weight(np.asarray(h, float))) * np.ones(np.shape(dh)[1]),
                "The inner derivative `dh` is missing.", WRONG),
        Mistake("dh_only", lambda h, dh: np.mean(dh, axis=0), "The slope of the cost in the logit is missing.", WRONG),
        Mistake("logit_as_weight", _weighted(lambda h: h), "The logits themselves are used as weights.", WRONG),
        Mistake("log10", lambda h, dh: _weighted(weight)(h, dh) / LN10, _BASE, SLIP),
        Mistake("log2", lambda h, dh: _weighted(weight)(h, dh) / LN2, _BASE, SLIP),
        *guards(_guarded(weight), _CANCELS),
    ]  # fmt: skip


_minimax = _logit_mistakes(lambda h: -sigmoid(h), lambda h: -sigmoid(-h), lambda h: -1 / sigmoid(-h), "\\ln(1 - D)")
_nonsaturating = _logit_mistakes(lambda h: -sigmoid(-h), lambda h: -sigmoid(h), lambda h: -1 / sigmoid(h), "-\\ln D")

# --- through the samples ---------------------------------------------------------------------------------------------

_J = np.array([
    [[1.0, 0.5], [0.0, 2.0], [1.0, 0.0]], [[-1.0, 0.3], [0.5, 0.0], [0.2, 1.0]], [[0.4, -0.6], [1.2, 0.1], [-0.3, 0.8]],
    [[0.9, 1.1], [-0.7, 0.2], [0.6, -1.4]],
])  # fmt: skip
_S = np.array([[0.5, -0.1, 0.3], [-0.2, 0.4, 0.1], [0.3, 0.2, -0.6], [-0.4, 0.1, 0.2]])
_D = np.array([0.2, 0.6, 0.35, 0.85])
_sample_cases = [
    Case("two samples in three dimensions", (_D[:2], _S[:2], _J[:2])),
    Case("four samples in three dimensions", (_D, _S, _J)),
    Case("one sample", (_D[2:3], _S[2:3], _J[2:3])),
    Case("samples on a line", (_D[:3], _S[:3, :1], _J[:3, :1])),
    Case("one parameter", (_D, _S, _J[:, :, 1:])),
    Case("as many dimensions as parameters", (_D[:3], _S[:3, 1:], _J[:3, 1:])),
    Case("all sizes equal", (_D[1:3], _S[1:3, :2], _J[1:3, :2])),
    Case("a perfect discriminator that is flat", (np.zeros(2), np.zeros((2, 3)), _J[:2])),
]


def _fresh_samples(rng):
    m, d, P = (int(n) for n in rng.integers([3, 2, 2], [6, 5, 5]))
    yield Case("samples drawn for you", (rng.uniform(0.05, 0.9, m), rng.normal(0, 0.3, (m, d)), rng.normal(0, 1, (m, d, P))))


def _through(weight, combine=lambda rows: np.mean(rows, axis=0), slope=lambda s: s):
    return lambda D, s, J: combine(weight(D)[:, None] * np.einsum("id,idp->ip", slope(s), J))


def _right(D):
    return 1 / (D - 1)


_samples = [
    Mistake("one_minus_D", _through(lambda D: 1 / (1 - D)),
            "The sign: the denominator is $D - 1$, since $\\ln(1 - D)$ falls as $D$ grows.", WRONG),
    Mistake("over_D", _through(lambda D: 1 / D), "The denominator is that of $\\ln D$.", WRONG),
    Mistake("over_minus_D", _through(lambda D: -1 / D),
            "This is the gradient of $-\\ln D$, the alternative cost.", WRONG),
    Mistake("no_denominator", _through(np.ones_like), "The derivative of the logarithm is missing.", WRONG),
    Mistake("multiplied", _through(lambda D: D - 1), "The factor $D - 1$ divides; here it multiplies.", WRONG),
    Mistake("sum_not_mean", _through(_right, lambda rows: np.sum(rows, axis=0)),
            "You add up where the expectation asks for the mean over the samples.", SLIP),
    Mistake("divided_twice", _through(_right, lambda rows: np.mean(rows, axis=0) / len(rows)),
            "The mean is divided by the number of samples once more.", SLIP),
    Mistake("mean_over_dimensions", lambda D, s, J: ref.gradient_through_samples(D, s, J) / s.shape[1],
            "Over the coordinates of a sample the chain rule asks for a sum, not for a mean.", SLIP),
    Mistake("all_entries_averaged", lambda D, s, J: ref.gradient_through_samples(D, s, J) / J.shape[2],
            "The mean is over the samples alone: here it is divided by the number of parameters too.", SLIP),
    Mistake("not_averaged", _through(_right, lambda rows: rows), "The mean over the samples is missing.", WRONG),
    Mistake("no_jacobian", lambda D, s, J: np.mean(s / (D - 1)[:, None], axis=0),
            "This is the gradient in $\\mathbf x$: how the samples move with $\\theta$ is missing.", WRONG),
    Mistake("no_slope", _through(_right, slope=np.ones_like), "The slope of $D$ in $\\mathbf x$ is missing.", WRONG),
    Mistake("averages_first", lambda D, s, J: np.mean(_right(D)) * np.mean(np.einsum("id,idp->ip", s, J), axis=0),
            "The mean of products is not the product of means: multiply for each sample, then average.", WRONG),
    Mistake("denominator_averaged", lambda D, s, J: np.mean(np.einsum("id,idp->ip", s, J), axis=0) / np.mean(D - 1),
            "The mean of quotients is not the quotient of means: divide for each sample, then average.", WRONG),
    Mistake("logit_slope", _through(np.negative),
            "Here `slope` is taken for the slope of the logit. It is that of $D$ already.", WRONG),
    Mistake("log10", lambda D, s, J: ref.gradient_through_samples(D, s, J) / LN10, _BASE, SLIP),
]  # fmt: skip

# --- the table -------------------------------------------------------------------------------------------------------

_questions = [
    Question("minimax_gradient", 4, ref.minimax_gradient, list(_logit_cases()), _fresh_logits, _minimax),
    Question("nonsaturating_gradient", 3, ref.nonsaturating_gradient, list(_logit_cases()), _fresh_logits, _nonsaturating),
    Question("gradient_through_samples", 3, ref.gradient_through_samples, _sample_cases, _fresh_samples, _samples),
]
QUESTIONS = {question.name: question for question in _questions}

"""Beyond the GAN, part 1: KL, JSD and W1 of two narrow densities. Source: seed 002, question 5; SPEC S21 to S23."""

from dataclasses import replace

import numpy as np

from gan_ref import divergences, gaussian
from gan_ref.wasserstein import wasserstein_1d
from grader.question import Case, Mistake, Question

from .edges import Edged, with_edges
from .shares import SLIP, WRONG
from .wrong_distances import JSD_MISTAKES, W1_MISTAKES

# --- the KL of two normal densities of one variance, and its slope ----------------------------------------------------


def _pairs():
    """Cases (theta, theta0, eps)."""
    return [
        Case("five pairs of means", (np.array([0.5, -1.0, 3.0, 2.0, -0.2]), np.array([0.1, 1.5, 2.0, 2.0, -3.0]),
                                     np.array([0.7, 0.4, 2.0, 1.5, 0.3]))),
        Case("a single number", (1.3, -0.4, 0.6), optional=True),
        Case("arrays of one entry", (np.array([-0.8]), np.array([0.9]), np.array([1.7]))),
        Case("means that are whole numbers", (np.array([3, -1, 4]), np.array([1, 2, 4]), np.array([0.5, 2.0, 3.0]))),
        Case("very narrow densities", (np.array([1.0, 0.25]), np.array([0.0, 0.75]), np.array([1e-4, 1e-4]))),
    ]  # fmt: skip


def _fresh_pairs(rng):
    for _ in range(2):
        m = int(rng.integers(2, 6))
        yield Case(f"{m} pairs drawn for you", (rng.normal(size=m), rng.normal(size=m), rng.uniform(0.2, 1.8, m)))


_LOST_SQUARE = "The width enters as a variance: is it squared everywhere?"
_kl = [
    Mistake("no_half", lambda t, t0, e: (t - t0) ** 2 / e**2, "A factor $\\frac12$ is lost on the way.", SLIP),
    Mistake("eps_not_squared", lambda t, t0, e: (t - t0) ** 2 / (2 * e), _LOST_SQUARE, SLIP),
    Mistake("precedence", lambda t, t0, e: (t - t0) ** 2 / 2 * e**2,
            "$\\varepsilon^2$ multiplies here; it divides. (Python reads `a / 2 * b` as `(a / 2) * b`.)", SLIP),
    Mistake("two_squared", lambda t, t0, e: (t - t0) ** 2 / (2 * e) ** 2,
            "The 2 stands before the square, not inside it.", SLIP),
    Mistake("without_square", lambda t, t0, e: np.abs(t - t0) / (2 * e**2),
            "The distance of the means is to be squared: what is the mean of the two quadratic forms' difference?",
            WRONG),
    Mistake("difference_of_squares", lambda t, t0, e: (t**2 - t0**2) / (2 * e**2),
            "A difference of squares is not the square of the difference: over which density is the mean of $x$?",
            WRONG),
    Mistake("sign", lambda t, t0, e: -((t - t0) ** 2) / (2 * e**2),
            "The sign: a KL divergence is never negative.", WRONG),
    Mistake("distance_of_means", lambda t, t0, e: np.abs(t - t0),
            "This is the distance of the means, which does not depend on the width. The KL divergence does.", WRONG),
    Mistake("log_of_width_left", lambda t, t0, e: (t - t0) ** 2 / (2 * e**2) + np.log(e),
            "The normalising factors of the two densities are equal: their logarithms cancel.", SLIP),
    Mistake("own_width_twice", lambda t, t0, e: (e**2 + (t - t0) ** 2) / (2 * e**2),
            "A constant is left over: the expectation of the model's own quadratic form has to be subtracted.", SLIP),
    Mistake("log10", lambda t, t0, e: (t - t0) ** 2 / (2 * e**2) / np.log(10), "The logarithm is the natural one.",
            SLIP),
    Mistake("log2", lambda t, t0, e: (t - t0) ** 2 / (2 * e**2) / np.log(2), "The logarithm is the natural one.", SLIP),
]  # fmt: skip

_slope = [
    Mistake("two_kept", lambda t, t0, e: 2 * (t - t0) / e**2,
            "The 2 from the square and the $\\frac12$ in front cancel.", SLIP),
    Mistake("half_kept", lambda t, t0, e: (t - t0) / (2 * e**2),
            "The square brings down a factor 2: was it lost?", SLIP),
    Mistake("eps_not_squared", lambda t, t0, e: (t - t0) / e, _LOST_SQUARE, SLIP),
    Mistake("precedence", lambda t, t0, e: (t - t0) / 2 * 2 * e**2,
            "$\\varepsilon^2$ multiplies here; it divides. (Python reads `a / 2 * b` as `(a / 2) * b`.)", SLIP),
    Mistake("sign", lambda t, t0, e: (t0 - t) / e**2,
            "All signs are opposite: this is the slope in $\\theta_0$, or the direction of descent.", WRONG),
    Mistake("not_differentiated", gaussian.gaussian_kl, "This is the divergence itself; its slope is asked for.",
            WRONG),
    Mistake("absolute", lambda t, t0, e: np.abs(t - t0) / e**2,
            "A slope has a sign: which way does the divergence fall?", WRONG),
    Mistake("sign_only", lambda t, t0, e: np.sign(t - t0) + 0.0 * e,
            "This is the slope of the distance $\\lvert\\theta-\\theta_0\\rvert$, not that of the KL divergence.",
            WRONG),
    Mistake("slope_in_eps", lambda t, t0, e: -((t - t0) ** 2) / e**3,
            "This is the derivative with respect to $\\varepsilon$; the generator moves $\\theta$.", WRONG),
    Mistake("log10", lambda t, t0, e: (t - t0) / e**2 / np.log(10), "The logarithm is the natural one.", SLIP),
]  # fmt: skip

# --- does descent converge? -------------------------------------------------------------------------------------------

RATES = {"a tiny rate": 0.01, "a small rate": 0.3, "a medium rate": 0.8, "a large rate": 1.25, "a huge rate": 8.0,
         "a rate of 0": 0.0, "a negative rate": -0.4}  # in units of 2 ε²; none but 1 itself lies near the border


def _rates():
    """Cases (eta, eps): the names tell the size, not the answer."""
    widths = {"a narrow density": 0.25, "a density of width 1": 1.0, "a wide density": 4.0,
              "a very narrow density": 1e-4}  # fmt: skip
    for width, eps in widths.items():
        for rate, share in RATES.items():
            yield Case(f"{rate} for {width}", (share * 2 * eps**2, eps))
    yield Case("a rate for which the steps neither shrink nor grow", (0.5, 0.5))
    yield Case("whole numbers", (3, 2))


def _fresh_rates(rng):
    for share in (rng.uniform(0.05, 0.45), rng.uniform(0.55, 0.9), rng.uniform(1.15, 1.9), rng.uniform(2.1, 6)):
        eps = float(rng.uniform(0.2, 3))
        yield Case("a rate drawn for you", (float(share) * 2 * eps**2, eps))


def _rule(condition):
    return lambda eta, eps: float(condition(eta, eps))


_converges = [
    Mistake("no_overshoot", _rule(lambda eta, eps: 0 < eta <= eps**2),
            "You ask that no step goes past $\\theta_0$. A step may overshoot and still end nearer than it began.",
            SLIP),
    Mistake("eps_not_squared", _rule(lambda eta, eps: 0 < eta < 2 * eps), _LOST_SQUARE, SLIP),
    Mistake("inverse", _rule(lambda eta, eps: 0 < eta < 2 / eps**2),
            "The bound is upside down: narrow densities have steep slopes, so they need smaller steps.", WRONG),
    Mistake("four_eps", _rule(lambda eta, eps: 0 < eta < 4 * eps**2),
            "The bound is too generous by a factor: by what is the distance multiplied in one step?", SLIP),
    Mistake("factor_below_one_only", _rule(lambda eta, eps: eta > 0),
            "The factor per step is less than 1, but it may fall below $-1$: then the distance grows.", SLIP),
    Mistake("upper_bound_only", _rule(lambda eta, eps: eta < 2 * eps**2),
            "A rate that is 0 or negative does not bring $\\theta$ any nearer.", SLIP),
    Mistake("zero_included", _rule(lambda eta, eps: 0 <= eta < 2 * eps**2),
            "With a rate of 0 nothing moves.", SLIP),
    Mistake("border_included", _rule(lambda eta, eps: 0 < eta <= 2 * eps**2),
            "At the border the distance keeps its size for ever: the bound is strict.", SLIP),
    Mistake("both_borders_included", _rule(lambda eta, eps: 0 <= eta <= 2 * eps**2),
            "With a factor of 1 or $-1$ per step the distance keeps its size for ever: both bounds are strict.", SLIP),
    Mistake("upper_bound_only and border_included", _rule(lambda eta, eps: eta <= 2 * eps**2),
            "A rate that is 0 or negative does not bring $\\theta$ any nearer. Besides: at the border the distance keeps "
            "its size for ever.", SLIP * SLIP),
    Mistake("factor_below_one_only and zero_included", _rule(lambda eta, eps: eta >= 0),
            "The factor per step may fall below $-1$: then the distance grows. Besides: with a rate of 0 nothing moves.",
            SLIP * SLIP),
    Mistake("opposite", _rule(lambda eta, eps: not 0 < eta < 2 * eps**2),
            "The answers are exactly opposite: `True` means that descent converges.", WRONG),
    Mistake("always", lambda eta, eps: 1.0, "The answer does not depend on the learning rate.", WRONG),
    Mistake("never", lambda eta, eps: 0.0, "The answer does not depend on the learning rate.", WRONG),
]  # fmt: skip
_rule_question = Question(
    "descent_converges", 4, lambda eta, eps: float(gaussian.descent_converges(eta, eps)), [*_rates()], _fresh_rates,
    _converges, near=False)  # fmt: skip


class _Text(Exception):
    """What the student's function returned is text."""


_TEXT = "The result is text; `True` or `False` itself is asked for, without quotation marks."


def _as_number(value):
    """True and False as 1 and 0, also NumPy's, also as the one entry of an array or a list; anything else as it is."""
    if isinstance(value, (str, bytes)):
        raise _Text(_TEXT)
    try:
        array = np.asarray(value)
    except (ValueError, TypeError, OverflowError, MemoryError, RecursionError):  # the judge says what is wrong with it
        return value
    return float(array.item()) if array.dtype == bool and array.size == 1 else value


def _judge_truth(question, answer, seed, context):
    if not callable(answer):
        return _rule_question.judge(answer, seed, context)
    mark = _rule_question.judge(lambda eta, eps: _as_number(answer(eta, eps)), seed, context)
    return replace(mark, message=_TEXT, mistake="text") if _TEXT in mark.message else mark


# --- JSD --------------------------------------------------------------------------------------------------------------


def _distributions():
    """Cases (p, q) without zeros."""
    return [
        Case("three outcomes", (np.array([0.5, 0.3, 0.2]), np.array([0.1, 0.15, 0.75]))),
        Case("four outcomes", (np.array([0.4, 0.1, 0.3, 0.2]), np.array([0.25, 0.35, 0.1, 0.3]))),
        Case("two equal ones", (np.array([0.25, 0.1, 0.65]), np.array([0.25, 0.1, 0.65]))),
    ]


def _with_zeros():
    """Cases (p, q) with outcomes that one side, or both, never have."""
    return [
        Case("four outcomes, one of them never real", (np.array([0.7, 0.2, 0.1, 0.0]), np.array([0.2, 0.3, 0.4, 0.1]))),
        Case("two that share no outcome", (np.array([0.6, 0.4, 0.0, 0.0, 0.0]), np.array([0.0, 0.0, 0.2, 0.3, 0.5]))),
        Case("an outcome that neither has", (np.array([0.3, 0.0, 0.7]), np.array([0.8, 0.0, 0.2]))),
        Case("two certain ones", (np.array([1, 0, 0]), np.array([0, 0, 1]))),
    ]


def _fresh_distributions(rng):
    for n in rng.integers(3, 8, 2):
        yield Case(f"{n} outcomes drawn for you", tuple(rng.dirichlet(np.full(n, 3.0), 2)))


_ZEROS = "Right where every probability is positive, but not with zeros: leave such terms out, for `0 * log(0)` is `nan`."

# --- W1 ---------------------------------------------------------------------------------------------------------------


def _samples():
    """Cases (x, y) of one size."""
    return [
        Case("samples of one size, unsorted",
             (np.array([2.5, -1.0, 0.4, 3.1, 0.0]), np.array([1.0, 4.2, -2.0, 0.3, 5.0]))),
        Case("a shift by the same amount", (np.array([3.0, 1.0, 2.5]), np.array([1.5, -0.5, 1.0]))),
        Case("samples with ties", (np.array([1.0, 1.0, 3.0, 1.0]), np.array([0.0, 3.0, 3.0, 1.0]))),
        Case("one sample each", (np.array([0.7]), np.array([-1.9]))),
        Case("whole numbers", (np.array([4, -3, 2]), np.array([7, 7, -1]))),
        Case("narrow samples", (np.array([1e-4, -2e-4, 3e-4]), np.array([1.0002, 0.9999, 1.0]))),
    ]  # fmt: skip


def _sizes_differ():
    """Cases (x, y) of different sizes."""
    return [
        Case("five against two samples", (np.array([2.5, -1.0, 0.4, 3.1, 0.0]), np.array([1.0, -4.0]))),
        Case("three against seven, with ties",
             (np.array([1.0, -1.0, 1.0]), np.array([0.5, 2.0, 2.0, -3.0, 0.5, 1.0, 4.0]))),
        Case("four against six", (np.array([0.3, 1.9, -0.8, 0.3]), np.array([2.0, -2.0, 0.0, 3.5, 0.3, 1.1]))),
        Case("one against four", (np.array([0.5]), np.array([2.0, -2.0, 0.0, 3.5]))),
    ]  # fmt: skip


def _fresh_samples(rng):
    for n in (4, int(rng.integers(5, 9))):
        yield Case("samples drawn for you", (rng.normal(size=n), rng.normal(1, 2, n)))


_SIZES = ("Right for samples of one size, but not for others: repeat every sample until the sizes agree, "
          "or compare the two distribution functions.")  # fmt: skip

# --- the table --------------------------------------------------------------------------------------------------------

_jsd = Question("jsd", 3, divergences.jsd, _distributions(), _fresh_distributions, JSD_MISTAKES)
_w1 = Question("wasserstein_1d", 7, wasserstein_1d, _samples(), _fresh_samples, W1_MISTAKES)
_questions = [
    Question("gaussian_kl", 4, gaussian.gaussian_kl, _pairs(), _fresh_pairs, _kl),
    Question("gaussian_kl_slope", 3, gaussian.gaussian_kl_slope, _pairs(), _fresh_pairs, _slope),
    Edged("descent_converges", 4, _judge_truth, _rule_question),
    with_edges(_jsd, _with_zeros(), _ZEROS),
    with_edges(_w1, _sizes_differ(), _SIZES),
]
QUESTIONS = {question.name: question for question in _questions}

"""Tutorial 6, Q2: the optimal discriminator and the optimal value. Source: seeds 001 (Q2), 000 (Q2), 004."""

from dataclasses import replace

import numpy as np

from gan_ref import optimum as ref
from grader.question import Case, Mistake, Question, TypedNumbers, Value

from .edges import with_edges
from .shares import EDGE, SLIP, WRONG
from .wrong_inputs import guards

LN10, LN2 = np.log(10.0), np.log(2.0)
P = np.array([0.7, 0.2, 0.1])
Q = np.array([0.2, 0.3, 0.5])
D = np.array([0.6, 0.35, 0.15])


def _pointwise():
    """Cases (D, p, q)."""
    return [
        Case("three points", (D, P, Q)),
        Case("a single number", (0.3, 0.8, 0.4), optional=True),
        Case("one point", (np.array([0.9]), np.array([0.25]), np.array([1.5]))),
        Case("D very near both ends", (np.array([1e-6, 1 - 2e-6]), np.array([0.5, 1.5]), np.array([0.25, 0.75])),
             guarded=True),
        Case("densities that are whole numbers", (np.array([0.2, 0.7]), np.array([2, 1]), np.array([1, 3]))),
        Case("a point without real samples", (np.array([0.4, 0.8]), np.array([0.0, 0.3]), np.array([0.5, 0.0]))),
        Case("a grid", (np.array([[0.2, 0.5], [0.7, 0.9]]), np.full((2, 2), 0.3), np.array([[0.1, 0.2], [0.9, 1.4]])), optional=True),
    ]


def _fresh_pointwise(rng):
    for n in (2, int(rng.integers(3, 8))):
        yield Case(f"{n} points drawn for you", (rng.uniform(0.05, 0.95, n), rng.uniform(0.1, 2, n), rng.uniform(0.1, 2, n)))


def _ln(scale):
    return lambda D, p, q: scale * ref.integrand(D, p, q)


_integrand = [
    Mistake("p_and_q_swapped", lambda D, p, q: ref.integrand(D, q, p),
            "The densities are exchanged: $p$ weighs $\\ln D$, since real samples should get a large $D$.", WRONG),
    Mistake("ln_D_twice", lambda D, p, q: (p + q) * np.log(D), "Both terms have $\\ln D$ here; fakes weigh $\\ln(1 - D)$.", WRONG),
    Mistake("difference", lambda D, p, q: p * np.log(D) - q * np.log(1 - D), "The two terms are to be added, not subtracted.", WRONG),
    Mistake("sign_of_a_loss", _ln(-1), "The sign is that of a loss; the integrand is to be maximised.", WRONG),
    Mistake("no_weights", lambda D, p, q: np.log(D) + np.log(1 - D) + 0 * (p + q), "The densities are missing: each logarithm is weighted by how many samples of its kind there are.", WRONG),
    Mistake("no_logarithm", lambda D, p, q: p * D + q * (1 - D), "The logarithms are missing.", WRONG),
    Mistake("log10", _ln(1 / LN10), "The logarithm is to base 10; ln is meant everywhere.", SLIP),
    Mistake("log2", _ln(1 / LN2), "The logarithm is to base 2; ln is meant everywhere.", SLIP),
    Mistake("summed", lambda D, p, q: np.sum(ref.integrand(D, p, q)),
            "One number for each point is asked for; summing over the points comes later.", WRONG),
    *guards(lambda eps: lambda D, p, q: p * np.log(np.asarray(D) + eps) + q * np.log(1 - np.asarray(D) + eps)),
]  # fmt: skip

_slope = [
    Mistake("second_sign", lambda D, p, q: p / D + q / (1 - D),
            "The derivative of $\\ln(1 - D)$ has a minus from the inner derivative.", WRONG),
    Mistake("opposite_sign", lambda D, p, q: -ref.integrand_slope(D, p, q), "All signs are opposite: a greater $D$ gains on the real samples and loses on the fakes.", WRONG),
    Mistake("p_and_q_swapped", lambda D, p, q: ref.integrand_slope(D, q, p), "The densities are exchanged: $p$ belongs to $\\ln D$.", WRONG),
    Mistake("one_minus_D_lost", lambda D, p, q: (p - q) / D,
            "The derivative of $\\ln(1 - D)$ has $1 - D$ below, not $D$.", WRONG),
    Mistake("no_weights", lambda D, p, q: 1 / D - 1 / (1 - D) + 0 * (p + q), "The densities are missing: each logarithm is weighted by how many samples of its kind there are.", WRONG),
    Mistake("numerator_only", lambda D, p, q: p * (1 - D) - q * D,
            "This is the numerator after multiplying with $D(1 - D)$: it has the same zero, but is another function.", WRONG),
    Mistake("curvature", ref.integrand_curvature, "This is the second derivative; the first is asked for.", WRONG),
    Mistake("product", lambda D, p, q: p * np.log(D) * q / (1 - D), "A sum is derived term by term; this multiplies them.", WRONG),
    Mistake("log10", lambda D, p, q: ref.integrand_slope(D, p, q) / LN10,
            "There is a factor from base 10 in it; ln is meant everywhere.", SLIP),
]  # fmt: skip

_curvature = [
    Mistake("second_sign", lambda D, p, q: -p / D**2 + q / (1 - D) ** 2,
            "The second term has the wrong sign: two inner derivatives bring two minus signs.", WRONG),
    Mistake("first_sign", lambda D, p, q: p / D**2 - q / (1 - D) ** 2, "The first term has the wrong sign: $1/D$ falls as $D$ grows.", WRONG),
    Mistake("opposite_sign", lambda D, p, q: -ref.integrand_curvature(D, p, q),
            "All signs are opposite: a curvature of this sign would be that of a minimum.", WRONG),
    Mistake("squares_lost", lambda D, p, q: -p / D - q / (1 - D), "The squares below the fractions are lost: each derivative raises the power by one.", WRONG),
    Mistake("p_and_q_swapped", lambda D, p, q: ref.integrand_curvature(D, q, p), "The densities are exchanged: $p$ belongs to $\\ln D$.", WRONG),
    Mistake("slope", ref.integrand_slope, "This is the first derivative; the second is asked for.", WRONG),
    Mistake("factor_two", lambda D, p, q: 2 * ref.integrand_curvature(D, p, q),
            "There is a factor of 2 too much: the derivative of $D^{-1}$ is $-D^{-2}$.", WRONG),
    Mistake("slope_squared", lambda D, p, q: ref.integrand_slope(D, p, q) ** 2,
            "The square of the first derivative is not the second derivative.", WRONG),
]  # fmt: skip


def _densities():
    """Cases (p, q)."""
    return [
        Case("three points", (P, Q)),
        Case("a single number", (0.8, 0.4), optional=True),
        Case("equal densities", (np.array([0.3, 0.5]), np.array([0.3, 0.5]))),
        Case("a point where only one density is positive", (np.array([0.4, 0.0, 0.2]), np.array([0.0, 0.7, 0.1]))),
        Case("densities that are whole numbers", (np.array([2, 1, 1]), np.array([1, 0, 3]))),
        Case("a grid", (np.array([[0.2, 0.5], [0.3, 0.9]]), np.array([[0.1, 0.2], [0.6, 1.4]])), optional=True),
    ]


def _unseen():
    """Cases (p, q) with a point that neither density has ever seen."""
    return [
        Case("a point that has neither", (np.array([0.0, 0.5, 0.2]), np.array([0.0, 0.25, 0.0]))),
        Case("two densities of 0, each a single number", (0.0, 0.0), optional=True),
        Case("whole numbers and a point that has neither", (np.array([2, 0, 1]), np.array([1, 0, 3]))),
        Case("a grid with a point that has neither",
             (np.array([[0.2, 0.5], [0.0, 0.9]]), np.array([[0.1, 0.2], [0.0, 1.4]])), optional=True),
    ]  # fmt: skip


def _fresh_densities(rng):
    for n in (2, int(rng.integers(3, 8))):
        yield Case(f"{n} points drawn for you", (rng.uniform(0.1, 2, n), rng.uniform(0.1, 2, n)))


def _p(p):
    return np.asarray(p, dtype=float)


def _guard_below(eps):
    return lambda p, q: _p(p) / (_p(p) + _p(q) + eps)


_UNSEEN = "Right, but for a point that neither density has ever seen: there it should be one half."
_ZERO = (
    "Right, but for a point that neither density has ever seen: there it should be one half, and yours gives 0. "
    "(A guard such as `+ 1e-8` below the fraction does that, too.)"
)
_DECIDES = (
    "This decides for the larger density; $D^*$ is a probability, and is between 0 and 1 where both are positive."
)
_ratio = [
    Mistake("no_convention", lambda p, q: _p(p) / (_p(p) + _p(q)),
            f"{_UNSEEN[:-1]}, not `nan`.", EDGE),
    Mistake("zero_convention", lambda p, q: np.where(_p(p) + _p(q) > 0, ref.optimal_discriminator(p, q), 0.0), _ZERO, EDGE),
    Mistake("fakes_share", lambda p, q: ref.optimal_discriminator(q, p),
            "This is the probability of *fake*: $D$ is large where real samples are.", WRONG),
    Mistake("fakes_share", lambda p, q: _p(q) / (_p(p) + _p(q)),
            "This is the probability of *fake*: $D$ is large where real samples are.", WRONG),
    Mistake("constant_half", lambda p, q: np.full(np.broadcast(p, q).shape, 0.5),
            "One half is the answer at the equilibrium, where $p = q$; for a given generator $D^*$ depends on $x$.", WRONG),
    Mistake("ratio", lambda p, q: _p(p) / _p(q), "The density ratio is not a probability: set the slope to 0 and solve for $D$.", WRONG),
    Mistake("log_ratio", lambda p, q: np.log(_p(p) / _p(q)),
            "This is the logit of $D^*$; the logistic function of it is asked for.", WRONG),
    Mistake("hard_decision", lambda p, q: np.where(_p(p) > _p(q), 1.0, 0.0),
            _DECIDES, WRONG),
    Mistake("hard_decision", lambda p, q: np.heaviside(_p(p) - _p(q), 0.5), _DECIDES, WRONG),
    Mistake("difference", lambda p, q: _p(p) - _p(q), "A difference of densities is not a probability.", WRONG),
    *(replace(guard, name="zero_convention", message=_ZERO, share=EDGE) for guard in guards(_guard_below)),
    *guards(lambda eps: lambda p, q: (_p(p) + eps) / (_p(p) + _p(q) + 2 * eps)),
]  # fmt: skip


def _finite_sets():
    """Cases (p, q, D)."""
    return [
        Case("three points", (P, Q, D)),
        Case("one point", (np.array([1.0]), np.array([1.0]), np.array([0.25]))),
        Case("five points", (np.array([0.1, 0.2, 0.3, 0.25, 0.15]), np.array([0.3, 0.1, 0.1, 0.1, 0.4]),
                             np.array([0.2, 0.5, 0.8, 0.7, 0.35]))),
        Case("whole numbers", (np.array([1]), np.array([1]), np.array([0.4]))),
        Case("D very near both ends", (np.array([0.5, 0.5]), np.array([0.25, 0.75]), np.array([1e-6, 1 - 2e-6])),
             guarded=True),
    ]  # fmt: skip


def _weightless():
    """Cases (p, q, D) with points that are never real, or never fake; D is sure of them or not."""
    return [
        Case("a point without real samples where D is 0", (np.array([0.6, 0.4, 0.0]), np.array([0.5, 0.2, 0.3]),
                                                            np.array([0.5, 0.7, 0.0]))),
        Case("a point without fakes where D is 1", (np.array([0.5, 0.5]), np.array([1.0, 0.0]), np.array([0.3, 1.0]))),
        Case("a point without real samples where D is not sure", (np.array([0.6, 0.4, 0.0]), np.array([0.5, 0.2, 0.3]),
                                                                   np.array([0.5, 0.7, 0.35]))),
        Case("a point without fakes where D is not sure", (np.array([0.5, 0.5]), np.array([1.0, 0.0]),
                                                           np.array([0.3, 0.8]))),
        Case("whole numbers, each point of one kind", (np.array([0, 1]), np.array([1, 0]), np.array([0.4, 0.8]))),
    ]  # fmt: skip


def _fresh_sets(rng):
    for n in (2, int(rng.integers(3, 8))):
        yield Case(f"{n} points drawn for you", (rng.dirichlet(np.ones(n)), rng.dirichlet(np.ones(n)), rng.uniform(0.1, 0.9, n)))


def _summed(term):
    """A wrong V, from what it does at each point; weights of 0 make 0, as the question says."""

    def wrong(p, q, D):
        with np.errstate(all="ignore"):
            return np.sum(np.nan_to_num(term(_p(p), _p(q), _p(D)), nan=0.0, posinf=np.inf, neginf=-np.inf))

    return wrong


def _where_both(p, q, D):
    """V without the points that one of the two never takes."""
    both = (_p(p) > 0) & (_p(q) > 0)
    return ref.value(_p(p)[both], _p(q)[both], _p(D)[both])


_WEIGHTLESS = (
    "Right, but not for points that are never real or never fake: what has no weight adds nothing to its own sum, whatever "
    "$D$ is. Leave it out there before a logarithm is taken."
)
_value = [
    Mistake("where_both_are_positive", _where_both,
            "Right, but for a point that is never real, or never fake: its other term still counts. Leave each sum's points "
            "out by its own weights.", EDGE),
    Mistake("zero_times_ln_zero", lambda p, q, D: np.sum(_p(p) * np.log(_p(D)) + _p(q) * np.log(1 - _p(D))),
            "Right, but $0 \\cdot \\ln 0$ counts as 0 here; NumPy makes `nan` of it.", EDGE),
    Mistake("mean_not_sum", lambda p, q, D: ref.value(p, q, D) / len(p),
            "The weights are probabilities already: a sum, not a mean, over the points.", SLIP),
    Mistake("p_and_q_swapped", lambda p, q, D: ref.value(q, p, D), "The two distributions are exchanged: $p$ belongs to $\\ln D$.", WRONG),
    Mistake("sign_of_a_loss", lambda p, q, D: -ref.value(p, q, D), "The sign is that of a loss: $V$ has the logarithms themselves, and is negative.", WRONG),
    Mistake("unweighted", _summed(lambda p, q, D: np.log(D) + np.log(1 - D)), "The probabilities are missing: each logarithm counts as often as its point occurs.", WRONG),
    Mistake("difference", _summed(lambda p, q, D: p * np.log(D) - q * np.log(1 - D)), "The two terms are to be added, not subtracted.", WRONG),
    Mistake("ln_D_twice", _summed(lambda p, q, D: (p + q) * np.log(D)), "For the fakes the term is $\\ln(1 - D)$; here it is $\\ln D$.", WRONG),
    Mistake("real_only", _summed(lambda p, q, D: p * np.log(D)), "The fakes' term is missing.", WRONG),
    Mistake("fake_only", _summed(lambda p, q, D: q * np.log(1 - D)), "The real samples' term is missing.", WRONG),
    Mistake("log10", lambda p, q, D: ref.value(p, q, D) / LN10, "The logarithm is to base 10; ln is meant.", SLIP),
    Mistake("log2", lambda p, q, D: ref.value(p, q, D) / LN2, "The logarithm is to base 2; ln is meant.", SLIP),
    Mistake("not_summed", lambda p, q, D: _p(p) * np.log(_p(D)) + _p(q) * np.log(1 - _p(D)),
            "One number is asked for: the sum over the points is missing.", WRONG),
    *guards(lambda eps: lambda p, q, D: np.sum(_p(p) * np.log(_p(D) + eps) + _p(q) * np.log(1 - _p(D) + eps))),
    *guards(lambda eps: lambda p, q, D: ref.value(p, q, np.clip(D, eps, 1 - eps))),
]  # fmt: skip

_stars = [
    Value("one_term", -LN2, "This is the value of one of the two terms: both expectations contribute.", WRONG),
    Value("sign_of_a_loss", 2 * LN2, "The sign: both logarithms are of one half, and negative.", WRONG),
    Value("log2", -2.0, "This is to base 2; ln is meant everywhere.", SLIP),
    Value("log10", -2 * np.log10(2.0), "This is to base 10; ln is meant everywhere.", SLIP),
    Value("zero", 0.0, "At the optimum $D$ is one half, not 1: nobody can tell real from fake any more.", WRONG),
    Value("no_logarithm", 0.25, "The logarithms are missing.", WRONG),
    Value("D_not_V", 0.5, "This is the optimal $D$; the value $V$ at it is asked for.", WRONG),
]

_OPTIMUM = "the lecture on the optimal discriminator"
_VALUE = "the value function $V(D, G)$ in the lecture"

_best = Question("optimal_discriminator", 5, ref.optimal_discriminator, _densities(), _fresh_densities, _ratio, see=_OPTIMUM)
_V = Question("value", 4, ref.value, _finite_sets(), _fresh_sets, _value, see=_VALUE)
_questions = [
    Question("integrand", 2, ref.integrand, _pointwise(), _fresh_pointwise, _integrand, see=_OPTIMUM),
    Question("integrand_slope", 2, ref.integrand_slope, _pointwise(), _fresh_pointwise, _slope, see=_OPTIMUM),
    Question("integrand_curvature", 2, ref.integrand_curvature, _pointwise(), _fresh_pointwise, _curvature, see=_OPTIMUM),
    with_edges(_best, _unseen(), _UNSEEN),
    with_edges(_V, _weightless(), _WEIGHTLESS),
    TypedNumbers("V_star", 2, (ref.V_star,), 5e-4, _stars, see="the lecture on the game's optimal value"),
]
QUESTIONS = {question.name: question for question in _questions}

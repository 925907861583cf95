"""Tutorial 6, Q1: the generator's two costs, their slopes, Algorithm 1. Source: seeds 001 (Q1), 000 (Q1), 002 (2a)."""

from dataclasses import replace

import numpy as np

from gan_ref import algorithm, costs
from gan_ref import tutorial as t
from gan_ref.logits import sigmoid
from grader.question import Accepted, Case, Choice, Judged, Mistake, Question

from . import wrong_iterations as wrong
from .calls import judge_train
from .edges import Edged
from .inputs import STABLE
from .shares import GUARD, SLIP, WRONG
from .wrong_discriminator import INPUT_SLIPS
from .wrong_inputs import guards

LN10, LN2 = np.log(10.0), np.log(2.0)
LOGIT = "the chain rule $\\frac{\\partial}{\\partial h} = \\frac{\\partial}{\\partial d}\\,\\sigma'(h)$"

# --- the costs and their slopes in d ---------------------------------------------------------------------------------


def _d_cases():
    return [
        Case("a few values of d", (np.array([0.1, 0.5, 0.9]),)),
        Case("the fakes of the tutorial", (np.array([0.0630, 0.0522]),)),
        Case("a single number", (0.3,), optional=True),
        Case("one value in an array", (np.array([0.7]),)),
        Case("values near both ends", (np.array([0.002, 0.01, 0.99, 0.998]),)),
        Case("values very near both ends", (np.array([1e-6, 2e-5, 1 - 1e-5, 1 - 2e-6]),), guarded=True),
    ]


def _fresh_d(rng):
    for n in (2, int(rng.integers(3, 8))):
        yield Case(f"{n} values drawn for you", (rng.uniform(0.02, 0.98, n),))


def _over_m(function):
    return lambda x: function(x) / np.size(x)


_NOT_MEAN = "There is a division by the number of values in it: each value is asked for, not a mean."
_original = [
    Mistake("opposite_sign", lambda d: -costs.original_cost(d), "The sign is opposite: $1 - d$ is below 1, so its logarithm is negative.", WRONG),
    Mistake("costs_swapped", costs.alternative_cost, "This is the other cost: original and alternative are exchanged.", WRONG),
    Mistake("ln_d", np.log, "This is $\\ln d$; the original cost has the logarithm of $1 - d$.", WRONG),
    Mistake("log10", lambda d: np.log10(1 - d), "The logarithm is to base 10; ln is meant everywhere.", SLIP),
    Mistake("log2", lambda d: np.log2(1 - d), "The logarithm is to base 2; ln is meant everywhere.", SLIP),
    Mistake("one_over_m", _over_m(costs.original_cost), _NOT_MEAN, SLIP),
    Mistake("averaged", lambda d: np.mean(costs.original_cost(d)), "One value for each $d$ is asked for, not their mean.", WRONG),
    Mistake("slope", costs.original_slope, "This is the slope; the cost is asked for.", WRONG),
    *guards(lambda eps: lambda d: np.log(1 - np.asarray(d) + eps)),
]
_alternative = [
    Mistake("opposite_sign", np.log, "The sign is opposite: the generator *descends* this cost, and $\\ln d$ is negative.", WRONG),
    Mistake("costs_swapped", costs.original_cost, "This is the other cost: original and alternative are exchanged.", WRONG),
    Mistake("minus_original", lambda d: -costs.original_cost(d), "This has the logarithm of $1 - d$; the alternative cost has that of $d$.", WRONG),
    Mistake("log10", lambda d: -np.log10(d), "The logarithm is to base 10; ln is meant everywhere.", SLIP),
    Mistake("log2", lambda d: -np.log2(d), "The logarithm is to base 2; ln is meant everywhere.", SLIP),
    Mistake("one_over_m", _over_m(costs.alternative_cost), _NOT_MEAN, SLIP),
    Mistake("averaged", lambda d: np.mean(costs.alternative_cost(d)), "One value for each $d$ is asked for, not their mean.", WRONG),
    Mistake("slope", costs.alternative_slope, "This is the slope; the cost is asked for.", WRONG),
    *guards(lambda eps: lambda d: -np.log(np.asarray(d) + eps)),
]


def _in_h(function):
    """The slope in h, written with d = σ(h), where the one in d is asked for."""
    return lambda d: function(np.log(d) - np.log1p(-np.asarray(d)))


def _quotients(cost):
    """Difference quotients with the usual steps, which come near the slope."""
    message = "This is a difference quotient of the cost: right to a few digits, fewer near the ends. Derive the formula."
    central = [lambda d, e=10.0**-k: (cost(_h(d) + e) - cost(_h(d) - e)) / (2 * e) for k in (5, 6, 7)]
    forward = [lambda d, e=10.0**-k: (cost(_h(d) + e) - cost(d)) / e for k in (7, 8)]
    return [Mistake("difference_quotient", wrong, message, GUARD, guard=True) for wrong in (*central, *forward)]


_INNER = "The inner derivative is missing: $1 - d$ falls as $d$ grows."
_original_slope = [
    Mistake("inner_derivative", lambda d: 1 / (1 - np.asarray(d)), _INNER, WRONG),
    Mistake("slope_in_h", costs.original_logit_slope, "This is the formula of the slope in the logit, with $d$ put in for $h$; the one in $d$ is asked for.", WRONG),
    Mistake("slope_in_h", _in_h(costs.original_logit_slope), "This is the slope in the logit $h$; the one in $d$ is asked for.", WRONG),
    Mistake("costs_swapped", costs.alternative_slope, "This is the slope of the other cost.", WRONG),
    Mistake("one_over_d", lambda d: 1 / np.asarray(d), "Below the fraction stands the argument of the logarithm, which is $1 - d$ here; and it has an inner derivative.", WRONG),
    Mistake("log10", lambda d: costs.original_slope(d) / LN10, "There is a factor from base 10 in it; ln is meant.", SLIP),
    Mistake("one_over_m", _over_m(costs.original_slope), _NOT_MEAN, SLIP),
    Mistake("cost", costs.original_cost, "This is the cost; its slope is asked for.", WRONG),
    Mistake("squared", lambda d: -1 / (1 - np.asarray(d)) ** 2, "This has a square below, as a second derivative has; the first one is asked for.", WRONG),
    *_quotients(costs.original_cost),
]
_alternative_slope = [
    Mistake("opposite_sign", lambda d: 1 / np.asarray(d), "The minus before the logarithm is lost.", WRONG),
    Mistake("slope_in_h", costs.alternative_logit_slope, "This is the formula of the slope in the logit, with $d$ put in for $h$; the one in $d$ is asked for.", WRONG),
    Mistake("slope_in_h", _in_h(costs.alternative_logit_slope), "This is the slope in the logit $h$; the one in $d$ is asked for.", WRONG),
    Mistake("costs_swapped", costs.original_slope, "This is the slope of the other cost.", WRONG),
    Mistake("one_minus_d", lambda d: 1 / (1 - np.asarray(d)), "Below the fraction stands the argument of the logarithm, which is $d$ here.", WRONG),
    Mistake("log10", lambda d: costs.alternative_slope(d) / LN10, "There is a factor from base 10 in it; ln is meant.", SLIP),
    Mistake("one_over_m", _over_m(costs.alternative_slope), _NOT_MEAN, SLIP),
    Mistake("cost", costs.alternative_cost, "This is the cost; its slope is asked for.", WRONG),
    Mistake("squared", lambda d: 1 / np.asarray(d) ** 2, "This has a square below, as a second derivative has; the first one is asked for.", WRONG),
    *_quotients(costs.alternative_cost),
]

# --- the slopes in h -------------------------------------------------------------------------------------------------


def _h_cases():
    return [
        Case("a few logits", (np.array([-3.0, -0.5, 1.5, 4.0]),)),
        Case("the fakes of the tutorial", (np.array([-2.7, -2.9]),)),
        Case("a single number", (0.8,), optional=True),
        Case("whole numbers", (np.array([-4, -1, 2, 5]),)),
        Case("one logit in an array", (np.array([2.5]),)),
    ]


def _saturated_h():
    return [
        Case(f"logits of size {size:g}", (np.array([-size, size]),), saturated=STABLE) for size in (30.0, 36.0, 1000.0)
    ]


def _fresh_h(rng):
    for n in (2, int(rng.integers(3, 8))):
        yield Case(f"{n} logits drawn for you", (rng.uniform(0.3, 7, n) * rng.choice([-1.0, 1.0], n),))


def _h(h):
    return np.asarray(h, dtype=float)


_original_logit_slope = [
    Mistake("opposite_sign", lambda h: sigmoid(h), "The sign is opposite: $1 - \\sigma(h)$ falls as $h$ grows, and so does the cost.", WRONG, LOGIT),
    Mistake("slope_in_d", lambda h: -1 / (1 - _h(h)), "This is the formula of the slope in $d$, with $h$ put in for $d$; the one in $h$ is asked for.", WRONG, LOGIT),
    Mistake("slope_in_d", lambda h: -1 / (1 - sigmoid(h)), "This is the slope in $d$; the one in the logit $h$ is asked for.", WRONG, LOGIT),
    Mistake("other_cost", costs.alternative_logit_slope, "This is the slope of the other cost.", WRONG, LOGIT),
    Mistake("minus_other", lambda h: sigmoid(-_h(h)), "$\\sigma(h)$ and $1 - \\sigma(h)$ are exchanged.", WRONG, LOGIT),
    Mistake("sigma_slope", lambda h: -sigmoid(h) * sigmoid(-_h(h)),
            "This is the derivative of $1 - \\sigma(h)$; the logarithm's factor, one over its argument, is lost.", WRONG, LOGIT),
    Mistake("cost", lambda h: -np.logaddexp(0, _h(h)), "This is the cost; its slope is asked for.", WRONG),
    Mistake("one_over_m", _over_m(costs.original_logit_slope), _NOT_MEAN, SLIP),
    Mistake("log10", lambda h: costs.original_logit_slope(h) / LN10, "There is a factor from base 10 in it; ln is meant.", SLIP),
]  # fmt: skip
_alternative_logit_slope = [
    Mistake("opposite_sign", lambda h: sigmoid(-_h(h)), "The sign is opposite: the minus before the logarithm is lost.", WRONG, LOGIT),
    Mistake("slope_in_d", lambda h: -1 / _h(h), "This is the formula of the slope in $d$, with $h$ put in for $d$; the one in $h$ is asked for.", WRONG, LOGIT),
    Mistake("slope_in_d", lambda h: -1 / sigmoid(h), "This is the slope in $d$; the one in the logit $h$ is asked for.", WRONG, LOGIT),
    Mistake("other_cost", costs.original_logit_slope, "This is the slope of the other cost.", WRONG, LOGIT),
    Mistake("minus_other", lambda h: sigmoid(h), "$\\sigma(h)$ and $1 - \\sigma(h)$ are exchanged.", WRONG, LOGIT),
    Mistake("sigma_slope", lambda h: -sigmoid(h) * sigmoid(-_h(h)),
            "This is the derivative of $-\\sigma(h)$; the logarithm's factor, one over its argument, is lost.", WRONG, LOGIT),
    Mistake("cost", lambda h: np.logaddexp(0, -_h(h)), "This is the cost; its slope is asked for.", WRONG),
    Mistake("one_over_m", _over_m(costs.alternative_logit_slope), _NOT_MEAN, SLIP),
    Mistake("log10", lambda h: costs.alternative_logit_slope(h) / LN10, "There is a factor from base 10 in it; ln is meant.", SLIP),
]  # fmt: skip
_slope_ratio = [
    Mistake("inverted", lambda h: np.exp(_h(h)), "The ratio is upside down: the alternative's slope is above.", WRONG),
    Mistake("negative", lambda h: -np.exp(-_h(h)), "The ratio of two sizes is positive: take the absolute values first.", WRONG),
    Mistake("difference", lambda h: sigmoid(-_h(h)) - sigmoid(h), "A ratio is asked for, not a difference.", WRONG),
    Mistake("logarithm", lambda h: -_h(h), "This is the logarithm of the ratio; the ratio itself is asked for.", WRONG),
    Mistake("one_over_m", _over_m(costs.slope_ratio), _NOT_MEAN, SLIP),
    Mistake("of_costs", lambda h: np.logaddexp(0, -_h(h)) / np.logaddexp(0, _h(h)), "This is the ratio of the costs; that of their slopes is asked for.", WRONG),
    *guards(lambda eps: lambda h: sigmoid(-_h(h)) / (sigmoid(h) + eps)),
]

# --- one iteration ---------------------------------------------------------------------------------------------------


def _iteration_cases():
    """Cases (theta_d, theta_g, X, Z, z, eta_d, eta_g); D is nowhere near ½, where both objectives agree."""
    X = np.array([[[0.5, -1.2], [2.0, 0.3], [-1.0, 1.7]], [[1.0, 0.4], [0.2, -0.6], [1.5, 1.1]]])
    Z = np.array([[[1.5, -0.4], [-2.2, 0.9], [0.1, 3.0]], [[0.3, 0.2], [1.0, -1.0], [-0.4, 0.8]]])
    z = np.array([[0.2, -0.7], [1.1, 0.5], [-0.9, 0.3]])
    whole = (np.array([[[1, 2], [3, 4]]]), np.array([[[0, 1], [2, 2]]]), np.array([[1, 0], [0, 2]]))
    return [
        Case("the tutorial's own samples", (t.theta, np.zeros(2), t.X_real[None], t.X_fake[None], t.X_fake, t.eta, t.eta)),
        Case("two discriminator steps", (np.array([0.7, -0.3]), np.array([0.4, -0.2]), X, Z, z, 0.05, 0.1)),
        Case("one sample in each batch", (np.array([0.3, 0.8]), np.array([0.5, 0.1]), X[:, :1], Z[:, :1], z[:1], 0.1, 0.2)),
        Case("whole numbers", (np.array([0.25, 0.5]), np.array([1.0, 0.0]), *whole, 0.1, 0.1)),
    ]


def _fresh_iterations(rng):
    for k in (1, 3):
        m = int(rng.integers(2, 6))
        args = (rng.normal(0, 0.5, 2), rng.normal(0, 0.5, 2), rng.normal(size=(k, m, 2)), rng.normal(size=(k, m, 2)),
                rng.normal(size=(m, 2)), float(rng.uniform(0.05, 0.3)), float(rng.uniform(0.05, 0.3)))  # fmt: skip
        yield Case(f"k = {k} with samples drawn for you", args)


def _iteration_mistakes():
    """The mistakes with either objective: the message is the same, and so is the name."""
    for objective, direction in wrong.DIRECTIONS.items():
        made = {
            "stale_theta_d": (wrong.iteration(direction, stale=True),
                "The generator's step uses the discriminator as it was *before* its steps; it should meet the updated one.", WRONG),
            "discriminator_descends": (wrong.iteration(direction, ascend=-1.0),
                "The discriminator descends; it should ascend its objective.", WRONG),
            "generator_ascends": (wrong.iteration(direction, descend=-1.0),
                "The generator ascends; it should descend $-\\ln D(G(z))$.", WRONG),
            "sums_not_means": (wrong.iteration(wrong.summed(direction), slope=wrong.summed_slope),
                "The gradients are sums over the batch; means are asked for.", SLIP),
            "discriminator_sums": (wrong.iteration(wrong.summed(direction)),
                "The discriminator's gradient is a sum over the batch; a mean is asked for.", SLIP),
            "generator_sums": (wrong.iteration(direction, slope=wrong.summed_slope),
                "The generator's gradient is a sum over the batch; a mean is asked for.", SLIP),
            "first_step_only": (wrong.iteration(direction, steps=1),
                "Only the first of the $k$ discriminator steps is taken: `X` and `Z` hold one minibatch for each of them.", WRONG),
            "last_step_only": (wrong.iteration(direction, last=True),
                "Only the last of the $k$ discriminator steps counts: each begins at the $\\theta_d$ that the one before has left.", WRONG),
            "all_at_the_first_theta_d": (wrong.iteration(direction, at_first=True),
                "All $k$ gradients are taken at the first $\\theta_d$; each belongs to the $\\theta_d$ that the step before has left.", WRONG),
            "batches_pooled": (wrong.pooled(direction),
                "The $k$ minibatches are averaged, for one step of the discriminator; each of them has a step of its own.", WRONG),
            "noise_for_fakes": (wrong.iteration(direction, fake=wrong.unshifted),
                "In the discriminator's steps the noise itself is taken for the fakes: they are $G(z) = z + \\theta_g$.", WRONG),
            "original_cost": (wrong.iteration(direction, slope=wrong.original_slope),
                "The generator descends the original cost $\\ln(1 - D)$; the alternative one is asked for.", WRONG),
            "generator_first": (wrong.iteration(direction, first=True),
                "The generator moves first; the discriminator's $k$ steps come before it.", WRONG),
            "generator_sign_lost": (wrong.iteration(direction, slope=wrong.plus_slope),
                "The generator's second component has the wrong sign: $\\partial h/\\partial x_2 = -\\theta_{d2}$.", WRONG),
            "slope_in_theta_d": (wrong.iteration(direction, slope=wrong.slope_in_theta_d),
                "The generator's step uses the derivative in $\\theta_d$; the one in $\\theta_g$ is asked for.", WRONG),
            "generator_frozen": (wrong.iteration(direction, descend=0.0), "The generator does not move: its step comes after the discriminator's.", WRONG),
            "discriminator_frozen": (wrong.iteration(direction, steps=0), "The discriminator does not move: its $k$ steps come first.", WRONG),
            "noise_in_the_generator": (wrong.iteration(direction, slope=wrong.unmoved_slope),
                "In the generator's step $D$ is taken at the noise itself; it should judge the fakes, $G(z) = z + \\theta_g$.", WRONG),
            "no_bias": (wrong.with_pieces(objective, INPUT_SLIPS["no_bias"]),
                "The bias of $-2$ is missing in the logit.", SLIP),
            "bias_sign": (wrong.with_pieces(objective, INPUT_SLIPS["bias_sign"]),
                "The bias enters the logit with the wrong sign: it is $-2$.", SLIP),
            "plus_theta_d2": (wrong.with_pieces(objective, INPUT_SLIPS["plus_theta_d2"]),
                "The logit subtracts the second product: mind the sign before $\\theta_{d2} x_2$.", WRONG),
            "parameters_swapped": (wrong.exchanged(direction),
                "The two results are in the wrong order: first $\\theta_d$, then $\\theta_g$.", WRONG),
            "step_sizes_swapped": (lambda td, tg, X, Z, z, ed, eg, d=direction: wrong.iteration(d)(td, tg, X, Z, z, eg, ed),
                "The two learning rates are exchanged.", SLIP),
            "eta_d_for_both": (wrong.one_rate(direction, 0), "The generator has a learning rate of its own, `eta_g`.", SLIP),
            "eta_g_for_both": (wrong.one_rate(direction, 1), "The discriminator has a learning rate of its own, `eta_d`.", SLIP),
        }  # fmt: skip
        for name, (function, message, share) in made.items():
            yield Mistake(name, function, message, share)


_both_right = [
    Accepted("A", algorithm.gan_iteration_a,
             "Right, with objective A: the discriminator ascends $\\ln D(x) + \\ln(1 - D(G(z)))$."),
    Accepted("B", algorithm.gan_iteration_b,
             "Right, with objective B: the discriminator ascends $\\ln D(x) - \\ln D(G(z))$. "
             "Objective A, with $\\ln(1 - D(G(z)))$, is the one of the literature."),
]  # fmt: skip

_iteration = Question("gan_iteration", 5, algorithm.gan_iteration_a, _iteration_cases(), _fresh_iterations,
                      list(_iteration_mistakes()), _both_right, see="Algorithm 1 in the lecture")  # fmt: skip
_HALF = {
    "only_theta_g_wrong": "$\\theta_d$ is right, $\\theta_g$ is not: look at the generator's step.",
    "only_theta_d_wrong": "$\\theta_g$ is right, $\\theta_d$ is not: what is returned is not the $\\theta_d$ that the generator met.",
}


def _one_of_both(index):
    """The question about one of the two results, without known mistakes."""
    both = [replace(right, reference=lambda *args, of=right.reference: of(*args)[index]) for right in _both_right]
    return replace(_iteration, reference=both[0].reference, mistakes=(), accepted=both)


_halves = [_one_of_both(index) for index in (0, 1)]  # made once: inputs remember what a reference gives


def _judge_iteration(question, answer, seed, context):
    """The mark, and for an answer that no known mistake explains, which of its two results is right."""
    mark = _iteration.judge(answer, seed, context)
    if mark.points or mark.mistake or not callable(answer):
        return mark
    for index, (name, told) in enumerate(_HALF.items()):
        half = _halves[index].judge(lambda *args, index=index: answer(*args)[index], seed, context)
        if half.points == half.out_of:
            return replace(mark, message=told, mistake=name)
    return mark


_COSTS = "the lecture on the generator's two costs"
_CHAIN = "the chain rule, $\\frac{d}{dx} \\ln u = \\frac{u'}{u}$"
_VANISHES = "the lecture on the generator's vanishing gradient"

_questions = [
    Question("original_cost", 2, costs.original_cost, _d_cases(), _fresh_d, _original, see=_COSTS),
    Question("alternative_cost", 2, costs.alternative_cost, _d_cases(), _fresh_d, _alternative, see=_COSTS),
    Question("original_slope", 2, costs.original_slope, _d_cases(), _fresh_d, _original_slope, see=_CHAIN),
    Question("alternative_slope", 2, costs.alternative_slope, _d_cases(), _fresh_d, _alternative_slope, see=_CHAIN),
    Question("original_logit_slope", 3, costs.original_logit_slope, [*_h_cases(), *_saturated_h()], _fresh_h, _original_logit_slope, see=LOGIT),
    Question("alternative_logit_slope", 3, costs.alternative_logit_slope, [*_h_cases(), *_saturated_h()], _fresh_h, _alternative_logit_slope, see=LOGIT),
    Question("slope_ratio", 1, costs.slope_ratio, [*_h_cases(), Case("logits up to 20", (np.array([-20.0, -12.0, 12.0, 20.0]),))], _fresh_h, _slope_ratio, see=_VANISHES),
    Judged("train", 4, judge_train),
    Edged("gan_iteration", 5, _judge_iteration, _iteration),
    Choice("bounded_objective", 1, "A", {"B": "Think of a point where fakes are denser than real samples, and let $D$ go to 0 there: what becomes of $-\\ln D$?"}),
]
QUESTIONS = {question.name: question for question in _questions}

"""A GAN in NumPy, part 1: its pieces, its gradients, its loop, and where it ends. SPEC section 2, `train_gan`.

D(x) = σ(w x + b) with θ_d = (w, b); a fake is z + θ_g. Source: seeds 000 and 004 (Algorithm 1), 002 and 003 (gradients).
"""

import numpy as np

from gan_ref import training as ref
from gan_ref.logits import sigmoid
from grader.question import Accepted, Case, Follows, Judged, Mistake, Question

from .inputs import STABLE
from .runs import judge_fake, judge_real, judge_run
from .shares import SLIP, WRONG
from .training_calls import judge_train
from .wrong_batches import slips_of

LN10 = np.log(10.0)
CHAIN = "the chain rule through ln, $\\sigma$ and $h = w x + b$"
SUM = "This is a sum over the minibatch; the mean is asked for."
TWICE = "The mean is divided by the size of the minibatch once more."
LOG10 = "There is a factor from base 10 in it; ln is meant."

# --- D ---------------------------------------------------------------------------------------------------------------


def _points():
    """Cases (x, theta_d)."""
    return [
        Case("four places", (np.array([-1.5, 0.0, 0.4, 2.0]), np.array([0.8, -0.5]))),
        Case("one place", (np.array([1.2]), np.array([-1.1, 0.3]))),
        Case("a falling discriminator", (np.array([-2.0, 0.5, 3.0]), np.array([-2.0, 1.5]))),
        Case("whole numbers", (np.array([-1, 0, 2]), np.array([1, -2]))),
        *(Case(f"logits of size {size:g}", (np.array([size, -size]), np.array([1.0, 0.0])), saturated=STABLE)
          for size in (30.0, 36.0, 1000.0)),
    ]  # fmt: skip


def _fresh_points(rng):
    yield Case("places drawn for you", (rng.normal(size=int(rng.integers(2, 7))), rng.normal(0.4, 1, 2)))


def _logit(x, theta_d, w=0, b=1):
    return theta_d[w] * np.asarray(x, float) + theta_d[b]


_discriminator = [
    Mistake("no_bias", lambda x, t: sigmoid(t[0] * np.asarray(x, float)), "The intercept $b$ is missing.", SLIP),
    Mistake("bias_sign", lambda x, t: sigmoid(t[0] * np.asarray(x, float) - t[1]), "The sign of $b$.", SLIP),
    Mistake("swapped", lambda x, t: sigmoid(_logit(x, t, 1, 0)),
            "The two parameters are exchanged: `theta_d` is $(w, b)$.", WRONG),
    Mistake("one_minus_D", lambda x, t: sigmoid(-_logit(x, t)),
            "This is $1 - D$: the exponent has the wrong sign.", WRONG),
    Mistake("logit", _logit, "This is the logit $h$; $D$ is the logistic function of it.", WRONG),
    Mistake("tanh", lambda x, t: np.tanh(_logit(x, t)), "This is the hyperbolic tangent; $D$ lies between 0 and 1.",
            WRONG),
    Mistake("ln_D", lambda x, t: -np.logaddexp(0, -_logit(x, t)), "This is $\\ln D$.", WRONG),
    Mistake("half_scale", lambda x, t: sigmoid(_logit(x, t) / 2),
            "The logit is halved: with the hyperbolic tangent it is $\\frac12(1 + \\tanh\\frac h2)$.", SLIP),
    Mistake("step", lambda x, t: (_logit(x, t) > 0).astype(float), "This is a decision, 0 or 1; $D$ is a probability.",
            WRONG),
]  # fmt: skip

# --- the best D -------------------------------------------------------------------------------------------------------


def _places():
    return [Case(name, (place,)) for name, place in (
        ("a generator to the right", 1.7), ("a generator far to the right", 4.0), ("a generator to the left", -0.6),
        ("a generator at the data", 0.0), ("a whole number", 3))]  # fmt: skip


def _fresh_places(rng):
    for place in rng.uniform(-3, 3, 2):
        yield Case("a place drawn for you", (float(place),))


def _pair(w, b):
    return lambda g: np.array([w(g), b(g)])


_optimal = [
    Mistake("opposite", lambda g: -ref.optimal_theta_d(g),
            "This is $\\ln q - \\ln p$: real and fake are exchanged.", WRONG),
    Mistake("w_sign", _pair(lambda g: g, lambda g: g**2 / 2), "$w$ has the wrong sign: where do the fakes lie?", WRONG),
    Mistake("b_sign", _pair(lambda g: -g, lambda g: -(g**2) / 2),
            "$b$ has the wrong sign: half-way between data and fakes $D$ must be $\\frac12$.", WRONG),
    Mistake("b_not_halved", _pair(lambda g: -g, lambda g: g**2),
            "$w$ is right; in $b$ a factor is lost: the exponents are halved.", SLIP),
    Mistake("w_doubled", _pair(lambda g: -2 * g, lambda g: g**2), "The $\\frac12$ of the exponents is lost.", SLIP),
    Mistake("w_halved", _pair(lambda g: -g / 2, lambda g: g**2 / 2),
            "$b$ is right; in $w$ the 2 of the mixed product is lost.", SLIP),
    Mistake("no_square", _pair(lambda g: -g, lambda g: g / 2), "$b$ comes from the square of $\\theta_g$.", SLIP),
    Mistake("no_b", _pair(lambda g: -g, lambda g: 0.0), "$b$ is not 0: the squares of the means do not cancel.", SLIP),
    Mistake("exchanged", lambda g: ref.optimal_theta_d(g)[::-1], "$w$ and $b$ are exchanged.", SLIP),
]  # fmt: skip

# --- the discriminator's gradient -------------------------------------------------------------------------------------


def _batches():
    """Cases (x, fake, theta_d). D is nowhere near ½ throughout, where objectives A and B agree."""
    x, fake = np.array([0.3, -1.1, 0.8, -0.2, 1.9]), np.array([2.4, 3.9, 1.1])
    return [
        Case("minibatches of different sizes", (x, fake, np.array([-0.7, 1.2]))),
        Case("minibatches of one size", (x[:3], fake, np.array([0.6, -0.9]))),
        Case("one sample of each kind", (x[1:2], fake[:1], np.array([-0.4, 0.3]))),
        Case("whole numbers", (np.array([1, -2, 0]), np.array([3, 4, 2]), np.array([-1, 1]))),
        Case("fakes to the left of the data", (x[::-1][:2], -fake, np.array([1.3, 0.5]))),
    ]


def _fresh_batches(rng):
    m = int(rng.integers(2, 6))
    for n in (m, m + 2):
        yield Case("minibatches drawn for you", (rng.normal(size=m), rng.normal(2, 1, n), rng.normal(0.3, 0.8, 2)))


def _sums(x, weight):
    """(mean of weight·x, mean of weight)."""
    x = np.asarray(x, float)
    return np.array([np.mean(weight * x), np.mean(weight)])


def _gradient(real=lambda D: 1 - D, fake=lambda D: -D, reduce=_sums):
    """mean real(D) (x, 1) + mean fake(D) (x̃, 1)."""
    def made(x, fakes, t):
        return reduce(x, real(ref.discriminator(x, t))) + reduce(fakes, fake(ref.discriminator(fakes, t)))
    return made  # fmt: skip


def _parts(of_fake):
    """What each sample adds to the gradient, (m, 2) and (n, 2); of_fake(D): the weight of a fake."""
    def made(x, fake, t):
        weights = 1 - ref.discriminator(x, t), of_fake(ref.discriminator(fake, t))
        return [np.stack([weight * samples, weight], axis=1) for weight, samples in zip(weights, (x, fake), strict=True)]
    return made  # fmt: skip


def _zero(D):
    return 0.0 * D


def _both(change):
    """The gradient of either objective, changed in one way: the same name and message for both."""
    return [change(ref.discriminator_gradient), change(ref.discriminator_gradient_b)]


def _for_both(name, change, message, share, see=""):
    return [Mistake(name, wrong, message, share, see) for wrong in _both(change)]


def _summed(x, weight):
    return len(x) * _sums(x, weight)


_of_discriminator = [
    *_for_both("descent", lambda f: lambda x, fake, t: -f(x, fake, t),
               "All signs are opposite: this is the gradient of a loss. The discriminator's objective is ascended.",
               WRONG),
    *_for_both("swapped_components", lambda f: lambda x, fake, t: f(x, fake, t)[::-1],
               "The two components are exchanged: `theta_d` is $(w, b)$.", SLIP),
    *_for_both("no_b", lambda f: lambda x, fake, t: f(x, fake, t) * np.array([1, 0]),
               "The component in $b$ is missing: $\\partial h/\\partial b = 1$.", SLIP),
    Mistake("real_and_fake_swapped", lambda x, fake, t: ref.discriminator_gradient(fake, x, t),
            "Real and fake samples are exchanged.", WRONG),
    *_for_both("log10", lambda f: lambda x, fake, t: f(x, fake, t) / LN10, LOG10, SLIP),
    *_for_both("halved", lambda f: lambda x, fake, t: f(x, fake, t) / 2,
               "The two means, one of the real samples and one of the fakes, are added, not averaged: the factor "
               "$\\frac12$ is too much.", SLIP),
    Mistake("sum_not_mean", _gradient(reduce=_summed), SUM, SLIP),
    Mistake("sum_not_mean", _gradient(fake=lambda D: D - 1, reduce=_summed), SUM, SLIP),
    Mistake("divided_twice", _gradient(reduce=lambda x, weight: _sums(x, weight) / len(x)), TWICE, SLIP),
    Mistake("divided_by_all", lambda x, fake, t: (len(x) * _gradient(fake=_zero)(x, fake, t)
            + len(fake) * _gradient(real=_zero)(x, fake, t)) / (len(x) + len(fake)),
            "Each expectation is a mean over its own minibatch.", SLIP),
    *slips_of(_parts(lambda D: -D)),
    *slips_of(_parts(lambda D: D - 1)),
    Mistake("sign_of_fake_term", _gradient(fake=lambda D: D),
            "The fakes' part has the wrong sign: $\\ln(1 - D)$ falls as $D$ grows.", WRONG, CHAIN),
    Mistake("D_for_one_minus_D", _gradient(real=lambda D: D, fake=lambda D: D - 1),
            "$D$ and $1 - D$ are exchanged in the weights.", WRONG, CHAIN),
    Mistake("lost_1_over_D", _gradient(real=lambda D: D * (1 - D), fake=lambda D: -D * (1 - D)),
            "The factor that the logarithm brings, one over its argument, is lost.", WRONG, CHAIN),
    Mistake("lost_sigma_slope", _gradient(real=lambda D: 1 / D, fake=lambda D: -1 / (1 - D)),
            "The derivative of the logistic function, $D(1 - D)$, is lost.", WRONG, CHAIN),
    Mistake("no_factor_x", _gradient(reduce=lambda x, weight: np.full(2, np.mean(weight))),
            "The inner derivative is missing: how does $h$ change with $w$?", WRONG, CHAIN),
    Mistake("ln_D_of_fake", _gradient(fake=lambda D: 1 - D),
            "For the fakes this is the gradient of $\\ln D$; the term is $\\ln(1 - D)$.", WRONG),
    Mistake("real_only", _gradient(fake=_zero), "The fakes' part is missing.", WRONG),
    Mistake("fake_only", _gradient(real=_zero), "The real samples' part is missing.", WRONG),
    Mistake("averages_first", _gradient(reduce=lambda x, weight: np.mean(weight) * np.array([np.mean(x), 1.0])),
            "The mean of products is not the product of means: multiply for each sample, then average.", WRONG),
]  # fmt: skip
_both_right = [
    Accepted("A", ref.discriminator_gradient),
    Accepted("B", ref.discriminator_gradient_b,
             "Right for objective B, $\\ln D(x) - \\ln D(G(z))$. The notebook writes objective A, with $\\ln(1 - D(G(z)))$; "
             "both count as right, and the picture of the training shows how they differ."),
]  # fmt: skip

# --- the generator's gradients ----------------------------------------------------------------------------------------


def _fakes():
    """Cases (fake, theta_d)."""
    return [
        Case("three fakes", (np.array([2.4, 3.9, 1.1]), np.array([-0.7, 1.2]))),
        Case("five fakes and a rising discriminator", (np.array([0.3, -1.1, 0.8, -0.2, 1.9]), np.array([0.6, -0.9]))),
        Case("one fake", (np.array([3.3]), np.array([-1.2, 0.8]))),
        Case("whole numbers", (np.array([3, 4, 2]), np.array([-1, 1]))),
        Case("a level discriminator", (np.array([1.5, 2.5]), np.array([0.0, 0.7]))),
    ]


def _fresh_fakes(rng):
    for _ in range(2):
        m = int(rng.integers(2, 7))
        yield Case(f"{m} fakes drawn for you", (rng.normal(2, 1, m), rng.normal(-0.4, 0.8, 2)))


def _slope(weight, inner=lambda fake, t: t[0], reduce=np.mean):
    """The reduction of −weight(D) times the inner derivative."""
    return lambda fake, t: reduce(-weight(ref.discriminator(fake, t)) * inner(np.asarray(fake, float), t))


def _of_generator(right, weight, other, told_other):
    """The mistakes of a generator's derivative with this weight; `other` is the weight of the other cost."""
    return [
        Mistake("ascent", lambda fake, t: -right(fake, t), "The sign is opposite: the cost falls as $D$ grows.", WRONG),
        Mistake("other_cost", _slope(other), told_other, WRONG),
        Mistake("no_w", _slope(weight, lambda fake, t: 1.0),
                "The inner derivative is missing: moving $\\theta_g$ by 1 moves the logit by $w$.", WRONG, CHAIN),
        Mistake("slope_in_w", _slope(weight, lambda fake, t: fake),
                "This is the derivative in $w$; the generator moves $\\theta_g$.", WRONG, CHAIN),
        Mistake("b_for_w", _slope(weight, lambda fake, t: t[1]), "$b$ is taken for $w$.", WRONG),
        Mistake("sum_not_mean", lambda fake, t: len(fake) * right(fake, t), SUM, SLIP),
        Mistake("divided_twice", lambda fake, t: right(fake, t) / len(fake), TWICE, SLIP),
        Mistake("lost_1_over_D", _slope(lambda D: D * (1 - D)),
                "The factor that the logarithm brings, one over its argument, is lost.", WRONG, CHAIN),
        Mistake("lost_sigma_slope", _slope(lambda D: 1 / other(D)),
                "The derivative of the logistic function, $D(1 - D)$, is lost.", WRONG, CHAIN),
        Mistake("log10", lambda fake, t: right(fake, t) / LN10, LOG10, SLIP),
        Mistake("not_averaged", _slope(weight, reduce=lambda terms: terms),
                "One number is asked for: the mean over the minibatch is missing.", WRONG),
        Mistake("squared_w", _slope(weight, lambda fake, t: t[0] ** 2), "$w$ comes in once, not squared.", WRONG),
    ]  # fmt: skip


_alternative = _of_generator(ref.generator_gradient, lambda D: 1 - D, lambda D: D,
                             "This is the slope of the original cost $\\ln(1 - D)$; $-\\ln D$ is asked for.")  # fmt: skip
_saturating = _of_generator(ref.saturating_gradient, lambda D: D, lambda D: 1 - D,
                            "This is the slope of the alternative cost $-\\ln D$; $\\ln(1 - D)$ is asked for.")  # fmt: skip

# --- the table --------------------------------------------------------------------------------------------------------

_D = Question("discriminator", 3, ref.discriminator, _points(), _fresh_points, _discriminator)


def _probability(D):
    """D on copies, a ValueError where it lies outside 0 to 1: nothing follows from what is no discriminator."""

    def between(x, t):
        values = D(np.array(x), np.array(t))
        if not np.all((values >= 0) & (values <= 1)):
            raise ValueError("a probability lies between 0 and 1")
        return values

    return between


def _gradient_of_D(of_fake):
    """The discriminator's gradient from the student's own D."""
    def way(D):
        own = _probability(D)
        return lambda x, fake, t: _sums(x, 1 - own(x, t)) + _sums(fake, of_fake(own(fake, t)))
    return Follows([_D], way)  # fmt: skip


def _slope_of_D(weight):
    """A generator's slope from the student's own D."""
    return Follows([_D], lambda D: lambda fake, t: np.mean(-weight(_probability(D)(fake, t)) * t[0]))


_questions = [
    Judged("sample_real", 1, judge_real),
    Judged("sample_fake", 2, judge_fake),
    _D,
    Question("optimal_theta_d", 2, ref.optimal_theta_d, _places(), _fresh_places, _optimal),
    Question("discriminator_gradient", 6, ref.discriminator_gradient, _batches(), _fresh_batches, _of_discriminator,
             _both_right, [_gradient_of_D(lambda D: -D), _gradient_of_D(lambda D: D - 1)]),
    Question("generator_gradient", 4, ref.generator_gradient, _fakes(), _fresh_fakes, _alternative,
             follows=[_slope_of_D(lambda D: 1 - D)]),
    Question("saturating_gradient", 2, ref.saturating_gradient, _fakes(), _fresh_fakes, _saturating,
             follows=[_slope_of_D(lambda D: D)]),
    Judged("train", 8, judge_train),
    Judged("run", 3, judge_run),
]  # fmt: skip
QUESTIONS = {question.name: question for question in _questions}

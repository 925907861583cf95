"""Tutorial 6, Q3: the value, the gradient and the update of the discriminator. Source: seeds 001 (Q3) and 000 (Q4)."""

import numpy as np

from gan_ref import discriminator as ref
from gan_ref import tutorial as t
from gan_ref.logits import sigmoid
from grader.question import Case, Follows, Mistake, Question, TypedNumbers, Value

from . import inputs, ways
from .shares import SLIP, WRONG
from .wrong_batches import WAYS, batch_slips
from .wrong_discriminator import INPUT_SLIPS, LOG_SLIPS, divided_by_all
from .wrong_gradients import averages_first, combined, inverse, mean_of, nothing, over_components, rows, same
from .wrong_inputs import DISCRIMINATOR, all_slips, guards, pairs, slips, sum_slips

ones = np.ones(2)


def _saturated():
    """Logits of ±30, ±36 and ±1000, reached by one coordinate."""
    for size in (30.0, 36.0, 1000.0):
        X = np.array([[size, 0.0], [-size, 0.0], [0.0, size], [0.0, -size]])
        yield Case(f"logits of size {size:g}", (X, ones, 0.0), saturated=inputs.STABLE)


def _clipped(term, sign):
    """The term with D, or 1 − D, kept away from 0 by eps: added, or clipped."""

    def adding(eps):
        return lambda X, theta, bias=-2.0: np.mean(np.log(sigmoid(sign * ref.logit(X, theta, bias)) + eps))

    def clipping(eps):
        return lambda X, theta, bias=-2.0: np.mean(
            np.log(np.clip(sigmoid(sign * ref.logit(X, theta, bias)), eps, 1 - eps))
        )

    return guards(adding) + guards(clipping)


def _guarded_value(eps):
    def wrong(X_real, X_fake, theta, bias=-2.0):
        real, fake = ref.discriminator(X_real, theta, bias), ref.discriminator(X_fake, theta, bias)
        return np.mean(np.log(real + eps)) + np.mean(np.log(1 - fake + eps))

    return wrong


# --- D ---------------------------------------------------------------------------------------------------------------

_discriminator = [
    *slips("D", INPUT_SLIPS),
    Mistake("one_minus_D", lambda X, theta, bias=-2.0: sigmoid(-ref.logit(X, theta, bias)),
            "This is $1 - D$: the exponent in $1/(1 + e^{-h})$ has the wrong sign.", WRONG),
    Mistake("logit_not_D", ref.logit, "This is the logit $h$; the logistic function of it is asked for.", WRONG),
    Mistake("tanh", lambda X, theta, bias=-2.0: np.tanh(ref.logit(X, theta, bias)),
            "This is the hyperbolic tangent of the logit; the logistic function is asked for.", WRONG),
    Mistake("log_of_D", lambda X, theta, bias=-2.0: -np.logaddexp(0, -ref.logit(X, theta, bias)),
            "This is $\\ln D$; the logarithm comes later, in the terms.", WRONG),
]  # fmt: skip

# --- the terms and V -------------------------------------------------------------------------------------------------


def _of_mean(function):
    return lambda X, theta, bias=-2.0: function(ref.discriminator(X, theta, bias))


_NOT_AVERAGED = "This is one number for each sample; the expectation is their mean, one number."
_real_term = [
    *all_slips("real_term"),
    Mistake("fake_instead", ref.fake_term, "For real samples it is $\\ln D$, not $\\ln(1 - D)$.", WRONG),
    Mistake("sign_of_a_loss", _of_mean(lambda D: -np.mean(np.log(D))),
            "The sign is that of a loss: $V$ has the logarithm itself, and the discriminator ascends it.", WRONG),
    Mistake("ln_of_the_mean", _of_mean(lambda D: np.log(np.mean(D))),
            "The logarithm of the mean is not the mean of the logarithms: first the logarithm, then the mean.", WRONG),
    Mistake("no_logarithm", _of_mean(np.mean), "The logarithm is missing: this is the mean of $D$ itself.", WRONG),
    Mistake("not_averaged", _of_mean(np.log), _NOT_AVERAGED, WRONG),
    *_clipped("real", 1),
]  # fmt: skip

_fake_term = [
    *all_slips("fake_term"),
    Mistake("real_instead", ref.real_term, "For fakes it is $\\ln(1 - D)$, not $\\ln D$.", WRONG),
    Mistake("minus_ln_D", _of_mean(lambda D: -np.mean(np.log(D))),
            "This is $-\\ln D$, the generator's alternative cost; $V$ has $\\ln(1 - D)$ for fakes.", WRONG),
    Mistake("sign_of_a_loss", _of_mean(lambda D: -np.mean(np.log1p(-D))),
            "The sign is that of a loss: $V$ has the logarithm itself, and the discriminator ascends it.", WRONG),
    Mistake("ln_of_the_mean", _of_mean(lambda D: np.log(np.mean(1 - D))),
            "The logarithm of the mean is not the mean of the logarithms: first the logarithm, then the mean.", WRONG),
    Mistake("no_logarithm", _of_mean(lambda D: np.mean(1 - D)), "The logarithm is missing.", WRONG),
    Mistake("not_averaged", _of_mean(lambda D: np.log1p(-D)), _NOT_AVERAGED, WRONG),
    *_clipped("fake", -1),
]  # fmt: skip


def _both(real, fake):
    """A wrong V, from what it does with D of the real samples and D of the fakes."""
    return lambda X_real, X_fake, theta, bias=-2.0: real(ref.discriminator(X_real, theta, bias)) + fake(
        ref.discriminator(X_fake, theta, bias)
    )


def _mean_ln(D):
    return np.mean(np.log(D))


def _mean_ln_not(D):
    return np.mean(np.log1p(-D))


_value = [
    *sum_slips("value"),
    *batch_slips("value"),
    Mistake("divided_by_all", divided_by_all("value"),
            "Each expectation is a mean over its own batch, not over all samples together.", SLIP),
    Mistake("real_and_fake_swapped", _both(_mean_ln_not, _mean_ln),
            "Either real and fake samples are exchanged, or $D$ is taken for $1 - D$ throughout ($\\sigma(-h)$).", WRONG),
    Mistake("ln_D_of_fake", _both(_mean_ln, _mean_ln),
            "For fakes the term is $\\ln(1 - D)$; here it is $\\ln D$.", WRONG),
    Mistake("minus_ln_D_of_fake", _both(_mean_ln, lambda D: -_mean_ln(D)),
            "This has $-\\ln D$ for the fakes: that is the generator's alternative cost, not a part of $V$.", WRONG),
    Mistake("difference_of_terms", _both(_mean_ln, lambda D: -_mean_ln_not(D)),
            "The two terms are to be added, not subtracted.", WRONG),
    Mistake("sign_of_a_loss", _both(lambda D: -_mean_ln(D), lambda D: -_mean_ln_not(D)),
            "The sign is that of a loss: this is the cross-entropy $-V$, which one would descend.", WRONG),
    Mistake("ln_of_the_mean", _both(lambda D: np.log(np.mean(D)), lambda D: np.log(np.mean(1 - D))),
            "The logarithm of the mean is not the mean of the logarithms: first the logarithm, then the mean.", WRONG),
    Mistake("no_logarithm", _both(np.mean, lambda D: np.mean(1 - D)), "The logarithms are missing.", WRONG),
    Mistake("not_averaged", _both(np.log, lambda D: np.log1p(-D)), _NOT_AVERAGED, WRONG),
    Mistake("real_only", lambda X_real, X_fake, theta, bias=-2.0: ref.real_term(X_real, theta, bias),
            "The fakes' term is missing.", WRONG),
    Mistake("fake_only", lambda X_real, X_fake, theta, bias=-2.0: ref.fake_term(X_fake, theta, bias),
            "The real samples' term is missing.", WRONG),
    *guards(_guarded_value),
]  # fmt: skip

# --- alpha, beta and the gradient ------------------------------------------------------------------------------------

_CHAIN = "the chain rule through ln, σ and h"


def _rows_mistakes(part, right, other, name, sign):
    """The mistakes of alpha and beta: `right` weight, the `other` one of D and 1 − D, and the sign before both."""
    return [
        *slips(part, INPUT_SLIPS, LOG_SLIPS),
        *pairs(part, INPUT_SLIPS, LOG_SLIPS),
        Mistake("D_for_one_minus_D", rows(lambda D: sign * other(D)),
                f"The weight should be that of $\\ln {name}$: $D$ and $1 - D$ are exchanged.", WRONG, _CHAIN),
        Mistake("lost_1_over_D", rows(lambda D: sign * D * (1 - D)),
                "This is the derivative of $D$; the factor that the logarithm brings, one over its argument, is lost.",
                WRONG, _CHAIN),
        Mistake("lost_sigma_slope", rows(lambda D: sign / right(1 - D)),
                "The derivative of the logarithm is there, that of the logistic function, $D(1 - D)$, is lost.", WRONG, _CHAIN),
        Mistake("no_factor_x", rows(lambda D: sign * right(D), with_x=False),
                "The inner derivative is missing: how does $h$ change with $\\theta_d$? It depends on $x$.", WRONG, _CHAIN),
        Mistake("second_sign_lost", rows(lambda D: sign * right(D), signs=ones),
                "The second component has the wrong sign: $h$ falls as $\\theta_{d2}$ grows, if $x_2 > 0$.", WRONG, _CHAIN),
        Mistake("opposite_sign", rows(lambda D: -sign * right(D)),
                "All signs are opposite: a minus is lost or one too many, or it is the derivative of a loss.", WRONG, _CHAIN),
        Mistake("divided_by_m", lambda X, theta, bias=-2.0: rows(lambda D: sign * right(D))(X, theta, bias) / len(X),
                "Each row is one sample's own contribution: the division by the batch's size comes later.", SLIP),
        Mistake("averaged", lambda X, theta, bias=-2.0: rows(lambda D: sign * right(D))(X, theta, bias).mean(axis=0),
                "One row for each sample is asked for; the average comes later, in the gradient.", WRONG),
        Mistake("transposed", lambda X, theta, bias=-2.0: rows(lambda D: sign * right(D))(X, theta, bias).T,
                "Rows and columns are exchanged: each row belongs to a sample, each column to a parameter.", WRONG),
        Mistake("first_component_only", lambda X, theta, bias=-2.0: rows(lambda D: sign * right(D))(X, theta, bias)[:, 0],
                "There is one component for each of the two parameters.", WRONG),
    ]  # fmt: skip


_alpha = _rows_mistakes("alpha", inverse, same, "D", 1)
_beta = _rows_mistakes("beta", same, inverse, "(1 - D)", -1)


def _swapped(X_real, X_fake, theta, bias=-2.0):
    return ref.gradient(X_fake, X_real, theta, bias)


_gradient = [
    *sum_slips("gradient"),
    *batch_slips("gradient"),
    Mistake("divided_by_all", divided_by_all("gradient"),
            "Each expectation is a mean over its own batch, not over all samples together.", SLIP),
    Mistake("second_sign_lost", combined(mean_of(rows(inverse, signs=ones)), mean_of(rows(same, signs=ones), -1)),
            "The second component has the wrong sign: $h$ falls as $\\theta_{d2}$ grows, if $x_2 > 0$.", WRONG, _CHAIN),
    Mistake("descent", lambda *a: -ref.gradient(*a),
            "All signs are opposite: either this is the gradient of the cross-entropy $-V$, or it is made for descent.", WRONG),
    Mistake("sign_of_fake_term", combined(mean_of(ref.alpha), mean_of(ref.beta, -1)),
            "The fakes' part has the wrong sign: $\\ln(1 - D)$ falls as $D$ grows.", WRONG, _CHAIN),
    Mistake("real_only", combined(mean_of(ref.alpha), nothing), "The fakes' part is missing.", WRONG),
    Mistake("fake_only", combined(nothing, mean_of(ref.beta)), "The real samples' part is missing.", WRONG),
    Mistake("ln_D_of_fake", combined(mean_of(ref.alpha), mean_of(ref.alpha)),
            "For the fakes this is the gradient of $\\ln D$; the term is $\\ln(1 - D)$.", WRONG),
    Mistake("minus_ln_D_of_fake", combined(mean_of(ref.alpha), mean_of(ref.alpha, -1)),
            "For the fakes this is the gradient of $-\\ln D$, the generator's alternative cost; $V$ has $\\ln(1 - D)$.", WRONG),
    Mistake("no_factor_x", combined(mean_of(rows(inverse, with_x=False)), mean_of(rows(same, with_x=False), -1)),
            "The inner derivative is missing: how does $h$ change with $\\theta_d$? It depends on $x$.", WRONG, _CHAIN),
    Mistake("real_and_fake_swapped", _swapped,
            "Either real and fake samples are exchanged, or $D$ is taken for $1 - D$ with the sign of $h$ turned.", WRONG),
    Mistake("D_for_one_minus_D", combined(mean_of(rows(same)), mean_of(rows(inverse), -1)),
            "The weights are exchanged: real samples pull with $1 - D$, fakes push with $D$.", WRONG, _CHAIN),
    Mistake("averaged_over_components", combined(over_components(ref.alpha), over_components(ref.beta)),
            "The mean runs over the components of each sample; it should run over the samples, `axis=0`.", WRONG),
    Mistake("averages_first", combined(averages_first(inverse, 1), averages_first(same, -1)),
            "The mean of products is not the product of means: multiply for each sample, then average.", WRONG),
    Mistake("not_averaged", lambda X_real, X_fake, theta, bias=-2.0: ref.alpha(X_real, theta, bias) + ref.beta(X_fake, theta, bias),
            "One gradient for the whole batch is asked for: the mean over the samples is missing.", WRONG),
]  # fmt: skip

# --- the step --------------------------------------------------------------------------------------------------------

_update = [
    Mistake("descent", lambda theta, grad, eta: theta - eta * grad,
            "This descends. The discriminator wants $V$ to be large: it goes along the gradient.", WRONG),
    Mistake("no_eta", lambda theta, grad, eta: theta + grad, "The learning rate is missing: it scales the gradient.", SLIP),
    Mistake("step_only", lambda theta, grad, eta: eta * grad,
            "This is the step alone; the new parameters are the old ones plus the step.", WRONG),
    Mistake("halved", lambda theta, grad, eta: theta + eta * grad / 2,
            "The gradient is a mean already: no further division by the batch's size.", SLIP),
    Mistake("two_steps", lambda theta, grad, eta: theta + 2 * eta * grad, "The step is taken twice; one is asked for.", SLIP),
    Mistake("eta_squared", lambda theta, grad, eta: theta + eta**2 * grad, "The learning rate is in it twice; once is right.", SLIP),
    Mistake("scaled_theta", lambda theta, grad, eta: theta * (1 + eta * grad),
            "The step is added to the parameters, not multiplied with them.", WRONG),
    Mistake("one_component", lambda theta, grad, eta: theta + eta * np.sum(grad),
            "Each parameter moves by its own component of the gradient.", WRONG),
]  # fmt: skip


def _update_cases():
    return [
        Case("the question's own step", (t.theta, np.array([1.5, -2.5]), t.eta)),
        Case("another step", (inputs.SECOND_THETA, np.array([-0.15, 0.42]), inputs.SECOND_ETA)),
        Case("a learning rate of 1", (np.array([0.5, -1.0]), np.array([2.0, 0.25]), 1.0)),
        Case("a gradient of whole numbers", (np.array([1.5, -2.0]), np.array([3, 4]), 0.5)),
    ]


def _fresh_update(rng):
    for _ in range(3):
        yield Case("a step drawn for you", (rng.normal(size=2), rng.normal(size=2), float(rng.uniform(0.01, 0.5))))


# --- typed numbers ---------------------------------------------------------------------------------------------------

# On the tutorial's data right, told twice, or no number.
NOT_TYPED = {"guard", "bias_fixed", "divided_by_two", "divided_by_all", "halved", "not_averaged", *WAYS}
_data = (t.X_real, t.X_fake, t.theta)
_grad = ref.gradient(*_data)
V = ref.value(*_data)
NEW_THETA = ref.update(t.theta, _grad, t.eta)


def _value_numbers():
    """The wrong values that the known mistakes give on the question's data, each once."""
    for mistake in _value:
        if mistake.name not in NOT_TYPED and " and " not in mistake.name:
            yield Value(mistake.name, float(mistake.wrong(*_data)), mistake.message, mistake.share)


def _steps_one_by_one():
    """θ_d1 is moved first, and θ_d2's gradient is then taken at the moved θ_d1."""
    first = np.array([NEW_THETA[0], t.theta[1]])
    return np.array([NEW_THETA[0], t.theta[1] + t.eta * ref.gradient(t.X_real, t.X_fake, first)[1]])


def _real_then_fake():
    after_real = t.theta + t.eta * ref.alpha(t.X_real, t.theta).mean(0)
    return after_real + t.eta * ref.beta(t.X_fake, after_real).mean(0)


def _theta_numbers():
    for mistake in _gradient:
        if mistake.name not in NOT_TYPED | {"divided_by_m_twice"} and " and " not in mistake.name:
            message = f"The gradient behind it is wrong. {mistake.message}"
            yield Value(mistake.name, tuple(t.theta + t.eta * mistake.wrong(*_data)), message, mistake.share)
    told = {
        "divided_by_m_twice": (t.theta + t.eta * _grad / 2, "The gradient is divided by the batch's size twice.", SLIP),
        "one_after_the_other": (_steps_one_by_one(), "Both components belong to the gradient at the old parameters; here "
                                "$\\theta_{d1}$ was moved before $\\theta_{d2}$'s part was computed.", WRONG),
        "real_then_fake": (_real_then_fake(), "One step with the whole gradient is asked for; here the real samples' step "
                           "was taken first, and the fakes' after it.", WRONG),
        "two_steps": (_two_steps(), "These are the parameters after two iterations; one is asked for.", WRONG),
        "eta_ten_times": (t.theta + 10 * t.eta * _grad, "The learning rate is ten times too large.", SLIP),
        "no_eta": (t.theta + _grad, "The learning rate is missing: it scales the gradient.", SLIP),
        "eta_times_V": (t.theta + t.eta * V, "The step goes along the *gradient* of $V$, not by $V$ itself: the printed "
                        "line has lost a $\\nabla$.", WRONG),
        "gradient_not_theta": (_grad, "This is the gradient; the parameters after the step are asked for.", WRONG),
    }  # fmt: skip
    for name, (numbers, message, share) in told.items():
        yield Value(name, tuple(numbers), message, share)


def _two_steps():
    return ref.update(NEW_THETA, ref.gradient(t.X_real, t.X_fake, NEW_THETA), t.eta)


# --- the table -------------------------------------------------------------------------------------------------------

_VALUE = "the value function $V(D, G)$ in the lecture"
_ASCENT = "the discriminator's line of Algorithm 1 in the lecture"
_real_cases, _fake_cases = (inputs.one_batch(t.X_real, inputs.SECOND_REAL), inputs.one_batch(t.X_fake, inputs.SECOND_FAKE))
_D = Question("discriminator", 5, ref.discriminator, [*_real_cases, *_saturated()], inputs.fresh_batch, _discriminator, see=DISCRIMINATOR)


def _of_D(name, points, reference, cases, mistakes, way, see):
    """A question about one batch, whose answer may follow from the student's own D."""
    return Question(name, points, reference, cases, inputs.fresh_batch, mistakes, follows=[Follows([_D], way)], see=see)


_real = _of_D("real_term", 4, ref.real_term, _real_cases, _real_term, ways.real_term_of_D, _VALUE)
_fake = _of_D("fake_term", 4, ref.fake_term, _fake_cases, _fake_term, ways.fake_term_of_D, _VALUE)
_V = Question("value", 4, ref.value, inputs.two_batches(), inputs.fresh_two_batches, _value, see=_VALUE,
              follows=[Follows([_real, _fake], ways.value_of_terms), Follows([_D], ways.value_of_D)])  # fmt: skip
_a = _of_D("alpha", 5, ref.alpha, _real_cases, _alpha, ways.alpha_of_D, _CHAIN)
_b = _of_D("beta", 5, ref.beta, _fake_cases, _beta, ways.beta_of_D, _CHAIN)
_g = Question("gradient", 6, ref.gradient, inputs.two_batches(), inputs.fresh_two_batches, _gradient, see=_CHAIN,
              follows=[Follows([_a, _b], ways.gradient_of_rows), Follows([_D], ways.gradient_of_D)])  # fmt: skip
_step = Question("update", 4, ref.update, _update_cases(), _fresh_update, _update, see=_ASCENT)
_V_typed = TypedNumbers("V_answer", 2, (V,), t.value_tolerance, list(_value_numbers()), [Follows([_V], ways.tutorial_value)])
_theta_typed = TypedNumbers("theta_answer", 2, tuple(NEW_THETA), t.theta_tolerance, list(_theta_numbers()),
                            [Follows([_step, _g], ways.tutorial_step)])  # fmt: skip
QUESTIONS = {asked.name: asked for asked in (_D, _real, _fake, _V, _V_typed, _a, _b, _g, _step, _theta_typed)}

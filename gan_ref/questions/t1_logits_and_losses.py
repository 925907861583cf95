"""GAN theory, notebook 1: the logistic function and the losses made of it. Source: seeds 000, 002 to 004; S13, S24, S25."""

import numpy as np

from gan_ref import logits as ref
from gan_ref.logits import log_sigmoid, sigmoid
from grader.question import Case, Follows, Mistake, Question

from .edges import with_edges
from .inputs import STABLE
from .shares import SLIP, WRONG
from .wrong_batches import slips_of
from .wrong_inputs import guards

LN10, LN2 = np.log(10.0), np.log(2.0)
_BASE_10 = "The logarithm is to base 10; ln, in NumPy `np.log`, is meant everywhere."
_BASE_2 = "The logarithm is to base 2; ln, in NumPy `np.log`, is meant everywhere."

# --- warm-up ---------------------------------------------------------------------------------------------------------

_bowl_cases = [
    Case("a point", (np.array([1.5, -0.5]),)),
    Case("another point", (np.array([-2.0, 0.7]),)),
    Case("the bottom of the bowl", (np.zeros(2),)),
    Case("whole numbers", (np.array([3, -4]),)),
]


def _fresh_bowl(rng):
    for _ in range(2):
        yield Case("a point drawn for you", (rng.normal(0, 2, 2),))


_bowl = [
    Mistake("no_factor_2", lambda y: np.asarray(y, float), "The derivative of a square brings down a factor.", SLIP),
    Mistake("of_the_sum", lambda y: np.ones(2),
            "This is the gradient of $y_1 + y_2$; the bowl has squares.", WRONG),
    Mistake("constant_2", lambda y: np.full(2, 2.0), "A gradient depends on the place: what became of $y$?", WRONG),
    Mistake("downhill", lambda y: -2.0 * y, "This points downhill. The gradient points to where $f$ grows.", WRONG),
    Mistake("the_value", lambda y: np.sum(np.square(y)), "This is $f$ itself; its gradient is asked for.", WRONG),
    Mistake("squares", np.square, "These are the squares themselves; their derivatives are asked for.", WRONG),
    Mistake("summed_up", lambda y: 2 * np.sum(y),
            "A gradient is a vector: the partial derivatives are not added up.", WRONG),
    Mistake("swapped", lambda y: 2.0 * np.asarray(y)[::-1], "The two entries are exchanged.", WRONG),
    Mistake("integrated", lambda y: np.asarray(y, float) ** 3 / 3, "This is integrated, not differentiated.", WRONG),
    Mistake("length_one", lambda y: y / np.sqrt(np.sum(np.square(y))),
            "The gradient is not to be scaled to length 1: its length says how steep the bowl is.", SLIP),
]  # fmt: skip

# --- the logistic function -------------------------------------------------------------------------------------------

_h_cases = [
    Case("five logits", (np.array([-3.0, -0.4, 0.7, 1.9, 5.0]),)),
    Case("a single number", (-1.3,), optional=True),
    Case("a logit of 0", (np.array([0.0]),)),
    Case("logits that are whole numbers", (np.array([-2, 3, 1]),)),
    Case("logits of up to 12", (np.array([-12.0, 8.5, 12.0]),)),
]
_h_far = [Case(f"logits of size {size:g}", (np.array([size, -size]),), saturated=STABLE) for size in (30.0, 36.0, 1000.0)]


def _fresh_h(rng):
    for m in (2, int(rng.integers(3, 8))):
        yield Case(f"{m} logits drawn for you", (rng.normal(0, 3, m),))


_sigmoid = [
    Mistake("sign_of_h", lambda h: sigmoid(-np.asarray(h)), "The sign in the exponent: this is $\\sigma(-h)$.", WRONG),
    Mistake("misread_plus", lambda h: np.exp(h),
            "The denominator is $1 + e^{-h}$: a sum, not a product.", WRONG),
    Mistake("odds", lambda h: np.exp(-np.asarray(h, float)), "This is $e^{-h}$ alone.", WRONG),
    Mistake("tanh", np.tanh, "This is the hyperbolic tangent, which runs from -1 to 1.", WRONG),
    Mistake("half_the_logit", lambda h: sigmoid(np.asarray(h) / 2), "The logit enters whole, not halved.", WRONG),
    Mistake("base_10", lambda h: sigmoid(LN10 * np.asarray(h)), "The base of the power is $e$, not 10.", SLIP),
    Mistake("base_2", lambda h: sigmoid(LN2 * np.asarray(h)), "The base of the power is $e$, not 2.", SLIP),
    Mistake("softmax", lambda h: np.exp(h) / np.sum(np.exp(h)),
            "This is a softmax over the samples: each logit has its own probability.", WRONG),
    Mistake("hard", lambda h: np.clip(0.5 + np.asarray(h) / 4, 0, 1),
            "This is a straight line with its ends cut off, which only touches $\\sigma$ at 0.", WRONG),
    Mistake("step", lambda h: np.asarray(h) > 0,
            "This decides for one of the two answers; a probability is asked for.", WRONG),
    Mistake("step", lambda h: np.heaviside(h, 0.5),
            "This decides for one of the two answers; a probability is asked for.", WRONG),
    Mistake("logarithm", log_sigmoid, "This is $\\ln\\sigma(h)$; the logarithm is asked for in 2.2.", WRONG),
    Mistake("slope", ref.sigmoid_slope, "This is the slope $\\sigma'(h)$; it is asked for in 2.3.", WRONG),
    *guards(lambda eps: lambda h: 1 / (1 + np.exp(-np.asarray(h, float)) + eps)),
]  # fmt: skip

_log_sigmoid = [
    Mistake("sign", lambda h: -log_sigmoid(h), "The logarithm of a probability is not positive.", WRONG),
    Mistake("log_of_fake", lambda h: log_sigmoid(-np.asarray(h)),
            "This is $\\ln(1 - \\sigma(h))$: the sign of $h$ is exchanged.", WRONG),
    Mistake("positive_log_of_fake", lambda h: -log_sigmoid(-np.asarray(h)),
            "This is $\\ln(1 + e^{h})$. Which signs has $\\ln\\sigma(h) = -\\ln(1 + e^{-h})$?", WRONG),
    Mistake("no_logarithm", sigmoid, "The logarithm is missing.", WRONG),
    Mistake("slope", lambda h: sigmoid(-np.asarray(h)), "This is the slope of $\\ln\\sigma$, not $\\ln\\sigma$ itself.", WRONG),
    Mistake("linear_part", lambda h: np.minimum(h, 0.0),
            "That is what is left far from 0; near 0 the curve is smooth.", WRONG),
    Mistake("log1p_of_sigmoid", lambda h: np.log1p(sigmoid(h)), "`np.log1p(x)` is $\\ln(1 + x)$.", WRONG),
    Mistake("log10", lambda h: log_sigmoid(h) / LN10, _BASE_10, SLIP),
    Mistake("log2", lambda h: log_sigmoid(h) / LN2, _BASE_2, SLIP),
    *guards(lambda eps: lambda h: np.log(sigmoid(h) + eps)),
    *guards(lambda eps: lambda h: np.log(np.clip(sigmoid(h), eps, 1 - eps))),
    *guards(lambda eps: lambda h: np.log(np.maximum(sigmoid(h), eps))),
]  # fmt: skip

_slope = [
    Mistake("sigma", sigmoid, "This is $\\sigma(h)$; the inner factor $1 - \\sigma(h)$ is missing.", WRONG),
    Mistake("one_minus_sigma", lambda h: sigmoid(-np.asarray(h)), "This is $1 - \\sigma(h)$; one factor is missing.", WRONG),
    Mistake("of_the_output", lambda h: h * (1 - np.asarray(h)),
            "That is $D(1-D)$ with the logit in place of $D$: apply the logistic function first.", WRONG),
    Mistake("sign", lambda h: -ref.sigmoid_slope(h), "The logistic function grows, so its slope is positive.", WRONG),
    Mistake("plus", lambda h: sigmoid(h) * (1 + sigmoid(h)), "The second factor is $1 - \\sigma(h)$.", WRONG),
    Mistake("squared", lambda h: sigmoid(h) ** 2,
            "Is the quotient rule's $e^{-h}$ in the numerator lost?", WRONG),
    Mistake("tanh_slope", lambda h: 1 - np.tanh(h) ** 2, "This is the slope of the hyperbolic tangent.", WRONG),
    Mistake("twice", lambda h: 2 * ref.sigmoid_slope(h), "There is a factor too much.", SLIP),
    Mistake("averaged", lambda h: np.mean(ref.sigmoid_slope(h)), "One slope for each logit is asked for.", WRONG),
]  # fmt: skip

# --- cross-entropy ---------------------------------------------------------------------------------------------------

_SAMPLES = np.array([2.0, -1.0, 0.5, -3.0, 1.2])
_LABELS = np.array([1.0, 0.0, 0.0, 1.0, 1.0])
_bce_cases = [
    Case("five samples", (_SAMPLES, _LABELS)),
    Case("one real sample", (np.array([0.8]), np.ones(1))),
    Case("three fake samples", (np.array([0.3, -2.0, 1.5]), np.zeros(3))),
    Case("logits that are whole numbers", (np.array([-2, 3, 1, 0]), np.array([0, 1, 0, 1]))),
    Case("a column of each", (_SAMPLES[:, None], _LABELS[:, None])),
    *(Case(f"logits of size {size:g}", (np.array([size, -size, -size, size]), np.array([1.0, 0.0, 1.0, 0.0])), saturated=STABLE)
      for size in (30.0, 36.0, 1000.0)),
]  # fmt: skip
_bce_edges = [
    Case("a column of logits with a row of labels", (_SAMPLES[:, None], _LABELS)),
    Case("a row of logits with a column of labels", (_SAMPLES, _LABELS[:, None])),
]


def _fresh_bce(rng):
    for m in (3, int(rng.integers(5, 9))):
        y = np.arange(m) % 3 == 0
        yield Case(f"{m} samples drawn for you", (rng.normal(0.3, 2, m), rng.permutation(y).astype(float)))


def _each(h, y):
    """The cost of each sample, h and y as flat arrays."""
    h, y = np.ravel(h), np.ravel(y)
    return np.logaddexp(0, h) - y * h


def _on(function):
    return lambda h, y: function(np.ravel(h), np.ravel(y))


_bce = [
    Mistake("not_minus", lambda h, y: -np.mean(_each(h, y)), "A loss is what one wants small: the minus is missing.", WRONG),
    Mistake("labels_swapped", lambda h, y: np.mean(_each(h, 1 - np.ravel(y))),
            "The labels are exchanged: $y = 1$ belongs to $\\ln D$.", WRONG),
    Mistake("sum_not_mean", lambda h, y: np.sum(_each(h, y)), "This adds up; the mean over the samples is asked for.", SLIP),
    Mistake("log10", lambda h, y: np.mean(_each(h, y)) / LN10, _BASE_10, SLIP),
    Mistake("log2", lambda h, y: np.mean(_each(h, y)) / LN2, _BASE_2, SLIP),
    Mistake("real_only", _on(lambda h, y: -np.mean(y * log_sigmoid(h))), "The fake samples' term is missing.", WRONG),
    Mistake("fake_only", _on(lambda h, y: -np.mean((1 - y) * log_sigmoid(-h))), "The real samples' term is missing.", WRONG),
    Mistake("difference", _on(lambda h, y: -np.mean(y * log_sigmoid(h) - (1 - y) * log_sigmoid(-h))),
            "The two terms are added inside the bracket, not subtracted.", WRONG),
    Mistake("squared_error", _on(lambda h, y: np.mean((sigmoid(h) - y) ** 2)),
            "This is the squared error; the cross-entropy has logarithms.", WRONG),
    Mistake("no_logarithm", _on(lambda h, y: -np.mean(y * sigmoid(h) + (1 - y) * sigmoid(-h))),
            "The logarithms are missing.", WRONG),
    Mistake("logits_as_probabilities", _on(lambda h, y: -np.mean(y * np.log(h) + (1 - y) * np.log(1 - h))),
            "`h` holds logits, not probabilities: the logistic function has to come first.", WRONG),
    Mistake("divided_twice", lambda h, y: np.mean(_each(h, y)) / np.size(h),
            "The mean is divided by the number of samples once more.", SLIP),
    Mistake("not_averaged", lambda h, y: _each(h, y), "One number is asked for: the mean over the samples.", WRONG),
    *guards(lambda eps: _on(
        lambda h, y: -np.mean(y * np.log(sigmoid(h) + eps) + (1 - y) * np.log(1 - sigmoid(h) + eps)))),
    *guards(lambda eps: _on(lambda h, y: -np.mean(
        y * np.log(np.clip(sigmoid(h), eps, 1 - eps)) + (1 - y) * np.log(1 - np.clip(sigmoid(h), eps, 1 - eps))))),
]  # fmt: skip

_loss_cases = [
    Case("three real and two fake samples", (np.array([1.0, -0.5, 2.0]), np.array([-1.5, 0.5]))),
    Case("one of each", (np.array([0.8]), np.array([0.3]))),
    Case("one real and four fake samples", (np.array([-1.2]), np.array([0.4, -2.0, 1.5, -0.7]))),
    Case("two of each", (np.array([2.5, 0.1]), np.array([-0.6, 1.4]))),
    Case("logits that are whole numbers", (np.array([1, -2, 3]), np.array([-1, 0]))),
]


def _fresh_loss(rng):
    m = int(rng.integers(2, 5))
    yield Case("samples drawn for you", (rng.normal(1, 2, m), rng.normal(-1, 2, m)))
    yield Case("batches of different sizes drawn for you", (rng.normal(1, 2, m + 3), rng.normal(-1, 2, m)))


def _sums(h_real, h_fake):
    return -np.sum(log_sigmoid(h_real)) - np.sum(log_sigmoid(-np.asarray(h_fake)))


_loss = [
    Mistake("value_not_loss", lambda r, f: -ref.discriminator_loss(r, f),
            "This is $V$; the loss has the other sign.", WRONG),
    Mistake("pooled_mean", lambda r, f: _sums(r, f) / (len(r) + len(f)),
            "Each kind has a mean of its own; here all samples are averaged together.", SLIP),
    *slips_of(lambda r, f: (-log_sigmoid(r), -log_sigmoid(-np.asarray(f)))),
    Mistake("halved", lambda r, f: ref.discriminator_loss(r, f) / 2,
            "$V$ is the sum of the two means, not their mean.", SLIP),
    Mistake("sum_not_mean", _sums, "This adds up; each term is a mean over its own samples.", SLIP),
    Mistake("swapped", lambda r, f: ref.discriminator_loss(f, r), "Real and fake samples are exchanged.", WRONG),
    Mistake("real_only", lambda r, f: -np.mean(log_sigmoid(r)), "The fake samples' term is missing.", WRONG),
    Mistake("fake_only", lambda r, f: -np.mean(log_sigmoid(-np.asarray(f))), "The real samples' term is missing.", WRONG),
    Mistake("ln_D_of_fake", lambda r, f: -np.mean(log_sigmoid(r)) - np.mean(log_sigmoid(f)),
            "Both calls have label 1: the fakes' label is 0.", WRONG),
    Mistake("objective_B", lambda r, f: -np.mean(log_sigmoid(r)) + np.mean(log_sigmoid(f)),
            "For the fakes this has $\\ln D$ with the other sign; $V$ has $\\ln(1 - D)$.", WRONG),
    Mistake("difference", lambda r, f: -np.mean(log_sigmoid(r)) + np.mean(log_sigmoid(-np.asarray(f))),
            "The two terms are to be added, not subtracted.", WRONG),
    Mistake("log10", lambda r, f: ref.discriminator_loss(r, f) / LN10, _BASE_10, SLIP),
    Mistake("log2", lambda r, f: ref.discriminator_loss(r, f) / LN2, _BASE_2, SLIP),
    *guards(lambda eps: lambda r, f: -np.mean(np.log(sigmoid(r) + eps)) - np.mean(np.log(1 - sigmoid(f) + eps))),
]  # fmt: skip

# --- the table -------------------------------------------------------------------------------------------------------

_bce_question = Question("bce_from_logits", 4, ref.bce_from_logits, _bce_cases, _fresh_bce, _bce)
_BCE_REMARK = (
    "Right, unless one of `h` and `y` is a column and the other a row: NumPy then combines each logit with every label, "
    "or stops. Bring both to one shape first, for example with `.ravel()`."
)


def _loss_of_bce(bce):
    """The loss from the student's own cross-entropy: a call for each kind."""
    return lambda r, f: bce(np.array(r), np.ones(len(r))) + bce(np.array(f), np.zeros(len(f)))


_questions = [
    Question("bowl_gradient", 1, ref.bowl_gradient, _bowl_cases, _fresh_bowl, _bowl),
    Question("sigmoid", 3, sigmoid, [*_h_cases, *_h_far], _fresh_h, _sigmoid),
    Question("log_sigmoid", 3, log_sigmoid, [*_h_cases, *_h_far], _fresh_h, _log_sigmoid),
    Question("sigmoid_slope", 1, ref.sigmoid_slope, [*_h_cases, *_h_far], _fresh_h, _slope),
    with_edges(_bce_question, _bce_edges, _BCE_REMARK),
    Question("discriminator_loss", 2, ref.discriminator_loss, _loss_cases, _fresh_loss, _loss,
             follows=[Follows([_bce_question], _loss_of_bce)]),
]
QUESTIONS = {question.name: question for question in _questions}

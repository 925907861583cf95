"""GAN theory, notebook 4: the generator's density, and fits to two modes. Source: seeds 000, 002-3, 004; S5, S18, S19, S27."""

import numpy as np

from gan_ref import fitted as ref
from gan_ref.logits import log_sigmoid, sigmoid
from grader.question import Case, Follows, Mistake, Question

from .edges import with_edges
from .shares import GUARD, SLIP, WRONG
from .wrong_inputs import guards

LN10 = np.log(10.0)
_BASE_10 = "The logarithm is to base 10; ln, in NumPy `np.log`, is meant everywhere."
_WIDTH = "The sum is no integral yet: each term is to be multiplied by the distance of the grid's points."
_GAPS = (
    "Right to three digits: a grid of $n$ points has $n - 1$ gaps between its ends, not $n$. Take the distance of two "
    "neighbours, `x[1] - x[0]`."
)


def _gap_too_many(grid):
    """The whole length shared among n points: also what a mean times the length comes to."""
    return (grid[-1] - grid[0]) / len(grid)


def _normal(x, m, s):
    return np.exp(-((np.asarray(x, float) - m) ** 2) / (2 * s**2)) / (s * np.sqrt(2 * np.pi))


# --- the density of the samples --------------------------------------------------------------------------------------

_X = np.array([-2.0, 0.5, 1.0, 3.0])
_density_cases = [
    Case("an increasing generator", (_X, 2.0, 1.0)),
    Case("a decreasing generator", (_X, -2.0, 1.0)),
    Case("a steep decreasing generator", (np.array([0.3, -0.1, 2.0]), -0.4, 0.5)),
    Case("a single number", (0.5, 1.5, -0.25), optional=True),
    Case("one sample and a decreasing generator", (np.array([-1.2]), -0.7, -0.5)),
    Case("whole numbers", (np.array([-1, 0, 3]), -3, 2)),
    Case("samples far out", (np.array([-12.0, 15.0]), 2.5, 0.5)),
]


def _fresh_density(rng):
    for sign, name in ((1, "an increasing"), (-1, "a decreasing")):
        yield Case(f"{name} generator drawn for you", (rng.normal(0, 2, 4), sign * rng.uniform(0.4, 2.5), rng.normal()))


def _z(x, a, b):
    return (np.asarray(x, float) - b) / a


def _scaled_by_a(x, a, b):
    """a itself as the standard deviation of `log_normal`: the logarithm of a negative one is nan."""
    return np.exp(ref.log_normal(np.asarray(x, float), b, a))


_NO_DENSITY = "A decreasing generator gets `nan`: $a$ is negative there, and a standard deviation is not. The absolute value is missing."
_pushforward = [
    Mistake("no_absolute_value", lambda x, a, b: _normal(_z(x, a, b), 0, 1) / a,
            "A decreasing generator gets a negative density: the absolute value is missing.", SLIP),
    Mistake("no_absolute_value", _scaled_by_a, _NO_DENSITY, SLIP),
    Mistake("no_factor", lambda x, a, b: _normal(_z(x, a, b), 0, 1),
            "The factor of the change of variables is missing: does the density integrate to 1?", WRONG),
    Mistake("factor_upside_down", lambda x, a, b: _normal(_z(x, a, b), 0, 1) * abs(a),
            "The factor is upside down: it is the slope of $G^{-1}$, not that of $G$.", WRONG),
    Mistake("factor_upside_down_with_sign", lambda x, a, b: _normal(_z(x, a, b), 0, 1) * a,
            "The factor is upside down, and its absolute value is missing.", WRONG),
    Mistake("forwards", lambda x, a, b: _normal(a * np.asarray(x) + b, 0, 1) / abs(a),
            "The noise density is asked at $G(x)$; it belongs at $G^{-1}(x)$.", WRONG),
    Mistake("forwards_both", lambda x, a, b: _normal(a * np.asarray(x) + b, 0, 1) * abs(a),
            "This is the density of $G^{-1}(z)$: the map is used the wrong way round.", WRONG),
    Mistake("precedence", lambda x, a, b: _normal(x - b / a, 0, 1) / abs(a),
            "Python reads `x - b / a` as `x - (b / a)`: parentheses are missing.", SLIP),
    Mistake("plus_b", lambda x, a, b: _normal((np.asarray(x) + b) / a, 0, 1) / abs(a),
            "The sign of $b$ in $G^{-1}$: solve $x = az + b$ for $z$.", WRONG),
    Mistake("no_normalisation", lambda x, a, b: np.exp(-_z(x, a, b) ** 2 / 2) / abs(a),
            "The normalising factor of the normal density is missing.", SLIP),
    Mistake("one_over_2_pi", lambda x, a, b: np.exp(-_z(x, a, b) ** 2 / 2) / (2 * np.pi * abs(a)),
            "The normal density has the *root* of $2\\pi$ below.", SLIP),
    Mistake("no_half", lambda x, a, b: np.exp(-_z(x, a, b) ** 2) / (np.sqrt(2 * np.pi) * abs(a)),
            "The exponent of the normal density has a factor $\\frac12$.", SLIP),
    Mistake("logarithm", lambda x, a, b: np.log(ref.pushforward_pdf(x, a, b)), "This is the logarithm of the density.", WRONG),
    Mistake("scaled_by_variance", lambda x, a, b: _normal(_z(x, a, b), 0, 1) / a**2,
            "The factor is squared; the slope of $G^{-1}$ enters once.", SLIP),
    Mistake("a_squared", lambda x, a, b: _normal(x, b, a**2),
            "The variance stands where the standard deviation belongs, $|a|$: `log_normal` squares it.", SLIP),
    Mistake("root_of_slope", lambda x, a, b: _normal(x, b, np.sqrt(abs(a))),
            "$a$ is the standard deviation of the samples, not their variance.", SLIP),
]  # fmt: skip

# --- one expectation, two ways ---------------------------------------------------------------------------------------

_GRID, _FINE, _WIDE = np.linspace(-15, 15, 3001), np.linspace(-12, 12, 4001), np.linspace(-25, 20, 5001)
_integral_cases = [
    Case("a decreasing generator", (_GRID, -2.0, 1.0)),
    Case("an increasing generator", (_GRID, 1.2, -0.7)),
    Case("a finer grid", (_FINE, 0.6, 2.0)),
    Case("a wider grid", (_WIDE, -1.4, -3.0)),
    Case("whole numbers", (_GRID, 1, 0)),
]


def _fresh_integral(rng):
    for sign in (1, -1):
        grid = np.linspace(-rng.uniform(16, 20), rng.uniform(16, 20), int(rng.integers(3500, 4500)))
        yield Case("a generator drawn for you", (grid, sign * rng.uniform(0.5, 1.5), rng.normal()))


def _over_noise(of_h, density=lambda z, a, b: _normal(z, 0, 1), width=lambda z: z[1] - z[0]):
    return lambda z, a, b: np.sum(density(z, a, b) * of_h(a * z + b)) * width(z)


def _over_samples(of_h, density=ref.pushforward_pdf, width=lambda x: x[1] - x[0]):
    return lambda x, a, b: np.sum(density(x, a, b) * of_h(np.asarray(x))) * width(x)


def _ln_fake(h):
    return log_sigmoid(-h)


def _integral_mistakes(over, right, squares):
    """What both ways have in common; over(of_h, density=, width=) is the way; right, squares: the density, its z²."""
    return [
        Mistake("ln_D", over(log_sigmoid), "This is the mean of $\\ln D$; the fake term has $\\ln(1 - D)$.", WRONG),
        Mistake("minus_ln_D", over(lambda h: -log_sigmoid(h)), "This is the alternative cost; the fake term has $\\ln(1 - D)$.", WRONG),
        Mistake("sign", over(lambda h: -_ln_fake(h)), "The sign: $\\ln(1 - D) = -\\ln(1 + e^x)$.", WRONG),
        Mistake("no_logarithm", over(lambda h: sigmoid(-h)), "The logarithm is missing.", WRONG),
        Mistake("no_width", over(_ln_fake, width=lambda grid: 1.0), _WIDTH, SLIP),
        Mistake("mean_for_integral", over(_ln_fake, width=lambda grid: 1.0 / len(grid)),
                f"This is a mean over the grid. {_WIDTH}", SLIP),
        Mistake("gap_too_many", over(_ln_fake, width=_gap_too_many), _GAPS, GUARD),
        Mistake("no_density", over(_ln_fake, density=lambda x, a, b: 1.0), "The density that weights the values is missing.", WRONG),
        Mistake("no_normalisation", over(_ln_fake, density=lambda *at: np.sqrt(2 * np.pi) * right(*at)),
                "The normalising factor of the normal density is missing.", SLIP),
        Mistake("one_over_2_pi", over(_ln_fake, density=lambda *at: right(*at) / np.sqrt(2 * np.pi)),
                "The normal density has the *root* of $2\\pi$ below.", SLIP),
        Mistake("no_half", over(_ln_fake, density=lambda *at: right(*at) * np.exp(-squares(*at) / 2)),
                "The exponent of the normal density has a factor $\\frac12$.", SLIP),
        Mistake("log_density", over(_ln_fake, density=lambda *at: np.log(right(*at))),
                "The weight is the logarithm of the density; `np.exp` of it belongs there.", WRONG),
        Mistake("log10", over(lambda h: _ln_fake(h) / LN10), _BASE_10, SLIP),
        *guards(lambda eps: over(lambda h: np.log(1 - sigmoid(h) + eps))),
    ]  # fmt: skip


_noise = [
    *_integral_mistakes(_over_noise, lambda z, a, b: _normal(z, 0, 1), lambda z, a, b: np.square(z)),
    Mistake("not_through_G", lambda z, a, b: _over_noise(_ln_fake)(z, 1.0, 0.0) + 0 * a,
            "The noise itself is shown to the discriminator: it has to go through $G$ first.", WRONG),
    Mistake("both_changed", _over_noise(_ln_fake, ref.pushforward_pdf),
            "The density is that of the samples, but the values go through $G$ as well: do one of the two.", WRONG),
]  # fmt: skip

_samples = [
    *_integral_mistakes(_over_samples, ref.pushforward_pdf, lambda x, a, b: np.square(_z(x, a, b))),
    Mistake("noise_density", _over_samples(_ln_fake, lambda x, a, b: _normal(x, 0, 1)),
            "Over the samples, $p_g(x)$ weights $\\ln(1 - D(x))$: here the density is that of the noise, or $D$ is asked at "
            "$G^{-1}(x)$.", WRONG),
    Mistake("both_changed", lambda x, a, b: _over_noise(_ln_fake, ref.pushforward_pdf)(x, a, b),
            "The density is that of the samples, but the values go through $G$ as well: do one of the two.", WRONG),
    Mistake("no_absolute_value", _over_samples(_ln_fake, lambda x, a, b: _normal(_z(x, a, b), 0, 1) / a),
            "A decreasing generator gets a negative density: the absolute value is missing.", SLIP),
    Mistake("no_absolute_value", _over_samples(_ln_fake, _scaled_by_a), _NO_DENSITY, SLIP),
    Mistake("no_factor", _over_samples(_ln_fake, lambda x, a, b: _normal(_z(x, a, b), 0, 1)),
            "The factor of the change of variables is missing in the density.", WRONG),
]  # fmt: skip

# --- fits ------------------------------------------------------------------------------------------------------------

_FIT = np.linspace(-12, 13, 5001)


def _mixture(x, *parts):
    """A density of normal parts (weight, mean, standard deviation)."""
    return sum(weight * _normal(x, m, s) for weight, m, s in parts)


_data = [
    Case("two modes of one size", (_FIT, _mixture(_FIT, (0.5, -2, 0.5), (0.5, 2, 0.5)))),
    Case("two uneven modes", (_FIT, _mixture(_FIT, (0.7, -1, 0.5), (0.3, 3, 1.2)))),
    Case("a single bell", (_FIT, _mixture(_FIT, (1.0, 1.5, 0.7)))),
    Case("three modes", (_GRID, _mixture(_GRID, (0.2, -3, 0.4), (0.5, 0.5, 0.3), (0.3, 4, 0.8)))),
]


def _fresh_data(rng):
    w, (m1, m2), (s1, s2) = rng.uniform(0.2, 0.8), rng.uniform([-3, 0.5], [-0.5, 3]), rng.uniform(0.4, 1.0, 2)
    yield Case("two modes drawn for you", (_FIT, _mixture(_FIT, (w, m1, s1), (1 - w, m2, s2))))


def _moments(m=lambda m, s: m, s=lambda m, s: s):
    """A wrong pair made of the right one."""
    return lambda x, p: (m(*ref.forward_fit(x, p)), s(*ref.forward_fit(x, p)))


def _sums(x, p):
    """Both numbers without the distance of the grid's points."""
    m = np.sum(p * x)
    return m, np.sqrt(np.sum(p * (x - m) ** 2))


def _shared_sums(x, p):
    """Both numbers, the second about the first, with the length of the grid shared among its points."""
    m = np.sum(p * x) * _gap_too_many(x)
    return m, np.sqrt(np.sum(p * (x - m) ** 2) * _gap_too_many(x))


def _shared_moments(x, p):
    """The same, the second from the mean square."""
    m, square = (np.sum(p * x**k) * _gap_too_many(x) for k in (1, 2))
    return m, np.sqrt(square - m**2)


def _around_peak(x, p):
    """The highest point, and the standard deviation that a bell of its height has."""
    return x[np.argmax(p)], 1 / (np.max(p) * np.sqrt(2 * np.pi))


_forward = [
    Mistake("variance", _moments(s=lambda m, s: s**2), "The second number is the variance; $s$ is its root.", SLIP),
    Mistake("not_centred", _moments(s=lambda m, s: np.hypot(s, m)),
            "The spread is taken about 0; it should be taken about $m$.", SLIP),
    Mistake("exchanged", _moments(lambda m, s: s, lambda m, s: m), "The two numbers are exchanged: $m$ comes first.", SLIP),
    Mistake("no_width", _sums, _WIDTH, SLIP),
    Mistake("gap_too_many", _shared_sums, _GAPS, GUARD),
    Mistake("gap_too_many", _shared_moments, _GAPS, GUARD),
    Mistake("mean_only_width", lambda x, p: (ref.forward_fit(x, p)[0], ref.forward_fit(x, p)[1] / np.sqrt(x[1] - x[0])),
            f"The first number is right. For the second: {_WIDTH[0].lower()}{_WIDTH[1:]}", SLIP),
    Mistake("grid_without_density", lambda x, p: (np.mean(x), np.std(x)),
            "These are the mean and the spread of the *grid*: the density does not enter.", WRONG),
    Mistake("of_the_density_values", lambda x, p: (np.mean(p), np.std(p)),
            "These are the mean and the spread of the *heights* of the density.", WRONG),
    Mistake("highest_point", lambda x, p: (x[np.argmax(p)], ref.forward_fit(x, p)[1]),
            "$m$ is the highest point of the data; the best fit has their mean.", WRONG),
    Mistake("one_mode", _around_peak,
            "This is the bell that matches the highest mode: more like a reverse fit.", WRONG),
    Mistake("mean_deviation", lambda x, p: (m := ref.forward_fit(x, p)[0], np.sum(p * np.abs(x - m)) * (x[1] - x[0])),
            "$s$ is the root of the mean *square* of the distances, not their mean.", SLIP),
    Mistake("standard_bell", lambda x, p: (0.0, 1.0), "The fit does not depend on the data.", WRONG),
]  # fmt: skip


def _two(x, m1, s1, m2, s2):
    return np.logaddexp(-((x - m1) ** 2) / (2 * s1**2) - np.log(s1), -((x - m2) ** 2) / (2 * s2**2) - np.log(s2)) - np.log(8 * np.pi) / 2


_reverse_cases = [
    Case("between two modes", (0.3, 1.8, _GRID, _two(_GRID, -2, 0.7, 2, 0.5))),
    Case("upon one mode", (1.9, 0.6, _FIT, _two(_FIT, -2, 0.5, 2, 0.5))),
    Case("two modes of different width", (-1.0, 1.3, _GRID, _two(_GRID, -2.5, 1.5, 1, 0.8))),
    Case("whole numbers", (1, 2, _GRID, _two(_GRID, -2, 1, 3, 2))),
]
_narrow = [
    Case("a narrow bell", (-1.5, 0.08, _FIT, _two(_FIT, -2, 0.5, 2, 0.5))),
    Case("a narrow bell and narrow modes", (2.1, 0.15, _GRID, _two(_GRID, -2, 0.1, 2, 0.12))),
]


def _fresh_reverse(rng):
    log_p = _two(_GRID, -rng.uniform(1, 3), rng.uniform(0.6, 1.2), rng.uniform(1, 3), rng.uniform(0.6, 1.2))
    yield Case("two modes drawn for you", (rng.normal(), rng.uniform(1.3, 2), _GRID, log_p))


def _reverse(terms, width=lambda x: x[1] - x[0]):
    """terms(ln q, ln p) summed up."""
    return lambda m, s, x, log_p: np.sum(terms(ref.log_normal(x, m, s), log_p)) * width(x)


def _unscaled(m, s, x, log_p, constant):
    """The divergence with this constant, in place of the whole normalising factor, taken from the exponent."""
    log_q = -((x - m) ** 2) / (2 * s**2) - constant
    return np.sum(np.exp(log_q) * (log_q - log_p)) * (x[1] - x[0])


_backward = [
    Mistake("forward_kl", _reverse(lambda q, p: np.exp(p) * (p - q)),
            "This is $\\mathrm{KL}(p\\Vert q)$, the forward divergence: the weights are those of $q$.", WRONG),
    Mistake("sign", _reverse(lambda q, p: np.exp(q) * (p - q)), "The sign: a divergence is never negative.", WRONG),
    Mistake("cross_term_only", _reverse(lambda q, p: -np.exp(q) * p), "The model's own entropy, $\\int q \\ln q$, is missing.", WRONG),
    Mistake("entropy_sign", _reverse(lambda q, p: -np.exp(q) * (q + p)), "The term $\\int q \\ln q$ has the wrong sign.", WRONG),
    Mistake("own_term_only", _reverse(lambda q, p: np.exp(q) * q), "The data do not enter: $-\\int q \\ln p$ is missing.", WRONG),
    Mistake("no_weights", _reverse(lambda q, p: q - p), "The density $q$ that weights the logarithms is missing.", WRONG),
    Mistake("wrong_weights", _reverse(lambda q, p: np.exp(p) * (q - p)), "The weights are those of $q$, not those of $p$.", WRONG),
    Mistake("density_for_logarithm", _reverse(lambda q, p: np.exp(q) * (q - np.exp(p))),
            "`log_p` is a logarithm already; here its exponential stands where the logarithm belongs.", WRONG),
    Mistake("no_width", _reverse(lambda q, p: np.exp(q) * (q - p), lambda x: 1.0), _WIDTH, SLIP),
    Mistake("mean_for_integral", _reverse(lambda q, p: np.exp(q) * (q - p), lambda x: 1 / len(x)),
            f"This is a mean over the grid. {_WIDTH}", SLIP),
    Mistake("gap_too_many", _reverse(lambda q, p: np.exp(q) * (q - p), _gap_too_many), _GAPS, GUARD),
    Mistake("s_as_variance", lambda m, s, x, log_p: ref.reverse_kl(m, np.sqrt(s), x, log_p),
            "`s` is the standard deviation; here it is taken for the variance.", SLIP),
    Mistake("s_squared", lambda m, s, x, log_p: ref.reverse_kl(m, s**2, x, log_p),
            "The variance stands where the standard deviation belongs: `log_normal` takes `s`, and squares it.", SLIP),
    Mistake("log_s_missing", lambda m, s, x, log_p: _unscaled(m, s, x, log_p, np.log(2 * np.pi) / 2),
            "The density $q$ is not normalised: $-\\ln s$ is missing in its logarithm.", SLIP),
    Mistake("no_normalisation", lambda m, s, x, log_p: _unscaled(m, s, x, log_p, 0.0),
            "The density $q$ is not normalised: only its exponent is left.", SLIP),
    Mistake("log10", lambda m, s, x, log_p: ref.reverse_kl(m, s, x, log_p) / LN10, _BASE_10, SLIP),
    *guards(lambda eps: _reverse(lambda q, p: np.exp(q) * (np.log(np.exp(q) + eps) - p))),
    *guards(lambda eps: _reverse(lambda q, p: np.exp(q) * np.log((np.exp(q) + eps) / (np.exp(p) + eps)))),
]  # fmt: skip

# --- the table -------------------------------------------------------------------------------------------------------

_LOOSE = {"rtol": 1e-6, "atol": 1e-8}  # any rule of integration is right: a plain sum, the trapezoid rule, Simpson's
_NARROW_REMARK = (
    "Right, but not for a narrow bell: its density rounds to 0 far from its middle, and the logarithm of that is infinite. "
    "Take the logarithm from the formula."
)
_reverse_question = Question("reverse_kl", 2, ref.reverse_kl, _reverse_cases, _fresh_reverse, _backward, **_LOOSE)
_density = Question("pushforward_pdf", 3, ref.pushforward_pdf, _density_cases, _fresh_density, _pushforward)


def _expectation_of(density):
    """The fake term from the student's own density of the samples."""
    return lambda x, a, b: np.sum(density(np.array(x), a, b) * _ln_fake(x)) * (x[1] - x[0])


_questions = [
    _density,
    Question("fake_term_over_noise", 1, ref.fake_term_over_noise, _integral_cases, _fresh_integral, _noise, **_LOOSE),
    Question("fake_term_over_samples", 1, ref.fake_term_over_samples, _integral_cases, _fresh_integral, _samples,
             follows=[Follows([_density], _expectation_of)], **_LOOSE),
    Question("forward_fit", 2, ref.forward_fit, _data, _fresh_data, _forward, **_LOOSE),
    with_edges(_reverse_question, _narrow, _NARROW_REMARK),
]
QUESTIONS = {question.name: question for question in _questions}

"""GAN theory, notebook 3: divergences and what the generator minimises. Source: seeds 002-3, 004; S17, S18, S19, S28."""

import numpy as np

from gan_ref import divergences as ref
from grader.question import Case, Follows, Mistake, Question

from .edges import with_edges
from .shares import EDGE, GUARD, SLIP, WRONG
from .wrong_distances import JSD_MISTAKES

LN10, LN2 = np.log(10.0), np.log(2.0)
_BASE_10 = "The logarithm is to base 10; ln, in NumPy `np.log`, is meant everywhere."
_BASE_2 = "The logarithm is to base 2; ln, in NumPy `np.log`, is meant everywhere."
_GUARD = "A guard such as `+ 1e-8` moves the numbers. Leave out what has no weight instead."
_HIDES = (
    "A guard such as `+ 1e-8` makes a large number of what is infinite here: where data meet a model that rules them out, "
    "`np.inf` is asked for. Leave out what has no weight, and nothing else."
)
_MEAN = "The probabilities are the weights already: add up, without dividing by their number."
_ZEROS = "Right where every probability is positive, but not with zeros: leave such places out before a logarithm is taken."
_INFINITE = f"{_ZEROS} Where data meet a model that rules them out, the result is infinite."

# --- inputs ----------------------------------------------------------------------------------------------------------

P, Q = np.array([0.7, 0.2, 0.1]), np.array([0.2, 0.3, 0.5])
_pairs = [
    Case("three places", (P, Q)),
    Case("two places", (np.array([0.9, 0.1]), np.array([0.4, 0.6]))),
    Case("five places", (np.array([0.1, 0.3, 0.05, 0.35, 0.2]), np.array([0.25, 0.1, 0.4, 0.05, 0.2]))),
    Case("two equal distributions", (np.array([0.15, 0.6, 0.25]), np.array([0.15, 0.6, 0.25]))),
    Case("a small probability", (np.array([1e-6, 1 - 1e-6]), np.array([0.3, 0.7]))),
]
_both_ways = [
    Case("places that the data never take", (np.array([0.7, 0.3, 0.0]), np.array([0.2, 0.3, 0.5]))),
    Case("places that nobody takes", (np.array([0.5, 0.0, 0.5, 0.0]), np.array([0.2, 0.0, 0.3, 0.5]))),
    Case("whole numbers", (np.array([0, 1, 0]), np.array([0.25, 0.5, 0.25]))),
]
_ruled_out = [
    Case("places that the model rules out", (np.array([0.7, 0.2, 0.1, 0.0]), np.array([0.5, 0.4, 0.0, 0.1]))),
    Case("distributions that share nothing", (np.array([0.4, 0.6, 0.0, 0.0]), np.array([0.0, 0.0, 0.9, 0.1]))),
]


def _distribution(rng, n):
    weights = rng.uniform(0.1, 1.0, n)
    return weights / weights.sum()


def _fresh_pairs(rng):
    for n in (2, int(rng.integers(3, 8))):
        yield Case(f"{n} places drawn for you", (_distribution(rng, n), _distribution(rng, n)))


def _of_p(cases):
    """The same inputs for a function of p alone."""
    return [Case(case.name, case.args[:1]) for case in cases]


def _guards(guarded, message=_GUARD, share=GUARD):
    """Numbers moved by a guard of some size."""
    return [Mistake("guard", guarded(10.0**-k), message, share, guard=True) for k in range(4, 17)]


def _hiding(guarded):
    """The same where the guard hides what is infinite: an honest `nan` there costs no less."""
    return _guards(guarded, _HIDES, EDGE)


def _ln(values):
    return np.log(np.asarray(values, float))


# --- entropy, KL, likelihood -----------------------------------------------------------------------------------------

_entropy = [
    Mistake("sign", lambda p: -ref.entropy(p), "The sign: an entropy is not negative.", WRONG),
    Mistake("no_weights", lambda p: -np.sum(_ln(p)), "Each logarithm is to be weighted with its probability.", WRONG),
    Mistake("no_logarithm", lambda p: np.sum(np.square(p)), "The logarithm is missing.", WRONG),
    Mistake("gini", lambda p: 1 - np.sum(np.square(p)), "This is one minus the sum of squares; the logarithm is missing.", WRONG),
    Mistake("of_an_even_spread", lambda p: np.log(len(p)), "This is the entropy of equally likely values only.", WRONG),
    Mistake("two_sided", lambda p: -np.sum(p * _ln(p) + (1 - p) * _ln(1 - p)),
            "This adds a term in $1 - p$ for each value: that belongs to labels with two values.", WRONG),
    Mistake("exponential", lambda p: np.exp(ref.entropy(p)), "This is e to the power of the entropy.", WRONG),
    Mistake("not_summed", lambda p: -p * _ln(p), "One number is asked for: the sum over the values.", WRONG),
    Mistake("mean_not_sum", lambda p: ref.entropy(p) / len(p), _MEAN, SLIP),
    Mistake("log10", lambda p: ref.entropy(p) / LN10, _BASE_10, SLIP),
    Mistake("log2", lambda p: ref.entropy(p) / LN2, _BASE_2, SLIP),
    *_guards(lambda eps: lambda p: -np.sum(p * np.log(p + eps))),
]  # fmt: skip


def _seen(p, q):
    """Only the places where both are positive."""
    both = (p > 0) & (q > 0)
    return p[both], q[both]


_kl = [
    Mistake("arguments_exchanged", lambda p, q: ref.kl(q, p), "The two distributions are exchanged: which one gives the weights?", WRONG),
    Mistake("sign", lambda p, q: -ref.kl(p, q), "The sign: a divergence is never negative.", WRONG),
    Mistake("wrong_weights", lambda p, q: np.sum(q * _ln(p / q)),
            "The logarithms are weighted with $q$; the weights are those of the first argument.", WRONG),
    Mistake("symmetrised", lambda p, q: (ref.kl(p, q) + ref.kl(q, p)) / 2, "This is the mean of both directions; one is asked for.", WRONG),
    Mistake("sum_of_both", lambda p, q: ref.kl(p, q) + ref.kl(q, p), "This is the sum of both directions; one is asked for.", WRONG),
    Mistake("no_weights", lambda p, q: np.sum(_ln(p / q)), "Each logarithm is to be weighted with $p_i$.", WRONG),
    Mistake("entropy_missing", ref.nll, "This is $-\\sum p \\ln q$; the term $\\sum p \\ln p$ is missing.", WRONG),
    Mistake("entropy_sign", lambda p, q: ref.nll(p, q) + ref.entropy(p), "The entropy has the wrong sign.", WRONG),
    Mistake("squares", lambda p, q: np.sum((p - q) ** 2), "This is a sum of squares; the divergence has a logarithm.", WRONG),
    Mistake("total_variation", lambda p, q: np.sum(np.abs(p - q)) / 2, "This is the total variation; the divergence has a logarithm.", WRONG),
    Mistake("not_summed", lambda p, q: p * _ln(p / q), "One number is asked for: the sum over the places.", WRONG),
    Mistake("absolute_terms", lambda p, q: np.sum(np.abs(p * _ln(p / q))), "Single terms may be negative: no absolute values.", WRONG),
    Mistake("mean_not_sum", lambda p, q: ref.kl(p, q) / len(p), _MEAN, SLIP),
    Mistake("log10", lambda p, q: ref.kl(p, q) / LN10, _BASE_10, SLIP),
    Mistake("log2", lambda p, q: ref.kl(p, q) / LN2, _BASE_2, SLIP),
    *_hiding(lambda eps: lambda p, q: np.sum(p * np.log((p + eps) / (q + eps)))),
    *_hiding(lambda eps: lambda p, q: np.sum(p * np.log(p / (q + eps) + eps))),
    *_hiding(lambda eps: lambda p, q: np.sum(p[p > 0] * np.log(p[p > 0] / (q[p > 0] + eps)))),
    *_hiding(lambda eps: lambda p, q: np.sum(p * (np.log(np.maximum(p, eps)) - np.log(np.maximum(q, eps))))),
]  # fmt: skip

_nll = [
    Mistake("sign", lambda p, q: -ref.nll(p, q), "This is the log-likelihood; the *negative* one is asked for.", WRONG),
    Mistake("arguments_exchanged", lambda p, q: ref.nll(q, p), "The data give the weights, the model the logarithms; here it is the reverse.", WRONG),
    Mistake("kl_only", ref.kl, "This is the divergence alone; the entropy of the data is missing.", WRONG),
    Mistake("entropy_only", lambda p, q: ref.entropy(p), "This is the entropy of the data; the divergence is missing.", WRONG),
    Mistake("entropy_subtracted", lambda p, q: ref.kl(p, q) - ref.entropy(p), "The entropy is added, not subtracted.", WRONG),
    Mistake("entropy_of_model", lambda p, q: ref.kl(p, q) + ref.entropy(q), "It is the entropy of the *data* that is added.", WRONG),
    Mistake("reverse_kl", lambda p, q: ref.kl(q, p) + ref.entropy(p), "The divergence has its arguments exchanged.", WRONG),
    Mistake("no_weights", lambda p, q: -np.sum(_ln(q)), "Each logarithm is to be weighted with $p_i$.", WRONG),
    Mistake("log_of_the_mean", lambda p, q: -np.log(np.sum(p * q)),
            "The logarithm of the mean is not the mean of the logarithms: first the logarithm, then the mean.", WRONG),
    Mistake("two_sided", lambda p, q: -np.sum(p * _ln(q) + (1 - p) * _ln(1 - q)),
            "This adds a term in $1 - q$ for each place: that belongs to labels with two values.", WRONG),
    Mistake("mean_not_sum", lambda p, q: ref.nll(p, q) / len(p), _MEAN, SLIP),
    Mistake("log10", lambda p, q: ref.nll(p, q) / LN10, _BASE_10, SLIP),
    Mistake("log2", lambda p, q: ref.nll(p, q) / LN2, _BASE_2, SLIP),
    *_hiding(lambda eps: lambda p, q: -np.sum(p * np.log(q + eps))),
]  # fmt: skip

# --- against the optimal discriminator -------------------------------------------------------------------------------

_densities = [
    Case("four samples", (np.log([0.5, 0.3, 0.2, 1.7]), np.log([0.1, 0.3, 0.6, 0.4]))),
    Case("a single number", (-1.5, 0.4), optional=True),
    Case("one sample", (np.array([-2.0]), np.array([-0.7]))),
    Case("logarithms that are whole numbers", (np.array([-1, 2, 0]), np.array([1, -1, -3]))),
]
_tiny = [
    Case("densities too small to be stored", (np.array([-1e4, -10005.0]), np.array([-10003.0, -1e4]))),
    Case("one density far smaller than the other", (np.array([-1e4, -3.0]), np.array([-2.0, -2e4]))),
]


def _fresh_densities(rng):
    for m in (2, int(rng.integers(3, 7))):
        yield Case(f"{m} samples drawn for you", (rng.normal(-1, 1.5, m), rng.normal(-1, 1.5, m)))


_logit = [
    Mistake("sign", lambda a, b: np.subtract(b, a), "The sign: data that are more likely than fakes need a positive logit.", WRONG),
    Mistake("output_not_logit", lambda a, b: 1 / (1 + np.exp(np.subtract(b, a))), "This is $D^*$ itself; its logit is asked for.", WRONG),
    Mistake("ln_D", lambda a, b: -np.logaddexp(0, np.subtract(b, a)), "This is $\\ln D^*$; the logit is $\\ln\\frac{D}{1-D}$.", WRONG),
    Mistake("ratio_of_densities", lambda a, b: np.exp(np.subtract(a, b)), "This is $p/q$; the logit is its logarithm.", WRONG),
    Mistake("ratio_of_logarithms", lambda a, b: np.divide(a, b), "The logarithm of a ratio is not the ratio of the logarithms.", WRONG),
    Mistake("sum_of_logarithms", np.add, "The logarithm of a ratio is a difference, not a sum.", WRONG),
    Mistake("difference_of_densities", lambda a, b: np.exp(a) - np.exp(b), "This is the difference of the densities themselves.", WRONG),
    Mistake("share_of_logarithms", lambda a, b: np.divide(a, np.add(a, b)),
            "Here the logarithms are put into $p/(p+q)$ in place of the densities.", WRONG),
    Mistake("logarithm_taken_again", lambda a, b: np.log(a) - np.log(b), "The arguments are logarithms already.", WRONG),
    Mistake("log10", lambda a, b: np.subtract(a, b) / LN10, _BASE_10, SLIP),
    Mistake("log2", lambda a, b: np.subtract(a, b) / LN2, _BASE_2, SLIP),
    Mistake("halved", lambda a, b: np.subtract(a, b) / 2, "There is a factor too much or too little.", SLIP),
    *_guards(lambda eps: lambda a, b: np.log(np.exp(a) / (np.exp(b) + eps))),
    *_guards(lambda eps: lambda a, b: np.log(np.exp(a) + eps) - np.log(np.exp(b) + eps)),
]  # fmt: skip

_outputs = [
    Case("the optimal discriminator", (P / (P + Q), Q)),
    Case("another discriminator", (np.array([0.6, 0.35, 0.15]), Q)),
    Case("two places", (np.array([0.8, 0.1]), np.array([0.45, 0.55]))),
    Case("a discriminator that knows nothing", (np.full(4, 0.5), np.array([0.1, 0.2, 0.3, 0.4]))),
    Case("five places", (np.array([0.3, 0.9, 0.55, 0.2, 0.7]), np.array([0.25, 0.1, 0.4, 0.05, 0.2]))),
]
_sure = [
    Case("places without fakes", (np.array([0.6, 1.0, 0.3, 0.0]), np.array([0.5, 0.0, 0.5, 0.0]))),
    Case("a discriminator that is sure of a fake", (np.array([0.6, 0.0, 0.3]), np.array([0.5, 0.2, 0.3]))),
]


def _fresh_outputs(rng):
    for n in (2, int(rng.integers(3, 8))):
        yield Case(f"{n} places drawn for you", (rng.uniform(0.05, 0.95, n), _distribution(rng, n)))


_at = [
    Mistake("sign", lambda D, q: -ref.generator_loss_at(D, q), "The fraction is upside down, or the sign is turned.", WRONG),
    Mistake("original_only", lambda D, q: np.sum(q * np.log1p(-D)), "This is the original cost alone; both are to be added.", WRONG),
    Mistake("alternative_only", lambda D, q: -np.sum(q * _ln(D)), "This is the alternative cost alone; both are to be added.", WRONG),
    Mistake("second_sign", lambda D, q: np.sum(q * (np.log1p(-D) + _ln(D))), "The second cost is $-\\ln D$, with a minus.", WRONG),
    Mistake("no_weights", lambda D, q: np.sum(np.log1p(-D) - _ln(D)), "Each term is to be weighted with $q_i$.", WRONG),
    Mistake("no_logarithm", lambda D, q: np.sum(q * (1 - D) / D), "The logarithm is missing.", WRONG),
    Mistake("log_of_the_mean", lambda D, q: np.log(np.sum(q * (1 - D) / D)),
            "The logarithm of the mean is not the mean of the logarithms: first the logarithm, then the mean.", WRONG),
    Mistake("always_the_optimum", lambda D, q: np.sum(q * _ln(q / (1 - q))),
            "Here `q` appears inside the logarithm; it is `D` that belongs there.", WRONG),
    Mistake("not_summed", lambda D, q: q * (np.log1p(-D) - _ln(D)), "One number is asked for: the sum over the places.", WRONG),
    Mistake("mean_not_sum", lambda D, q: ref.generator_loss_at(D, q) / len(q), _MEAN, SLIP),
    Mistake("halved", lambda D, q: ref.generator_loss_at(D, q) / 2, "The two costs are added, not averaged.", SLIP),
    Mistake("log10", lambda D, q: ref.generator_loss_at(D, q) / LN10, _BASE_10, SLIP),
    Mistake("log2", lambda D, q: ref.generator_loss_at(D, q) / LN2, _BASE_2, SLIP),
    *_hiding(lambda eps: lambda D, q: np.sum(q * np.log((1 - D) / (D + eps) + eps))),
    *_hiding(lambda eps: lambda D, q: np.sum(q * np.log((1 - D) / (D + eps)))),
    *_hiding(lambda eps: lambda D, q: np.sum(q * (np.log(1 - D + eps) - np.log(D + eps)))),
]  # fmt: skip

# --- the theorem -----------------------------------------------------------------------------------------------------


def _criterion(of_jsd):
    return lambda p, q: of_jsd(ref.jsd(p, q))


_V = [
    Mistake("single_jsd", _criterion(lambda J: J - 2 * LN2), "The JSD enters with a factor: one for each of its two halves.", SLIP),
    Mistake("ln_2", _criterion(lambda J: 2 * J - LN2), "The constant is $-\\ln 2$ for *each* of the two terms.", SLIP),
    Mistake("constant_lost", _criterion(lambda J: 2 * J), "The constant is lost: what is V when $p = q$?", SLIP),
    Mistake("constant_positive", _criterion(lambda J: 2 * J + 2 * LN2), "The constant has the wrong sign: what is V when $p = q$?", WRONG),
    Mistake("minus_jsd", _criterion(lambda J: -2 * J - 2 * LN2),
            "The divergence has the wrong sign: the generator makes V *small*.", WRONG),
    Mistake("sign_of_a_loss", lambda p, q: -ref.virtual_criterion(p, q), "This is $-V$, the discriminator's loss.", WRONG),
    Mistake("jsd_only", ref.jsd, "This is the JSD itself; V is asked for.", WRONG),
    Mistake("equilibrium", lambda p, q: -2 * LN2, "This is V at the equilibrium $p = q$; here any $q$ may come.", WRONG),
    Mistake("kl_for_jsd", lambda p, q: 2 * ref.kl(p, q) - 2 * LN2, "This has the KL divergence of $p$ and $q$ in place of the JSD.", WRONG),
    Mistake("real_term_only", lambda p, q: np.sum(p[p > 0] * np.log((p / (p + q))[p > 0])), "The fakes' term is missing.", WRONG),
    Mistake("fake_term_only", lambda p, q: np.sum(q[q > 0] * np.log((q / (p + q))[q > 0])), "The real samples' term is missing.", WRONG),
    Mistake("exchanged_discriminator", lambda p, q: np.sum(p * _ln(q / (p + q)) + q * _ln(p / (p + q))),
            "$D^*$ is exchanged with $1 - D^*$.", WRONG),
    Mistake("mean_not_sum", lambda p, q: ref.virtual_criterion(p, q) / len(p), _MEAN, SLIP),
    Mistake("log10", lambda p, q: ref.virtual_criterion(p, q) / LN10, _BASE_10, SLIP),
    Mistake("log2", lambda p, q: ref.virtual_criterion(p, q) / LN2, _BASE_2, SLIP),
    *_guards(lambda eps: lambda p, q: np.sum(p * np.log(p / (p + q + eps) + eps) + q * np.log(q / (p + q + eps) + eps))),
    *_guards(lambda eps: lambda p, q: np.sum(p * np.log(p / (p + q) + eps) + q * np.log(1 - p / (p + q) + eps))),
]  # fmt: skip

# --- the table -------------------------------------------------------------------------------------------------------

_UNDERFLOW = "Right, but not for densities like $e^{-10000}$, which are 0 once they are stored: stay with the logarithms."
_zeros = [*_both_ways, *_ruled_out]
_JSD = Question("jsd", 3, ref.jsd, _pairs, _fresh_pairs, JSD_MISTAKES)


def _V_of(jsd):
    """V(D*, G) from the student's own JSD."""
    return lambda p, q: 2 * jsd(np.array(p), np.array(q)) - 2 * LN2


_asked = [
    (Question("entropy", 1, ref.entropy, _of_p(_pairs), lambda rng: _of_p(_fresh_pairs(rng)), _entropy), _of_p(_zeros), _ZEROS),
    (Question("kl", 3, ref.kl, _pairs, _fresh_pairs, _kl), _zeros, _INFINITE),
    (Question("nll", 1, ref.nll, _pairs, _fresh_pairs, _nll), _zeros, _INFINITE),
    (Question("optimal_logit", 2, ref.optimal_logit, _densities, _fresh_densities, _logit), _tiny, _UNDERFLOW),
    (Question("generator_loss_at", 2, ref.generator_loss_at, _outputs, _fresh_outputs, _at), _sure, _INFINITE),
    (_JSD, _zeros, _ZEROS),
    (Question("virtual_criterion", 2, ref.virtual_criterion, _pairs, _fresh_pairs, _V, follows=[Follows([_JSD], _V_of)]), _zeros, _ZEROS),
]
QUESTIONS = {question.name: with_edges(question, edges, remark) for question, edges, remark in _asked}

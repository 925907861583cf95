"""Beyond the GAN, part 2: the VAE's regulariser and the projection discriminator.

Source: seed 003, question 2, and seed 002, question 4a, completed; SPEC S20 and S26.
"""

from dataclasses import replace

import numpy as np

from gan_ref.projection import projection_logit, projection_parameters
from gan_ref.vae import vae_kl
from grader.question import Case, Judged, Mark, Mistake, Question

from .shares import SLIP, WRONG

# --- the VAE's KL divergence ------------------------------------------------------------------------------------------


def _encodings():
    """Cases (mu, log_var). No row has Σ ln σ = 0, which would hide a wrong factor before the logarithm."""
    return [
        Case("three latent coordinates, one sample",
             (np.array([[1.0, -0.5, 0.0]]), 2 * np.log(np.array([[0.5, 0.8, 3.0]])))),
        Case("two samples, four coordinates", (np.array([[0.3, -1.2, 2.0, 0.1], [0.0, 0.7, -0.4, 1.5]]),
                                               np.array([[0.2, -1.0, 0.5, -0.3], [1.1, 0.4, -2.0, -0.6]]))),
        Case("one coordinate, three samples", (np.array([[0.5], [-1.0], [2.0]]), np.array([[0.4], [-0.8], [1.3]]))),
        Case("the prior itself", (np.zeros((2, 3)), np.zeros((2, 3)))),
        Case("whole numbers", (np.array([[1, -2], [0, 3], [2, 1]]), np.array([[0, 1], [-1, 2], [1, 1]]))),
    ]  # fmt: skip


def _fresh_encodings(rng):
    for m, k in ((3, 2), (2, 5)):
        yield Case(f"{m} samples drawn for you", (rng.normal(size=(m, k)), rng.normal(0.3, 0.8, (m, k))))


def _rows(terms, reduce=np.sum):
    """½ times the sum over a row's coordinates, or another reduction, of `terms(mu, log_var)`."""
    return lambda mu, log_var: 0.5 * reduce(terms(np.asarray(mu, float), np.asarray(log_var, float)), axis=1)


def _right(mu, log_var):
    return np.exp(log_var) + mu**2 - 1 - log_var


_vae = [
    Mistake("log_sigma", _rows(lambda mu, lv: np.exp(lv) + mu**2 - 1 - lv / 2),
            "This has $\\ln\\sigma$ where $\\ln\\sigma^2$ belongs: some printed notes have lost that square.", SLIP),
    Mistake("log_var_doubled", _rows(lambda mu, lv: np.exp(lv) + mu**2 - 1 - 2 * lv),
            "`log_var` is $\\ln\\sigma^2$ already; it comes in twice here.", SLIP),
    Mistake("sigma_not_squared", _rows(lambda mu, lv: np.exp(lv / 2) + mu**2 - 1 - lv),
            "The first term is the variance $\\sigma^2$; here stands $\\sigma$.", SLIP),
    Mistake("variance_squared", _rows(lambda mu, lv: np.exp(2 * lv) + mu**2 - 1 - lv),
            "$e^{\\ln\\sigma^2}$ is the variance already; it is squared once more here.", SLIP),
    Mistake("taken_for_sigma", _rows(lambda mu, lv: lv**2 + mu**2 - 1 - np.log(lv**2)),
            "`log_var` is taken for $\\sigma$ itself; it is the logarithm of the variance.", WRONG),
    Mistake("taken_for_variance", _rows(lambda mu, lv: lv + mu**2 - 1 - np.log(lv)),
            "`log_var` is taken for the variance; it is the logarithm of it, and may be negative.", WRONG),
    Mistake("taken_for_log_sigma", _rows(lambda mu, lv: np.exp(2 * lv) + mu**2 - 1 - 2 * lv),
            "`log_var` is taken for $\\ln\\sigma$; it is $\\ln\\sigma^2$.", SLIP),
    Mistake("no_half", lambda mu, lv: 2 * vae_kl(mu, lv), "The factor $\\frac12$ in front is missing.", SLIP),
    Mistake("sign", lambda mu, lv: -vae_kl(mu, lv),
            "All signs are opposite: this is the term of the ELBO, which one maximises; a KL divergence is not negative.",
            WRONG),
    Mistake("sign_of_the_logarithm", _rows(lambda mu, lv: np.exp(lv) + mu**2 - 1 + lv),
            "The logarithm comes with a minus: check that the result is never negative.", WRONG),
    Mistake("no_minus_one", _rows(lambda mu, lv: np.exp(lv) + mu**2 - lv),
            "The $-1$ is missing: the prior itself should cost nothing.", SLIP),
    Mistake("minus_one_once", lambda mu, lv: 0.5 * (np.sum(np.exp(lv) + mu**2 - lv, axis=1) - 1),
            "The $-1$ belongs to every latent coordinate, not once to the whole.", SLIP),
    Mistake("mu_not_squared", _rows(lambda mu, lv: np.exp(lv) + mu - 1 - lv),
            "The mean comes in squared: it makes no difference on which side of 0 it lies.", WRONG),
    Mistake("logarithm_left_out", _rows(lambda mu, lv: np.exp(lv) + mu**2 - 1),
            "The term $-\\ln\\sigma^2$ is left out: it comes from the normalising factor of $q$.", WRONG),
    Mistake("half_of_the_first_only", lambda mu, lv: np.sum(np.exp(lv) / 2 + np.square(mu) - 1 - lv, axis=1),
            "The factor $\\frac12$ belongs to every term: a bracket is missing.", SLIP),
    Mistake("mu_over_variance", _rows(lambda mu, lv: np.exp(lv) + mu**2 / np.exp(lv) - 1 - lv),
            "The squared mean is divided by the variance of $q$; the prior's variance, 1, belongs there.", WRONG),
    Mistake("minus_mu", _rows(lambda mu, lv: np.exp(lv) - mu**2 - 1 - lv),
            "The squared mean comes with a plus: an encoding far from the prior's mean costs more.", WRONG),
    Mistake("log10", _rows(lambda mu, lv: np.exp(lv) + mu**2 - 1 - lv / np.log(10)), "The logarithm is the natural one.", SLIP),
    Mistake("mean_of_all", lambda mu, lv: 0.5 * np.mean(_right(np.asarray(mu, float), np.asarray(lv, float))),
            "This averages over samples and coordinates alike: the coordinates' parts add up, in one number for each row.", WRONG),
    Mistake("mu_left_out", _rows(lambda mu, lv: np.exp(lv) - 1 - lv), "The means are left out.", WRONG),
    Mistake("reverse_kl", _rows(lambda mu, lv: (1 + mu**2) / np.exp(lv) - 1 + lv),
            "This is the divergence the other way round, from the prior to $q$; the expectation is over $q$.", WRONG),
    Mistake("mean_over_coordinates", _rows(_right, np.mean),
            "The coordinates' parts are averaged; the divergences of independent coordinates add up.", SLIP),
    Mistake("one_number_for_all", lambda mu, lv: np.sum(vae_kl(mu, lv)),
            "This adds up all samples; one number for each row is asked for.", SLIP),
    Mistake("mean_over_samples", lambda mu, lv: np.mean(vae_kl(mu, lv)),
            "This averages over the samples; one number for each row is asked for.", SLIP),
    Mistake("columns_as_samples", lambda mu, lv: vae_kl(np.transpose(mu), np.transpose(lv)),
            "The sum runs over the samples: each row is one sample, its columns are the latent coordinates.", WRONG),
    Mistake("not_summed", lambda mu, lv: 0.5 * _right(np.asarray(mu, float), np.asarray(lv, float)),
            "The sum over the latent coordinates is missing.", WRONG),
]  # fmt: skip

# --- the parameters of the projection discriminator -------------------------------------------------------------------


def _means():
    """Cases (mu, mu_hat), both (K, d) with K and d different but once."""
    return [
        Case("two classes, three features", (np.array([[1.0, 0, 0], [0, 2, 1]]), np.array([[0.0, 1, 0], [1, 1, 1]]))),
        Case("three classes, two features", (np.array([[0.5, -1.2], [2.0, 0.3], [-1.0, 1.7]]),
                                             np.array([[1.5, -0.4], [-2.2, 0.9], [0.1, 3.0]]))),
        Case("one class, four features", (np.array([[0.3, -0.8, 1.1, 2.0]]), np.array([[-0.5, 0.2, 0.9, -1.4]]))),
        Case("whole numbers", (np.array([[1, -2], [3, 0]]), np.array([[2, 2], [-1, 1]]))),
        Case("generated means that are right already", (np.array([[0.5, 1.5, -1.0]]), np.array([[0.5, 1.5, -1.0]]))),
    ]  # fmt: skip


def _fresh_means(rng):
    for K, d in ((2, 4), (4, 3)):
        yield Case(f"{K} classes drawn for you", (rng.normal(size=(K, d)), rng.normal(size=(K, d))))


def _norms(mu, mu_hat):
    return np.sum(np.square(mu), axis=1), np.sum(np.square(mu_hat), axis=1)


_A = [
    Mistake("A_opposite", lambda mu, hat: np.subtract(hat, mu),
            "Real and generated means are exchanged in $A$: the logit is large for real samples.", WRONG),
    Mistake("A_halved", lambda mu, hat: np.subtract(mu, hat) / 2,
            "The 2 of the mixed product and the $\\frac12$ of the exponent cancel in $A$.", SLIP),
    Mistake("A_doubled", lambda mu, hat: np.subtract(mu, hat) * 2.0,
            "The 2 of the mixed product and the $\\frac12$ of the exponent cancel in $A$.", SLIP),
    Mistake("A_transposed", lambda mu, hat: np.subtract(mu, hat).T,
            "$A$ is transposed: it has one row for each class.", SLIP),
    Mistake("A_added", lambda mu, hat: np.add(mu, hat),
            "The means are added in $A$; it is the difference of two exponents.", WRONG),
    Mistake("A_real_only", lambda mu, hat: np.asarray(mu, float), "The generated means are missing in $A$.", WRONG),
    Mistake("A_minus_real", lambda mu, hat: -np.asarray(mu, float), "The generated means are missing in $A$.", WRONG),
]  # fmt: skip
_b = [
    Mistake("b_opposite", lambda mu, hat: 0.5 * np.subtract(*_norms(mu, hat)),
            "The sign of $b$: the exponent of a normal density has a minus in front.", WRONG),
    Mistake("b_not_halved", lambda mu, hat: -np.subtract(*_norms(mu, hat)),
            "The $\\frac12$ of the exponent stays with the squared norms in $b$.", SLIP),
    Mistake("b_opposite_not_halved", lambda mu, hat: np.subtract(*_norms(mu, hat)),
            "In $b$ the factor in front of the squared norms, $-\\frac12$, is lost.", WRONG),
    Mistake("b_norm_of_difference", lambda mu, hat: -0.5 * np.sum(np.subtract(mu, hat) ** 2, axis=1),
            "In $b$ stands the difference of two squared norms, not the squared norm of the difference.", WRONG),
    Mistake("b_norms_not_squared", lambda mu, hat: -0.5 * np.subtract(*np.sqrt(_norms(mu, hat))),
            "The norms in $b$ are squared norms.", SLIP),
    Mistake("b_added", lambda mu, hat: -0.5 * np.add(*_norms(mu, hat)),
            "The norms are added in $b$; it is the difference of two exponents.", WRONG),
    Mistake("b_real_only", lambda mu, hat: -0.5 * _norms(mu, hat)[0], "The generated means are missing in $b$.", WRONG),
    Mistake("b_zero", lambda mu, hat: np.zeros(len(mu)),
            "$b$ is 0: the squared norms of the means differ, so they do not cancel.", WRONG),
    Mistake("b_sum_not_squared", lambda mu, hat: -0.5 * np.sum(np.subtract(mu, hat), axis=1),
            "The squares are lost in $b$: $\\lVert\\mu\\rVert^2$ is the sum of the squared components.", WRONG),
    Mistake("b_one_number", lambda mu, hat: np.sum(-0.5 * np.subtract(*_norms(mu, hat))),
            "$b$ has one entry for each class; here all classes are added.", SLIP),
]  # fmt: skip
_parts = [
    Question("projection_parameters", 3, lambda mu, hat: projection_parameters(mu, hat)[0], _means(), _fresh_means, _A),
    Question("projection_parameters", 2, lambda mu, hat: projection_parameters(mu, hat)[1], _means(), _fresh_means, _b),
]
NOT_A_PAIR = "Two things are asked for, `return A, b`: an array of shape (K, d) and one of shape (K,)."


class _NoPair(Exception):
    """What the student's function returned is not two things."""


def _taking(answer, index):
    def part(mu, mu_hat):
        pair = answer(mu, mu_hat)
        if not isinstance(pair, (tuple, list)) or len(pair) != 2:
            raise _NoPair(NOT_A_PAIR)
        return _flat(pair[1], len(mu)) if index else pair[0]

    return part


def _flat(b, K):
    """b as (K,) where it is a column or a row; anything else as it is, for the judge to say what is wrong with it."""
    try:
        return np.ravel(b) if np.shape(b) in ((K, 1), (1, K)) else b
    except (ValueError, TypeError, OverflowError, MemoryError, RecursionError):
        return b


def _judge_pair(question, answer, seed, context):
    """A and b are marked one by one, each with its own share of the points."""
    if not callable(answer):
        return replace(_parts[0].judge(answer, seed, context), out_of=question.points)
    marks = [part.judge(_taking(answer, index), seed, context) for index, part in enumerate(_parts)]
    if NOT_A_PAIR in marks[0].message:
        return Mark(0, question.points, NOT_A_PAIR, "not_a_pair")
    told = [f"{name}: {mark.message}" for name, mark in zip(("$A$", "$b$"), marks, strict=True)]
    same = marks[0].message == marks[1].message
    mistakes = [mark.mistake for mark in marks if mark.mistake]
    return Mark(sum(mark.points for mark in marks), question.points, marks[0].message if same else " ".join(told),
                " and ".join(dict.fromkeys(mistakes)) or None)  # fmt: skip


# --- its logit --------------------------------------------------------------------------------------------------------


def _batches():
    """Cases (phi, y, A, b): m samples, d features, K classes."""
    rng = np.random.default_rng(20)
    yield Case("two samples, two classes, three features",
               (np.array([[0.5, -1, 2], [0.5, -1, 2]]), np.eye(2), np.array([[1.0, -1, 0], [-1, 1, 0]]),
                np.array([0.0, -1.0])))  # fmt: skip
    for name, m, K, d in (("five samples, three classes, two features", 5, 3, 2), ("one sample", 1, 2, 3),
                          ("three samples, four classes, four features", 3, 4, 4)):  # fmt: skip
        yield Case(name, _batch(rng, m, K, d))
    yield Case("whole numbers", (np.array([[1, 2], [0, -1], [3, 1]]), np.array([[0, 1], [1, 0], [0, 1]]),
                                 np.array([[2, -1], [1, 3]]), np.array([1, -2])))  # fmt: skip


def _batch(rng, m, K, d):
    y = np.eye(K)[rng.permutation(np.arange(m) % K)]
    return rng.normal(size=(m, d)), y, rng.normal(size=(K, d)), rng.normal(size=K)


def _fresh_batches(rng):
    for m, K, d in ((4, 3, 2), (6, 2, 5)):
        yield Case(f"{m} samples drawn for you", _batch(rng, m, K, d))


def _scores(phi, A, b=0.0):
    """The scores of all classes, (m, K)."""
    return np.asarray(phi, float) @ np.transpose(A) + b


_logit = [
    Mistake("b_left_out", lambda phi, y, A, b: np.sum(y * _scores(phi, A), axis=1), "The intercept $b$ is left out.",
            SLIP),
    Mistake("all_of_b", lambda phi, y, A, b: np.sum(y * _scores(phi, A), axis=1) + np.sum(b),
            "The label picks one entry of $b$ as well; here all of them are added.", SLIP),
    Mistake("only_b", lambda phi, y, A, b: np.sum(np.asarray(y) * b, axis=1) + 0.0 * np.asarray(phi)[:, 0],
            "The features do not come in: $A\\varphi$ is missing.", WRONG),
    Mistake("label_left_out", lambda phi, y, A, b: np.sum(_scores(phi, A, b), axis=1),
            "The scores of all classes are added; the label picks one of them.", WRONG),
    Mistake("best_class", lambda phi, y, A, b: np.max(_scores(phi, A, b), axis=1),
            "This takes the class with the largest score; the label says which one it is.", WRONG),
    Mistake("all_classes", lambda phi, y, A, b: _scores(phi, A, b),
            "These are the scores of all classes; the label picks one for each sample.", WRONG),
    Mistake("not_summed", lambda phi, y, A, b: np.asarray(y) * _scores(phi, A, b),
            "The product with the one-hot label still has to be summed over the classes.", WRONG),
    Mistake("all_pairs", lambda phi, y, A, b: np.asarray(y) @ _scores(phi, A, b).T,
            "This combines every label with every sample; row $i$ of `y` belongs to row $i$ of `phi`.", WRONG),
    Mistake("first_label", lambda phi, y, A, b: _scores(phi, A, b) @ np.asarray(y)[0],
            "The first sample's label is used for all samples.", WRONG),
    Mistake("sigmoid", lambda phi, y, A, b: 1 / (1 + np.exp(-projection_logit(phi, y, A, b))),
            "This is $D = \\sigma(h)$; the logit $h$ is asked for.", WRONG),
    Mistake("sign_of_b", lambda phi, y, A, b: np.sum(y * _scores(phi, A, -np.asarray(b)), axis=1),
            "The intercept is subtracted; $b$ has its sign already.", SLIP),
    Mistake("sign", lambda phi, y, A, b: -projection_logit(phi, y, A, b), "All signs are opposite.", WRONG),
    Mistake("mean_over_classes", lambda phi, y, A, b: np.mean(y * _scores(phi, A, b), axis=1),
            "This averages over the classes; all but one of the products are 0, so they are to be summed.", SLIP),
    Mistake("averaged", lambda phi, y, A, b: np.mean(projection_logit(phi, y, A, b)),
            "One logit for each sample is asked for, not their mean.", SLIP),
]  # fmt: skip

_questions = [
    Question("vae_kl", 5, vae_kl, _encodings(), _fresh_encodings, _vae),
    Judged("projection_parameters", 5, _judge_pair),
    Question("projection_logit", 4, projection_logit, [*_batches()], _fresh_batches, _logit),
]
QUESTIONS = {question.name: question for question in _questions}

"""Known mistakes in the Jensen-Shannon divergence and the Wasserstein-1 distance, for the table `b1_distances`."""

import numpy as np

from gan_ref.wasserstein import wasserstein_1d
from grader.question import Mistake

from .shares import SLIP, WRONG
from .wrong_inputs import guards

# --- JSD --------------------------------------------------------------------------------------------------------------


def _part(p, q):
    """KL without the outcomes that p never has, and without care for the others."""
    return np.sum(p[p > 0] * np.log(p[p > 0] / q[p > 0]))


def _mean_of_kl(p, q, middle, share=0.5):
    return share * (_part(p, middle) + _part(q, middle))


def _guarded(eps):
    def wrong(p, q):
        middle = (p + q) / 2
        return 0.5 * sum(np.sum(r * np.log((r + eps) / (middle + eps))) for r in (p, q))

    return wrong


JSD_MISTAKES = [
    Mistake("no_half", lambda p, q: _mean_of_kl(p, q, (p + q) / 2, 1.0),
            "The two divergences from the mixture are averaged, not added.", SLIP),
    Mistake("mixture_not_halved", lambda p, q: _mean_of_kl(p, q, p + q),
            "The mixture $m$ is the mean of $p$ and $q$; it has to sum to 1.", SLIP),
    Mistake("log2", lambda p, q: _mean_of_kl(p, q, (p + q) / 2) / np.log(2),
            "This is in bits: the logarithm is the natural one.", SLIP),
    Mistake("log10", lambda p, q: _mean_of_kl(p, q, (p + q) / 2) / np.log(10), "The logarithm is the natural one.",
            SLIP),
    Mistake("square_root", lambda p, q: np.sqrt(_mean_of_kl(p, q, (p + q) / 2)),
            "This is the Jensen-Shannon *distance*, the root of the divergence.", SLIP),
    Mistake("one_side_p", lambda p, q: _part(p, (p + q) / 2), "Only $p$ is compared with the mixture.", WRONG),
    Mistake("one_side_q", lambda p, q: _part(q, (p + q) / 2), "Only $q$ is compared with the mixture.", WRONG),
    Mistake("arguments_exchanged", lambda p, q: 0.5 * (_part((p + q) / 2, p) + _part((p + q) / 2, q)),
            "The mixture is the second argument of both divergences, not the first.", WRONG),
    Mistake("symmetrised_kl", lambda p, q: 0.5 * (_part(p, q) + _part(q, p)),
            "This averages the two KL divergences of $p$ and $q$; both are to be taken from the mixture.",
            WRONG),
    Mistake("kl_only", _part, "This is $\\mathrm{KL}(p\\Vert q)$: infinite where the supports are disjoint.", WRONG),
    Mistake("sign", lambda p, q: -_mean_of_kl(p, q, (p + q) / 2), "A divergence is never negative.", WRONG),
    Mistake("mean_not_sum", lambda p, q: _mean_of_kl(p, q, (p + q) / 2) / len(p),
            "The probabilities are the weights already: sum over the outcomes, do not average.", SLIP),
    Mistake("total_variation", lambda p, q: 0.5 * np.sum(np.abs(p - q)),
            "This is the total variation distance; the divergence has logarithms.", WRONG),
    *guards(_guarded, "Leave out the terms that are 0 instead."),
]  # fmt: skip

# --- W1 ---------------------------------------------------------------------------------------------------------------


def _gaps(x, y):
    """All values in order, both distribution functions on the gaps between them, and the gaps' widths."""
    both = np.sort(np.concatenate([x, y]))
    F, G = (np.searchsorted(np.sort(sample), both[:-1], side="right") / len(sample) for sample in (x, y))
    return F - G, np.diff(both)


def _repeated(x, y):
    return np.sort(np.repeat(x, len(y))), np.sort(np.repeat(y, len(x)))


W1_MISTAKES = [
    Mistake("not_sorted", lambda x, y: np.mean(np.abs(np.asarray(x, float) - y)),
            "This pairs the samples in the order in which they came. Which pairing moves the least?", WRONG),
    Mistake("difference_of_means", lambda x, y: np.abs(np.mean(x) - np.mean(y)),
            "The difference of the means is only a lower bound: two samples of one mean can still be far apart.",
            WRONG),
    Mistake("sum_not_mean", lambda x, y: np.sum(np.abs(np.subtract(*_repeated(x, y)))) / min(len(x), len(y)),
            "This is a sum over the samples: each one carries only its share of the whole.", SLIP),
    Mistake("w2", lambda x, y: np.sqrt(np.mean(np.subtract(*_repeated(x, y)) ** 2)),
            "This is $W_2$: the distances are squared before they are averaged. $W_1$ takes them as they are.", SLIP),
    Mistake("squared", lambda x, y: np.mean(np.subtract(*_repeated(x, y)) ** 2),
            "The distances are squared; $W_1$ takes them as they are.", WRONG),
    Mistake("farthest", lambda x, y: np.max(np.abs(np.subtract(*_repeated(x, y)))),
            "This is the farthest that any part is moved; the mean over all parts is asked for.", WRONG),
    Mistake("signed", lambda x, y: np.mean(np.subtract(*_repeated(x, y))),
            "The absolute value is missing: movements to the left and to the right do not cancel.", WRONG),
    Mistake("signed_other_way", lambda x, y: np.mean(np.subtract(*_repeated(y, x))),
            "The absolute value is missing: movements to the left and to the right do not cancel.", WRONG),
    Mistake("all_pairs", lambda x, y: np.mean(np.abs(np.subtract.outer(x, y))),
            "This is the mean distance of all pairs, which is not even 0 from a sample to itself.", WRONG),
    Mistake("kolmogorov_smirnov", lambda x, y: np.max(np.abs(_gaps(x, y)[0]), initial=0.0),
            "This is the largest gap between the distribution functions; the area between them is asked for.", WRONG),
    Mistake("heights_not_areas", lambda x, y: np.sum(np.abs(_gaps(x, y)[0])),
            "The heights between the distribution functions are added without the widths over which they hold.", WRONG),
    Mistake("energy", lambda x, y: np.sum(_gaps(x, y)[0] ** 2 * _gaps(x, y)[1]),
            "The difference of the distribution functions is squared; its absolute value is asked for.", WRONG),
    Mistake("ties_lost", lambda x, y: wasserstein_1d(np.unique(x), np.unique(y)),
            "Equal samples are counted once: a value that comes twice carries twice the weight.", SLIP),
    Mistake("nearest", lambda x, y: np.mean(np.min(np.abs(np.subtract.outer(x, y)), axis=1)),
            "Several samples go to the same place here: each target can take only its own share.", WRONG),
]  # fmt: skip

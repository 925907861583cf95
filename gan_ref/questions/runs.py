"""How sampling and the outcome of training are judged: by what any right answer must show, whatever it draws.

Used by the table `g1_a_gan_in_numpy`. Bounds are wide: chance alone crosses them less than once in a million markings.
"""

import numpy as np

from grader.question import GUARDED, Mark

from .shares import SLIP, WRONG
from .training_calls import told

LARGEST = 100_000  # numbers in one draw; a question asks for a few thousand
SAMPLES = 2_000  # for one look at a distribution: the mean of so many lies within .15, their deviation within .12
MEAN_OFF, DEVIATION_OFF = 0.15, 0.12
UNIFORM = 4.0  # times its deviation is farther than uniform noise ever reaches, and so many normal samples always do

_START = (
    "The first step is not one from $\\theta_g = 4$ and $\\boldsymbol\\theta_d = (0, 0)$ with a learning rate of $0.1$: another "
    "start, or another rate?"
)
_UNMOVED = (
    "The path begins at $4$ itself: either $\\theta_g$ is noted before its update, or the generator meets the $D$ of before, "
    "which is the same everywhere at first, in place of the one that was just updated."
)
START, STEPS, LAST, BOUND = 4.0, 3_000, 500, 0.25  # of `run`, and of what its paths must come to
FIRST = 0.001, 0.04  # how far the first step goes to the left with either cost, and room for slips that have cost points above
SEEDS = 5
ALIKE = 1e-3  # two seeds lead at least twenty times as far apart somewhere, even with minibatches of a thousand


class Dice:
    """The `rng` that is handed to a student's function: NumPy's names, with a cap on what is drawn, and a count."""

    def __init__(self, seed):
        self._rng = np.random.default_rng(seed)
        self.drawn = 0

    def normal(self, loc=0.0, scale=1.0, size=None):
        """Normal numbers, as NumPy's generator draws them."""
        return self._rng.normal(loc, scale, self._sized(size, loc, scale))

    def standard_normal(self, size=None):
        """Standard normal numbers."""
        return self._rng.standard_normal(self._sized(size))

    def uniform(self, low=0.0, high=1.0, size=None):
        """Uniform numbers."""
        return self._rng.uniform(low, high, self._sized(size, low, high))

    def random(self, size=None):
        """Uniform numbers between 0 and 1."""
        return self._rng.random(self._sized(size))

    def _sized(self, size, *parameters):
        size = None if size is None else tuple(int(n) for n in np.ravel(size))
        shapes = [*map(np.shape, parameters), tuple(max(n, 0) for n in size or ())]
        count = int(np.prod(np.broadcast_shapes(*shapes), dtype=float))  # as floats: it may be beyond NumPy's integers
        count = -1 if min(size or (0,)) < 0 else count
        if not 0 <= count <= LARGEST:
            raise ValueError(f"{count} random numbers are asked for; at most {LARGEST} are given")
        self.drawn += count
        return size


# --- samples ----------------------------------------------------------------------------------------------------------


def judge_real(question, answer, seed, context) -> Mark:
    """`sample_real(rng, m)`: m numbers from N(0, 1)."""
    return _judge_samples(question, answer, seed, (0.0,), lambda rng, m, theta_g: answer(rng, m))


def judge_fake(question, answer, seed, context) -> Mark:
    """`sample_fake(rng, m, theta_g)`: m numbers from N(theta_g, 1)."""
    return _judge_samples(question, answer, seed, (3.0, -1.5), lambda rng, m, theta_g: answer(rng, m, theta_g))


def _judge_samples(question, answer, seed, places, draw) -> Mark:
    if not callable(answer):
        return _mark(question, 0, f"`{question.name}` should be a function; it is of type `{type(answer).__name__}`.")
    worst = _mark(question, 1, "Right.")
    for number, theta_g in enumerate(places):
        dice = Dice([seed, number])
        try:
            samples = [np.asarray(draw(dice, m, theta_g), dtype=float) for m in (SAMPLES, 3, SAMPLES)]
        except Exception as error:
            if getattr(error, "stops_marking", False):
                raise
            return _mark(question, 0, f"Your function stops with an error, or gives no numbers: {told(error)}", "error")
        mark = _mark(question, *_seen(samples, dice, theta_g))
        worst = min(worst, mark, key=lambda mark: mark.points)
    return worst


def _seen(samples, dice, theta_g):
    """(share, message, mistake) of three draws of SAMPLES, 3 and SAMPLES numbers."""
    first, few, second = samples
    if first.size == 1 and few.size == 1:
        return WRONG, "One number comes back; `m` samples are asked for.", "one_sample"
    if first.shape not in ((SAMPLES,), (SAMPLES, 1)) or few.size != 3:
        return WRONG, "The result should have shape `(m,)` for every `m`.", "shape"
    if not np.isfinite(first).all() or np.ptp(first) == 0:
        return WRONG, "All samples of a minibatch are the same number: each needs noise of its own.", "one_noise"
    mean, deviation = float(first.mean()), float(first.std())
    centred = abs(mean - theta_g) < MEAN_OFF * max(1.0, deviation)
    if theta_g and abs(mean) < MEAN_OFF and abs(deviation - 1) < DEVIATION_OFF:
        return WRONG, "This is the noise itself; the generator adds $\\theta_g$ to it.", "noise_only"
    if theta_g and abs(mean + theta_g) < MEAN_OFF:
        return WRONG, "The sign: $G(z) = z + \\theta_g$.", "sign"
    if theta_g and abs(mean) < 3 * MEAN_OFF and abs(deviation - abs(theta_g)) < 3 * DEVIATION_OFF:
        return WRONG, "The noise is multiplied by $\\theta_g$; it is to be shifted by it.", "scaled"
    if not centred and abs(mean - theta_g - 0.5) < MEAN_OFF and deviation < 0.5:
        return WRONG, "The noise is uniform; a standard normal distribution is asked for.", "uniform"
    if not centred:
        return WRONG, "The mean of many samples is wrong.", "mean"
    if np.ptp(first) < UNIFORM * deviation:
        return SLIP, "The mean of many samples is right, but the noise is uniform; it should be standard normal.", "uniform"
    if abs(deviation - 1) >= DEVIATION_OFF:
        return SLIP, "The mean of many samples is right, their spread is not.", "spread"
    if np.array_equal(first, second):
        return SLIP, "Two calls give the same samples: draw fresh ones from `rng` each time.", "not_fresh"
    if not dice.drawn:
        return GUARDED, "Right, but not drawn from `rng`, so that nobody can repeat the run.", "own_generator"
    return 1, "Right.", None


# --- the outcome ------------------------------------------------------------------------------------------------------


def judge_run(question, answer, seed, context) -> Mark:
    """`run(seed)`: the path of θ_g from 4 over 3000 steps. On five seeds it must end at the data."""
    if not callable(answer):
        return _mark(question, 0, f"`run` should be a function; it is of type `{type(answer).__name__}`.")
    paths = []
    for number in np.random.default_rng(seed).integers(0, 2**31, SEEDS):
        try:
            path = np.ravel(np.asarray(answer(int(number)), dtype=float))
        except Exception as error:
            if getattr(error, "stops_marking", False):
                raise
            return _mark(question, 0, f"`run` stops with an error, or gives no numbers: {told(error)}", "error")
        wrong = _wrong_path(path)
        if wrong:
            return _mark(question, *wrong)
        paths.append(path)
    if any(paths[0].size == path.size and np.abs(paths[0] - path).max() < ALIKE for path in paths[1:]):
        return _mark(question, SLIP, "Every seed gives the same run: make the generator of random numbers from `seed`.",
                     "seed_ignored")  # fmt: skip
    if all(abs(path[-LAST:].mean()) < BOUND for path in paths):
        return _mark(question, 1, "Right.")
    return _mark(question, 1, "Right; $\\theta_g$ goes around the data and does not settle, as objective B makes it do. "
                 "With objective A it would come to rest.", notes=("B",))  # fmt: skip


def _wrong_path(path):
    """(share, message, mistake) of a path that no right training takes; None for one that ends at the data or circles it."""
    if path.size not in (STEPS, STEPS + 1):
        return WRONG, "The path should have one entry for each of the 3000 steps.", "length"
    if path.size == STEPS + 1 and path[0] == START:
        path = path[1:]  # the start as well, which is harmless
    if not np.isfinite(path).all() or np.abs(path[-LAST:]).max() > 20:
        return WRONG, "$\\theta_g$ runs away: does one of the players go the wrong way, or with a rate that is too large?", "runs_away"
    if np.ptp(path) < 0.1:
        return WRONG, "$\\theta_g$ hardly moves.", "stands_still"
    if abs(path[0] - START) > 0.2:
        return WRONG, _START, "start"
    last = path[-LAST:]
    if abs(last.mean()) < BOUND or (abs(last.mean()) < 1.5 and path[-3 * LAST:].min() < 0 < path[-3 * LAST:].max()):
        if path[0] == START:
            return SLIP, _UNMOVED, "unmoved"
        if not FIRST[0] < START - path[0] < FIRST[1]:  # D at (0, 0) learns first to fall to the right
            return WRONG, _START, "start"
        return None if path.size == STEPS else (SLIP, "There is one step too many.", "one_step_too_many")
    if last.mean() > 0.9 * START:
        return WRONG, "$\\theta_g$ is driven away from the data: does $D$ ascend, and does $G$ descend?", "driven_away"
    return WRONG, "$\\theta_g$ does not end at the data.", "elsewhere"


def _mark(question, share, message, mistake=None, notes=()) -> Mark:
    return Mark(question.points * share, question.points, message, mistake, notes=notes)

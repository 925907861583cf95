"""A GAN in NumPy, part 2: how many modes a generator covers, and what becomes of it against a D that stands still.

Source: seed 004 (mode collapse); SPEC S30.
"""

import numpy as np

from gan_ref import modes
from grader.question import Case, Mistake, Question

from .edges import with_edges
from .shares import GUARD, SLIP, WRONG

# --- mode coverage ----------------------------------------------------------------------------------------------------


def _clouds():
    """Cases (x, centres, radius). No sample lies at a radius exactly, so that < and ≤ agree."""
    rng = np.random.default_rng(30)
    ring = modes.ring(8)
    half = np.repeat(ring[::2], 6, axis=0) + rng.normal(0, 0.1, (24, 2))
    lone = np.vstack([np.repeat(ring[:1], 9, axis=0), ring[3:4]]) + rng.normal(0, 0.05, (10, 2))
    corners = np.array([[0.9, 0.9], [3.0, 0.2], [-2.0, 0.0]])
    crowd = np.array([[0.0, 0.0], [0.5, 0.0], [0.0, 0.5], [5.0, 5.0]])
    wide = np.array([[0.05, 0.1], [0.2, -0.1], [4.9, 5.1], [8.0, 8.0], [-7.0, 2.0]])
    return [
        Case("every other mode of a ring", (half, ring, 0.5)),
        Case("many samples at one mode and one sample at another", (lone, ring, 0.4)),
        Case("samples near the corners of squares about the modes",
             (corners, np.array([[0.0, 0.0], [2.0, 0.0], [-2.0, 3.0]]), 1.1)),
        Case("modes so near to each other that a sample covers several", (wide, crowd, 0.8)),
        Case("a radius below 1 with distances between it and its square",
             (np.array([[0.4, 0.0], [3.0, 0.6]]), np.array([[0.0, 0.0], [3.0, 0.0]]), 0.5)),
        Case("samples in between all modes", (rng.normal(0, 0.2, (20, 2)), ring, 0.6)),
        Case("one sample, one mode", (np.array([[1.0, 1.0]]), np.array([[1.5, 1.2]]), 0.7)),
        Case("whole numbers", (np.array([[0, 0], [4, 4], [9, 0]]), np.array([[1, 0], [5, 4], [-5, 5], [9, 3]]), 2)),
    ]  # fmt: skip


def _fresh_clouds(rng):
    for n, k in ((12, 5), (5, 9)):
        yield Case("a cloud drawn for you", (rng.normal(0, 1.5, (n, 2)), rng.normal(0, 1.5, (k, 2)), float(rng.uniform(0.6, 1))))


def _distances(x, centres):
    return np.linalg.norm(np.asarray(x, float)[:, None] - np.asarray(centres, float)[None], axis=2)


def _within(x, centres, radius):
    """(n, K): is the sample within the radius of the centre?"""
    return _distances(x, centres) <= radius


def _nearest(x, centres, radius):
    """The share of the centres that are the nearest one of some sample, whatever the radius."""
    return len(np.unique(np.argmin(_distances(x, centres), axis=1))) / len(centres)


def _own_samples(x, centres, radius):
    """As asked, but each sample counts for its nearest centre only."""
    distance = _distances(x, centres)
    nearest, owner = distance.min(axis=1), distance.argmin(axis=1)
    return len(np.unique(owner[nearest <= radius])) / len(centres)


def _rounded(places):
    return lambda x, c, r: np.round(modes.mode_coverage(x, c, r), places)


_coverage = [
    *(Mistake("rounded", _rounded(places), "Right, but rounded: return the share itself, and round only what you print.", GUARD)
      for places in (2, 3)),
    Mistake("number", lambda x, c, r: np.sum(_within(x, c, r).any(axis=0)),
            "This is the number of covered modes; the share of all modes is asked for.", SLIP),
    Mistake("percent", lambda x, c, r: 100 * modes.mode_coverage(x, c, r), "This is in per cent; a share lies between 0 and 1.", SLIP),
    Mistake("over_eight", lambda x, c, r: np.sum(_within(x, c, r).any(axis=0)) / 8,
            "This divides by 8, the modes of the ring; there may be another number, `len(centres)`.", SLIP),
    Mistake("share_of_samples", lambda x, c, r: np.mean(_within(x, c, r).any(axis=1)),
            "This is the share of the *samples* that are near a mode: quality, not coverage.", WRONG),
    Mistake("over_samples", lambda x, c, r: np.sum(_within(x, c, r).any(axis=0)) / len(x),
            "The number of covered modes is divided by the number of samples, not of modes.", SLIP),
    Mistake("share_of_pairs", lambda x, c, r: np.mean(_within(x, c, r)),
            "This counts every pair of sample and mode; a mode is covered or it is not.", WRONG),
    Mistake("per_mode_mean", lambda x, c, r: np.sum(_within(x, c, r)) / len(c),
            "This is how many samples a mode has on average; a mode with many samples counts once.", WRONG),
    Mistake("all_samples", lambda x, c, r: np.mean(_within(x, c, r).all(axis=0)),
            "A mode is covered as soon as one sample is near; here all of them have to be.", WRONG),
    Mistake("square_boxes", lambda x, c, r: np.mean(
            (np.abs(np.asarray(x)[:, None] - np.asarray(c)[None]) <= r).all(axis=2).any(axis=0)),
            "This looks at each coordinate on its own, in a square; the distance is the Euclidean one.", WRONG),
    Mistake("taxicab", lambda x, c, r: np.mean(
            (np.abs(np.asarray(x)[:, None] - np.asarray(c)[None]).sum(axis=2) <= r).any(axis=0)),
            "This adds the coordinates' distances; the distance is the Euclidean one.", WRONG),
    Mistake("distance_squared", lambda x, c, r: np.mean((_distances(x, c) ** 2 <= r).any(axis=0)),
            "The squared distance is compared with the radius: take the root, or square the radius.", SLIP),
    Mistake("nearest_only", _nearest, "The radius does not come in: the nearest mode may still be far away.", WRONG),
    Mistake("own_samples_only", _own_samples,
            "A sample that is near several modes covers all of them; here it counts for the nearest one only.", SLIP),
    Mistake("missed", lambda x, c, r: 1 - modes.mode_coverage(x, c, r),
            "This is the share of the modes that are *not* covered.", WRONG),
    Mistake("mean_of_samples", lambda x, c, r: np.mean(_distances([np.mean(x, axis=0)], c) <= r),
            "This looks at the mean of the samples, which may lie where there is none.", WRONG),
    Mistake("any_mode", lambda x, c, r: float(_within(x, c, r).any()),
            "This tells whether any mode is covered at all.", WRONG),
]  # fmt: skip

# --- the two orders of the players ------------------------------------------------------------------------------------


def _games():
    """Cases (V,): rows are choices of G, columns of D. No saddle point, so that the order matters, but in one."""
    return [
        Case("two choices each", (np.array([[3.0, -1.0], [0.0, 2.0]]),)),
        Case("three choices of G, two of D", (np.array([[4.0, -2.0], [1.0, 5.0], [0.5, 3.0]]),)),
        Case("two choices of G, four of D", (np.array([[2.0, 7.0, -3.0, 1.0], [5.0, 0.5, 4.0, -6.0]]),)),
        Case("only negative values", (np.array([[-0.2, -1.4, -3.0], [-2.5, -0.4, -1.1], [-1.9, -2.2, -0.7]]),)),
        Case("whole numbers", (np.array([[1, 9], [8, 2], [6, 4]]),)),
        Case("one choice each", (np.array([[-1.3863]]),)),
    ]


def _fresh_games(rng):
    for shape in ((3, 4), (5, 3)):
        yield Case("a game drawn for you", (rng.normal(0, 3, shape),))


def _ordered(other, this, first):
    """The mistakes of both orders. `other`: the other order; `this`: name of the inner player's choice."""
    return [
        Mistake("other_order", other, f"The players are in the other order: {first}", WRONG),
        Mistake("axes_exchanged", lambda V: this(np.transpose(V)),
                "The axes are exchanged: rows are the generator's choices, columns the discriminator's.", WRONG),
        Mistake("aims_exchanged", lambda V: other(np.transpose(V)),
                "The aims are exchanged: the generator, who chooses the row, makes $V$ small; the discriminator, who chooses "
                "the column, makes it large.", WRONG),
        Mistake("smallest", np.min, "This is the smallest entry: the other player also has a say.", WRONG),
        Mistake("largest", np.max, "This is the largest entry: the other player also has a say.", WRONG),
        Mistake("mean", np.mean, "Nobody plays at random here: each takes the best of its choices.", WRONG),
        Mistake("mean_inside", lambda V: np.min(np.mean(V, axis=1)), "The answer is the best one, not the mean.",
                WRONG),
        Mistake("mean_outside", lambda V: np.mean(np.max(V, axis=1)),
                "The first player takes the best choice, not the mean.",
                WRONG),
        Mistake("index_of_G", lambda V: np.argmin(np.max(V, axis=1)),
                "This is the number of the choice; the value of the game is asked for.", SLIP),
        Mistake("index_of_D", lambda V: np.argmax(np.min(V, axis=0)),
                "This is the number of the choice; the value of the game is asked for.", SLIP),
        Mistake("answers_only", lambda V: np.max(V, axis=1),
                "These are the answers to each choice of the first player; the best of them is still to be taken.",
                WRONG),
        Mistake("answers_only", lambda V: np.min(V, axis=0),
                "These are the answers to each choice of the first player; the best of them is still to be taken.",
                WRONG),
    ]  # fmt: skip


_min_max = _ordered(modes.max_min, modes.min_max, "the *inner* one moves second, and $D$ answers the generator here.")
_max_min = _ordered(modes.min_max, modes.max_min, "the *inner* one moves second, and $G$ answers the discriminator here.")

# --- the generator's best reply ---------------------------------------------------------------------------------------


def _frozen():
    """Cases (points, d): D's outputs at candidate points; no ties."""
    return [
        Case("three candidates", (np.array([[0.0, 1.0], [2.0, -1.0], [-3.0, 0.5]]), np.array([0.2, 0.7, 0.4]))),
        Case("a ring", (modes.ring(6), np.array([0.31, 0.12, 0.55, 0.48, 0.83, 0.29]))),
        Case("nothing that looks real", (np.array([[1.0, 1.0], [4.0, 0.0], [0.0, 4.0], [-1.0, -2.0]]),
                                         np.array([0.011, 0.002, 0.013, 0.009]))),
        Case("one candidate", (np.array([[0.7, -0.2]]), np.array([0.4]))),
        Case("whole numbers", (np.array([[3, 0], [0, 3], [-3, 0]]), np.array([0.3, 0.2, 0.9]))),
    ]  # fmt: skip


def _fresh_frozen(rng):
    n = int(rng.integers(4, 9))
    yield Case("candidates drawn for you", (rng.normal(0, 2, (n, 2)), rng.permutation(np.linspace(0.05, 0.95, n))))


_reply = [
    Mistake("worst", lambda points, d: np.asarray(points, float)[np.argmin(d)],
            "This is where $D$ is smallest: the generator wants to fool the discriminator.", WRONG),
    Mistake("index", lambda points, d: np.argmax(d), "This is the number of the point; the point is asked for.", SLIP),
    Mistake("output", lambda points, d: np.max(d), "This is the best output of $D$; the point is asked for.", WRONG),
    Mistake("cost", lambda points, d: np.min(-np.log(d)), "This is the smallest cost; the point is asked for.", WRONG),
    Mistake("mean", lambda points, d: np.mean(points, axis=0),
            "This is the middle of all candidates, where $D$ may find nothing real.", WRONG),
    Mistake("weighted_mean", lambda points, d: np.average(points, axis=0, weights=d),
            "This is a mean of the candidates, weighted by $D$. Nothing keeps the generator from the best one alone.",
            WRONG),
    Mistake("undecided", lambda points, d: np.asarray(points, float)[np.argmin(np.abs(np.asarray(d) - 0.5))],
            "This is where $D$ is nearest to $\\frac12$; the cost $-\\ln D$ asks for more.", WRONG),
    Mistake("all_points", lambda points, d: np.asarray(points, float)[np.argsort(d)[::-1]],
            "These are all candidates in order; the best one is asked for.", WRONG),
    Mistake("first", lambda points, d: np.asarray(points, float)[0], "This is the first candidate, whatever $D$ says.",
            WRONG),
    Mistake("farthest", lambda points, d: np.asarray(points, float)[np.argmax(np.linalg.norm(points, axis=1))],
            "$D$ does not come in: its outputs decide, not the place of the candidates.", WRONG),
]  # fmt: skip

_mode_coverage = Question("mode_coverage", 6, modes.mode_coverage, _clouds(), _fresh_clouds, _coverage)
_questions = [
    with_edges(_mode_coverage, [Case("no sample at all", (np.empty((0, 2)), modes.ring(8), 0.5))],
               "Right but for a generator without a single sample: it covers nothing."),
    Question("min_max", 2, modes.min_max, _games(), _fresh_games, _min_max),
    Question("max_min", 2, modes.max_min, _games(), _fresh_games, _max_min),
    Question("best_reply", 3, modes.best_reply, _frozen(), _fresh_frozen, _reply),
]  # fmt: skip
QUESTIONS = {question.name: question for question in _questions}

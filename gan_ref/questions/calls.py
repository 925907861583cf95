"""How `train` is judged: by the calls that it makes, in order, in two games; the first has one step of each kind.

Four points: the k-loop, fresh noise for each discriminator step, fresh noise for the generator step, the right order.
A minibatch is fresh if it was drawn for `train` and used in no step before; it may be drawn well ahead.
"""

from dataclasses import dataclass

import numpy as np

from grader.question import Mark, described, quiet

MOST_CALLS = 2000  # far more than any right answer makes
MOST_SAMPLES = 100
NEAR = 1e-6  # relative, between a minibatch and a student's copy of it; no number of one is 0

_MESSAGES = {
    "k_loop": "Each iteration has $k$ discriminator steps, each with a fresh minibatch of $m$ real samples, "
    "and there are `iterations` of them.",
    "discriminator_noise": "Each discriminator step needs a fresh minibatch of $m$ noise samples.",
    "generator_noise": "The generator step needs a fresh minibatch of $m$ noise samples of its own.",
    "order": "In each iteration all the discriminator's steps come first, then one step of the generator.",
}
_EXCHANGED = "`ascend_discriminator(x, z)` takes the real samples first and the noise second."
_NOTHING = "`train` makes no step: it should call `gan.ascend_discriminator` and `gan.descend_generator`."


@dataclass(frozen=True)
class Step:
    """One step: "ascend" or "descend", and the numbers of the samples used; None: not m different ones drawn for it."""

    kind: str
    noise: frozenset | None
    data: frozenset | None = None
    exchanged: bool = False


class Recorder:
    """The `gan` that is handed to `train`: it answers with distinctive minibatches and keeps a record."""

    def __init__(self, rng: np.random.Generator, m: int):
        self._rng, self._m = rng, m
        self._drawn = {"noise": np.empty((0, 2)), "data": np.empty((0, 2))}
        self._calls = 0
        self._steps: list[Step] = []

    def sample_noise(self, m):
        """A fresh minibatch of noise."""
        return self._draw("noise", m)

    def sample_data(self, m):
        """A fresh minibatch of real samples."""
        return self._draw("data", m)

    def ascend_discriminator(self, x, z):
        """One step of the discriminator."""
        self._count()
        data, noise = self._which("data", x), self._which("noise", z)
        if data is None and noise is None and self._which("noise", x) is not None:
            self._steps.append(Step("ascend", self._which("noise", x), self._which("data", z), exchanged=True))
        else:
            self._steps.append(Step("ascend", noise, data))

    def descend_generator(self, z):
        """One step of the generator."""
        self._count()
        self._steps.append(Step("descend", self._which("noise", z)))

    def _draw(self, kind, m):
        self._count()
        m = int(m)
        if not 0 < m <= MOST_SAMPLES:
            raise ValueError(f"a minibatch of {m} samples is asked for; $m$ of them are wanted")
        batch = self._rng.normal(size=(m, 2))
        self._drawn[kind] = np.vstack([self._drawn[kind], batch])
        return batch

    def _which(self, kind, batch) -> frozenset | None:
        """The numbers of the m samples, known by their values (students may copy a minibatch, part it or make lists of it)."""
        try:
            batch = np.asarray(batch, dtype=float)
        except (TypeError, ValueError):
            return None
        drawn = self._drawn[kind]
        if batch.shape != (self._m, 2) or not len(drawn):
            return None
        found = (abs(batch[:, None] / drawn - 1) < NEAR).all(axis=2)
        numbers = frozenset(found.argmax(axis=1).tolist())
        return numbers if found.any(axis=1).all() and len(numbers) == self._m else None

    def _count(self):
        self._calls += 1
        if self._calls > MOST_CALLS:
            raise RuntimeError("far more steps than were asked for")


def judge_train(question, answer, seed, context) -> Mark:
    """One of the four points for each rule that the calls keep in every game tried."""
    if not callable(answer):
        return Mark(0.0, question.points, f"`train` should be a function; it is of type `{type(answer).__name__}`.")
    rng = np.random.default_rng(seed)
    # No more than it takes: a call of a method takes a while. The first tells who counts as the notebook's example does.
    games = [(1, 1, 3), (2, 3, int(rng.integers(4, 7)))]
    played = []
    for iterations, k, m in games:
        gan = Recorder(rng, m)
        try:
            with quiet():
                answer(gan, iterations, k, m)
        except Exception as error:
            if getattr(error, "stops_marking", False):
                raise
            return Mark(0.0, question.points, f"`train` stops with an error: {described(error)}", "error")
        played.append((gan._steps, iterations, k))
    return _told(question, played)


def _told(question, played) -> Mark:
    if not any(steps for steps, *_ in played):
        return Mark(0.0, question.points, _NOTHING, "no_steps")
    moved = [game for game in played if game[0]]  # where nothing moved, it is the number of iterations that is wrong
    lost = [rule for rule, kept in RULES.items() if not all(kept(*game) for game in (played if kept is _k_loop else moved))]
    messages = [_MESSAGES[rule] for rule in lost]
    if any(step.exchanged for steps, *_ in played for step in steps):
        messages = [_EXCHANGED if rule == "order" and _in_order(*played[-1]) else _MESSAGES[rule] for rule in lost]
    points = question.points * (len(RULES) - len(lost)) / len(RULES)
    return Mark(points, question.points, " ".join(messages) or "Right.", " and ".join(lost) or None)


def _ascents(steps) -> list[Step]:
    return [step for step in steps if step.kind == "ascend"]


def _k_loop(steps, iterations, k) -> bool:
    data = [step.data for step in _ascents(steps)]
    return len(data) == iterations * k and None not in data and len(frozenset().union(*data)) == sum(map(len, data))


def _fresh(steps, kind) -> bool:
    """Did every step of this kind use noise that no step before had used?"""
    used = set()
    for step in steps:
        if step.kind == kind and (step.noise is None or step.noise & used):
            return False
        used |= step.noise or set()
    return any(step.kind == kind for step in steps)


def _order(steps, iterations, k) -> bool:
    return _in_order(steps, iterations, k) and not any(step.exchanged for step in steps)


def _in_order(steps, iterations, k) -> bool:
    """The discriminator's k steps, then the generator's; who takes another number of steps in each loses that point only."""
    kinds = "".join(step.kind[0] for step in steps)
    if kinds == ("a" * k + "d") * (len(kinds) // (k + 1)):
        return True  # another number of iterations has cost its point
    if kinds.count("a") == iterations * k:
        return kinds == ("a" * k + "d") * iterations
    return kinds.count("d") == iterations and "dd" not in kinds and kinds.startswith("a") and kinds.endswith("d")


RULES = {
    "k_loop": _k_loop,
    "discriminator_noise": lambda steps, iterations, k: _fresh(steps, "ascend"),
    "generator_noise": lambda steps, iterations, k: _fresh(steps, "descend"),
    "order": _order,
}

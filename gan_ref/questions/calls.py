"""How `train` is judged: by the calls that it makes, in order, for numbers of steps that the student has not seen.

Four points: the k-loop, fresh noise for each discriminator step, fresh noise for the generator step, the right order.
A minibatch is fresh if it was drawn for `train` and used in no step before; it may be drawn well ahead.
"""

import numpy as np

from grader.question import Mark

MOST_CALLS = 2000  # far more than any right answer makes

_MESSAGES = {
    "k_loop": "Each iteration has $k$ discriminator steps, each with a minibatch of real samples of its own, and there are `iterations` of them.",
    "discriminator_noise": "Each discriminator step needs a fresh minibatch of $m$ noise samples.",
    "generator_noise": "The generator step needs a fresh minibatch of $m$ noise samples, not the discriminator's.",
    "order": "In each iteration all the discriminator's steps come first, then one step of the generator.",
}


class Recorder:
    """The `gan` that is handed to `train`: it answers with numbered minibatches and keeps a record."""

    def __init__(self, rng: np.random.Generator):
        self._rng = rng
        self._drawn = {"noise": [], "data": []}
        self.steps = []  # ("ascend", real minibatch, noise minibatch) or ("descend", noise minibatch); None: not one drawn

    def sample_noise(self, m):
        """A fresh minibatch of noise."""
        return self._draw("noise", m)

    def sample_data(self, m):
        """A fresh minibatch of real samples."""
        return self._draw("data", m)

    def ascend_discriminator(self, x, z):
        """One step of the discriminator."""
        self._count()
        self.steps.append(("ascend", self._which("data", x), self._which("noise", z)))

    def descend_generator(self, z):
        """One step of the generator."""
        self._count()
        self.steps.append(("descend", self._which("noise", z)))

    def _draw(self, kind, m):
        self._count()
        m = int(m)
        if not 0 < m <= 100:
            raise ValueError(f"a minibatch of {m} samples is asked for")
        batch = self._rng.normal(size=(m, 2))
        self._drawn[kind].append(batch.copy())
        return batch

    def _which(self, kind, batch):
        """(number, size) of the minibatch that this is, by its values; None where it is none of those drawn."""
        try:
            batch = np.asarray(batch, dtype=float)
        except (TypeError, ValueError):
            return None
        for number, drawn in enumerate(self._drawn[kind]):
            if batch.shape == drawn.shape and np.allclose(batch, drawn, rtol=1e-9, atol=0):
                return number, len(drawn)
        return None

    def _count(self):
        if len(self.steps) + sum(map(len, self._drawn.values())) >= MOST_CALLS:
            raise RuntimeError("far more steps than were asked for")


def judge_train(question, answer, seed, context) -> Mark:
    """One of the four points for each rule that the calls keep in every game tried."""
    if not callable(answer):
        return Mark(0.0, question.points, f"`train` should be a function; it is of type `{type(answer).__name__}`.")
    rng = np.random.default_rng(seed)
    games = [(1, 1, 3), (2, 3, 4), (3, 2, 2), tuple(int(n) for n in rng.integers((2, 2, 2), (5, 5, 7)))]
    kept = dict.fromkeys(_MESSAGES, True)
    for iterations, k, m in games:
        gan = Recorder(rng)
        try:
            answer(gan, iterations, k, m)
        except Exception as error:
            if getattr(error, "stops_marking", False):
                raise
            return Mark(0.0, question.points, f"`train` stops with an error: {_told(error)}", "error")
        for rule, keeps in _rules(gan.steps, iterations, k, m).items():
            kept[rule] = kept[rule] and keeps
    lost = [rule for rule, keeps in kept.items() if not keeps]
    points = question.points * (len(kept) - len(lost)) / len(kept)
    message = "Right." if not lost else " ".join(_MESSAGES[rule] for rule in lost)
    return Mark(points, question.points, message, " and ".join(lost) or None)


def _rules(steps, iterations, k, m) -> dict[str, bool]:
    ascents = [step for step in steps if step[0] == "ascend"]
    descents = [step for step in steps if step[0] == "descend"]
    if not steps:
        return dict.fromkeys(_MESSAGES, False)
    used, d_fresh, g_fresh, x_fresh = set(), True, True, True
    seen_data = set()
    for step in steps:
        noise = step[-1]
        fresh = noise is not None and noise[1] == m and noise[0] not in used
        used.add(noise and noise[0])
        if step[0] == "ascend":
            d_fresh &= fresh
            data = step[1]
            x_fresh &= data is not None and data[1] == m and data[0] not in seen_data
            seen_data.add(data and data[0])
        else:
            g_fresh &= fresh
    return {
        "k_loop": len(ascents) == iterations * k and x_fresh,
        "discriminator_noise": bool(ascents) and d_fresh,
        "generator_noise": bool(descents) and g_fresh,
        "order": [step[0] for step in steps] == (["ascend"] * k + ["descend"]) * iterations if len(ascents) == iterations * k
        else _in_order(steps, iterations),
    }  # fmt: skip


def _in_order(steps, iterations) -> bool:
    """With another number of steps: does every iteration still begin with the discriminator and end with the generator?"""
    kinds = "".join(step[0][0] for step in steps)
    return kinds.count("d") == iterations and "dd" not in kinds and kinds.startswith("a") and kinds.endswith("d")


def _told(error) -> str:
    kind, text = getattr(error, "ename", type(error).__name__), str(getattr(error, "evalue", error))
    if kind == "NotImplementedError":
        return "it is not written yet (`NotImplementedError`)."
    return f"`{kind}`: {text.splitlines()[0][:200] if text else ''}".rstrip(": ")

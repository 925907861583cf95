"""How `train` of the small GAN is judged: by what it asks of the `gan`, in which order, with which parameters.

The `gan` answers with minibatches and gradients of its own making, so that nothing but the loop is judged; and since
every gradient is known, so is where each player must stand afterwards. Eight points in five rules. Used by the table
`g1_a_gan_in_numpy`.
"""

from itertools import product

import numpy as np

from grader.question import GUARDED, Mark

MOST_CALLS = 500  # far more than any right answer makes
MOST_RETURNED = 1000  # numbers of a path that are looked at; no game is so long
LARGEST = 1000  # samples in a minibatch; `train` is asked for a few
RULES = {  # points of eight, and what to tell
    "order": (2, "Each step is one update of $D$ and then one of $G$, `steps` times."),
    "fresh": (2, "Every update needs minibatches of $m$ samples drawn for it alone, fakes included."),
    "discriminator": (1, "The discriminator ascends: $\\theta_d$ plus $\\eta$ times its gradient."),
    "generator": (1, "The generator descends: $\\theta_g$ minus $\\eta$ times its gradient."),
    "frozen": (1, "While one player moves, the other stands where its last update left it: fakes come from the present "
                  "$\\theta_g$, and the generator meets the $D$ that was just updated."),
    "path": (1, "`train` returns $\\theta_g$ after each step, an array of shape `(steps,)`."),
}  # fmt: skip
EXCHANGED = "`discriminator_gradient(x, fake, theta_d)` takes the real samples first and the fakes second."
CHANGED = "`train` changes the `theta_d` that it is given: better `theta_d = theta_d + ...` than `+=`."


class Recorder:
    """The `gan` that is handed to `train`: it makes up samples and gradients, and keeps what it was asked."""

    def __init__(self, rng: np.random.Generator):
        self._rng, self._calls = rng, 0
        self._drawn = {"real": {}, "fake": {}}  # each sample, no two alike: (kind, number, theta_g or None)
        self.updates = []  # dictionaries: player, batches (of such samples, or None), theta_d, gradient
        self.exchanged = False

    def sample_real(self, m):
        """m fresh real samples."""
        return self._draw("real", m, None)

    def sample_fake(self, m, theta_g):
        """m fresh samples of a generator that stands at theta_g."""
        return self._draw("fake", m, float(np.ravel(theta_g)[0]))

    def discriminator_gradient(self, x, fake, theta_d):
        """A gradient in θ_d, (2,)."""
        batches = [self._which("real", x), self._which("fake", fake)]
        if batches == [None, None]:
            batches = [self._which("real", fake), self._which("fake", x)]
            self.exchanged = self.exchanged or None not in batches
        return self._update("D", batches, theta_d, self._rng.normal(size=2)).copy()

    def generator_gradient(self, fake, theta_d):
        """A derivative in θ_g, a number."""
        return float(self._update("G", [self._which("fake", fake)], theta_d, self._rng.normal()))

    def _draw(self, kind, m, theta_g):
        self._count()
        m = int(m)
        if not 0 < m <= LARGEST:
            raise ValueError(f"a minibatch of {m} samples is asked for")
        batch = self._rng.normal(size=m)
        known = self._drawn[kind]
        known.update({sample: (kind, len(known) + number, theta_g) for number, sample in enumerate(batch.tolist())})
        return batch

    def _update(self, player, batches, theta_d, gradient):
        self._count()
        theta_d = np.array(theta_d, dtype=float).ravel()
        if theta_d.shape != (2,):
            raise ValueError("theta_d has two entries, (w, b)")
        self.updates.append({"player": player, "batches": batches, "theta_d": theta_d, "gradient": gradient})
        return gradient

    def _which(self, kind, batch):
        """(kind, number, theta_g at which it was drawn) of each sample; None where one is none of those drawn."""
        samples = [self._drawn[kind].get(sample) for sample in np.ravel(np.asarray(batch, dtype=float)).tolist()]
        return None if None in samples else samples

    def _count(self):
        self._calls += 1
        if self._calls > MOST_CALLS:
            raise RuntimeError("far more steps than were asked for")


def judge_train(question, answer, seed, context) -> Mark:
    """The points of every rule that is kept in all of the trainings tried."""
    if not callable(answer):
        return Mark(0.0, question.points, f"`train` should be a function; it is of type `{type(answer).__name__}`.")
    rng = np.random.default_rng(seed)
    kept, changed, exchanged, played = dict.fromkeys(RULES, True), False, False, []
    for steps, m in ((1, 3), (3, 4), tuple(int(n) for n in rng.integers((4, 5), (7, 9)))):
        gan, theta_d, theta_g = Recorder(rng), rng.normal(size=2), float(rng.normal())
        eta, before = float(rng.uniform(0.05, 0.3)), theta_d.copy()
        try:
            path = answer(gan, theta_d, theta_g, eta, m, steps)
        except Exception as error:
            if getattr(error, "stops_marking", False):
                raise
            return Mark(0.0, question.points, f"`train` stops with an error: {told(error)}", "error")
        changed, exchanged = changed or not np.array_equal(theta_d, before), exchanged or gan.exchanged
        played.append((gan.updates, _rules(gan.updates, path, before, theta_g, eta, m, steps)))
    for updates, rules in played:  # where nothing moved, it is the number of steps that is wrong: others tell the rest
        looked_at = RULES if updates or not any(moves for moves, _ in played) else ("order", "path")
        kept.update({rule: kept[rule] and rules[rule] for rule in looked_at})
    return _mark(question, kept, changed, exchanged)


def _mark(question, kept, changed, exchanged) -> Mark:
    ascends = kept["discriminator"]
    lost = [rule for rule, keeps in kept.items() if not keeps or rule == "discriminator" and exchanged]
    share = 1 - sum(RULES[rule][0] for rule in lost) / sum(points for points, _ in RULES.values())
    telling = {rule: message for rule, (_, message) in RULES.items()}
    if exchanged:
        telling["discriminator"] = EXCHANGED if ascends else f"{telling['discriminator']} {EXCHANGED}"
    message = " ".join(telling[rule] for rule in lost) or "Right."
    mistake = " and ".join(lost) or None
    if changed and share > 0:
        share, message, mistake = share * GUARDED, f"{message} {CHANGED}", mistake or "changes_inputs"
    return Mark(question.points * share, question.points, message, mistake)


def _rules(updates, path, theta_d, theta_g, eta, m, steps) -> dict[str, bool]:
    D, G = ([update for update in updates if update["player"] == player] for player in "DG")
    moved = eta * np.cumsum([update["gradient"] for update in G])  # by the generator's updates, up to each of them
    returned = _numbers(path)
    down, up = (len(G) == steps and _same(returned, theta_g + sign * moved) for sign in (-1, 1))
    return {
        "order": "".join(update["player"] for update in updates) == "DG" * steps,
        "fresh": bool(D and G) and _fresh(updates, m),
        "discriminator": bool(D) and _ascends(updates, theta_d, eta),
        "generator": bool(G) and (down or not up and _descends(updates, returned, theta_g, moved)),
        "frozen": bool(D and G) and any(
            _stand_still(updates, theta_d, theta_g, eta, *signs) for signs in product((1, -1), (-1, 1))),
        "path": down or up,
    }  # fmt: skip


def _fresh(updates, m) -> bool:
    batches = [batch for update in updates for batch in update["batches"]]
    if not all(batch and len(batch) == m for batch in batches):
        return False
    used = [sample[:2] for batch in batches for sample in batch]
    return len(set(used)) == len(used)


def _ascends(updates, theta_d, eta) -> bool:
    """Does each update of D begin where the one before, taken upwards, ends? Whom G meets after the last one tells, too."""
    for update, after in zip(updates, [*updates[1:], None], strict=True):
        if update["player"] == "D":
            if not _near(update["theta_d"], theta_d):
                return False
            theta_d = update["theta_d"] + eta * update["gradient"]
            if after and not (_near(after["theta_d"], theta_d) or _near(after["theta_d"], update["theta_d"])):
                return False
    return True


def _descends(updates, returned, theta_g, moved) -> bool:
    """Without the whole path: is θ_g, in the fakes or in what is returned, always one of those on the way down?"""
    stands = theta_g - np.concatenate([[0.0], moved])
    seen = [at for at in map(_drawn_at, updates) if at is not None]
    if all(_near(at, theta_g) for at in seen):
        seen = [] if returned is None or len(returned) > MOST_RETURNED else returned
    if len(moved) == 1 and all(_near(at, theta_g) for at in seen):
        return True  # one step, and nothing was asked or returned after it: longer games decide
    on_the_way = all(any(_near(at, stand) for stand in stands) for at in seen)
    return on_the_way and any(not _near(at, theta_g) for at in seen)


def _stand_still(updates, theta_d, theta_g, eta, up, down) -> bool:
    """Is every update made at the present θ_g and θ_d? `up` and `down` are the signs of the two players' steps."""
    for update in updates:
        at = _drawn_at(update)
        if at is None or not _near(at, theta_g) or not _near(update["theta_d"], theta_d):
            return False
        if update["player"] == "D":
            theta_d = theta_d + up * eta * update["gradient"]
        else:
            theta_g = theta_g + down * eta * update["gradient"]
    return True


def _drawn_at(update):
    """The θ_g at which an update's fakes were drawn; None where they are not known, or not drawn at one."""
    places = {sample[2] for batch in update["batches"] if batch for sample in batch if sample[0] == "fake"}
    return places.pop() if len(places) == 1 else None


def _numbers(path):
    """What was returned as a flat array of numbers; None where it is none."""
    try:
        numbers = np.ravel(np.asarray(path, dtype=float))
    except (TypeError, ValueError, OverflowError, MemoryError, RecursionError):
        return None
    return numbers if np.isfinite(numbers).all() else None


def _same(returned, wanted) -> bool:
    return returned is not None and returned.shape == wanted.shape and _near(returned, wanted)


def _near(one, other) -> bool:
    return bool(np.allclose(one, other, rtol=1e-7, atol=1e-9))


def told(error) -> str:
    """A student's exception in one line."""
    kind, text = getattr(error, "ename", type(error).__name__), str(getattr(error, "evalue", error))
    if kind == "NotImplementedError":
        return "it is not written yet (`NotImplementedError`)."
    return f"`{kind}`: {text.splitlines()[0][:200] if text else ''}".rstrip(": ")

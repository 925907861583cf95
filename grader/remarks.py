"""What to tell about a wrong answer that no known mistake explains: which input failed, and how; never a right number.

Used by `judging`. A remark says where to look: an error, a shape, a sign, a factor, one kind of input only.
"""

from collections.abc import Sequence

import numpy as np


def general_remark(tried: Sequence[tuple]) -> str:
    """The most useful sentence about an answer. tried: (outcome, wanted numbers, right?) for every input, in order."""
    wrong = [(outcome, want) for outcome, want, right in tried if not right]
    first = wrong[0][0]
    where = _where(tried, wrong)
    if first.error:
        return f"{where} your function stops with an error: {first.error}"
    if first.fault:
        return f"{where} {first.fault[0].lower() + first.fault[1:]}"
    return f"{where} the numbers are wrong. {_how(wrong)}".strip()


def _where(tried: Sequence[tuple], wrong: Sequence[tuple]) -> str:
    names = [outcome.case.name for outcome, _ in wrong]
    if len(wrong) == len(tried):
        return "On every input tried,"
    right = len(tried) - len(wrong)
    if len(names) == 1:
        return f"Right on {right} of {len(tried)} inputs, but for {names[0]}"
    return f"Right on {right} of {len(tried)} inputs, but not for {names[0]} (nor for {len(names) - 1} more): there"


def _how(wrong: Sequence[tuple]) -> str:
    pairs = [(o.got, want) for o, want in wrong if o.got is not None and not o.fault and np.isfinite(want).all()]
    if not pairs:
        return ""
    got = np.concatenate([np.ravel(g) for g, _ in pairs])
    want = np.concatenate([np.ravel(w) for _, w in pairs])
    if len(got) < 2:
        return ""
    if np.allclose(got, -want, 1e-6, 1e-9):
        return "Their sizes are right and all their signs are wrong."
    if np.allclose(np.abs(got), np.abs(want), 1e-6, 1e-9):
        return "Their sizes are right, but some signs are wrong."
    if np.ptp(got) == 0:
        return "The result is the same whatever the input is."
    large = np.abs(want) > 1e-9
    if large.all() and np.ptp(got / want) <= 1e-6 * np.abs(got / want).max():
        return "They are all off by one and the same factor: a constant, a base of the logarithm or a normalisation?"
    if np.ptp(got - want) <= 1e-6 * np.abs(got - want).max():
        return "They are all off by one and the same amount: is a constant missing, or too much?"
    columns = [(g, w) for g, w in pairs if w.ndim and w.shape[-1] == 2]
    for index, name in ((0, "first"), (1, "second")):
        if columns and all(np.allclose(g[..., index], w[..., index], 1e-6, 1e-9) for g, w in columns):
            return f"The {name} component is right, the other one is not."
    if (np.sign(got) == np.sign(want)).all():
        return "Their signs are right, their sizes are not."
    return ""

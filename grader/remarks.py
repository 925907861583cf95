"""What to tell about a wrong answer that no known mistake explains: which input failed, and how; never a number.

Used by the judges. A remark says where to look: an error, a shape, a sign, a factor, what failing inputs share.
"""

import re
from collections.abc import Callable, Sequence

import numpy as np

WRONG_NUMBERS = "the numbers are wrong."
POWERS = ". A power is written `**` in Python, not `^`."


def described(error: Exception) -> str:
    """A student's exception in one line, cut to what helps: its kind and its text."""
    kind = getattr(error, "ename", type(error).__name__)
    text = str(getattr(error, "evalue", error)).strip().splitlines() or [""]
    if kind == "NotImplementedError":
        return "it is not written yet (`NotImplementedError`)."
    if kind == "NotPlain":  # the box's own word for a result that is no number, text or list
        return f"{text[0][:300]}."
    hint = POWERS if kind == "TypeError" and re.search(r"bitwise_xor|for \^", text[0]) else ""
    return f"`{kind}`" + (f": {text[0][:200]}{hint}" if text[0] else ".")


def general_remark(tried: Sequence[tuple]) -> str:
    """The most useful sentence about an answer. tried: (outcome, wanted numbers, right?) for every input, in order."""
    wrong = [(outcome, want) for outcome, want, right in tried if not right]
    told = [_what(outcome, want) for outcome, want in wrong]
    where = _where(tried, wrong, len(set(told)) == 1)
    how = _how(tried, wrong) if told[0] == WRONG_NUMBERS else ""
    return ended(f"{where} {told[0]} {how}".strip())


def ended(sentence: str) -> str:
    """The sentence with a full stop, where it ends in none of its own, as a student's error may."""
    return sentence if sentence[-1:] in ".?!" else f"{sentence}."


def _what(outcome, want: np.ndarray) -> str:
    """What is wrong for one input, in the middle of a sentence."""
    if outcome.error:
        return f"your function stops with an error: {outcome.error}"
    if outcome.fault:
        return outcome.fault[0].lower() + outcome.fault[1:]
    endless = np.isinf(want) & (outcome.got != want)
    if endless.any():
        got = "`nan`" if np.isnan(outcome.got[endless]).any() else "another number"
        return f"there is {got} in the result where infinity is due."
    return WRONG_NUMBERS


def has_whole_numbers(case) -> bool:
    """Is one of the inputs an array of integers?"""
    return any(array.dtype.kind in "iu" for array in _arrays(case))


def _arrays(case) -> list[np.ndarray]:
    return [argument for argument in case.args if isinstance(argument, np.ndarray) and argument.ndim]


def _samples(case) -> int | None:
    """How many samples, or values, the first array holds; None where no array is handed in."""
    return next((len(array) for array in _arrays(case)), None)


def _uneven(case) -> bool:
    batches = [array for array in _arrays(case) if array.ndim == 2]
    return len(batches) == 2 and len(batches[0]) != len(batches[1])  # of three arrays, none is the other batch


TRAITS: dict[str, Callable] = {  # what failing inputs may have in common, the most telling first
    "the inputs are whole numbers": has_whole_numbers,
    "the values are far from 0": lambda case: bool(case.saturated),
    "the input is a single number": lambda case: not _arrays(case),
    "the two batches differ in size": _uneven,
    "there is only one sample": lambda case: _samples(case) == 1,
    "there are more samples than one": lambda case: (_samples(case) or 1) > 1,
    "the number of samples is not two": lambda case: _samples(case) not in (None, 2),
    "an argument that has a default is handed in": lambda case: bool(case.kwargs) or len(case.args) > 3,
}


def _where(tried: Sequence[tuple], wrong: Sequence[tuple], alike: bool) -> str:
    """For which inputs. alike: are all of them wrong in the same way, so that it may be said of all?"""
    cases = [outcome.case for outcome, _ in wrong]
    if len(wrong) == len(tried):
        return "On every input tried," if alike else f"Right on none of {len(tried)} inputs: for {cases[0].name}"
    start = f"Right on {len(tried) - len(wrong)} of {len(tried)} inputs, but"
    if len(cases) == 1:
        return f"{start} for {cases[0].name}"
    fine = [outcome.case for outcome, _, right in tried if right]
    for trait, has in TRAITS.items():
        if all(map(has, cases)) and not any(map(has, fine)):
            return f"{start} whenever {trait}, as for {cases[0].name},"
    return f"{start} not for {cases[0].name} (nor for {len(cases) - 1} more):"


def _how(tried: Sequence[tuple], wrong: Sequence[tuple]) -> str:
    """How the numbers are wrong; nothing where nothing can be said that holds for all of them."""
    if _constant([outcome for outcome, _, _ in tried]):
        return "The result is the same whatever the input is."
    pairs = [(o.got, want) for o, want in wrong if o.got is not None and not o.fault and np.isfinite(want).all()]
    got = np.concatenate([np.ravel(g) for g, _ in pairs]) if pairs else np.empty(0)
    want = np.concatenate([np.ravel(w) for _, w in pairs]) if pairs else np.empty(0)
    return next((text for text, fits in HOW.items() if len(got) > 1 and fits(got, want)), "") or _components(pairs)


def _constant(outcomes: Sequence) -> bool:
    """Is the result one and the same number for all inputs, also for those where that is right?"""
    if any(outcome.got is None or outcome.fault for outcome in outcomes):
        return False
    got = np.concatenate([np.ravel(outcome.got) for outcome in outcomes])
    return len(got) > 1 and np.ptp(got) == 0


def _close(got, want) -> bool:
    return np.allclose(got, want, 1e-6, 1e-9)


def _one_factor(got, want) -> bool:
    size = want @ want
    return size > 0 and _close(got, want * (got @ want / size))


HOW: dict[str, Callable] = {  # how numbers are wrong, the most telling first
    "Their sizes are right and all their signs are wrong.": lambda got, want: _close(got, -want),
    "Their sizes are right, but some signs are wrong.": lambda got, want: _close(np.abs(got), np.abs(want)),
    "They are all off by one and the same factor: a constant, a base of the logarithm or a normalisation?": _one_factor,
    "They are all off by one and the same amount: is a constant missing, or too much?":
        lambda got, want: np.ptp(got - want) <= 1e-6 * np.abs(got - want).max(),
}  # fmt: skip


def _components(pairs: Sequence[tuple]) -> str:
    """Which of two components is right, or whether the signs are; nothing where neither can be said."""
    two = bool(pairs) and all(w.shape[-1:] == (2,) for _, w in pairs)
    for index, name in ((0, "first"), (1, "second")):
        if two and all(_close(g[..., index], w[..., index]) for g, w in pairs):
            return f"The {name} component is right, the other one is not."
    if pairs and all((np.sign(g) == np.sign(w)).all() for g, w in pairs):
        return "Their signs are right, their sizes are not."
    return ""

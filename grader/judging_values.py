"""How typed numbers and chosen words are judged. Called by `question.TypedNumbers` and `question.Choice`."""

from collections.abc import Mapping
from typing import Any

import numpy as np

from .numbers_read import NotNumbers, read
from .question import Choice, Mark, TypedNumbers, Value

OWN_TOLERANCE = 1e-6  # relative; what follows from one's own functions is usually copied from their output…
OWN_DIGITS = 5e-5  # …with four digits or more


def judge_numbers(question: TypedNumbers, answer: Any, context: Mapping[str, Any]) -> Mark:
    """All right, or a part of them, or a known wrong one, or one that follows from the student's own functions."""
    single = len(question.expected) == 1
    given = [answer] if single else _parts(question, answer)
    if given is None:
        return _mark(question, 0, f"{len(question.expected)} numbers are asked for.")
    numbers, faults = _read(given)
    if all(number is None for number in numbers):
        return _mark(question, 0, faults[0])
    right = [
        n is not None and abs(n - want) <= question.tolerance
        for n, want in zip(numbers, question.expected, strict=True)
    ]
    if all(right):
        return _mark(question, 1, "Right.")
    earned = sum(right) / len(right)
    known = _known(question, numbers) if None not in numbers else None
    if known and max(known.share, earned) >= question.follow_share:
        return _mark(question, max(known.share, earned), known.message, known.name)
    if earned >= question.follow_share:
        return _mark(question, earned, "One of the two numbers is right, the other one is not.", "one_of_two")
    if None not in numbers and _follows(numbers, context.get("own")):
        message = "Not the right value, but it follows rightly from your own functions above: the slip lies in them."
        return _mark(question, question.follow_share, message, "follows_through")
    if known:
        return _mark(question, max(known.share, earned), known.message, known.name)
    if any(right):
        return _mark(question, earned, "One of the two numbers is right, the other one is not.", "one_of_two")
    if faults:
        return _mark(question, 0, faults[0])
    return _mark(question, 0, f"Not the right value, nor what your own functions lead to. {question.see}".strip())


def _parts(question: TypedNumbers, answer: Any) -> list | None:
    if isinstance(answer, (list, tuple, np.ndarray)) and np.ndim(answer) <= 1 or isinstance(answer, tuple):
        return list(answer) if len(answer) == len(question.expected) else None
    return None


def _read(given: list) -> tuple[list[float | None], list[str]]:
    numbers, faults = [], []
    for value in given:
        try:
            number = read(value, ())
            if number.shape != ():
                raise NotNumbers(f"One number is asked for; this is an array of shape {number.shape}.")
            if not np.isfinite(number):
                raise NotNumbers("A finite number is asked for, not `nan` or infinity.")
            numbers.append(float(number))
        except NotNumbers as fault:
            numbers.append(None)
            faults.append("Not answered yet: it is still `None`." if value is None else str(fault))
    return numbers, faults


def _known(question: TypedNumbers, numbers: list[float]) -> Value | None:
    for known in question.mistakes:
        if np.allclose(numbers, np.atleast_1d(known.numbers), rtol=0, atol=question.tolerance):
            return known
    return None


def _follows(numbers: list[float], own) -> bool:
    """Do the numbers follow from the student's own functions? Any failure of those means that they do not."""
    if own is None:
        return False
    try:
        mine = np.ravel(read(own(), (len(numbers),)))
    except Exception as error:
        if getattr(error, "stops_marking", False):
            raise
        return False
    return len(mine) == len(numbers) and bool(np.allclose(numbers, mine, OWN_TOLERANCE, OWN_DIGITS))


def judge_choice(question: Choice, answer: Any) -> Mark:
    """The word, whatever its case, with or without the noun before it."""
    if answer is None:
        return _mark(question, 0, "Not answered yet: it is still `None`.")
    if not isinstance(answer, str):
        return _mark(question, 0, f"A word in quotation marks is asked for; this is of type `{type(answer).__name__}`.")
    word = answer.strip().strip("\"'.").split()[-1:] or [""]
    chosen = word[0].upper()
    if chosen == question.expected.upper():
        return _mark(question, 1, "Right.")
    known = {name.upper(): message for name, message in question.messages.items()}
    wanted = " or ".join(f'"{name}"' for name in sorted({question.expected.upper(), *known}))
    return _mark(
        question, 0, known.get(chosen, f"Wanted was one of {wanted}."), "chose_" + chosen if chosen in known else None
    )


def _mark(question, share: float, message: str, mistake: str | None = None) -> Mark:
    return Mark(question.points * share, question.points, message, mistake)

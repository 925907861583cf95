"""How an answer that is a function is judged: called on every input, compared, and where it is wrong, diagnosed.

Called by `question.Question.judge`. The right answer is asked about copies that the student's function never saw.
"""

import copy
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from .numbers_read import NotNumbers, read, shape_fault, value_fault
from .question import GUARDED, SATURATED, Case, Mark, Mistake, Question
from .remarks import general_remark

MISTAKE_RTOL, MISTAKE_ATOL = 1e-6, 1e-10  # a mistake may be computed in another order than ours
NEAR_RTOL, NEAR_ATOL = 1e-3, 1e-4  # four digits
CHANGED = "Your function changes the arrays that it is given; work on a copy (`x = x.copy()`, or no `+=`)."
SATURATED_REMARK = (
    "Right, but not for logits far from 0: there the textbook form loses its digits or overflows. "
    "Write it with `np.logaddexp` or with the logistic function of $-h$."
)
NEAR_REMARK = (
    "The idea is right, but the numbers are a little off: rounding, single precision, a difference quotient, "
    "or a guard such as `+ 1e-8` inside the logarithm. Leave it out."
)


@dataclass
class Outcome:
    """What an answer gave for one input: numbers, or the reason why there are none."""

    case: Case
    got: np.ndarray | None = None
    fault: str | None = None
    error: str | None = None
    changed: bool = False


def judge_function(question: Question, answer: Callable, seed: int) -> Mark:
    """The mark of a function: right, right with a remark, a known mistake, or wrong with the most useful remark."""
    if not callable(answer):
        return _mark(question, 0, f"`{question.name}` should be a function; it is of type `{type(answer).__name__}`.")
    cases = question.inputs(seed)
    wanted = {right.name: [_reference(right.reference, case) for case in cases] for right in question.references}
    first = next(iter(wanted.values()))
    outcomes = [_ask(answer, case, want) for case, want in zip(cases, first, strict=True)]
    return _with_changes(question, outcomes, _judge(question, outcomes, wanted))


def _judge(question: Question, outcomes: Sequence[Outcome], wanted: dict[str, list]) -> Mark:
    if all(outcome.error for outcome in outcomes):
        return _mark(question, 0, f"Your function stops with an error: {outcomes[0].error}", "error")
    for right in question.references:
        if all(_equal(o, w, question.rtol, question.atol) for o, w in zip(outcomes, wanted[right.name], strict=True)):
            return _mark(question, 1, right.remark, notes=(right.name,) if right.name else ())
    for right in question.references:
        wrong = [
            o
            for o, w in zip(outcomes, wanted[right.name], strict=True)
            if not _equal(o, w, question.rtol, question.atol)
        ]
        if all(outcome.case.saturated for outcome in wrong):
            return _mark(question, SATURATED, SATURATED_REMARK, "saturated")
    found = _known(question.mistakes, outcomes)
    if found:
        return _told(question, found, 1)
    ordinary = [outcome for outcome in outcomes if not outcome.case.saturated]
    if len(ordinary) < len(outcomes) and (found := _known(question.mistakes, ordinary)):
        return _told(question, found, SATURATED)
    for right in question.references if question.near else ():
        pairs = [(o, w) for o, w in zip(outcomes, wanted[right.name], strict=True) if not o.case.saturated]
        if all(_equal(o, w, NEAR_RTOL, NEAR_ATOL) for o, w in pairs):
            return _mark(question, GUARDED, NEAR_REMARK, "rounded")
    wants = wanted[question.references[0].name]
    wrong = [(o, w, _equal(o, w, question.rtol, question.atol)) for o, w in zip(outcomes, wants, strict=True)]
    return _mark(question, 0, general_remark(wrong))


def _ask(answer: Callable, case: Case, want: np.ndarray) -> Outcome:
    args, kwargs = copy.deepcopy(case.args), copy.deepcopy(dict(case.kwargs))
    outcome = Outcome(case)
    try:
        with np.errstate(all="ignore"):
            value = answer(*args, **kwargs)
    except Exception as error:
        if getattr(error, "stops_marking", False):
            raise
        outcome.error = describe(error)
        return outcome
    outcome.changed = not (_same(args, case.args) and _same(list(kwargs.values()), list(case.kwargs.values())))
    try:
        outcome.got = read(value, want.shape)
        outcome.fault = shape_fault(outcome.got, want) or value_fault(outcome.got, want)
    except NotNumbers as fault:
        outcome.fault = str(fault)
    return outcome


def describe(error: Exception) -> str:
    """A student's exception in one line, cut to what helps: its kind and its text."""
    kind = getattr(error, "ename", type(error).__name__)
    text = str(getattr(error, "evalue", error)).strip().splitlines() or [""]
    if kind == "NotImplementedError":
        return "it is not written yet (`NotImplementedError`)."
    return f"`{kind}`" + (f": {text[0][:200]}" if text[0] else ".")


def _reference(reference: Callable, case: Case) -> np.ndarray:
    with np.errstate(all="ignore"):
        return np.asarray(reference(*copy.deepcopy(case.args), **copy.deepcopy(dict(case.kwargs))), dtype=np.float64)


def _equal(outcome: Outcome, want: np.ndarray, rtol: float, atol: float) -> bool:
    got = outcome.got
    return got is not None and got.shape == want.shape and bool(np.allclose(got, want, rtol, atol, equal_nan=True))


def _known(mistakes: Sequence[Mistake], outcomes: Sequence[Outcome]) -> list[Mistake]:
    """The mistakes that give what the answer gave, on all inputs; where the answer stops with an error, so must they."""
    if not any(outcome.got is not None for outcome in outcomes):
        return []
    return [mistake for mistake in mistakes if all(_made(mistake, outcome) for outcome in outcomes)]


def _made(mistake: Mistake, outcome: Outcome) -> bool:
    args, kwargs = copy.deepcopy(outcome.case.args), copy.deepcopy(dict(outcome.case.kwargs))
    try:
        with np.errstate(all="ignore"):
            value = mistake.wrong(*args, **kwargs)
    except Exception:  # whatever a wrong formula meets on an input that it was not made for
        return outcome.error is not None
    if outcome.got is None:
        return False
    wrong = read(value, outcome.got.shape)
    return wrong.shape == outcome.got.shape and bool(
        np.allclose(outcome.got, wrong, MISTAKE_RTOL, MISTAKE_ATOL, equal_nan=True)
    )


def _told(question: Question, found: Sequence[Mistake], factor: float) -> Mark:
    best = max(found, key=lambda mistake: mistake.share)
    messages = list(dict.fromkeys(mistake.message for mistake in found))
    message = messages[0] if len(messages) == 1 else "Either: " + " Or: ".join(messages)
    see = best.see or question.see
    name = " or ".join(dict.fromkeys(mistake.name for mistake in found))
    return _mark(question, best.share * factor, message + (f" See {see}." if see else ""), name)


def _with_changes(question: Question, outcomes: Sequence[Outcome], mark: Mark) -> Mark:
    if mark.points <= 0 or not any(outcome.changed for outcome in outcomes):
        return mark
    message = f"{mark.message} {CHANGED}".strip()
    return Mark(mark.points * GUARDED, mark.out_of, message, mark.mistake or "changes_inputs", mark.seed, mark.notes)


def _mark(question: Question, share: float, message: str, mistake: str | None = None, notes: tuple = ()) -> Mark:
    points = question.points * share
    return Mark(points, question.points, message or ("Right." if share == 1 else ""), mistake, notes=notes)


def _same(one: Any, other: Any) -> bool:
    """Were these arguments left as they were? NaN equals NaN."""
    if isinstance(one, np.ndarray) or isinstance(other, np.ndarray):
        one, other = np.asarray(one), np.asarray(other)
        return one.shape == other.shape and bool(np.array_equal(one, other, equal_nan=one.dtype.kind in "fc"))
    if isinstance(one, (list, tuple)):
        return len(one) == len(other) and all(_same(a, b) for a, b in zip(one, other, strict=True))
    return one is other or bool(one == other) or (one != one and other != other)

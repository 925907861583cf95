"""How an answer that is a function is judged: called on every input, compared, and where it is wrong, diagnosed.

Called by `question.Question.judge`. The order: right; a known mistake; right but for one kind of input; right but for
last digits; else wrong, with the most useful remark. The reference gets copies that the student's function never saw.
"""

import copy
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from .asking import Call, Reply, ask_each
from .numbers_read import NotNumbers, read, shape_fault, value_fault
from .question import Case, Mark, Mistake, Question
from .quiet import quiet
from .remarks import described, general_remark, has_whole_numbers
from .shares import CHANGED, GUARDED, SATURATED, WHOLE

MISTAKE_RTOL, MISTAKE_ATOL = 1e-6, 1e-10  # a mistake may be computed in another order than ours
NEAR_RTOL, NEAR_ATOL = 2e-4, 6e-5  # results rounded to four places, a difference quotient, single precision
CHANGED_REMARK = "Your function changes the arrays that it is given; work on a copy (`x = x.copy()`, or no `+=`)."
SATURATED_REMARK = (
    "Right, but not for logits far from 0: there the textbook form loses its digits or overflows. "
    "Write it with `np.logaddexp` or with the logistic function of $-h$."
)
WHOLE_REMARK = (
    "Right, but not for arrays of whole numbers: what is written into such an array loses its decimals. "
    "Make it one of floats, `dtype=float`."
)
NEAR_REMARK = (
    "The idea is right, but the numbers are a little off: rounding, single precision, a difference quotient, "
    "or a guard such as `+ 1e-8` inside the logarithm. Leave it out."
)
GUARD_REMARK = (
    "Right, but not for values very near the end of their range: a guard or a clipping such as `+ 1e-8` moves them. "
    "None is needed here."
)
OPTIONAL_REMARK = "Right. (It costs nothing, but for {} your function gives no result; NumPy's own functions do.)"


@dataclass(eq=False)
class Outcome:
    """What an answer gave for one input: numbers, or why there are none; and what the right answers give."""

    case: Case
    wants: Sequence[np.ndarray]
    got: np.ndarray | None = None
    fault: str | None = None
    error: str | None = None
    meant: np.ndarray | None = None
    changed: bool = False

    def equals(self, index: int, rtol: float, atol: float) -> bool:
        """Is it what the right answer of this index gives?"""
        return self.got is not None and near(self.got, self.wants[index], rtol, atol)


def judge_function(question: Question, answer: Callable, seed: int) -> Mark:
    """The mark of a function: right, right with a remark, a known mistake, or wrong with the most useful remark."""
    if not callable(answer):
        return _mark(question, 0, f"`{question.name}` should be a function; it is of type `{type(answer).__name__}`.")
    outcomes = _ask(question, answer, question.inputs(seed))
    counted = [o for o in outcomes if not (o.case.optional and (o.error or o.fault))]
    mark = _judge(question, counted)
    if mark.points == mark.out_of and mark.message == "Right." and len(counted) < len(outcomes):
        missed = next(o.case.name for o in outcomes if o not in counted)
        mark = replace(mark, message=OPTIONAL_REMARK.format(missed), notes=(*mark.notes, f"no result for {missed}"))
    return _with_changes(counted, mark)


def _judge(question: Question, outcomes: Sequence[Outcome]) -> Mark:
    if all(outcome.error for outcome in outcomes):
        return _mark(question, 0, f"Your function stops with an error: {outcomes[0].error}", "error")
    for index, right in enumerate(question.references):
        if all(outcome.equals(index, question.rtol, question.atol) for outcome in outcomes):
            return _mark(question, 1, right.remark or "Right.", notes=(right.name,) if right.name else ())
    if found := _known(question.mistakes, outcomes):
        return _told(question, found, 1)
    return (
        _right_but(question, outcomes, near=False)
        or _mistaken_but(question, outcomes)
        or (question.near and _right_but(question, outcomes, near=True))
        or _mark(question, 0, _remark(question, outcomes))
    )


def _right_but(question: Question, outcomes: Sequence[Outcome], near: bool) -> Mark | None:
    """The mark of an answer that is right but for saturated inputs, whole numbers or, if `near`, its last digits."""
    tolerance = (NEAR_RTOL, NEAR_ATOL) if near else (question.rtol, question.atol)
    for index, right in enumerate(question.references):
        wrong = [outcome for outcome in outcomes if not outcome.equals(index, *tolerance)]
        saturated = [outcome for outcome in wrong if outcome.case.saturated]
        guarded = [outcome for outcome in wrong if outcome.case.guarded]
        rest = [outcome for outcome in wrong if outcome not in saturated and outcome not in guarded]
        if not all(has_whole_numbers(outcome.case) for outcome in rest) or len(rest) == len(outcomes):
            continue
        reasons = [
            *([("rounded", GUARDED, NEAR_REMARK)] if near else []),
            *([("guard", GUARDED, GUARD_REMARK)] if guarded and not near else []),
            *([("whole_numbers", WHOLE, WHOLE_REMARK)] if rest else []),
            *([("saturated", SATURATED, SATURATED_REMARK)] if saturated else []),
        ]
        names, shares, told = zip(*reasons, strict=True)
        notes = (right.name,) if right.name else ()
        return _mark(question, float(np.prod(shares)), " ".join(told), " and ".join(names), notes)
    return None


def _mistaken_but(question: Question, outcomes: Sequence[Outcome]) -> Mark | None:
    """The mark of a known mistake that was made with a guard, or in a form that is not stable: both cost their part."""
    for guard, saturated in ((True, False), (False, True), (True, True)):
        left = [o for o in outcomes if not (guard and o.case.guarded or saturated and o.case.saturated)]
        if len(left) < len(outcomes) and (found := _known(question.mistakes, left)):
            return _told(question, found, (GUARDED if guard else 1) * (SATURATED if saturated else 1))
    return None


def _remark(question: Question, outcomes: Sequence[Outcome]) -> str:
    """The general remark on a wrong answer, against the right one that it comes closest to."""
    right = [
        [outcome.equals(index, question.rtol, question.atol) for outcome in outcomes]
        for index in range(len(question.references))
    ]
    index = max(range(len(right)), key=lambda index: sum(right[index]))
    return general_remark([(o, o.wants[index], r) for o, r in zip(outcomes, right[index], strict=True)])


def _ask(question: Question, answer: Callable, cases: Sequence[Case]) -> list[Outcome]:
    calls = [(copy.deepcopy(case.args), copy.deepcopy(dict(case.kwargs))) for case in cases]
    with quiet():
        replies = ask_each(answer, calls)
    return [_outcome(question, *found) for found in zip(cases, calls, replies, strict=True)]


def _outcome(question: Question, case: Case, call: Call, reply: Reply) -> Outcome:
    outcome = Outcome(case, [_numbers_of(right.reference, case) for right in question.references])
    if reply.error is not None:
        outcome.error = described(reply.error)
        return outcome
    args, kwargs = call
    outcome.changed = not (_same(args, case.args) and _same(list(kwargs.values()), list(case.kwargs.values())))
    want = outcome.wants[0]
    try:
        outcome.got = outcome.meant = read(reply.value, want.shape)
        outcome.fault = shape_fault(outcome.got, want) or value_fault(outcome.got, want)
    except NotNumbers as fault:
        outcome.fault, outcome.meant = str(fault), fault.meant
    return outcome


def _numbers_of(function: Callable, case: Case) -> np.ndarray:
    with quiet():
        return np.asarray(function(*copy.deepcopy(case.args), **copy.deepcopy(dict(case.kwargs))), dtype=np.float64)


def _known(mistakes: Sequence[Mistake], outcomes: Sequence[Outcome]) -> list[Mistake]:
    """The mistakes that give what the answer gave, on all inputs."""
    if all(outcome.meant is None for outcome in outcomes):
        return []
    return [mistake for mistake in mistakes if all(_made(mistake, outcome) for outcome in outcomes)]


def _made(mistake: Mistake, outcome: Outcome) -> bool:
    got = outcome.meant
    try:
        wrong = _numbers_of(mistake.wrong, outcome.case)
    except (ArithmeticError, ValueError, IndexError, TypeError):
        return outcome.error is not None  # who takes columns for samples has nothing to take from one sample either
    if got is None:
        return False
    if wrong.size == got.size == 1 or got.ndim == 0:  # one number for all stands for a constant
        got, wrong = np.broadcast_arrays(got.reshape(wrong.shape if got.size == wrong.size else ()), wrong)
    return near(got, wrong, MISTAKE_RTOL, MISTAKE_ATOL)


def near(got: np.ndarray, want: np.ndarray, rtol: float, atol: float) -> bool:
    """Are the numbers of one shape and as near as `np.allclose` wants them, NaN near NaN? In a third of its time."""
    if got.shape != want.shape:
        return False
    with np.errstate(invalid="ignore", over="ignore"):
        off = ~(abs(got - want) <= atol + rtol * abs(want)) | (abs(want) == np.inf)
    return not off.any() or bool(np.allclose(got[off], want[off], rtol, atol, equal_nan=True))


def _told(question: Question, found: Sequence[Mistake], factor: float) -> Mark:
    best = max(found, key=lambda mistake: mistake.share)
    messages = list(dict.fromkeys(mistake.message for mistake in found))
    message = messages[0] if len(messages) == 1 else "Either: " + " Or: ".join(messages)
    see = best.see or (question.see if best.share < GUARDED else "")
    name = " or ".join(dict.fromkeys(mistake.name for mistake in found))
    return _mark(question, best.share * factor, message + (f" See {see}." if see else ""), name)


def _with_changes(outcomes: Sequence[Outcome], mark: Mark) -> Mark:
    if mark.points <= 0 or not any(outcome.changed for outcome in outcomes):
        return mark
    mistake = f"{mark.mistake} and changes_inputs" if mark.mistake else "changes_inputs"
    return replace(mark, points=mark.points * CHANGED, message=f"{mark.message} {CHANGED_REMARK}", mistake=mistake)


def _mark(question: Question, share: float, message: str, mistake: str | None = None, notes: tuple = ()) -> Mark:
    return Mark(question.points * share, question.points, message, mistake, notes=notes)


def _same(one: Any, other: Any) -> bool:
    """Were these arguments left as they were? NaN equals NaN."""
    if isinstance(one, np.ndarray) or isinstance(other, np.ndarray):
        one, other = np.asarray(one), np.asarray(other)
        return one.shape == other.shape and bool(np.array_equal(one, other, equal_nan=one.dtype.kind in "fc"))
    if isinstance(one, (list, tuple)):
        return len(one) == len(other) and all(_same(a, b) for a, b in zip(one, other, strict=True))
    return one is other or bool(one == other) or (one != one and other != other)

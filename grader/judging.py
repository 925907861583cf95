"""How an answer that is a function is judged: called on every input, compared, and where it is wrong, diagnosed.

Called by `question.Question.judge`. The order: right; a known mistake; right, or a known mistake, but for one kind of
input; the same but for last digits; else wrong, with the most useful remark. What earns less than the method's share
may follow from the student's own functions. The reference gets copies that the student's function never saw.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import product
from typing import Any

import numpy as np

from . import following
from .asking import Call, Reply, ask_each, fresh
from .numbers_read import NotNumbers, read, shape_fault, value_fault
from .question import Case, Mark, Mistake, Question
from .quiet import quiet
from .remarks import described, ended, general_remark, has_whole_numbers
from .shares import CHANGED, FOLLOWS, GUARDED, SATURATED, WHOLE

MISTAKE_RTOL, MISTAKE_ATOL = 1e-6, 1e-10  # a mistake may be computed in another order than ours
NEAR_RTOL, NEAR_ATOL = 2e-4, 6e-5  # results rounded to four places, a difference quotient, single precision
CHANGED_REMARK = "Your function changes the arrays that it is given; work on a copy (`x = x.copy()`, or no `+=`)."
SATURATED_REMARK = "Right, but not for values far from 0: there the textbook form loses its digits or overflows."
WHOLE_REMARK = (
    "Right, but not for arrays of whole numbers: what is written into such an array loses its decimals. "
    "Make it one of floats, `dtype=float`."
)
WHOLE_STOPS_REMARK = (
    "Right, but not for arrays of whole numbers: there your function stops with an error, {}. "
    "Make them arrays of floats first, `dtype=float`."
)
IN_PLACE_REMARK = "Such an array cannot take decimals in place: `x = x + 0.5` makes a new one, `x += 0.5` does not."
WHOLE_ELSEWHERE = (
    "Right. (For arrays of whole numbers it fails because your {} fails there: that has cost its points above, "
    "and costs none here.)"
)
FLOATS_TOO = "It is not their type: the same numbers as floats are answered wrongly, too."
NEAR_REMARK = (
    "The idea is right, but the numbers are a little off: rounding, single precision, a difference quotient, "
    "or a guard such as `+ 1e-8`. Leave it out."
)
GUARD_REMARK = (
    "Right, but not for values very near the end of their range: there a guard or a clipping such as `+ 1e-8`, or a "
    "difference quotient, shows. None is needed here."
)
MOVED = "Besides, rounding or a guard such as `+ 1e-8` moves the numbers a little."
NOT_WHOLE = "Besides, it fails for arrays of whole numbers: make one of floats first, `dtype=float`."
UNSTABLE = "Besides, it loses its digits or overflows for values far from 0."
OPTIONAL_REMARK = "Right. (Not asked for, and it costs nothing: for {} your function {}.)"


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


def judge_function(question: Question, answer: Callable, seed: int, context: Mapping[str, Any]) -> Mark:
    """The mark of a function: right, right with a remark, a known mistake, or wrong with the most useful remark."""
    if not callable(answer):
        return _mark(question, 0, f"`{question.name}` should be a function; it is of type `{type(answer).__name__}`.")
    with quiet():
        return _mark_of(question, answer, seed, context)


def _mark_of(question: Question, answer: Callable, seed: int, context: Mapping[str, Any]) -> Mark:
    outcomes = _ask(question, answer, question.inputs(seed))
    counted = [o for o in outcomes if not (o.case.optional and (o.error or o.fault))]
    mark = _with_own(question, counted, _judge(question, counted, _AsFloats(question, answer, counted)), seed, context)
    if mark.points == mark.out_of and mark.message == "Right." and len(counted) < len(outcomes):
        mark = _without_a_form(mark, next(o for o in outcomes if o not in counted))
    return _with_changes(counted, mark)


class _AsFloats:
    """What the answer gives for the inputs of whole numbers once these come as floats.

    Only if it is right then do the whole numbers themselves defeat it; else it is wrong for what they are. They are
    asked once, all together, when that is about to be said and not before: for nearly every answer, never.
    """

    def __init__(self, question: Question, answer: Callable, outcomes: Sequence[Outcome]):
        self.question, self.answer = question, answer
        self.whole = [outcome for outcome in outcomes if has_whole_numbers(outcome.case)]

    @cached_property
    def _given(self) -> Mapping[Outcome, Outcome]:
        cases = [_with_floats(outcome.case, self.question) for outcome in self.whole]
        return dict(zip(self.whole, _ask(self.question, self.answer, cases), strict=True))

    def of(self, outcomes: Iterable[Outcome]) -> list[Outcome]:
        """The outcomes with floats in place of these, as far as they are of whole numbers."""
        return [self._given[outcome] for outcome in outcomes if has_whole_numbers(outcome.case)]


def _judge(question: Question, outcomes: Sequence[Outcome], floats: _AsFloats) -> Mark:
    if all(outcome.error for outcome in outcomes):
        return _mark(question, 0, ended(f"Your function stops with an error: {outcomes[0].error}"), "error")
    for index, right in enumerate(question.references):
        if all(outcome.equals(index, question.rtol, question.atol) for outcome in outcomes):
            return _mark(question, 1, right.remark or "Right.", notes=(right.name,) if right.name else ())
    if found := _known(question.mistakes, outcomes):
        return _told(question, found, 1)
    for near in (False, True) if question.near else (False,):
        if mark := _right_but(question, outcomes, floats, near) or _mistaken_but(question, outcomes, floats, near):
            return mark
    return _mark(question, 0, _remark(question, outcomes, floats))


def _right_but(question: Question, outcomes: Sequence[Outcome], floats: _AsFloats, near: bool) -> Mark | None:
    """The mark of an answer that is right but for saturated inputs, whole numbers or, if `near`, its last digits."""
    tolerance = (NEAR_RTOL, NEAR_ATOL) if near else (question.rtol, question.atol)
    for index, right in enumerate(question.references):
        wrong = [outcome for outcome in outcomes if not outcome.equals(index, *tolerance)]
        saturated = [outcome for outcome in wrong if outcome.case.saturated]
        guarded = [outcome for outcome in wrong if outcome.case.guarded]
        rest = [outcome for outcome in wrong if outcome not in saturated and outcome not in guarded]
        if not all(has_whole_numbers(outcome.case) for outcome in rest) or len(rest) == len(outcomes):
            continue
        if not all(outcome.equals(index, *tolerance) for outcome in floats.of(rest)):
            continue
        reasons = [
            *([("rounded", GUARDED, NEAR_REMARK)] if near else []),
            *([("guard", GUARDED, GUARD_REMARK)] if guarded and not near else []),
            *([("whole_numbers", WHOLE, _whole_remark(rest))] if rest else []),
            *([("saturated", SATURATED, _saturated_remark(saturated))] if saturated else []),
        ]
        names, shares, told = zip(*reasons, strict=True)
        notes = (right.name,) if right.name else ()
        return _mark(question, float(np.prod(shares)), " ".join(told), " and ".join(names), notes)
    return None


def _saturated_remark(failed: Sequence[Outcome]) -> str:
    """With the course's own advice on a stable form, where it gives one."""
    advice = next((outcome.case.saturated for outcome in failed if isinstance(outcome.case.saturated, str)), "")
    return f"{SATURATED_REMARK} {advice}".strip()


def _whole_remark(failed: Sequence[Outcome]) -> str:
    error = next((outcome.error for outcome in failed if outcome.error), None)
    if error is None:
        return WHOLE_REMARK
    remark = WHOLE_STOPS_REMARK.format(error.removesuffix("."))
    return f"{remark} {IN_PLACE_REMARK}" if "UFuncTypeError" in error else remark


def _mistaken_but(question: Question, outcomes: Sequence[Outcome], floats: _AsFloats, near: bool) -> Mark | None:
    """The mark of a known mistake made with a guard, in a form that is not stable, not for whole numbers, or `near`.

    Each costs its part, and a guard costs once: neither twice where the mistake is a guard itself, nor beside the
    digits that it moves.
    """
    known = [mistake for mistake in question.mistakes if not near or mistake.share > 0 and not mistake.guard]
    tolerance = (NEAR_RTOL, NEAR_ATOL) if near else (MISTAKE_RTOL, MISTAKE_ATOL)
    for saturated, whole, guarded in product((False, True), repeat=3):
        left = [o for o in outcomes if not (guarded and o.case.guarded or saturated and o.case.saturated)]
        apart = [o for o in left if whole and has_whole_numbers(o.case)]
        left = [o for o in left if o not in apart]
        found = _known(known, left, *tolerance) if near or len(left) < len(outcomes) else []
        if found and (found := _known(found, [*left, *floats.of(apart)], *tolerance)):
            moved = (near or guarded) and not any(mistake.guard for mistake in found)
            costs = [*([(MOVED, GUARDED)] if moved else []), *([(UNSTABLE, SATURATED)] if saturated else []),
                     *([(NOT_WHOLE, WHOLE)] if whole else [])]  # fmt: skip
            return _told(question, found, float(np.prod([share for _, share in costs])), [text for text, _ in costs])
    return None


def _with_own(question: Question, outcomes: Sequence[Outcome], mark: Mark, seed: int, context: Mapping) -> Mark:
    """The mark, bettered if the answer does with the student's own functions what is right: their slips cost once."""
    fails_for_whole = mark.mistake == "whole_numbers"
    complete = not any((o.fault or o.error) and not has_whole_numbers(o.case) for o in outcomes)
    if not fails_for_whole and (mark.points >= question.points * FOLLOWS or not complete):
        return mark
    for way, functions in following.ways(question, context):
        composed = way.rightly(*functions)
        if not all(_alike(composed, functions, outcome) for outcome in outcomes):
            continue
        parts = following.attempted(functions, seed, context)
        if fails_for_whole and (names := [part for part in parts if "whole_numbers" in (parts[part].mistake or "")]):
            message = WHOLE_ELSEWHERE.format(following.listed(names))
            return replace(mark, points=mark.out_of, message=message, mistake=None)
        if not fails_for_whole and following.wrong_somewhere(parts):
            name = f"follows_through ({mark.mistake})" if mark.mistake else "follows_through"
            return _mark(question, FOLLOWS, following.told(parts, "numbers", "they follow"), name)
    return mark


def _alike(composed: Callable, functions: Sequence[following.Followed], outcome: Outcome) -> bool:
    """Is what the answer gave what the student's own functions, put together rightly, give; or do both give nothing?"""
    for function in functions:
        function.under = outcome.case
    numbers = following.numbers_of(composed, outcome.case.args, outcome.case.kwargs)
    if numbers is None or outcome.got is None:
        return numbers is None and outcome.got is None
    return near(outcome.got, np.asarray(numbers), MISTAKE_RTOL, MISTAKE_ATOL)


def _without_a_form(mark: Mark, missed: Outcome) -> Mark:
    """The mark of a right answer that gives no result for a form of input that is not asked for."""
    name, why = missed.case.name, "gives no result"
    if missed.error:
        why = f"stops with an error, {missed.error.removesuffix('.')}"
    elif missed.fault:
        why = f"gives something else: {missed.fault[0].lower() + missed.fault[1:].removesuffix('.')}"
    return replace(mark, message=OPTIONAL_REMARK.format(name, why), notes=(*mark.notes, f"no result for {name}"))


def _remark(question: Question, outcomes: Sequence[Outcome], floats: _AsFloats) -> str:
    """The general remark on a wrong answer, against the right one that it comes closest to."""
    right = [
        [outcome.equals(index, question.rtol, question.atol) for outcome in outcomes]
        for index in range(len(question.references))
    ]
    index = max(range(len(right)), key=lambda index: sum(right[index]))
    remark = general_remark([(o, o.wants[index], r) for o, r in zip(outcomes, right[index], strict=True)])
    wrong = [outcome for outcome, fine in zip(outcomes, right[index], strict=True) if not fine]
    if len(wrong) < len(outcomes) and all(has_whole_numbers(outcome.case) for outcome in wrong):
        if not any(outcome.equals(index, question.rtol, question.atol) for outcome in floats.of(wrong)):
            remark = f"{remark} {FLOATS_TOO}"
    return remark


def _with_floats(case: Case, question: Question) -> Case:
    """The case with its arrays of whole numbers as arrays of floats.

    What is right stays what it is: a reference that takes whole numbers for an index is not asked with floats.
    """
    floats = [a.astype(np.float64) if isinstance(a, np.ndarray) and a.dtype.kind in "iu" else a for a in case.args]
    made = replace(case, args=tuple(floats))
    made.known.update({right.reference: case.numbers_of(right.reference) for right in question.references})
    return made


def _ask(question: Question, answer: Callable, cases: Sequence[Case]) -> list[Outcome]:
    calls = [fresh(case.args, case.kwargs) for case in cases]
    replies = ask_each(answer, calls)
    return [_outcome(question, *found) for found in zip(cases, calls, replies, strict=True)]


def _outcome(question: Question, case: Case, call: Call, reply: Reply) -> Outcome:
    outcome = Outcome(case, [case.numbers_of(right.reference) for right in question.references])
    if reply.error is not None:
        outcome.error = described(reply.error)
        return outcome
    args, kwargs = call
    before, after = [*case.args, *case.kwargs.values()], [*args, *kwargs.values()]
    outcome.changed = reply.touched and not _same(after, before)
    want = outcome.wants[0]
    try:
        outcome.got = outcome.meant = read(reply.value, want.shape)
        outcome.fault = shape_fault(outcome.got, want) or value_fault(outcome.got, want)
    except NotNumbers as fault:
        outcome.fault, outcome.meant = str(fault), fault.meant
    return outcome


def _known(
    mistakes: Sequence[Mistake], outcomes: Sequence[Outcome], rtol: float = MISTAKE_RTOL, atol: float = MISTAKE_ATOL
) -> list[Mistake]:
    """The mistakes that give what the answer gave, on all inputs."""
    if all(outcome.meant is None for outcome in outcomes):
        return []
    return [mistake for mistake in mistakes if all(_made(mistake, outcome, rtol, atol) for outcome in outcomes)]


def _made(mistake: Mistake, outcome: Outcome, rtol: float, atol: float) -> bool:
    got = outcome.meant
    try:
        wrong = outcome.case.numbers_of(mistake.wrong)
    except (ArithmeticError, ValueError, IndexError, TypeError):
        return outcome.error is not None  # who takes columns for samples has nothing to take from one sample either
    if got is None:
        return False
    if wrong.size == got.size == 1 or got.ndim == 0:  # one number for all stands for a constant
        got, wrong = np.broadcast_arrays(got.reshape(wrong.shape if got.size == wrong.size else ()), wrong)
    return near(got, wrong, rtol, atol)


def near(got: np.ndarray, want: np.ndarray, rtol: float, atol: float) -> bool:
    """Are the numbers of one shape and as near as `np.allclose` wants them, NaN near NaN? In a third of its time.

    NumPy should be `quiet` meanwhile.
    """
    if got.shape != want.shape:
        return False
    if (got == want).all():
        return True
    off = ~(abs(got - want) <= atol + rtol * abs(want)) | (abs(want) == np.inf)
    return not off.any() or bool(np.allclose(got[off], want[off], rtol, atol, equal_nan=True))


def _told(question: Question, found: Sequence[Mistake], factor: float, besides: Sequence[str] = ()) -> Mark:
    best = max(found, key=lambda mistake: mistake.share)
    messages = list({mistake.name: mistake.message for mistake in reversed(found)}.values())[::-1]  # one for each name
    message = messages[0] if len(messages) == 1 else "Either: " + " Or: ".join(messages)
    see = best.see or (question.see if best.share < GUARDED else "")
    name = " or ".join(dict.fromkeys(mistake.name for mistake in found))
    if best.share:
        message = " ".join([message, *besides])
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

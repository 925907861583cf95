"""How typed numbers and chosen words are judged. Called by `question.TypedNumbers` and `question.Choice`."""

import re
from collections.abc import Collection, Mapping
from functools import partial
from math import ceil, log10
from operator import or_
from typing import Any

import numpy as np

from . import following
from .numbers_read import NotNumbers, read
from .question import Choice, Mark, TypedNumbers

MOST_DECIMALS = 12  # of a number that may have been rounded by hand
LONGEST_ANSWER = 10_000  # letters that are searched for a word
COMMA = re.compile(r"\s*[-+\u2212]?\d{1,20},\d{1,20}\s*")
COMMA_REMARK = "Decimals are written with a point, as in `-1.5`: with a comma Python takes this for two numbers."
QUOTED_REMARK = "A number is written without quotation marks, its decimals with a point, as in `-1.5`."
NO_SHARE = (
    "Not the right value. It is what your own {parts} above {give}: mend what is wrong there, and this comes right too."
)
DENYING = {"not", "neither", "nor", "except"}
NAMING = {"answer", "solution", "choice", "option", "objective", "letter", "variant"}  # after which a letter is named
AROUND = DENYING | NAMING | {"the", "my", "is", "it", "s", "only", "or", "and"}  # beside a small letter, no article
BEGINS = re.compile(r"\W*\w\s*(?:[):.,;]|\s[-\u2013\u2014]\s)")  # a letter that a mark sets off from what follows
OWN_TOLERANCE = 1e-6  # relative: what follows from one's own functions is copied from their output, if not rounded


def judge_numbers(question: TypedNumbers, answer: Any, seed: int, context: Mapping[str, Any]) -> Mark:
    """The best of: right, some of several right, a known wrong one, one that follows from the student's functions."""
    given = _parts(question, answer)
    if given is None:
        return _mark(question, 0, f"{len(question.expected)} numbers are asked for.")
    numbers, faults = _read(given)
    if all(number is None for number in numbers):
        return _mark(question, 0, faults[0])
    right = [
        number is not None and abs(number - want) <= question.tolerance
        for number, want in zip(numbers, question.expected, strict=True)
    ]
    if all(right):
        return _mark(question, 1, "Right.")
    coarse = [number is not None and _is_coarse(number, want, question.tolerance)
              for number, want in zip(numbers, question.expected, strict=True)]  # fmt: skip
    if any(coarse) and all(map(or_, right, coarse)):
        faults = [_rounded(question, right)]
    wrong = _partly(question, right, faults)
    if None not in numbers:
        wrong += _known(question, numbers)
        if max((mark.points for mark in wrong), default=0) < question.points * question.follow_share:
            follows = _following(question, numbers, seed, context)
            wrong += [mark for mark in follows if mark.points or not wrong]
    if not wrong:
        return _mark(question, 0, faults[0] if faults else _nothing_known(question, context))
    return _best(wrong)


def _is_coarse(number: float, want: float, tolerance: float) -> bool:
    """Is it the right number, rounded or cut off so far that it lies beyond the tolerance? One digit may be chance."""
    text = np.format_float_positional(number, trim="-")
    decimals = len(text.partition(".")[2])
    few = len(text.replace(".", "").lstrip("-0")) < 2
    if few or decimals > MOST_DECIMALS or abs(number - want) <= tolerance:
        return False
    cut_off = np.trunc(want * 10.0**decimals) / 10.0**decimals
    return any(np.isclose(number, short, rtol=0, atol=1e-12) for short in (np.round(want, decimals), cut_off))


def _rounded(question: TypedNumbers, right: list[bool]) -> str:
    """What to tell about numbers that are right but for missing decimals; how many stay well within the tolerance."""
    decimals = max(1, ceil(-log10(question.tolerance)))
    several = right.count(False) > 1
    if any(right):
        start = "They are only" if several else "It is only"
    else:
        start = "Right as far as they go, but" if several else "Right as far as it goes, but"
    return f"{start} rounded too far: give {decimals} decimals or more."


def _nothing_known(question: TypedNumbers, context: Mapping[str, Any]) -> str:
    own = ", nor what your own functions lead to" if "own" in context else ""
    return f"Not the right value{own}." + (f" See {question.see}." if question.see else "")


def _parts(question: TypedNumbers, answer: Any) -> list | None:
    """The numbers one by one; None where there are not as many as are asked for."""
    if len(question.expected) == 1:
        return [answer]
    if not isinstance(answer, (list, tuple, np.ndarray)) or isinstance(answer, np.ndarray) and answer.ndim == 0:
        return None
    return list(answer) if len(answer) == len(question.expected) else None


def _read(given: list) -> tuple[list[float | None], list[str]]:
    numbers, faults = [], []
    for value in given:
        try:
            if _has_decimal_comma(value):
                raise NotNumbers(QUOTED_REMARK if isinstance(value, str) else COMMA_REMARK)
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


def _has_decimal_comma(value: Any) -> bool:
    """Is it a text such as "-1,5", or what Python makes of -1,5: a pair of whole numbers?"""
    if isinstance(value, str):
        return len(value) <= LONGEST_ANSWER and COMMA.fullmatch(value) is not None
    return isinstance(value, tuple) and [type(part) for part in value] == [int, int] and value[1] >= 0


def _partly(question: TypedNumbers, right: list[bool], faults: list[str]) -> list[Mark]:
    """Some of several numbers are right: each earns its part."""
    if not any(right):
        return []
    count, rest = sum(right), "the other is" if right.count(False) == 1 else "the others are"
    start = f"{count} of the {len(right)} numbers {'is' if count == 1 else 'are'} right"
    message = f"{start}, {rest} not. {' '.join(faults)}"
    return [_mark(question, count / len(right), message.strip(), "partly_right")]


def _known(question: TypedNumbers, numbers: list[float]) -> list[Mark]:
    """The known mistakes that lead to these numbers, each as a mark."""
    found = [
        known
        for known in question.mistakes
        if np.allclose(numbers, np.atleast_1d(known.numbers), rtol=0, atol=question.tolerance)
    ]
    return [_mark(question, known.share, known.message, known.name) for known in found]


def _following(question: TypedNumbers, numbers: list[float], seed: int, context: Mapping[str, Any]) -> list[Mark]:
    """Do the numbers follow from the student's own functions? Any failure of those means that they do not.

    A mark without points where they do, but from functions that have no share to hand on.
    """
    for way, functions in following.ways(question, context):
        mine = following.numbers_of(partial(way.rightly, *functions))  # not as arguments: these are copied
        if mine is None or np.size(mine) != len(numbers):
            continue
        if np.allclose(numbers, np.ravel(mine), OWN_TOLERANCE, question.tolerance):
            parts = following.attempted(functions, seed, context)
            if following.wrong_somewhere(parts):
                message = following.told(parts, "value", "it follows")
                return [_mark(question, question.follow_share, message, "follows_through")]
            if not parts:
                names = [part.name for part in way.parts]
                message = NO_SHARE.format(parts=following.listed(names), give="give" if len(names) > 1 else "gives")
                return [_mark(question, 0, message, "own_functions")]
    return []


def _best(marks: list[Mark]) -> Mark:
    """The mark with the most points. Others of as many points are told as alternatives, a known mistake beside it."""
    most = max(mark.points for mark in marks)
    best = [mark for mark in marks if mark.points == most]
    known = [mark for mark in marks if mark.points < most and mark.mistake != "partly_right"]
    told = list(dict.fromkeys(mark.message for mark in best))
    message = told[0] if len(told) == 1 else "Either: " + " Or: ".join(told)
    if known:
        message = f"{message} {known[0].message}"
    name = " or ".join(dict.fromkeys(mark.mistake for mark in best))
    name = f"{name} ({known[0].mistake})" if known else name
    return Mark(most, best[0].out_of, message, name)


def judge_choice(question: Choice, answer: Any) -> Mark:
    """The word, whatever its case, alone or in a sentence that holds no other of the words.

    In a sentence "a" is an article: a small letter counts where it is all that is said, where a mark sets it off at the
    beginning, as in "a) the original", and after a word such as "option".
    """
    if answer is None:
        return _mark(question, 0, "Not answered yet: it is still `None`.")
    if isinstance(answer, np.ndarray) and answer.ndim == 0 or isinstance(answer, np.str_):
        answer = answer.item()
    if not isinstance(answer, str):
        return _mark(question, 0, f"A word in quotation marks is asked for; this is of type `{type(answer).__name__}`.")
    if len(answer) > LONGEST_ANSWER:
        return _mark(question, 0, "A single word is asked for; this is a long text.")
    messages = {word.upper(): text for word, text in question.messages.items()}
    words = {question.expected.upper(), *messages}
    chosen = _chosen(words, answer)
    if chosen == [question.expected.upper()]:
        return _mark(question, 1, "Right.")
    if len(chosen) == 1:
        return _mark(question, 0, messages[chosen[0]], f"chose_{chosen[0]}")
    wanted = " or ".join(f'"{word}"' for word in sorted(words))
    if chosen:
        found = " and ".join(f'"{word}"' for word in chosen)
        return _mark(question, 0, f"{found} stand in the answer; write the one that you mean, and nothing else.")
    return _mark(question, 0, f"One of {wanted} is asked for, and nothing else.")


def _chosen(words: Collection[str], answer: str) -> list[str]:
    """Those of the words that an answer gives, sorted; none where the only one is denied, as in "not A"."""
    said = [word.strip("_") for word in re.findall(r"\w+", answer)]
    alone = all(word.upper() in words or word.lower() in AROUND for word in said)
    first = BEGINS.match(answer)

    def is_meant(n: int) -> bool:
        named = said[n - 1].lower() in NAMING if n else first is not None
        return alone or named or len(said[n]) > 1 or said[n].isupper()

    places = [n for n, word in enumerate(said) if word.upper() in words and is_meant(n)]
    found = sorted({said[n].upper() for n in places})
    denied = len(found) == 1 and any(said[n - 1].lower() in DENYING for n in places if n)
    return [] if denied else found


def _mark(question, share: float, message: str, mistake: str | None = None) -> Mark:
    return Mark(question.points * share, question.points, message, mistake)

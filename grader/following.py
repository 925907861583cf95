"""Does an answer follow rightly from the student's own wrong functions? Then the slip was charged there already.

Used by the judges. What follows must be the right composition of the student's own functions, on every input. Those
must be honest attempts: each has earned points or is a known mistake by name. Else a function that returns a constant,
and one that hands the constant on, would earn the method's share for nothing.
"""

import copy
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

import numpy as np

from .numbers_read import NotNumbers, read, shape_fault
from .question import Follows, Mark
from .quiet import quiet

TOLD = (
    "Not the right {what}, but {pronoun} rightly from your own {parts} above: what is wrong was wrong there "
    "already, and what you made of it earns its share."
)


def ways(question, context: Mapping[str, Any]) -> Iterator[tuple[Follows, list[Callable]]]:
    """The ways to this answer for which the student has written every function, with those functions."""
    own = context.get("own")
    for way in question.follows if own is not None else ():
        functions = [_found(own, part.name) for part in way.parts]
        if None not in functions:
            yield way, [_part(part, function) for part, function in zip(way.parts, functions, strict=True)]


def attempted(way: Follows, seed: int, context: Mapping[str, Any]) -> dict[str, Mark]:
    """The marks of the functions of a way; none if one of them earned nothing and is no known mistake either."""
    marks = {}
    for part in way.parts:
        mark = part.judge(_found(context["own"], part.name), seed, context)
        known = {mistake.name for mistake in part.mistakes}
        if not mark.points and not known.intersection((mark.mistake or "").split(" or ")):
            return {}
        marks[part.name] = mark
    return marks


def wrong_somewhere(parts: Mapping[str, Mark]) -> bool:
    """Is there anything to follow from: has one of the functions lost points?"""
    return any(mark.points < mark.out_of for mark in parts.values())


def told(parts: Mapping[str, Mark], what: str, pronoun: str) -> str:
    """What to tell about an answer that follows: from which functions, the wrong ones of them."""
    wrong = [name for name, mark in parts.items() if mark.points < mark.out_of]
    return TOLD.format(what=what, pronoun=pronoun, parts=listed(wrong))


def listed(names: Sequence[str]) -> str:
    """Names of functions in a sentence."""
    return " and ".join(f"`{name}`" for name in names)


def numbers_of(function: Callable, args: Sequence = (), kwargs: Mapping[str, Any] | None = None) -> Any:
    """What a composition of the student's functions gives for an input; None where one of them gives no numbers."""
    try:
        with quiet():
            return function(*copy.deepcopy(args), **copy.deepcopy(dict(kwargs or {})))
    except Exception as error:
        if getattr(error, "stops_marking", False):
            raise
        return None


def _found(own: Mapping[str, Any], name: str) -> Callable | None:
    """The student's function of this name; None where there is none, something else, or one that had been stopped."""
    if name in getattr(own, "stopped", ()):
        return None
    try:
        found = own[name]
    except Exception as error:
        if getattr(error, "stops_marking", False):
            raise
        return None
    return found if callable(found) else None


def _part(part, function: Callable) -> Callable:
    """The student's function as arrays of the right shape: of any other, NumPy might make something huge.

    It gets copies: what it writes into them must reach neither the next function nor the course's own data.
    """

    def numbers(*args, **kwargs):
        want = np.asarray(part.reference(*args, **kwargs), dtype=np.float64)
        got = read(function(*copy.deepcopy(args), **copy.deepcopy(kwargs)), want.shape)
        if fault := shape_fault(got, want):
            raise NotNumbers(fault)
        return got

    return numbers

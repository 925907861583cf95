"""Does an answer follow rightly from the student's own wrong functions? Then the slip was charged there already.

Used by the judges. What follows must be the right composition of the student's own functions, on every input. Those
must be honest attempts: each has earned points or is a known mistake by name. Else a function that returns a constant,
and one that hands the constant on, would earn the method's share for nothing. What is followed is what is judged: the
very numbers from which the answer follows are among those that each function is marked by, so that none can answer in
one way here and in another there.
"""

from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from .asking import Call, Far, Reply, ask_each, fresh
from .numbers_read import NotNumbers, read, shape_fault
from .question import Case, Follows, Mark
from .quiet import quiet

TOLD = (
    "Not the right {what}, but {pronoun} rightly from your own {parts} above: what is wrong was wrong there "
    "already, and what you made of it earns its share."
)


class Followed(Far):
    """The student's function as arrays of the right shape: of any other, NumPy might make something huge.

    It remembers what it gave. under: the case that is looked at.
    """

    def __init__(self, part, function: Callable):
        self.part, self.function = part, function
        self.under = Case("your own function's input", ())
        self.given: dict[Hashable, tuple[Case, np.ndarray]] = {}

    def __call__(self, *args, **kwargs):
        key = _key(args, kwargs)
        if key not in self.given:
            kept, keywords = fresh(args, kwargs)
            case = replace(self.under, args=kept, kwargs=keywords)
            want = np.asarray(self.part.reference(*args, **kwargs), dtype=np.float64)
            given = fresh(args, kwargs)  # what it writes into them reaches no other function, nor our data
            got = read(self.function(*given[0], **given[1]), want.shape)
            if fault := shape_fault(got, want):
                raise NotNumbers(fault)
            self.given[key] = case, got
        return self.given[key][1].copy()

    def each(self, calls: Sequence[Call]) -> list[Reply]:
        """What it gave before, and what the student's function gives for new inputs."""
        keys = [_key(*call) for call in calls]
        asked = iter(ask_each(self.function, [call for key, call in zip(keys, calls, strict=True)
                                              if key not in self.given]))  # fmt: skip
        return [Reply(self.given[key][1].copy()) if key in self.given else next(asked) for key in keys]

    def judged(self, seed: int, context: Mapping[str, Any]) -> Mark:
        """The mark of the function, on its question's inputs and on those with which it was followed."""
        cases = [*self.part.cases, *(case for case, _ in self.given.values())]
        return replace(self.part, cases=cases).judge(self, seed, context)


def ways(question, context: Mapping[str, Any]) -> Iterator[tuple[Follows, list[Followed]]]:
    """The ways to this answer for which the student has written every function, with those functions."""
    own = context.get("own")
    for way in question.follows if own is not None else ():
        functions = [_found(own, part.name) for part in way.parts]
        if None not in functions:
            yield way, [Followed(part, function) for part, function in zip(way.parts, functions, strict=True)]


def attempted(functions: Sequence[Followed], seed: int, context: Mapping[str, Any]) -> dict[str, Mark]:
    """The marks of the functions of a way; none if one of them earned nothing and is no known mistake either."""
    marks = {}
    for function in functions:
        mark = function.judged(seed, context)
        known = {mistake.name for mistake in function.part.mistakes}
        if not mark.points and not known.intersection((mark.mistake or "").split(" or ")):
            return {}
        marks[function.part.name] = mark
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
            args, kwargs = fresh(args, kwargs or {})
            return function(*args, **kwargs)
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


def _key(args: Sequence, kwargs: Mapping[str, Any]) -> Hashable:
    """Arguments as something to compare, to the last bit."""
    return tuple(
        (name, item.dtype.str, item.shape, item.tobytes()) if isinstance(item, np.ndarray) else (name, repr(item))
        for name, item in [*enumerate(args), *sorted(kwargs.items())]
    )

"""Asking a function many times in one go. Used by the judges; `student.py` says how a function in a box is asked so.

To ask a function that runs in another process takes longer than most of them need to answer, so all inputs of a
question go over together.
"""

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from .copies import copied

Call = tuple[tuple, Mapping[str, Any]]  # positional and keyword arguments


@dataclass(frozen=True)
class Reply:
    """What came of one call: its result, or the exception that it raised.

    touched: whether it may have changed its arguments.
    """

    value: Any = None
    error: Exception | None = None
    touched: bool = True


class Far(ABC):
    """A function that runs elsewhere."""

    @abstractmethod
    def each(self, calls: Sequence[Call]) -> list[Reply]:
        """A reply to each call, in order; arguments are left as the calls left them."""


def fresh(args: Sequence, kwargs: Mapping[str, Any]) -> Call:
    """Arguments as copies that nobody else has."""
    return tuple(map(copied, args)), {name: copied(item) for name, item in kwargs.items()}


def ask_each(answer: Callable, calls: Sequence[Call]) -> list[Reply]:
    """A reply to each call, in order. Raises what `stops_marking`."""
    return answer.each(calls) if isinstance(answer, Far) else [_asked(answer, call) for call in calls]


def _asked(answer: Callable, call: Call) -> Reply:
    args, kwargs = call
    try:
        return Reply(answer(*args, **kwargs))
    except Exception as error:
        if getattr(error, "stops_marking", False):
            raise
        return Reply(error=error)

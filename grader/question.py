"""Questions, the mistakes known for them, and marks: how an answer is judged.

A test cell hands a student's answer to `mark`, which returns a `Mark`: points, a message for the student and, for the
grader, the mistake's name. Knows nothing of GANs. Pure: it calls the answer, and nothing else of the student's.
"""

import contextlib
import contextvars
import secrets
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np

from .asking import fresh

# The tables of questions, and the judges of their own that some have, import this file only.
from .quiet import quiet as quiet
from .remarks import described as described
from .shares import EDGE as EDGE
from .shares import FOLLOWS
from .shares import GUARDED as GUARDED
from .shares import SLIP as SLIP
from .shares import WRONG as WRONG


class BadQuestion(Exception):
    """The question is at fault, not the answer: its table cannot be read, its reference or its judge raises.

    Whoever marks leaves the submission ungraded; it is never a student's zero.
    """


_SEED: contextvars.ContextVar[int | None] = contextvars.ContextVar("seed", default=None)


@dataclass(frozen=True)
class Case:
    """One named input: the name is shown to students, so it tells no number.

    saturated: only a numerically stable form is right here; a text tells the student which. optional: a form of input
    that is not promised, such as one number for a function of arrays: no result costs nothing, a wrong number counts.
    guarded: values so near the end of their range that a guard such as `+ 1e-8` shows; textbook forms are still right.
    """

    name: str
    args: tuple
    kwargs: Mapping[str, Any] = field(default_factory=dict)
    saturated: bool | str = False
    optional: bool = False
    guarded: bool = False
    known: dict[Callable, np.ndarray] = field(default_factory=dict, init=False, repr=False, compare=False)

    def __post_init__(self):
        if not isinstance(self.args, (tuple, list)):
            raise TypeError(f"case {self.name!r}: its arguments are a tuple, (x,) where there is one")

    def numbers_of(self, function: Callable) -> np.ndarray:
        """What one of our own functions gives for this input, in double precision; asked once, and read-only."""
        if function not in self.known:
            args, kwargs = fresh(self.args, self.kwargs)
            self.known[function] = np.array(function(*args, **kwargs), dtype=np.float64)
            self.known[function].flags.writeable = False
        return self.known[function]


@dataclass(frozen=True)
class Mistake:
    """A known wrong answer: `wrong` has the reference's signature; `share` (0 to 1) of the points is still earned.

    guard: it is right but for a guard or the like, so that inputs where a guard shows cost it nothing more.
    """

    name: str
    wrong: Callable
    message: str
    share: float = 0.0
    see: str = ""
    guard: bool = False

    def __post_init__(self):
        _check_share(self)


@dataclass(frozen=True)
class Follows:
    """A right way from a student's own earlier functions to an answer.

    parts: the questions that those functions answer. rightly: takes the functions in that order and gives the function
    that is right if they are; for a question about typed numbers, the numbers. Without an error in the functions it
    must be the reference. It hands them no array that it keeps, but a copy: they may write into it.
    """

    parts: Sequence[Any]
    rightly: Callable


@dataclass(frozen=True)
class Accepted:
    """A right answer of its own kind, where more than one is right; `remark` tells the student which was found."""

    name: str
    reference: Callable
    remark: str = ""


@dataclass(frozen=True)
class Mark:
    """What an answer earned: `message` for the student, `mistake` for the grader, the `seed` of the fresh inputs.

    As the result of a test cell its `repr` is the points, since nbgrader takes a number there as part-credit.
    """

    points: float
    out_of: float
    message: str
    mistake: str | None = None
    seed: int = 0
    notes: tuple[str, ...] = ()

    def __repr__(self) -> str:
        return repr(round(float(self.points), 6))

    def _repr_markdown_(self) -> str:
        return self.message


@dataclass(frozen=True)
class Question:
    """A question about a function: its reference, its inputs, its tolerance, its known mistakes.

    cases: inputs that every answer gets; fresh: from a random generator, inputs drawn anew for each seed. `accepted`:
    right answers beside the reference; where there are some, the answer must follow the same one on all inputs.
    follows: ways from the student's own earlier functions (`own` in the context, by name), which earn a share.
    """

    name: str
    points: float
    reference: Callable
    cases: Sequence[Case]
    fresh: Callable[[np.random.Generator], Iterable[Case]] = lambda rng: ()
    mistakes: Sequence[Mistake] = ()
    accepted: Sequence[Accepted] = ()
    follows: Sequence[Follows] = ()
    rtol: float = 1e-7
    atol: float = 1e-12
    near: bool = True  # numbers right to about four digits are taken for rounded ones
    see: str = ""

    def judge(self, answer: Callable, seed: int, context: Mapping[str, Any]) -> Mark:
        """The mark of a function; see `grader.judging`."""
        from .judging import judge_function

        return judge_function(self, answer, seed, context)

    def inputs(self, seed: int) -> list[Case]:
        """All inputs of one marking: the fixed ones, then those drawn from the seed."""
        return [*self.cases, *self.fresh(np.random.default_rng(seed))]

    @property
    def references(self) -> Sequence[Accepted]:
        """The right answers: the accepted ones, or the reference alone."""
        return self.accepted or (Accepted("", self.reference),)


@dataclass(frozen=True)
class Value:
    """A wrong number that is known: `numbers` has the form of the expected ones (a number, or a tuple of them)."""

    name: str
    numbers: Any
    message: str
    share: float = 0.0

    def __post_init__(self):
        _check_share(self)


@dataclass(frozen=True)
class TypedNumbers:
    """A question answered by typing one number, or several marked together.

    expected: the right numbers; tolerance: how far each may lie from them, wide enough for a route over rounded
    intermediate values. Each right one of several earns its part. Numbers that follow in one of these ways from the
    student's own earlier functions (`own` in the context, by name) earn `follow_share`.
    """

    name: str
    points: float
    expected: tuple[float, ...]
    tolerance: float
    mistakes: Sequence[Value] = ()
    follows: Sequence[Follows] = ()
    follow_share: float = FOLLOWS
    see: str = ""

    def __post_init__(self):
        if not isinstance(self.expected, (tuple, list, np.ndarray)):
            raise TypeError(f"{self.name}: the expected numbers are a tuple, (x,) where there is one")
        if not self.tolerance > 0:
            raise ValueError(f"{self.name}: its tolerance is {self.tolerance!r}; wanted: a number greater than 0")

    def judge(self, answer: Any, seed: int, context: Mapping[str, Any]) -> Mark:
        """The mark of typed numbers; see `grader.judging_values`."""
        from .judging_values import judge_numbers

        return judge_numbers(self, answer, seed, context)


@dataclass(frozen=True)
class Choice:
    """A question answered by one of a few words. messages: what to tell about each wrong one."""

    name: str
    points: float
    expected: str
    messages: Mapping[str, str]

    def judge(self, answer: Any, seed: int, context: Mapping[str, Any]) -> Mark:
        """The mark of a chosen word; see `grader.judging_values`."""
        from .judging_values import judge_choice

        return judge_choice(self, answer)


@dataclass(frozen=True)
class Judged:
    """A question with a judge of its own: `judging(question, answer, seed, context)` returns the Mark."""

    name: str
    points: float
    judging: Callable[..., Mark]

    def judge(self, answer: Any, seed: int, context: Mapping[str, Any]) -> Mark:
        """Whatever the question's own judge decides."""
        return self.judging(self, answer, seed, context)


def _check_share(mistake) -> None:
    """A share in per cent, say, would give a wrong answer all points."""
    if not isinstance(mistake.share, (int, float, np.number)) or not 0 <= mistake.share <= 1:
        raise ValueError(f"mistake {mistake.name!r}: its share is {mistake.share!r}; wanted: a number from 0 to 1")


def mark(question, answer, seed: int | None = None, **context) -> Mark:
    """Mark `answer` against `question`.

    seed: draws the fresh inputs; by default the one that `seeded` set, else a new one; the mark records it. context:
    what else the question may need (`own`: the student's own functions by name, such as `globals()` in a test cell).
    Raises BadQuestion, and lets through what `stops_marking`.
    """
    if seed is None:
        seed = _SEED.get()
    if seed is None:
        seed = secrets.randbits(32)
    try:
        judged = question.judge(answer, seed, context)
    except Exception as error:
        if getattr(error, "stops_marking", False):
            raise
        raise BadQuestion(f"{question.name} cannot be judged: {type(error).__name__}: {error}") from error
    return replace(judged, seed=seed)


@contextlib.contextmanager
def seeded(seed: int):
    """Within this context `mark` draws its inputs from `seed`."""
    token = _SEED.set(seed)
    try:
        yield
    finally:
        _SEED.reset(token)

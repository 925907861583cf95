"""What a test's visible check will ask, asked in one go. Used by `marking.py`; `exchange.py` takes answers from here.

A visible check calls a student's function many times, and to ask a function in a box takes longer than most of them
need to answer. Nearly always the first of these calls depend on no answer; so the first one takes along those that are
sure to follow it, and each is answered when its turn comes.

What a check asks is found out beforehand, by running it on functions that return made-up numbers: nothing of the
instructor's solutions takes part, so none of their numbers can be in a question. Only calls at the check's beginning
count, of one function, while it looks at nothing else of the student's; so they reach the box in the order in which
they would have come by themselves. What is foreseen is the same for everybody. A check that stops early leaves some
answers that nobody wanted, never more than come in the box's `TOGETHER_SECONDS`; where one of these calls ends the box,
`marking.py` marks the test again without foresight.
"""

import ast
import builtins
import io
import sys
import types
from collections.abc import Callable, Sequence
from contextlib import suppress

import numpy as np

from . import bounded
from .codes import parsed
from .copies import copied
from .easel import exactly
from .student import StudentError
from .template import SETUP, TEST, Regions, Template, segments
from .testcell import execute, quietly

Call = tuple  # the arguments of one call, by position

NUMBERS = 0.25, 0.75  # what all answers are, once and again: what is asked both times depends on neither
MOST_CALLS = 40  # of one check that are foreseen
MOST_LINES = 20_000  # that a check may run with made-up answers, which may lead it nowhere
PLAIN = np.ndarray | np.number | np.bool_ | int | float | str | types.NoneType


class _Enough(BaseException):
    """Nothing more is to be learned of a check; not for its own `except`."""


class Foresight:
    """What the visible checks of one source notebook ask."""

    def __init__(self, template: Template):
        self.template = template
        self.theirs = {name for cell in template.cells if cell.students for name in cell.names}
        self._known = {cell.id: self._found(place) for place, cell in enumerate(template.cells) if cell.role == TEST}

    def calls(self, cell_id: str) -> tuple[str, list[Call]]:
        """The function that a test cell's visible part begins with, and its first calls; "" and none if not sure."""
        return self._known[cell_id]

    def _found(self, place: int) -> tuple[str, list[Call]]:
        setups = [cell.source for cell in self.template.cells[:place] if cell.role == SETUP]
        try:
            check = questions_of(self.template.cells[place].source, self.template.regions)
        except (SyntaxError, ValueError, RecursionError, MemoryError):  # no Python
            return "", []
        best: tuple[str, list[Call]] = "", []
        forms = [_a_number]  # and then those of the arguments that it is called with
        for number, form in enumerate(forms):
            one, two = (self._asked([*setups, check], form, answer) for answer in NUMBERS)
            same = 0
            while one.asked == two.asked and same < min(len(one.calls), len(two.calls)) \
                    and _image(one.calls[same]) == _image(two.calls[same]):
                same += 1
            if same > len(best[1]):
                best = one.asked, one.calls[:same]
            if number == 0:
                forms += map(_like, range(max(map(len, one.calls), default=0)))
            if one.ended and two.ended and same == len(one.calls):
                break  # nothing was left to ask
        return best

    def _asked(self, sources: list[str], form: Callable, number: float) -> "_Namespace":
        """What these cells ask if they are answered by `form(arguments, number)`."""
        namespace = _Namespace(self.theirs, form, number)
        trace = sys.gettrace()
        with quietly(io.StringIO()), bounded.memory(), suppress(Exception, _Enough):
            try:
                sys.settrace(_Budget().line)
                for source in sources:
                    execute(source, "foresight", namespace)
                namespace.ended = True
            finally:
                sys.settrace(trace)
        return namespace


class _Budget:
    """Ends what runs after so many lines."""

    def __init__(self):
        self.left = MOST_LINES

    def line(self, frame, event, argument):
        self.left -= 1
        if self.left < 0:
            raise _Enough
        return self.line


class _Namespace(dict):
    """Where a check runs: the first name of the student's that it uses is a function, and with the second it ends.

    asked, calls: that function and its calls so far. ended: whether the check came to its own end.
    """

    def __init__(self, theirs: set[str], form: Callable, number: float):
        super().__init__()
        self.theirs, self.form, self.number = theirs, form, number
        self.asked, self.calls, self.ended = "", [], False

    def __missing__(self, name: str):
        if name not in self.theirs or hasattr(builtins, name):
            raise KeyError(name)
        if self.asked not in ("", name):
            raise _Enough
        self.asked = name
        return self.answer

    def answer(self, *args, **kwargs):
        """Stands for the student's function."""
        if kwargs or len(self.calls) == MOST_CALLS or not all(isinstance(arg, PLAIN) for arg in args):
            raise _Enough
        self.calls.append(tuple(map(copied, args)))
        return self.form(args, self.number)


def _a_number(args: Sequence, number: float) -> float:
    return number


def _like(place: int) -> Callable:
    """Answers of the form of the argument in that place."""
    def form(args: Sequence, number: float):
        if place >= len(args):
            raise _Enough
        return np.full(np.shape(args[place]), number) if np.ndim(args[place]) else number
    return form


def _image(call: Call) -> tuple:
    return tuple(map(exactly, call))


def questions_of(source: str, regions: Regions) -> str:
    """A test's visible part up to the hidden one, with nothing asserted: made-up answers shall not end it.

    Raises SyntaxError, and what else Python raises for code that it cannot read.
    """
    visible = []
    for hidden, text in segments(source, regions):
        if hidden:
            break
        visible.append(text)
    return ast.unparse(ast.fix_missing_locations(_Unasserted().visit(parsed("\n".join(visible)))))


class _Unasserted(ast.NodeTransformer):
    """Makes `assert test` an attempt to calculate `test`, which may fail for answers that are made up."""

    def visit_Assert(self, node: ast.Assert) -> ast.Try:
        nothing = ast.ExceptHandler(ast.Name("Exception", ast.Load()), None, [ast.Pass()])
        return ast.copy_location(ast.Try([ast.Expr(node.test)], [nothing], [], []), node)


class Ahead:
    """Answers that one box gives ahead of their turn, while one test is run. foreseen: as `Foresight.calls` gives it.

    The first call goes over by itself: a function that never answers is found out by it. lost: whether the box was lost
    while it was asked ahead, for a call that might never have been made.
    """

    def __init__(self, box, foreseen: tuple[str, list[Call]]):
        self.box, self.function, self.lost = box, foreseen[0], False
        self.to_come = list(foreseen[1])
        self.answers: list[tuple] = []  # (arguments, what came of them) of the first of those to come
        self.begun = False

    def take(self, function: str, args: Sequence) -> tuple | None:
        """What `Box.call` gives, if it was asked ahead; None if not. Raises StudentError, BoxStopped, BoxFault."""
        if not self.to_come:
            return None
        if function != self.function or _image(args) != _image(self.to_come[0]):
            self.to_come, self.answers = [], []
            return None
        if not self.answers and self.begun and len(self.to_come) > 1:
            self._ask()
        self.begun = True
        self.to_come.pop(0)
        if not self.answers:
            return None
        asked, answer = self.answers.pop(0)
        if isinstance(answer, StudentError):
            raise answer
        result, after, _ = answer
        return result, [ours if new is old else new for ours, old, new in zip(args, asked, after, strict=True)], {}

    def _ask(self) -> None:
        calls = [tuple(map(copied, call)) for call in self.to_come]  # nobody's result shall be one of these arrays
        self.lost = True
        found = self.box.some(self.function, [(call, {}) for call in calls])
        self.answers, self.lost = list(zip(calls, found, strict=False)), False

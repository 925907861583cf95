"""What a test's visible checks will ask, asked in one go. Used by `marking.py`; `exchange.py` takes answers from here.

A visible check calls a student's functions one by one, and to ask a function in a box takes longer than most of them
need to answer. Nearly all that a check asks depends on no answer; so the first call of a function takes along those
that are sure to follow, and each is answered when its turn comes. What a check asks is found out beforehand, beside the
instructor's solutions, with made-up answers, and is the same for everybody. A check that stops early leaves answers
that nobody wanted; one that asks something else asks it by itself.
"""

import ast
from collections import deque
from collections.abc import Sequence

from .codes import parsed
from .copies import copied
from .easel import Easel, exactly
from .student import StudentError
from .template import TEST, Regions, Template, segments

Call = tuple  # the arguments of one call, by position


class Foresight:
    """What the visible checks of one source notebook ask, found out on `easel` when it is first wanted."""

    def __init__(self, template: Template, easel: Easel):
        self.easel = easel
        self.code = {cell.id: questions_of(cell.source, template.regions)
                     for cell in template.cells if cell.role == TEST}
        self._known: dict[str, dict[str, list[Call]]] = {}

    def calls(self, cell_id: str) -> dict[str, list[Call]]:
        """The calls that a test cell's visible part makes whatever it is answered, by function. Raises BoxFault."""
        if cell_id not in self._known:
            found: dict[str, list[Call]] = {}
            for name, *args in self.easel.asked(self.code[cell_id]) if self.code[cell_id] else ():
                found.setdefault(name, []).append(tuple(args))
            self._known[cell_id] = {name: calls for name, calls in found.items() if len(calls) > 1}
        return self._known[cell_id]


def questions_of(source: str, regions: Regions) -> str:
    """A test's visible part with nothing asserted, so that made-up answers do not end it; "" if it is no Python."""
    try:
        tree = parsed("\n".join(text for hidden, text in segments(source, regions) if not hidden))
    except SyntaxError:
        return ""
    return ast.unparse(ast.fix_missing_locations(_Unasserted().visit(tree)))


class _Unasserted(ast.NodeTransformer):
    """Makes `assert test` an attempt to calculate `test`, which may fail for answers that are made up."""

    def visit_Assert(self, node: ast.Assert) -> ast.Try:
        nothing = ast.ExceptHandler(ast.Name("Exception", ast.Load()), None, [ast.Pass()])
        return ast.Try([ast.Expr(node.test)], [nothing], [], [])


class Ahead:
    """Answers that one box gives ahead of their turn, while one test is run. calls: what is foreseen, by function."""

    def __init__(self, box, calls: dict[str, list[Call]]):
        self.box, self.calls = box, dict(calls)
        self.answers: dict[tuple, deque] = {}

    def take(self, function: str, args: Sequence) -> tuple | None:
        """What `Box.call` gives, if this call was foreseen; None if not. Raises StudentError, BoxStopped, BoxFault."""
        if function not in self.calls and not self.answers:
            return None
        key = (function, *map(exactly, args))
        if function in self.calls and key in {(function, *map(exactly, call)) for call in self.calls[function]}:
            calls = self.calls.pop(function)
            asked = [tuple(map(copied, call)) for call in calls]  # nobody's result shall be one of these arrays
            found = self.box.each(function, [(call, {}) for call in asked])
            for call, answer in zip(asked, found, strict=True):
                self.answers.setdefault((function, *map(exactly, call)), deque()).append((call, answer))
        if not self.answers.get(key):
            return None
        asked, answer = self.answers[key].popleft()
        if isinstance(answer, StudentError):
            raise answer
        result, after, _ = answer
        return result, [ours if new is old else new for ours, old, new in zip(args, asked, after, strict=True)], {}

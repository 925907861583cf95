"""Where locked cells are drawn from answers alone: a box of the course's own cells. Used by `pictures.py`.

A locked cell asks a student's functions for numbers and shows what they give. Here it runs apart from the student's
code, beside the instructor's solutions, with a table of answers: a question that is in the table gets that answer; any
other is noted as missing. Only the course's own code runs here, so what is shown depends on the answers alone.

Which of the missing questions may be put to a student? Those that would be asked whatever the answers still missing
are, for an argument may hold an answer: the cell is run with random numbers in the form of the instructor's answers,
and again with other ones; what is asked in both runs, to the last bit, depends on neither. The instructor's numbers
themselves are in no question, nor decide which are asked: slightly off would not do, since rounding, a threshold or
the place of the largest number hides it. So nothing that a student does not have goes into their box.

Nor does anything of one student's stay for the next one: each run begins with what the notebook was given, as it was.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path

import numpy as np

from .codes import bound, parsed
from .limits import BoxFault, BoxStopped, Limits
from .student import StudentError
from .template import LOCKED, SETUP, SOLUTION, Template, TemplateCell
from .wire import NotPlain

LIMITS = replace(Limits(), cpu_seconds=36_000, notebook_seconds=360_000)  # of a box that serves a whole class
PROGRAM = Path(__file__).with_name("answering.py").read_text(encoding="utf-8") + "\n\n_easel()\n"


@dataclass(frozen=True)
class Drawn:
    """What a locked cell shows, or, if answers are missing, the questions that can be asked at once (name, *args).

    errors: what NumPy does about division by 0 and the like where the cell asks, as `np.errstate` takes it.
    """

    outputs: list[dict]
    questions: Sequence[list]
    errors: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def in_stacks(self) -> tuple[list, list[tuple[str, tuple]]]:
        """The questions as `Box.calls` takes them: they are asked of every student."""
        return in_stacks(self.questions)


class Easel:
    """The easel of one source notebook (a dict of nbformat 4). Its box is opened with the first cell to draw.

    cells: ids of the cells that can be drawn, with the names that they define. One that uses a value of the student's
    that is no function, or random numbers that other cells use too, is not among them once the box is open.
    """

    def __init__(self, source: Mapping, template: Template, server):
        self.template, self.server, self.box = template, server, None
        self.solved = {cell.get("id"): "".join(cell["source"]) for cell in source["cells"]}
        self.code = {cell.id: cell.source for cell in template.cells}
        codes = [cell.id for cell in template.cells if cell.cell_type == "code"]
        self.counts = {known: number for number, known in enumerate(codes, 1)}  # warnings tell a cell's number
        self.cells = {cell.id: frozenset(bound(parsed(cell.source))) for cell in self._drawable()}
        self.names: list[str] = []
        self.given: dict[str, tuple] = {}  # the data that the notebook was given, to the last bit

    def as_given(self, cell_id: str, box) -> bool:
        """Is what a cell uses of the given data in a student's box still what it was? Can the cell be drawn at all?

        BoxStopped where the student's box does not answer; BoxFault.
        """
        if not self._ready() or cell_id not in self.cells:
            return False
        try:
            names = sorted(_words(self.code[cell_id]) & set(self.given))
            return not names or [*map(exactly, box.fetch_all(names))] == [self.given[name] for name in names]
        except StudentError:
            return False

    def _ready(self) -> bool:
        try:
            self._open()
        except BoxFault:
            self.close()
            raise
        except (BoxStopped, StudentError, NotPlain):
            self.close()
            return False
        return True

    def _drawable(self) -> Iterator[TemplateCell]:
        """Locked cells whose names no other cell of the course's uses, and who use none that is defined anew below."""
        codes = [cell for cell in self.template.cells if cell.cell_type == "code"]
        for number, cell in enumerate(codes):
            if cell.role == LOCKED:
                others = {word for other in codes if other is not cell for word in _words(other.source)}
                later = {name for other in codes[number:] if other.role in (SETUP, SOLUTION)
                         for name in bound(parsed(self.solved.get(other.id, other.source)))}
                if not set(bound(parsed(cell.source))) & others and not _words(cell.source) & later:
                    yield cell

    def draw(self, cell_id: str, questions: Sequence[list], answers: Sequence) -> Drawn | None:
        """The cell with these answers to these questions; None where it cannot be drawn from answers. BoxFault.

        questions: (name, *args) each. answers: to each, as `Box.calls` gives it.
        """
        if not self._ready() or cell_id not in self.cells:
            return None
        try:
            outputs, missing = self._run(cell_id, questions, answers, 1)
            if not missing:
                return Drawn(outputs, ()) if outputs else None
            _, others = self._run(cell_id, questions, answers, 2)
            errors = self.box.fetch("_errors")
        except BoxFault:
            self.close()
            raise
        except (BoxStopped, StudentError, NotPlain):  # too much for a box, or not plain data that was asked
            self.close()
            return None
        if None in missing:  # asked by keyword, or written into
            return None
        known = {exactly(question) for question in others if question}
        sure = {exactly(question): question for question in missing}
        sure = [question for image, question in sure.items() if image in known]
        return Drawn([], sure, errors) if sure else None

    def _open(self) -> None:
        if self.box is not None:
            return
        self.box = self.server.open(limits=LIMITS)
        self.names = []
        for cell in self.template.cells:
            if cell.cell_type == "code" and cell.role in (SETUP, SOLUTION):
                self.box.run(self.solved.get(cell.id, cell.source), cell.id)
                self.names += [name for name in cell.names if cell.role == SOLUTION and self._is_function(name)]
        self.box.run(PROGRAM, "easel")
        values = {name for cell in self.template.cells if cell.role == SOLUTION for name in cell.names}
        values = values.difference(self.names).union(self.box.fetch("_random"))
        self.cells = {known: names for known, names in self.cells.items() if not _words(self.code[known]) & values}
        for name in self.box.fetch("_given"):
            with suppress(StudentError):  # a table of functions, say, which nobody can compare
                self.given[name] = exactly(self.box.fetch(name))

    def _is_function(self, name: str) -> bool:
        return self.box.run(f"assert callable({name})", "easel").ok

    def _run(self, cell_id: str, questions, answers, seed: int) -> tuple[list[dict] | None, list]:
        """Outputs of the cell (None if it failed), and what it asked beyond the table. seed: of what is made up.

        Where an answer was written into what the notebook was given, later cells would see that; so that cell runs.
        """
        binds = sorted(self.cells[cell_id])
        self.box.call("_prepare", (self.names, binds, list(questions), list(answers), seed))
        ran = self.box.run(self.code[cell_id], cell_id, self.counts[cell_id])
        if not self.box.call("_untouched")[0]:
            return None, [None]
        return ran.outputs if ran.ok else None, self.box.fetch("_asked")

    def close(self) -> None:
        """End the box; the next drawing opens another."""
        if self.box is not None:
            self.box.close()
            self.box = None


def _words(code: str) -> set[str]:
    return set(re.findall(r"\w+", code))


def exactly(value) -> tuple:
    """A value as something to compare, to the last bit."""
    if hasattr(value, "tobytes"):
        return str(value.dtype), getattr(value, "shape", ()), value.tobytes()
    if isinstance(value, list | tuple):
        return type(value).__name__, *map(exactly, value)
    if isinstance(value, dict):
        return "dict", *map(exactly, value.items())
    return type(value).__name__, repr(value)


def in_stacks(questions: Sequence[list]) -> tuple[list, list[tuple[str, tuple]]]:
    """Questions as `Box.calls` takes them: stacks of arguments, and for each call its function and their places.

    Arrays of one type and shape make a stack, everything else another; equal arguments are sent once.
    """
    kinds: dict = {}  # kind -> (number of its stack, values)
    places: dict = {}  # kind and image -> place
    calls = []
    for name, *args in questions:
        row = []
        for arg in args:
            is_array = isinstance(arg, np.ndarray)
            kind = (arg.dtype.str, arg.shape) if is_array else "others"
            key = kind, arg.tobytes() if is_array else exactly(arg)
            if key not in places:
                number, values = kinds.setdefault(kind, (len(kinds), []))
                values.append(arg)
                places[key] = number, len(values) - 1
            row.append(places[key])
        calls.append((name, tuple(row)))
    return [values if kind == "others" else np.stack(values) for kind, (_, values) in kinds.items()], calls

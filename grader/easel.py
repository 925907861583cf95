"""Where locked cells are drawn from answers alone: a box of the course's own cells. Used by `pictures.py`.

A locked cell asks a student's functions for numbers and shows what they give. Here it runs apart from the student's
code, beside the instructor's solutions, with a table of answers: a question that is in the table gets that answer; any
other is noted as missing. Only the course's own code runs here, so what is shown depends on the answers alone.

Which of the missing questions may be put to a student? Those that would be asked whatever the answers still missing
are, for an argument may hold an answer: the cell is run with the instructor's answers in their place, and again with
answers slightly off; only what is asked in both runs, to the last bit, does not depend on them. So nothing that a
student does not have goes into their box.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace

from .codes import bound, parsed
from .limits import BoxFault, BoxStopped, Limits
from .student import StudentError
from .template import LOCKED, SETUP, SOLUTION, Template, TemplateCell
from .wire import NotPlain

LIMITS = replace(Limits(), cpu_seconds=36_000, notebook_seconds=360_000)  # of a box that serves a whole class

# Runs in the easel's box. `_asked` is what the last run of a cell asked beyond the table.
FUNCTIONS = '''
def _easel():
    import builtins, copy, sys
    import matplotlib.pyplot as plt
    import numpy as np
    solutions, data, table, asked, depth, off, show = {}, {}, {}, [], [0], [0.0], plt.show

    def image(value):
        if isinstance(value, np.ndarray):
            return value.dtype.str, value.shape, value.tobytes()
        if isinstance(value, list | tuple):
            return type(value).__name__, *map(image, value)
        if isinstance(value, dict):
            return "dict", *map(image, value.items())
        return type(value).__name__, repr(value)

    def shifted(value):
        if isinstance(value, list | tuple):
            return type(value)(map(shifted, value))
        if isinstance(value, bool) or not isinstance(value, float | int | np.ndarray | np.number):
            raise TypeError("only numbers can be slightly off")
        return value * (1 + off[0]) + off[0] if off[0] else value

    def again(args, answer):
        for place, array in answer["changed"]:
            args[place][...] = array
        for stream, text in answer["printed"]:
            getattr(sys, stream).write(text)
        if answer["raised"]:
            name, message = answer["raised"]
            known = getattr(builtins, name, None)
            known = known if isinstance(known, type) and issubclass(known, Exception) else None
            raise (known or type(name, (Exception,), {}))(message)
        return copy.deepcopy(answer["value"])

    def noting(name):
        def called(*args, **kwargs):
            if depth[0]:  # one solution calls another
                return solutions[name](*args, **kwargs)
            key = image((name, *args))
            if key in table and not kwargs:
                return again(args, table[key])
            question = [name, *copy.deepcopy(args)] if not kwargs else None
            depth[0] += 1
            try:
                answer = shifted(solutions[name](*args, **kwargs))
            finally:
                depth[0] -= 1
            asked.append(question)
            return answer
        return called

    def prepare(given, names, questions, answers, how_far_off):
        for name in given:
            globals()[name] = copy.deepcopy(data.setdefault(name, copy.deepcopy(globals()[name])))
        table.clear()
        for question, answer in zip(questions, answers, strict=True):
            table[image(tuple(question))] = answer
        asked.clear()
        off[0] = how_far_off
        for name in names:
            solutions.setdefault(name, globals()[name])
            globals()[name] = noting(name)

    def shown(*args, **kwargs):
        if asked:  # nobody will see this one
            plt.close("all")
        else:
            show(*args, **kwargs)

    plt.show = shown
    sources = [name for name, value in globals().items() if isinstance(value, np.random.Generator)]
    globals().update(_prepare=prepare, _asked=asked, _random=sources)


_easel()
'''


@dataclass(frozen=True)
class Drawn:
    """What a locked cell shows, or, if answers are missing, the questions that can be asked at once (name, *args)."""

    outputs: list[dict]
    questions: Sequence[list]


class Easel:
    """The easel of one source notebook (a dict of nbformat 4). Its box is opened with the first cell to draw.

    cells: ids of the cells that can be drawn, with the names that they define. One that uses a value of the student's
    that is no function, or random numbers that other cells use too, is not among them once the box is open.
    given: what setup cells define and code could write into, as images, by name.
    """

    def __init__(self, source: Mapping, template: Template, server):
        self.template, self.server, self.box = template, server, None
        self.solved = {cell.get("id"): "".join(cell["source"]) for cell in source["cells"]}
        self.code = {cell.id: cell.source for cell in template.cells}
        self.cells = {cell.id: frozenset(bound(parsed(cell.source))) for cell in self._drawable()}
        self.names: list[str] = []
        self.given: dict[str, tuple] = {}

    def as_given(self, box) -> bool:
        """Is in a student's box still what the notebook was given? False, too, where no easel can be had.

        BoxStopped where the student's box does not answer; BoxFault.
        """
        try:
            self._open()
        except BoxFault:
            self.close()
            raise
        except (BoxStopped, StudentError, NotPlain):
            self.close()
            return False
        return self._has_given(box)

    def _has_given(self, box) -> bool:
        try:
            return all(_image(box.fetch(name)) == image for name, image in self.given.items())
        except StudentError:
            return False

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
        try:
            self._open()
            if cell_id not in self.cells:
                return None
            outputs, missing = self._run(cell_id, questions, answers, 0.0)
            if not missing:
                return Drawn(outputs, ()) if outputs else None
            _, others = self._run(cell_id, questions, answers, 1e-4)
        except BoxFault:
            self.close()
            raise
        except (BoxStopped, StudentError, NotPlain):  # too much for a box, or not plain data that was asked
            self.close()
            return None
        if None in missing:  # asked by keyword, or written into
            return None
        known = {_image(question) for question in others if question}
        sure = {_image(question): question for question in missing}
        sure = [question for image, question in sure.items() if image in known]
        return Drawn([], sure) if sure else None

    def _open(self) -> None:
        if self.box is not None:
            return
        self.box = self.server.open(limits=LIMITS)
        self.names = []
        for cell in self.template.cells:
            if cell.cell_type == "code" and cell.role in (SETUP, SOLUTION):
                self.box.run(self.solved.get(cell.id, cell.source), cell.id)
                self.names += [name for name in cell.names if cell.role == SOLUTION and self._is_function(name)]
        self.given = dict(self._changeable())
        self.box.run(FUNCTIONS, "easel")
        values = {name for cell in self.template.cells if cell.role == SOLUTION for name in cell.names}
        values = values.difference(self.names).union(self.box.fetch("_random"))
        self.cells = {known: names for known, names in self.cells.items() if not _words(self.code[known]) & values}

    def _is_function(self, name: str) -> bool:
        return self.box.run(f"assert callable({name})", "easel").ok

    def _changeable(self) -> Iterator[tuple[str, tuple]]:
        given = {name for cell in self.template.cells if cell.role == SETUP for name in bound(parsed(cell.source))}
        for name in sorted(given):
            if self.box.run(f"assert type({name}) in (list, dict, __import__('numpy').ndarray)", "easel").ok:
                with suppress(StudentError):  # a table of functions, say: no plain data that could be compared
                    yield name, _image(self.box.fetch(name))

    def _run(self, cell_id: str, questions, answers, off: float) -> tuple[list[dict] | None, list]:
        """Outputs of the cell (None if it failed), and what it asked beyond the table.

        Where an answer was written into what the notebook was given, nothing: later cells would see that, so it runs.
        """
        self.box.call("_prepare", (list(self.given), self.names, list(questions), list(answers), off))
        ran = self.box.run(self.code[cell_id], cell_id)
        if not self._has_given(self.box):
            return None, [None]
        return ran.outputs if ran.ok else None, self.box.fetch("_asked")

    def close(self) -> None:
        """End the box; the next drawing opens another."""
        if self.box is not None:
            self.box.close()
            self.box = None


def _words(code: str) -> set[str]:
    return set(re.findall(r"\w+", code))


def _image(value) -> tuple:
    """A value as something to compare, to the last bit."""
    if hasattr(value, "tobytes"):
        return str(value.dtype), getattr(value, "shape", ()), value.tobytes()
    if isinstance(value, list | tuple):
        return type(value).__name__, *map(_image, value)
    if isinstance(value, dict):
        return "dict", *map(_image, value.items())
    return type(value).__name__, repr(value)

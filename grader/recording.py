"""What an instructor's locked cells ask of the solutions, and what they show. Used by `marker.py`, for `pictures.py`.

The instructor's notebook is run once in a box of its own; the functions that the solutions define note what they are
asked and answer. Which answers a question depends on is found by running the cell again with answers that are slightly
off: what is asked all the same does not depend on them. Whether a list will do for an array is found in the same way:
the cell is run with the answers in other forms, and if it shows the same, numbers are all that counts.
"""

import re
from collections.abc import Mapping

import numpy as np

from .limits import BoxStopped
from .pictures import ANYTHING, Pictures, Question, Recording, agree, bound, imports_of, parsed
from .student import StudentError
from .template import LOCKED, SETUP, SOLUTION, Template, TemplateCell

MOST_ROUNDS = 6  # a cell whose questions need more rounds is always drawn

# Runs in the box of the instructor's notebook: every function that the solutions define notes what it is asked.
RECORDER = '''
def _recorder(names, exact):
    import copy, functools
    import numpy as np
    asked, depth = [], [0]

    def shifted(value, off):
        if isinstance(value, tuple | list):
            return type(value)(shifted(item, off) for item in value)
        if isinstance(value, bool) or not isinstance(value, float | int | np.ndarray | np.number):
            raise TypeError("only numbers can be slightly off")
        return value * (1 + off) + off if off else value

    def noting(name, function):
        @functools.wraps(function)
        def called(*args, **kwargs):
            kept = None if depth[0] else copy.deepcopy((list(args), kwargs))
            depth[0] += 1
            try:
                value = function(*args, **kwargs)
            finally:
                depth[0] -= 1
            if kept is None:
                return value
            asked.append([name, *kept, copy.deepcopy(value)])
            if exact == "other forms":
                return reformed(value)
            return shifted(value, 0 if exact is None or len(asked) - 1 in exact else 1e-4)
        return called

    def reformed(value):
        if isinstance(value, np.ndarray):
            return value.tolist()
        return np.array(value) if type(value) is float else value

    for name in names:
        globals()[name] = noting(name, _functions[name])
    globals()["_asked"] = asked
    drawn = exact in (None, "other forms")  # nobody sees the others
    get_ipython().display_formatter.formatters["image/png"].enabled = drawn
'''


def record(source: Mapping, template: Template, server) -> Pictures:
    """Run the instructor's notebook (a dict) in a box of `server`'s and keep what its locked cells ask and show.

    A cell that cannot be kept, for whatever reason, is left out: it will run for every student. Raises BoxFault.
    """
    solutions = {cell.id: cell for cell in template.cells if cell.role == SOLUTION}
    solved = {cell.get("id"): "".join(cell["source"]) for cell in source["cells"]}
    trees = [parsed(cell.source) for cell in template.cells if cell.role == SETUP]
    imports = frozenset(pair for tree in trees for pair in imports_of(tree))
    given = {name for tree in trees for name in bound(tree)} | {name for _, name in imports}
    made = Pictures({}, frozenset(given) | ANYTHING, imports)
    if not any(cell.role == LOCKED and cell.cell_type == "code" for cell in template.cells):
        return made
    names: list[str] = []
    with server.open() as box:
        try:
            box.run("_functions = {}" + RECORDER, "recorder")
            for cell in template.cells:
                if cell.cell_type == "code" and cell.role == LOCKED:
                    kept = _recorded(cell.source, names, box)
                    if kept is not None and not kept.defines & _words(template, cell):
                        made.recordings[cell.id] = kept
                elif cell.cell_type == "code" and (cell.id in solutions or cell.role == SETUP):
                    box.run(solved[cell.id] if cell.id in solutions else cell.source, cell.id)
                    names += [name for name in cell.names if cell.id in solutions and _is_function(box, name)]
        except (BoxStopped, KeyError):
            pass  # what was recorded until here is good
    return made


def _words(template: Template, but: TemplateCell) -> set[str]:
    """Every word in the code of the course's other cells; a cell whose names they use has to run."""
    codes = [cell.source for cell in template.cells if cell.cell_type == "code" and cell is not but]
    return set(re.findall(r"\w+", "\n".join(codes)))


def _is_function(box, name: str) -> bool:
    ran = box.run(f"assert callable({name}); _functions[{name!r}] = {name}", "recorder")
    return ran.ok


def _recorded(code: str, names: list[str], box) -> Recording | None:
    try:
        outputs, asked = _run(code, names, None, box)
        if outputs is None or not asked or any(kwargs for _, _, kwargs, _ in asked):
            return None
        rounds = _rounds(code, names, asked, box)
        others, told = _run(code, names, "other forms", box)
    except StudentError:  # something that is not plain data was asked or answered: an object, a generator
        return None
    finally:
        box.run("globals().update(_functions)", "recorder")
    if len(rounds) < len(asked):
        return None
    stacks = _Stacks()
    questions = tuple(Question(name, tuple(map(stacks.place, args)), answer, rounds[number])
                      for number, (name, args, _, answer) in enumerate(asked))
    same = others == outputs and len(told) == len(asked) and all(
        agree(call[1], twin[1]) for call, twin in zip(asked, told, strict=True))
    return Recording(stacks.values(), questions, outputs, frozenset(bound(parsed(code))), same)


class _Stacks:
    """Values by place: (number of a stack, number in it). Arrays of one type and shape make a stack, the rest one."""

    def __init__(self):
        self.kinds: dict = {}  # kind -> (number of its stack, values)
        self.places: dict = {}  # kind and image -> place

    def place(self, value) -> tuple[int, int]:
        """Where the value is; equal ones are kept once."""
        is_array = isinstance(value, np.ndarray)
        kind = (value.dtype.str, value.shape) if is_array else "others"
        image = kind, value.tobytes() if is_array else f"{type(value).__name__} {value!r}"
        if image not in self.places:
            number, values = self.kinds.setdefault(kind, (len(self.kinds), []))
            values.append(value)
            self.places[image] = number, len(values) - 1
        return self.places[image]

    def values(self) -> list:
        """The stacks, in the order of their numbers."""
        return [values if kind == "others" else np.stack(values) for kind, (_, values) in self.kinds.items()]


def _rounds(code: str, names: list[str], asked: list, box) -> dict[int, int]:
    """The round of each question, by its number; without those that no few rounds can be found for.

    A question belongs to the first round before which all answers that it depends on are known: with every other
    answer slightly off, it is asked unchanged.
    """
    rounds: dict[int, int] = {}
    for number in range(MOST_ROUNDS):
        _, other = _run(code, names, sorted(rounds), box)
        if [call[0] for call in other] != [call[0] for call in asked]:
            break  # the answers decide what is asked at all
        rounds |= {place: number for place, (call, twin) in enumerate(zip(asked, other, strict=True))
                   if place not in rounds and agree(call[1], twin[1])}
        if len(rounds) == len(asked):
            break
    return rounds


def _run(code: str, names: list[str], exact: list[int] | str | None, box):
    """The cell's outputs (None if it failed) and what it asked.

    exact: the numbers of the answers that are not slightly off; None for all; "other forms" for lists in place of
    arrays and arrays in place of floats.
    """
    box.run(f"_recorder({names!r}, {exact!r})", "recorder")
    ran = box.run(code, "picture")
    return (ran.outputs, box.fetch("_asked")) if ran.ok else (None, [])



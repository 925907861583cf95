"""Pictures of right answers, drawn once. Used by `marking.py`; made by `marker.py`, once for each source notebook.

A locked cell that draws what a student's functions give takes longer than all the rest of marking. But wherever these
functions answer, at every point that the cell asks for, what the instructor's answer, the cell shows what it shows for
the instructor. So the instructor's notebook is run once in a box of its own, and for each such cell is kept what it
asked, what it was answered, and what it showed. A student's functions are then asked the same. If all answers agree,
the cell's outputs are the kept ones; in every other case the cell runs, and shows whatever comes.

Nothing that the student does not have is handed into their box by this: what the cell asks may depend on earlier
answers (θ after a step), and such a question is asked only after these answers were found to agree. So questions are
asked in rounds. Which round a question belongs to is found by running the instructor's cell again with answers that are
slightly off: what is asked all the same does not depend on them.
"""

import ast
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

import numpy as np

from .limits import BoxStopped
from .student import StudentError
from .template import LOCKED, SETUP, SOLUTION, Template, TemplateCell

AGREE = {"rtol": 1e-9, "atol": 1e-12, "equal_nan": True}  # far below a pixel, and below the digits that cells print
MOST_ROUNDS = 6  # a cell whose questions need more rounds is always drawn
ANYTHING = frozenset({"__builtins__"})  # stands for every name; it is among the given ones
DRAWS = {"plt", "matplotlib", "pylab", "mpl", "rcParams", "globals", "exec", "eval", "get_ipython", "setattr"}

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
            return shifted(value, 0 if exact is None or len(asked) - 1 in exact else 1e-4)
        return called

    for name in names:
        globals()[name] = noting(name, _functions[name])
    globals()["_asked"] = asked
'''


@dataclass(frozen=True)
class Question:
    """One call of a student's function: places of its arguments in the recording's stacks; the instructor's answer."""

    function: str
    places: tuple[tuple[int, int], ...]
    answer: object
    round: int


@dataclass(frozen=True)
class Recording:
    """One locked cell as it ran for the instructor: what it asked, what it showed, which names it defines."""

    stacks: list
    questions: tuple[Question, ...]
    outputs: list[dict]
    defines: frozenset[str]


@dataclass
class Pictures:
    """The recordings of one source notebook by cell id; the names that its setup cells define, with the imports."""

    recordings: dict[str, Recording] = field(default_factory=dict)
    given: frozenset[str] = frozenset()
    imports: frozenset[tuple[str, str]] = frozenset()

    def outputs(self, cell_id: str, name: str, open_box, codes: Sequence[str]) -> list[dict] | None:
        """What the cell shows for this student, or None if it has to run. `codes`: the student's cells before it.

        `open_box()` gives the student's box. Raises BoxStopped if their functions do not come to an end.
        """
        recording = self.recordings.get(cell_id)
        if recording is None or not all(map(self.leaves_alone, codes)):
            return None
        box = open_box()
        for number in sorted({question.round for question in recording.questions}):
            questions = [question for question in recording.questions if question.round == number]
            try:
                answers = box.calls(recording.stacks, [(q.function, q.places) for q in questions], name)
            except StudentError:
                return None
            if len(answers) != len(questions) or not all(
                    agree(question.answer, answer) for question, answer in zip(questions, answers, strict=True)):
                return None
        return recording.outputs

    def leaves_alone(self, code: str) -> bool:
        """Does a student's cell leave what the notebook was given, and the way of drawing, as they were?"""
        touched, imports = _touched(code)
        others = {name for module, name in imports if (module, name) not in self.imports}
        return not (touched | others) & self.given


@lru_cache(maxsize=512)
def _touched(code: str) -> tuple[frozenset[str], frozenset[tuple[str, str]]]:
    """What a student's cell binds at its top level or as `global`, and its imports; ANYTHING if that is not sure."""
    try:
        tree = ast.parse(code)
    except SyntaxError:  # such a cell defines nothing, unless it has magics
        return (ANYTHING if re.search(r"(?m)^\s*[%!?]", code) else frozenset()), frozenset()
    nodes = list(ast.walk(tree))
    used = {node.id for node in nodes if isinstance(node, ast.Name)}
    used |= {node.attr for node in nodes if isinstance(node, ast.Attribute)}
    shared = {name for node in nodes if isinstance(node, ast.Global) for name in node.names}
    return (ANYTHING if used & DRAWS else frozenset(shared | set(_bound(tree)))), frozenset(_imports(tree))


def agree(wanted, got) -> bool:
    """Are two plain values of one type and form, and as near as no picture can show a difference?"""
    if type(wanted) is not type(got):
        return False
    if isinstance(wanted, float):
        near = abs(got - wanted) <= AGREE["atol"] + AGREE["rtol"] * abs(wanted)
        return bool(near or got == wanted or (np.isnan(got) and np.isnan(wanted)))
    if isinstance(wanted, np.ndarray):
        same_form = wanted.shape == got.shape and wanted.dtype == got.dtype
        return same_form and (np.allclose(got, wanted, **AGREE) if wanted.dtype.kind in "fc" else (wanted == got).all())
    if isinstance(wanted, list | tuple):
        return len(wanted) == len(got) and all(map(agree, wanted, got))
    return wanted == got


def record(source: Mapping, template: Template, server) -> Pictures:
    """Run the instructor's notebook (a dict) in a box of `server`'s and keep what its locked cells ask and show.

    A cell that cannot be kept, for whatever reason, is left out: it will run for every student. Raises BoxFault.
    """
    solutions = {cell.id: cell for cell in template.cells if cell.role == SOLUTION}
    solved = {cell.get("id"): "".join(cell["source"]) for cell in source["cells"]}
    trees = [_parsed(cell.source) for cell in template.cells if cell.role == SETUP]
    imports = frozenset(pair for tree in trees for pair in _imports(tree))
    given = {name for tree in trees for name in _bound(tree)} | {name for _, name in imports}
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
    except StudentError:  # something that is not plain data was asked or answered: an object, a generator
        return None
    finally:
        box.run("globals().update(_functions)", "recorder")
    if len(rounds) < len(asked):
        return None
    stacks = _Stacks()
    questions = tuple(Question(name, tuple(map(stacks.place, args)), answer, rounds[number])
                      for number, (name, args, _, answer) in enumerate(asked))
    return Recording(stacks.values(), questions, outputs, frozenset(_bound(_parsed(code))))


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
        if other is None or [call[0] for call in other] != [call[0] for call in asked]:
            break  # the answers decide what is asked at all
        rounds |= {place: number for place, (call, twin) in enumerate(zip(asked, other, strict=True))
                   if place not in rounds and agree(call[1], twin[1])}
        if len(rounds) == len(asked):
            break
    return rounds


def _run(code: str, names: list[str], exact: list[int] | None, box):
    """The cell's outputs (None if it failed) and what it asked. Answers whose numbers are not in `exact` are off."""
    box.run(f"_recorder({names!r}, {exact!r})", "recorder")
    ran = box.run(code, "picture")
    return (ran.outputs, box.fetch("_asked")) if ran.ok else (None, None)


def _parsed(code: str) -> ast.Module:
    return ast.parse(re.sub(r"(?m)^[%!].*$", "", code))


def _imports(tree: ast.AST) -> Iterator[tuple[str, str]]:
    """Every import as (what, under which name)."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((alias.name, alias.asname or alias.name.split(".")[0]) for alias in node.names)
        if isinstance(node, ast.ImportFrom):
            yield from ((f"{node.module}.{alias.name}", alias.asname or alias.name) for alias in node.names)


def _bound(tree: ast.AST) -> Iterator[str]:
    """Names that are bound, deleted or written into outside functions, and those of functions and classes."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            yield node.name
            continue
        if isinstance(node, ast.Lambda):
            continue
        if isinstance(node, ast.Name) and not isinstance(node.ctx, ast.Load):
            yield node.id
        if isinstance(node, ast.Attribute | ast.Subscript) and not isinstance(node.ctx, ast.Load):
            root = node
            while isinstance(root, ast.Attribute | ast.Subscript):
                root = root.value
            if isinstance(root, ast.Name):
                yield root.id
        yield from _bound(node)

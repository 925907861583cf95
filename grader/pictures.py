"""Pictures of right answers, drawn once. Used by `marking.py`; `recording.py` makes what is kept.

A locked cell that draws what a student's functions give takes longer than all the rest of marking. But wherever these
functions answer, at every point that the cell asks for, what the instructor's answer, the cell shows what it shows for
the instructor. So a student's functions are asked what the cell asked of the instructor's. If all answers agree, the
cell's outputs are the kept ones; in every other case the cell runs, and shows whatever comes.

Nothing that the student does not have is handed into their box by this. What a cell asks may depend on earlier answers
(θ after a step), so questions are asked in rounds: each only after the answers that it depends on were found to agree.
"""

import ast
import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

import numpy as np

from .student import StudentError

AGREE = {"rtol": 1e-9, "atol": 1e-12, "equal_nan": True}  # far below a pixel, and below the digits that cells print
ANYTHING = frozenset({"__builtins__"})  # stands for every name; it is among the given ones
DRAWS = {"plt", "matplotlib", "pylab", "mpl", "rcParams", "globals", "exec", "eval", "get_ipython", "setattr"}

@dataclass(frozen=True)
class Question:
    """One call of a student's function: places of its arguments in the recording's stacks; the instructor's answer."""

    function: str
    places: tuple[tuple[int, int], ...]
    answer: object
    round: int


@dataclass(frozen=True)
class Recording:
    """One locked cell as it ran for the instructor: what it asked, what it showed, which names it defines.

    numbers: whether only the numbers of answers count, and not if they come as an array, a list, a tuple or a scalar.
    """

    stacks: list
    questions: tuple[Question, ...]
    outputs: list[dict]
    defines: frozenset[str]
    numbers: bool


@dataclass
class Pictures:
    """The recordings of one source notebook by cell id; the names that its setup cells define, with the imports."""

    recordings: dict[str, Recording] = field(default_factory=dict)
    given: frozenset[str] = frozenset()
    imports: frozenset[tuple[str, str]] = frozenset()

    def outputs(self, cell_id: str, name: str, open_box, codes: Sequence[str],
                wrong: Collection[str] = ()) -> list[dict] | None:
        """What the cell shows for this student, or None if it has to run. `codes`: the student's cells before it.

        wrong: functions that are known to be wrong, which need not be asked. `open_box()` gives the student's box.
        Raises BoxStopped if their functions do not come to an end.
        """
        recording = self.recordings.get(cell_id)
        if recording is None or not all(map(self.leaves_alone, codes)):
            return None
        if any(question.function in wrong for question in recording.questions):
            return None
        box = open_box()
        for number in sorted({question.round for question in recording.questions}):
            questions = [question for question in recording.questions if question.round == number]
            try:
                answers = box.calls(recording.stacks, [(q.function, q.places) for q in questions], name,
                                    recording.numbers)
            except StudentError:
                return None
            same = same_numbers if recording.numbers else agree
            if len(answers) != len(questions) or not all(
                    same(question.answer, answer) for question, answer in zip(questions, answers, strict=True)):
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
    return (ANYTHING if used & DRAWS else frozenset(shared | set(bound(tree)))), frozenset(imports_of(tree))


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


def same_numbers(wanted, got) -> bool:
    """Do two plain values hold the same floating-point numbers in the same order, whatever holds them?"""
    if agree(wanted, got):
        return True
    try:
        ours, theirs = np.asarray(wanted), np.asarray(got)
    except ValueError:  # lists of several lengths
        return False
    floats = ours.dtype == theirs.dtype == np.float64
    return floats and ours.shape == theirs.shape and np.allclose(theirs, ours, **AGREE)


def parsed(code: str) -> ast.Module:
    """The syntax tree of one of the course's cells, which may hold magics."""
    return ast.parse(re.sub(r"(?m)^[%!].*$", "", code))


def imports_of(tree: ast.AST) -> Iterator[tuple[str, str]]:
    """Every import as (what, under which name)."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((alias.name, alias.asname or alias.name.split(".")[0]) for alias in node.names)
        if isinstance(node, ast.ImportFrom):
            yield from ((f"{node.module}.{alias.name}", alias.asname or alias.name) for alias in node.names)


def bound(tree: ast.AST) -> Iterator[str]:
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
        yield from bound(node)

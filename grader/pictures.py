"""Pictures drawn once for all who give the same answers. Used by `marking.py`; `easel.py` draws.

A locked cell that draws what a student's functions give takes longer than all the rest of marking, and what it shows
depends on their answers alone. So the functions are asked what the cell asks, and if somebody's functions gave the same
answers before, right or wrong, the cell shows what it showed then; else it is drawn from these answers, apart from the
student's code, and kept. In every other case the cell runs in the student's box, and shows whatever comes: where a
function shows more than printed text, gives what is not plain data or very much of it, where an exception of its ends
the cell, and where a student's cell touches what the notebook was given, or the way of drawing.

What a cell asks may depend on earlier answers (θ after a step), so it is asked in rounds: the answers so far lead to
the next questions, or to the picture.
"""

import ast
import hashlib
import re
from collections.abc import Sequence
from functools import lru_cache

import numpy as np

from .codes import bound, imports_of, parsed
from .easel import Drawn, Easel
from .shelf import Shelf
from .student import StudentError
from .template import SETUP, Template
from .weighing import weight

DIGITS = 11  # answers that agree in so many digits are the same: not even a slope measured over 1e-5 shows a difference
SMALL = 1e-12  # and these are 0
FLAT, LEVEL = 1e-4, 1e-8  # numbers that differ by less, of the largest or at all: the axes of a plot magnify it
MOST_ROUNDS = 6  # a cell that needs more is run
MOST_BYTES = 1 << 20  # of all answers for one picture; those of ours come to 200 kB, and questions may hold them
NUMBERS = {float: b"f", np.float64: b"n"}
ANYTHING = frozenset({"__builtins__"})  # stands for every name; it is among the given ones
DRAWS = {"plt", "matplotlib", "pylab", "mpl", "rcParams", "globals", "exec", "eval", "get_ipython", "setattr"}


class Pictures:
    """The pictures of one source notebook, whose cells are drawn on `easel`.

    repeated: only answers that come a second time are drawn there. Those of a mistake that nobody else makes are left
    to the student's own box, where they cost less. shelf: where what was drawn is kept.
    """

    def __init__(self, template: Template, easel: Easel, repeated: bool = False, shelf: Shelf | None = None):
        self.easel, self.repeated, self.shelf = easel, repeated, shelf or Shelf()
        trees = [parsed(cell.source) for cell in template.cells if cell.role == SETUP]
        self.imports = frozenset(pair for tree in trees for pair in imports_of(tree))
        names = {name for tree in trees for name in bound(tree)} | {name for _, name in self.imports}
        self.given = frozenset(names) | ANYTHING

    def outputs(self, cell_id: str, name: str, open_box, codes: Sequence[str]) -> list[dict] | None:
        """What the cell shows for this student, or None if it has to run. `codes`: the student's cells before it.

        `open_box()` gives the student's box. Raises BoxStopped if their functions do not come to an end.
        """
        if cell_id not in self.easel.cells or not all(map(self.leaves_alone, codes)):
            return None
        box, questions, answers, path = open_box(), [], [], hashlib.sha256(cell_id.encode())
        room = MOST_BYTES
        if not self.easel.as_given(cell_id, box):
            return None
        for number in range(MOST_ROUNDS):
            if number == 1 and self.repeated and path.digest() not in self.shelf and self.shelf.first(path.digest()):
                return None  # and runs; perhaps these answers come again
            drawn = self._drawn(path.digest(), cell_id, questions, answers)
            if drawn is None or drawn.outputs:
                return drawn and drawn.outputs
            try:
                found = box.calls(*drawn.in_stacks, name, drawn.errors)
            except StudentError:
                return None
            if not found or len(found) < len(drawn.questions) and not found[-1]["raised"]:
                return None
            room -= weight(found)
            if room < 0:
                return None
            questions, answers = [*questions, *drawn.questions[:len(found)]], [*answers, *found]
            for function in sorted({question[0] for question in drawn.questions[:len(found)]}):
                pairs = zip(drawn.questions, found, strict=False)
                path.update(image([answer["value"] for question, answer in pairs if question[0] == function]))
            path.update(image([[number, *_more(answer)] for number, answer in enumerate(found) if _more(answer)]))
        return None

    def _drawn(self, path: bytes, cell_id: str, questions: list, answers: list) -> Drawn | None:
        """What these answers lead to, drawn once."""
        if path not in self.shelf:
            self.shelf.keep(path, self.easel.draw(cell_id, questions, answers))
        return self.shelf[path]

    def leaves_alone(self, code: str) -> bool:
        """Does a student's cell leave what the notebook was given, and the way of drawing, as they were?"""
        touched, imports = _touched(code)
        others = {name for module, name in imports if (module, name) not in self.imports}
        return not (touched | others) & self.given

    def close(self) -> None:
        """Put the easel away."""
        self.easel.close()


@lru_cache(maxsize=512)
def _touched(code: str) -> tuple[frozenset[str], frozenset[tuple[str, str]]]:
    """What a student's cell binds at its top level or as `global`, and its imports; ANYTHING if that is not sure."""
    try:
        tree = ast.parse(code)
    except SyntaxError:  # such a cell defines nothing, unless it has magics
        return (ANYTHING if re.search(r"(?m)^[ \t]*[%!?]", code) else frozenset()), frozenset()
    nodes = list(ast.walk(tree))
    used = {node.id for node in nodes if isinstance(node, ast.Name)}
    used |= {node.attr for node in nodes if isinstance(node, ast.Attribute)}
    shared = {name for node in nodes if isinstance(node, ast.Global) for name in node.names}
    return (ANYTHING if used & DRAWS else frozenset(shared | set(bound(tree)))), frozenset(imports_of(tree))


def _more(answer: dict) -> list:
    """What there is of an answer beside its value."""
    return answer["changed"] + answer["printed"] + answer["raised"]


def image(value) -> bytes:
    """Bytes that are the same for values of one type and form whose numbers agree in DIGITS digits.

    In all digits where the numbers are nearly one: a plot shows those, whatever their size, and whose answers came
    first could draw there what everybody is shown whose function gives a constant.
    """
    if isinstance(value, list | tuple):
        plain = [item for item in value if type(item) in NUMBERS]  # often hundreds, and quicker together
        forms = [NUMBERS[type(item)] if type(item) in NUMBERS else image(item) for item in value]
        return b"(" + type(value).__name__.encode() + b",".join(forms) + b")" + _rounded(np.array(plain))
    if isinstance(value, dict):
        return b"{" + image(list(value.items())) + b"}"
    if isinstance(value, np.ndarray | np.floating | float):
        array = np.asarray(value)
        form = f"{type(value).__name__} {array.dtype.str} {array.shape} ".encode()
        return form + (_rounded(array) if array.dtype.kind == "f" else array.tobytes())
    return f"{type(value).__name__} {value!r}".encode("utf-8", "surrogatepass")


def _rounded(array: np.ndarray) -> bytes:
    """The floats' digits and exponents; NaN and infinity as themselves."""
    array = array.astype(np.float64)
    plain = np.isfinite(array) & (abs(array) >= SMALL)
    exponent = np.floor(np.log10(abs(array), where=plain, out=np.zeros(array.shape)))
    digits = np.round(np.where(plain, array, 0) / 10.0 ** (exponent - DIGITS + 1))
    ten = abs(digits) == 10.0**DIGITS  # 9.999999999 is 10
    digits, exponent = np.where(ten, digits / 10, digits), exponent + ten
    digits = np.where(np.isinf(array), np.sign(array), digits)  # and of NaN there is one, whatever its bits
    exponent = np.where(np.isfinite(array), exponent, np.where(np.isinf(array), 1000, 2000))
    return (digits + 0).tobytes() + exponent.tobytes() + (b"=" + array.tobytes() if _nearly_flat(array) else b"~")


def _nearly_flat(array: np.ndarray) -> bool:
    """Do the finite ones of these numbers differ, but hardly?"""
    finite = array[np.isfinite(array)]
    if not finite.size:
        return False
    with np.errstate(over="ignore"):
        return 0 < np.ptp(finite) < max(FLAT * abs(finite).max(), LEVEL)

"""The notebooks of the course as the tests see them: cells by name, their visible and hidden parts, cells run in order.

Nothing is executed in a kernel here: a cell is compiled and run in a plain dictionary, and the value of its last
expression is its result, as in a notebook. `test_sheets_in_a_kernel.py` does it with real kernels.
"""

import ast
import contextlib
import functools
import io
import re
from pathlib import Path

import matplotlib
import nbformat
import numpy as np

PROJECT = Path(__file__).resolve().parents[2]
SOURCE, RELEASE = PROJECT / "source", PROJECT / "release"
COURSE = {  # assignment: notebook: points in all, points that marking gives by itself
    "tutorial6": {
        "q1_generator_cost": (30, 25),
        "q2_optimal_discriminator": (25, 17),
        "q3_discriminator_update": (45, 41),
    },
    "gan_theory": {
        "t1_logits_and_losses": (14, 14),
        "t2_vanishing_gradients": (14, 10),
        "t3_divergences": (19, 14),
        "t4_two_modes": (13, 9),
    },
    "beyond_gan": {
        "b1_distances": (30, 21),
        "b2_vae_and_projection": (20, 14),
    },
    "train_gan": {
        "g1_a_gan_in_numpy": (31, 31),
        "g2_modes_and_collapse": (19, 13),
    },
}
ASSIGNMENT = {name: assignment for assignment, notebooks in COURSE.items() for name in notebooks}
POINTS = {name: points for notebooks in COURSE.values() for name, points in notebooks.items()}
HIDDEN = re.compile(r"### BEGIN HIDDEN TESTS\n(.*?)\n### END HIDDEN TESTS", re.DOTALL)

matplotlib.use("agg")


def path(name: str, folder: Path = SOURCE) -> Path:
    """Where a notebook is, by the name of its file without the ending."""
    return folder / ASSIGNMENT[name] / f"{name}.ipynb"


def read(name: str, folder: Path = SOURCE):
    """One notebook, by the name of its file without the ending."""
    return nbformat.read(path(name, folder), as_version=4)


def about(cell) -> dict:
    """A cell's nbgrader metadata, empty where it has none."""
    return cell.metadata.get("nbgrader", {})


def is_test(cell) -> bool:
    return cell.cell_type == "code" and bool(about(cell).get("grade"))


def is_essay(cell) -> bool:
    return cell.cell_type == "markdown" and bool(about(cell).get("grade"))


def is_solution(cell) -> bool:
    return cell.cell_type == "code" and bool(about(cell).get("solution"))


def tagged(cell, tag: str) -> bool:
    return tag in cell.metadata.get("tags", [])


def questions(name: str) -> dict:
    """The test cells of a notebook by the name of their question."""
    return {cell.id.removeprefix("correct_"): cell for cell in read(name).cells if is_test(cell)}


def visible(cell) -> str:
    """What a student sees of a test cell."""
    return HIDDEN.sub("", cell.source).rstrip("\n")


def hidden(cell) -> str:
    """What a student never sees of a test cell."""
    return HIDDEN.search(cell.source)[1]


def run(source: str, names: dict):
    """Runs a cell in `names`; its last expression's value and what it printed. NumPy's warnings cost nothing here."""
    *before, last = ast.parse(source).body or [ast.Pass()]
    printed, value = io.StringIO(), None
    with contextlib.redirect_stdout(printed), np.errstate(all="ignore"):
        if isinstance(last, ast.Expr):
            exec(compile(ast.Module(before, []), "<cell>", "exec"), names)
            value = eval(compile(ast.Expression(last.value), "<cell>", "eval"), names)
        else:
            exec(compile(source, "<cell>", "exec"), names)
    return value, printed.getvalue()


@functools.cache
def _setup(name: str) -> dict:
    names = {}
    for cell in read(name).cells:
        if tagged(cell, "setup"):
            run(cell.source, names)
    return names


def prepared(name: str) -> dict:
    """The names that a notebook's setup cells define: what a test cell may rely on besides the answer itself."""
    return {key: value.copy() if isinstance(value, np.ndarray) else value for key, value in _setup(name).items()}


@functools.cache
def _question(name: str):
    notebook, key = name.split(".")
    return questions(notebook)[key]


def decided(name: str, names: dict):
    """The Mark that the hidden part of a question's test cell gives; `name` as in "q3_…update.gradient"."""
    return run(hidden(_question(name)), names)[0]


def checked(name: str, **answers) -> tuple[str, str]:
    """What the visible part of a question's test cell prints, and the complaint that it ends with, if it does."""
    try:
        return run(visible(_question(name)), prepared(name.split(".")[0]) | answers)[1], ""
    except Exception as error:
        return "", f"{type(error).__name__}: {error}"

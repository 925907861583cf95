"""Tiny course notebooks for the tests of marking: each behaviour needs four cells, not forty."""

import copy

from grader.template import prepare

# Of the small course: the points of its tests, and right answers.
FULL = {"correct_double": 2.0, "correct_half": 4.0, "correct_two": 1.0}
RIGHT = {"double": "def double(x):\n    return x + x", "half": "def half(x):\n    return 0.5 * x", "two": "two = 2"}

HIDDEN = "### BEGIN HIDDEN TESTS\n{}\n### END HIDDEN TESTS"


def cell(kind: str, source: str, name: str, *, tags=(), **about) -> dict:
    """A cell of nbformat 4.5; keyword arguments are nbgrader's metadata."""
    metadata: dict = {"tags": list(tags)} if tags else {}
    if about:
        fixed = {"schema_version": 3, "grade": False, "solution": False, "locked": False}
        metadata["nbgrader"] = fixed | {"grade_id": name.replace("-", "_")} | about
    made = {"cell_type": kind, "id": name.replace("_", "-"), "metadata": metadata, "source": source}
    return made | ({"outputs": [], "execution_count": None} if kind == "code" else {})


def notebook(*cells: dict) -> dict:
    kernel = {"display_name": "Python 3", "language": "python", "name": "python3"}
    return {"cells": list(cells), "metadata": {"kernelspec": kernel}, "nbformat": 4, "nbformat_minor": 5}


def text(source: str, name: str) -> dict:
    return cell("markdown", source, name)


def locked(source: str, name: str, *tags: str) -> dict:
    return cell("code", source, name, tags=tags, locked=True)


def setup(source: str, name: str = "setup") -> dict:
    return locked(source, name, "setup")


def solution(source: str, name: str) -> dict:
    return cell("code", source, name, solution=True)


def answer(source: str, name: str, points: float = 3) -> dict:
    return cell("markdown", source, name, solution=True, grade=True, points=points)


def check(name: str, points: float, visible: str = "", hidden: str = "") -> dict:
    parts = [visible] if visible else []
    parts += [HIDDEN.format(hidden)] if hidden else []
    return cell("code", "\n".join(parts), f"correct_{name}", grade=True, locked=True, points=points)


DOUBLE = """def double(x):
    ### BEGIN SOLUTION
    return 2 * x
    ### END SOLUTION"""
HALF = """def half(x):
    ### BEGIN SOLUTION
    return x / 2
    ### END SOLUTION"""


def course() -> dict:
    """A source notebook with every kind of cell: text, setup, solutions, tests, a plot, a free text, a typed number."""
    return notebook(
        text("# Doubling", "title"),
        setup("import numpy as np\nnumbers = np.array([1.0, 2.0])"),
        solution(DOUBLE, "double"),
        check("double", 2, 'assert double(1) == 2, "double(1) is 2"\nprint("✓ doubles 1")', "double(3) / 3"),
        locked("print(double(4))", "show_double", "plot"),
        solution(HALF, "half"),
        check("half", 4, 'print("✓ half is there")', "assert half(8) == 4"),
        solution("two = None\n### BEGIN SOLUTION\ntwo = 2\n### END SOLUTION", "two"),
        check("two", 1, "", "assert two == 2"),
        text("Why does halving undo doubling?", "why-question"),
        answer("### BEGIN SOLUTION\nbecause 2 · ½ = 1\n### END SOLUTION", "why"),
    )


def released(source: dict | None = None) -> dict:
    """What a student was given: as nbgrader releases it."""
    source = source or course()
    made = copy.deepcopy(source)
    for old, new in zip(made["cells"], prepare(source).cells, strict=True):
        old["source"] = new.released
        if new.nbgrader:
            old["metadata"]["nbgrader"] = dict(new.nbgrader)
    return made


def submitted(answers: dict[str, str] | None = None, source: dict | None = None) -> dict:
    """A released notebook with the student's answers filled in, by cell id; None: every answer right."""
    made, right = released(source), source or course()
    for old, new in zip(made["cells"], right["cells"], strict=True):
        name = old["metadata"].get("nbgrader", {}).get("grade_id")
        if answers is None and old["metadata"].get("nbgrader", {}).get("solution"):
            old["source"] = new["source"]
        elif answers and name in answers:
            old["source"] = answers[name]
    return made


def by_name(notebook: dict) -> dict[str, dict]:
    """A notebook's cells by cell id."""
    return {made["id"]: made for made in notebook["cells"]}


def points(marked) -> dict[str, float]:
    """The points of a marked notebook by test cell."""
    return {name: mark.points for name, mark in marked.marks.items()}


def shown(made: dict) -> str:
    """The text that a cell shows."""
    return "".join(output.get("text", "") for output in made["outputs"])


def question(hidden: str, given: str = "", name: str = "f", most: float = 2, visible: str = "") -> dict:
    """A source notebook of one question."""
    return notebook(setup("import numpy as np"), solution(given or "pass", name), check(name, most, visible, hidden))

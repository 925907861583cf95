"""A course small enough to be made in a second: two notebooks, each with a function, its test, and a question in words.

The tests of this folder use it where the real assignment would only make them slower.
"""

import datetime
import json
import os
import sys
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import nbformat
import sqlalchemy as sql
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

NOTEBOOKS = ("one", "two")
HIDDEN = "### BEGIN HIDDEN TESTS\nassert double(21) == 42\n### END HIDDEN TESTS"


def cell(make, source: str, grade_id: str, **nbgrader):
    cell = make(source, id=grade_id.replace("_", "-"))
    cell.metadata.nbgrader = {"schema_version": 3, "grade_id": grade_id, "grade": False, "solution": False,
                              "locked": False, "task": False} | nbgrader
    return cell


def source_notebook(name: str):
    """The instructor's notebook: `double` (3 points) and `why` (2 points, marked by a person)."""
    solution = "def double(x):\n    ### BEGIN SOLUTION\n    return 2 * x\n    ### END SOLUTION"
    cells = [
        cell(new_code_cell, "import math", "setup", locked=True),
        cell(new_code_cell, solution, "double", solution=True),
        cell(new_code_cell, f"assert double(1) == 2\n{HIDDEN}", "correct_double", grade=True, locked=True, points=3),
        cell(new_markdown_cell, "### BEGIN SOLUTION\nTwice.\n### END SOLUTION", "why", grade=True, solution=True,
              points=2),
    ]
    cells[0].metadata.tags = ["setup"]
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    return new_notebook(cells=cells, metadata={"kernelspec": kernel, "title": name})


def make_course(root: Path, assignment: str = "tiny") -> Path:
    """source/ with the tiny assignment in `root`, released into the gradebook by nbgrader, due on 1 May 2026."""
    for name in NOTEBOOKS:
        path = root / "source" / assignment / f"{name}.ipynb"
        path.parent.mkdir(parents=True, exist_ok=True)
        nbformat.write(source_notebook(name), path)
    (root / "source" / assignment / "data.csv").write_text("x\n1\n")
    (root / "nbgrader_config.py").write_text("c = get_config()\nc.CourseDirectory.course_id = 'tiny_course'\n")
    from nbgrader.apps import NbGraderAPI

    # nbgrader runs the command alembic when it makes a gradebook; it lies beside this Python, activated or not
    beside = str(Path(sys.executable).parent)
    if beside not in os.environ["PATH"].split(os.pathsep):
        os.environ["PATH"] = beside + os.pathsep + os.environ["PATH"]
    with stock_warnings():
        api = NbGraderAPI(config=stock_config(root))
        result = api.generate_assignment(assignment)
        assert result["success"], result
        with api.gradebook as book:
            book.find_assignment(assignment).duedate = datetime.datetime(2026, 5, 1)
            book.db.commit()
    return root


@contextmanager
def stock_warnings() -> Iterator[None]:
    """nbgrader's steps warn about themselves (SQLAlchemy's autoflush, utcnow); that is not ours to fix."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield


def stock_config(root: Path):
    """The traitlets configuration with which nbgrader's own classes work on the course in `root`."""
    from traitlets.config import Config

    return Config(CourseDirectory={"root": str(root), "course_id": "tiny_course"})


def submit(root: Path, student: str, answers: dict[str, str | None], timestamp: str = "", assignment: str = "tiny"):
    """A submission: for each notebook the body of `double`, or None for a notebook handed in untouched."""
    folder = root / "submitted" / student / assignment
    folder.mkdir(parents=True, exist_ok=True)
    for name, body in answers.items():
        nb = json.loads((root / "release" / assignment / f"{name}.ipynb").read_text())
        if body is not None:
            for given in nb["cells"]:
                if given["metadata"]["nbgrader"]["grade_id"] == "double":
                    given["source"] = f"def double(x):\n    {body}"
                if given["metadata"]["nbgrader"]["grade_id"] == "why":
                    given["source"] = "Because."
        (folder / f"{name}.ipynb").write_text(json.dumps(nb))
    if timestamp:
        (folder / "timestamp.txt").write_text(timestamp)
    return folder


_ROWS = {
    "course": "SELECT id FROM course",
    "student": "SELECT id, first_name, last_name, email FROM student",
    "submission": """SELECT s.student_id, a.name, s.timestamp, s.extension
        FROM submitted_assignment s JOIN assignment a ON a.id = s.assignment_id""",
    "notebook": """SELECT s.student_id, n.name, m.flagged, m.late_submission_penalty
        FROM submitted_notebook m JOIN notebook n ON n.id = m.notebook_id
        JOIN submitted_assignment s ON s.id = m.assignment_id""",
    "grade": """SELECT s.student_id, n.name, c.name, c.type, g.auto_score, g.manual_score, g.extra_credit,
        g.needs_manual_grade FROM grade g JOIN base_cell c ON c.id = g.cell_id JOIN submitted_notebook m
        ON m.id = g.notebook_id JOIN notebook n ON n.id = m.notebook_id
        JOIN submitted_assignment s ON s.id = m.assignment_id""",
    "comment": """SELECT s.student_id, n.name, c.name, c.type, k.auto_comment, k.manual_comment
        FROM comment k JOIN base_cell c ON c.id = k.cell_id JOIN submitted_notebook m ON m.id = k.notebook_id
        JOIN notebook n ON n.id = m.notebook_id JOIN submitted_assignment s ON s.id = m.assignment_id""",
}


def gradebook_rows(db_url: str) -> dict[str, list[tuple]]:
    """Every row of a gradebook that marking may make or change, by what it is about instead of by its random ids."""
    engine = sql.create_engine(db_url)
    with engine.connect() as db:
        rows = {name: sorted(map(tuple, db.execute(sql.text(query))), key=repr) for name, query in _ROWS.items()}
    engine.dispose()
    return rows

"""What the gradebook knows of a released assignment: its notebooks and cells, with their ids and points.

`nbgrader generate_assignment` writes these rows. Read once a run by `grader/gradebook.py`, which files marks under the
ids, and by `grader/planning.py`, which checks that source/ still has the same cells.
"""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass

import sqlalchemy as sql
from nbgrader.api import Assignment, BaseCell, GradeCell, Notebook


class GradebookError(Exception):
    """The gradebook cannot be used as it is; the message says what was wanted and what to do."""


@dataclass(frozen=True)
class NotebookShape:
    """A released notebook as the gradebook knows it: ids and points by the cell's name (its grade id).

    points: of tests and of answers that a person marks; nbgrader's task cells, which have no answer cell, are left out.
    """

    id: str
    graded: Mapping[str, str]
    commented: Mapping[str, str]
    points: Mapping[str, float]


@dataclass(frozen=True)
class Shape:
    """A released assignment: its due date (UTC, naive, as nbgrader keeps it) and its notebooks by name."""

    id: str
    duedate: datetime.datetime | None
    notebooks: Mapping[str, NotebookShape]


def read_shape(db: sql.Connection, assignment: str) -> Shape:
    """The assignment as released. Raises GradebookError if it never was."""
    found = db.execute(sql.select(Assignment.id, Assignment.duedate).where(Assignment.name == assignment)).one_or_none()
    if found is None:
        known = ", ".join(db.scalars(sql.select(Assignment.name).order_by(Assignment.name))) or "none yet"
        raise GradebookError(f"The gradebook knows no assignment called {assignment!r}; it knows: {known}. If "
                             f"source/{assignment} is there, run `nbgrader generate_assignment {assignment}` first.")
    query = sql.select(Notebook.id, Notebook.name).where(Notebook.assignment_id == found.id).order_by(Notebook.name)
    notebooks = {row.name: _read_notebook(db, row.id) for row in db.execute(query)}
    return Shape(found.id, found.duedate, notebooks)


def _read_notebook(db: sql.Connection, notebook_id: str) -> NotebookShape:
    cell, graded = BaseCell.__table__, GradeCell.__table__
    cells = db.execute(
        sql.select(cell.c.id, cell.c.name, cell.c.type, graded.c.max_score)
        .outerjoin_from(cell, graded, graded.c.id == cell.c.id)
        .where(cell.c.notebook_id == notebook_id)
    ).all()
    return NotebookShape(
        id=notebook_id,
        graded={row.name: row.id for row in cells if row.type in ("GradeCell", "TaskCell")},
        commented={row.name: row.id for row in cells if row.type in ("SolutionCell", "TaskCell")},
        points={row.name: float(row.max_score) for row in cells if row.max_score is not None},
    )

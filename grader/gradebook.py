"""Marks into nbgrader's gradebook, a submission in one transaction.

nbgrader's own steps open the gradebook six times for a notebook and commit after each cell. Here a whole submission is
some ten statements and one commit, with the same rows at the end: student, submission with its timestamp, submitted
notebooks with their late penalties, a grade and a comment for each cell. A person's marks and comments are never
touched. Used by `grader/batch.py`; the tables are nbgrader's (`nbgrader.api`), on SQLite or PostgreSQL.
"""

import datetime
import os
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field
from uuid import uuid4

import sqlalchemy as sql
from nbgrader.api import BaseCell, Comment, Course, Grade, Student, SubmittedAssignment, SubmittedNotebook

from grader.released import GradebookError, Shape, read_shape

STOCK_COURSE = "default_course"  # nbgrader's steps file this course beside the real one: so that rows agree, so do we
LOCK_SECONDS = 30  # how long to wait for the formgrader to finish a write of its own

Penalty = Callable[[str, float, float], float | None]  # student, points, seconds late -> points taken off

_grade, _comment, _cell = Grade.__table__, Comment.__table__, BaseCell.__table__
_submission, _notebook = SubmittedAssignment.__table__, SubmittedNotebook.__table__


@dataclass(frozen=True)
class NotebookMarks:
    """What marking found in one notebook: points (None: a person must mark it) and comments, by grade id."""

    scores: Mapping[str, float | None]
    comments: Mapping[str, str | None]


@dataclass(frozen=True)
class Entry:
    """One student's submission, ready for the gradebook. `missing` are notebooks that were not handed in: zero."""

    student: str
    timestamp: datetime.datetime | None
    marked: Mapping[str, NotebookMarks]
    missing: Collection[str] = ()


@dataclass(frozen=True)
class Change:
    """A mark that is not what it was: points before and after; None means that a person must give them."""

    student: str
    notebook: str
    cell: str
    before: float | None
    after: float | None


@dataclass
class _Rows:
    """The rows of one submission, as read or as about to be inserted; `touched` holds those that marking changed."""

    id: str
    new: bool
    timestamp: datetime.datetime | None
    extension: datetime.timedelta | None
    notebooks: dict = field(default_factory=dict)  # name of the notebook -> row
    grades: dict = field(default_factory=dict)  # (name of the notebook, name of the cell) -> row
    comments: dict = field(default_factory=dict)
    touched: dict = field(default_factory=lambda: {_notebook: [], _grade: [], _comment: []})

    def set(self, table: sql.Table, row: dict, **values) -> None:
        if any(row[name] != value for name, value in values.items()):
            row.update(values)
            self.touched[table].append(row)


class Gradebook:
    """One assignment of one course in the gradebook at `db_url`. Opened once a run; a context manager.

    `penalty` is asked for each notebook of a late submission, as nbgrader asks its plugin.
    Raises GradebookError if the assignment is not there.
    """

    def __init__(self, db_url: str, assignment: str, course: str = "", penalty: Penalty | None = None):
        self.engine = _engine(db_url, assignment)
        self.penalty = penalty
        self.assignment = assignment
        try:
            with ExitStack() as undo:
                undo.callback(self.engine.dispose)
                with self.engine.connect() as db:
                    self.shape: Shape = read_shape(db, assignment)
                    self._new_courses = {course, STOCK_COURSE} - set(db.scalars(sql.select(Course.id))) - {""}
                undo.pop_all()
        except sql.exc.DBAPIError as error:
            raise GradebookError(f"The gradebook {self.name} cannot be used: {error.orig}. Wanted: the gradebook that "
                                 f"`nbgrader generate_assignment {assignment}` makes. Run that first, or put a backup "
                                 "in its place.") from error

    @property
    def name(self) -> str:
        """The gradebook's address without its password, for messages."""
        return self.engine.url.render_as_string(hide_password=True)

    def __enter__(self) -> "Gradebook":
        return self

    def __exit__(self, *_) -> None:
        self.engine.dispose()

    def write(self, entries: Collection[Entry]) -> list[Change]:
        """File these submissions in one transaction: all of them whole, or (on any exception) none of them.

        Returns the automatic marks that were there before and are different now.
        """
        changes = []
        with self.engine.begin() as db:
            for name in self._new_courses:
                db.execute(sql.insert(Course).values(id=name))
            for entry in entries:
                rows = self._find(db, entry) or self._new(db, entry)
                changes += self._changes(entry, rows)
                self._fill(db, entry, rows)
                _store(db, rows)
        self._new_courses = set()
        return changes

    def compare(self, entry: Entry) -> list[Change]:
        """What `write` would change for this student. Writes nothing."""
        with self.engine.connect() as db:
            rows = self._find(db, entry)
        return self._changes(entry, rows) if rows else []

    def _find(self, db: sql.Connection, entry: Entry) -> _Rows | None:
        found = db.execute(
            sql.select(_submission.c.id, _submission.c.timestamp, _submission.c.extension)
            .where(_submission.c.assignment_id == self.shape.id, _submission.c.student_id == entry.student)
        ).one_or_none()
        if found is None:
            return None
        rows = _Rows(found.id, False, found.timestamp, found.extension)
        names = {shape.id: name for name, shape in self.shape.notebooks.items()}
        for row in db.execute(sql.select(_notebook).where(_notebook.c.assignment_id == rows.id)).mappings():
            rows.notebooks[names[row["notebook_id"]]] = dict(row)
        for table, kept in ((_grade, rows.grades), (_comment, rows.comments)):
            query = (sql.select(table, _cell.c.name, _notebook.c.notebook_id.label("of"))
                     .join(_notebook, table.c.notebook_id == _notebook.c.id).join(_cell, _cell.c.id == table.c.cell_id)
                     .where(_notebook.c.assignment_id == rows.id))
            for row in map(dict, db.execute(query).mappings()):
                kept[names[row.pop("of")], row.pop("name")] = row
        return rows

    def _new(self, db: sql.Connection, entry: Entry) -> _Rows:
        """The rows that nbgrader makes for a new submission: its structure, everything still to be marked."""
        if db.scalar(sql.select(Student.id).where(Student.id == entry.student)) is None:
            db.execute(sql.insert(Student).values(id=entry.student))
        rows = _Rows(_key(), True, None, None)
        db.execute(sql.insert(_submission).values(
            id=rows.id, assignment_id=self.shape.id, student_id=entry.student, timestamp=None))
        for name, shape in self.shape.notebooks.items():
            key = _key()
            rows.notebooks[name] = {"id": key, "assignment_id": rows.id, "notebook_id": shape.id, "flagged": False,
                                    "late_submission_penalty": None}
            for cell, cell_id in shape.graded.items():
                rows.grades[name, cell] = {"id": _key(), "notebook_id": key, "cell_id": cell_id, "auto_score": None,
                                           "manual_score": None, "extra_credit": None, "needs_manual_grade": True}
            for cell, cell_id in shape.commented.items():
                rows.comments[name, cell] = {"id": _key(), "notebook_id": key, "cell_id": cell_id, "auto_comment": None,
                                             "manual_comment": None}
        return rows

    def _marks(self, entry: Entry) -> Iterator[tuple[str, str, float | None]]:
        for name, found in entry.marked.items():
            for cell, score in found.scores.items():
                yield name, cell, score
        for name in entry.missing:
            for cell in self.shape.notebooks[name].graded:
                yield name, cell, 0.0

    def _changes(self, entry: Entry, rows: _Rows) -> list[Change]:
        changes = []
        for name, cell, after in self._marks(entry):
            row = rows.grades[name, cell]
            ever_marked = row["auto_score"] is not None or not row["needs_manual_grade"]
            if ever_marked and row["auto_score"] != after:
                changes.append(Change(entry.student, name, cell, row["auto_score"], after))
        return changes

    def _fill(self, db: sql.Connection, entry: Entry, rows: _Rows) -> None:
        """Put the marks into the rows as nbgrader's Autograde, SaveAutoGrades and AssignLatePenalties do."""
        if entry.timestamp is not None and entry.timestamp != rows.timestamp:
            rows.timestamp = entry.timestamp
            db.execute(sql.update(_submission).where(_submission.c.id == rows.id).values(timestamp=entry.timestamp))
        for name, cell, score in self._marks(entry):
            row = rows.grades[name, cell]
            a_person_looks = name in entry.marked and (score is None or row["manual_score"] is not None)
            rows.set(_grade, row, auto_score=score, needs_manual_grade=a_person_looks)
        for name, found in entry.marked.items():
            for cell, comment in found.comments.items():
                rows.set(_comment, rows.comments[name, cell], auto_comment=comment)
            rows.set(_notebook, rows.notebooks[name], late_submission_penalty=self._penalty(entry.student, name, rows))

    def _penalty(self, student: str, name: str, rows: _Rows) -> float | None:
        late = seconds_late(rows.timestamp, self.shape.duedate, rows.extension)
        if self.penalty is None or late <= 0:
            return None
        points = sum(_points(row) for (notebook, _), row in rows.grades.items() if notebook == name)
        taken = self.penalty(student, points, late)
        return None if taken is None else min(max(taken, 0), points)


def seconds_late(
    submitted: datetime.datetime | None, due: datetime.datetime | None, extension: datetime.timedelta | None = None
) -> float:
    """Seconds between the due date, with the student's extension, and the submission; 0 if in time or if unknown."""
    if submitted is None or due is None:
        return 0.0
    return max(0.0, (submitted - due - (extension or datetime.timedelta())).total_seconds())


def _engine(db_url: str, assignment: str) -> sql.Engine:
    """The way to a gradebook that is there. Raises GradebookError; an SQLite file that is missing is not made."""
    wait = {"timeout": LOCK_SECONDS} if db_url.startswith("sqlite") else {}
    try:
        engine = sql.create_engine(db_url, connect_args=wait)
    except (sql.exc.ArgumentError, ImportError) as error:
        raise GradebookError(f"c.CourseDirectory.db_url in nbgrader_config.py cannot be used: {error}. Wanted: an "
                             "address such as sqlite:///gradebook.db, or that of a PostgreSQL database.") from error
    file = engine.url.database
    if engine.dialect.name == "sqlite" and file and not os.path.exists(file):
        raise GradebookError(f"There is no gradebook {file}. `nbgrader generate_assignment {assignment}` makes it.")
    return engine


def _points(row: dict) -> float:
    """A grade's points as nbgrader's `Grade.score` has them: a person's before ours, extra credit on top of either."""
    base = row["auto_score"] if row["manual_score"] is None else row["manual_score"]
    return 0.0 if base is None else base + (row["extra_credit"] or 0.0)


def _key() -> str:
    return uuid4().hex


_CHANGED = {_notebook: ["late_submission_penalty"], _grade: ["auto_score", "needs_manual_grade"],
            _comment: ["auto_comment"]}  # the columns that marking may change; a person's are not among them
_UPDATES = {
    table: sql.update(table).where(table.c.id == sql.bindparam("key"))
    .values({name: sql.bindparam(f"new_{name}") for name in names})
    for table, names in _CHANGED.items()
}


def _store(db: sql.Connection, rows: _Rows) -> None:
    if rows.new:
        for table, made in ((_notebook, rows.notebooks), (_grade, rows.grades), (_comment, rows.comments)):
            if made:
                db.execute(sql.insert(table), list(made.values()))
        return
    for table, changed in rows.touched.items():
        if changed:
            db.execute(_UPDATES[table], [
                {"key": row["id"]} | {f"new_{name}": row[name] for name in _CHANGED[table]} for row in changed])

"""What a marked class knows: points from the gradebook, and from the marked notebooks what each answer's mistake was.

`report.py` and the gates read it. One row an answer; nothing is written. Marked notebooks are our own files with
students' text in them: they are read as JSON, and only the keys named here are looked at.
"""

import json
from dataclasses import dataclass, field
from pathlib import Path

import pandas as pd
import sqlalchemy as sql
from nbgrader.api import (
    Assignment,
    BaseCell,
    Grade,
    GradeCell,
    Notebook,
    Student,
    SubmittedAssignment,
    SubmittedNotebook,
)

from .outputs import message_of
from .template import ANSWER, TEST, Regions, Template, prepare
from .titles import heading

COLUMNS = ["student", "notebook", "question", "title", "points", "out_of", "waiting", "by_person",
           "attempted", "mistake", "message", "status", "code"]  # fmt: skip

_graded = GradeCell.__table__  # the table: joined as a class it would bring BaseCell along a second time


@dataclass
class Results:
    """`answers`: a DataFrame of COLUMNS, in the notebooks' order; `remarks`: (student, notebook, line) for a person."""

    assignment: str
    answers: pd.DataFrame
    remarks: list[tuple[str, str, str]] = field(default_factory=list)

    @property
    def totals(self) -> pd.Series:
        """Points by student, free text not yet marked counted as nothing; index: student."""
        return self.answers.groupby("student")["points"].sum()


def gather(db_url: str, assignment: str, autograded, sources: dict[str, bytes], regions: Regions) -> Results:
    """Everything known of `assignment`.

    autograded: function from a student to the folder of marked notebooks; sources: the instructor's notebooks by name,
    which give the order, the titles and the stubs of the questions.
    """
    templates = {name: prepare(json.loads(data), regions) for name, data in sorted(sources.items())}
    titles = {name: questions_of(template) for name, template in templates.items()}
    in_order = [(name, question) for name in titles for question in titles[name]]
    order = {key: place for place, key in enumerate(in_order)}
    rows, remarks = [], []
    for (student, notebook), grades in _grades(db_url, assignment).items():
        cells, lines = _marked(Path(autograded(student)) / f"{notebook}.ipynb", templates.get(notebook))
        remarks += [(student, notebook, line) for line in lines]
        for grade in grades:
            about = cells.get(grade["question"], {})
            title = titles.get(notebook, {}).get(grade["question"], grade["question"])
            rows.append({"student": student, "notebook": notebook, "title": title, **grade, **about})
    answers = pd.DataFrame(rows, columns=COLUMNS)
    answers["attempted"] = [attempted is True for attempted in answers["attempted"]]
    rank = [order.get(key, len(order)) for key in zip(answers["notebook"], answers["question"], strict=True)]
    answers = answers.assign(rank=rank).sort_values(["rank", "student"], kind="stable", ignore_index=True)
    return Results(assignment, answers.drop(columns="rank"), remarks)


def questions_of(template: Template) -> dict[str, str]:
    """The graded cells of a source notebook, in order: grade id → title (the nearest heading above)."""
    found, title = {}, ""
    for cell in template.cells:
        if cell.cell_type == "markdown" and not cell.students:
            title = heading(cell.released) or title
        if cell.role in (TEST, ANSWER):
            found[cell.grade_id] = title or cell.grade_id
    return found


def _grades(db_url: str, assignment: str) -> dict[tuple[str, str], list[dict]]:
    engine = sql.create_engine(db_url)
    points = sql.func.coalesce(Grade.manual_score, Grade.auto_score, 0) + sql.func.coalesce(Grade.extra_credit, 0)
    query = (
        sql.select(Student.id.label("student"), Notebook.name.label("notebook"), BaseCell.name.label("question"),
                   points.label("points"), _graded.c.max_score.label("out_of"),
                   Grade.needs_manual_grade.label("waiting"), _graded.c.cell_type.label("kind"))
        .select_from(Grade)
        .join(SubmittedNotebook, Grade.notebook_id == SubmittedNotebook.id)
        .join(SubmittedAssignment, SubmittedNotebook.assignment_id == SubmittedAssignment.id)
        .join(Assignment, SubmittedAssignment.assignment_id == Assignment.id)
        .join(Student, SubmittedAssignment.student_id == Student.id)
        .join(Notebook, SubmittedNotebook.notebook_id == Notebook.id)
        .join(BaseCell, Grade.cell_id == BaseCell.id)
        .join(_graded, _graded.c.id == BaseCell.id)
        .where(Assignment.name == assignment)
    )  # fmt: skip
    found: dict[tuple[str, str], list[dict]] = {}
    try:
        with engine.connect() as db:
            for row in map(dict, db.execute(query).mappings()):
                row["by_person"] = row.pop("kind") == "markdown"
                found.setdefault((row.pop("student"), row.pop("notebook")), []).append(row)
    finally:
        engine.dispose()
    return found


def _marked(path: Path, template: Template | None) -> tuple[dict[str, dict], list[str]]:
    """What marking noted in a marked notebook: by grade id, and the lines for a person."""
    if not path.is_file():
        return {}, ["nothing was handed in, or it has not been marked"]
    try:
        notebook = json.loads(path.read_bytes())
    except ValueError as error:
        return {}, [f"{path} is no notebook ({error}): mark this submission again, with --force"]
    given = {cell.grade_id: cell.source for cell in template.cells if cell.students} if template else {}
    cells, answer = {}, {}
    for cell in notebook["cells"]:
        nbgrader, grader = cell["metadata"].get("nbgrader", {}), cell["metadata"].get("grader", {})
        text = "".join(cell["source"])
        if nbgrader.get("solution"):
            answer = {"code": text, "attempted": text != given.get(nbgrader["grade_id"])}
        if nbgrader.get("grade"):
            noted = {"mistake": grader.get("mistake"), "status": grader.get("status"), "message": message_of(cell)}
            cells[nbgrader["grade_id"]] = noted | answer
    about = notebook["metadata"].get("grader", {})
    return cells, [*about.get("repairs", []), *about.get("log", [])]

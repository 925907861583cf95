"""What each student got on each question, and why: read from a course's gradebook and its marked notebooks.

The points are nbgrader's; the reason is what the student will read in the feedback: the message that the question gave,
or the error that the cell ended with.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from nbgrader.api import Gradebook, MissingEntry


@dataclass(frozen=True)
class Result:
    """One marked cell of one student."""

    student: str
    notebook: str
    cell: str
    points: float
    out_of: float
    by_person: bool         # free text, which the machine gives nothing for
    reason: str             # "" where there is nothing to say
    waiting: bool = False   # a person still has to look at it

    @property
    def question(self) -> str:
        return self.cell.removeprefix("correct_")


def results(folder: Path, assignment: str) -> list[Result]:
    """Every marked cell of every student who is in the gradebook of the course in `folder`, in the notebooks' order."""
    found, places = [], _places(folder / "release" / assignment)
    with Gradebook(f"sqlite:///{folder / 'gradebook.db'}") as gradebook:
        for student in gradebook.students:
            try:
                handed_in = gradebook.find_submission(assignment, student.id)
            except MissingEntry:
                continue
            for notebook in handed_in.notebooks:
                reasons = read_reasons(folder / "autograded" / student.id / assignment / f"{notebook.name}.ipynb")
                found += _cells(student.id, notebook, reasons)
    found.sort(key=lambda result: (result.student, result.notebook, places.get((result.notebook, result.cell), 0)))
    return found


def _places(release: Path) -> dict[tuple[str, str], int]:
    return {(path.stem, cell["metadata"].get("nbgrader", {}).get("grade_id")): place
            for path in release.glob("*.ipynb")
            for place, cell in enumerate(json.loads(path.read_text(encoding="utf-8"))["cells"])}


def _cells(student: str, notebook, reasons: dict[str, str]) -> Iterator[Result]:
    for grade in notebook.grades:
        by_person = grade.cell.cell_type == "markdown"
        yield Result(student, notebook.name, grade.name, grade.score or 0.0, grade.max_score, by_person,
                     "" if by_person else reasons.get(grade.name, ""), bool(grade.needs_manual_grade))


def read_reasons(path: Path) -> dict[str, str]:
    """Grade id to the reason that a marked notebook shows for it. Empty where there is no such notebook."""
    try:
        cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    except (OSError, ValueError):
        return {}
    return {cell["metadata"]["nbgrader"]["grade_id"]: reason(cell.get("outputs", []))
            for cell in cells if cell["metadata"].get("nbgrader", {}).get("grade")}


def reason(outputs: list[dict]) -> str:
    """The message among a test cell's outputs: what the mark says, else the error that ended the cell, else nothing."""
    for output in reversed(outputs):
        if "text/markdown" in output.get("data", {}):
            return " ".join("".join(output["data"]["text/markdown"]).split())
    errors = [output for output in outputs if output["output_type"] == "error"]
    if errors:
        return f"{errors[-1]['ename']}: {errors[-1]['evalue']}".split("\n")[0]
    return ""

"""From the instructor's notebook to the exported marks through nbgrader's exchange, with its real commands.

One student hands in the instructor's own notebooks, so that every automatic point must come back; another's work,
handed in as it was released, must get none.
"""

import csv
import getpass
import json
import re

import pytest

from demo.course import Course
from demo.results import results
from demo.roster import BY_NAME

AUTOMATIC = {"q1_generator_cost": 25, "q2_optimal_discriminator": 17, "q3_discriminator_update": 41}
STUDENT = getpass.getuser()


@pytest.fixture(scope="module")
def marked(released, tmp_path_factory) -> tuple[Course, Course, dict[str, str]]:
    """The instructor's course and the student's folder after the whole round, with what each command printed."""
    folder = tmp_path_factory.mktemp("exchange")
    exchange, cache = folder / "exchange", folder / "cache"
    for shared in exchange, cache:
        shared.mkdir()
    exchange.chmod(0o777)
    settings = [f"--Exchange.root={exchange}", f"--Exchange.cache={cache}", "--CourseDirectory.course_id=patterns"]
    course = released.copy(folder / "course", settings=settings)
    student = Course(folder / "student", settings=settings)
    student.folder.mkdir()

    said = {"release": course.nbgrader("release_assignment", "tutorial6"),
            "list": student.nbgrader("list"),
            "fetch": student.nbgrader("fetch_assignment", "tutorial6")}
    answer_as_the_instructor_does(course, student)
    said["submit"] = student.nbgrader("submit", "tutorial6")
    said["collect"] = course.nbgrader("collect", "tutorial6")
    course.place([BY_NAME["ivan"]])
    said["autograde"] = course.nbgrader("autograde", "tutorial6")
    said["feedback"] = course.nbgrader("generate_feedback", "tutorial6")
    said["release_feedback"] = course.nbgrader("release_feedback", "tutorial6", "--student", STUDENT)
    said["fetch_feedback"] = student.nbgrader("fetch_feedback", "tutorial6")
    said["export"] = course.nbgrader("export", "--to", "grades.csv")
    return course, student, said


def answer_as_the_instructor_does(course: Course, student: Course) -> None:
    """Writes the source notebooks' solution cells into the notebooks that the student fetched."""
    for path in (student.folder / "tutorial6").glob("*.ipynb"):
        source = json.loads((course.folder / "source" / "tutorial6" / path.name).read_text(encoding="utf-8"))
        answers = {cell["metadata"].get("nbgrader", {}).get("grade_id"): cell["source"] for cell in source["cells"]
                   if cell["metadata"].get("nbgrader", {}).get("solution")}
        notebook = json.loads(path.read_text(encoding="utf-8"))
        for cell in notebook["cells"]:
            if cell["metadata"].get("nbgrader", {}).get("solution"):
                cell["source"] = answers[cell["metadata"]["nbgrader"]["grade_id"]]
        path.write_text(json.dumps(notebook), encoding="utf-8")


def points(course: Course, student: str) -> dict[str, float]:
    """Notebook to the points that the machine gave."""
    found = dict.fromkeys(AUTOMATIC, 0.0)
    for result in results(course.folder, "tutorial6"):
        if result.student == student and not result.by_person:
            found[result.notebook] += result.points
    return found


def test_the_assignment_reaches_the_student(marked):
    """Does a student see the assignment in the list and get all of its notebooks?"""
    _, student, said = marked
    assert "patterns tutorial6" in said["list"]
    assert {path.stem for path in (student.folder / "tutorial6").glob("*.ipynb")} == set(AUTOMATIC)


def test_the_submission_reaches_the_instructor(marked):
    """Is what the student handed in collected under the student's name?"""
    course, _, _ = marked
    assert {path.stem for path in (course.submitted / STUDENT / "tutorial6").glob("*.ipynb")} == set(AUTOMATIC)


def test_the_instructors_notebook_gets_every_automatic_point(marked):
    """Do the instructor's own answers get 25, 17 and 41 points?"""
    course, _, _ = marked
    assert points(course, STUDENT) == AUTOMATIC


def test_the_empty_release_gets_nothing(marked):
    """Does an assignment that is handed in as it was handed out get 0 points?"""
    course, _, _ = marked
    assert sum(points(course, "ivan").values()) == 0


def test_free_text_waits_for_a_person(marked):
    """Are the free-text answers left to a person, and none of them given points by machine?"""
    course, _, _ = marked
    free_text = {result.cell for result in results(course.folder, "tutorial6")
                 if result.student == STUDENT and result.by_person and not result.points}
    assert free_text == {"q1a_advantage", "q2a_derivation", "q2b_derivation", "q3_why_ascend"}


def test_the_feedback_reaches_the_student(marked):
    """Does the student fetch a page for each notebook, and does it show the points?"""
    _, student, _ = marked
    pages = {path.stem: path.read_text(encoding="utf-8") for path in (student.folder / "tutorial6").rglob("*.html")}
    assert set(pages) == set(AUTOMATIC)
    assert all(re.search(rf"\b{full}(\.0)?\b", pages[name]) for name, full in AUTOMATIC.items())


def test_the_feedback_hides_what_is_hidden(marked):
    """Is no hidden test, no reference and no mark scheme on a feedback page?"""
    _, student, _ = marked
    for page in (student.folder / "tutorial6").rglob("*.html"):
        text = page.read_text(encoding="utf-8")
        for secret in "gan_ref", "HIDDEN TESTS", "MARK SCHEME":
            assert secret not in text, f"{page.name} shows {secret}"


def test_the_marks_are_exported(marked):
    """Does nbgrader's export hold the same marks?"""
    course, _, _ = marked
    with open(course.folder / "grades.csv", newline="", encoding="utf-8") as file:
        rows = {row["student_id"]: row for row in csv.DictReader(file)}
    assert float(rows[STUDENT]["score"]) == sum(AUTOMATIC.values())
    assert float(rows["ivan"]["score"]) == 0
    assert float(rows[STUDENT]["max_score"]) == 100

"""Every command that a page of docs/ shows is run, in the order of the page, in a course with a class in it."""

import csv
import re
import shlex
import sys
import zipfile
from pathlib import Path

import pytest
from nbgrader.api import Gradebook

from demo.course import Course
from demo.hand_in import submission
from demo.roster import STUDENTS

PROJECT = Path(__file__).resolve().parents[2]
BLOCK = re.compile(r"^```sh\n(.*?)^```", re.DOTALL | re.MULTILINE)
FIRST = 4711  # Moodle's number of the first participant
COMMENT = "Well seen: the gradient **vanishes** there."
NEEDS_312 = "python -m sqlite3"  # the module is new in Python 3.12


def commands(page: str) -> list[str]:
    """The lines of the shell blocks of a page."""
    text = (PROJECT / "docs" / page).read_text(encoding="utf-8")
    return [line for block in BLOCK.findall(text) for line in block.splitlines() if line.strip()]


def test_the_image_installs_nothing_that_holds_answers():
    """Do grader and reference lie beside Python in the image? Students' code may read what is installed in it."""
    lines = [line for line in (PROJECT / "Containerfile").read_text().splitlines() if "pip install" in line]
    assert lines == ["RUN pip install --no-cache-dir --require-hashes -r requirements.lock"]
    copied = re.findall(r"^COPY (\S+) ", (PROJECT / "Containerfile").read_text(), re.MULTILINE)
    let_in = re.findall(r"^!(\S+)$", (PROJECT / ".dockerignore").read_text(), re.MULTILINE)
    assert copied == let_in and all((PROJECT / place).exists() for place in copied)


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    """A course folder with what the pages start from: Moodle's zip, Moodle's worksheet, Canvas's gradebook."""
    made = Course(tmp_path_factory.mktemp("docs") / "course").make()
    students = [s for s in STUDENTS if s.name in ("ada", "goran")]
    archive = made.folder / "downloaded/tutorial6/archive/tutorial6-77.zip"
    archive.parent.mkdir(parents=True)
    with zipfile.ZipFile(archive, "w") as bundle:
        for number, student in enumerate(students, FIRST):
            for name, content in submission(student, PROJECT / "release/tutorial6").items():
                bundle.writestr(f"{student.name.title()} Example_{number}_assignsubmission_file/{name}", content)
    moodle = [["Identifier", "Full name", "Grade", "Maximum grade"]]
    canvas = [["Student", "ID", "tutorial6 (12)"]]
    for number, student in enumerate(students, FIRST):
        moodle.append([f"Participant {number}", f"{student.name.title()} Example", "", "100"])
        canvas.append([student.name, number, ""])
    for name, rows in (("worksheet.csv", moodle), ("canvas.csv", canvas)):
        with (made.folder / name).open("w", newline="") as stream:
            csv.writer(stream).writerows(rows)
    return made


@pytest.mark.slow
def test_marking_a_class(course):
    """Does the page on marking a class do what it says, from Moodle's zip to Moodle's worksheet?"""
    for command in commands("mark-a-class.md"):
        course.run(*_words(command))
    with (course.folder / "marks.csv").open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.reader(stream))
    assert len(rows) == 3 and all(float(row[2]) >= 0 for row in rows[1:])
    assert float(rows[1][2]) > 70  # ada is right throughout
    with zipfile.ZipFile(course.folder / "feedback.zip") as bundle:
        assert len(bundle.namelist()) == 3 * 2
    assert (course.folder / "report/tutorial6/index.html").is_file()


@pytest.mark.slow
def test_marking_free_text(course):
    """Do the commands around a person's marking run, and do the points and the comment reach page and worksheet?"""
    if not course.submitted.exists():
        for command in commands("mark-a-class.md")[:2]:
            course.run(*_words(command))
    before, *after = commands("mark-free-text.md")
    course.run(*_words(before))
    _as_a_person_does(course, COMMENT)
    for command in after:
        course.run(*_words(command))
    with (course.folder / "marks.csv").open(encoding="utf-8-sig", newline="") as stream:
        grades = {row["Full name"]: row["Grade"] for row in csv.DictReader(stream)}
    assert grades["Ada Example"] == "100" and float(grades["Goran Example"]) < 100
    pages = course.folder / "feedback" / str(FIRST) / "tutorial6"
    page = (pages / "q1_generator_cost.html").read_text(encoding="utf-8")
    assert "From the person who marked it" in page and "<strong>vanishes</strong>" in page


def _as_a_person_does(course, comment: str) -> None:
    """Full credit for every text, and a comment: what the formgrader writes when its buttons are pressed."""
    with Gradebook(f"sqlite:///{course.folder}/gradebook.db") as gradebook:
        for submission in gradebook.assignment_submissions("tutorial6"):
            for notebook in submission.notebooks:
                for grade in (grade for grade in notebook.grades if grade.cell.cell_type == "markdown"):
                    grade.manual_score, grade.needs_manual_grade = grade.max_score, False
                    gradebook.find_comment(grade.name, notebook.name, "tutorial6", submission.student.id
                                           ).manual_comment = comment
        gradebook.db.commit()


@pytest.mark.slow
def test_administering(course):
    """Do the administrator's commands run?"""
    if not (course.folder / "gradebook.db").exists():
        course.generate()
    for command in commands("administer.md"):
        if command.startswith(NEEDS_312) and sys.version_info < (3, 12):
            continue
        course.run(*_words(command))


@pytest.mark.parametrize("page", sorted(path.name for path in (PROJECT / "docs").glob("*.md")))
def test_links_lead_somewhere(page):
    """Does every file that a page links to or names exist, but for those that it has you write?"""
    text = (PROJECT / "docs" / page).read_text(encoding="utf-8")
    written = set(re.findall(r"`([\w/]+\.py)`:$", text, re.MULTILINE))
    for target in re.findall(r"\]\((?!https?:|#)([^)#]+)", text):
        assert (PROJECT / "docs" / target).exists(), target
    for named in re.findall(r"`((?:grader|gan_ref|tests|docs|benchmarks)/[\w./]+\.\w+)`", text):
        assert named in written or (PROJECT / named).exists(), named


def _words(command: str) -> list[str]:
    words = shlex.split(command)
    if words[0] == "nbgrader":
        return [sys.executable, "-m", *words]
    assert words[0] == "python", command
    return [sys.executable, *words[1:]]

"""The complete round with the programs that people use: JupyterLab and formgrader in a browser, and the commands."""

import csv
import getpass
import json
import re
import sys
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from demo.course import Course
from demo.hand_in import filled
from demo.roster import BY_NAME
from tests.jupyter import serving
from tests.users.screens import Formgrader, Lab, tab

NOTEBOOKS = ["q1_generator_cost", "q2_optimal_discriminator", "q3_discriminator_update"]
STUDENT = getpass.getuser()
RIGHT = BY_NAME["ada"].answers()
# What is typed in the browser; every other answer is there already. A logarithm to base 10 is worth half of 2 points.
TYPED = {
    "q1_generator_cost.alternative_cost": "def alternative_cost(d):\n    return -np.log10(d)",
    "q1_generator_cost.q1a_advantage": "The gradient does not vanish where $D(G(z))$ is near 0.",
    "q2_optimal_discriminator.optimal_discriminator": RIGHT["q2_optimal_discriminator.optimal_discriminator"].strip(),
    "q3_discriminator_update.gradient": RIGHT["q3_discriminator_update.gradient"].strip(),
}
COMMENT = "Well said. Why does the old cost vanish?"
BY_MACHINE, BY_PERSON = 83 - 1, 4 + 5 + 3 + 4


@pytest.mark.slow
def test_the_complete_round(chromium, tmp_path):
    """Do released notebooks come back, through everybody's own tools, as a page with a person's comment and a total?"""
    course, student = release(tmp_path)
    prepare(student.folder / "tutorial6")
    answer_in_jupyterlab(chromium, student)
    validated = student.nbgrader("validate", *(f"tutorial6/{name}.ipynb" for name in NOTEBOOKS))
    assert validated.count("Success!") == len(NOTEBOOKS)
    student.nbgrader("submit", "tutorial6")

    course.nbgrader("collect", "tutorial6")
    course.run(sys.executable, "-m", "grader", "autograde", "tutorial6")
    mark_in_the_formgrader(chromium, course)
    course.nbgrader("generate_feedback", "tutorial6")
    course.nbgrader("release_feedback", "tutorial6")
    student.nbgrader("fetch_feedback", "tutorial6")

    look_at_the_feedback(chromium, student)
    assert total_for_moodle(course) == BY_MACHINE + BY_PERSON


def release(folder: Path) -> tuple[Course, Course]:
    """The instructor's course and the student's folder, joined by an exchange; the student has the assignment."""
    exchange, cache = folder / "exchange", folder / "cache"
    for shared in exchange, cache:
        shared.mkdir()
    exchange.chmod(0o777)
    settings = [f"--Exchange.root={exchange}", f"--Exchange.cache={cache}", "--CourseDirectory.course_id=gan"]
    course = Course(folder / "course", settings=settings).make()
    course.generate()
    course.nbgrader("release_assignment", "tutorial6")
    student = Course(folder / "student", settings=settings)
    student.folder.mkdir()
    student.nbgrader("fetch_assignment", "tutorial6")
    return course, student


def prepare(folder: Path) -> None:
    """The answers that the student wrote on other days."""
    earlier = {name: words for name, words in RIGHT.items() if name not in TYPED}
    for name in NOTEBOOKS:
        path = folder / f"{name}.ipynb"
        path.write_bytes(filled(path, earlier))


def answer_in_jupyterlab(chromium: Browser, student: Course) -> None:
    """The rest is typed; the cells are run; plots and ticks appear; Validate is content; the notebook is saved."""
    with serving(student) as address:
        for name in NOTEBOOKS:
            lab = Lab(chromium, address, f"tutorial6/{name}.ipynb")
            for question in (typed for typed in TYPED if typed.startswith(name)):
                words = TYPED[question]
                is_code = words.startswith("def ")
                lab.write(lab.cell(words.partition("(")[0] + "(") if is_code else lab.open_text(), words)
            lab.run_all()
            expect(lab.outputs("✓")).not_to_have_count(0)
            expect(lab.plots()).not_to_have_count(0)
            lab.save()
            assert "Success" in lab.validate()
            lab.page.context.close()
    for question, words in TYPED.items():
        notebook, _, cell = question.partition(".")
        saved = json.loads((student.folder / "tutorial6" / f"{notebook}.ipynb").read_text(encoding="utf-8"))
        assert [words] == ["".join(c["source"]) for c in saved["cells"]
                           if c["metadata"].get("nbgrader", {}).get("grade_id") == cell]


def mark_in_the_formgrader(chromium: Browser, course: Course) -> None:
    """A person sees rubric, points and messages, gives four points with a comment, and the other texts all."""
    with serving(course) as address:
        screen = Formgrader(chromium, address).open("tutorial6", NOTEBOOKS[0])
        assert screen.page.get_by_text("Rubric").first.is_visible()
        expect(screen.score("correct_alternative_cost")).to_have_attribute("placeholder", "1")
        expect(screen.score("correct_train")).to_have_attribute("placeholder", "4")
        expect(screen.comment("alternative_cost")).to_have_attribute("placeholder", re.compile("base 10"))
        screen.enter(screen.score("q1a_advantage"), "4")
        screen.enter(screen.comment("q1a_advantage"), COMMENT)
        for notebook, text in zip([NOTEBOOKS[1], NOTEBOOKS[1], NOTEBOOKS[2]],
                                  ["q2a_derivation", "q2b_derivation", "q3_why_ascend"], strict=True):
            screen.open("tutorial6", notebook).full_credit(text)
        screen.page.context.close()


def look_at_the_feedback(chromium: Browser, student: Course) -> None:
    """The student's page has the person's points and words, and the machine's reason."""
    [path] = (student.folder / "tutorial6").rglob(f"{NOTEBOOKS[0]}.html")
    page = tab(chromium)
    page.goto(path.as_uri())
    words = page.locator("body").inner_text()
    assert COMMENT in words and "base 10" in words
    assert re.search(r"\b28\s*(/|of)\s*30\b", words), words[:400]
    page.context.close()


def total_for_moodle(course: Course) -> float:
    """The student's grade in Moodle's worksheet, filled in by the export."""
    (course.folder / "worksheet.csv").write_text(
        "Identifier,Full name,Username,Grade,Maximum grade\n"
        f"Participant 4711,A Student,{STUDENT},,100\n", encoding="utf-8")
    course.nbgrader("export", "--exporter=grader.export.MoodleExport", "--assignment=['tutorial6']",
                    "--LmsExport.template=worksheet.csv", "--to=marks.csv")
    with (course.folder / "marks.csv").open(encoding="utf-8-sig", newline="") as stream:
        [row] = csv.DictReader(stream)
    return float(row["Grade"])

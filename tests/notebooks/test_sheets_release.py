"""Is release/ what source/ generates today, and is nothing in it that students must not see?"""

import json
import re

import nbformat
import pytest

from demo.course import Course
from tests.notebooks.sheets import (
    ASSIGNMENT,
    COURSE,
    POINTS,
    RELEASE,
    SOURCE,
    about,
    hidden,
    is_essay,
    is_solution,
    is_test,
    read,
)

# Printed values of the tutorial and of the theory, by their first digits: V, its terms, D, alpha, beta, gradient,
# theta after the step, V after it, V*; divergences, fits. None may be read off a file that students get.
VALUES = """2.5465 2.546 2.4872 0.0593 0.0911 0.0758 0.0759 0.0629 0.0630 0.0521 0.0522 0.9088 0.9089 1.8177 1.8178
2.7724 3.6965 3.6966 0.3148 0.3149 0.3778 0.3650 0.3651 0.4172 1.5006 1.5007 2.3596 0.1300 0.13001 0.1528 2.4001 2.4002
1.386 0.6931 0.0023610 0.0027749 0.0236124 0.2769061 0.0004615 0.0054128
0.6348 0.6349 0.6758 0.8018 1.4367 0.5452 1.2210 0.1614 1.0634 1.6424 1.6425 0.1933
2.0615 2.0616 1.9998 0.5004""".split()
WORDS = ("BEGIN SOLUTION", "END SOLUTION", "HIDDEN", "MARK SCHEME", "Rubric", "gan_ref", "mark(")
# Lines of solutions that the question itself gives: the methods of `gan`, and what gan_iteration returns.
GIVEN = {"gan.ascend_discriminator(x, z)", "gan.descend_generator(z)", "return theta_d, theta_g"}

FILES = sorted(path for assignment in COURSE for path in (RELEASE / assignment).iterdir())


@pytest.fixture(scope="module")
def generated(tmp_path_factory) -> dict[str, Course]:
    """The course's own command, run today on each assignment of source/, in folders of their own."""
    folder = tmp_path_factory.mktemp("generated")
    courses = {assignment: Course(folder / assignment, assignment).make() for assignment in COURSE}
    for course in courses.values():
        course.generate()
    return courses


@pytest.mark.parametrize("name", POINTS)
def test_the_release_is_current(name, generated):
    """Does generate_assignment make today what is committed, to the byte?"""
    today = nbformat.read(generated[ASSIGNMENT[name]].release / f"{name}.ipynb", as_version=4)
    assert nbformat.writes(read(name, RELEASE)) == nbformat.writes(today)


@pytest.mark.parametrize("assignment", COURSE)
def test_the_release_holds_what_the_source_holds(assignment, generated):
    """Do students get the assignment's notebooks, and beside them what lies beside the source, as it is?"""
    released, today = RELEASE / assignment, generated[assignment].release
    assert {path.stem for path in released.glob("*.ipynb")} == set(COURSE[assignment])
    assert sorted(path.name for path in released.iterdir()) == sorted(path.name for path in today.iterdir())
    for path in (SOURCE / assignment).iterdir():
        if path.suffix != ".ipynb":
            assert (released / path.name).read_bytes() == path.read_bytes()


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_no_word_of_the_hidden_parts_is_released(path):
    """Is there no marker of a region, no name of the reference, anywhere in the file, metadata included?"""
    text = path.read_text(encoding="utf-8")
    assert [word for word in WORDS if word in text] == []


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_no_expected_value_is_released(path):
    """Can no number that marking expects be read off the file?"""
    text = re.sub(r'"checksum": "[0-9a-f]+"', "", path.read_text(encoding="utf-8"))
    assert [value for value in VALUES if re.search(rf"(?<![\d.]){re.escape(value)}", text)] == []


@pytest.mark.parametrize("name", POINTS)
def test_no_line_of_a_solution_is_released(name):
    """Is each line of each solution, model answer, rubric and hidden test gone?"""
    secret = set()
    for cell in read(name).cells:
        for begin, end in (("### BEGIN SOLUTION", "### END SOLUTION"), ("=== BEGIN MARK", "=== END MARK")):
            if begin in cell.source:
                secret |= set(cell.source.split(begin)[1].split(end)[0].split("\n")[1:])
        if is_test(cell):
            secret |= set(hidden(cell).split("\n"))
    text = json.dumps([cell.source for cell in read(name, RELEASE).cells], ensure_ascii=False)
    lines = {line.strip() for line in secret if len(line.strip()) > 3} - GIVEN
    assert len(lines) > 10
    assert [line for line in lines if json.dumps(line, ensure_ascii=False)[1:-1] in text] == []


@pytest.mark.parametrize("name", POINTS)
def test_the_release_has_no_output_and_no_attachment(name):
    """Is nothing of the instructor's own run left?"""
    for cell in read(name, RELEASE).cells:
        assert "attachments" not in cell
        assert cell.cell_type != "code" or (cell.outputs == [] and cell.execution_count is None)


@pytest.mark.parametrize("name", POINTS)
def test_what_is_open_says_so(name):
    """Does each code answer raise NotImplementedError until it is written, and each text ask for an answer?"""
    for cell in read(name, RELEASE).cells:
        if is_solution(cell):
            assert cell.source.endswith("raise NotImplementedError()")
        if is_essay(cell):
            assert cell.source == "YOUR ANSWER HERE"
        assert about(cell)["schema_version"] == 3

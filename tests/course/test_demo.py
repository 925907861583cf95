"""The demonstration's own parts: answers that fit the notebooks, and a summary that says what happened."""

import json

import pytest

from demo.__main__ import fraction, grouped
from demo.course import counted
from demo.hand_in import download, named, submission
from demo.results import Result, reason
from demo.roster import BY_NAME, STUDENTS, sections


@pytest.fixture(scope="module")
def questions(released) -> set[str]:
    """Every cell of the released notebooks that waits for an answer, as notebook.cell."""
    return {f"{path.stem}.{cell['metadata']['nbgrader']['grade_id']}"
            for path in released.release.glob("*.ipynb")
            for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]
            if cell["metadata"].get("nbgrader", {}).get("solution")}


@pytest.mark.parametrize("student", STUDENTS, ids=lambda student: student.name)
def test_answers_belong_to_questions(questions, student):
    """Is every answer that a student gives an answer to a question that there is, and is the student described?"""
    assert set(student.answers()) <= questions
    assert student.about.endswith(".")


def test_a_right_student_answers_everything(questions):
    """Does the student from whom others copy leave no question open?"""
    assert set(BY_NAME["ada"].answers()) == questions


def test_sections_are_cut_at_their_names():
    """Is each answer what stands between its name and the next?"""
    assert sections('"""About."""\n\n# %% a.f\ndef f():\n\n    pass\n\n# %% a.g\ng = 1\n') == {
        "a.f": "def f():\n\n    pass", "a.g": "g = 1"}


def test_a_broken_notebook_is_broken(released):
    """Is a notebook that broke off while it was saved no JSON any more, and are its neighbours whole?"""
    files = submission(BY_NAME["lena"], released.release)
    with pytest.raises(json.JSONDecodeError):
        json.loads(files["q2_optimal_discriminator.ipynb"])
    assert json.loads(files["q1_generator_cost.ipynb"])


def test_a_download_is_collected_by_its_names(released, tmp_path):
    """Does nbgrader collect the class from a learning environment's zip, notebooks of unknown names included?"""
    course = released.copy(tmp_path / "course")
    download(STUDENTS, course.release, tmp_path / "class.zip")
    assert "student_id" in named("tutorial6")
    course.collect_download()
    assert {path.name for path in course.submitted.iterdir()} == {student.name for student in STUDENTS}
    assert (course.submitted / "mara" / "tutorial6" / "q3 final (2).ipynb").is_file()
    assert "09:37:00" in (course.submitted / "boris" / "tutorial6" / "timestamp.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize(("outputs", "said"), [
    ([], ""),
    ([{"output_type": "stream", "text": "hello"}], ""),
    ([{"output_type": "execute_result", "data": {"text/plain": "1.5", "text/markdown": ["Sum,\n", "not mean."]}}],
     "Sum, not mean."),
    ([{"output_type": "error", "ename": "NameError", "evalue": "no f\nat all"}], "NameError: no f"),
], ids=["nothing", "printed", "message", "error"])
def test_the_reason_is_what_the_student_reads(outputs, said):
    """Is the reason the message of the mark, or else the error in one line?"""
    assert reason(outputs) == said


def test_the_bar_moves_once_a_notebook():
    """Is a notebook counted when it is marked, although marking reads it once before?"""
    seen = []
    read = counted(seen.append)
    for folder in "submitted", "autograded":
        read(f"[App | INFO] Converting notebook /course/{folder}/ada/tutorial6/q1.ipynb")
        read(f"[App | INFO] Writing 9 bytes to /course/{folder}/ada/tutorial6/q1.ipynb")
    assert seen == ["/ada/tutorial6/q1.ipynb"]


def test_points_are_said_shortly():
    """Are points added up over cells, and cells with one reason told in one row?"""
    rows = [Result("ada", "q1", f"correct_{name}", points, 2, False, "why") for name, points in (("f", 1.5), ("g", 1))]
    assert fraction(rows) == "2.5/4"
    assert grouped(rows) == {"why": rows}
    assert rows[0].question == "f"

"""The demonstration class, marked by `nbgrader autograde` with the course's own configuration: does everybody get what
they deserve, and does trouble with one student's files stay with that student?"""

import pytest

from demo.__main__ import fraction
from demo.course import PROJECT, Course
from demo.results import Result, results
from demo.roster import BY_NAME, STUDENTS

NOTEBOOKS = ["q1_generator_cost", "q2_optimal_discriminator", "q3_discriminator_update"]

# The share of a question's points that each student earns, by the course's table of shares: 0 for a wrong method or
# sign, ½ for a slip of base, normalisation or constant and for a figure that follows from the student's own function,
# ¾ for what fails at saturated inputs only, 0.9 for a guard or a changed input. All of them where nothing is named.
# A function that puts the student's own wrong ones together rightly earns ½, as such a figure does.
EARNED = {
    "ada": {},
    "boris": {},
    "celine": {},
    "dalia": {"alternative_cost": .5, "V_star": .5, "discriminator": .5, "real_term": .5, "fake_term": .5,
              "q3.value": .5, "gradient": .5, "V_answer": .5, "theta_answer": .5},
    "emil": dict.fromkeys(["original_cost", "alternative_cost", "original_logit_slope", "bounded_objective",
                           "optimal_discriminator", "V_star", "alpha", "beta", "update", "V_answer", "theta_answer"],
                          0) | {"gradient": .5},
    "fatima": {"original_slope": .9, "alternative_logit_slope": .75, "alternative_cost": .9, "discriminator": .75,
               "real_term": .9, "q3.value": .9, "alpha": .9, "gradient": .9},
    "goran": {"q3.value": 0, "gradient": 0, "V_answer": .5, "theta_answer": .5},
    "june": dict.fromkeys(["original_slope", "alternative_slope", "slope_ratio", "bounded_objective", "V_star",
                           "real_term", "q3.value", "alpha", "gradient", "V_answer"], 0) | {"theta_answer": .5},
    "kofi": dict.fromkeys(["train", "integrand", "V_star"], 0),
    "noel_o-neill": {},
    "omar": {"train": .25, "gan_iteration": 0},
}


@pytest.fixture(scope="module")
def marking(released, tmp_path_factory) -> tuple[Course, str]:
    """The whole class marked, and what marking printed."""
    course = released.copy(tmp_path_factory.mktemp("class") / "course")
    course.place()
    return course, course.nbgrader("autograde", "tutorial6", may_fail=True)


@pytest.fixture(scope="module")
def marked(marking) -> list[Result]:
    return results(marking[0].folder, "tutorial6")


def automatic(marked: list[Result], student: str, notebook: str | None = None) -> dict[str, tuple[float, float]]:
    """Question to (points, out of) of what the machine marked. Two notebooks ask for a `value`: q2.value, q3.value."""
    return {f"{result.notebook[:2]}.value" if result.question == "value" else result.question:
            (result.points, result.out_of)
            for result in marked if result.student == student and not result.by_person
            and notebook in (None, result.notebook)}


@pytest.mark.parametrize("student", EARNED)
def test_everybody_gets_what_they_deserve(marked, student):
    """Does the student earn the share of each question that the specification gives?"""
    earned = automatic(marked, student)
    assert len(earned) == 26
    wanted = {question: round(EARNED[student].get(question, 1) * out_of, 3) for question, (_, out_of) in earned.items()}
    assert {question: round(points, 3) for question, (points, _) in earned.items()} == wanted


def test_half_a_submission_gets_its_half(marked):
    """Does a half-finished submission get all points of what is there, and none of what is not?"""
    answered = {name.split(".")[1] for name in BY_NAME["hana"].answers()}
    for question, (points, out_of) in automatic(marked, "hana").items():
        assert points == (out_of if question in answered else 0), question


def test_an_empty_submission_gets_nothing(marked):
    """Does what was handed in as it was handed out get 0 points?"""
    assert {points for points, _ in automatic(marked, "ivan").values()} == {0}


@pytest.mark.parametrize(("student", "notebook"), [("lena", NOTEBOOKS[1]), ("mara", NOTEBOOKS[2])])
def test_a_lost_notebook_costs_its_own_points_only(marked, student, notebook):
    """Are the other two notebooks of a student marked when one is broken or missing?"""
    for name in NOTEBOOKS:
        for points, out_of in automatic(marked, student, name).values():
            assert points == (0 if name == notebook else out_of)


@pytest.mark.parametrize(("student", "file"), [
    ("lena", "q2_optimal_discriminator"),       # broken
    ("mara", "q3_discriminator_update"),        # missing
    ("mara", "q3 final (2)"),                   # unknown
])
def test_trouble_with_a_file_is_one_line(marking, student, file):
    """Is the grader told of trouble with a file in exactly one line that names the student and the file?"""
    lines = [line for line in marking[1].splitlines() if "| WARNING]" in line or "| ERROR]" in line]
    assert len([line for line in lines if student in line and file in line]) == 1
    assert "Traceback" not in marking[1]


def test_nothing_is_lost(marking, marked):
    """Is everybody who handed in marked, with a notebook to look at for each that could be read?"""
    course, _ = marking
    assert {result.student for result in marked} == {student.name for student in STUDENTS}
    for student in STUDENTS:
        read = {path.stem for path in (course.folder / "autograded" / student.name / "tutorial6").glob("q?_*.ipynb")}
        assert len(read) >= (2 if student.name in ("lena", "mara") else 3)


@pytest.mark.parametrize("student", [student.name for student in STUDENTS])
def test_every_lost_point_has_a_reason(marked, student):
    """Is there a message beside each answer that was marked and lost points?"""
    lost = [result for result in marked if result.student == student and not result.by_person
            and result.points < result.out_of and (student, result.notebook) not in
            {("lena", NOTEBOOKS[1]), ("mara", NOTEBOOKS[2])}]
    assert [result.question for result in lost if not result.reason] == []


def test_the_readme_shows_this_class(marked):
    """Are the points in the README's table of the demonstration the ones that the class gets?"""
    readme = (PROJECT / "README.md").read_text(encoding="utf-8")
    shown = {cells[1]: cells[2:6] for line in readme.splitlines() if line.startswith("│ ")
             and len(cells := [cell.strip() for cell in line.split("│")]) == 7}
    points = [result for result in marked if not result.by_person]
    assert shown == {student.name: [
        fraction([result for result in points if result.student == student.name
                  and result.notebook.startswith(notebook)]) for notebook in ("q1", "q2", "q3", "q")]
        for student in STUDENTS}


STOCK = """c = get_config()
c.ExecutePreprocessor.timeout = 10  # seconds for a cell; a kernel that hangs is interrupted
"""
# Whom stock nbgrader treats otherwise on purpose, and why.
OTHERWISE = {
    "celine": "a warning on stderr makes an answer worth 0 there",
    "kofi": "a cell that never ends can take the kernel with it there",
    "lena": "a broken notebook loses the whole submission there",
    "mara": "kept apart with lena: what is missing is told otherwise there",
}


@pytest.fixture(scope="module")
def stock(released, tmp_path_factory) -> list[Result]:
    """The honest part of the class marked by nbgrader as it comes, in each student's own kernel."""
    course = released.copy(tmp_path_factory.mktemp("stock") / "course")
    (course.folder / "nbgrader_config.py").write_text(STOCK, encoding="utf-8")
    course.place([student for student in STUDENTS if student.name not in OTHERWISE])
    course.nbgrader("autograde", "tutorial6")
    return results(course.folder, "tutorial6")


@pytest.mark.slow
@pytest.mark.parametrize("student", [student.name for student in STUDENTS if student.name not in OTHERWISE])
def test_stock_nbgrader_gives_the_same_points(marked, stock, student):
    """Do both ways of marking give an honest submission the same points, cell for cell?"""
    assert automatic(marked, student) == automatic(stock, student)

"""A class in which every student attacks, marked by one `nbgrader autograde`: is everybody else served?"""

import re

import pytest
from nbgrader.api import Gradebook

from tests.attacks.corpus import CORPUS
from tests.attacks.kit import ASSIGNMENT, CANARY, HONEST, LOOT, NOTEBOOK, PEER, POINTS, Course
from tests.marking.nbgrader_course import NbgraderCourse

CLASS = {f"s{number:03}": attack for number, attack in enumerate(CORPUS) if not attack.slow}
LIMITS = "\nc.Marking.limits = dict(cell_seconds=4, call_seconds=2, notebook_seconds=40, memory_mb=256)\n"

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def marked(tmp_path_factory):
    """The course after the run: (course, what nbgrader said, the other files before and after)."""
    root = tmp_path_factory.mktemp("class")
    with_canaries = Course(root)
    (root / "gradebook.db").unlink()
    course = NbgraderCourse(root, {NOTEBOOK: with_canaries.source}, ASSIGNMENT)
    with open(root / "nbgrader_config.py", "a", encoding="utf-8") as config:
        config.write(LIMITS + "c.Marking.skip = ['plot']\n")
    for student, attack in CLASS.items():
        folder = course.submit(student, **{NOTEBOOK: attack.file(with_canaries)})
        if attack.beside:
            attack.beside(folder)
    before = others(with_canaries)
    said = course.autograde("*")
    return course, said, (before, others(with_canaries))


def others(course: Course) -> dict[str, str]:
    """Files that marking the class may not change."""
    made = re.compile(r"autograded/|gradebook\.db|submitted/s\d+/")
    return {name: digest for name, digest in course.picture().items() if not made.match(name)}


def test_the_run_ends(marked):
    """Is the whole class marked, without a submission that could not be?"""
    course, said, _ = marked
    assert said["success"], said["log"][-2000:]
    with Gradebook(f"sqlite:///{course.root}/gradebook.db") as gradebook:
        assert {s.student.id for s in gradebook.assignment_submissions(ASSIGNMENT)} == {*CLASS, PEER}


def test_everybody_gets_what_is_due(marked):
    """Does the gradebook hold each attack's points as it deserves them, and the honest peer's?"""
    course, _, _ = marked
    due = {student: attack.deserves() for student, attack in CLASS.items()} | {PEER: POINTS}
    for student, points in due.items():
        found = course.scores(student, NOTEBOOK)
        assert {name: found[name] for name in points} == points, (student, CLASS[student].name)


def test_nothing_else_was_touched(marked):
    """Are source, configuration and the peer's files as they were, and nothing secret in the marked notebooks?"""
    course, _, (before, after) = marked
    assert before == after
    for path in course.root.glob("autograded/*/*/*.ipynb"):
        shown = path.read_text(encoding="utf-8").split('"cells"')[1]
        assert LOOT not in shown.replace('"LO\\" + \\"OT:\\"', "")
        assert CANARY not in shown


def test_the_log_is_for_people(marked):
    """Is every line of the log printable, and none a traceback?"""
    _, said, _ = marked
    assert "Traceback" not in said["log"]
    assert all(line.isprintable() and len(line) < 1_000 for line in said["log"].splitlines())


def test_the_peers_page_holds_no_script(marked):
    """Does the page that a student opens hold no script of a student's?"""
    course, _, _ = marked
    student = next(student for student, attack in CLASS.items() if attack.name.startswith("scripts in text"))
    page = course.feedback(student, NOTEBOOK)
    assert "alert(1)" in page  # as text
    assert not re.search(r"<script[^>]*>[^<]*alert|<[a-z]+[^>]* on(error|load)=|<iframe|href=.javascript:", page)


def test_the_graders_page_holds_no_script(marked):
    """Does the formgrader's view of it hold none either, as nbgrader_config.py sets it?"""
    from nbconvert.exporters import HTMLExporter
    from nbgrader.server_extensions.formgrader import handlers

    course, _, _ = marked
    student = next(student for student, attack in CLASS.items() if attack.name.startswith("scripts in text"))
    config = course.config()
    config.HTMLExporter.template_name = "formgrade"
    config.HTMLExporter.extra_template_basedirs = [handlers.template_path]
    resources = {"assignment_id": ASSIGNMENT, "notebook_id": NOTEBOOK, "submission_id": "x", "index": 0, "total": 1,
                 "base_url": "/", "mathjax_url": "", "student": student, "last_name": "", "first_name": "",
                 "notebook_path": "", "next": None, "prev": None, "css": "", "my_next": None}  # fmt: skip
    path = course.folder("autograded", student) / f"{NOTEBOOK}.ipynb"
    page, _ = HTMLExporter(config=config).from_filename(str(path), resources=resources)
    assert not re.search(r"<script[^>]*>[^<]*alert|<[a-z]+[^>]* on(error|load)=|<iframe|href=.javascript:", page)


def test_honest_work_is_in_the_corpus():
    """Is the honest notebook the one that the peer hands in?"""
    assert set(HONEST) >= {name.removeprefix("correct_") for name in POINTS}

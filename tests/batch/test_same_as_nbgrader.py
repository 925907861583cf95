"""Does `python -m grader autograde` leave what `nbgrader autograde` leaves: the same notebooks, the same rows?"""

import datetime
import shutil
import sys

import pytest
from nbgrader.api import Gradebook

from demo.course import Course
from demo.roster import BY_NAME
from tests.batch.tiny import gradebook_rows

STUDENTS = [BY_NAME[name] for name in ("ada", "hana", "ivan", "lena", "mara", "noel_o-neill")]


@pytest.fixture(scope="module")
def both(tmp_path_factory):
    """A part of the demonstration class, one of them late, marked by nbgrader and by the batch command."""
    course = Course(tmp_path_factory.mktemp("stock") / "course").make()
    course.generate()
    course.place(STUDENTS)
    (course.submitted / "hana" / "tutorial6" / "timestamp.txt").write_text("2026-05-02 10:00:00 Europe/Berlin")
    with Gradebook(f"sqlite:///{course.folder / 'gradebook.db'}", "gan_exercises") as book:
        book.find_assignment("tutorial6").duedate = datetime.datetime(2026, 5, 1)
        book.db.commit()
    with open(course.folder / "nbgrader_config.py", "a") as config:
        config.write("\nc.LateSubmissionPlugin.penalty_method = 'zero'\n")
    ours = Course(shutil.copytree(course.folder, tmp_path_factory.mktemp("ours") / "course"))
    course.nbgrader("autograde", "tutorial6")
    printed = ours.run(sys.executable, "-m", "grader", "autograde", "tutorial6")
    return course.folder, ours.folder, printed


def files(root):
    folder = root / "autograded"
    return {str(path.relative_to(folder)): path for path in folder.rglob("*")
            if path.is_file() and not path.relative_to(folder).parts[0].startswith(".")}


@pytest.mark.slow
@pytest.mark.parametrize("table", ["course", "student", "submission", "notebook", "grade", "comment"])
def test_are_the_gradebooks_the_same_row_by_row(both, table):
    """Every row of every table that marking writes: the same, but for its random id?"""
    stock, ours = (gradebook_rows(f"sqlite:///{root / 'gradebook.db'}")[table] for root in both[:2])
    assert ours == stock
    assert len(ours) > 1


@pytest.mark.slow
def test_are_the_marked_files_the_same_to_the_letter(both):
    """Notebooks with their outputs, pictures and messages, and the files beside them: the same bytes and modes?"""
    stock, ours = map(files, both[:2])
    assert sorted(ours) == sorted(stock)
    assert [name for name in ours if ours[name].read_bytes() != stock[name].read_bytes()] == []
    assert {path.stat().st_mode for path in ours.values()} == {path.stat().st_mode for path in stock.values()}


@pytest.mark.slow
def test_is_a_person_told_where_to_look(both):
    """A broken file, a missing and a foreign notebook: a line each, and the table at the end?"""
    printed = both[2]
    for part in ("lena q2_optimal_discriminator: is not JSON", "mara q3_discriminator_update: not handed in, 0 points.",
                 "mara q3 final (2).ipynb is no notebook of this assignment: left out.", "6 submissions marked"):
        assert part in printed, part

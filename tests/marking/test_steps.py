"""Do nbgrader's own commands mark this way, and does a strange submission cost only itself?"""

import base64
import json
import os

import pytest
from nbgrader.api import Gradebook

from grader.quarantine import FOLDER, tidy
from tests.marking.nbgrader_course import ASSIGNMENT, NbgraderCourse
from tests.marking.small_notebooks import answer, check, course, notebook, setup, solution, submitted

FULL = {"correct_double": 2.0, "correct_half": 4.0, "correct_two": 1.0}
TOLD = """from grader.question import Mark
Mark(0.5, 1, 'Look at the sign.', 'sign_lost') if f() == 2 else Mark(1, 1, 'Right.')"""
OTHER = notebook(setup("import numpy as np"), solution("pass", "f"), check("f", 1, "", TOLD), answer("x", "why"))
RIGHT = {"double": "def double(x):\n    return x + x", "half": "def half(x):\n    return 0.5 * x", "two": "two = 2"}


@pytest.fixture(scope="module")
def small(tmp_path_factory) -> NbgraderCourse:
    """A released assignment of two notebooks."""
    return NbgraderCourse(tmp_path_factory.mktemp("course"), {"one": course(), "two": OTHER})


def both(**changes) -> dict:
    """A submission of both notebooks, right but for the changes."""
    one, two = submitted(RIGHT | {"why": "so"}), submitted({"f": "def f(): return 2", "why": "so"}, OTHER)
    return {"one": one, "two": two} | changes


def test_points_and_messages_reach_gradebook_and_notebook(small):
    """Are points, messages and the need of a person where nbgrader keeps them?"""
    small.submit("ada", **both())
    assert small.autograde("ada")["success"]
    assert small.scores("ada", "one") == FULL | {"why": None}
    assert small.scores("ada", "two") == {"correct_f": 0.5, "why": None}
    assert small.comments("ada", "two") == {"f": "Look at the sign.", "why": None}
    assert "sign_lost" in json.dumps(small.marked("ada", "two")["cells"][2]["metadata"])


def test_feedback_tells_the_message_and_nothing_hidden(small):
    """Does the student's page hold points and message, but no hidden test and no mistake's name?"""
    small.submit("bob", **both())
    small.autograde("bob")
    page = small.feedback("bob", "two")
    assert "Look at the sign." in page and "0.5" in page
    assert "sign_lost" not in page and "grader.question" not in page and "HIDDEN" not in page


def test_a_pasted_picture_comes_back_on_the_feedback_page(small):
    """Does a photographed answer reach the student's page, and nothing else that was attached?"""
    one = submitted(RIGHT | {"why": "![my page](attachment:page.png)"})
    [why] = [cell for cell in one["cells"] if cell["metadata"].get("nbgrader", {}).get("grade_id") == "why"]
    picture = base64.b64encode(b"\x89PNG\r\n\x1a\n and so on").decode()
    why["attachments"] = {"page.png": {"image/png": picture}, "run.html": {"text/html": "<script>alert(1)</script>"}}
    small.submit("dee", **both(one=one))
    assert small.autograde("dee")["success"]
    page = small.feedback("dee", "one")
    assert f'src="data:image/png;base64,{picture}"' in page and 'alt="my page"' in page and page.count("<img") == 1
    assert "run.html" not in page and "<script" not in page


def test_a_file_that_cannot_be_read_is_told_to_its_student(small):
    """Does the page say so, call each question unanswered, and put no words into a person's mouth?"""
    small.submit("eve", **both(one=b'{"cells": ['))
    assert small.autograde("eve")["success"]
    page = small.feedback("eve", "one")
    assert "The file could not be read: it is not JSON (" in page and "ask the student" not in page
    assert page.count("There is no answer to this question.") == 2 * 4  # in the list, and in the notebook
    assert "From the person who marked it" not in page


def test_marking_again_keeps_a_persons_work(small):
    """Do a person's marks and comments survive another run, and are they asked to look again?"""
    small.submit("cleo", **both())
    small.autograde("cleo")
    with Gradebook(f"sqlite:///{small.root}/gradebook.db") as gradebook:
        grade = gradebook.find_grade("why", "one", ASSIGNMENT, "cleo")
        grade.manual_score, grade.needs_manual_grade = 2.5, False
        gradebook.find_comment("f", "two", ASSIGNMENT, "cleo").manual_comment = "Come and see me."
        gradebook.db.commit()
    small.autograde("cleo")
    assert small.comments("cleo", "two")["f"] == "Come and see me."
    with Gradebook(f"sqlite:///{small.root}/gradebook.db") as gradebook:
        grade = gradebook.find_grade("why", "one", ASSIGNMENT, "cleo")
        assert (grade.score, grade.needs_manual_grade) == (2.5, True)


@pytest.mark.parametrize("broken", [b"", b"{", b"[1]", b"\x00\xff", b'{"cells": 3}', b"[" * 100_000])
def test_a_broken_notebook_costs_only_itself(small, broken):
    """Is the other notebook marked, and the broken one told in one line and given 0?"""
    small.submit("dan", **both(one=broken))
    result = small.autograde("dan")
    assert result["success"]
    assert small.scores("dan", "two")["correct_f"] == 0.5
    assert set(small.scores("dan", "one").values()) == {0.0}
    assert len([line for line in result["log"].splitlines() if line.startswith("[WARNING] dan, one")]) == 1


@pytest.mark.parametrize("kind", ["link", "loop", "fifo", "folder"])
def test_a_notebook_that_is_no_file_costs_only_itself(small, kind, tmp_path):
    """Does neither a link to somebody's notebook nor a FIFO bring points or stop the run?"""
    (tmp_path / "theirs.ipynb").write_text(json.dumps(both()["one"]))
    folder = small.submit("eve", **both())
    path = folder / "one.ipynb"
    path.unlink(missing_ok=True)
    {"link": lambda: path.symlink_to(tmp_path / "theirs.ipynb"), "loop": lambda: path.symlink_to(path),
     "fifo": lambda: os.mkfifo(path), "folder": path.mkdir}[kind]()  # fmt: skip
    result = small.autograde("eve")
    path.rmdir() if kind == "folder" else path.unlink()
    assert result["success"]
    assert not any(small.scores("eve", "one").values()) and small.scores("eve", "two")["correct_f"] == 0.5


GARBLED = [b"yesterday", b"\xff\xfe", b"9" * 2_000, b"2026-01-01 00:00:00 " + b"x" * 500, b"0000-99-99"]


@pytest.mark.parametrize("text", GARBLED)
def test_a_garbled_timestamp_stops_nothing(small, text):
    """Is a submission whose timestamp says nothing marked, with one line, however often?"""
    small.write(f"submitted/fay/{ASSIGNMENT}/timestamp.txt", text)
    small.submit("fay", **both())
    result = small.autograde("fay")
    assert result["success"] and small.scores("fay", "one")["correct_half"] == 4
    assert "timestamp.txt` holds no time" in result["log"]
    assert "timestamp.txt" not in os.listdir(small.folder("submitted", "fay"))


def test_a_good_timestamp_stays(small):
    """Is the time of submission where nbgrader looks for it?"""
    small.write(f"submitted/gus/{ASSIGNMENT}/timestamp.txt", b"2026-03-01 12:00:00.000000 UTC")
    small.submit("gus", **both())
    assert small.autograde("gus")["success"]
    assert (small.folder("autograded", "gus") / "timestamp.txt").exists()


def test_a_folder_that_is_a_link_is_left_ungraded(small):
    """Is nobody given somebody else's marks by a link, and is everybody else marked?"""
    small.submit("hal", **both())
    (small.root / "submitted" / "ivy").mkdir()
    small.folder("submitted", "ivy").symlink_to(small.folder("submitted", "hal"))
    result = small.autograde("*")
    assert result["success"] and "submitted/ivy/ps1 is left ungraded: it is a link to another folder." in result["log"]
    assert not small.folder("autograded", "ivy").exists() and small.scores("hal", "two")["correct_f"] == 0.5
    small.folder("submitted", "ivy").unlink()


def test_strange_files_are_put_aside(tmp_path):
    """Are links, FIFOs, huge, deep and oddly named files moved away, ordinary ones and notebooks left?"""
    kept = ["one.ipynb", "data.csv", "sub/more.csv", "timestamp.txt"]
    for name in kept:
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("2026-03-01 12:00:00 UTC" if name == "timestamp.txt" else "x")
    (tmp_path / "passwd").symlink_to("/etc/passwd")
    (tmp_path / "sub" / "up").symlink_to(tmp_path)
    (tmp_path / "two.ipynb").symlink_to("one.ipynb")
    os.mkfifo(tmp_path / "fifo")
    (tmp_path / "odd\nname").write_text("")
    (tmp_path / os.fsdecode(b"\xff")).write_text("")
    with open(tmp_path / "huge", "wb") as file:
        file.truncate(20_000_000)
    (tmp_path / "/".join("d" * 30)).mkdir(parents=True)
    remarks = tidy(tmp_path, 10_000, 50_000)
    walked = [os.path.join(where, name) for where, _, names in os.walk(tmp_path) for name in names]
    left = [os.path.relpath(path, tmp_path) for path in walked]
    assert sorted(name for name in left if not name.startswith(FOLDER)) == sorted([*kept, "two.ipynb"])
    assert len(remarks) == 4 and all(line.isprintable() for line in remarks)
    assert tidy(tmp_path, 10_000, 50_000) == []


def test_a_folder_where_the_course_has_a_file_is_put_aside(tmp_path):
    """nbgrader would copy the course's file over it, and fail: is it moved, and named?"""
    for place in ("data.csv", "sub/more.csv", "mine"):
        (tmp_path / place).mkdir(parents=True)
        (tmp_path / place / "x").write_text("")
    (line,) = tidy(tmp_path, 1000, 1000, {"data.csv", "sub/more.csv", "sub/mine"})
    assert "is a folder where the course has a file; moved" in line and "data.csv" in line and "more.csv" in line
    assert (tmp_path / "mine" / "x").exists() and not (tmp_path / "data.csv").exists()


def test_a_quarantine_of_the_students_own_is_no_way_out(tmp_path):
    """If the student made a link of the quarantine's name, is nothing moved through it?"""
    outside = tmp_path / "outside"
    outside.mkdir()
    folder = tmp_path / "submission"
    folder.mkdir()
    (folder / FOLDER).symlink_to(outside)
    os.mkfifo(folder / "fifo")
    tidy(folder, 1000, 1000)
    assert os.listdir(outside) == [] and (folder / FOLDER / "fifo").exists()


def test_files_beside_the_notebook_reach_the_box(small):
    """Can code import the student's own module that came with the notebook?"""
    small.submit("jo", **both(one=submitted(RIGHT | {"double": "from mine import double"})))
    small.write(f"submitted/jo/{ASSIGNMENT}/mine.py", b"def double(x): return 2 * x")
    assert small.autograde("jo")["success"] and small.scores("jo", "one")["correct_double"] == 2


def test_a_source_that_was_changed_after_release_is_told(small):
    """Is marking refused, with what to do, if source/ and gradebook do not agree?"""
    small.submit("kim", **both())
    path = small.root / f"source/{ASSIGNMENT}/one.ipynb"
    before = path.read_bytes()
    try:
        path.write_bytes(before.replace(b'"points": 4', b'"points": 40'))
        result = small.autograde("kim")
    finally:
        path.write_bytes(before)
    assert not result["success"] and f"run `nbgrader generate_assignment {ASSIGNMENT}`" in result["log"]


@pytest.mark.parametrize("content, said", [(None, "No such file"), (b"{", "Expecting property name")])
def test_a_source_that_cannot_be_read_is_told(small, content, said):
    """Is nobody marked without the instructor's notebook, and is it named?"""
    small.submit("kai", **both())
    path = small.root / f"source/{ASSIGNMENT}/one.ipynb"
    before = path.read_bytes()
    try:
        path.unlink() if content is None else path.write_bytes(content)
        result = small.autograde("kai")
    finally:
        path.write_bytes(before)
    assert not result["success"] and "one.ipynb cannot be used" in result["log"] and said in result["log"]
    assert "Marking needs the instructor's notebook." in result["log"]


def test_settings_that_cannot_be_meant_are_told(small):
    """Is a wrong setting named before anything is marked?"""
    small.submit("lea", **both())
    path = small.root / "nbgrader_config.py"
    before = path.read_text()
    try:
        path.write_text(before + "\nc.Marking.limits = {'memory': 3}\n")
        result = small.autograde("lea")
    finally:
        path.write_text(before)
    assert not result["success"] and "'memory' is not one of call_seconds, cell_seconds" in result["error"]
    assert not small.folder("autograded", "lea").exists()


def test_a_box_that_does_not_hold_stops_the_run(small, monkeypatch):
    """Is nothing marked, and the reason the last line, if the box fails its proof?"""
    from grader import exporter
    from grader.limits import BoxUnsafe

    def unsafe(_):
        raise BoxUnsafe("Nothing was graded: a canary was read.")

    small.submit("lou", **both())
    monkeypatch.setattr(exporter, "server", unsafe)
    result = small.autograde("lou")
    assert not result["success"] and "a canary was read" in result["error"]
    assert not small.folder("autograded", "lou").exists()


def test_a_fault_of_the_box_leaves_the_submission_ungraded(small, monkeypatch):
    """Is a submission in which the box failed reported, not filed, and not given 0?"""
    from grader import preprocessors
    from grader.limits import BoxFault

    def fault(*_, **__):
        raise BoxFault("A box did not come up.")

    small.submit("max", **both())
    monkeypatch.setattr(preprocessors, "mark_aligned", fault)
    result = small.autograde("max")
    assert not result["success"] and "max, one: left ungraded. A box did not come up." in result["log"]
    assert not small.folder("autograded", "max").exists()
    assert set(small.scores("max", "one").values()) == {None}


def test_stock_marking_is_there_for_comparison(small, monkeypatch):
    """Does NBGRADER_STOCK=1 take our steps out of the configuration?"""
    assert "grader.preprocessors.MarkNotebook" in small.config().Autograde.autograde_preprocessors
    monkeypatch.setenv("NBGRADER_STOCK", "1")
    assert "autograde_preprocessors" not in small.config().Autograde

"""What the commands say when something is wrong: who or what, what was wanted, what to do; never a traceback.

Each case spoils a small course in one way and reads what the command prints. Exit codes are those of the help.
"""

import json
import os
import shutil
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from grader.__main__ import main
from grader.box import ForkServer
from grader.filing import Filing
from grader.limits import BoxFault, BoxUnsafe
from grader.probe import ProbeResult
from grader.task import NoWorkers
from tests.batch.tiny import gradebook_rows, make_course, submit
from tests.users.test_command_line import grader

SOURCE = "source/tiny/one.ipynb"
NAMES = "'memory' is not one of call_seconds, cell_seconds,"


@pytest.fixture(scope="module")
def released(tmp_path_factory):
    """The tiny course, with one submission."""
    root = make_course(tmp_path_factory.mktemp("errors") / "course")
    submit(root, "ada", {"one": "return 2 * x", "two": "return 2 * x"})
    return root


@pytest.fixture
def course(released, tmp_path):
    """A copy of it, to be spoiled."""
    return shutil.copytree(released, tmp_path / "course")


def setting(line: str):
    """The course with one more line in its configuration."""

    def spoil(course: Path) -> None:
        path = course / "nbgrader_config.py"
        path.write_text(f"{path.read_text()}\n{line}\n")

    return spoil


def hidden_test(source: str):
    """The course with another text in a test cell."""

    def spoil(course: Path) -> None:
        notebook = json.loads((course / SOURCE).read_text())
        notebook["cells"][2]["source"] = source
        (course / SOURCE).write_text(json.dumps(notebook))

    return spoil


def gone(name: str):
    return lambda course: shutil.rmtree(course / name) if (course / name).is_dir() else (course / name).unlink()


def holding(name: str, content: bytes):
    return lambda course: (course / name).write_bytes(content)


def edited(key: str, value):
    """The course with something else in the metadata of a test cell."""

    def spoil(course: Path) -> None:
        notebook = json.loads((course / SOURCE).read_text())
        notebook["cells"][2]["metadata"]["nbgrader"][key] = value
        (course / SOURCE).write_text(json.dumps(notebook))

    return spoil


def as_it_is(course: Path) -> None:
    """Not spoiled."""


BROKEN_TEST = hidden_test("### BEGIN HIDDEN TESTS\nfrom nowhere import x\n### END HIDDEN TESTS")
OPEN_REGION = hidden_test("### BEGIN HIDDEN TESTS\nassert 1")
EVERY = [  # what is wrong, how, and what each of the commands says: it ends with exit code 2
    ("configuration: syntax", setting("c.X = ("), "nbgrader_config.py cannot be read: SyntaxError: '(' was never"),
    ("configuration: name", setting("c.Marking.limits = {'memory': 3}"),
     f"nbgrader_config.py cannot be used: {NAMES}"),
    ("source: cut", holding(SOURCE, b'{"cells": ['), "one.ipynb is no notebook (JSONDecodeError: "),
    ("source: binary", holding(SOURCE, b"\xff\xfe\x00"), "one.ipynb is no notebook (UnicodeDecodeError: "),
    ("source: no cells", holding(SOURCE, b"[]"), "Save it again in Jupyter, or take the version before."),
]
CASES = [
    *((f"{command}, {name}", [command, "tiny"], spoil, 2, said)
      for command in ("autograde", "report", "gate") for name, spoil, said in EVERY),
    *((f"{command}, no gradebook", [command, "tiny"], gone("gradebook.db"), 2,
       "gradebook.db. `nbgrader generate_assignment tiny` makes it.") for command in ("autograde", "report")),
    *((f"{command}, garbage for a gradebook", [command, "tiny"], holding("gradebook.db", b"x" * 5000), 2,
       "cannot be used: file is not a database. Wanted: the gradebook that `nbgrader generate_assignment tiny` makes. "
       "Run that first, or put a backup in its place.") for command in ("autograde", "report")),
    *((f"{command}, unknown assignment", [command, "nope"], as_it_is, 2,
       "knows no assignment called 'nope'; it knows: tiny. If source/nope is there, run `nbgrader generate_assignment "
       "nope` first.") for command in ("autograde", "report")),
    ("autograde, configuration: a number", ["autograde", "tiny"],
     setting("c.Marking.limits = {'memory_mb': 'much'}"), 2,
     "memory_mb is 'much'; wanted: a number greater than 0. Correct that setting."),
    ("autograde, configuration: a text", ["autograde", "tiny"], setting("c.Marking.seed = 3"), 2,
     "expected a unicode string, not the int 3. Correct that setting."),
    ("autograde, configuration: a plugin", ["autograde", "tiny"],
     setting("c.AssignLatePenalties.plugin_class = 'late.Rule'"), 2, "cannot be used: No module named 'late'"),
    ("autograde, configuration: a database", ["autograde", "tiny"],
     setting("c.CourseDirectory.db_url = 'nosql://x'"), 2,
     "c.CourseDirectory.db_url in nbgrader_config.py cannot be used: "),
    ("autograde, unknown student", ["autograde", "tiny", "--student", "bob"], as_it_is, 2,
     "submitted/bob/tiny. There are: ada."),
    ("autograde, nobody", ["autograde", "tiny"], gone("submitted"), 2,
     "Nobody has handed anything in yet: collect first, by `nbgrader collect` or `nbgrader zip_collect`."),
    ("autograde, unknown notebook", ["autograde", "tiny", "--notebook", "three"], as_it_is, 2,
     "tiny has no notebook 'three'; it has: one, two."),
    ("autograde, source: gone", ["autograde", "tiny"], gone(SOURCE), 2,
     "source/tiny lacks one. Marking needs the notebooks that were released; put them back"),
    ("autograde, source: an open region", ["autograde", "tiny"], OPEN_REGION, 2,
     "one.ipynb: source notebook, cell correct_double: BEGIN HIDDEN TESTS has no END HIDDEN TESTS. Correct it"),
    ("autograde, source: another name than was released", ["autograde", "tiny"], edited("grade_id", "correct_twice"), 2,
     "one.ipynb under source/ and the gradebook have different cells or points (correct_double, correct_twice): run "
     "`nbgrader generate_assignment tiny`, and mark again."),
    ("autograde, source: other points than were released", ["autograde", "tiny"], edited("points", 30), 2,
     "one.ipynb under source/ and the gradebook have different cells or points (correct_double): run"),
    ("autograde, a path for a student", ["autograde", "tiny", "--student", "../ada"], as_it_is, 2,
     "'../ada' cannot be a student. Wanted: the name of a folder in submitted/, or a pattern such as 'a*'."),
    *((f"{command}, no course", [command, "tiny"], lambda course: [shutil.rmtree(course / "source"),
                                                                   (course / "nbgrader_config.py").unlink()], 2,
       "is no course: it has neither nbgrader_config.py nor source/. Run this in the course's folder, or name that by")
      for command in ("autograde", "report", "gate")),
    ("gate, a path for a notebook", ["gate", "tiny", "--notebook", "/tmp/one"], as_it_is, 2,
     "source/tiny has no /tmp/one.ipynb; it has: one, two."),
    ("autograde, no address", ["autograde", "tiny", "--scheduler", "nonsense"], as_it_is, 2,
     "'nonsense' is no address of a dask scheduler; wanted: tcp://HOST:PORT."),
    ("gate, a broken test", ["gate", "tiny"], BROKEN_TEST, 2,
     "one, the instructor's notebook: test cell `correct_double` cannot run: ModuleNotFoundError: No module named"),
    ("gate, source: an open region", ["gate", "tiny"], OPEN_REGION, 2,
     "one.ipynb: source notebook, cell correct_double: BEGIN HIDDEN TESTS has no END HIDDEN TESTS."),
    ("report, nobody is marked", ["report", "tiny"], as_it_is, 1,
     "nobody is marked yet in tiny. Run `python -m grader autograde tiny` first."),
]


@pytest.mark.parametrize("words, spoil, code, said", [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_what_is_wrong_is_told(course, words, spoil, code, said):
    """Is it told in one line that begins with the command's name, with the exit code that its help promises?"""
    spoil(course)
    done = grader(*words, "--course", str(course))
    assert done.returncode == code, done.stdout + done.stderr
    assert f"grader {words[0]}: " in done.stderr and said in " ".join(done.stderr.split()), done.stderr
    assert len(done.stderr.strip().splitlines()) == 1
    assert not (course / "gradebook.db").exists() or (course / "gradebook.db").stat().st_size


def test_a_broken_test_leaves_everybody_ungraded(course):
    """Is a test that cannot run no student's zero: named, the submission left ungraded, exit code 1?"""
    BROKEN_TEST(course)
    done = grader("autograde", "tiny", "--course", str(course))
    assert done.returncode == 1
    assert "ada NOT GRADED: one: test cell `correct_double` cannot run: ModuleNotFoundError" in done.stdout
    assert "NOT GRADED: 1 submissions (ada). The next run tries them again." in done.stdout


def test_a_students_folder_as_the_shell_completes_it(course):
    """Is `--student ada/` taken for ada, and nobody new made?"""
    assert grader("autograde", "tiny", "--course", str(course), "--student", "ada/").returncode == 0
    assert {row[0] for row in gradebook_rows(f"sqlite:///{course / 'gradebook.db'}")["student"]} == {"ada"}


def test_a_place_where_nothing_can_be_filed(course):
    """Is it told, with the file and what to do, and is nothing filed?"""
    (course / "autograded").mkdir()
    (course / "autograded" / ".marking").write_text("in the way")
    done = grader("autograde", "tiny", "--course", str(course))
    assert done.returncode == 1 and "Traceback" not in done.stderr
    said = " ".join((done.stdout + done.stderr).split())
    assert "Marked submissions cannot be filed (" in said and "put that right, and run the same command again." in said


@pytest.mark.parametrize("text", ["{", "[]", '{"ada": 5}', '{"ada": [1]}'])
def test_a_list_of_what_is_left_that_was_edited(course, text):
    """Is it told, with what to do, instead of a traceback?"""
    listed = course / "autograded/.marking/tiny/still-to-mark.json"
    listed.parent.mkdir(parents=True)
    listed.write_text(text)
    done = grader("autograde", "tiny", "--course", str(course))
    assert done.returncode == 1 and "Traceback" not in done.stderr
    said = " ".join((done.stdout + done.stderr).split())
    assert "still-to-mark.json cannot be read (" in said and "Delete it, and mark again with --force." in said


def test_ctrl_c_at_any_moment_of_a_gate(course, capsys, monkeypatch):
    """Stopped while it imports: told, with the exit code for that?"""
    def interrupted():
        raise KeyboardInterrupt

    monkeypatch.setattr("grader.lean.prepare", interrupted)
    assert main(["gate", "tiny", "--course", str(course)]) == 130
    assert capsys.readouterr().err == "grader gate: stopped as asked.\n"


def test_another_run(course):
    """Is a second run at the same time refused with exit code 3 and the other one's number?"""
    with Filing(course / "autograded", "tiny").locked():
        done = grader("autograde", "tiny", "--course", str(course))
    assert done.returncode == 3
    assert f"Another run (process {os.getpid()}) is marking this course. Wait until it is done" in done.stderr
    assert not (course / "autograded" / "ada").exists()


@pytest.mark.slow
def test_a_scheduler_that_does_not_answer(course):
    """Is it told where no scheduler answers, and how to start one?"""
    pytest.importorskip("distributed")
    done = grader("autograde", "tiny", "--course", str(course), "--scheduler", "tcp://127.0.0.1:1")
    assert done.returncode == 2
    assert "No dask scheduler answers at tcp://127.0.0.1:1 (" in done.stderr
    assert "Start one with `dask scheduler`, workers with `dask worker tcp://127.0.0.1:1`." in done.stderr


def test_a_cluster_without_its_package(course, capsys, monkeypatch):
    """Is it told which package a cluster needs, and how to get it?"""
    monkeypatch.setitem(sys.modules, "distributed", None)
    monkeypatch.delitem(sys.modules, "grader.cluster", raising=False)
    assert main(["autograde", "tiny", "--course", str(course), "--scheduler", "tcp://127.0.0.1:1"]) == 2
    assert "A cluster needs the package distributed: `pip install distributed`." in capsys.readouterr().err


def test_a_cluster_of_other_versions():
    """Is a worker named on which marks could differ, with both versions and what to do?"""
    pytest.importorskip("distributed")
    from grader import visiting
    from grader.cluster import Cluster

    cluster = Cluster.__new__(Cluster)
    there = {"tcp://w:1": visiting.versions() | {"numpy": "1.0"}}
    cluster.client, cluster.module = SimpleNamespace(run=lambda asked: there), SimpleNamespace(versions=None)
    with pytest.raises(NoWorkers, match=r"Worker tcp://w:1 has numpy 1\.0 \(here .*install the versions of"):
        cluster._check()


def test_files_that_do_not_go_along(course):
    """Is it told what lies beside a notebook and is left out, a link and a file that is too large?"""
    folder = course / "submitted/ada/tiny"
    (folder / "link.csv").symlink_to("/etc/passwd")
    with (folder / "large.bin").open("wb") as file:
        file.truncate(200_000_000)
    done = grader("autograde", "tiny", "--course", str(course))
    assert done.returncode == 0, done.stderr
    assert "ada 'link.csv' is a link or no regular file: left out." in done.stdout
    assert "ada 'large.bin' has 200 MB, more than nbgrader_config.py allows: left out." in done.stdout


def test_marked_files_that_cannot_be_read(course):
    """Does the report name a marked notebook that is damaged, and is it written all the same?

    And is it told, if it cannot be written?
    """
    assert grader("autograde", "tiny", "--course", str(course)).returncode == 0
    path = course / "autograded/ada/tiny/one.ipynb"
    path.unlink()
    path.write_text("{")
    done = grader("report", "tiny", "--course", str(course))
    assert done.returncode == 0, done.stderr
    assert "is no notebook" in (course / "report/tiny/index.html").read_text(encoding="utf-8")
    done = grader("report", "tiny", "--course", str(course), "--to", str(course / "gradebook.db"))
    assert done.returncode == 2 and "Traceback" not in done.stderr
    assert "gradebook.db could not be written: File exists. Choose another folder by --to." in done.stderr


@pytest.mark.parametrize("error", [BoxUnsafe("It read a file. Mark on another machine."), BoxFault("No fork server.")])
@pytest.mark.parametrize("words", [["check"], ["autograde", "tiny"], ["gate", "tiny"]], ids=lambda words: words[0])
def test_a_box_that_cannot_be_had(course, capsys, monkeypatch, words, error):
    """Does each command that needs the box end with exit code 2 and the box's own words, where there is none?"""

    def fails(self, *_):
        raise error

    monkeypatch.setattr(ForkServer, "check", fails)
    monkeypatch.setattr(ForkServer, "probe", fails)
    assert main(words if words == ["check"] else [*words, "--course", str(course)]) == 2
    assert str(error) in capsys.readouterr().err
    assert not (course / "autograded" / "ada").exists()


def test_a_box_that_does_not_hold(capsys, monkeypatch):
    """Does the check name the attempt that got out, say what to do, and end with exit code 1?"""
    found = [ProbeResult("read the course", False, "read 3 bytes", "Use a newer kernel"),
             ProbeResult("reach the network", True, "refused", "")]  # fmt: skip
    monkeypatch.setattr(ForkServer, "probe", lambda self: found)
    assert main(["check"]) == 1
    said = capsys.readouterr().out
    assert "✗ read the course: read 3 bytes" in said and "Use a newer kernel." in said
    assert "1 of 2 attempts got out: nothing will be graded here." in said

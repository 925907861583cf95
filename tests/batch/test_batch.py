"""Is a class marked whole: who is due, what is written, what is told, and what is left alone?"""

import errno
import json
import os
import shutil

import pytest

from grader.filing import AnotherRun, Filing
from grader.task import Marked
from tests.batch.pretend import Pretend, Quiet, by_rule, run, tree
from tests.batch.tiny import gradebook_rows, submit


def rows(root):
    return gradebook_rows(f"sqlite:///{root / 'gradebook.db'}")


def test_is_everybody_marked_once(class_of_four):
    """All due submissions the first time, none the second time?"""
    first, second = run(class_of_four), run(class_of_four)
    assert (first.due, first.marked, first.notebooks, first.ungraded) == (4, 4, 7, [])
    assert (second.due, second.marked, second.up_to_date) == (0, 0, 4)
    assert len(rows(class_of_four)["submission"]) == 4


def test_are_marked_files_where_nbgrader_puts_them(class_of_four):
    """Notebooks, the time of submission, their own files and the course's: all there, and read-only?"""
    run(class_of_four)
    assert sorted(tree(class_of_four)) == [
        "ada/tiny/data.csv", "ada/tiny/one.ipynb", "ada/tiny/timestamp.txt", "ada/tiny/two.ipynb",
        "bob/tiny/data.csv", "bob/tiny/one.ipynb", "bob/tiny/timestamp.txt", "bob/tiny/two.ipynb",
        "cem/tiny/data.csv", "cem/tiny/one.ipynb",
        "dot/tiny/data.csv", "dot/tiny/notes/mine.txt", "dot/tiny/one.ipynb", "dot/tiny/two.ipynb"]
    files = [path for path in (class_of_four / "autograded").glob("*/tiny/**/*") if path.is_file()]
    assert {path.stat().st_mode & 0o777 for path in files} == {0o444}


def test_can_the_notebooks_read_what_lies_beside_them(class_of_four):
    """A student's file goes along with the task, the course's file too, over one of theirs of the same name?"""
    (class_of_four / "submitted" / "dot" / "tiny" / "data.csv").write_text("theirs")
    executor = Pretend()
    run(class_of_four, executor, student="dot")
    assert executor.seen[0].files == {"data.csv": b"x\n1\n", "notes/mine.txt": b"my notes"}
    assert tree(class_of_four)["dot/tiny/data.csv"] == b"x\n1\n"


def test_is_a_later_submission_marked_again(class_of_four):
    """It came in again with a later time: is it due, and are the others not?"""
    run(class_of_four)
    submit(class_of_four, "bob", {"one": "return 2 * x", "two": "return 2 * x"}, timestamp="2026-05-03 10:00:00 UTC")
    again = run(class_of_four)
    assert (again.marked, again.up_to_date) == (1, 3)
    assert [(c.student, c.notebook, c.cell, c.before, c.after) for c in again.changes] == [
        ("bob", "one", "correct_double", 0.0, 3.0)]


def test_does_marking_again_give_the_same(class_of_four):
    """--force with nothing changed: no difference told, same rows, same files?"""
    run(class_of_four)
    before = rows(class_of_four), tree(class_of_four)
    again = run(class_of_four, force=True)
    assert (again.marked, again.changes) == (4, [])
    assert (rows(class_of_four), tree(class_of_four)) == before


def test_does_a_dry_run_tell_what_would_change_and_write_nothing(class_of_four):
    """Marking has become kinder: is every mark that would move told, and nothing touched?"""
    run(class_of_four)
    before = rows(class_of_four), tree(class_of_four)

    def kinder(task):
        found = by_rule(task)
        return Marked(found.notebook, found.scores | {"correct_double": 3.0}, found.comments)

    told = run(class_of_four, Pretend(kinder), force=True, dry_run=True).changes
    assert {(c.student, c.notebook, c.before, c.after) for c in told} == {
        ("bob", "one", 0.0, 3.0), ("dot", "one", 0.0, 3.0), ("dot", "two", 0.0, 3.0)}
    assert (rows(class_of_four), tree(class_of_four)) == before


def test_does_a_dry_run_of_an_unmarked_class_write_nothing(class_of_four):
    """Nobody is marked yet: no row, no file, no folder?"""
    before = rows(class_of_four)
    assert run(class_of_four, dry_run=True).marked == 4
    assert rows(class_of_four) == before
    assert not (class_of_four / "autograded").exists()


def test_is_one_notebook_marked_without_touching_the_other(class_of_four):
    """--notebook one --force: is `two` the very file that it was?"""
    run(class_of_four)
    two = class_of_four / "autograded" / "ada" / "tiny" / "two.ipynb"
    before = two.stat().st_ino
    executor = Pretend()
    run(class_of_four, executor, student="ada", notebook="one", force=True)
    assert [task.about[-1] for task in executor.seen] == ["one"]
    assert two.stat().st_ino == before
    assert sorted(path.name for path in two.parent.iterdir()) == ["data.csv", "one.ipynb", "timestamp.txt", "two.ipynb"]


def test_does_a_fault_leave_its_submission_ungraded_and_the_others_marked(class_of_four):
    """The box fails for one notebook: no row and no file for that student, a line, and a second try next time?"""
    def failing(task):
        return Marked(fault="the box could not be had") if task.about[2:] == ("bob", "two") else by_rule(task)

    show = Quiet()
    report = run(class_of_four, Pretend(failing), show)
    assert report.ungraded == [("bob", "two: the box could not be had")]
    assert ("bob", "NOT GRADED: two: the box could not be had") in show.said
    assert report.marked == 3
    assert "bob" not in {row[0] for row in rows(class_of_four)["student"]}
    assert not (class_of_four / "autograded" / "bob").exists()
    assert run(class_of_four).marked == 1


def test_does_a_fault_while_marking_again_keep_the_earlier_mark(class_of_four):
    """--force and the worker dies: are the files and rows of before still there?"""
    run(class_of_four)
    before = rows(class_of_four), tree(class_of_four)

    def dying(task):
        raise RuntimeError("the worker died")

    report = run(class_of_four, Pretend(dying), force=True)
    assert [name for name, _ in report.ungraded] == ["ada", "bob", "cem", "dot"]
    assert (rows(class_of_four), tree(class_of_four)) == before


def test_is_each_thing_that_a_person_should_know_told_once(class_of_four):
    """A missing notebook, a notebook of another course, a link, a garbled time, an unreadable file: a line each?"""
    folder = class_of_four / "submitted" / "cem" / "tiny"
    (folder / "other.ipynb").write_text("{}")
    (folder / "passwd").symlink_to("/etc/passwd")
    (folder / "timestamp.txt").write_text("yesterday\n")
    os.mkfifo(folder / "two.ipynb")
    show = Quiet()
    run(class_of_four, show=show, student="cem")
    lines = [text for student, text in show.said if student == "cem"]
    assert len(lines) == 4, lines
    for part in ("other.ipynb is no notebook of this assignment", "'passwd' is a link", "timestamp.txt holds no time",
                 "two: is a folder, a FIFO or a device"):
        assert [line for line in lines if part in line], part


def test_is_a_submission_without_any_notebook_reported_and_not_filed(class_of_four):
    """An empty folder: a line, no row, and an exit that is not all well?"""
    (class_of_four / "submitted" / "eve" / "tiny").mkdir(parents=True)
    report = run(class_of_four)
    assert report.ungraded == [("eve", "no notebook of this assignment was handed in: nothing to mark.")]
    assert "eve" not in {row[0] for row in rows(class_of_four)["student"]}


@pytest.mark.parametrize("text", ["9" * 40 + "h", "1e999999999", "2026-05-01 " + "0" * 900, "/etc/passwd"])
def test_does_no_timestamp_stop_the_run(class_of_four, text):
    """Whatever dateutil makes of it: is everybody marked, and a person told?"""
    (class_of_four / "submitted" / "cem" / "tiny" / "timestamp.txt").write_text(text)
    show = Quiet()
    assert run(class_of_four, show=show).marked == 4
    assert any(student == "cem" and "timestamp.txt holds no time" in said for student, said in show.said)
    assert not (class_of_four / "autograded" / "cem" / "tiny" / "timestamp.txt").exists()  # feedback reads it


def test_does_a_name_with_a_line_break_cost_itself_alone(class_of_four):
    """nbgrader cannot read it: is that folder told of, and everybody else marked?"""
    shutil.copytree(class_of_four / "submitted" / "cem", class_of_four / "submitted" / "c\nem")
    report = run(class_of_four)
    assert report.marked == 4
    assert [(name, "line break" in why) for name, why in report.ungraded] == [("c em", True)]


def test_does_a_folder_that_cannot_be_looked_through_cost_itself_alone(class_of_four, monkeypatch):
    """A path that is too long for the system, say: one submission ungraded, with the reason, and the others marked?"""
    scandir = os.scandir

    def refused(path):
        if "cem" in str(path):
            raise OSError(errno.ENAMETOOLONG, os.strerror(errno.ENAMETOOLONG), str(path))
        return scandir(path)

    monkeypatch.setattr(os, "scandir", refused)
    report = run(class_of_four)
    assert report.marked == 3
    assert report.ungraded == [("cem", "the folder cannot be looked through (File name too long): look at it, and "
                                       "collect again.")]


def test_does_a_folder_in_the_place_of_a_file_leave_nobody_ungraded(class_of_four):
    """A folder called as the course's data, one called as a notebook, a name that is too long: marked, and told?"""
    folder = class_of_four / "submitted" / "cem" / "tiny"
    (folder / "one.ipynb").unlink()
    for place in ("data.csv/x.txt", "one.ipynb/y.txt", "/".join(["d" * 90] * 8)):
        (folder / place).parent.mkdir(parents=True)
        (folder / place).write_text("mine")
    show = Quiet()
    report = run(class_of_four, show=show)
    assert (report.marked, report.ungraded) == (4, [])
    told = [said for student, said in show.said if student == "cem" and "another file has that place, or" in said]
    assert len(told) == 3
    assert tree(class_of_four)["cem/tiny/data.csv"] == b"x\n1\n"


def test_does_a_second_run_at_once_say_so_and_stop(class_of_four):
    """The course is being marked: is the second run told which process has it, and does nothing?"""
    with Filing(class_of_four / "autograded", "tiny").locked():
        with pytest.raises(AnotherRun, match=f"process {os.getpid()}"):
            run(class_of_four)
    assert rows(class_of_four)["submission"] == []


@pytest.mark.parametrize("full_at", ["one.ipynb", "timestamp.txt", "new-bob"])
def test_does_a_full_disk_stop_the_run_with_nothing_half_written(class_of_four, monkeypatch, full_at):
    """No space left while a submission is written: it is untouched, what came before stays, the next run goes on?"""
    opened = os.open

    def full(path, *rest, **more):
        if "new-bob" in str(path) and str(path).endswith(full_at) and rest[0] & os.O_CREAT | (full_at == "new-bob"):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(path))
        return opened(path, *rest, **more)

    monkeypatch.setattr(os, "open", full)
    report = run(class_of_four, ahead=1)
    assert "bob: the marked files could not be written (No space left on device)" in report.stopped
    assert {row[0] for row in rows(class_of_four)["student"]} == {"ada"}
    monkeypatch.undo()
    assert run(class_of_four).marked == 3


def test_does_a_gradebook_that_cannot_be_written_leave_the_files_as_they_were(class_of_four):
    """The database is locked by somebody else: the earlier files are back, and the message says what to do?"""
    run(class_of_four)
    before = tree(class_of_four)

    def failing():
        from sqlalchemy.exc import OperationalError
        raise OperationalError("COMMIT", {}, Exception("database or disk is full"))

    report = run(class_of_four, force=True, on_commit=failing)
    assert "database or disk is full" in report.stopped and "run the same command again" in report.stopped
    assert tree(class_of_four) == before


def test_does_a_folder_that_cannot_be_moved_leave_all_as_they_were(class_of_four, monkeypatch):
    """The second of two marked folders cannot be put aside: is the first one back, are the marks as before?"""
    run(class_of_four)
    before, marks = tree(class_of_four), rows(class_of_four)
    submit(class_of_four, "ada", {"one": "return 3 * x"})
    renamed = os.rename

    def refused(path, goal):
        if str(path).endswith("bob/tiny"):
            raise OSError(errno.EACCES, os.strerror(errno.EACCES), str(path))
        renamed(path, goal)

    monkeypatch.setattr(os, "rename", refused)
    report = run(class_of_four, force=True, ahead=9)
    assert "cannot be filed (Permission denied: " in report.stopped and report.stopped.endswith("command again.")
    assert tree(class_of_four) | {"ada/tiny/one.ipynb": b""} == before | {"ada/tiny/one.ipynb": b""}
    assert rows(class_of_four)["comment"] == marks["comment"]
    monkeypatch.undo()
    assert run(class_of_four).marked >= 1


def test_can_others_of_the_group_go_on(class_of_four):
    """With nbgrader's `groupshared`: may the group write wherever the next run has to, as nbgrader has it?"""
    with open(class_of_four / "nbgrader_config.py", "a") as config:
        config.write("c.CourseDirectory.groupshared = True\n")
    run(class_of_four)
    there = list((class_of_four / "autograded").rglob("*"))
    assert all(path.stat().st_mode & 0o2770 == 0o2770 for path in there if path.is_dir())
    assert all(path.stat().st_mode & 0o660 == 0o660 for path in there if path.is_file())


def test_is_a_file_read_as_far_as_the_course_says(class_of_four):
    """`caps` in nbgrader_config.py: is a longer notebook not opened?"""
    with open(class_of_four / "nbgrader_config.py", "a") as config:
        config.write("c.Marking.caps = {'file_mb': 1e-5}\n")
    executor = Pretend()
    run(class_of_four, executor)
    assert all("at most" in task.problem and not task.submission for task in executor.seen)


def test_does_ctrl_c_leave_whole_submissions_and_a_hint(class_of_four):
    """Interrupted at the third notebook: is what was filed whole, and does the same command finish?"""
    def interrupting(task):
        if task.about[2:] == ("bob", "two"):
            raise KeyboardInterrupt
        return by_rule(task)

    report = run(class_of_four, Pretend(interrupting), ahead=1)
    assert report.stopped.startswith("Stopped as asked. The same command goes on")
    assert {row[0] for row in rows(class_of_four)["student"]} == {"ada"}
    assert run(class_of_four).marked == 3


def test_is_a_forced_run_that_was_stopped_finished_without_force(class_of_four):
    """--force stopped half-way: does a plain run afterwards mark just the rest again?"""
    run(class_of_four)

    def interrupting(task):
        if task.about[2] == "cem":
            raise KeyboardInterrupt
        return by_rule(task)

    run(class_of_four, Pretend(interrupting), ahead=1, force=True)
    executor = Pretend()
    run(class_of_four, executor)
    assert {task.about[2] for task in executor.seen} == {"cem", "dot"}
    assert run(class_of_four).marked == 0


def test_are_names_of_files_and_students_kept_as_they_are(course):
    """Blanks, dots, percent signs, another script: marked under their own name?"""
    for student in ("a b", "x%2Fy", "Łukasz", ".hidden?"):
        submit(course, student, {"one": "return 2 * x", "two": None})
    assert run(course).marked == 3  # a name with a leading dot is not matched by nbgrader's pattern either
    assert {row[0] for row in rows(course)["student"]} == {"a b", "x%2Fy", "Łukasz"}
    assert json.loads(tree(course)["x%2Fy/tiny/one.ipynb"])["marked"][2] == "x%2Fy"

"""Does a submission filed in one transaction leave the rows that nbgrader's own steps leave?"""

import datetime
import shutil

import pytest
import sqlalchemy as sql
from nbgrader.api import Gradebook as StockGradebook
from nbgrader.utils import parse_utc

from grader.gradebook import Change, Entry, Gradebook, NotebookMarks, seconds_late
from grader.released import GradebookError
from tests.batch.tiny import gradebook_rows, stock_config, stock_warnings, submit

LATE = "2026-05-02 10:00:00 UTC"
RIGHT = NotebookMarks({"correct_double": 3.0, "why": None}, {"double": None, "why": None})
EMPTY = NotebookMarks({"correct_double": 0.0, "why": 0.0}, {"double": "No response.", "why": "No response."})


def url(root) -> str:
    return f"sqlite:///{root / 'gradebook.db'}"


def stock_autograde(root, **config):
    """nbgrader's own autograde, but for running the notebooks: their outputs are taken as they were handed in."""
    from nbgrader.converters import Autograde
    from nbgrader.coursedir import CourseDirectory
    from nbgrader.preprocessors import AssignLatePenalties, OverwriteCells, SaveAutoGrades

    settings = stock_config(root)
    settings.CourseDirectory.assignment_id = "tiny"
    settings.Autograde.sanitize_preprocessors = [OverwriteCells]
    settings.Autograde.autograde_preprocessors = [SaveAutoGrades, AssignLatePenalties]
    settings.Autograde.force = True
    settings.LateSubmissionPlugin.update(config)
    with stock_warnings():
        Autograde(coursedir=CourseDirectory(config=settings), config=settings).start()


def entry(student, timestamp="", missing=(), **marked):
    return Entry(student, parse_utc(timestamp) if timestamp else None, marked, missing)


def test_are_the_rows_of_a_class_those_of_stock_nbgrader(course, tmp_path):
    """Answered, untouched and missing notebooks, in time and late: the same rows, but for their random ids?"""
    submit(course, "ada", {"one": "return 2 * x", "two": None})
    submit(course, "bob", {"one": "return 2 * x"}, timestamp=LATE)
    ours = shutil.copytree(course, tmp_path / "ours")
    stock_autograde(course)
    untouched = NotebookMarks({"correct_double": 3.0, "why": 0.0}, {"double": "No response.", "why": "No response."})
    with Gradebook(url(ours), "tiny", "tiny_course") as book:
        book.write([entry("ada", one=RIGHT, two=untouched), entry("bob", LATE, ["two"], one=RIGHT)])
    assert gradebook_rows(url(ours)) == gradebook_rows(url(course))


def test_are_late_penalties_and_a_persons_marks_those_of_stock_nbgrader(course, tmp_path):
    """Graded again after a person gave marks, extra credit and an extension: the same rows again?"""
    submit(course, "bob", {"one": "return 2 * x"}, timestamp=LATE)
    stock_autograde(course, penalty_method="zero")
    with StockGradebook(url(course), "tiny_course") as book:
        grade = book.find_grade("why", "one", "tiny", "bob")
        grade.manual_score, grade.extra_credit, grade.needs_manual_grade = 1.5, 0.25, False
        book.find_comment("why", "one", "tiny", "bob").manual_comment = "Half of it."
        book.grant_extension("tiny", "bob", hours=2)
    ours = shutil.copytree(course, tmp_path / "ours")
    stock_autograde(course, penalty_method="zero")
    with Gradebook(url(ours), "tiny", "tiny_course", penalty=lambda student, points, late: points) as book:
        book.write([entry("bob", LATE, ["two"], one=RIGHT)])
    rows = gradebook_rows(url(ours))
    assert rows == gradebook_rows(url(course))
    assert ("bob", "one", False, 4.75) in [(s, n, bool(f), p) for s, n, f, p in rows["notebook"]]


@pytest.mark.parametrize("asked, kept", [(-1.0, 0.0), (99.0, 3.0), (None, None), (0.5, 0.5)])
def test_is_a_penalty_kept_between_nothing_and_the_points(course, asked, kept):
    """What a course's own plugin asks for is cut to what there is to take, as nbgrader cuts it?"""
    with Gradebook(url(course), "tiny", penalty=lambda *_: asked) as book:
        book.write([entry("bob", LATE, one=RIGHT)])
    assert ("bob", "one", 0, kept) in gradebook_rows(url(course))["notebook"]


def test_does_filing_twice_change_nothing(course):
    """The same submission again: same rows, no change reported?"""
    with Gradebook(url(course), "tiny") as book:
        assert book.write([entry("ada", one=RIGHT, two=EMPTY)]) == []
        before = gradebook_rows(url(course))
        assert book.write([entry("ada", one=RIGHT, two=EMPTY)]) == []
    assert gradebook_rows(url(course)) == before


def test_is_a_mark_that_moved_reported_before_and_after_it_is_written(course):
    """`compare` says what `write` would change, cell by cell, and writes nothing?"""
    moved = [Change("ada", "one", "correct_double", 3.0, 0.0)]
    with Gradebook(url(course), "tiny") as book:
        book.write([entry("ada", one=RIGHT)])
        before = gradebook_rows(url(course))
        assert book.compare(entry("ada", one=EMPTY)) == moved
        assert gradebook_rows(url(course)) == before
        assert book.write([entry("ada", one=EMPTY)]) == moved


def test_are_all_submissions_of_a_transaction_filed_or_none(course):
    """The second of two submissions cannot be filed: is the first one not there either?"""
    before = gradebook_rows(url(course))
    with Gradebook(url(course), "tiny") as book, pytest.raises(KeyError):
        book.write([entry("ada", one=RIGHT), entry("bob", three=RIGHT)])
    assert gradebook_rows(url(course))["student"] == before["student"] == []


def test_does_an_unknown_assignment_say_what_to_run(course):
    """A name that was never released: is the command in the message?"""
    with pytest.raises(GradebookError, match="nbgrader generate_assignment elsewhere"):
        Gradebook(url(course), "elsewhere")


def test_does_a_missing_gradebook_say_what_to_run(tmp_path):
    """No gradebook at all: a clear error, not a traceback of the database's?"""
    with pytest.raises(GradebookError, match="generate_assignment tiny"):
        Gradebook(f"sqlite:///{tmp_path / 'none.db'}", "tiny")


def test_do_seconds_late_count_from_the_extended_due_date():
    """Two hours late with an hour's extension: 3600 s?"""
    due = datetime.datetime(2026, 5, 1)
    assert seconds_late(due + datetime.timedelta(hours=2), due, datetime.timedelta(hours=1)) == 3600
    assert seconds_late(None, due) == seconds_late(due, None) == 0


def test_do_the_tables_have_every_column_that_marking_sets(course):
    """If nbgrader adds columns to what we insert, this says so before a class is marked."""
    with StockGradebook(url(course)) as book:
        tables = sql.inspect(book.engine)
        columns = {name: {column["name"] for column in tables.get_columns(name)} for name in ("grade", "comment")}
    assert columns["grade"] == {"id", "notebook_id", "cell_id", "auto_score", "manual_score", "extra_credit",
                                "needs_manual_grade"}
    assert columns["comment"] == {"id", "notebook_id", "cell_id", "auto_comment", "manual_comment"}

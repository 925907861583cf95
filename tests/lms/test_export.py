"""Marks and feedback back to Moodle and Canvas, from a real gradebook, through `nbgrader export`."""

import csv
import logging
import shutil
import zipfile

import pytest
from nbgrader.api import Gradebook

from grader.export import CanvasExport, MoodleExport

ASSIGNMENT = "--assignment=['tutorial6']"
MOODLE = (
    "\ufeffIdentifier,Full name,Email address,Status,Grade,Maximum grade,Grade can be changed,"
    "Last modified (submission),Last modified (grade),Feedback comments\n"
    'Participant 4711,"Lovelace, Ada",ada@example.org,Submitted,,10.00,Yes,-,-,\n'
    'Participant 4712,=HYPERLINK("x"),emmy@example.org,Submitted,,10.00,Yes,-,-,\n'
    "Participant 4799,Nobody Here,no@example.org,No submission,,10.00,Yes,-,-,\n"
)
CANVAS = (
    "Student,ID,SIS User ID,SIS Login ID,Section,tutorial6 (5150),Final Score\n"
    "    Points Possible,,,,,10,(read only)\n"
    '"Lovelace, Ada",4711,s1,ada,One,,\n"Noether, Emmy",4712,s2,emmy,One,3,\n'
)


@pytest.fixture(scope="module")
def gradebook_file(tmp_path_factory):
    """A gradebook that holds Ada's 7.5, Emmy's 4 with free text unmarked, and Sophie's 9 from elsewhere."""
    path = tmp_path_factory.mktemp("gradebook") / "gradebook.db"
    with Gradebook(f"sqlite:///{path}", "gan") as gradebook:
        gradebook.add_assignment("tutorial6")
        gradebook.add_notebook("q1", "tutorial6")
        gradebook.add_grade_cell("correct_V", "q1", "tutorial6", max_score=10, cell_type="code")
        gradebook.add_student("4790", first_name="Handed", last_name="Nothing In")
        for student, score, waiting in (("4711", 7.5, False), ("4712", 4, True), ("sophie", 9, False)):
            gradebook.add_student(student, first_name="Ada", last_name="Love/lace_")
            gradebook.add_submission("tutorial6", student)
            grade = gradebook.find_grade("correct_V", "q1", "tutorial6", student)
            grade.auto_score, grade.needs_manual_grade = score, waiting
        gradebook.db.commit()
    return path


@pytest.fixture
def marked(course, gradebook_file):
    """A course with that gradebook."""
    course.configure()
    shutil.copy(gradebook_file, course.root / "gradebook.db")
    return course


def table(path):
    """The rows of a CSV file."""
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.reader(stream))


def moodle_export(marked, sheet):
    """Have this worksheet filled in, into out.csv; how the command ended."""
    (marked.root / "sheet.csv").write_text(sheet)
    return marked.run("export", "--exporter=grader.export.MoodleExport", ASSIGNMENT, "--LmsExport.template=sheet.csv",
                      "--to=out.csv")


def test_moodle_worksheet(marked):
    """Is Moodle's worksheet filled in by participant, the rest left, the unmarked left out, and all of it said?"""
    done = moodle_export(marked, MOODLE)
    assert done.returncode == 0, done.stderr
    rows = table(marked.root / "out.csv")
    assert [row[4] for row in rows] == ["Grade", "7.5", "", ""]
    assert rows[2][1].startswith("'=")
    for line in ("4712: left out", "sophie has marks but is not in", "Participant 4799: no marks"):
        assert line in done.stderr
    assert "4712: no marks" not in done.stderr  # there are some, and it was said what they wait for


def test_moodle_worksheet_by_login(marked):
    """Is a student of nbgrader's exchange, who has a login there, found where the worksheet shows logins?"""
    done = moodle_export(marked, "Identifier,Username,Grade\nParticipant 1,sophie,\nParticipant 2,nobody,\n")
    assert done.returncode == 0, done.stderr
    assert [row[2] for row in table(marked.root / "out.csv")] == ["Grade", "9", ""]


def test_a_login_that_is_somebody_elses_number(marked):
    """Does the total of participant 4711 go to that row alone, whatever logins and numbers others have?"""
    done = moodle_export(marked, "Identifier,Username,ID number,Grade\nParticipant 4799,4711,4711,\n"
                                "Participant 4711,ada,4799,\nParticipant 4712,emmy,,\n")
    assert done.returncode == 0, done.stderr
    assert [row[3] for row in table(marked.root / "out.csv")] == ["Grade", "", "7.5", ""]


def test_one_student_by_login_among_numbers(marked):
    """Is somebody who was filed by login found in a class that was collected by number?"""
    done = moodle_export(marked, "Identifier,Username,Grade\nParticipant 4711,ada,\nParticipant 4712,emmy,\n"
                                "Participant 4713,sophie,\n")
    assert done.returncode == 0, done.stderr
    assert [row[2] for row in table(marked.root / "out.csv")] == ["Grade", "7.5", "", "9"]
    assert "no marks" not in done.stderr


def test_two_rows_for_one_student(marked):
    """Is a worksheet refused in which a student stands twice?"""
    done = moodle_export(marked, "Identifier,Grade\nParticipant 4711,\nParticipant 4711,\n")
    assert done.returncode == 1 and "has two rows for 4711" in done.stderr and "Traceback" not in done.stderr


def test_canvas_gradebook(marked):
    """Is the assignment's column of Canvas's gradebook filled in, with unmarked totals where that is asked for?"""
    (marked.root / "canvas.csv").write_text(CANVAS)
    arguments = ["--LmsExport.template=canvas.csv", "--LmsExport.unmarked=True", "--to=out.csv"]
    done = marked.run("export", "--exporter=grader.export.CanvasExport", ASSIGNMENT, *arguments)
    assert done.returncode == 0, done.stderr
    assert [row[5] for row in table(marked.root / "out.csv")] == ["tutorial6 (5150)", "10", "7.5", "4"]


def test_another_maximum_is_refused(marked):
    """Is a worksheet refused whose maximum grade is another than the assignment's?"""
    (marked.root / "sheet.csv").write_text(MOODLE.replace("10.00", "100.00"))
    done = marked.run("export", "--exporter=grader.export.MoodleExport", ASSIGNMENT, "--LmsExport.template=sheet.csv")
    assert done.returncode == 1 and "Moodle's maximum is 100.00, the assignment's is 10 points" in done.stderr
    assert not (marked.root / "moodle-worksheet.csv").exists()


@pytest.mark.parametrize(
    "exporter, settings, message",
    [
        (MoodleExport, {"assignment": ["tutorial6"]}, "fills in the table that you download"),
        (MoodleExport, {}, "Got 0 assignments, wanted one"),
        (MoodleExport, {"assignment": ["t7"]}, "no assignment 't7'; it has: tutorial6"),
        (MoodleExport, {"assignment": ["tutorial6"], "template": "nowhere.csv"}, "Could not read nowhere.csv"),
        (CanvasExport, {"assignment": ["tutorial6"], "template": "empty.csv"}, "is empty"),
        (CanvasExport, {"assignment": ["tutorial6"], "template": "other.csv"}, "has no column ID"),
        (CanvasExport, {"assignment": ["tutorial6"], "template": "two.csv"}, "2 columns of two.csv are named 'tut"),
    ],
)
def test_errors_say_what_to_do(marked, monkeypatch, caplog, exporter, settings, message):
    """Does each thing that can be wrong end in one line, and in exit status 1?"""
    monkeypatch.chdir(marked.root)
    (marked.root / "empty.csv").write_text("")
    (marked.root / "other.csv").write_text("a,b\n1,2\n")
    (marked.root / "two.csv").write_text("Student,ID,tutorial6 (1),tutorial6 (2)\nAda,4711,,\n")
    with Gradebook(f"sqlite:///{marked.root}/gradebook.db", "gan") as gradebook, pytest.raises(SystemExit) as ended:
        exporter(log=logging.getLogger("export"), **settings).export(gradebook)
    assert ended.value.code == 1 and message in caplog.text


def test_a_place_that_cannot_be_written(marked):
    """Is it one line, and exit status 1, where the file cannot be written?"""
    (marked.root / "sheet.csv").write_text(MOODLE)
    done = marked.run(
        "export", "--exporter=grader.export.MoodleExport", ASSIGNMENT, "--LmsExport.template=sheet.csv", "--to=no/o.csv"
    )
    assert done.returncode == 1 and "Traceback" not in done.stderr
    assert "no/o.csv.part could not be written: No such file or directory. Choose another file by --to" in done.stderr


def test_feedback_zip(marked):
    """Are the pages laid out as Moodle's feedback upload wants them, under names that no archive can misuse?"""
    page = marked.root / "feedback/4711/tutorial6/q1.html"
    page.parent.mkdir(parents=True)
    page.write_text("<p>well done</p>")
    done = marked.run("export", "--exporter=grader.export.MoodleFeedback", ASSIGNMENT, "--to=pages.zip")
    assert done.returncode == 0, done.stderr
    with zipfile.ZipFile(marked.root / "pages.zip") as archive:
        assert archive.namelist() == ["Ada Love lace_4711_assignsubmission_file/q1.html"]
    assert "4712: no feedback pages; run nbgrader generate_feedback tutorial6" in done.stderr
    assert "4790" not in done.stderr  # handed nothing in: nothing to be told


def test_no_feedback_at_all(marked):
    """Is it a warning that nobody has a page that Moodle can take, and is no empty zip written?"""
    page = marked.root / "feedback/sophie/tutorial6/q1.html"
    page.parent.mkdir(parents=True)
    page.write_text("<p>well done</p>")
    done = marked.run("export", "--exporter=grader.export.MoodleFeedback", ASSIGNMENT, "--to=pages.zip")
    assert done.returncode == 0, done.stderr
    assert "sophie: not a Moodle participant's number, the pages are left out" in done.stderr
    assert "Nobody has feedback pages for Moodle in tutorial6: pages.zip was not written" in done.stderr
    assert not (marked.root / "pages.zip").exists()


@pytest.mark.parametrize("maximum, code", [('"10,00"', 0), ("ten", 1)])
def test_a_maximum_of_another_language(marked, maximum, code):
    """Is a maximum with a comma read, and one that is no number told?"""
    (marked.root / "sheet.csv").write_text(f"Identifier,Grade,Maximum grade\nParticipant 4711,,{maximum}\n")
    done = marked.run(
        "export", "--exporter=grader.export.MoodleExport", ASSIGNMENT, "--LmsExport.template=sheet.csv", "--to=out.csv"
    )
    assert done.returncode == code, done.stderr
    assert ("the maximum grade 'ten' is no number. Wanted the CSV" in done.stderr) == bool(code)

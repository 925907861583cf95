"""What the names in Moodle's and Canvas's downloads tell, and cells that no spreadsheet runs."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader import lms

NOTEBOOKS = ["q1_generator_cost", "q2_optimal_discriminator", "q3_discriminator_update"]


@pytest.mark.parametrize(
    "path, student, file",
    [
        ("Ada Lovelace_4711_assignsubmission_file/q1_generator_cost.ipynb", "4711", "q1_generator_cost.ipynb"),
        ("Ada Lovelace_4711_assignsubmission_file_/q1_generator_cost.ipynb", "4711", "q1_generator_cost.ipynb"),
        ("Ada Lovelace_4711_assignsubmission_file_q1_generator_cost.ipynb", "4711", "q1_generator_cost.ipynb"),
        ("Ada_Byron Lovelace_4711_assignsubmission_file_/my work/q1.ipynb", "4711", "q1.ipynb"),
        ("tutorial6-55/Ada Lovelace_4711_assignsubmission_file/q1.ipynb", "4711", "q1.ipynb"),
    ],
)
def test_moodle_paths(path, student, file):
    """Is the participant found in each of Moodle's layouts?"""
    sent = lms.moodle(path.split("/"))
    assert (sent.student_id, sent.file) == (student, file)


@pytest.mark.parametrize(
    "path",
    [
        "q1_generator_cost.ipynb",
        "Ada_4711_assignsubmission_onlinetext/onlinetext.html",
        "Ada_x_assignsubmission_file/a",
        "Mallory_4712_assignsubmission_file_x_4711_assignsubmission_file_q1.ipynb",
        "Mallory_9_assignfeedback_file_4712_assignsubmission_file_q1.ipynb",
    ],
)
def test_not_a_moodle_submission(path):
    """Are online texts and files without a participant left alone, and those that name another one as well?"""
    assert lms.moodle(path.split("/")) is None


@pytest.mark.parametrize(
    "path, student, file, late",
    [
        ("lovelaceada_1815_99001_q1_generator_cost.ipynb", "1815", "q1_generator_cost.ipynb", False),
        ("lovelaceada_LATE_1815_99001_q1_generator_cost-2.ipynb", "1815", "q1_generator_cost-2.ipynb", True),
        (
            "submissions/lovelaceada_1815_99001_work/q3_discriminator_update.ipynb",
            "1815",
            "q3_discriminator_update.ipynb",
            False,
        ),
    ],
)
def test_canvas_names(path, student, file, late):
    """Are the user, the file and the late flag read from Canvas's names?"""
    sent = lms.canvas(path.split("/"))
    assert (sent.student_id, sent.file, sent.late) == (student, file, late)


@pytest.mark.parametrize(
    "file",
    [
        "q1_generator_cost.ipynb",
        "q1_generator_cost-3.ipynb",
        "q1_generator_cost (1).ipynb",
        "Q1_Generator_Cost.IPYNB",
        "q1 generator cost.ipynb",
        "Copy of q1_generator_cost.ipynb",
        "q1_generator_cost - Copy.ipynb",
        "q1_generator_cost-Copy1.ipynb",
    ],
)
def test_renamed_by_a_browser(file):
    """Is a notebook recognised after browsers, Canvas and file managers renamed it?"""
    assert lms.notebook_name(file, NOTEBOOKS) == "q1_generator_cost"


@pytest.mark.parametrize("file", ["q4.ipynb", "homework.ipynb", "q1.ipynb", ""])
def test_unclear_names_are_not_guessed(file):
    """Is a name that could be anything left to a person?"""
    assert lms.notebook_name(file, NOTEBOOKS) is None


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1+2", "@SUM(A1)", "\t=1", " =1", "|x", "\ufeff=cmd()", "\n=1"])
def test_formulas_become_text(text):
    """Is text that a spreadsheet would run kept as text?"""
    assert lms.safe_cell(text) == "'" + text


def test_numbers_stay_numbers():
    """Are numbers, also negative ones, left as they are?"""
    assert [lms.safe_cell(-1.5), lms.safe_cell(3), lms.safe_cell(None), lms.safe_cell("ada")] == [-1.5, 3, "", "ada"]
    assert [lms.safe_cell("-1.5"), lms.safe_cell("-2"), lms.safe_cell("-0,5")] == ["-1.5", "-2", "-0,5"]


@given(st.text())
def test_no_text_is_a_formula(text):
    """Can any text at all still begin a formula?"""
    cell = str(lms.safe_cell(text))
    assert re.fullmatch(r"-\d+([.,]\d+)?", cell) \
        or not cell.lstrip(" \u00a0\ufeff").startswith(("=", "+", "-", "@", "\t", "\r"))


@given(st.text(min_size=1))
def test_path_parts_are_safe(text):
    """Can a name leave its folder, or upset Moodle's underscores?"""
    part = lms.safe_path_part(text)
    assert part and part not in (".", "..") and not set(part) & set('/\\_:*?"<>|\0\n')

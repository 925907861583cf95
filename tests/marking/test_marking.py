"""Is one notebook marked as it deserves: by the tests alone, each question by itself, in the notebook's order?"""

import json

import nbformat
import pytest
from nbgrader.utils import determine_grade

from grader.limits import BoxFault, Limits
from grader.marking import mark_notebook
from grader.seeds import seed_for
from grader.testcell import BadTest
from tests.marking.small_notebooks import (
    FULL,
    RIGHT,
    answer,
    by_name,
    cell,
    check,
    course,
    locked,
    notebook,
    points,
    question,
    released,
    setup,
    shown,
    solution,
    submitted,
)


def test_right_answers_get_all_points(mark):
    """Does an honest notebook get every point, with nothing to report?"""
    marked = mark(submitted(RIGHT))
    assert points(marked) == FULL and marked.points == 7
    assert marked.repairs == marked.log == []


def test_an_empty_notebook_gets_none(mark):
    """Does the released notebook get 0, and its cells the comment that there is no response?"""
    marked = mark(released())
    assert set(points(marked).values()) == {0.0}
    assert marked.comments == dict.fromkeys(["double", "half", "two", "why"], "No response.")


def test_no_notebook_at_all_gets_none(mark):
    """Is an unreadable file marked as unanswered?"""
    assert mark(None).points == 0


def test_nbgrader_reads_the_same_points(mark):
    """Does nbgrader's own scoring find in the marked notebook what marking gave?"""
    marked = mark(submitted(RIGHT | {"double": "def double(x):\n    return x"}))
    made = nbformat.from_dict(marked.nb)
    nbformat.validate(made)
    scores = {c.metadata.nbgrader.grade_id: determine_grade(c) for c in made.cells if "nbgrader" in c.metadata
              and c.metadata.nbgrader.grade}  # fmt: skip
    tests = {"correct_double": (1.0, 2.0), "correct_half": (4.0, 4.0), "correct_two": (1.0, 1.0)}
    assert scores == tests | {"why": (0, 3.0)}


def test_hidden_tests_are_gone_from_the_marked_notebook(mark):
    """Is no hidden line left in the notebook that graders and students may see?"""
    assert "double(3)" not in json.dumps(mark(submitted(RIGHT)).nb)


def test_the_mark_is_the_hidden_tests(mark):
    """Does a visible check that fails cost nothing where the hidden test still gives points?"""
    marked = mark(submitted(RIGHT | {"double": "def double(x):\n    return 3 * x"}))
    assert points(marked)["correct_double"] == 2  # 9 / 3, and no more than the cell is worth
    assert "✗ double(1) is 2" in shown(by_name(marked.nb)["correct-double"])


def test_what_the_visible_check_prints_is_kept(mark):
    """Does the student see the visible check's own words?"""
    assert shown(by_name(mark(submitted(RIGHT)).nb)["correct-half"]) == "✓ half is there\n"


@pytest.mark.parametrize("noise", [
    "import sys; print('4.0', file=sys.stderr)",
    "import warnings; warnings.warn('careful')",
    "print('100 points')",
    "import numpy as np; np.log(0.0)",
    "100.0",
])  # fmt: skip
def test_noise_changes_no_points(mark, noise):
    """Do warnings, stderr, prints and results of the student's cells neither cost nor earn anything?"""
    noisy = submitted(RIGHT | {"double": f"def double(x):\n    {noise}\n    return 2 * x\n{noise}"})
    assert points(mark(noisy)) == FULL


def test_part_credit_and_full_marks_as_nbgrader_has_them(mark):
    """Does a number count as part-credit, nothing as full marks, an exception as 0, out of range as the nearest end?"""
    part = {"1.5": 1.5, "np.float64(0.5)": 0.5, "7": 2.0, "-3": 0.0, "1 / 0": 0.0}
    full = {"None": 2.0, "'good'": 2.0, "x = 1": 2.0, "True": 2.0}
    for hidden, expected in (part | full).items():
        assert points(mark(released(question(hidden)), question(hidden))) == {"correct_f": expected}, hidden


def test_a_mark_gives_points_and_message(mark):
    """Do points, message and the mistake's name of a Mark reach the right places, and the name no student's?"""
    hidden = "from grader.question import Mark\nMark(1.5, 2, 'You added.', 'sum_for_mean', 3, ('a',))"
    source = question(hidden)
    marked = mark(submitted({"f": "1"}, source), source)
    found = marked.marks["correct_f"]
    assert (found.points, found.message, found.mistake, found.notes) == (1.5, "You added.", "sum_for_mean", ("a",))
    made = by_name(marked.nb)["correct-f"]
    assert made["outputs"][0]["data"] == {"text/plain": "1.5", "text/markdown": "You added."}
    assert made["metadata"]["grader"]["mistake"] == "sum_for_mean"
    assert marked.comments == {"f": "You added."}


def test_setup_cells_run_on_both_sides(mark):
    """Do tests and students find what a setup cell made, each side its own?"""
    source = notebook(setup("data = [1, 2]"), solution("total = None", "total"),
                      check("total", 1, "", "assert total == sum(data)"))  # fmt: skip
    assert points(mark(submitted({"total": "total = sum(data); data.clear()"}, source), source)) == {"correct_total": 1}


def test_locked_cells_run_in_the_box_only(mark):
    """Does a locked cell that is no setup cell see the student's functions, and the trusted side nothing of it?"""
    source = notebook(solution("pass", "f"), locked("answer = f()", "plot", "plot"),
                      check("f", 1, "", "assert answer == 3"))  # fmt: skip
    assert points(mark(submitted({"f": "def f(): return 3"}, source), source)) == {"correct_f": 1}


def test_a_test_stands_at_its_place(mark):
    """Is a function that is redefined below its test marked as it was above it, as in a kernel?"""
    submission = submitted(RIGHT)
    submission["cells"].append(cell("code", "def double(x):\n    return 0", "later"))
    assert points(mark(submission)) == FULL


def test_one_test_cannot_spoil_another(mark):
    """Is what a test changes in the setup's data whole again for the next test?"""
    source = notebook(setup("data = [1, 2]"), solution("pass", "f"), check("f", 1, "", "data.clear()"),
                      check("g", 1, "", "assert data == [1, 2]"))  # fmt: skip
    assert points(mark(released(source), source)) == {"correct_f": 1, "correct_g": 1}


ENDINGS = {
    "exit": "import os\nos._exit(0)",
    "abort": "import os\nos.abort()",
    "crash": "import ctypes\nctypes.string_at(0)",
    "loop": "while True: pass",
    "memory": "x = bytearray(900 * 2**20)",
    "recursion": "def r(): return r()\nr()",
}


@pytest.mark.parametrize("how", ENDINGS)
@pytest.mark.parametrize("where", ["cell", "function"])
def test_an_end_costs_its_own_question(mark, how, where):
    """Does whatever ends a box cost the question it is in, and are all others marked?"""
    body = "\n    ".join(ENDINGS[how].split("\n"))
    ending = f"def half(x):\n    {body}" if where == "function" else f"{ENDINGS[how]}\ndef half(x):\n    return x / 2"
    assert points(mark(submitted(RIGHT | {"half": ending}))) == FULL | {"correct_half": 0.0}


def test_a_stopped_question_names_its_limit(mark):
    """Do student and grader read which limit was hit, and where?"""
    marked = mark(submitted(RIGHT | {"half": "def half(x):\n    while True: pass"}))
    assert marked.marks["correct_half"].status == "stopped"
    assert marked.marks["correct_half"].message == "`half` ran for longer than 1 seconds."
    assert marked.log == ["test `correct_half` was stopped: half ran for longer than 1 seconds."]


def test_a_stopped_cell_is_named_where_it_is_missed(mark):
    """Does the message of a test whose function is missing say that its cell was stopped?"""
    marked = mark(submitted(RIGHT | {"half": "while True: pass\ndef half(x): return x / 2"}))
    assert "ran for longer than 2 seconds" in marked.marks["correct_half"].message
    assert "was stopped" in shown(by_name(marked.nb)["half"])


def test_a_time_bomb_costs_nothing(mark):
    """If a cell leaves something behind that ends the box later, is the innocent question tried again?"""
    bomb = "import threading, os\nthreading.Timer(0.3, os._exit, (1,)).start()\ndef double(x): return 2 * x"
    slow = "import time\ndef half(x):\n    time.sleep(0.2)\n    return x / 2\ntime.sleep(0.2)"
    found = points(mark(submitted(RIGHT | {"double": bomb, "half": slow})))
    assert found["correct_double"] == 2 and found["correct_two"] == 1


def test_the_whole_notebooks_time_is_bounded(mark):
    """Does a notebook full of endless loops end, with the limit named?"""
    loops = {name: f"def {name}(x):\n    while True: pass" for name in ("double", "half")} | {"two": "two = 2"}
    marked = mark(submitted(loops), limits=Limits(call_seconds=2, notebook_seconds=1))
    assert "all of its cells and tests together may take" in marked.marks["correct_two"].message
    assert marked.points == 0


def test_a_fault_of_the_box_is_not_a_zero():
    """Is a submission left unmarked, not given 0, if the box cannot be had?"""

    class Broken:
        def open(self, *_):
            raise BoxFault("no more processes")

    with pytest.raises(BoxFault):
        mark_notebook(course(), submitted(RIGHT), server=Broken(), seed=1)


@pytest.mark.parametrize(("source", "says"), [
    (question("import no_such_reference"), "test cell `correct_f` cannot run"),
    (question("1 +"), "test cell `correct_f` cannot run"),
    (question("float('nan')"), "gave NaN"),
    (question("from grader.question import Mark\nMark(1, 3, '')"), "has 2 points, and its question 3"),
    (question("from grader.question import Question, mark\nmark(Question('f', 2, abs, None), abs)"), "be judged"),
    (notebook(setup("1 / 0"), solution("pass", "f"), check("f", 1)), "setup cell `setup` fails"),
])  # fmt: skip
def test_a_fault_of_the_course_is_not_a_zero(mark, source, says):
    """Does a broken test stop marking with its name, instead of giving a class 0?"""
    with pytest.raises(BadTest, match=says):
        mark(released(source), source)


def test_names_that_a_test_wants_are_the_students(mark):
    """Can a test reach functions, lambdas, objects with __call__, and plain variables?"""
    given = "class F:\n    def __call__(self, x): return x + 1\nf = F()\ng = lambda x: x\nn = [1, (2.5, None)]"
    source = question("assert f(1) == 2 and g(3) == 3 and n == [1, (2.5, None)]")
    assert points(mark(submitted({"f": given}, source), source)) == {"correct_f": 2}


def test_a_missing_name_is_told(mark):
    """Does a test that finds no such name say so?"""
    marked = mark(submitted(RIGHT | {"half": "def helf(x): return x / 2"}))
    assert marked.marks["correct_half"].message == "name 'half' is not defined."


def test_a_missing_name_tells_its_cells_error(mark):
    """Does a test whose function is missing because its cell failed say what failed?"""
    marked = mark(submitted(RIGHT | {"half": "def half(x) return x / 2"}))
    assert marked.marks["correct_half"].message == "name 'half' is not defined: its cell ended with SyntaxError."


def test_a_word_without_quotation_marks_is_told(mark):
    """Is `half = A` told for what it is, and another name that is not defined not taken for a word?"""
    marked = mark(submitted(RIGHT | {"half": "half = A  # the first"}))
    assert marked.marks["correct_half"].message.endswith('a word needs quotation marks, "A".')
    marked = mark(submitted(RIGHT | {"half": "half = A + 1"}))
    assert marked.marks["correct_half"].message == (
        "name 'half' is not defined: its cell ended with NameError, since `A` is no name that is known there.")


@pytest.mark.parametrize("code, told", [
    ("half = -2 * math.log(2)", "NameError, since `math` is no name that is known there; `import math` comes first."),
    ("import torch_of_nobody\nhalf = 1", "ModuleNotFoundError, since there is no module `torch_of_nobody` where"),
    ("import numpy.nothing_here", "there is no module `numpy.nothing_here` where notebooks are marked."),
    ("code = 1\ndel code\nhalf = code", "NameError, since `code` is no name that is known there; a word needs"),
    ("half = 2 * code", "NameError, since `code` is no name that is known there."),
    ("from torch_of_nobody.nn import x", "since there is no module `torch_of_nobody` where notebooks are marked."),
    ("raise NameError(\"name 'a b' is not defined\")", "its cell ended with NameError."),
    ("raise NameError(\"name '\" + 'x' * 60 + \"' is not defined\")", "its cell ended with NameError."),
    ("raise NameError(\"name '9' is not defined\")", "its cell ended with NameError."),
    ("raise ModuleNotFoundError(\"No module named '<b>'\")", "its cell ended with ModuleNotFoundError."),
    ("raise ValueError(\"name 'a' is not defined\")", "its cell ended with ValueError."),
])
def test_what_was_missing_is_told(mark, code, told):
    """Is the name or the module that a cell lacked told, if it is a plain word, and nothing else that was raised?"""
    assert told in mark(submitted(RIGHT | {"half": code})).marks["correct_half"].message


def test_stubs_put_in_for_missing_cells_undo_nothing(mark):
    """If the answer's cell was deleted and its names defined elsewhere, are they marked?"""
    source = notebook(solution("a, b = None, None\n### BEGIN SOLUTION\na, b = 1, 2\n### END SOLUTION", "pair"),
                      check("pair", 2, "", "assert (a, b) == (1, 2)"))  # fmt: skip
    submission = notebook(cell("code", "a = 1", "mine-a"), cell("code", "b = 2", "mine-b"))
    assert points(mark(submission, source)) == {"correct_pair": 2}


def test_the_same_submission_gets_the_same_mark(mark):
    """Are marks, outputs and messages the same in every run with one seed, and do seeds differ by submission?"""
    source = question("f()")
    random = "import random, numpy as np\ndef f(): return random.random() + np.random.rand()"
    submission = submitted({"f": random}, source)
    once, again, other = (mark(submission, source, seed=seed) for seed in (1, 1, 2))
    assert once.nb == again.nb and once.marks == again.marks != other.marks
    assert seed_for("c", "a", "s", "n") == seed_for("c", "a", "s", "n") != seed_for("c", "a", "t", "n")
    assert 0 <= seed_for("c", "a", "\ud800", "n") < 2**32


def test_seeds_reach_the_question(mark):
    """Does the hidden test draw its inputs from the seed that the marked notebook records?"""
    source = question("from grader.question import _SEED\nassert _SEED.get() == 12")
    marked = mark(released(source), source, seed=12)
    assert points(marked) == {"correct_f": 2} and marked.nb["metadata"]["grader"]["seed"] == 12


def test_comments_belong_to_the_answers_above(mark):
    """Does a message stand beside the solution that the test is named for, else beside the one above it?"""
    text = "from grader.question import Mark\nMark(0, 1, '{}')"
    source = notebook(solution("pass", "f"), solution("pass", "g"), check("f", 1, "", text.format("about f")),
                      check("other", 1, "", text.format("about the other")), answer("x", "why"))  # fmt: skip
    marked = mark(submitted({"f": "1", "g": "2", "why": "so"}, source), source)
    assert marked.comments == {"f": "about f", "g": "about the other", "why": None}


def test_long_printing_is_capped(mark):
    """Is a test cell's printed text kept within bounds?"""
    source = question("None", visible="print('x' * 10**6)")
    assert len(shown(by_name(mark(released(source), source).nb)["correct-f"])) == 20_000

"""Every right and wrong answer once more, as cells of a submission, through the box: the same marks as without it."""

import contextlib
import copy
from itertools import zip_longest
from pathlib import Path

import nbformat
import pytest

from gan_ref.questions import mark
from grader.box import ForkServer
from grader.limits import Limits
from grader.marking import mark_notebook
from tests.questions.answer_files import run
from tests.questions.right_answers import RIGHT_ANSWERS
from tests.questions.wrong_answers import WRONG_ANSWERS

SOURCES = sorted((Path(__file__).parents[2] / "source").glob("*/*.ipynb"))
SEED = 5


@pytest.fixture(scope="module")
def server():
    """The process that boxes are forked from."""
    with ForkServer() as made:
        yield made


def submissions(notebook: str, answers: dict) -> list[dict[str, str]]:
    """The sources of the answers to one notebook, dealt out: the first to each question, the second, and so on."""
    found = {name: [source for _, source in each] for name, each in answers.items() if name.startswith(notebook + ".")}
    return [
        {name: source for name, source in zip(found, dealt, strict=True) if source}
        for dealt in zip_longest(*found.values())
    ]


def handed_in(source, answers: dict[str, str]):
    """The instructor's notebook with these answers in place of its own."""
    notebook = copy.deepcopy(source)
    for cell in notebook.cells:
        about = cell.metadata.get("nbgrader", {})
        if about.get("solution") and about["grade_id"] in answers:
            cell.source = answers[about["grade_id"]]
    return notebook


def defined(notebook) -> dict:
    """What the setup and solution cells define, for the answers that follow from other answers."""
    names = {}
    for cell in notebook.cells:
        if "setup" in cell.metadata.get("tags", []) or cell.metadata.get("nbgrader", {}).get("solution"):
            with contextlib.suppress(Exception):  # a wrong answer may stop: then it defines nothing, as in the box
                exec(cell.source if cell.cell_type == "code" else "", names)
    return names


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore")  # students' code may warn: that costs nothing
@pytest.mark.parametrize("answers", [RIGHT_ANSWERS, WRONG_ANSWERS], ids=["right", "wrong"])
@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.stem)
def test_the_box_changes_no_mark(server, path, answers):
    """Does each answer get in the box what it gets when it is called here?"""
    source = nbformat.read(path, as_version=4)
    for dealt in submissions(path.stem, answers):
        made = handed_in(source, {name.partition(".")[2]: text for name, text in dealt.items()})
        marked = mark_notebook(source, made, server=server, seed=SEED, skip={"plot"})
        own = defined(made)
        for name, text in dealt.items():
            boxed = marked.marks["correct_" + name.partition(".")[2]]
            here = mark(name, run(name, text), seed=SEED, own=own)
            assert (boxed.points, boxed.mistake) == (pytest.approx(here.points), here.mistake), (name, text)


FORGETFUL = """def gradient(X_real, X_fake, theta, bias=-2.0):
    return 0.3 * X_real[0]
"""


def test_a_function_that_hangs_costs_no_other_question(server):
    """Is what a gradient may follow from not called again, once it had to be stopped in its own test?"""
    source = nbformat.read(next(path for path in SOURCES if path.stem.startswith("q3")), as_version=4)
    made = handed_in(source, {"alpha": "def alpha(*args):\n    while True: pass", "gradient": FORGETFUL})
    marked = mark_notebook(source, made, server=server, seed=SEED, limits=Limits(call_seconds=1), skip={"plot"})
    assert "longer than 1 seconds" in marked.marks["correct_alpha"].message
    assert "numbers are wrong" in marked.marks["correct_gradient"].message
    assert [line for line in marked.log if "gradient" in line] == []
    assert marked.points == 41 - 5 - 6 - 2


def test_one_wrong_sign_upstream_is_charged_once(server):
    """Does a wrong discriminator leave, in the box as well, half of all that is put together rightly from it?"""
    source = nbformat.read(next(path for path in SOURCES if path.stem.startswith("q3")), as_version=4)
    wrong = "def discriminator(X, theta, bias=-2.0):\n    return 1 / (1 + np.exp(-(X @ theta + bias)))"
    marked = mark_notebook(source, handed_in(source, {"discriminator": wrong}), server=server, seed=SEED, skip={"plot"})
    assert marked.points == 4 + (4 + 4 + 4 + 5 + 5 + 6 + 2 + 2) / 2
    assert "follow rightly from your own `real_term` and `fake_term` above" in marked.marks["correct_value"].message

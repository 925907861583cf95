"""Every right and wrong answer once more, as cells of a submission, through the box: the same marks as without it."""

import contextlib
import copy
from itertools import zip_longest
from pathlib import Path

import nbformat
import pytest

from gan_ref.questions import mark
from grader.box import ForkServer
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

"""Is a source notebook read as nbgrader reads it?"""

import copy
import json
from pathlib import Path

import nbformat
import pytest

from grader.template import (
    ANSWER,
    LOCKED,
    SETUP,
    SOLUTION,
    TEST,
    TEXT,
    BadSource,
    Regions,
    defined_names,
    prepare,
    segments,
)
from tests.marking.small_notebooks import DOUBLE, answer, check, course, notebook, setup, solution

SOURCES = sorted((Path(__file__).resolve().parents[2] / "source").glob("*/*.ipynb"))


def as_nbgrader_releases(source: dict, stub: str):
    """The source through nbgrader's own steps: as they save it to the gradebook, and as they release it."""
    from nbgrader.preprocessors import (
        CheckCellMetadata,
        ClearHiddenTests,
        ClearMarkScheme,
        ClearOutput,
        ClearSolutions,
        ComputeChecksums,
        LockCells,
    )
    from traitlets.config import Config

    config = Config(ClearMarkScheme={"enforce_metadata": False}, ClearSolutions={"code_stub": {"python": stub}})
    nb, resources = nbformat.from_dict(copy.deepcopy(source)), {}
    for step in (LockCells, ClearSolutions, ClearOutput, CheckCellMetadata, ComputeChecksums):
        nb, resources = step(config=config).preprocess(nb, resources)
    saved = copy.deepcopy(nb)
    for step in (ClearHiddenTests, ClearMarkScheme):
        nb, resources = step(config=config).preprocess(nb, resources)
    return saved, nb


@pytest.mark.parametrize("path", [None, *SOURCES], ids=lambda path: path.stem if path else "small")
def test_texts_stubs_and_checksums_are_nbgraders(path):
    """Does every cell have the text, the metadata and the checksum that nbgrader files and releases?"""
    source = nbformat.read(path, 4) if path else nbformat.from_dict(course())
    stub = "# YOUR CODE HERE\nraise NotImplementedError()"
    saved, released = as_nbgrader_releases(source, stub)
    template = prepare(json.loads(nbformat.writes(source)), Regions(code_stub=stub))
    for ours, theirs, student in zip(template.cells, saved.cells, released.cells, strict=True):
        assert ours.source == theirs.source
        assert ours.released == student.source
        assert ours.nbgrader == theirs.metadata.get("nbgrader", {})


def test_roles():
    """Is every kind of cell told from the others?"""
    roles = [cell.role for cell in prepare(course()).cells]
    assert roles == [TEXT, SETUP, SOLUTION, TEST, LOCKED, SOLUTION, TEST, SOLUTION, TEST, TEXT, ANSWER]


def test_a_model_answers_pictures_stay_behind():
    """Are pictures attached to the model answer kept from the student's copy?"""
    source = notebook(answer("see ![it](attachment:it.png)", "why") | {"attachments": {"it.png": {"image/png": ""}}})
    assert prepare(source).cells[0].attachments == {}


@pytest.mark.parametrize(
    ("code", "names"),
    [
        ("def f(x):\n    y = 1\n    return y", ("f",)),
        ("a, b = 1, 2\nc: float = 3\n(d, *e) = 1, 2", ("a", "b", "c", "d", "e")),
        ("f = lambda x: x", ("f",)),
        ("class A:\n    b = 1\n\nasync def g(): pass", ("A", "g")),
        ("x == 1\nx += 1\nprint(y=2)\n# z = 1\nnp.a = 1\nif x == 2: pass", ()),
        ("def f(x:\n  return (", ("f",)),
    ],
)
def test_names_that_code_defines(code, names):
    """Are top-level names read off, even from code that does not compile?"""
    assert defined_names(code) == names


@pytest.mark.parametrize(
    ("cells", "says"),
    [
        ([setup("1"), setup("2")], "used twice"),
        ([solution("### BEGIN SOLUTION\n1", "a")], "has no END SOLUTION"),
        ([solution("### BEGIN SOLUTION\n### BEGIN SOLUTION\n### END SOLUTION", "a")], "already open"),
        ([check("a", 1, "### BEGIN HIDDEN TESTS")], "cell correct_a: BEGIN HIDDEN TESTS has no"),
        ([check("a", 1, "### BEGIN HIDDEN TEST\n1\n### END HIDDEN TESTS")], "END HIDDEN TESTS has no BEGIN"),
        ([check("a", None, "1")], "cell correct_a: it is graded and has no points"),
    ],
)
def test_a_broken_source_is_named(cells, says):
    """Does a source that cannot be used say which cell and why?"""
    with pytest.raises(BadSource, match=says):
        prepare(notebook(*cells))


def test_hidden_and_visible_parts():
    """Is a test cell taken apart at its delimiters, in order?"""
    source = "a\n### BEGIN HIDDEN TESTS\nb\nc\n### END HIDDEN TESTS\nd"
    assert segments(source, Regions()) == [(False, "a"), (True, "b\nc"), (False, "d")]


def test_a_solution_without_regions_becomes_a_stub():
    """Does a solution cell without delimiters leave nothing of the solution?"""
    undelimited = "\n".join(line for line in DOUBLE.split("\n") if "###" not in line)
    cell = prepare(notebook(solution(undelimited, "double"))).cells[0]
    assert cell.source == "raise NotImplementedError()" and cell.names == ("double",)

"""Is the source's notebook what gets marked, with the student's answers and nothing else of theirs?"""

import copy
import time

import nbformat
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grader.align import align
from grader.submitted import Caps, shown
from grader.template import prepare
from tests.marking.small_notebooks import answer, by_name, cell, course, notebook, released, solution, submitted, text

TEMPLATE = prepare(course())
RIGHT = {"double": "def double(x):\n    return x + x", "half": "def half(x):\n    return 0.5 * x", "two": "two = 2"}


def filled() -> dict:
    return submitted(RIGHT | {"why": "they are inverse"})


COPY = {"cell_type": "code", "source": "def half(x): pass", "metadata": {"nbgrader": {"grade_id": "half"}}}


@pytest.mark.parametrize("cell", [{}, {"source": "a"}, COPY], ids=["empty", "text", "copies of an answer"])
def test_cells_by_the_million_are_not_read(cell):
    """Is a notebook of very many cells laid out soon, and is that told?"""
    began = time.monotonic()
    made, repairs = align(TEMPLATE, {"cells": [cell] * 1_000_000})
    assert time.monotonic() - began < 5 and len(made["cells"]) < 1_100
    assert "there are 1,000,000 cells; the first 5,000 were read." in repairs


def laid(submission, caps=None):
    made, repairs = align(TEMPLATE, submission, *([caps] if caps else []))
    nbformat.validate(nbformat.from_dict(made))
    return made, repairs


def find(submission: dict, name: str) -> dict:
    return by_name(submission)[name]


def test_an_untouched_submission_needs_no_repair():
    """Does an honest notebook pass through without a remark?"""
    made, repairs = laid(filled())
    assert repairs == []
    assert [c["id"] for c in made["cells"]] == [c.id for c in TEMPLATE.cells]
    assert find(made, "double")["source"] == RIGHT["double"]


def test_test_cells_are_the_sources_own():
    """Does a rewritten test cell come back as the source has it, hidden tests included?"""
    submission = filled()
    find(submission, "correct-double")["source"] = "2.0"
    made, repairs = laid(submission)
    assert "double(3) / 3" in find(made, "correct-double")["source"]
    assert repairs == ["locked cells were changed: `correct_double`; the source's are used."]


def test_points_come_from_the_source():
    """Are raised points in the submission's metadata ignored?"""
    submission = filled()
    find(submission, "correct-double")["metadata"]["nbgrader"]["points"] = 1000
    made, _ = laid(submission)
    assert find(made, "correct-double")["metadata"]["nbgrader"]["points"] == 2


def test_outputs_and_metadata_of_the_student_are_dropped():
    """Does neither a forged output nor a tag reach the marked notebook?"""
    submission = filled()
    forged = {"output_type": "execute_result", "data": {"text/plain": "2"}, "execution_count": 1, "metadata": {}}
    for made in submission["cells"]:
        made["metadata"]["tags"] = ["setup"]
        made["metadata"]["grader"] = {"points": 3}
        if made["cell_type"] == "code":
            made["outputs"] = [forged]
    submission["metadata"] = {"grader": {"status": "marked"}, "kernelspec": {"name": "evil"}}
    made, _ = laid(submission)
    assert all(not c.get("outputs") for c in made["cells"])
    assert "tags" not in find(made, "double")["metadata"]
    assert made["metadata"] == {"kernelspec": course()["metadata"]["kernelspec"]}


def test_a_missing_answer_is_a_stub():
    """Is a deleted answer put back empty, with the checksum by which nbgrader sees that it is empty, and reported?"""
    submission = filled()
    submission["cells"] = [c for c in submission["cells"] if c["id"] not in ("half", "why")]
    made, repairs = laid(submission)
    assert "NotImplementedError" in find(made, "half")["source"]
    assert find(made, "half")["metadata"]["grader"]["origin"] == "missing"
    assert find(made, "why")["source"] == "YOUR ANSWER HERE"
    assert repairs == ["cells are missing: `half`, `why`; the source's are used."]


def test_own_cells_stay_behind_their_neighbour():
    """Does a cell that the student added stay where it was put?"""
    submission = filled()
    submission["cells"].insert(3, cell("code", "helper = 1", "mine"))
    submission["cells"].insert(0, cell("code", "import math", "first"))
    made, repairs = laid(submission)
    order = [c["id"] for c in made["cells"]]
    assert order.index("mine") == order.index("double") + 1 and order[0] == "first" and repairs == []


def test_moved_cells_go_back():
    """Is the source's order restored, and does the report name only what was moved?"""
    submission = filled()
    cells = submission["cells"]
    cells.insert(1, cells.pop([c["id"] for c in cells].index("half")))
    made, repairs = laid(submission)
    assert [c["id"] for c in made["cells"]] == [c.id for c in TEMPLATE.cells]
    assert repairs == ["cells were moved: `half`; the source's order is used."]


def test_of_duplicates_the_last_with_work_counts():
    """Does a copied stub below a finished answer not undo it?"""
    submission = filled()
    finished = find(submission, "double")
    stub = copy.deepcopy(find(released(), "double"))
    stub["id"] = "copy"
    submission["cells"].insert(submission["cells"].index(finished) + 1, stub)
    made, repairs = laid(submission)
    assert find(made, "double")["source"] == RIGHT["double"]
    assert sum("def double" in c["source"] for c in made["cells"] if c["cell_type"] == "code") == 1
    assert repairs == ["cell `double` was there 2 times; the last one with work counts."]


def test_earlier_versions_stay_as_own_cells():
    """Is an earlier version of an answer kept where it stood, as a kernel would run it?"""
    submission = filled()
    older = copy.deepcopy(find(submission, "double"))
    older |= {"id": "older", "source": "def double(x):\n    return x"}
    submission["cells"].insert(2, older)
    made, _ = laid(submission)
    order = [c["id"] for c in made["cells"]]
    assert order.index("older") < order.index("double")
    assert find(made, "double")["source"] == RIGHT["double"]


def test_a_retyped_answer_counts():
    """Is an answer that was turned into Markdown code again?"""
    submission = filled()
    changed = find(submission, "double")
    changed["cell_type"] = "markdown"
    del changed["outputs"], changed["execution_count"]
    made, repairs = laid(submission)
    assert (find(made, "double")["cell_type"], find(made, "double")["source"]) == ("code", RIGHT["double"])
    assert repairs == ["cell `double` was a markdown cell; it is a code cell again."]


def stripped(submission: dict, ids: bool) -> dict:
    """As some editors save it: without nbgrader's metadata, and without cell ids if `ids` is false."""
    for n, made in enumerate(submission["cells"]):
        made["metadata"] = {}
        made["id"] = made["id"] if ids else f"x{n}"
    return submission


@pytest.mark.parametrize("ids", [True, False])
def test_answers_without_metadata_are_found(ids):
    """Do all answers count in a notebook that lost nbgrader's metadata, by cell id, names, place and text?"""
    made, repairs = laid(stripped(filled(), ids))
    assert {name: find(made, name)["source"] for name in RIGHT} == RIGHT
    assert find(made, "why")["source"] == "they are inverse"
    assert len(made["cells"]) == len(TEMPLATE.cells)
    assert len(repairs) == 4 and all("had lost its nbgrader metadata" in line for line in repairs)


def test_colab_ids_are_read():
    """Is a cell found by an id that stands in its metadata?"""
    submission = filled()
    for made in submission["cells"]:
        made["metadata"] = {"id": made.pop("id")}
    submission["nbformat_minor"] = 0
    made, repairs = laid(submission)
    assert find(made, "half")["source"] == RIGHT["half"] and "its cell id" in repairs[0]


def test_nbformat_3_is_read():
    """Does a notebook of nbformat 3 count, with its worksheets and its `input`?"""
    old = filled()
    for made in old["cells"]:
        made.pop("id")
        if made["cell_type"] == "code":
            made["input"] = made.pop("source").splitlines(keepends=True)
    made, repairs = laid({"nbformat": 3, "metadata": {}, "worksheets": [{"cells": old["cells"]}]})
    assert find(made, "double")["source"] == RIGHT["double"] and repairs == []


@pytest.mark.parametrize("version", [0, 1, 2, 4, 99, "3", None, 10**400])
def test_metadata_of_other_schemas_counts(version):
    """Is an honest answer marked whose nbgrader metadata is older or newer than ours?"""
    submission = filled()
    for made in submission["cells"]:
        if "nbgrader" in made["metadata"]:
            made["metadata"]["nbgrader"]["schema_version"] = version
    made, repairs = laid(submission)
    assert find(made, "double")["metadata"]["nbgrader"]["schema_version"] == 3 and repairs == []


def test_a_stub_does_not_undo_own_cells():
    """If a student deleted the answer cell and defined its names in two cells, does the stub stay out of the way?"""
    source = notebook(solution("a, b = None, None\n### BEGIN SOLUTION\na, b = 1, 2\n### END SOLUTION", "pair"))
    made, _ = align(prepare(source), notebook(cell("code", "a = 1", "mine-a"), cell("code", "b = 2", "mine-b")))
    assert find(made, "pair")["metadata"]["grader"] == {"origin": "missing", "overruled": True}


def test_the_wrong_notebook_is_named_so():
    """Does another assignment's notebook get one line, not one for every cell?"""
    made, repairs = laid(notebook(text("Another course", "other")))
    assert repairs == ["none of the source's cells is in it: it may be another notebook; nothing is answered."]
    assert len(made["cells"]) == len(TEMPLATE.cells) + 1


def test_no_notebook_at_all_is_a_stub_without_remarks():
    """Does the reader's own remark stay the only one where a file could not be read?"""
    made, repairs = laid(None)
    assert repairs == [] and find(made, "half")["metadata"]["grader"]["origin"] == "missing"


def test_foreign_grade_ids_are_reported_in_print():
    """Does a grade id with escape codes or a megabyte of text come out as a short printable line?"""
    submission = filled()
    submission["cells"] += [
        cell("code", "1", "x1", solution=True, grade_id="\x1b[31mred\n"),
        cell("code", "1", "x2", solution=True, grade_id="a" * 1_000_000),
    ]
    _, repairs = laid(submission)
    assert len(repairs) == 1 and len(repairs[0]) < 200 and repairs[0].isprintable()


def test_controls_and_surrogates_are_taken_out():
    """Is text that cannot be saved as UTF-8 or run as Python made so that it can?"""
    submission = filled()
    find(submission, "double")["source"] = "def double(x):\r\n    return '\ud800\x00' and x + x\x1b"
    made, repairs = laid(submission)
    assert find(made, "double")["source"] == "def double(x):\n    return '' and x + x"
    assert repairs == ["control characters or halves of characters were removed from a cell."]


def test_raw_cells_cannot_reach_a_page_as_they_are():
    """Is the student's raw HTML shown as text, even if it holds a fence?"""
    submission = filled()
    submission["cells"].append(cell("raw", "```\n<script>", "raw"))
    made, _ = laid(submission)
    assert find(made, "raw")["cell_type"] == "markdown"
    assert find(made, "raw")["source"] == "````text\n```\n<script>\n````"


def test_pictures_in_answers_survive_and_nothing_else_does():
    """Is a photographed derivation kept, and a script attached in its place not?"""
    submission = filled()
    pictures = {"image/png": "iVBORw0KGgo=", "image/svg+xml": "PHN2Zz4=", "text/html": "<script>"}
    find(submission, "why")["attachments"] = {"page.png": pictures}
    made, repairs = laid(submission)
    assert find(made, "why")["attachments"] == {"page.png": {"image/png": "iVBORw0KGgo="}}
    assert repairs == ["something attached to a text cell is not a picture and was left out."]


def test_floods_are_capped():
    """Are a great many cells, and a very long one, cut with one line each?"""
    submission = filled()
    submission["cells"] += [cell("code", "x = 1", f"n{n}") for n in range(300)]
    submission["cells"].append(cell("markdown", "<b>" * 10_000, "long"))
    made, repairs = laid(submission, Caps(cells=20, cell_kb=5))
    assert len(made["cells"]) == len(TEMPLATE.cells) + 20
    assert repairs == [
        "a cell had 30,000 characters and was cut at 5,000.",
        "281 of the student's own cells were left out: too many, or too long.",
    ]


def test_aligning_twice_changes_nothing():
    """Is an aligned notebook its own alignment?"""
    submission = filled()
    submission["cells"].insert(3, cell("code", "helper = 1", "mine"))
    once, _ = laid(submission)
    again, _ = laid(once)
    assert again["cells"] == once["cells"]


def test_a_plain_text_that_was_edited_is_kept_beside_the_sources():
    """Are notes that a student wrote into a heading shown, and the source's heading too?"""
    submission = filled()
    find(submission, "title")["source"] = "# Doubling\nmy notes"
    made, repairs = laid(submission)
    assert [c["source"] for c in made["cells"][:2]] == ["# Doubling\nmy notes", "# Doubling"] and repairs == []


def test_names_are_shown_short_and_printable():
    """Is a stranger's name for something safe to print?"""
    assert shown("a\x07b") == "`a\N{REPLACEMENT CHARACTER}b`" and len(shown("x" * 99)) == 43


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(st.characters(), max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=10), inner, max_size=4),
    max_leaves=12,
)
IDS = st.sampled_from([c.grade_id for c in TEMPLATE.cells if c.grade_id] + ["", "foreign", "\ud800"])
SOURCES = st.sampled_from([c.source for c in TEMPLATE.cells] + list(RIGHT.values())) | JSON
PICTURES = st.dictionaries(st.text(max_size=3), st.dictionaries(st.sampled_from(["image/png", "x"]), JSON))
OURS = st.fixed_dictionaries({"grade_id": IDS | JSON})
CELLS = st.fixed_dictionaries(
    {},
    optional={
        "cell_type": st.sampled_from(["code", "markdown", "raw", "heading", "x", 3, None]),
        "source": SOURCES,
        "input": SOURCES,
        "id": st.sampled_from([c.id for c in TEMPLATE.cells]) | JSON,
        "metadata": st.fixed_dictionaries({}, optional={"nbgrader": OURS | JSON, "id": JSON, "tags": JSON}) | JSON,
        "attachments": PICTURES | JSON,
        "outputs": JSON,
    },
)  # fmt: skip
NOTEBOOKS = JSON | st.fixed_dictionaries({"cells": st.lists(CELLS | JSON, max_size=25) | JSON}) | st.fixed_dictionaries(
    {"worksheets": st.lists(st.fixed_dictionaries({"cells": st.lists(CELLS, max_size=5)}) | JSON, max_size=3) | JSON}
)  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(NOTEBOOKS)
def test_any_json_is_laid_onto_the_source(submission):
    """Whatever JSON comes in, is the result a valid notebook with exactly the source's own cells in order?"""
    made, repairs = laid(submission)
    ours = [c for c in made["cells"] if c["metadata"]["grader"]["origin"] != "own"]
    assert [c["id"] for c in ours] == [c.id for c in TEMPLATE.cells]
    for found, source in zip(ours, TEMPLATE.cells, strict=True):
        assert found["cell_type"] == source.cell_type
        assert found["metadata"].get("nbgrader", {}) == source.nbgrader
        assert source.students or found["source"] == source.source
    assert all(line.isprintable() for line in repairs)
    assert all("nbgrader" not in c["metadata"] for c in made["cells"] if c not in ours)


def test_a_text_answer_of_a_task_keeps_its_person():
    """Is an answer that a person marks told apart from code?"""
    assert [c.grade_id for c in prepare(notebook(answer("x", "why"))).answers()] == ["why"]

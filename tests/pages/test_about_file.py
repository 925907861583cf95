"""What a student is told about the file that was handed in: what may have cost something, in words for students."""

import copy

import pytest

from grader.about_file import about_file
from grader.align import align
from grader.reading import Unreadable, parse
from grader.template import prepare
from tests.marking.small_notebooks import course, submitted


def repaired(change) -> list[str]:
    """What the student is told after `change` was made to a notebook with every answer in it."""
    notebook = submitted({"double": "def double(x):\n    return 2 * x", "why": "so"})
    change(notebook["cells"])
    return about_file(align(prepare(course()), notebook)[1])


def named(cells: list[dict], name: str) -> dict:
    return next(cell for cell in cells if cell["metadata"].get("nbgrader", {}).get("grade_id") == name)


@pytest.mark.parametrize("data, said", [
    (b"", "it is an empty file. So there was nothing to mark."),
    (b"{", "The file could not be read: it is not JSON ("),
    (b"[]", "it is JSON but not a notebook. So there was nothing to mark."),
])
def test_a_file_that_cannot_be_read(data, said):
    """Is the student told what is wrong with the file and what to do, and not to ask the student?"""
    with pytest.raises(Unreadable) as fault:
        parse(data)
    [line] = about_file([str(fault.value)])
    assert said in line and "the student" not in line and line.endswith("whether you may hand it in once more.")


def test_cells_that_are_missing_or_there_twice():
    """Is it told which cells were not in the file, and which of two counted?"""
    assert repaired(lambda cells: cells.remove(named(cells, "double"))) == [
        "Missing in your file, and here as they were released: `double`."]
    assert repaired(lambda cells: cells.append(copy.deepcopy(named(cells, "double")))) == [
        "Your file has cell `double` 2 times; the last one with work in it counts."]
    assert repaired(lambda cells: cells.clear()) != []


def test_what_was_put_right_is_not_told():
    """Is a student left in peace whose editor lost the metadata, who moved a cell or who changed a locked one?"""
    def without_metadata(cells):
        for cell in cells:
            cell["metadata"] = {}

    assert repaired(without_metadata) == []
    assert repaired(lambda cells: cells.append(cells.pop(0))) == []
    assert repaired(lambda cells: named(cells, "setup").update(source="import os")) == []

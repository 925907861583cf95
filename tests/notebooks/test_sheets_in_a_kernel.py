"""Do the notebooks run from top to bottom in a student's kernel, and what does stock nbgrader give for them?"""

import functools
import os
import re

import pytest
from nbclient import NotebookClient
from nbgrader.utils import determine_grade

from tests.notebooks.sheets import POINTS, PROJECT, RELEASE, SOURCE, is_test, read, tagged

pytestmark = [
    pytest.mark.parametrize("name", POINTS),
    pytest.mark.filterwarnings("ignore::DeprecationWarning"),  # of Jupyter's own packages
    pytest.mark.filterwarnings("ignore::ResourceWarning"),  # a kernel's sockets, closed when Python ends
]

INLINE = "module://matplotlib_inline.backend_inline"  # what a kernel takes where nobody asks for another backend


@functools.cache
def executed(name: str, folder):
    """The notebook with its outputs, run once in a kernel that finds the reference, as under stock nbgrader."""
    notebook = read(name, folder)
    path = os.pathsep.join(filter(None, [str(PROJECT), os.environ.get("PYTHONPATH")]))
    client = NotebookClient(notebook, timeout=60, allow_errors=True, kernel_name="python3")
    client.execute(env={**os.environ, "PYTHONPATH": path, "MPLBACKEND": INLINE})
    return notebook


def outputs(cell, kind: str) -> list:
    return [output for output in cell.get("outputs", []) if output.output_type == kind]


def printed(cell) -> str:
    return "".join(output.text for output in outputs(cell, "stream"))


def test_the_instructors_notebook_earns_every_automatic_point(name):
    """Does the source run without an error or a word on stderr, and earn everything in stock nbgrader's eyes?"""
    cells = executed(name, SOURCE).cells
    assert not [error.evalue for cell in cells for error in outputs(cell, "error")]
    assert not [text.text for cell in cells for text in outputs(cell, "stream") if text.name == "stderr"]
    assert sum(determine_grade(cell)[0] for cell in cells if is_test(cell)) == POINTS[name][1]


def test_no_hint_for_right_answers(name):
    """Does each visible check of the source end with a ✓, and without a hint?"""
    for cell in filter(is_test, executed(name, SOURCE).cells):
        assert re.search("^✓", printed(cell), re.MULTILINE) and "Hint" not in printed(cell), cell.id


def test_the_pictures_appear(name):
    """Does each picture's cell of the source draw one picture and print its numbers?"""
    for cell in executed(name, SOURCE).cells:
        if tagged(cell, "plot"):
            assert ["image/png" in output.data for output in outputs(cell, "display_data")] == [True]
            assert len(printed(cell).splitlines()) >= 3


def test_the_released_notebook_earns_nothing_and_stays_kind(name):
    """Does the release run to its end, earn 0, and say in a line what each picture waits for?"""
    cells = executed(name, RELEASE).cells
    errors = {error.ename for cell in cells for error in outputs(cell, "error")}
    assert "NotImplementedError" in errors and errors <= {"NotImplementedError", "AssertionError"}
    assert sum(determine_grade(cell)[0] for cell in cells if is_test(cell)) == 0
    for cell in cells:
        if tagged(cell, "plot"):
            assert not outputs(cell, "error")
            assert printed(cell).startswith("The picture appears when ") and printed(cell).count("\n") == 1

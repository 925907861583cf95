"""Is a marked notebook written as nbformat would write it, to the letter?"""

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from grader.notebookfile import written

OUTPUTS = {
    "stream": new_output("stream", text="one\r\ntwo\n\x0bthree \u2028 four"),
    "picture": new_output("display_data", {
        "image/png": "aGVsbG8=\n", "text/plain": "<Figure>", "image/svg+xml": "<a>\n</a>",
        "application/json": {"b": [1, 2.5, None, True], "a": {}}}),
    "result": new_output("execute_result", {"text/plain": "1.5", "text/markdown": "$\\theta$\n“ü”"}, execution_count=3),
    "error": new_output("error", ename="ValueError", evalue="no \"good\"", traceback=["a\nb", "c"]),
}


@pytest.mark.parametrize("kind", OUTPUTS)
def test_is_each_kind_of_output_written_as_nbformat_does(kind):
    """Streams, pictures, results and errors, with odd line ends and characters: the same text?"""
    nb = new_notebook(cells=[new_code_cell("x = 1\nx", id="a", outputs=[OUTPUTS[kind]], execution_count=3)])
    assert written(nb) == nbformat.writes(nb) + "\n"


def test_are_text_cells_and_metadata_written_as_nbformat_does():
    """Attachments, empty lists and nested metadata: the same text?"""
    cell = new_markdown_cell("# Title\n\ntext", id="b", attachments={"a.png": {"image/png": "aGVsbG8="}})
    cell.metadata = {"nbgrader": {"points": 2.5, "grade": True, "empty": [], "none": {}, "deep": {"list": [[1], [{}]]}}}
    kernel = {"name": "python3", "display_name": "ü"}
    nb = new_notebook(cells=[cell, new_code_cell("", id="c")], metadata={"kernelspec": kernel})
    assert written(nb) == nbformat.writes(nb) + "\n"


def test_does_writing_leave_the_notebook_as_it_was():
    """The notebook may be used after it was written: is it unchanged?"""
    nb = new_notebook(cells=[new_code_cell("a\nb", id="d", outputs=list(OUTPUTS.values()))])
    before = nbformat.writes(nb)
    written(nb)
    assert nbformat.writes(nb) == before

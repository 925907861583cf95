"""Cells in the box: what they show is kept as a notebook keeps it, and nothing in a cell ends the notebook."""

import base64
import re

import nbformat
import pytest


def shown(box, source):
    """The outputs of one cell."""
    return box.run(source, "cell").outputs


def text_of(outputs, name="stdout"):
    return "".join(output["text"] for output in outputs if output.get("name") == name)


def test_printed_text_is_kept_in_order(box):
    """Do stdout and stderr come as streams, merged where neighbours, in the order of printing?"""
    outputs = shown(box, "import sys\nprint('a'); print('b'); print('c', file=sys.stderr); print('d')")
    assert [(output["name"], output["text"]) for output in outputs] == [
        ("stdout", "a\nb\n"), ("stderr", "c\n"), ("stdout", "d\n")]


def test_last_value_is_the_result(box):
    """Is the value of the last line an execute_result with the cell's number?"""
    shown(box, "x = 1")
    [output] = shown(box, "x + 1")
    assert output["output_type"] == "execute_result"
    assert (output["data"]["text/plain"], output["execution_count"]) == ("2", 2)


@pytest.mark.parametrize("source", ["x = 1", "1;", "None"])
def test_nothing_to_show(box, source):
    """Does a cell without a value, or with a semicolon, show nothing?"""
    assert shown(box, source) == []


@pytest.mark.parametrize("end", ["", "\nplt.show()"])
def test_figures_are_pictures(box, end):
    """Is a figure shown once, as a PNG, whether plt.show() was called or not?"""
    outputs = shown(box, "import matplotlib.pyplot as plt\nfigure = plt.figure()\naxes = figure.add_subplot()" + end)
    [picture] = [output for output in outputs if output["output_type"] == "display_data"]
    assert base64.b64decode(picture["data"]["image/png"]).startswith(b"\x89PNG")


def test_rich_output_is_kept(box):
    """Are HTML, Markdown and LaTeX kept by their MIME types?"""
    outputs = shown(box, "from IPython.display import *\ndisplay(HTML('<b>x</b>'), Markdown('*x*'), Math('x'))")
    assert [next(mime for mime in output["data"] if mime != "text/plain") for output in outputs] == [
        "text/html", "text/markdown", "text/latex"]


def test_displays_can_be_cleared_and_updated(box):
    """Do clear_output and update_display leave what a notebook would show in the end?"""
    outputs = shown(box, "from IPython.display import *\nprint('gone')\nclear_output(wait=True)\n"
                         "handle = display('old', display_id=True)\nhandle.update('new')")
    assert [output["data"]["text/plain"] for output in outputs] == ["'new'"]


def test_an_error_is_kept_with_its_traceback(box):
    """Does an exception show name, message and the student's own line, without the grader's or Python's folders?"""
    result = box.run("import numpy as np\ndef f():\n    return np.linalg.inv([[0.]])\nf()", "cell")
    [error] = result.outputs
    traceback = re.sub("\x1b\\[[0-9;]*m", "", "\n".join(error["traceback"]))
    assert result.error == ("LinAlgError", "Singular matrix") and not result.ok
    assert error["ename"] == "LinAlgError" and "f()" in traceback
    assert "grader" not in traceback and "site-packages" not in traceback


@pytest.mark.parametrize(("source", "ename"), [
    ("1 +", "SyntaxError"), ("x", "NameError"), ("raise SystemExit(1)", "SystemExit"), ("1 / 0", "ZeroDivisionError"),
    ("raise KeyboardInterrupt", "KeyboardInterrupt"), ("raise type('E', (BaseException,), {})", "E"),
    ("class E(Exception):\n    def __str__(self): 1 / 0\nraise E", "ZeroDivisionError"),
    ("def f(): f()\nf()", "RecursionError"),
    ("def g():\n    try:\n        1 / 0\n    except ArithmeticError:\n        g()\ng()", "RecursionError"),
    ("raise ExceptionGroup('g', [ValueError('v')])", "ExceptionGroup"), ("%nonsense", "UsageError"),
    ("input()", "StdinNotImplementedError"), ("import getpass\ngetpass.getpass()", "StdinNotImplementedError"),
    ("bytearray(1 << 40)", "MemoryError"),
], ids=lambda value: value.split("\n")[0])
def test_errors_end_the_cell_only(box, source, ename):
    """Is each kind of error told by name, and does the next cell run?"""
    result = box.run(source, "cell")
    assert not result.ok and result.error[0] == ename
    assert box.run("1 + 1", "next").ok


@pytest.mark.parametrize("source", ["exit()", "quit()", "exit", "import sys\nsys.exit()", "raise SystemExit"])
def test_leaving_ends_nothing(box, source):
    """Does exit, in any of its forms, leave the notebook running?"""
    box.run(source, "cell")
    assert shown(box, "1")[0]["data"]["text/plain"] == "1"


@pytest.mark.parametrize("source", ["!ls", "%pip install numpy", "files = !ls", "%%bash\nls", "%system ls"])
def test_shell_commands_are_left_out(box, source):
    """Does a shell command say that it was not run, and cost nothing?"""
    result = box.run(source, "cell")
    assert result.ok and "not run" in text_of(result.outputs, "stderr")


@pytest.mark.parametrize("source", [
    "%matplotlib inline", "%time 1", "%timeit -n1 -r1 1", "%%time\n1", "%config InlineBackend.figure_format = 'svg'",
    "%load_ext autoreload\n%autoreload 2", "%precision 3", "%%capture out\nprint(1)",
], ids=lambda source: source.split("\n")[0])
def test_harmless_magics_work(box, source):
    """Do the magics that students use go through?"""
    assert box.run(source, "cell").ok


def test_top_level_await_works(box):
    """Can a cell await, as it can in a notebook?"""
    assert shown(box, "import asyncio\nawait asyncio.sleep(0, 'done')")[0]["data"]["text/plain"] == "'done'"


def test_a_flood_is_cut_with_a_notice(box):
    """Is output beyond the cap left out, with a notice, and the cell otherwise fine?"""
    result = box.run("for _ in range(100_000): print('x' * 100)", "cell")
    assert result.ok and len(str(result.outputs)) < 80_000
    assert "64 KB" in text_of(result.outputs, "stderr")


def test_a_flood_of_small_outputs_is_cut(box):
    """Is a flood of tiny outputs of changing kind cut as well?"""
    source = "import sys\nfor _ in range(500):\n    print(1)\n    print(2, file=sys.stderr)\n    display(3)"
    result = box.run(source, "cell")
    assert result.ok and len(result.outputs) < 500


def test_an_error_shows_behind_a_flood(box):
    """Is the error kept though nothing else fits any more?"""
    result = box.run("print('x' * 100_000)\n1 / 0", "cell")
    assert result.outputs[-1]["ename"] == "ZeroDivisionError"


def test_outputs_are_valid_in_a_notebook(box):
    """Can everything that a cell showed be written to a notebook file, odd characters and all?"""
    source = ("from IPython.display import *\nprint('\\ud800 \\x00 \\x1b[31m')\n"
              "display(JSON({'a': [1, None, .5]}), Image(data=b'\\x89PNG', format='png'))\n"
              "display({'application/json': object()}, raw=True)\n1 / 0")
    cell = nbformat.v4.new_code_cell("x", outputs=[nbformat.from_dict(output) for output in shown(box, source)])
    notebook = nbformat.v4.new_notebook(cells=[cell])
    nbformat.validate(notebook)
    nbformat.writes(notebook).encode("utf-8")


def test_repr_that_fails_is_an_error(box):
    """Is an exception in __repr__ shown, and the notebook not ended?"""
    box.run("class Odd:\n    def __repr__(self): 1 / 0\nOdd()", "cell")
    assert box.run("1", "next").ok


def test_the_same_seed_gives_the_same_numbers(server):
    """Does a submission get the same random numbers each time it is marked, and others from another seed?"""
    drawn = []
    for seed in (1, 1, 2):
        with server.open(seed=seed) as box:
            drawn.append(text_of(shown(box, "import random, numpy as np\nprint(random.random(), np.random.rand())")))
    assert drawn[0] == drawn[1] != drawn[2]


def test_boxes_know_nothing_of_each_other(server):
    """Is a variable, a module's attribute and a file of one box absent from the next?"""
    with server.open() as first:
        assert first.run("import numpy as np\nnp.pi = 3\nx = 1\nopen('f', 'w').close()", "cell").ok
    with server.open() as second:
        assert text_of(shown(second, "import os, numpy as np\nprint(np.pi, 'x' in globals(), os.listdir('.'))")) == \
            "3.141592653589793 False []\n"


def test_files_of_the_assignment_are_there(server):
    """Are data files in the working folder, also in a folder below it?"""
    with server.open({"a.txt": b"one", "data/b.bin": b""}) as box:
        assert text_of(shown(box, "print(open('a.txt').read(), len(open('data/b.bin', 'rb').read()))")) == "one 0\n"


@pytest.mark.parametrize("name", ["/etc/x", "../x", "a/../../x"])
def test_files_lie_in_the_scratch_folder_only(server, name):
    """Is a file that would lie elsewhere refused?"""
    with pytest.raises(ValueError, match="relative path"):
        server.open({name: b""})


def test_names_are_the_students_own(box):
    """Are the student's names listed, and those of the shell left out?"""
    box.run("a = 1\ndef f(): pass", "cell")
    assert {"a", "f"} <= set(box.names()) and not {"In", "exit"} & set(box.names())

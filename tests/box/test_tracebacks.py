"""Tracebacks in a box are those of IPython."""

import os
import subprocess
import sys

import pytest

ERRORS = {
    "in the cell": "1 / 0",
    "in a function": "def f(x):\n    return 1 / x\nf(0)",
    "in a library": "import numpy as np\nnp.ones(2) @ np.ones(3)",
    "a chain": "try:\n    {}['a']\nexcept KeyError as e:\n    raise ValueError('b') from e",
    "recursion": "def f(x):\n    return f(x + 1)\nf(0)",
    "syntax": "def f(:\n    pass",
    "of a class": "class A:\n    def g(self):\n        raise NotImplementedError\nA().g()",
}

# Prints the tracebacks of all errors, with what tracebacks.py does or without it.
PRINT = """
import json, sys, tempfile
from grader import shell as shells, tracebacks
out, shell = sys.stdout, shells.make_shell(tempfile.mkdtemp())
if sys.argv[1] == "quick":
    shell.run_cell("1 / 0")
    tracebacks.install()
    shell.execution_count = 1
found = []
for source in json.loads(sys.argv[2]):
    for _ in range(2):
        shell.recorder.start(1000)
        shell.run_cell(source)
        found.append([output["traceback"] for output in shell.recorder.take() if output["output_type"] == "error"])
print(json.dumps(found), file=out)
"""


@pytest.fixture(scope="module")
def printed():
    """The tracebacks of all errors, twice each: as IPython makes them, and as a box does."""
    import json

    def run(how):
        words = [sys.executable, "-c", PRINT, how, json.dumps(list(ERRORS.values()))]
        done = subprocess.run(words, capture_output=True, text=True, env=os.environ | {"PYTHONHASHSEED": "0"})
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)

    return run("slow"), run("quick")


@pytest.mark.parametrize("number", range(2 * len(ERRORS)), ids=[f"{name}, {n}" for name in ERRORS for n in (1, 2)])
def test_a_traceback_is_as_ipython_shows_it(printed, number):
    """Is the text of a traceback, with its colours, what it is without our short cuts?"""
    slow, quick = printed
    assert quick[number] == slow[number] and len(quick[number]) == 1

"""Calls that a visible check is sure to make go over together; nothing that a student sees or gets may change by it."""

import json
from pathlib import Path

import numpy as np
import pytest

from demo.hand_in import submission
from demo.roster import BY_NAME
from grader.align import align
from grader.box import Box, ForkServer
from grader.easel import Easel
from grader.foresight import Ahead, Foresight, questions_of
from grader.limits import BoxStopped, Limits
from grader.marking import mark_aligned
from grader.settings import Marking
from grader.student import StudentError
from grader.template import Regions, prepare
from tests.marking.small_notebooks import check, notebook, setup, solution, submitted

PROJECT = Path(__file__).resolve().parents[2]
NOTEBOOKS = sorted((PROJECT / "source" / "tutorial6").glob("*.ipynb"))
F = """def f(x, power=1):
    ### BEGIN SOLUTION
    return 3.5 * x ** power
    ### END SOLUTION"""
G = """def g(x):
    ### BEGIN SOLUTION
    return -x
    ### END SOLUTION"""


@pytest.fixture(scope="module")
def server():
    with ForkServer() as made:
        yield made


def course(visible: str, hidden: str = "1.0") -> dict:
    return notebook(setup("import numpy as np\nnumbers = np.array([1.0, 2.0])"), solution(F, "f"), solution(G, "g"),
                    solution("a = 8.125", "a"), check("f", 1, visible, hidden))


def foreseen(server, visible: str) -> dict:
    """What is foreseen of a check, by function; arrays as lists."""
    source = course(visible)
    template = prepare(source, Regions())
    easel = Easel(source, template, server)
    try:
        found = Foresight(template, easel).calls("correct-f")
    finally:
        easel.close()
    return {name: [tuple(arg.tolist() if hasattr(arg, "tolist") else arg for arg in call) for call in calls]
            for name, calls in found.items()}


@pytest.mark.parametrize(("visible", "wanted"), [
    ("f(1)\nf(numbers)", {"f": [(1,), ([1.0, 2.0],)]}),
    ("assert f(1) == 3.5\nassert f(numbers).shape == (2,), 'no'\nf(2)", {"f": [(1,), ([1.0, 2.0],), (2,)]}),
    ("for x in 1, 2:\n    if f(x) == f(x + 1):\n        g(x)\n", {"f": [(1,), (2,), (2,), (3,)], "g": [(1,), (2,)]}),
    ("y = f(1)\ng(y)\ng(f(2))", {"f": [(1,), (2,)]}),  # what is asked of g depends on answers
    ("f(1)\nf(2, power=2)\nf(2)", {"f": [(1,), (2,)]}),  # by keyword: asked by itself
    ("from fractions import Fraction\nf(1)\nf(Fraction(1, 2))\nf(2)", {"f": [(1,), (2,)]}),  # nor is this plain data
    ("f(1)\nf(a)\nf(2)", {}),  # an answer of the instructor's may be in it
    ("f(1)\n[][0]\nf(2)", {}),  # one call alone gains nothing
    ("f(1)\nf(2)\nassert [][0], f(3)\nf(4)", {"f": [(1,), (2,), (4,)]}),
    ("%time f(1)\nf(2)\nf(3)", {"f": [(2,), (3,)]}),
    ("f(1\nf(2)", {}),  # no Python
    ("f(1)\nwhile True:\n    f(2)", {}),  # does not end
    ("print(1)", {}),
], ids=lambda value: value if isinstance(value, str) else "")
def test_what_is_foreseen(server, visible, wanted, monkeypatch):
    """Is just that foreseen which no answer changes, and no number of the instructor's is part of?"""
    monkeypatch.setattr("grader.easel.LIMITS", Limits(call_seconds=1))
    assert foreseen(server, visible) == wanted


def test_nothing_is_asserted_of_made_up_answers():
    """Do asserts become attempts, wherever they stand, and does the hidden part stay out?"""
    source = "assert f(1), 'a'\nif 1:\n    assert f(2)\n### BEGIN HIDDEN TESTS\nf(3)\n### END HIDDEN TESTS\nf(4)"
    code = questions_of(source, Regions())
    assert "assert" not in code and "f(3)" not in code and all(f"f({number})" in code for number in (1, 2, 4))


STYLES = {
    "right": "def f(x, power=1):\n    return 3.5 * x ** power",
    "prints": "def f(x, power=1):\n    print('f of', x)\n    return 3.5 * x ** power",
    "writes": "def f(x, power=1):\n    x *= 3.5\n    return x",
    "raises": "def f(x, power=1):\n    return 3.5 * x if np.size(x) == 1 else x.nothing",
    "raises at once": "def f(x, power=1):\n    return y",
    "not plain": "def f(x, power=1):\n    return lambda: x",
    "wrong": "def f(x, power=1):\n    return x",
    "none": "def f(x, power=1):\n    3.5 * x",
    "a list": "def f(x, power=1):\n    return [3.5 * x]",
    "nothing": "",
    "no function": "f = 3",
    "its own argument": "def f(x, power=1):\n    return x",
}
VISIBLE = """x = numbers.copy()
first = f(x)
print(first, x)
assert np.shape(f(1.0)) == np.shape(1.0), "the shape"
if not np.allclose(f(x), f(numbers)):
    print("Hint")
x[0] = 5
print(first, f(2), f(numbers, power=2), f(first[:1]))"""


@pytest.mark.parametrize("code", STYLES.values(), ids=STYLES)
def test_the_marked_notebook_is_the_same(server, code):
    """Output by output and point by point, with foresight and without, for right and wrong functions?"""
    source = course(VISIBLE, "f(numbers)[1] / 7")
    template = prepare(source, Regions())
    easel = Easel(source, template, server)
    nb, _ = align(template, submitted({"f": code}, source))
    plain, ahead = (mark_aligned(template, json.loads(json.dumps(nb)), server=server, seed=1, foresight=foresight)
                    for foresight in (None, Foresight(template, easel)))
    easel.close()
    assert plain.nb == ahead.nb and plain.marks == ahead.marks and plain.log == ahead.log


@pytest.mark.parametrize("student", ["ada", "boris", "dalia", "hana", "ivan", "fatima"])
@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_the_class_sees_the_same(server, student, path):
    """Is a demonstration student's marked notebook the same, whatever went over together?"""
    source = json.loads(path.read_text())
    template = prepare(source, Marking().regions())
    files = submission(BY_NAME[student], PROJECT / "release" / "tutorial6")
    easel = Easel(source, template, server)
    nb, _ = align(template, json.loads(files[path.name]))
    plain, ahead = (mark_aligned(template, json.loads(json.dumps(nb)), server=server, seed=1, skip=["plot"],
                                 foresight=foresight) for foresight in (None, Foresight(template, easel)))
    easel.close()
    assert plain.nb == ahead.nb and plain.marks == ahead.marks


def test_calls_go_over_together(server, monkeypatch):
    """Is one exchange made of many, and none for calls that nobody foresees?"""
    exchanges = []
    exchange = Box._exchange
    monkeypatch.setattr(Box, "_exchange", lambda box, request, *more: (
        exchanges.append(request["ask"]), exchange(box, request, *more))[1])
    with server.open() as box:
        box.run("def f(x):\n    print(x)\n    return 2 * x\ndef g(x):\n    return f(x) + 1", "cell")
        exchanges.clear()
        box.ahead = Ahead(box, {"f": [(1,), (np.ones(2),), (3,), (1,)], "g": [(1,)]})
        assert box.call("g", (7,))[0] == 15 and exchanges == ["call"]
        assert box.call("f", (3,))[0] == 6 and box.call("f", (1,))[0] == 2
        assert np.array_equal(box.call("f", (np.ones(2),))[0], [2, 2])
        assert box.call("f", (1,))[0] == 2 and exchanges == ["call", "each"]
        assert box.call("f", (1,))[0] == 2 and exchanges == ["call", "each", "call"]  # both were taken
        assert box.call("f", (), {"x": 3})[0] == 6 and box.call("g", (1,))[0] == 3
        assert exchanges == ["call", "each", "call", "call", "each"]


def test_what_a_call_leaves_of_its_arguments(server):
    """Does one that was foreseen change its caller's arguments, and only those that it wrote into?"""
    with server.open() as box:
        box.run("def f(x, y):\n    x += 1\n    return x", "cell")
        box.ahead = Ahead(box, {"f": [(np.zeros(1), np.ones(1)), (np.ones(1), np.zeros(1))]})
        x, y = np.zeros(1), np.ones(1)
        result, (x_after, y_after), _ = box.call("f", (x, y))
        assert result == x_after == 1 and x_after is not x and y_after is y
        first, second = box.call("f", (np.ones(1), np.zeros(1)))[0], result
        second[...] = 9
        assert first == 2


@pytest.mark.parametrize(("code", "stops"), [
    ("import os\ndef f(x):\n    os._exit(3) if x == 2 else None\n    return x", BoxStopped),
    ("def f(x):\n    while x == 2:\n        pass\n    return x", BoxStopped),
    ("def f(x):\n    raise ValueError('no') if x == 2 else KeyError(x)", StudentError),
])
def test_a_function_that_does_not_answer(server, code, stops):
    """Is it stopped, or its exception raised, as if each call had gone over by itself?"""
    with server.open(limits=Limits(call_seconds=1)) as box:
        box.run(code, "cell")
        box.ahead = Ahead(box, {"f": [(1,), (2,), (3,)]})
        with pytest.raises(stops) as caught:
            for number in (1, 2, 3):
                box.call("f", (number,))
    assert stops is StudentError and caught.value.ename == "KeyError" or caught.value.where == "f"

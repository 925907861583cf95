"""Calls that a visible check is sure to make go over together; nothing that a student sees or gets may change by it."""

import json
import sys
from pathlib import Path

import numpy as np
import pytest

from demo.hand_in import submission
from demo.roster import BY_NAME
from grader.align import align
from grader.box import Box, ForkServer
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


def foreseen(visible: str) -> tuple[str, list]:
    """What is foreseen of a check: its function, and the arguments of each call; arrays as lists."""
    name, calls = Foresight(prepare(course(visible), Regions())).calls("correct-f")
    return name, [tuple(arg.tolist() if hasattr(arg, "tolist") else arg for arg in call) for call in calls]


@pytest.mark.parametrize(("visible", "wanted"), [
    ("f(1)\nf(numbers)", [(1,), ([1.0, 2.0],)]),
    ("assert f(1) == 3.5\nassert f(numbers).shape == (2,), 'no'\nf(2)", [(1,), ([1.0, 2.0],), (2,)]),
    ("for x in 1, 2:\n    assert f(numbers)[0] + f(x), 'no'", [([1.0, 2.0],), (1,), ([1.0, 2.0],), (2,)]),
    ("f(1)\nf(2)\ng(3)\nf(4)", [(1,), (2,)]),  # from g on, no answer may be asked before its turn
    ("f(1)\ng(3)\nf(4)", [(1,)]),
    ("f(1)\na\nf(4)", [(1,)]),  # nor where something else of the student's is looked at
    ("f(1)\nf(f(2))\nf(3)", [(1,), (2,)]),  # depends on an answer
    ("f(1)\nf(len(f(numbers)))", [(1,), ([1.0, 2.0],)]),  # and the length of one is made up, too
    ("f(1)\nf(2, power=2)\nf(2)", [(1,)]),  # by keyword: asked by itself
    ("from fractions import Fraction\nf(1)\nf(Fraction(1, 2))\nf(2)", [(1,)]),  # no plain data
    ("f(1)\nnobodys\nf(2)", [(1,)]),
    ("f(1)\n[][0]\nf(2)", [(1,)]),
    ("f(1)\nf(2)\nassert [][0], f(3)\nf(4)", [(1,), (2,), (4,)]),
    ("%time f(1)\nf(2)\nf(3)", [(2,), (3,)]),
    ("f(1)\nf(2)\n### BEGIN HIDDEN TESTS\nf(3)\n### END HIDDEN TESTS\nf(4)", [(1,), (2,)]),
    ("f(1)\nwhile True:\n    pass", [(1,)]),  # does not end
    ("f(1)\nwhile True:\n    try:\n        f(2)\n    except Exception:\n        pass", [(1,), *[(2,)] * 39]),
    ("try:\n    f(1)\n    g(1)\nexcept Exception:\n    f(2)", [(1,)]),
], ids=lambda value: value if isinstance(value, str) else "")
def test_what_is_foreseen(visible, wanted):
    """Just the calls that are sure to come first, of one function, while nothing else of the student's is looked at?"""
    assert foreseen(visible) == ("f", wanted)


@pytest.mark.parametrize("visible", ["f(1\nf(2)", "print(1)", "a\nf(1)\nf(2)", "", "(" * 10_000, "-" * 100_000 + "1",
                                     "x = \0", "!ls\nx = %pwd"], ids=lambda visible: visible[:20])
def test_what_is_not(visible):
    """No Python, no call, or something of the student's first: nothing?"""
    assert foreseen(visible)[1] == []


def test_nothing_of_the_solutions_takes_part():
    """A setup cell calls a solution, a check asks with its own solution's numbers: is none of them ever foreseen?"""
    source = course("f(start)\nf(numbers)\nf(np.sum(f(numbers)))\nf(a)")
    source["cells"].insert(3, setup("start = f(1.0)", "later"))
    name, calls = Foresight(prepare(source, Regions())).calls("correct-f")
    assert (name, [str(call) for call in calls]) == ("f", ["(1.0,)"])  # the setup cell's own; then a made-up number


def test_it_is_traced_no_longer():
    """Is a debugger's or a coverage tool's trace in place again afterwards, also after an endless check?"""
    def trace(*_):
        return None
    before = sys.gettrace()
    sys.settrace(trace)
    try:
        foreseen("f(1)\nwhile True:\n    pass")
        assert sys.gettrace() is trace
    finally:
        sys.settrace(before)


def test_nothing_is_asserted_of_made_up_answers():
    """Do asserts become attempts, wherever they stand?"""
    code = questions_of("assert f(1), 'a'\nif 1:\n    assert f(2)", Regions())
    assert "assert" not in code and "f(1)" in code and "f(2)" in code


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


def both(server, source: dict, answers: dict, **how):
    """The notebook marked without foresight and with it, and whatever the box was asked by each."""
    template = prepare(source, Marking().regions())
    nb, _ = align(template, submitted(answers, source))
    return [mark_aligned(template, json.loads(json.dumps(nb)), server=server, seed=1, foresight=foresight, **how)
            for foresight in (None, Foresight(template))]


@pytest.mark.parametrize("code", STYLES.values(), ids=STYLES)
def test_the_marked_notebook_is_the_same(server, code):
    """Output by output and point by point, with foresight and without, for right and wrong functions?"""
    plain, ahead = both(server, course(VISIBLE, "f(numbers)[1] / 7"), {"f": code})
    assert plain.nb == ahead.nb and plain.marks == ahead.marks and plain.log == ahead.log


@pytest.mark.parametrize(("visible", "f", "g"), [
    ("f(0)\none = g(3)\nf(0)\ntwo = g(3)\nassert np.allclose(one, two)",
     "def f(x):\n    np.random.seed(x)", "def g(x):\n    return np.random.normal(size=x)"),
    ("for x in 1.0, 2.0:\n    y = f(x)\n    assert g(x) == 7 * x",
     "def f(x):\n    global cache\n    cache = x\n    return 3.5 * x", "def g(x):\n    return 2 * 3.5 * cache"),
    ("f(1)\nassert a == 1, a\nf(2)\nassert a == 2", "def f(x):\n    global a\n    a = x", "g = None"),
    ("assert [f(1), f(1), f(1), f(1)] == [1, 2, 3, 4]", "n = 0\ndef f(x):\n    global n\n    n += 1\n    return n", ""),
    ("print([f(2).sum() for _ in range(5)])", "def f(x):\n    return np.random.normal(size=x)", ""),
], ids=["seeds", "cache", "looked at", "counts", "random"])
def test_functions_that_remember_are_asked_in_their_order(server, visible, f, g):
    """Right answers whose functions share something: do they stay right, and are the same numbers drawn?"""
    plain, ahead = both(server, course(visible, ""), {"f": f, "g": g})
    assert ahead.nb == plain.nb and ahead.marks == plain.marks and ahead.marks["correct_f"].points == 1


@pytest.mark.parametrize("never", ["while x == 2:\n        pass", "__import__('os')._exit(3) if x == 2 else None",
                                   "[0] * (x == 2) * (1 << 40)", "__import__('time').sleep(0.3 * (x != 1))"],
                         ids=["loops", "leaves", "memory", "slow"])
def test_a_call_that_would_not_have_been_made_costs_nothing(server, never):
    """The check ends at its second call, and the third would end the box or take long: is the mark what it was?"""
    source = course("f(1)\nassert f(0) == 7, 'no'\nf(2)\nf(2)\nf(2)", "f(1)")
    plain, ahead = both(server, source, {"f": f"def f(x):\n    {never}\n    return x"},
                        limits=Limits(call_seconds=1, notebook_seconds=20))
    assert plain.marks == ahead.marks and ahead.marks["correct_f"].points == 1


@pytest.mark.parametrize("student", ["ada", "boris", "dalia", "hana", "ivan", "fatima"])
@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_the_class_sees_the_same(server, student, path):
    """Is a demonstration student's marked notebook the same, whatever went over together?"""
    template = prepare(json.loads(path.read_text()), Marking().regions())
    files = submission(BY_NAME[student], PROJECT / "release" / "tutorial6")
    nb, _ = align(template, json.loads(files[path.name]))
    plain, ahead = (mark_aligned(template, json.loads(json.dumps(nb)), server=server, seed=1, skip=["plot"],
                                 foresight=foresight) for foresight in (None, Foresight(template)))
    assert plain.nb == ahead.nb and plain.marks == ahead.marks


def test_calls_go_over_together(server, monkeypatch):
    """The first by itself, the others in one exchange; and what was not foreseen, from there on one by one?"""
    exchanges = []
    exchange = Box._exchange
    monkeypatch.setattr(Box, "_exchange", lambda box, request, *more: (
        exchanges.append(request["ask"]), exchange(box, request, *more))[1])
    with server.open() as box:
        box.run("def f(x):\n    print(x)\n    return 2 * x\ndef g(x):\n    return f(x) + 1", "cell")
        calls = [(1,), (np.ones(2),), (3,), (1,)]
        for asked, wanted in (([1, np.ones(2), 3, 1, 1], ["call", "each", "call"]),
                              ([1, np.ones(2), 4, 1], ["call", "each", "call", "call"]), ([3, 1], ["call", "call"])):
            exchanges.clear()
            box.ahead = Ahead(box, ("f", calls))
            for x in asked:
                assert np.array_equal(box.call("f", (x,))[0], 2 * x)
            assert exchanges == wanted
        exchanges.clear()
        box.ahead = Ahead(box, ("f", calls))
        assert [box.call(name, (1,))[0] for name in "fgf"] == [2, 3, 2] and exchanges == ["call"] * 3


def test_a_slow_function_is_not_asked_ahead_of_its_turn(server):
    """One that takes a while for each call: is only that call made which has its turn?"""
    with server.open() as box:
        box.run("import time\nn = 0\ndef f(x):\n    global n\n    n += 1\n    time.sleep(0.05)\n    return x", "cell")
        box.ahead = Ahead(box, ("f", [(number,) for number in range(5)]))
        for number in range(3):
            assert box.call("f", (number,))[0] == number and box.fetch("n") == number + 1


def test_what_a_call_leaves_of_its_arguments(server):
    """Does one that was foreseen change its caller's arguments, and only those that it wrote into?"""
    with server.open() as box:
        box.run("def f(x, y):\n    x += 1\n    return x", "cell")
        box.ahead = Ahead(box, ("f", [(np.zeros(1), np.ones(1))] * 2 + [(np.ones(1), np.zeros(1))]))
        box.call("f", (np.zeros(1), np.ones(1)))
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
        box.ahead = Ahead(box, ("f", [(1,), (2,), (3,)]))
        with pytest.raises(stops) as caught:
            for number in (1, 2, 3):
                box.call("f", (number,))
    assert stops is StudentError and caught.value.ename == "KeyError" or caught.value.where == "f"

"""Replies of a box that is the student's: whatever stands in one, it is the student's doing, and never a fault.

Also how much all replies for one cell or test may come to, and what it costs to have methods answered.
"""

import contextlib
import itertools
import time
from dataclasses import replace

import numpy as np
import pytest

from grader import weighing, wire
from grader.box import Box, BoxStopped, CellResult, StudentError
from tests.box.conftest import QUICK


def framed(value):
    return np.frombuffer(wire.pack(value), np.uint8)


WELL = {
    "run": {"answer": "ran", "ok": True, "outputs": [], "count": 1, "error": ["E", "text"], "functions": ["f"]},
    "call": {"answer": "returned", "value": 1, "changed": {"0": 2}, "outputs": []},
    "each": {"answer": "each", "results": [framed({"answer": "returned", "value": 1, "changed": {}, "outputs": []})]},
    "calls": {"answer": "value", "value": np.zeros(1), "numpy": True, "changed": [[0, 0, np.zeros(1)]]},
    "fetch": {"answer": "value", "value": 1},
    "values": {"answer": "value", "value": [1, 2]},
    "names": {"answer": "value", "value": ["x"]},
    "raised": {"answer": "raised", "error": ["E", "text"], "outputs": []},
}
MISSING = object()
ODD = [None, True, 0, 1.5, "x", "0", [], {}, (), [[]], [None], {"0": []}, {"x": {}}, 10**300, float("nan"),
       np.zeros(0), np.zeros((2, 2)), np.float64(1), np.array(True), "raised", "callable", "absent", "method",
       MISSING]  # fmt: skip
ASKED = {
    "run": lambda box: box.run("1", "cell", names=["f"]),
    "call": lambda box: box.call("f", [1, 2], {"key": 3}),
    "each": lambda box: box.each("f", [([1, 2], {"key": 3})]),
    "calls": lambda box: box.calls([[1.0]], [("f", [(0, 0)])], "cell"),
    "fetch": lambda box: box.fetch("x"),
    "values": lambda box: box.fetch_all(["x", "y"]),
    "names": lambda box: box.names(),
}


class Answering(Box):
    """A box that has answered already."""

    def __init__(self, reply):
        self.limits, self.reply, self.outputs, self.sock, self.stopped = QUICK, reply, [], None, None
        self.functions, self.values = frozenset(), {}
        self.refill()

    def _exchange(self, *_):
        return self.reply


@pytest.mark.parametrize("asked", ASKED)
def test_an_odd_reply_is_the_students(asked):
    """With anything in the place of a part of a reply, or a part missing: a result, the student's error or a stop?"""
    for reply in (WELL[asked], WELL["raised"]):
        for key, odd in itertools.product(reply, ODD):
            forged = {name: part for name, part in (reply | {key: odd}).items() if part is not MISSING}
            if type(forged.get("answer")) is not str:
                continue  # refused before: a reply has a kind
            try:
                ASKED[asked](Answering(forged))
            except (StudentError, BoxStopped):
                pass


def test_odd_replies_to_many_calls_are_the_students():
    """The same for each of many calls: with anything in the place of its reply, or of a part of it."""
    well = {"answer": "returned", "value": 1, "changed": {"0": 2}, "outputs": []}
    plain = [odd for odd in ODD if odd is not MISSING]
    for odd in [*plain, *[well | {key: odd} for key in well for odd in plain]]:
        with contextlib.suppress(StudentError, BoxStopped):
            Answering({"answer": "each", "results": [framed(odd)]}).each("f", [([1, 2], {"key": 3})])


def test_one_error_for_many_calls_is_one_for_each(box):
    """If the box raises in place of answering many calls, is that each call's error, and no error of the test's?"""
    assert box.run("import sys, gc\ninside = sys.modules['boxed.inside']\n"
                   "inside.Inside.do_each = lambda *_: 1 / 0\ndef f(x): return x", "cell").ok
    errors = box.each("f", [([n], {}) for n in range(3)])
    assert [(type(error), error.ename) for error in errors] == [(StudentError, "ZeroDivisionError")] * 3


def test_results_of_many_calls_are_weighed(server):
    """Is what many calls bring out in one exchange weighed as what it becomes?"""
    with server.open(limits=replace(QUICK, results_mb=8)) as box:
        assert box.run("import numpy as np\ndef f(n): return np.zeros((n, 0))", "cell").ok
        light, heavy = box.each("f", [([10], {}), ([10**6], {})])
        assert light[0].shape == (10, 0) and "MB when calculated with" in heavy.evalue
        with pytest.raises(BoxStopped) as caught:
            box.each("f", [([10**5], {})] * 3)
    assert caught.value.limit == "results_mb"


@pytest.mark.parametrize("nonce", ["[n, n]", "np.array([n, n])", "np.array(n)", "float(n)", "True", "None", "str(n)"])
def test_an_odd_number_of_a_request_is_no_answer(server, nonce):
    """Is a reply whose nonce is no number a reply that nobody asked for, whatever comparing it would do?"""
    with server.open(limits=QUICK) as box:
        assert box.run("import sys, numpy as np\ninside = sys.modules['boxed.inside']\n"
                       "real = inside.Inside.reply\ndef reply(self, message):\n    n = self.nonce\n"
                       f"    self.nonce = {nonce}\n    real(self, message)\ndef f(): return 1", "cell").ok
        assert box.run("inside.Inside.reply = reply", "cell").ok  # from the next one on
        with pytest.raises(BoxStopped, match="nobody asked for"):
            box.run("1", "cell")


def test_a_cell_that_says_it_raised_is_a_cell_that_failed(box):
    """If the box answers to a cell as to a call, is that an error of the cell, after which the notebook goes on?"""
    result = box.run("get_ipython().recorder.take = lambda: 1 / 0", "cell")
    assert result == CellResult([], False, ("ZeroDivisionError", "division by zero"))


@pytest.mark.parametrize(("value", "least"), [
    (np.zeros(1000, bool), 8_000), (np.zeros((10**9, 0)), 10**9), ([1.0] * 1000 + ["x" * 1000], 4_000_000),
    ([[np.zeros(1000)], ["x" * 1000]], 4_000_000), ({"a": [1.0] * 10, "b": "x" * 1000}, 4_000), ("x" * 1000, 4_000),
    (([np.zeros(1000)] * 3,), 24_000),
], ids=["truths", "empty rows", "text among numbers", "text beside an array", "dict", "text", "arrays"])  # fmt: skip
def test_a_value_weighs_what_becomes_of_it(value, least):
    """Is the weight of a value that of the arrays it can become, and no multiple of it?"""
    assert least <= weighing.weight(value) <= 65 * least


def test_no_weight_is_beyond_counting():
    """Is an array with more rows than there are numbers weighed, and not a fault?"""
    assert weighing.weight(np.zeros((2**26,) * 2 + (0,))) > 2**50


def test_one_result_that_weighs_too_much_is_an_error(server):
    """Is it refused in the box, with its size, and does the box go on?"""
    with server.open(limits=replace(QUICK, results_mb=8)) as box:
        assert box.run("import numpy as np\ndef f(n): return np.zeros(n, bool)", "cell").ok
        with pytest.raises(StudentError, match="15 MB when calculated with, where 8 MB"):
            box.call("f", [2_000_000])
        assert box.call("f", [900_000])[0].shape == (900_000,)


def test_all_results_of_a_test_have_a_limit(server):
    """Is a box stopped whose results come to too much together, and does each cell or test begin anew?"""
    with server.open(limits=replace(QUICK, results_mb=8)) as box:
        assert box.run("import numpy as np\ndef f(): return np.zeros(400_000)", "cell").ok
        for _ in range(5):
            box.refill()
            box.call("f")
            box.call("f")
        with pytest.raises(BoxStopped) as caught:
            box.call("f")
    assert caught.value.limit == "results_mb" and "8 MB of results" in caught.value.reason


class Slow:
    """An object of a test's with a method that takes its time."""

    def __init__(self, seconds):
        self.seconds, self.calls = seconds, 0

    def method(self, *_):
        self.calls += 1
        time.sleep(self.seconds)


@pytest.mark.parametrize("seconds", [0, 0.2])
def test_methods_are_on_the_calls_clock(loaded, seconds):
    """Is a function that calls a method of ours for ever stopped by its own limit, however long the method takes?"""
    slow = Slow(seconds)
    box = loaded("def f(thing):\n    while True: thing.method()")
    began = time.monotonic()
    with pytest.raises(BoxStopped) as caught:
        box.call("f", [slow], seconds=0.5)
    assert caught.value.limit == "call_seconds" and slow.calls > 1 and time.monotonic() - began < 2


def test_arguments_of_methods_count_as_results(server):
    """Is a function stopped that fills the grader's memory by way of a method of ours?"""
    slow = Slow(0)
    with server.open(limits=replace(QUICK, results_mb=8)) as box:
        assert box.run("import numpy as np\ndef f(thing):\n    while True: thing.method(np.zeros(10**5))", "cell").ok
        with pytest.raises(BoxStopped) as caught:
            box.call("f", [slow])
    assert caught.value.limit == "results_mb" and slow.calls <= 10

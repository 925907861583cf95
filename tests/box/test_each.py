"""Many calls of a student's function in one exchange: each as if it had been made alone."""

import time
from dataclasses import replace

import numpy as np
import pytest

from grader.asking import Reply, ask_each
from grader.box import BoxStopped, StudentError
from grader.session import Session
from tests.box.conftest import QUICK
from tests.box.test_protocol import FORGE


def test_as_many_single_calls(loaded):
    """Are results, exceptions, what is no plain data and changed arguments those of single calls, in order?"""
    box = loaded("import numpy as np\n"
                 "def f(x, k=1):\n"
                 "    if k == 2: raise ValueError('two')\n"
                 "    if k == 3: return open\n"
                 "    x += 1\n"
                 "    return x * k")
    calls = [((np.ones(2),), {}), ((np.ones(2), 2), {}), ((np.ones(2),), {"k": 3}), ((np.ones(2),), {"k": 4})]
    found = ask_each(box.fetch("f"), calls)
    assert found[0].value.tolist() == [2, 2] and found[3].value.tolist() == [8, 8]
    assert [reply.error and reply.error.ename for reply in found] == [None, "ValueError", "NotPlain", None]
    assert [args[0].tolist() for args, _ in calls] == [[2, 2], [1, 1], [1, 1], [2, 2]]


def test_a_buffer_that_every_call_writes_into(loaded):
    """Does a function that returns one and the same array each time give each call's own result?"""
    box = loaded("import numpy as np\nkept = np.zeros(1)\ndef f(x):\n    kept[:] = x\n    return kept")
    assert [float(result[0]) for result, _, _ in box.each("f", [((x,), {}) for x in (1.0, 2.0, 3.0)])] == [1, 2, 3]


def test_each_call_has_a_call_s_time(loaded):
    """May every call take as long as one may, though all of them together take longer?"""
    box = loaded("import time\ndef f(x):\n    time.sleep(.4)\n    return x")
    box.limits = replace(QUICK, call_seconds=1)
    assert [result for result, _, _ in box.each("f", [((x,), {}) for x in range(4)])] == [0, 1, 2, 3]


def test_one_that_does_not_end(loaded):
    """Is a call that never ends stopped, though the ones before it ended?"""
    box = loaded("def f(x):\n    while x == 2: pass\n    return x")
    box.limits = replace(QUICK, call_seconds=1)
    with pytest.raises(BoxStopped, match="f ran for longer than 1 seconds"):
        box.each("f", [((x,), {}) for x in range(4)])


def test_large_results_go_in_pieces(loaded):
    """Do results pass that together are larger than what may pass at once?"""
    box = loaded("import numpy as np\ndef f(x):\n    return np.full(4_000_000, float(x))")
    found = box.each("f", [((x,), {}) for x in range(4)])
    assert [result[-1] for result, _, _ in found] == [0, 1, 2, 3]


def test_objects_of_ours_go_one_by_one(loaded):
    """Can a function whose arguments hold an object of the trusted side be asked many times, too?"""
    class Adder:
        """Something whose method is answered here."""

        def add(self, x):
            """One more."""
            return x + 1

    box = loaded("def f(adder, x):\n    return adder.add(x)")
    assert ask_each(box.fetch("f"), [((Adder(), 1), {}), ((Adder(), 2), {})]) == [Reply(2), Reply(3)]


def test_an_ordinary_function():
    """Is a function of this process asked one call at a time, and an exception that ends marking let through?"""
    def f(x):
        if x == 2:
            raise BoxStopped("stopped")
        return 1 / x

    found = ask_each(f, [((1,), {}), ((0,), {})])
    assert found[0] == Reply(1.0) and isinstance(found[1].error, ZeroDivisionError)
    with pytest.raises(BoxStopped):
        ask_each(f, [((2,), {})])


EACH = FORGE + """
import numpy as np
def result(value): return frame(fields(answer='returned', value=value, changed=['d'], outputs=['l']))
def each(*frames, kind='u1'):
    nodes = ['l'] + [['a', kind, [len(f)]] for f in frames]
    return frame(fields(nonce=nonce(), answer='each', results=nodes), b''.join(frames))
"""


@pytest.mark.parametrize("attack", [
    "send(each())", "send(each(result(1), result(1), result(1)))", "send(each(b'garbage'))", "send(each(b''))",
    "send(each(result(1), kind='i1'))", "send(each(result(1)[:-1]))", "send(each(frame(['l'])))",
    "send(each(frame(fields(answer='points', value=100))))",
    "send(each(frame(fields(answer='raised', error=['l', 1, 2], outputs=['l']))))",
    "send(frame(fields(nonce=nonce(), answer='each', results=['l', 1])))",
    "send(frame(fields(nonce=nonce(), answer='each', results=3)))",
    "send(returned(1, changed=['d'], outputs=['l']))", "send(each(result(1))); send(each(result(1)))",
], ids=lambda attack: attack[5:])
def test_forged_replies_end_the_box(loaded, attack):
    """Does a reply to many calls that is not what was asked for end the box?"""
    box = loaded(f"{EACH}\nimport os, time\ndef f(x):\n    {attack}\n    time.sleep(9)")
    with pytest.raises(BoxStopped, match="f meddled with the grader's messages"):
        box.each("f", [((1,), {}), ((2,), {})])


def test_an_error_instead_of_results_is_the_next_call_s(loaded):
    """Is a reply that says only that something was raised an exception, and nothing of the grader's own?"""
    box = loaded(f"{EACH}\nimport time\ndef f(x):\n"
                 "    send(frame(fields(nonce=nonce(), answer='raised', error=['l', 'E', 'e'], outputs=['l'])))\n"
                 "    time.sleep(9)")
    [error] = box.each("f", [((1,), {})])
    assert isinstance(error, StudentError) and (error.ename, error.evalue) == ("E", "e")


@pytest.mark.parametrize(("left", "alone"), [
    ("x = 1", True),
    ("import threading, time\nthreading.Thread(target=time.sleep, args=[30], daemon=True).start()", False),
    ("import signal\nsignal.setitimer(signal.ITIMER_REAL, 30)", False),
    ("import signal\nsignal.alarm(30)", False),
], ids=["nothing", "a thread", "a timer", "an alarm"])
def test_what_was_left_running_is_known(box, left, alone):
    """Does a box say whether a cell left something that may act in the next one's time?"""
    box.run(left, "cell")
    assert box.alone is alone


def test_a_box_that_something_was_left_in_is_asked_first(server):
    """Is a thread that holds everything up stopped with the cell after it unharmed?"""
    hog = "import threading, re\nthreading.Thread(target=re.match, args=['(a*)*b', 'a' * 60], daemon=True).start()"
    limits = replace(QUICK, call_seconds=1, cell_seconds=2)
    with Session(server, limits, {}, []) as session:
        session.run("hog", hog)
        time.sleep(.2)
        assert session.run("next", "1 + 1").stopped is None and session.opened == 2


def test_calls_with_arguments_in_stacks(loaded):
    """Are the results of many calls, what they printed, and the arrays that they wrote into those of single calls?"""
    box = loaded("def f(x):\n    x += 1\n    return x.sum()\ndef g(x, y):\n    print(y)\n    return [x, y]")
    stacks = [np.array([[1.0, 2.0], [3.0, 4.0]]), ["a", 5]]
    found = box.calls(stacks, [("f", ((0, 0),)), ("g", ((1, 0), (1, 1))), ("f", ((0, 1),))], "cell")
    assert [answer["value"] for answer in found] == [5.0, ["a", 5], 9.0]
    assert [answer["printed"] for answer in found] == [[], [["stdout", "5\n"]], []]
    assert [[(place, array.tolist()) for place, array in answer["changed"]] for answer in found] == [
        [(0, [2.0, 3.0])], [], [(0, [4.0, 5.0])]]


def test_calls_end_with_one_that_raises(loaded):
    """Is an exception the last answer?"""
    box = loaded("def f(x):\n    return 1\ndef g(x):\n    raise ValueError('no')")
    found = box.calls([[1.0]], [("f", ((0, 0),)), ("g", ((0, 0),)), ("f", ((0, 0),))], "cell")
    assert [answer["raised"] for answer in found] == [[], ["ValueError", "no"]]


@pytest.mark.parametrize("body", ["display(1)", "x.append(1)", "x.append(1); raise ValueError"],
                         ids=["displays", "changes a list", "changes a list and raises"])
def test_calls_stop_before_one_that_does_more(loaded, body):
    """Is a call that shows something, or changes what is no array, where the answers end?"""
    box = loaded(f"def f(x):\n    return 1\ndef g(x):\n    {body}\n    return 2")
    found = box.calls([[[1], [2]]], [("f", ((0, 0),)), ("g", ((0, 1),)), ("f", ((0, 0),))], "cell")
    assert found == [{"value": 1, "changed": [], "printed": [], "raised": []}]


@pytest.mark.parametrize("reply", [
    "changed=1", "value=1", "value=['l', 1], changed=['l', 1]", "value=['l', 1], changed=['l', ['l', 0, 0, 1]]",
    "value=['l', 1], changed=['l', ['l', 0, 0]]", "value=['l', 1], changed=['l', ['l', 5, 0, ['a', 'f8', [0]]]]",
    "value=['l', 1], changed=['l', ['l', -1, 0, ['a', 'f8', [0]]]]", "value=['a', 'f8', [0]]",
    "value=['l', 1], printed=['l', ['l', 0, 'stdout', 1]]", "value=['l', 1], printed=['l', ['l', 0, 1, 'text']]",
    "value=['l', 1], raised=['l', 'E']", "value=['l'], raised=['l', 'E', 'e']", "value=['l', 1], raised=['l', 1, 2]",
])
def test_forged_results_of_calls_end_the_box(loaded, reply):
    """Does a reply that is not what was asked for end the box?"""
    box = loaded(f"{EACH}\nimport time\ndef f(x):\n"
                 "    right = dict(value=['l', 1], changed=['l'], printed=['l'], raised=None)\n"
                 f"    right |= dict({reply})\n"
                 "    send(frame(fields(nonce=nonce(), answer='value', **right)))\n    time.sleep(9)")
    with pytest.raises(BoxStopped, match="cell meddled with the grader's messages"):
        box.calls([[1]], [("f", ((0, 0),))], "cell")

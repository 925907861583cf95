"""Calls into the box: a student's functions and variables as the trusted side sees them."""

import numpy as np
import pytest

from grader.asking import ask_each
from grader.box import BoxStopped, StudentError
from grader.student import StudentFunction, StudentNamespace
from grader.wire import NotPlain


class Gan:
    """An object of a test's own, which writes down what it was asked."""

    secret = "42"

    def __init__(self):
        self.calls = []

    def sample(self, m, *, scale=1.0):
        """m numbers."""
        self.calls.append(("sample", m, scale))
        return np.arange(m) * scale

    def fail(self):
        raise ValueError("no such thing")

    def _hidden(self):
        self.calls.append("hidden")


def test_results_come_back_as_they_are(loaded):
    """Does a call give the plain value that the function returned?"""
    box = loaded("import numpy as np\ndef f(x, *, k=1):\n    return x * k, {'k': k, 'n': None}")
    result, _, _ = box.call("f", [np.array([1.0, 2.0])], {"k": 3})
    assert result[0].tolist() == [3.0, 6.0] and result[1] == {"k": 3, "n": None}


@pytest.mark.parametrize("definition", [
    "def f(x): return 2 * x", "f = lambda x: 2 * x",
    "import functools, operator\nf = functools.partial(operator.mul, 2)",
    "import numpy as np\nf = np.vectorize(lambda x: 2. * x)",
    "class F:\n    def __call__(self, x): return 2 * x\nf = F()",
    "import numpy as np\nf = np.frompyfunc(lambda x: 2 * x, 1, 1)",
    "class F:\n    @staticmethod\n    def g(x): return 2 * x\nf = F.g",
], ids=["def", "lambda", "partial", "vectorize", "callable object", "frompyfunc", "static method"])
def test_any_callable_is_a_function(loaded, definition):
    """Is whatever can be called a function, with numbers for a result?"""
    function = loaded(definition).fetch("f")
    assert isinstance(function, StudentFunction)
    assert np.asarray(function(np.array([1.0, 2.0])), dtype=float).tolist() == [2.0, 4.0]


@pytest.mark.parametrize(("body", "ename"), [
    ("return 1 / 0", "ZeroDivisionError"), ("return undefined", "NameError"), ("raise SystemExit", "SystemExit"),
    ("raise KeyboardInterrupt", "KeyboardInterrupt"), ("exit()\n    raise GeneratorExit", "GeneratorExit"),
    ("return f()", "RecursionError"), ("return bytearray(1 << 40)", "MemoryError"),
])
def test_exceptions_are_student_errors(loaded, body, ename):
    """Is any exception of the student's a StudentError that tells its name, and the box alive?"""
    box = loaded(f"def f():\n    {body}")
    with pytest.raises(StudentError) as caught:
        box.call("f")
    assert caught.value.ename == ename
    assert box.run("1", "next").ok


@pytest.mark.parametrize("name", ["absent", "number"])
def test_what_cannot_be_called_is_a_student_error(loaded, name):
    """Does calling a missing function, or a number, give the error that Python would?"""
    with pytest.raises(StudentError, match="not defined|not callable"):
        loaded("number = 1").call(name)


def test_wrong_arguments_are_a_student_error(loaded):
    """Does a function of another signature give Python's TypeError?"""
    with pytest.raises(StudentError, match="TypeError"):
        loaded("def f(a): pass").call("f", [1, 2])


def test_changed_arguments_change_here_too(loaded):
    """Are arguments that the call changed changed in place on this side, and others left alone?"""
    f = loaded("def f(a, b, c, *, d):\n    a[0] = 9.\n    b.append(1)\n    b[0][0] = 7.\n    d['k'] = 2").fetch("f")
    inner = np.zeros(2)
    a, b, c, d = np.zeros(2), [inner], np.ones(2), {"k": 1}
    f(a, b, c, d=d)
    assert a.tolist() == [9.0, 0.0] and c.tolist() == [1.0, 1.0] and d == {"k": 2}
    assert b == [inner, 1] and inner.tolist() == [7.0, 0.0]


def test_unchanged_arguments_stay_the_same_objects(loaded):
    """Does a call that changes nothing hand back the very objects?"""
    box, a = loaded("def f(a): return a + 1"), np.zeros(2)
    _, after, _ = box.call("f", [a])
    assert after[0] is a


def test_arguments_spoilt_beyond_sending_are_none(loaded):
    """Is an argument that is no plain data after the call told apart from an unchanged one?"""
    _, after, _ = loaded("def f(a): a.append(object())").call("f", [[1]])
    assert after == [None]


def test_printing_in_a_call_is_kept_apart(loaded):
    """Is what a function prints during a call kept for the log, and no part of the result?"""
    box = loaded("def f():\n    print('hello')\n    return 1")
    assert box.call("f")[0] == 1
    assert box.outputs == [{"output_type": "stream", "name": "stdout", "text": "hello\n"}]


def test_variables_are_fetched(loaded):
    """Does a variable come as its plain value, and a missing one as a NameError?"""
    box = loaded("answer = (1, 2.5)")
    assert box.fetch("answer") == (1, 2.5)
    with pytest.raises(StudentError) as caught:
        box.fetch("missing")
    assert caught.value.ename == "NameError"


def test_test_cells_find_students_names(loaded):
    """Does a test cell find functions and variables of the student's, its own names first, Python's as always?"""
    box = loaded("def f(x): return x + own\nown, x, abs = 1, 2, None")
    namespace = StudentNamespace(box, {"x": 5})
    exec("result = f(x), own, abs(-1), [f(i) for i in range(2)]\ndef later(): return f(1)\nagain = later()", namespace)
    assert namespace["result"] == (6, 1, 1, [1, 2]) and namespace["again"] == 2


def test_missing_names_are_name_errors(box):
    """Does a test cell that uses a name nobody defined get Python's NameError?"""
    with pytest.raises(NameError):
        exec("missing", StudentNamespace(box))


# ---- objects of the test's own ----


def test_methods_are_answered_here(loaded):
    """Does the student's code reach the public methods of an object that a test handed in, by position and keyword?"""
    train = loaded("def train(gan):\n    return gan.sample(2) + gan.sample(m=2, scale=3.)").fetch("train")
    gan = Gan()
    assert train(gan).tolist() == [0.0, 4.0]
    assert gan.calls == [("sample", 2, 1.0), ("sample", 2, 3.0)]


def test_exceptions_of_methods_reach_the_student(loaded):
    """Does an exception of the object arrive in the student's code under its own name?"""
    box = loaded("def train(gan):\n    try: gan.fail()\n    except ValueError as error: return str(error)")
    assert box.call("train", [Gan()])[0] == "no such thing"


@pytest.mark.parametrize("attempt", ["gan._hidden()", "gan.secret", "gan.calls", "type(gan).secret", "vars(gan)['x']"])
def test_only_public_methods_are_there(loaded, attempt):
    """Is everything but public methods out of the student's reach?"""
    gan = Gan()
    with pytest.raises(StudentError, match="AttributeError|KeyError"):
        loaded(f"def train(gan): return {attempt}").call("train", [gan])
    assert gan.calls == []


def test_objects_pass_through(loaded):
    """Does an object that the student gives back, or passes on, come back as the very object?"""
    gan = Gan()
    assert loaded("def f(gan): return [gan]").call("f", [gan])[0][0] is gan


def test_functions_can_be_handed_in(loaded):
    """Can a test hand in a function of its own, and a student's function to another one?"""
    box = loaded("def twice(f, x): return f(f(x))\ndef half(x): return x / 2")
    assert box.call("twice", [lambda x: x + 1, 5])[0] == 7
    assert box.call("twice", [box.fetch("half"), 8.0])[0] == 2.0


def test_objects_are_gone_after_the_call(loaded):
    """Does a stand-in that the student kept refuse to work after its call?"""
    gan = Gan()
    box = loaded("def f(gan):\n    global kept\n    kept = gan")
    box.call("f", [gan])
    assert box.run("kept.sample(1)", "later").error[0] == "RuntimeError"
    assert gan.calls == []


def test_two_objects_are_told_apart(loaded):
    """Do methods reach the object that they were asked of?"""
    one, two = Gan(), Gan()
    loaded("def f(a, b): b.sample(3)").call("f", [one, two])
    assert (one.calls, two.calls) == ([], [("sample", 3, 1.0)])


def test_what_a_method_returns_is_plain_or_known(loaded):
    """Is an object that a method returns out of reach, unless it was handed in itself?"""

    class Maker:
        def make(self):
            return Gan()

        def itself(self):
            return self

    box = loaded("def f(maker): return maker.itself() is maker, maker.make().sample(1)")
    with pytest.raises(StudentError, match="not plain data"):
        box.call("f", [Maker()])


def test_what_is_too_big_for_a_test_does_not_come_in(loaded):
    """Are a list of texts that NumPy would blow up, and millions of small numbers, refused wherever they come from?"""
    box = loaded("import numpy as np\ntexts = ['x' * 100_000] + [''] * 100_000\nmany = np.zeros(5_000_000, np.int8)\n"
                 "def f(): return {'a': [many]}\ndef g(x): x.calls.append(texts)")  # fmt: skip
    student = StudentNamespace(box)
    for name, what in {"texts": "too big: 38147 MB", "many": "too big to be looked at: 38 MB"}.items():
        with pytest.raises(StudentError, match=what):
            student[name]
    with pytest.raises(StudentError, match="38 MB"):
        student["f"]()


def test_a_result_that_breaks_the_reply_to_all_costs_itself_only(loaded):
    """Of many calls in one exchange, do the others keep their results where one result cannot be sent at all?"""
    box = loaded("class Bad:\n    @property\n    def __class__(self): raise SystemExit('no')\n"
                 "def f(x): return Bad() if x == 2 else x")  # fmt: skip
    first, second, third = ask_each(StudentNamespace(box)["f"], [((x,), {}) for x in (1, 2, 3)])
    assert (first.value, third.value) == (1, 3) and isinstance(second.error, StudentError)


def test_methods_get_nothing_that_is_too_big(loaded):
    """Is a method of a test's own not called with it, and the student's code told by an error?"""
    gan = Gan()
    student = StudentNamespace(loaded("def f(gan): return gan.sample('x' * 5_000_000)"))
    with pytest.raises(StudentError, match="too big to be looked at"):
        student["f"](gan)
    assert not gan.calls


def test_modules_and_classes_cannot_be_handed_in(loaded):
    """Is a module, whose functions could do anything here, refused as an argument?"""
    box = loaded("def f(x): return x.__name__")
    for value in (np, Gan):
        with pytest.raises(NotPlain):
            box.call("f", [value])


class Counted:
    """How often a box is asked for something."""

    def __init__(self, box, monkeypatch):
        self.asked, exchange = [], box._exchange
        monkeypatch.setattr(box, "_exchange", lambda request, *more: (
            self.asked.append(request["ask"]), exchange(request, *more))[1])


def test_a_function_that_a_cell_told_of_needs_no_fetching(server, monkeypatch):
    """Is it known after a cell which of the wanted names are functions, and after the next one anew?"""
    with server.open() as box:
        counted = Counted(box, monkeypatch)
        box.run("def f(): return 1\ng = 2", "cell", names={"f", "g", "h"})
        assert box.fetch("f")() == 1 and box.functions == {"f"} and "fetch" not in counted.asked
        assert box.fetch("g") == 2
        box.run("f = 3\ndef h(): pass", "cell", names={"f", "g", "h"})
        assert box.fetch("f") == 3 and box.functions == {"h"}
        box.run("f(", "cell", names={"f", "h"})
        assert box.functions == {"h"}


def test_a_number_is_fetched_once_until_code_runs(loaded, monkeypatch):
    """Is a number kept only as long as nothing of the student's has run, and an array never?"""
    box = loaded("x, a = 1, [1]\ndef f():\n    global x\n    x = 2\n    a.append(2)")
    counted = Counted(box, monkeypatch)
    assert [box.fetch("x"), box.fetch("x"), box.fetch("a"), box.fetch("a")] == [1, 1, [1], [1]]
    assert counted.asked == ["fetch"] * 3
    box.call("f")
    assert [box.fetch("x"), box.fetch("a")] == [2, [1, 2]]
    with pytest.raises(StudentError, match="name 'y' is not defined"):
        box.fetch("y")


def test_many_variables_at_once(loaded):
    """Do they come in the order asked for, and is one that is missing or no plain data an error?"""
    box = loaded("import numpy as np\nx, y, f = 1, np.arange(2), print")
    one, two = box.fetch_all(["x", "y"])
    assert one == 1 and two.tolist() == [0, 1] and box.fetch_all([]) == []
    for name, kind in (("z", "NameError"), ("f", "NotPlain")):
        with pytest.raises(StudentError, match=kind):
            box.fetch_all(["x", name])


def test_a_stopped_box_answers_no_more_from_memory(loaded):
    """Does a box that was stopped say so, rather than tell what it told before?"""
    box = loaded("import os\nx = 1\ndef f(): os._exit(0)")
    assert box.fetch("x") == 1
    for _ in range(2):
        with pytest.raises(BoxStopped):
            box.call("f")
    with pytest.raises(BoxStopped):
        box.fetch("x")

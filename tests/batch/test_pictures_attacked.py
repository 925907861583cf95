"""Can a student bring the instructor's numbers out of the easel, or spoil it for those who are marked afterwards?"""

import json

import numpy as np
import pytest

from grader.align import align
from grader.box import ForkServer
from grader.easel import Easel
from grader.marking import mark_aligned
from grader.pictures import Pictures
from grader.template import prepare
from tests.batch.tiny import cell, new_code_cell, new_notebook


@pytest.fixture(scope="module")
def server():
    with ForkServer() as made:
        yield made


class Course:
    """A notebook: what is given, the instructor's functions, each in a cell of its own, and a locked cell."""

    def __init__(self, server, shows, given="import numpy as np", **solutions):
        self.server, self.names = server, list(solutions)
        self.source = new_notebook(cells=[
            cell(new_code_cell, given, "given", locked=True),
            *[cell(new_code_cell, f"### BEGIN SOLUTION\n{code}\n### END SOLUTION", name, solution=True)
              for name, code in solutions.items()],
            cell(new_code_cell, shows, "shown", locked=True)])
        self.source.cells[0].metadata.tags = ["setup"]
        self.template = prepare(self.source)
        self.pictures = Pictures(self.template, Easel(self.source, self.template, server))

    def shown(self, *codes, pictures=True):
        """What the locked cell shows in the marked notebook of a student whose cells are `codes`."""
        answer = json.loads(json.dumps(self.source))
        for number, code in enumerate(codes, 1):
            answer["cells"][number]["source"] = code
        nb, _ = align(self.template, answer)
        marked = mark_aligned(self.template, nb, server=self.server, seed=1,
                              pictures=self.pictures if pictures else None).nb
        return "".join(output.get("text", output["output_type"]) for output in marked["cells"][-1]["outputs"])

    def both(self, *codes):
        """The same, from the easel and from the student's own box."""
        return self.shown(*codes), self.shown(*codes, pictures=False)

    def asked(self, *codes):
        """What the last of the student's functions was asked for the locked cell. codes: keep it in a list `asked`."""
        with self.server.open() as box:
            for code in (self.source.cells[0].source, *codes):
                box.run(code, "cell")
            self.pictures.outputs("shown", "shown", lambda: box, codes)
            return box.fetch("asked")


@pytest.fixture
def course(server):
    """Makes a course that is put away at the end."""
    made = []

    def of(*args, **kwargs):
        made.append(Course(server, *args, **kwargs))
        return made[-1]

    yield of
    for one in made:
        one.pictures.close()


LEAKS = {
    "minus one, which 1e-4 off leaves where it is": ("-1.0", "double(secret(1.0))"),
    "a whole number": ("17", "double(float(int(secret(1.0))))"),
    "a threshold": ("0.7", "double(3.0 if secret(1.0) > 0.5 else 4.0)"),
    "the largest of several": ("[1.0, 5.0, 2.0]", "double(float(np.argmax(secret(1.0))))"),
    "rounded": ("np.array([12.5, 33.25])", "double(np.round(secret(1.0)))"),
    "a sign": ("-3.0", "double(float(np.sign(secret(1.0))))"),
}


@pytest.mark.parametrize(("secret", "shows"), LEAKS.values(), ids=LEAKS)
def test_is_nothing_asked_that_the_instructors_answers_decide(secret, shows, course):
    """Coarse questions, the same for answers nearby: does a student's function get what the instructor's leads to?"""
    made = course(f"print({shows})", secret=f"def secret(x):\n    return {secret}",
                  double="def double(x):\n    return 2 * x")
    asked = made.asked("def secret(x):\n    return 0.25",
                       "asked = []\ndef double(x):\n    asked.append(np.asarray(x).tolist())\n    return x")
    other = course(f"print({shows})", secret=f"def secret(x):\n    return -({secret})" if "[" not in secret else
                   "def secret(x):\n    return np.array([9.0, 1.0, 4.0])[:np.size(" + secret + ")]",
                   double="def double(x):\n    return 2 * x")
    assert asked == other.asked("def secret(x):\n    return 0.25",
                                "asked = []\ndef double(x):\n    asked.append(np.asarray(x).tolist())\n    return x")


def test_is_nothing_asked_that_the_instructors_function_wrote(course):
    """The instructor's function writes its answer into an array, which goes into the next question: is it asked so?"""
    made = course("some = np.zeros(2)\nfill(some)\nprint(double(some))", fill="def fill(x):\n    x += 42.0",
                  double="def double(x):\n    return 2 * x")
    asked = made.asked("def fill(x):\n    x += 5.0",
                       "asked = []\ndef double(x):\n    asked.append(x.tolist())\n    return x + x")
    assert [42.0, 42.0] not in asked and [5.0, 5.0] in asked


def test_does_a_function_that_writes_into_what_is_given_spoil_nobody_elses_picture(course):
    """The locked cell hands a given array to a function that overwrites it: do the next students see their own?"""
    made = course("print(double(some), some)", given="import numpy as np\nsome = np.array([1.0, 2.0])",
                  double="def double(x):\n    return 2 * x")
    spoiled, honest = "def double(x):\n    x[:] = 666.0\n    return x", "def double(x):\n    return x + x + 0 * x"
    assert made.both(spoiled) == ("[666. 666.] [666. 666.]\n",) * 2
    assert made.both(honest) == ("[2. 4.] [1. 2.]\n",) * 2


def test_is_nothing_left_of_one_student_in_the_next_ones_picture(course):
    """A name that the cell binds only for some answers: is it another student's for the next one?"""
    made = course("value = double(1.0)\ntry:\n    if value > 3:\n        best = value\n    print(best)\n"
                  "except NameError:\n    print('none')", double="def double(x):\n    return 2 * x")
    assert made.both("def double(x):\n    return 5.0 * x") == ("5.0\n",) * 2
    assert made.both("def double(x):\n    return 2.5 * x") == ("none\n",) * 2


SWALLOWS = "try:\n    print({})\nexcept Exception as error:\n    print(type(error).__name__)"


@pytest.mark.parametrize(("solution", "answer"), [
    ("return bool(x > 0)", "return bool(x > 5)"), ("return 'yes'", "return 'no'"),
    ("return 1.0 / (x - 1.0)", "return 3 * x"), ("return None", "return x"),
], ids=["a boolean", "text", "the solution raises", "nothing"])
def test_is_the_instructors_exception_never_shown(solution, answer, course):
    """The cell catches whatever a function raises: does it show what the student's gives, not how ours went wrong?"""
    made = course(SWALLOWS.format("double(1.0)"), double=f"def double(x):\n    {solution}")
    alone, in_the_box = made.both(f"def double(x):\n    {answer}")
    assert alone == in_the_box


def test_are_warnings_shown_to_everybody(course):
    """A warning of the locked cell's own, which Python shows once: do the second student and the third see it too?"""
    made = course("import warnings\nprint(np.log(np.array([double(1.0)])))\nwarnings.warn('look')",
                  double="def double(x):\n    return 2 * x")
    for wrong in (-1.0, -2.0, -3.0):
        alone, in_the_box = made.both(f"def double(x):\n    return {wrong}")
        assert alone == in_the_box and "look" in alone


@pytest.mark.parametrize("raises", [
    "raise KeyError('x')", "b'\\xff'.decode()", "raise type('A\\x00B', (Exception,), {})('y')",
    "raise StopIteration", "raise ExceptionGroup('many', [ValueError(1)])", "raise type('<b>', (Exception,), {})('y')",
    "raise type('\\ud800', (Exception,), {})('y')",
])
def test_are_strange_exceptions_shown_as_in_the_box(raises, course):
    """Names and messages of a student's own making: the same from both?"""
    made = course(SWALLOWS.format("double(1.0)"), double="def double(x):\n    return 2 * x")
    alone, in_the_box = made.both(f"def double(x):\n    {raises}")
    assert alone == in_the_box


def test_does_a_disturbance_that_nobody_sees_not_show_in_a_measured_slope(course):
    """One student's numbers are off by 3e-9, which a difference quotient makes 3e-4: do others see their own slope?"""
    made = course("print(f'{(double(1 + 1e-5) - double(1 - 1e-5)) / 2e-5:.4f}')",
                  double="def double(x):\n    return 2 * x")
    assert made.both("def double(x):\n    return 2 * x + (3e-9 if x > 1 else -3e-9)") == ("2.0003\n",) * 2
    assert made.both("def double(x):\n    return x + x") == ("2.0000\n",) * 2


def test_are_huge_answers_not_kept(course):
    """Answers of megabytes, which become questions: does the cell run, and the grader keep none of them?"""
    made = course("print(double(double(np.ones(3))).shape)", double="def double(x):\n    return 2 * x")
    assert made.both("def double(x):\n    return np.resize(x, 500_000)") == ("(500000,)\n",) * 2
    assert all(len(question) < 3 and np.size(question[1]) < 4 for drawn in made.pictures.shelf.kept.values()
               for question in (drawn.questions if drawn else ()))


def test_are_lists_of_arrays_told_apart_to_the_last_bit(course):
    """Two questions whose arguments print alike, though they differ in a tenth digit or far inside: is each asked?"""
    made = course("some, other = np.zeros(5000), np.zeros(5000)\nother[2500] = 1.0\n"
                  "print(total([some]), total([other]), total([np.full(1, 1e-9) + 1]), total([np.ones(1)]))",
                  total="def total(x):\n    return np.sum(x[0])")
    alone, in_the_box = made.both("def total(x):\n    return x[0].sum()")
    assert alone == in_the_box == "0.0 1.0 1.000000001 1.0\n"


@pytest.mark.parametrize("state", ["ignore", "warn", "raise"])
def test_are_numpys_warnings_shown_where_the_cell_shows_them(state, course):
    """A student's logarithm of 0, while the cell lets NumPy be silent, warn or raise: is it told as in the box?"""
    made = course(f"with np.errstate(all='{state}'):\n    try:\n        print(double(np.zeros(1)))\n"
                  "    except FloatingPointError as error:\n        print(error)",
                  double="def double(x):\n    return 2 * x")
    alone, in_the_box = made.both("def double(x):\n    return np.log(x)")
    assert alone == in_the_box and ("RuntimeWarning" in alone) == (state == "warn")


def test_is_what_a_cell_returns_not_kept_in_the_easel(course):
    """The locked cell's last value is as large as a student likes: is there room for the next students' cells?"""
    made = course("try:\n    made = np.zeros(int(double(1.0)))\nexcept MemoryError:\n    print('no memory')\n"
                  "else:\n    print(len(made))\nmade", double="def double(x):\n    return 2 * x")
    for size in (60_000_000, 60_000_001, 60_000_002):
        assert made.shown(f"def double(x):\n    return {size}").startswith(f"{size}\n")


@pytest.mark.parametrize(("flat", "drawn"), [("0.0", "9e-13 * (x % 2)"), ("2.0", "2.0 + 4e-12 * (x % 2)"),
                                             ("np.zeros(4)", "1e-13 * np.arange(4.0)")])
def test_who_comes_first_draws_nothing_into_the_picture_of_a_constant(flat, drawn, course):
    """Axes show the last digits of what hardly differs: does who gives a constant see none of another student's?"""
    made = course("made = np.array([level(float(x)) for x in range(4)])\nprint(np.unique(made).size)",
                  level="def level(x):\n    return 3.0 * x")
    assert made.both(f"def level(x):\n    return {drawn}")[0] > "1\n"
    assert made.both(f"def level(x):\n    return {flat}") == ("1\n",) * 2

"""Does a locked cell show the same whether it was drawn for the student or taken from the instructor's?"""

import json
from pathlib import Path

import pytest
from traitlets.config import Config

from demo.hand_in import submission
from demo.roster import BY_NAME
from grader.align import align
from grader.box import BoxFault, ForkServer
from grader.easel import Easel
from grader.marker import mark
from grader.marking import mark_aligned
from grader.pictures import Pictures, image
from grader.settings import Marking, task_settings
from grader.task import Marked, Task
from grader.template import prepare
from tests.batch.tiny import cell, new_code_cell, new_notebook

PROJECT = Path(__file__).resolve().parents[2]
ASSIGNMENT = "tutorial6"
NOTEBOOKS = sorted(path.stem for path in (PROJECT / "source" / ASSIGNMENT).glob("*.ipynb"))


@pytest.fixture(scope="module")
def server():
    with ForkServer() as made:
        yield made


@pytest.fixture(scope="module")
def drawn(server):
    """name -> (template, pictures) of a notebook of the assignment, made when first asked for."""
    known = {}

    def of(name):
        if name not in known:
            source = json.loads((PROJECT / "source" / ASSIGNMENT / f"{name}.ipynb").read_text())
            template = prepare(source, Marking().regions())
            known[name] = template, Pictures(template, Easel(source, template, server))
        return known[name]

    yield of
    for _, pictures in known.values():
        pictures.close()


def marked(template, answer, server, pictures):
    nb, _ = align(template, answer)
    return mark_aligned(template, nb, server=server, seed=1, pictures=pictures).nb


@pytest.mark.slow
@pytest.mark.parametrize("student", ["ada", "boris", "dalia", "hana", "ivan"])
@pytest.mark.parametrize("name", NOTEBOOKS)
def test_is_the_marked_notebook_the_same_with_and_without_the_easel(student, name, server, drawn):
    """Right in another style, wrong, half finished: every output of every cell alike, pictures to the pixel?

    Once drawn from the student's answers, and once remembered.
    """
    template, pictures = drawn(name)
    answer = json.loads(submission(BY_NAME[student], PROJECT / "release" / ASSIGNMENT)[f"{name}.ipynb"])
    in_the_box = marked(template, answer, server, None)
    assert marked(template, answer, server, pictures) == in_the_box
    assert marked(template, answer, server, pictures) == in_the_box


@pytest.mark.slow
@pytest.mark.parametrize("name", NOTEBOOKS)
def test_is_every_picture_of_the_assignment_drawn_once(name, server, drawn):
    """A picture that has to be drawn in the student's box costs a tenth of a second: is none, for a right answer?"""
    template, pictures = drawn(name)
    answer = json.loads(submission(BY_NAME["ada"], PROJECT / "release" / ASSIGNMENT)[f"{name}.ipynb"])
    marked(template, answer, server, pictures)
    assert set(pictures.easel.cells) == {cell.id for cell in template.cells if "plot" in cell.tags}
    assert sum(bool(kept and kept.outputs) for kept in pictures.shelf.kept.values()) >= len(pictures.easel.cells)
    assert None not in pictures.shelf.kept.values()


# A small notebook: `double` is asked about 1 and 2 and, with its own answer, once more.
GIVEN = "import math\nsome = [1.0, 2.0]"
SOLUTION = "### BEGIN SOLUTION\ndef double(x):\n    return 2 * x\n### END SOLUTION"
SHOWN = "for x in some:\n    print(x, double(x))\nprint(double(double(some[0])))"


@pytest.fixture(scope="module")
def small(server):
    source = new_notebook(cells=[
        cell(new_code_cell, GIVEN, "given", locked=True),
        cell(new_code_cell, SOLUTION, "double", solution=True),
        cell(new_code_cell, SHOWN, "shown", locked=True)])
    source.cells[0].metadata.tags = ["setup"]
    template = prepare(source)
    pictures = Pictures(template, Easel(source, template, server))
    yield template, pictures
    pictures.close()


class Watched:
    """A student's box that counts how many questions of a picture it is asked, in how many goes."""

    def __init__(self, box):
        self.box, self.asked = box, []

    def fetch_all(self, names):
        return self.box.fetch_all(names)

    def calls(self, stacks, calls, *more):
        self.asked.append([[stacks[stack][row] for stack, row in places] for _, places in calls])
        return self.box.calls(stacks, calls, *more)


def shown(small, server, *codes):
    """(outputs or None, what was asked) for a student whose cells are `codes`."""
    _, pictures = small
    with server.open() as box:
        for code in (GIVEN, *codes):
            box.run(code, "cell")
        watched = Watched(box)
        return pictures.outputs("shown", "shown", lambda: watched, codes), watched.asked


def test_is_what_depends_on_answers_asked_only_with_the_students_own(small, server):
    """double(1), double(2) first; double of an answer only when that answer is there, and it is the student's?"""
    outputs, asked = shown(small, server, "def double(x):\n    return x + x")
    assert outputs[0]["text"] == "1.0 2.0\n2.0 4.0\n4.0\n"
    assert asked == [[[1.0], [2.0]]]  # double(2.0) was asked already
    outputs, asked = shown(small, server, "def double(x):\n    return 3 * x")
    assert outputs[0]["text"] == "1.0 3.0\n2.0 6.0\n9.0\n"
    assert asked == [[[1.0], [2.0]], [[3.0]]]


@pytest.mark.parametrize("codes", [
    ["def double(x):\n    display(x)\n    return 2 * x"],
    ["def double(x):\n    return lambda: x"],
    ["def double(x):\n    raise ValueError"],
    ["def double(x):\n    return 2 * x", "some = [5.0]"],
    ["def double(x):\n    return 2 * x", "some[0] = 5.0"],
    ["def double(x):\n    return 2 * x", "def tidy(x):\n    x.reverse()", "tidy(some)"],
    ["def double(x):\n    global some\n    some = [5.0]\n    return 2 * x"],
    ["def double(x):\n    return 2 * x", "import numpy as math"],
    ["def double(x):\n    return 2 * x", "%config InlineBackend.figure_format = 'svg'"],
    ["def double(x):\n    return 2 * x", "plt.rcParams['lines.linewidth'] = 9"],
    [],
], ids=["displays", "no plain data", "raises", "rebinds", "writes into", "writes by a call", "global", "import",
        "magic", "style", "absent"])
def test_is_a_cell_run_where_it_might_show_something_else(small, server, codes):
    """Whatever could change what the cell shows sends it to be run for this student?"""
    assert shown(small, server, *codes)[0] is None


@pytest.mark.parametrize("codes", [
    ["import math\ndouble = lambda x: 2 * x"],
    ["from functools import partial\nfrom operator import mul\ndouble = partial(mul, 2)"],
    ["def double(x):\n    some = x\n    return some * 2", "mine = double(3)"],
    ["def double(x):\n    return 2 * x", "this is no Python"],
], ids=["lambda", "partial", "local name", "broken cell"])
def test_is_a_right_answer_shown_without_running_the_cell(small, server, codes):
    """Other styles and cells that touch nothing: is it drawn from the answers?"""
    assert shown(small, server, *codes)[0] is not None


@pytest.mark.parametrize("shows", [
    "np.asarray(scaled(np.array([1.0, 2.0])))", "scaled(np.array([1.0, 2.0])) * 2",
    "scaled(scaled(np.array([1.0, 2.0])))", "scaled(np.array([1.0, 2.0])) - 1",
], ids=["as an array", "as it is", "asked again", "raises for a list"])
def test_is_a_list_of_numbers_shown_as_a_list(shows, server):
    """A function that returns a list: does the cell show what it shows in the student's own box?"""
    solution = "### BEGIN SOLUTION\ndef scaled(x):\n    return 2.0 * np.asarray(x)\n### END SOLUTION"
    source = new_notebook(cells=[
        cell(new_code_cell, "import numpy as np", "given", locked=True),
        cell(new_code_cell, solution, "scaled", solution=True),
        cell(new_code_cell, f"print({shows})", "shown", locked=True)])
    source.cells[0].metadata.tags = ["setup"]
    template = prepare(source)
    pictures = Pictures(template, Easel(source, template, server))
    for answer in ("    return 2.0 * np.asarray(x)", "    return [2.0 * item for item in x]"):
        source.cells[1].source = f"def scaled(x):\n{answer}"
        submitted = json.loads(json.dumps(source))
        assert marked(template, submitted, server, pictures) == marked(template, submitted, server, None)
    pictures.close()


@pytest.mark.parametrize("answer", [
    "    x *= 2\n    return x", "    x[:] = 0\n    return x + 1", "    kept[:] = 2 * x\n    return kept",
    "    x.sort()\n    return [kept, kept]", "    print('x is', x)\n    print(1)\n    return 2 * x",
    "    import sys\n    print('a')\n    print('b', file=sys.stderr)\n    return 2 * x",
    "    if x[0] == 7:\n        raise ValueError('seven')\n    return 2 * x",
    "    class Mine(Exception): pass\n    print('so')\n    raise Mine('mine')", "    raise NotImplementedError()",
], ids=["in place", "spoils its input", "one buffer", "a list of one buffer", "prints", "on stderr", "raises once",
        "an exception of its own", "unanswered"])
def test_is_a_function_that_does_more_than_answer_shown_as_in_its_box(answer, server):
    """One that writes into arrays, prints or raises: is what is shown what it really does?"""
    source = new_notebook(cells=[
        cell(new_code_cell, "import numpy as np", "given", locked=True),
        cell(new_code_cell, SOLUTION, "double", solution=True),
        cell(new_code_cell, "for x in np.ones(2), np.array([7.0, 3.0]), np.zeros(1):\n    try:\n"
             "        print(np.array(double(x)), x)\n    except Exception as error:\n"
             "        print(type(error).__name__, error)", "shown", locked=True)])
    source.cells[0].metadata.tags = ["setup"]
    template = prepare(source)
    pictures = Pictures(template, Easel(source, template, server))
    source.cells[1].source = f"kept = np.zeros(2)\ndef double(x):\n{answer}"
    submitted = json.loads(json.dumps(source))
    assert marked(template, submitted, server, pictures) == marked(template, submitted, server, None)
    assert any(kept and kept.outputs for kept in pictures.shelf.kept.values())
    pictures.close()


@pytest.mark.parametrize("shows", [
    "double(2.0), mine", "double(2.0), draw.random()", "double(x=2.0)", "double(open)", "double(2.0), later",
], ids=["a value", "random numbers", "by keyword", "no plain data", "defined anew below"])
def test_what_is_not_told_by_answers_alone_is_run(shows, server):
    """A cell that shows more than what functions answer for plain numbers: does it run in the student's box?"""
    source = new_notebook(cells=[
        cell(new_code_cell, "import numpy as np\ndraw = np.random.default_rng(1)\nlater = 1", "given", locked=True),
        cell(new_code_cell, SOLUTION, "double", solution=True),
        cell(new_code_cell, "### BEGIN SOLUTION\nmine = 42\n### END SOLUTION", "mine", solution=True),
        cell(new_code_cell, f"print({shows})", "shown", locked=True),
        cell(new_code_cell, "later = 2", "later", locked=True)])
    source.cells[0].metadata.tags = source.cells[-1].metadata.tags = ["setup"]
    template = prepare(source)
    pictures = Pictures(template, Easel(source, template, server))
    with server.open() as box:
        codes = ["def double(x):\n    return 2 * x", "mine = 7"]
        for code in codes:
            box.run(code, "cell")
        assert pictures.outputs("shown", "shown", lambda: box, codes) is None
    pictures.close()


def test_nothing_of_the_instructors_goes_into_a_students_box(server):
    """What a cell asks with an answer in its arguments: is it asked with the student's, never the instructor's?"""
    source = new_notebook(cells=[
        cell(new_code_cell, "### BEGIN SOLUTION\ndef secret():\n    return 42.0\n### END SOLUTION", "secret",
             solution=True),
        cell(new_code_cell, SOLUTION, "double", solution=True),
        cell(new_code_cell, "print(double(secret()), double(1.0))", "shown", locked=True)])
    template = prepare(source)
    pictures = Pictures(template, Easel(source, template, server))
    codes = ["asked = []\ndef secret():\n    return 5.0\ndef double(x):\n    asked.append(x)\n    return x + x"]
    with server.open() as box:
        box.run(codes[0], "cell")
        assert pictures.outputs("shown", "shown", lambda: box, codes)[0]["text"] == "10.0 2.0\n"
        assert box.fetch("asked") == [1.0, 5.0]
    pictures.close()


def test_an_easel_that_is_lost_is_put_up_again(small, server):
    """The easel's box has ended: does the next student's cell get another one?"""
    _, pictures = small
    pictures.shelf.kept.clear()
    pictures.easel.draw("shown", [], [])
    pictures.easel.box.close()
    with pytest.raises(BoxFault):
        pictures.easel.draw("shown", [], [])
    assert shown(small, server, "def double(x):\n    return 2 * x")[0] is not None


def test_only_answers_that_come_again_are_drawn_apart(small, server, monkeypatch):
    """Does the first student with some answers get the cell run, and the second one the picture?"""
    _, pictures = small
    monkeypatch.setattr(pictures, "repeated", True)
    for wrong in (21, 22):
        assert shown(small, server, f"def double(x):\n    return {wrong} * x")[0] is None
    assert shown(small, server, "def double(x):\n    return 22 * x")[0] is not None
    monkeypatch.setattr("grader.shelf.MOST_SEEN", 2)
    for wrong in (23, 24, 25):
        assert shown(small, server, f"def double(x):\n    return {wrong} * x")[0] is None
    assert len(pictures.shelf.seen) <= 2


def test_only_so_many_pictures_are_kept(small, server, monkeypatch):
    """Do a thousand different wrong answers need no more memory than a few?"""
    _, pictures = small
    monkeypatch.setattr("grader.shelf.MOST_KEPT", 5)
    for wrong in range(6):
        assert shown(small, server, f"def double(x):\n    return {wrong} * x")[0] is not None
    assert len(pictures.shelf.kept) == 5


def test_does_a_students_own_cell_find_what_an_unrun_cell_defines(server):
    """A locked cell defines `table`; it was not run, and the student's own cell uses the name: is it there?"""
    source = new_notebook(cells=[
        cell(new_code_cell, SOLUTION, "double", solution=True),
        cell(new_code_cell, "table = double(4)\nprint(table)", "shown", locked=True)])
    template = prepare(source)
    pictures = Pictures(template, Easel(source, template, server))
    assert set(pictures.easel.cells) == {"shown"}
    own = new_code_cell("print(table + 1)", id="own")
    answer = new_notebook(cells=[*source.cells, own])
    cells = marked(template, json.loads(json.dumps(answer)), server, pictures)["cells"]
    assert [output["text"] for cell in cells for output in cell["outputs"]] == ["8\n", "9\n"]
    pictures.close()


def test_are_values_the_same_only_in_type_form_and_digits():
    """Arrays and numbers that agree in eleven digits, of the same type and shape, and nothing else?"""
    import numpy as np

    same = [(1.0, 1 - 1e-16), (0.1, 0.1 + 1e-17), (10.0, 9.999999999999), (-1.0, -1 + 1e-15), (0.0, -1e-17),
            (np.array([1.0, np.nan, np.inf, 3e300, 2e-9]), np.array([1 + 1e-15, -np.nan, np.inf, 3e300, 2e-9])),
            ([1.0, (2, None)], [1.0 + 1e-12, (2, None)]), ({"a": 1.0}, {"a": 1 + 1e-14})]
    for one, other in same:
        assert image(one) == image(other), (one, other)
    for one, other in [
        (1.0, 1), (1.0, 1.1), (1.0, 10.0), (1.0, -1.0), (1.0, 1 + 1e-9), (np.inf, -np.inf), (np.nan, np.inf),
        (1.0, np.float64(1.0)), (np.ones(2), np.ones((2, 1))), (np.ones(2), np.ones(2, "f4")), (True, 1),
        ([1.0], (1.0,)), ([1.0], [1.0, 2.0]), ([1.0], [np.float64(1.0)]), ("a", "b"), (np.arange(2), np.arange(2) + 1),
        ({"a": np.zeros(5000)}, {"a": np.ones(5000)}), (np.array([0.0, np.nan]), np.array([np.nan, 0.0])),
    ]:
        assert image(one) != image(other), (one, other)


def test_pictures_are_left_out_where_the_course_says_so():
    """Does `c.Marking.skip` reach the processes that mark a class, and change no mark?"""
    name = NOTEBOOKS[0]
    source = (PROJECT / "source" / ASSIGNMENT / f"{name}.ipynb").read_text()
    answer = submission(BY_NAME["ada"], PROJECT / "release" / ASSIGNMENT)[f"{name}.ipynb"]
    found = {}
    for tags in ([], ["plot"]):
        settings = task_settings(Config({"Marking": {"skip": tags}}))
        task = Task(("course", ASSIGNMENT, "ada", name), source, answer, settings)
        found[bool(tags)] = Marked.read(mark(task.text()))
    assert found[True].scores == found[False].scores and found[True].comments == found[False].comments
    assert "image/png" in found[False].notebook and "image/png" not in found[True].notebook


@pytest.mark.parametrize("code", ["%%html\n<b>hi</b>", "files = !ls\nprint(files)", "x = %pwd", "print(1)?"])
@pytest.mark.parametrize("tags", [[], ["plot"]], ids=["drawn", "left out"])
def test_a_cell_of_the_course_that_only_ipython_can_read(code, tags):
    """A locked cell with magics is no Python: is the notebook marked all the same, by every way of marking?"""
    source = json.dumps(new_notebook(cells=[
        cell(new_code_cell, SOLUTION, "double", solution=True),
        cell(new_code_cell, code, "shown", locked=True),
        cell(new_code_cell, "assert double(2) == 4", "correct_double", grade=True, locked=True, points=1)]))
    for student in ("ada", "boris"):
        task = Task(("course", "small", student, "n"), source, source.encode(),
                    task_settings(Config({"Marking": {"skip": tags}})))
        assert Marked.read(mark(task.text())).scores == {"correct_double": 1.0}

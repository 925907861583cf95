"""Does a locked cell show the same whether it was drawn for the student or taken from the instructor's?"""

import json
from pathlib import Path

import pytest
from traitlets.config import Config

from demo.hand_in import submission
from demo.roster import BY_NAME
from grader.align import align
from grader.box import ForkServer
from grader.marker import mark
from grader.marking import mark_aligned
from grader.pictures import Pictures, agree
from grader.recording import record
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
def recorded(server):
    """name -> (template, recordings) of a notebook of the assignment, made when first asked for."""
    known = {}

    def of(name):
        if name not in known:
            source = json.loads((PROJECT / "source" / ASSIGNMENT / f"{name}.ipynb").read_text())
            template = prepare(source, Marking().regions())
            known[name] = template, record(source, template, server)
        return known[name]

    return of


def marked(template, answer, server, pictures):
    nb, _ = align(template, answer)
    return mark_aligned(template, nb, server=server, seed=1, pictures=pictures).nb


@pytest.mark.slow
@pytest.mark.parametrize("student", ["ada", "boris", "dalia", "hana", "ivan"])
@pytest.mark.parametrize("name", NOTEBOOKS)
def test_is_the_marked_notebook_the_same_with_and_without_recordings(student, name, server, recorded):
    """Right in another style, wrong, half finished: every output of every cell alike, pictures to the pixel?"""
    template, pictures = recorded(name)
    answer = json.loads(submission(BY_NAME[student], PROJECT / "release" / ASSIGNMENT)[f"{name}.ipynb"])
    assert marked(template, answer, server, pictures) == marked(template, answer, server, None)


@pytest.mark.slow
@pytest.mark.parametrize("name", NOTEBOOKS)
def test_is_every_picture_of_the_assignment_recorded(name, recorded):
    """A picture cell that cannot be recorded costs each student a tenth of a second: are they all?"""
    template, pictures = recorded(name)
    assert set(pictures.recordings) == {cell.id for cell in template.cells if "plot" in cell.tags}


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
    return template, record(source, template, server)


class Watched:
    """A student's box that counts how many questions of a recording it is asked, in how many goes."""

    def __init__(self, box):
        self.box, self.asked = box, []

    def calls(self, stacks, calls, where, numbers):
        self.asked.append([[stacks[stack][row] for stack, row in places] for _, places in calls])
        return self.box.calls(stacks, calls, where, numbers)


def shown(small, server, *codes):
    """(outputs or None, what was asked) for a student whose cells are `codes`."""
    _, pictures = small
    with server.open() as box:
        for code in (GIVEN, *codes):
            box.run(code, "cell")
        watched = Watched(box)
        return pictures.outputs("shown", "shown", lambda: watched, codes), watched.asked


def test_is_what_depends_on_answers_asked_only_after_they_were_right(small, server):
    """double(1), double(2) first; double(2.0), an answer fed back, only once these agreed?"""
    outputs, asked = shown(small, server, "def double(x):\n    return x + x")
    assert outputs[0]["text"] == "1.0 2.0\n2.0 4.0\n4.0\n"
    assert asked == [[[1.0], [2.0], [1.0]], [[2.0]]]
    outputs, asked = shown(small, server, "def double(x):\n    return 3 * x")
    assert outputs is None
    assert asked == [[[1.0], [2.0], [1.0]]]


@pytest.mark.parametrize("codes", [
    ["def double(x):\n    print(x)\n    return 2 * x"],
    ["def double(x):\n    return [2 * x]"],
    ["def double(x):\n    raise ValueError"],
    ["def double(x):\n    return 2 * x", "some = [5.0]"],
    ["def double(x):\n    return 2 * x", "some[0] = 5.0"],
    ["def double(x):\n    global some\n    some = [5.0]\n    return 2 * x"],
    ["def double(x):\n    return 2 * x", "import numpy as math"],
    ["def double(x):\n    return 2 * x", "%config InlineBackend.figure_format = 'svg'"],
    ["def double(x):\n    return 2 * x", "plt.rcParams['lines.linewidth'] = 9"],
    [],
], ids=["prints", "type", "raises", "rebinds", "writes into", "global", "import", "magic", "style", "absent"])
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
    """Other styles and cells that touch nothing: is the recording used?"""
    assert shown(small, server, *codes)[0] is not None


FORMS = [
    ("np.asarray(scaled(np.array([1.0, 2.0])))", True),  # turned into an array first: a list will do
    ("scaled(np.array([1.0, 2.0])) * 2", False),  # twice a list is another list
    ("scaled(scaled(np.array([1.0, 2.0])))", False),  # what is asked next depends on the form
]


@pytest.mark.parametrize("shows, counts", FORMS, ids=["as an array", "as it is", "asked again"])
def test_does_a_list_of_the_right_numbers_count_where_the_cell_does_not_mind(shows, counts, server):
    """A function that returns a list: shown as recorded where the cell shows the same for lists, run elsewhere?"""
    solution = "### BEGIN SOLUTION\ndef scaled(x):\n    return 2.0 * np.asarray(x)\n### END SOLUTION"
    source = new_notebook(cells=[
        cell(new_code_cell, "import numpy as np", "given", locked=True),
        cell(new_code_cell, solution, "scaled", solution=True),
        cell(new_code_cell, f"print({shows})", "shown", locked=True)])
    source.cells[0].metadata.tags = ["setup"]
    made = None, record(source, prepare(source), server)
    listed = "def scaled(x):\n    return [2.0 * item for item in x]"
    with server.open() as box:
        for code in ("import numpy as np", listed):
            box.run(code, "cell")
        assert (made[1].outputs("shown", "shown", lambda: box, [listed]) is not None) == counts
    wrong = shown(made, server, "import numpy as np", "def scaled(x):\n    return [2.1 * item for item in x]")
    assert wrong[0] is None


def test_does_a_students_own_cell_find_what_an_unrun_cell_defines(server):
    """A locked cell defines `table`; it was not run, and the student's own cell uses the name: is it there?"""
    source = new_notebook(cells=[
        cell(new_code_cell, SOLUTION, "double", solution=True),
        cell(new_code_cell, "table = double(4)\nprint(table)", "shown", locked=True)])
    template = prepare(source)
    pictures = record(source, template, server)
    assert set(pictures.recordings) == {"shown"}
    own = new_code_cell("print(table + 1)", id="own")
    answer = new_notebook(cells=[*source.cells, own])
    cells = marked(template, json.loads(json.dumps(answer)), server, pictures)["cells"]
    assert [output["text"] for cell in cells for output in cell["outputs"]] == ["8\n", "9\n"]


def test_do_values_agree_only_in_type_form_and_size():
    """Arrays and numbers as near as 1e-9, of the same type and shape?"""
    import numpy as np

    assert agree(np.array([1.0, np.nan]), np.array([1 + 1e-12, np.nan]))
    assert agree([1.0, (2, None)], [1.0 + 1e-12, (2, None)])
    for wanted, got in [(1.0, 1), (1.0, 1.1), (np.ones(2), np.ones((2, 1))), (np.ones(2), np.ones(2, "f4")),
                        ([1.0], (1.0,)), ([1.0], [1.0, 2.0]), ("a", "b")]:
        assert not agree(wanted, got)


def test_does_an_empty_set_of_recordings_show_nothing():
    """No recordings: every cell has to run?"""
    assert Pictures().outputs("shown", "shown", lambda: None, []) is None


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

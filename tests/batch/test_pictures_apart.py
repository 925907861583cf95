"""Is a picture drawn for a student that of their own notebook, with the data as that has them and nobody else's?"""

import json

import pytest

from grader.align import align
from grader.box import ForkServer
from grader.easel import Easel
from grader.marking import mark_aligned
from grader.pictures import Pictures
from grader.template import prepare
from tests.batch.tiny import cell, new_code_cell, new_notebook

SOLUTION = "### BEGIN SOLUTION\ndef double(x):\n    return 2 * x\n### END SOLUTION"


@pytest.fixture(scope="module")
def server():
    with ForkServer() as made:
        yield made


def marked(template, answer, server, pictures):
    nb, _ = align(template, answer)
    return mark_aligned(template, nb, server=server, seed=1, pictures=pictures).nb


def test_does_what_one_student_writes_into_the_given_data_stay_out_of_the_next_ones_picture(server):
    """The function of the first doubles in place what the cell hands it; does the second see the data as given?"""
    source = new_notebook(cells=[
        cell(new_code_cell, "import numpy as np\nsome = np.array([1.0, 2.0])", "given", locked=True),
        cell(new_code_cell, SOLUTION, "double", solution=True),
        cell(new_code_cell, "print(double(some), some)", "shown", locked=True)])
    source.cells[0].metadata.tags = ["setup"]
    template = prepare(source)
    pictures = Pictures(template, Easel(source, template, server))
    printed = []
    for code in ("def double(x):\n    x *= 2\n    return x", "def double(x):\n    return x + x"):
        with server.open() as box:
            box.run(source.cells[0].source, "given")
            box.run(code, "double")
            found = pictures.outputs("shown", "shown", lambda box=box: box, [code])
            printed.append(found and found[0]["text"])
    pictures.close()
    assert printed == [None, "[2. 4.] [1. 2.]\n"]  # the first is drawn in the student's own box


@pytest.mark.parametrize("quietly", ["", "with np.errstate(all='ignore'): "], ids=["warns", "quiet"])
def test_is_a_warning_shown_where_the_notebook_shows_it(quietly, server):
    """A function that divides by zero in a cell that lets NumPy warn, or not: is the page as the notebook?"""
    source = new_notebook(cells=[
        cell(new_code_cell, "import numpy as np", "given", locked=True),
        cell(new_code_cell, SOLUTION, "double", solution=True),
        cell(new_code_cell, f"{quietly}print(double(np.zeros(2)))", "shown", locked=True)])
    source.cells[0].metadata.tags = ["setup"]
    template = prepare(source)
    pictures = Pictures(template, Easel(source, template, server))
    source.cells[1].source = "def double(x):\n    return np.log(x)"
    submitted = json.loads(json.dumps(source))
    nb = marked(template, submitted, server, pictures)
    assert nb == marked(template, submitted, server, None)
    assert ("RuntimeWarning" in json.dumps(nb)) == (not quietly)
    pictures.close()

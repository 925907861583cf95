"""What a submission may take with it and bring out: files beside the notebook, results, outputs, random numbers."""

import pytest

from grader import showing
from tests.marking.small_notebooks import (
    FULL,
    RIGHT,
    cell,
    points,
    question,
    shown,
    submitted,
)


def test_files_lie_beside_the_notebook(mark):
    """Can student code read a data file of the assignment?"""
    source = question("assert f() == 'x,y'")
    submission = submitted({"f": "def f():\n    return open('data/a.csv').read()"}, source)
    assert points(mark(submission, source, files={"data/a.csv": b"x,y"})) == {"correct_f": 2}


@pytest.mark.parametrize(("others", "left_out"), [
    ({f"{n}.txt": b"" for n in range(100_000)}, 99_002),
    ({f"{n}/" * 200 + "f": b"" for n in range(9)}, 5),
    ({"data/a.csv/deeper": b"", "data": b"no folder"}, 2),
    ({"x" * 256: b"", "y/" * 1000 + "y": b"", "\ud800" * 86: b""}, 3),
    ({f"{n}": bytes(4 << 20) for n in range(15)}, 0),
    ({f"{n}": bytes(1 << 20) for n in range(70)}, 7),
], ids=["many", "deep", "in the way", "long names", "large", "too large"])  # fmt: skip
def test_files_that_do_not_fit_are_left_out(mark, others, left_out):
    """Whatever students hand in beside their notebook: is it marked, with the course's own file, and is that told?"""
    source = question("assert f() == 'x,y'")
    submission = submitted({"f": "def f():\n    return open('data/a.csv').read()"}, source)
    marked = mark(submission, source, files={"data/a.csv": b"x,y", **others})
    assert points(marked) == {"correct_f": 2}
    told = [line for line in marked.log if "are not there" in line]
    assert [line.split()[0] for line in told] == ([str(left_out)] if left_out else [])
    assert all(line.isprintable() and len(line) < 200 for line in told)


HUGE = "import numpy as np\ndef f(): return np.zeros((19 * 10**5, 1))"  # 15 MB, and with a row of thousands ...
TOGETHER = "np.allclose(f(), np.arange(5_000.0))"


@pytest.mark.parametrize(("hidden", "visible", "earned"), [
    ("1", TOGETHER, 1), (TOGETHER, "", 0), ("", TOGETHER, 0),
    (f"from grader.question import Judged, mark\nmark(Judged('f', 2, lambda *_: {TOGETHER}), f)", "", 0),
])  # fmt: skip
def test_results_that_grow_cost_their_question(mark, hidden, visible, earned):
    """Is a result that becomes a hundred gigabytes where it is compared the student's, and no fault of the course?"""
    source = question(hidden, visible=visible)
    marked = mark(submitted({"f": HUGE}, source), source)
    assert points(marked) == {"correct_f": earned}
    assert earned or marked.marks["correct_f"].message == "the results are too large to be compared"


def test_a_box_draws_other_numbers_than_the_tests(mark):
    """Is the seed of the box's random numbers another than that from which hidden inputs are drawn?"""
    source = question("import random, numpy as np\nfrom grader.question import _SEED\nseed = _SEED.get()\n"
                      "assert f() not in [np.random.RandomState(seed).rand(), random.Random(seed).random()]")
    for function in ("np.random.rand()", "random.random()"):
        submission = submitted({"f": f"import random, numpy as np\ndef f(): return float({function})"}, source)
        assert points(mark(submission, source)) == {"correct_f": 2}


def test_a_notebook_shows_so_much_and_no_more(mark, monkeypatch):
    """Are outputs beyond a notebook's cap left out, each with a line that says so, and are the marks the same?"""
    monkeypatch.setattr(showing, "MOST", 100_000)
    own = [cell("code", "print('x' * 60_000)", f"mine-{n}") for n in range(3)]
    submission = submitted(RIGHT)
    submission["cells"] += own
    marked = mark(submission)
    kept = [shown(found) for found in marked.nb["cells"] if found["id"].startswith("mine")]
    assert [len(text) > 60_000 for text in kept] == [True, False, False] and "Not kept" in kept[1]
    assert points(marked) == FULL

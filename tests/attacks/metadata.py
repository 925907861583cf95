"""Notebooks whose cells were edited, deleted, moved, doubled, retyped or renamed: the source is the truth.

An attack on metadata earns nothing; an honest answer in a damaged notebook keeps its points.
"""

import copy

from tests.attacks.kit import HONEST, POINTS, Attack, cell_of, own_cell

TESTS = tuple(POINTS)


def _edit(answers, change):
    """A notebook with these answers, after `change(notebook)`."""

    def make(course):
        made = course.submission(answers)
        change(made)
        return made

    return make


def _each_test(change):
    def all_of_them(made):
        for name in TESTS:
            change(cell_of(made, name))

    return all_of_them


def _said(**about):
    return _each_test(lambda cell: cell["metadata"]["nbgrader"].update(about))


def _without(*names):
    def drop(made):
        wanted = [cell_of(made, name) for name in names]
        made["cells"] = [cell for cell in made["cells"] if not any(cell is one for one in wanted)]

    return drop


def _points_in_outputs(cell):
    result = {"output_type": "execute_result", "data": {"text/plain": "6.0"}, "metadata": {}, "execution_count": 1}
    cell["outputs"], cell["execution_count"] = [result], 1


def _retyped(cell):
    cell["cell_type"] = "markdown"
    cell.pop("outputs"), cell.pop("execution_count")


def _easier_twins(made):
    for name in TESTS:
        twin = copy.deepcopy(cell_of(made, name))
        made["cells"].append(twin | {"id": f"twin-{name.replace('_', '-')}"[:60], "source": "pass"})


def _answers_called_tests(made):
    """The empty answers get the tests' ids, the tests' own go."""
    for name in TESTS:
        cell_of(made, name)["metadata"]["nbgrader"]["grade_id"] = "x" + name
        made["cells"].append(own_cell("6.0", f"own-{len(made['cells'])}", metadata={
            "nbgrader": {"schema_version": 3, "grade": True, "solution": False, "locked": True, "points": 60.0,
                         "grade_id": name}}))  # fmt: skip


def _trusted_marks(made):
    made["metadata"]["grader"] = {"status": "marked", "points": 41}
    for name in TESTS:
        cell_of(made, name)["metadata"]["grader"] = {"points": 6.0, "origin": "source", "status": "marked"}


def _setup_of_its_own(made):
    mine = own_cell("ask = lambda f, *a, **k: 1\nX_real = 0\nmark = 6.0", "mine", metadata={"tags": ["setup"]})
    made["cells"].insert(0, mine)
    cell_of(made, "setup")["source"] = "raise SystemExit"


_FORGED = {
    "test cells emptied": _each_test(lambda cell: cell.update(source="pass")),
    "test cells that return points": _each_test(lambda cell: cell.update(source="6.0")),
    "test cells deleted": _without(*TESTS),
    "test cells turned into markdown": _each_test(_retyped),
    "test cells declared solutions": _said(solution=True, locked=False),
    "test cells declared ungraded": _said(grade=False, points=0),
    "points raised": _said(points=1000),
    "points negative": _said(points=-1000),
    "points not a number": _said(points="NaN"),
    "checksums changed": _said(checksum="0" * 32),
    "test cells doubled by empty ones": _easier_twins,
    "tests of its own under the tests' ids": _answers_called_tests,
    "outputs that hold points": _each_test(_points_in_outputs),
    "marks of the grader forged": _trusted_marks,
    "setup of its own": _setup_of_its_own,
}


def _moved_to_the_end(made):
    answers = [cell_of(made, name) for name in ("discriminator", "gradient")]
    made["cells"] = [cell for cell in made["cells"] if not any(cell is one for one in answers)] + answers


def _stripped(made):
    for number, cell in enumerate(made["cells"]):
        cell["metadata"], cell["id"] = {}, f"c{number}"


def _colab(made):
    made["nbformat_minor"] = 0
    for cell in made["cells"]:
        cell["metadata"] = {"id": cell.pop("id"), "outputId": "x"}


def _stub_below(course):
    """A right notebook with an untouched copy of the cell below the answer."""
    made = course.submission(HONEST)
    answer, stub = cell_of(made, "gradient"), copy.deepcopy(cell_of(course.released(), "gradient"))
    stub["id"] = "copied"
    made["cells"].insert(made["cells"].index(answer) + 1, stub)
    return made


def _schema(version):
    def change(made):
        for cell in made["cells"]:
            if "nbgrader" in cell["metadata"]:
                cell["metadata"]["nbgrader"]["schema_version"] = version

    return change


def _retyped_answers(made):
    for name in ("gradient", "update"):
        _retyped(cell_of(made, name))


def _foreign(made):
    foreign = {"nbgrader": {"grade_id": "q9", "grade": True, "points": 9}}
    made["cells"].append(own_cell("1", "foreign", metadata=foreign))
    made["cells"].append(own_cell("1", "odd", metadata={"nbgrader": ["not", "a", "dict"]}))


_DAMAGED = {
    "test cells and text deleted around right answers": _without(*TESTS, "setup", "header"),
    "answers moved to the end": _moved_to_the_end,
    "answers turned into markdown": _retyped_answers,
    "all metadata lost": _stripped,
    "metadata as Colab leaves it": _colab,
    "an older schema": _schema(1),
    "a newer schema": _schema(99),
    "a schema that is no number": _schema({"version": [3]}),
    "foreign grade ids": _foreign,
    "a foreign kernel": lambda made: made["metadata"].update(kernelspec={"name": "ir", "language": "R"}),
    "no metadata at all": lambda made: made.pop("metadata"),
}
ATTACKS = [Attack(name, "metadata", _edit({}, change)) for name, change in _FORGED.items()]
ATTACKS += [Attack(name, "metadata", _edit(HONEST, change), earns=POINTS) for name, change in _DAMAGED.items()]
ATTACKS.append(Attack("an untouched copy below an answer", "metadata", _stub_below, earns=POINTS))

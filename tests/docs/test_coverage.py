"""docs/coverage.md against the notebooks: is every result of the course asked somewhere, and listed rightly?"""

import json
import re
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]
PAGE = (PROJECT / "docs" / "coverage.md").read_text(encoding="utf-8")
ROWS = {cells[0]: cells[3] for cells in re.findall(r"^\| (S\d+) \| (.+?) \| (.+?) \| (.+) \|$", PAGE, re.MULTILINE)}


def marked() -> dict[str, tuple[str, str, float, bool]]:
    """Every marked cell as "notebook.answer": assignment, notebook, points, and whether a person marks it."""
    found = {}
    for path in sorted((PROJECT / "source").glob("*/*.ipynb")):
        for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]:
            about = cell["metadata"].get("nbgrader", {})
            if about.get("grade"):
                name = f"{path.stem}.{about['grade_id'].removeprefix('correct_')}"
                found[name] = (path.parent.name, path.stem, about["points"], cell["cell_type"] == "markdown")
    return found


def test_every_row_is_there():
    """Are S1 to S30 all listed, in order?"""
    assert list(ROWS) == [f"S{number}" for number in range(1, 31)]


def test_every_row_leads_to_questions():
    """Does each row name at least one cell, do all of them exist, and is free text called so?"""
    cells = marked()
    for row, where in ROWS.items():
        named = re.findall(r"(\*free text\* )?`([\w.]+)`", where)
        assert named, row
        for told, name in named:
            assert name in cells, f"{row} names {name}, which no notebook has"
            assert bool(told) is cells[name][3], f"{row}: is {name} free text?"


def test_every_question_is_listed():
    """Does each marked cell of each notebook belong to some row?"""
    listed = set(re.findall(r"`(\w+\.\w+)`", " ".join(ROWS.values())))
    assert set(marked()) - listed == set()


def test_points():
    """Are the points of each notebook those in its cells, and of each assignment those that the course promises?"""
    cells = marked().values()
    table = re.findall(r"^\| (?:`(\w+)`)? ?\| `(\w+)` \| (\d+) \| (\d+) \|$", PAGE, re.MULTILINE)
    assert {notebook for _, notebook, *_ in table} == {notebook for _, notebook, *_ in cells}
    sums, assignment = {}, ""
    for name, notebook, points, automatic in table:
        assignment = name or assignment
        sums[assignment] = sums.get(assignment, 0) + int(points)
        mine = [cell for cell in cells if cell[1] == notebook]
        assert {cell[0] for cell in mine} == {assignment}
        assert (sum(c[2] for c in mine), sum(c[2] for c in mine if not c[3])) == (int(points), int(automatic)), notebook
    assert sums == {"tutorial6": 100, "gan_theory": 60, "beyond_gan": 50, "train_gan": 50}

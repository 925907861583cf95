"""The bare limit: the same cells one after another in one warm process, without box, files or gradebook.

What students wrote runs here with all the rights of whoever runs the benchmark, which is why this is no way to mark;
the answers are the demonstration's own. Run by `bench.py` in a process of its own; prints seconds and notebooks.
"""

import contextlib
import io
import json
import os
import sys
import time
import warnings
from pathlib import Path

os.environ["MPLBACKEND"] = "module://matplotlib_inline.backend_inline"

from IPython.core.interactiveshell import InteractiveShell
from IPython.utils.capture import capture_output

from benchmarks.classes import ASSIGNMENT, notebooks
from demo.course import Course
from grader.question import seeded


def cells_of(source: dict, submission: dict) -> list[str]:
    """The code cells of the source, with the student's in the place of the solutions."""
    theirs = {cell["metadata"].get("nbgrader", {}).get("grade_id"): "".join(cell["source"])
              for cell in submission["cells"] if cell["metadata"].get("nbgrader", {}).get("solution")}
    return [theirs.get(cell["metadata"].get("nbgrader", {}).get("grade_id"), "".join(cell["source"]))
            for cell in source["cells"] if cell["cell_type"] == "code"]


def run(shell: InteractiveShell, cells: list[str]) -> None:
    """One notebook in a fresh namespace."""
    with capture_output(), contextlib.redirect_stderr(io.StringIO()), seeded(1):
        shell.reset(new_session=False)
        for cell in cells:
            shell.run_cell(cell, store_history=False)


def main(folder: str, students: int) -> None:
    """Run every notebook of the first that many submissions; the first of each kind once before, to be warm."""
    warnings.simplefilter("ignore")
    course = Course(Path(folder), ASSIGNMENT)
    folder = course.folder / "source" / ASSIGNMENT
    sources = {path.stem: json.loads(path.read_text()) for path in folder.glob("*.ipynb")}
    work = []
    for _, name, path in notebooks(course, students):
        with contextlib.suppress(ValueError):  # a broken file costs nothing here
            work.append(cells_of(sources[name], json.loads(path.read_text())))
    shell = InteractiveShell.instance()
    for cells in work[:3]:
        run(shell, cells)
    started = time.perf_counter()
    for cells in work:
        run(shell, cells)
    print(json.dumps({"seconds": time.perf_counter() - started, "notebooks": len(work)}))


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))

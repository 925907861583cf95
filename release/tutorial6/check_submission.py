"""Look through your notebooks before you hand them in:  python check_submission.py

It says which notebooks are missing or unreadable, which questions are still open, and what looks as if it was not
saved or not run in order. It changes nothing and sends nothing. It needs Python 3.9 or newer; nbformat, which comes
with Jupyter, makes it look closer.
"""

import ast
import hashlib
import json
import sys
import time
from pathlib import Path

EXPECTED = {
    "q1_generator_cost": [
        "original_cost", "alternative_cost", "original_slope", "alternative_slope", "original_logit_slope",
        "alternative_logit_slope", "slope_ratio", "q1a_advantage", "train", "gan_iteration",
        "bounded_objective",
    ],
    "q2_optimal_discriminator": [
        "integrand", "integrand_slope", "integrand_curvature", "optimal_discriminator", "q2a_derivation",
        "value", "V_star", "q2b_derivation",
    ],
    "q3_discriminator_update": [
        "discriminator", "real_term", "fake_term", "value", "V_answer", "alpha", "beta", "gradient", "update",
        "theta_answer", "q3_why_ascend",
    ],
}

STUBS = ("raise NotImplementedError()", "YOUR ANSWER HERE")


def main(folder):
    """Print what was found; the exit code is 0 if nothing stands against handing in."""
    folder = Path(folder)
    problems = sum(check(folder, name, cells) for name, cells in EXPECTED.items())
    strange = sorted(p.name for p in folder.glob("*.ipynb") if p.stem not in EXPECTED)
    if strange:
        print(f"\nOther notebooks lie here and will not be marked: {', '.join(strange)}")
    print("\nNothing stands against handing in." if not problems else f"\n{count(problems, 'thing')} to look at before you hand in.")
    return 1 if problems else 0


def check(folder, name, expected):
    """Look through one notebook; returns how many things were found."""
    path = folder / f"{name}.ipynb"
    print(f"\n{path.name}")
    if not path.is_file():
        return tell(missing(folder, name))
    try:
        notebook = read(path)
    except (OSError, ValueError, RecursionError) as problem:
        return tell(f"cannot be read ({str(problem).splitlines()[0][:100]}). Open it in Jupyter and save it again, or take a copy "
                    "from .ipynb_checkpoints.")
    print(f"  saved {time.strftime('%A %d %B, %H:%M', time.localtime(path.stat().st_mtime))}: later than your last change?")
    cells = {grade_id(cell): cell for cell in notebook["cells"] if grade_id(cell)}
    found = [tell(line) for line in findings(cells, expected)]
    found += [tell(line) for line in running(notebook["cells"])]
    if not found:
        print("  every question has an answer")
    return len(found)


def findings(cells, expected):
    """What is missing, open or broken among the cells that are expected."""
    gone = [name for name in expected if name not in cells]
    if gone:
        yield f"the cells of {', '.join(gone)} are gone. Copy your answers into a fresh copy of the notebook."
    open_ones = [name for name in expected if name in cells and is_open(cells[name])]
    if open_ones:
        yield f"{count(len(open_ones), 'question')} still open: {', '.join(open_ones)}"
    for name in expected:
        line = syntax_error(cells[name]) if name in cells else None
        if line:
            yield f"{name}: Python cannot read line {line} of the cell"


def running(cells):
    """What the numbers beside the cells and their outputs tell."""
    code = [cell for cell in cells if cell["cell_type"] == "code" and text(cell).strip()]
    numbers = [cell.get("execution_count") for cell in code]
    done = [number for number in numbers if number]
    if not done:
        yield "no cell has been run. Kernel > Restart Kernel and Run All Cells, then save."
    elif done != sorted(done) or len(done) < len(code):
        yield "the cells were not run from top to bottom. Kernel > Restart Kernel and Run All Cells shows what a marker will see."
    failed = sum(any(output.get("output_type") == "error" for output in cell.get("outputs", [])) for cell in code)
    if failed:
        yield f"{count(failed, 'cell')} ended with an error when it was last run"


def missing(folder, name):
    """What to do about a notebook that is not there; perhaps it was renamed."""
    like = sorted(path.name for path in folder.glob("*.ipynb") if path.stem.lower().replace(" ", "_").startswith(name[:8].lower()))
    hint = f" Is it {like[0]}? Then rename it." if like else " Did you save it in another folder?"
    return f"is not in this folder.{hint}"


def read(path):
    """The notebook as a dict. Raises ValueError where the file is none."""
    try:
        import nbformat
    except ImportError:
        notebook = json.loads(path.read_text(encoding="utf-8"))
    else:
        notebook = nbformat.read(str(path), as_version=4)
    if not isinstance(notebook, dict) or not isinstance(notebook.get("cells"), list):
        raise ValueError("this is no notebook")
    return notebook


def grade_id(cell):
    """The name under which marking looks for a cell, if it has one."""
    return cell.get("metadata", {}).get("nbgrader", {}).get("grade_id")


def text(cell):
    """A cell's source as one string."""
    return cell["source"] if isinstance(cell["source"], str) else "".join(cell["source"])


def is_open(cell):
    """Is the cell empty, or as it was released, or does a stub still stand in it?"""
    words = text(cell)
    if not words.strip() or unchanged(cell):
        return True
    stubbed = any(stub in words for stub in STUBS)
    return stubbed and (cell["cell_type"] == "markdown" or "def " in words)  # beside a typed number the stub is never reached


def unchanged(cell):
    """Is the cell as it was released? nbgrader's checksum of that is kept in the cell."""
    about = cell["metadata"]["nbgrader"]
    parts = [text(cell), cell["cell_type"], bool(about.get("grade")), bool(about.get("solution")), False, about["grade_id"]]
    parts += [float(about["points"])] if about.get("grade") else []
    return about.get("checksum") == hashlib.md5("".join(map(str, parts)).encode()).hexdigest()


def syntax_error(cell):
    """The number of the line that Python cannot read; None for text and for code that it can."""
    if cell["cell_type"] != "code":
        return None
    lines = [line if not line.lstrip().startswith(("%", "!")) else "" for line in text(cell).split("\n")]
    try:
        ast.parse("\n".join(lines))
    except (SyntaxError, ValueError) as problem:
        return getattr(problem, "lineno", None) or 1
    return None


def count(number, word):
    """"1 thing", "2 things"."""
    return f"{number} {word}" + ("" if number == 1 else "s")


def tell(line):
    """Print a finding; counts as one."""
    print(f"  - {line}")
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1] if len(sys.argv) > 1 else Path(__file__).parent))

"""Look through your notebooks before you hand them in:  python check_submission.py

It says which notebooks are missing or unreadable, which questions are still open, and what looks as if it was not
saved or not run in order. It changes nothing and sends nothing. It needs Python 3.9 or newer and nothing else.
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
        "discriminator", "real_term", "fake_term", "value", "V_answer", "alpha", "beta", "gradient",
        "update", "theta_answer", "q3_why_ascend",
    ],
}

STUBS = ("raise NotImplementedError()", "YOUR ANSWER HERE")
AGAIN = "Kernel > Restart Kernel and Run All Cells, then save."


def main(folder):
    """Print what was found; the exit code is 0 if nothing stands against handing in."""
    folder = Path(folder)
    problems = sum(check(folder, name, cells) for name, cells in EXPECTED.items())
    strange = sorted(p.name for p in folder.glob("*.ipynb") if p.stem not in EXPECTED)
    if strange:
        print(f"\nOther notebooks lie here and will not be marked: {', '.join(strange)}")
    if not problems:
        print("\nNothing stands against handing in.")
        return 0
    print(f"\n{count(problems, 'thing')} to look at before you hand in.")
    return 1


def check(folder, name, expected):
    """Look through one notebook; returns how many things were found."""
    path = folder / f"{name}.ipynb"
    print(f"\n{path.name}")
    if not path.is_file():
        return tell(missing(folder, name))
    try:
        cells = read(path)
    except (OSError, ValueError, RecursionError) as problem:
        why = (str(problem).splitlines() or ["empty"])[0][:100]
        return tell(f"cannot be read ({why}). Save it again in Jupyter, or take the copy in .ipynb_checkpoints.")
    saved = time.strftime("%A %d %B, %H:%M", time.localtime(path.stat().st_mtime))
    print(f"  saved {saved}: later than your last change?")
    found = [tell(line) for line in findings(cells, expected)]
    found += [tell(line) for line in running(cells)]
    if not found:
        print("  every question has an answer")
    return len(found)


def findings(cells, expected):
    """What is missing, double, open or broken among the cells that are expected."""
    here = [name_of(cell, expected) for cell in cells]
    answers = {name_of(cell, expected): cell for cell in cells}
    gone = [name for name in expected if name not in answers]
    if gone:
        yield f"the cells of {', '.join(gone)} are gone. Copy your answers into a fresh copy of the notebook."
    double = [name for name in expected if here.count(name) > 1]
    if double:
        yield f"there is more than one cell of {', '.join(double)}. Keep the one that you want marked."
    still = [name for name in expected if name in answers and is_open(answers[name])]
    if still:
        yield f"{count(len(still), 'question')} still open: {', '.join(still)}"
    for name in expected:
        line = syntax_error(answers[name]) if name in answers else None
        if line:
            yield f"{name}: Python cannot read line {line} of the cell"


def running(cells):
    """What the numbers beside the cells and their outputs tell."""
    code = [cell for cell in cells if cell["cell_type"] == "code" and text(cell).strip()]
    done = [cell["execution_count"] for cell in code if cell.get("execution_count")]
    if not done:
        yield f"no cell has been run. {AGAIN}"
    elif done != sorted(done) or len(done) < len(code):
        yield f"the cells were not run from top to bottom, as marking does. {AGAIN}"
    failed = sum(any(output.get("output_type") == "error" for output in cell.get("outputs", [])) for cell in code)
    if failed:
        yield f"{count(failed, 'cell')} ended with an error when last run"


def missing(folder, name):
    """What to do about a notebook that is not there; perhaps it was renamed."""
    start = name.split("_")[0].lower()
    others = (path for path in sorted(folder.glob("*.ipynb")) if path.stem not in EXPECTED)
    like = [path.name for path in others if start in path.stem.lower()]
    hint = f"Is it {like[0]}? Then rename that to {name}.ipynb." if like else "Did you save it in another folder?"
    return f"is not in this folder. {hint}"


def read(path):
    """The notebook's cells. Raises ValueError for what is no notebook."""
    notebook = json.loads(path.read_text(encoding="utf-8"))
    cells = notebook.get("cells") if isinstance(notebook, dict) else None
    if not isinstance(cells, list) or not all(isinstance(c, dict) and {"cell_type", "source"} <= set(c) for c in cells):
        raise ValueError("this is no notebook")
    return cells


def name_of(cell, expected):
    """The question that a cell answers. Where an editor lost what nbgrader keeps in it, its id tells."""
    name = about(cell).get("grade_id") or cell.get("id")
    return name if name in expected else None


def about(cell):
    """What nbgrader keeps in a cell; nothing where it does not know the cell."""
    return cell.get("metadata", {}).get("nbgrader", {})


def text(cell):
    """A cell's source as one string."""
    return cell["source"] if isinstance(cell["source"], str) else "".join(cell["source"])


def is_open(cell):
    """Is the cell empty, or as it was released, or does a stub still stand in it?"""
    words = text(cell)
    if not words.strip() or unchanged(cell):
        return True
    # beside a typed number the stub is only reached while there is no number
    return any(stub in words for stub in STUBS) and (cell["cell_type"] == "markdown" or "def " in words)


def unchanged(cell):
    """Is the cell as it was released? nbgrader keeps a checksum of that in the cell."""
    kept = about(cell)
    flags = [bool(kept.get(flag)) for flag in ("grade", "solution")]
    parts = [text(cell), cell["cell_type"], *flags, False, kept.get("grade_id")]
    parts += [float(kept.get("points", 0))] if kept.get("grade") else []
    return kept.get("checksum") == hashlib.md5("".join(map(str, parts)).encode()).hexdigest()


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
    """One thing, two things."""
    return f"{number} {word}" + ("" if number == 1 else "s")


def tell(line):
    """Print a finding; counts as one."""
    print(f"  - {line}")
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1] if len(sys.argv) > 1 else Path(__file__).parent))

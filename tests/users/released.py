"""The released notebooks as a student's hands leave them: untouched, or answered and run. For this folder's tests."""

import json
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]
ASSIGNMENTS = sorted(path.name for path in (PROJECT / "source").iterdir() if any(path.glob("*.ipynb")))
NOTEBOOKS = [f"{name}/{path.stem}" for name in ASSIGNMENTS
             for path in sorted((PROJECT / "source" / name).glob("*.ipynb"))]


def load(path: Path) -> dict:
    return json.loads(path.read_text(encoding="utf-8"))


def solutions(notebook: dict) -> dict[str, dict]:
    """Grade id to solution cell."""
    return {cell["metadata"]["nbgrader"]["grade_id"]: cell for cell in notebook["cells"]
            if cell["metadata"].get("nbgrader", {}).get("solution")}


def answered(name: str) -> dict:
    """The released notebook with the instructor's answers, and the numbers of a run from top to bottom."""
    made, source = load(PROJECT / "release" / f"{name}.ipynb"), load(PROJECT / "source" / f"{name}.ipynb")
    answers = solutions(source)
    for grade_id, cell in solutions(made).items():
        cell["source"] = answers[grade_id]["source"]
    code = (cell for cell in made["cells"] if cell["cell_type"] == "code")
    for number, cell in enumerate(code, 1):
        cell["execution_count"] = number
    return made


def write(folder: Path, name: str, notebook: dict) -> Path:
    """Saves a notebook under its name in the folder."""
    path = folder / f"{Path(name).name}.ipynb"
    path.write_text(json.dumps(notebook), encoding="utf-8")
    return path

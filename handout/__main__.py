"""`python -m handout [ASSIGNMENT ...]`: writes the handout into source/ASSIGNMENT; without a name, into all of them."""

import json
import sys
import textwrap
from pathlib import Path

HERE = Path(__file__).resolve().parent
SOURCE = HERE.parent / "source"
SAME = ("README.md", "requirements.txt")  # for every assignment as they are
CHECK = "check_submission.py"


def questions(notebook: Path) -> list[str]:
    """The grade ids of a notebook's solution cells, in its order."""
    cells = json.loads(notebook.read_text(encoding="utf-8"))["cells"]
    about = (cell["metadata"].get("nbgrader", {}) for cell in cells)
    return [each["grade_id"] for each in about if each.get("solution")]


def expected(folder: Path) -> str:
    """The table of notebooks and questions, as the check has it."""
    lines = ["EXPECTED = {"]
    for notebook in sorted(folder.glob("*.ipynb")):
        names = " ".join(f'"{name}",' for name in questions(notebook))
        lines += [f'    "{notebook.stem}": [', textwrap.indent(textwrap.fill(names, 100), " " * 8), "    ],"]
    return "\n".join([*lines, "}"])


def files(folder: Path) -> dict[str, str]:
    """File name to text of the handout for the assignment in `folder`."""
    made = {name: (HERE / name).read_text(encoding="utf-8") for name in SAME}
    check = (HERE / CHECK).read_text(encoding="utf-8")
    return made | {CHECK: check.replace("EXPECTED = {}", expected(folder))}


def main(names: list[str]) -> int:
    """Write the files; the exit code."""
    for name in names or sorted(path.name for path in SOURCE.iterdir() if path.is_dir()):
        if not (SOURCE / name).is_dir():
            print(f"handout: source/ has no assignment {name!r}; wanted: the name of a folder in it.", file=sys.stderr)
            return 2
        for file, text in files(SOURCE / name).items():
            (SOURCE / name / file).write_text(text, encoding="utf-8")
        print(f"source/{name}: {', '.join(files(SOURCE / name))}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""Reads the files of students' answers in `right/` and `wrong/`: real source, an answer under each heading.

A heading is `# %% name: what is special about it`. A file's name begins with its notebook's, as in q3_gradient.py. Used
by right_answers.py and wrong_answers.py; other tests use those.
"""

import re
from pathlib import Path

from gan_ref.questions import notebooks

HEADING = re.compile(r"^# %% (\w+): (.+)$", re.MULTILINE)


def answers(folder: str) -> dict[str, list[tuple[str, str]]]:
    """Every answer in a folder: "notebook.name" of the question → [(heading, source)], in the files' order."""
    found: dict[str, list[tuple[str, str]]] = {}
    for path in sorted((Path(__file__).parent / folder).glob("*.py")):
        _, *parts = HEADING.split(path.read_text(encoding="utf-8"))
        for name, heading, source in zip(parts[::3], parts[1::3], parts[2::3], strict=True):
            found.setdefault(f"{notebook(path.stem)}.{name}", []).append((heading, source.strip() + "\n"))
    return found


def notebook(stem: str) -> str:
    """The notebook that a file of answers belongs to, by what both names begin with: q3, t1, b2."""
    short = stem.partition("_")[0] + "_"
    return next(name for name in notebooks() if name.startswith(short))


def run(name: str, source: str):
    """The answer that a source defines, as it would be after the notebook's setup cell."""
    import numpy

    namespace = {"np": numpy, "__name__": "student"}
    exec(compile(source, f"<{name}>", "exec"), namespace)
    return namespace[name.rpartition(".")[2]]

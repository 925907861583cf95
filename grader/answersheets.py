"""Answers kept as source files, for the gate and the tests: right ones in many styles, wrong ones by their mistake.

A file begins with its notebook's short name (q3_gradient.py belongs to q3_discriminator_update), and holds an answer
under each heading `# %% name: what is special about it`, where `name` is the answer's grade id in the notebook.
"""

import re
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

_HEADING = re.compile(r"^# %% (\w+): (.+)$", re.MULTILINE)
_SHARE = re.compile(r"^[^|]*\((\d+/\d+)\)")


@dataclass(frozen=True)
class Answer:
    """One answer: the grade id of its cell, its heading, its code."""

    cell: str
    heading: str
    code: str

    @property
    def share(self) -> Fraction:
        """Of a wrong answer, the share of the points that it still earns: `(1/2)` in its heading, 0 without."""
        said = _SHARE.match(self.heading)
        return Fraction(said[1]) if said else Fraction(0)


def read(folder: Path, notebook: str) -> list[Answer]:
    """The answers in `folder` that belong to `notebook`, in file order."""
    found = []
    for path in sorted(folder.glob("*.py")):
        if notebook.startswith(path.stem.split("_")[0] + "_"):
            _, *parts = _HEADING.split(path.read_text(encoding="utf-8"))
            found += [Answer(*parts[i : i + 2], parts[i + 2].strip() + "\n") for i in range(0, len(parts), 3)]
    return found

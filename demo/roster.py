"""The students of the demonstration class. The demo hands their work in; tests ask what each of them deserves.

What a student wrote is in answers/<name>.py, in sections that begin `# %% notebook.cell`. A student starts from
another's answers, or from the notebook as it was released, and replaces the sections that are in the file.
"""

import ast
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

ANSWERS = Path(__file__).parent / "answers"
SECTION = "# %% "


@dataclass(frozen=True)
class Student:
    """One member of the class: a name, whose answers they start from, and what became of their files.

    `files` maps a file name to what is handed in under it: None for a file that is not handed in, bytes for
    one that the student added, a float for the fraction of a notebook that was saved before it broke off.
    """

    name: str
    starts_from: str | None = "ada"
    files: Mapping[str, bytes | float | None] = field(default_factory=dict)

    @property
    def about(self) -> str:
        """One sentence: the first line of the student's answers."""
        return ast.get_docstring(ast.parse(_text(self.name).split(SECTION)[0]))

    def answers(self) -> dict[str, str]:
        """Question name (`notebook.cell`) to the source of that cell, what the student started from included."""
        started = dict(BY_NAME[self.starts_from].answers()) if self.starts_from else {}
        return started | sections(_text(self.name))


def sections(text: str) -> dict[str, str]:
    """The sections of an answers file: name to source, without the blank lines around it."""
    parts = (part.split("\n", 1) for part in ("\n" + text).split("\n" + SECTION)[1:])
    return {name.strip(): source.strip("\n") for name, source in parts}


def _text(name: str) -> str:
    return (ANSWERS / f"{name}.py").read_text(encoding="utf-8")


SKETCH = b'{"cells": [], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}'

STUDENTS = (
    Student("ada", starts_from=None),
    Student("boris"),
    Student("celine"),
    Student("dalia"),
    Student("emil"),
    Student("fatima"),
    Student("goran"),
    Student("hana", starts_from=None),
    Student("ivan", starts_from=None),
    Student("june"),
    Student("kofi"),
    Student("lena", files={"q2_optimal_discriminator.ipynb": 0.6}),
    Student("mara", files={"q3_discriminator_update.ipynb": None, "q3 final (2).ipynb": SKETCH}),
    Student("noel_o-neill", starts_from="boris", files={"figure [1] é.png": b"no picture", "заметки.txt": b"\xff\xfe"}),
    Student("omar"),
)
BY_NAME = {student.name: student for student in STUDENTS}

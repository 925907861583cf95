"""docs/write-a-question.md followed to the letter in a copy of the project: is the page enough for a new lecturer?"""

import re
import secrets
import shlex
import shutil
import sys
from pathlib import Path

import nbformat
import pytest

from demo.course import Course

PROJECT = Path(__file__).resolve().parents[2]
PAGE = PROJECT / "docs" / "write-a-question.md"
COPIED = ("gan_ref", "grader", "handout", "source", "release", "tests", "demo")
BLOCK = re.compile(  # the paragraph above a block, its language, its text
    r"(?P<before>[^\n]+(?:\n[^\n]+)*)\n\n?```(?P<language>\w+)\n(?P<text>.*?)^```$", re.DOTALL | re.MULTILINE)
KINDS = {  # nbgrader's panel: grade, solution, locked
    "Read-only": (False, False, True),
    "Autograded answer": (False, True, False),
    "Autograder tests": (True, False, True),
}


class Lecturer:
    """Does what the page says, block by block, in the folder of `course`; `said` is what the commands printed."""

    def __init__(self, course: Course):
        self.course, self.cells, self.said, self.done = course, [], [], []

    def follow(self, before: str, language: str, text: str) -> None:
        """One block: a command to run, a cell of the notebook, or the text of a file."""
        cell = re.match(r"\*(?P<kind>[^*]+)\*, `(?P<name>\w+)`", before)
        added = re.search(r"<!-- add to (?:the list (?P<list>\w+) in )?(?P<path>\S+) -->$", before)
        written = re.search(r"`(?P<path>[\w/]+\.py)`:$", before)
        if language == "text":  # a sketch, not to be followed
            return
        if language == "sh":
            self.run(text)
        elif cell:
            self.cells.append(self.cell(cell["kind"], cell["name"], language, text, before))
        elif added:
            self.add(self.course.folder / added["path"], added["list"], text)
        else:
            (self.course.folder / written["path"]).write_text(text, encoding="utf-8")
        self.done.append(before)

    def run(self, commands: str) -> None:
        if self.cells:
            self.save()
        for words in map(shlex.split, commands.splitlines()):
            command = [sys.executable, *words[1:]] if words[0] == "python" else [sys.executable, "-m", *words]
            self.said.append(self.course.run(*command))

    def add(self, path: Path, name: str | None, text: str) -> None:
        there = path.read_text(encoding="utf-8")
        head = f"\n{name} = [\n"
        made = there.replace(head, head + text, 1) if name else f"{there.rstrip()}\n\n{text}"
        assert made != there
        path.write_text(made, encoding="utf-8")

    def cell(self, kind: str, name: str, language: str, text: str, before: str):
        """A cell as JupyterLab makes it, with an id of its own, and as the panel marks it."""
        grade, solution, locked = KINDS[kind]
        about = {"grade": grade, "grade_id": name, "locked": locked, "schema_version": 3, "solution": solution,
                 "task": False}  # fmt: skip
        points = re.search(r"(\d+) points", before)
        about |= {"points": int(points[1])} if grade else {}
        made = nbformat.v4.new_markdown_cell if language == "markdown" else nbformat.v4.new_code_cell
        tags = {"tags": ["setup"]} if "the tag `setup`" in before else {}
        return made(text.rstrip("\n"), id=secrets.token_hex(4), metadata={"nbgrader": about} | tags)

    def save(self) -> None:
        path = self.course.folder / "source/extra/x1_hinge.ipynb"
        path.parent.mkdir(exist_ok=True)
        kernel = {"kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"}}
        nbformat.write(nbformat.v4.new_notebook(cells=self.cells, metadata=kernel), path)


@pytest.fixture(scope="module")
def lecturer(tmp_path_factory):
    """Somebody who has copied the project, and has done everything that the page says."""
    folder = tmp_path_factory.mktemp("writing") / "course"
    for name in COPIED:
        shutil.copytree(PROJECT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("nbgrader_config.py", "pyproject.toml"):
        shutil.copy(PROJECT / name, folder)
    somebody = Lecturer(Course(folder))
    for block in BLOCK.finditer(PAGE.read_text(encoding="utf-8")):
        somebody.follow(**block.groupdict())
    return somebody


@pytest.mark.slow
def test_the_loop_says_how_long_it_took(lecturer):
    """Does the command for after each edit hold, and say what it left out and how many seconds it took?"""
    ends = r"All 5 claims hold\. Left out: the other notebooks, nbgrader as it comes, mutants\. \([\d.]+ seconds\)"
    assert re.search(ends, lecturer.said[0]), lecturer.said[0]


@pytest.mark.slow
def test_the_worked_example_passes_the_gate(lecturer):
    """Does the example, written as the page shows it, pass the whole gate, with its mistakes named as they should?"""
    assert len(lecturer.cells) == 4
    gate, tests = lecturer.said[-2:]
    assert "All 7 claims hold: extra can be released." in gate, gate
    assert re.search(r"\b[1-9]\d* passed", tests) and "failed" not in tests, tests


@pytest.mark.slow
def test_the_mistake_is_known_afterwards(lecturer):
    """Does the example of a new mistake get the new mistake's message, and do the other answers keep their marks?"""
    said = lecturer.course.run(sys.executable, "-m", "pytest", "-q", "tests/questions", "-k",
                               "q3 and summed_over_everything or q3 and gradient and no_known_mistake")
    assert "2 passed" in said
    gate = "gate tutorial6 --quick --notebook q3_discriminator_update --question gradient".split()
    assert "All 5 claims hold" in lecturer.course.run(sys.executable, "-m", "grader", *gate)

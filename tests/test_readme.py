"""The README against the project: every command exists, every file is there, every figure that can be counted is right.

The points of the demonstration class are compared in tests/course/test_class.py, where the class is marked.
"""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.attacks.corpus import CORPUS

PROJECT = Path(__file__).resolve().parent.parent
README = (PROJECT / "README.md").read_text(encoding="utf-8")
CODE = re.findall(r"`([^`\n]+)`", README) + re.findall(r"^ *\$ (.+)$", README, re.MULTILINE)


def commands(start: str) -> list[str]:
    """The first word after `start` of every command in the README that begins with it."""
    return sorted({found[1] for code in CODE if (found := re.match(re.escape(start) + r" (\w+)", code))})


@pytest.fixture(scope="module")
def help_of_nbgrader() -> str:
    return subprocess.run([sys.executable, "-m", "nbgrader", "--help"], capture_output=True, text=True).stdout


def test_there_are_commands_to_check():
    """Does the README show the two commands that a visitor types first?"""
    assert {"demo", "test"} <= set(commands("make"))


@pytest.mark.parametrize("target", commands("make"))
def test_make_knows_the_target(target):
    """Is everything that the README tells to make a target of the Makefile, with a line of help?"""
    assert re.search(rf"^{target}:.*## \w", (PROJECT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)


@pytest.mark.parametrize("command", commands("python -m grader"))
def test_the_grader_knows_the_command(command):
    """Does `python -m grader` have each command that the README shows, with help of its own?"""
    words = [sys.executable, "-m", "grader", command, "--help"]
    plain = os.environ | {"NO_COLOR": "1"}  # Python 3.14 colours its help
    shown = subprocess.run(words, cwd=PROJECT, env=plain, capture_output=True, text=True)
    assert shown.returncode == 0, shown.stderr
    assert f"python -m grader {command}" in shown.stdout


@pytest.mark.parametrize("command", commands("nbgrader"))
def test_nbgrader_knows_the_command(help_of_nbgrader, command):
    """Does nbgrader have each command that the README shows?"""
    assert re.search(rf"^{command}$", help_of_nbgrader, re.MULTILINE)


@pytest.mark.parametrize("link", sorted(set(re.findall(r"\]\((?!http)([^)#]+)\)", README))))
def test_links_lead_somewhere(link):
    """Is every file and folder that the README links to there?"""
    assert (PROJECT / link).exists()


@pytest.mark.parametrize("path", sorted({code for code in CODE if re.fullmatch(r"(gan_ref|grader)/[\w/.]*", code)}))
def test_named_files_exist(path):
    """Is every file that the README names where it says?"""
    assert (PROJECT / path).exists()


@pytest.mark.parametrize("name", sorted(set(re.findall(r"grader\.(?:collect|export)\.\w+", README))))
def test_named_plugins_exist(name):
    """Does each plug-in that the README tells to configure exist?"""
    module, _, member = name.rpartition(".")
    assert hasattr(__import__(module, fromlist=[member]), member)


@pytest.mark.parametrize("folder", sorted((PROJECT / "source").iterdir()), ids=lambda folder: folder.name)
def test_the_points_are_those_of_the_notebooks(folder):
    """Does the README give each assignment's notebooks and points, by machine and by a person?"""
    notebooks = [json.loads(path.read_text(encoding="utf-8")) for path in folder.glob("*.ipynb")]
    graded = [(cell["cell_type"], cell["metadata"]["nbgrader"]["points"]) for notebook in notebooks
              for cell in notebook["cells"] if cell["metadata"].get("nbgrader", {}).get("grade")]
    by_machine = sum(points for kind, points in graded if kind == "code")
    everything = sum(points for _, points in graded)
    row = f"| {len(notebooks)} | {everything} | {by_machine} | {everything - by_machine} |"
    assert re.search(rf"^\| `{folder.name}` \|.*{re.escape(row)}$", README, re.MULTILINE)


def test_the_attacks_are_counted():
    """Is the number of attacks in the README the size of the corpus?"""
    said = re.search(r"`tests/attacks` holds (\d+) dishonest or broken submissions", README)
    assert int(said[1]) == len(CORPUS)


def test_changes_are_dated_newest_first_and_speak_of_marks():
    """Does every entry of CHANGES.md have a date and a line on marks?"""
    entries = re.split(r"^## ", (PROJECT / "CHANGES.md").read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]
    dates = [entry[:10] for entry in entries]
    assert dates == sorted(dates, reverse=True)
    assert all(re.fullmatch(r"\d{4}-\d\d-\d\d", date) for date in dates)
    assert all(re.search(r"^Marks: \w", entry, re.MULTILINE) for entry in entries)


def test_the_speed_told_is_the_speed_measured():
    """Are the tables in the README those that `make bench` wrote last?"""
    table = (PROJECT / "benchmarks" / "results" / "table.md").read_text(encoding="utf-8")
    assert table.strip() in README

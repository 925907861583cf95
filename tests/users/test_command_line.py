"""The commands of `python -m grader` as somebody meets them: their help, and what they say when something is wrong."""

import os
import subprocess
import sys

import pytest

from demo.course import PROJECT

COMMANDS = ["autograde", "check", "gate", "report"]


def grader(*words: str, folder=PROJECT) -> subprocess.CompletedProcess:
    """One command, as typed in a terminal of 100 columns."""
    environment = os.environ | {"COLUMNS": "100", "NO_COLOR": "1", "PYTHONPATH": str(PROJECT)}
    return subprocess.run([sys.executable, "-m", "grader", *words], cwd=folder, env=environment, text=True,
                          encoding="utf-8", capture_output=True)


@pytest.mark.parametrize("command", [[], *([name] for name in COMMANDS)], ids=["none", *COMMANDS])
def test_help_fits_a_screen(command):
    """Is the help of each command at most 40 lines of 120 columns, and does it show an example?"""
    shown = grader(*command, "--help").stdout
    assert len(shown.splitlines()) <= 40
    assert max(map(len, shown.splitlines())) <= 120
    assert "example" in shown and f"python -m grader {' '.join(command)}".strip() in shown


@pytest.mark.parametrize("words, said", [
    ([], "the following arguments are required: COMMAND"),
    (["mark"], "invalid choice: 'mark'"),
    (["autograde"], "the following arguments are required: assignment"),
    (["autograde", "tutorial6", "--jobs", "0"], "0 workers cannot mark anything; wanted: 1 or more"),
    (["check", "--without", "walls"], "invalid choice: 'walls'"),
    (["gate", "tutorial9"], "Wanted: the name of a folder in source/, which are: beyond_gan, gan_theory, train_gan, "),
    (["gate", "tutorial6", "--notebook", "q9"], "has no q9.ipynb; it has: q1_generator_cost, q2_optimal_discriminator"),
    (["gate", "tutorial6", "--question", "V"], "no question is called V. There are, in q1_generator_cost: original_co"),
    (["report"], "the following arguments are required: assignment"),
], ids=lambda value: " ".join(value) or "none" if isinstance(value, list) else "")
def test_a_wrong_command_is_named(words, said):
    """Is a command that cannot be meant answered with what is wrong, exit code 2, and no traceback?"""
    done = grader(*words)
    assert done.returncode == 2
    assert said in done.stderr and "Traceback" not in done.stderr


@pytest.mark.parametrize("command", ["autograde", "gate", "report"])
def test_a_folder_that_is_no_course(tmp_path, command):
    """Is a folder without a course refused in a line that starts with the command's name?"""
    done = grader(command, "tutorial6", "--course", str(tmp_path))
    assert done.returncode == 2
    assert f"grader {command}: " in done.stderr and "Traceback" not in done.stderr

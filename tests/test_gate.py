"""The gate before a release: it opens for the course as it is, and shuts for what would be unfair."""

import json
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from grader import marker
from grader.__main__ import main
from grader.answersheets import read
from grader.gate import CannotTry, Gate
from grader.mutants import mutants
from grader.settings import task_settings

PROJECT = Path(__file__).resolve().parents[1]


@pytest.mark.slow
@pytest.mark.parametrize("assignment", sorted(path.name for path in (PROJECT / "source").iterdir() if path.is_dir()))
def test_the_gate_is_open(assignment, capfd):
    """Is every assignment's marking fair: does each claim of the gate hold today?"""
    ended = main(["gate", assignment, "--course", str(PROJECT), "--answers", str(PROJECT / "tests/questions")])
    assert ended == 0, capfd.readouterr().out


@pytest.fixture
def settings():
    """Settings as the command takes them from the course's configuration."""
    from grader.course import Course

    return task_settings(Course(PROJECT).config)


@pytest.fixture
def source():
    """A notebook with one question, whose test looks at one input only."""

    def cell(name, text, tags=(), **nbgrader):
        about = {"nbgrader": {"grade_id": name, "schema_version": 3, **nbgrader}, "tags": list(tags)}
        return {
            "id": name,
            "cell_type": "code",
            "metadata": about,
            "source": text,
            "outputs": [],
            "execution_count": None,
        }

    solution = "def square(x):\n    ### BEGIN SOLUTION\n    return x ** 2\n    ### END SOLUTION"
    test = "### BEGIN HIDDEN TESTS\nassert square(2) == 4\n### END HIDDEN TESTS"
    return {
        "cells": [
            cell("setup", "import math", ["setup"], grade=False, solution=False, locked=True),
            cell("square", solution, grade=False, solution=True, locked=False),
            cell("correct_square", test, grade=True, solution=False, locked=True, points=2),
        ],
        "metadata": {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}},
        "nbformat": 4,
        "nbformat_minor": 5,
    }


@pytest.fixture
def gate(source, settings):
    """The gate for that notebook, marking in this process."""
    with ThreadPoolExecutor(1) as pool:
        yield Gate("q_square", source, lambda task: pool.submit(marker.mark, task), settings)


def test_a_setup_cell_without_its_tag(source, settings):
    """Does the gate see that a visible check fails for the instructor, which costs no point and confuses students?"""
    source["cells"][0]["metadata"]["tags"] = []
    source["cells"][2]["source"] = "assert square(math.sqrt(4)) == 4\n" + source["cells"][2]["source"]
    with ThreadPoolExecutor(1) as pool:
        verdict = Gate("q_square", source, lambda task: pool.submit(marker.mark, task), settings).instructor()
    assert [line.partition("✗")[0] for line in verdict.against] == ["correct_square: what students see of it says “"]


def test_answers_whose_test_has_another_name(source, settings, tmp_path):
    """Is the rule for names told, where answers cannot be matched with a test?"""
    source["cells"][2]["metadata"]["nbgrader"]["grade_id"] = "test_1"
    (tmp_path / "q.py").write_text("# %% square: as it is\ndef square(x):\n    return x * x\n")
    gate = Gate("q_square", source, None, settings)
    for claim in (gate.right, gate.wrong):
        with pytest.raises(CannotTry, match="no test cell `correct_square` to give them points. .* there are: test_1."):
            claim(tmp_path)


def test_a_weak_test_is_found_out(gate, tmp_path):
    """Is a mutant named that one weak input cannot tell from the solution?"""
    verdict = gate.mutation(tmp_path / "none.toml")
    assert not verdict.ok
    assert any("x ** 2 → x * 2" in line for line in verdict.against)


def test_solutions_and_stubs(gate):
    """Do the instructor's notebook and the empty one get what they should?"""
    assert gate.instructor().ok and gate.empty().ok


def test_a_wrong_test_is_found_out(source, settings):
    """Is it said which cell takes points from the instructor's own notebook, and why?"""
    source["cells"][2]["source"] = source["cells"][2]["source"].replace("== 4", "== 5")
    with ThreadPoolExecutor(1) as pool:
        verdict = Gate("q_square", source, lambda task: pool.submit(marker.mark, task), settings).instructor()
    assert verdict.against == ["correct_square: 0 of 2 (a check failed)"]


def test_right_and_wrong_answers(gate, tmp_path):
    """Is a right answer that loses points told, and a wrong one that keeps them?"""
    (tmp_path / "q_square.py").write_text(
        "# %% square: product\ndef square(x):\n    return x * x\n\n"
        "# %% square: double\ndef square(x):\n    return 2 * x\n\n"
        "# %% square: nothing\ndef square(x):\n    return None\n"
    )
    assert [line.split(":")[1].strip() for line in gate.right(tmp_path).against] == ["nothing"]
    assert gate.wrong(tmp_path).against == ["square: product: all points", "square: double: all points"]


def test_a_share_that_is_not_the_headings(source, settings, tmp_path):
    """Is a wrong answer found that keeps another share than its heading says?"""
    source["cells"][2]["source"] = source["cells"][2]["source"].replace("assert square(2) == 4", "square(2) / 2")
    headings = ("half (1/2) | a third (1/3)", "third (1/3)", "nothing")
    (tmp_path / "q_square.py").write_text("".join(f"# %% square: {h}\ndef square(x): return 2\n" for h in headings))
    with ThreadPoolExecutor(1) as pool:
        verdict = Gate("q_square", source, lambda task: pool.submit(marker.mark, task), settings).wrong(tmp_path)
    assert verdict.against == ["square: third (1/3): 1 of 2, its heading says 1/3",
                               "square: nothing: 1 of 2, its heading says 0"]  # fmt: skip


def test_answers_to_a_question_that_is_not_there(gate, tmp_path):
    """Is a heading with a slip in its name told, instead of left out?"""
    (tmp_path / "q_square.py").write_text("# %% sqare: product\ndef square(x):\n    return x * x\n")
    with pytest.raises(CannotTry, match="sqare, and no solution"):
        gate.wrong(tmp_path)


def test_only_the_question_that_is_asked_for(source, settings, tmp_path):
    """Are answers and mutants of other questions left out, and no other test run when an answer is tried?"""
    other = json.loads(json.dumps(source["cells"][1:]).replace("square", "cube").replace("** 2", "** 3"))
    source["cells"] += other  # its test asks for cube(2) == 4: the instructor's own notebook fails it
    (tmp_path / "q_answers.py").write_text("# %% square: same\ndef square(x): return x * x\n"
                                           "# %% cube: same\ndef cube(x): return x * x * x\n")
    texts = []

    def submit(task):
        texts.append(task)
        return pool.submit(marker.mark, task)

    with ThreadPoolExecutor(1) as pool:
        gate = Gate("q_square", source, submit, settings, question="square")
        verdict = gate.right(tmp_path)
    assert (verdict.tried, verdict.against) == (1, [])
    assert "correct_square" in texts[0] and "correct_cube" not in texts[0]


def test_a_mutant_that_another_test_catches(source, settings, tmp_path):
    """Does a mutant count as caught that only the test of another question tells from the solution?"""
    second = json.loads(json.dumps(source["cells"][1:]).replace("square", "fourth"))
    second[0]["source"] = ("def fourth(x):\n    ### BEGIN SOLUTION\n    return square(square(x))\n"
                           "    ### END SOLUTION")
    second[1]["source"] = second[1]["source"].replace("fourth(2) == 4", "fourth(3) == 81")
    source["cells"] += second
    with ThreadPoolExecutor(1) as pool:
        verdict = Gate("q_square", source, lambda task: pool.submit(marker.mark, task), settings,
                       question="square").mutation(tmp_path / "none.toml")
    assert verdict.ok, verdict.against


def test_a_leak_is_found(gate, source):
    """Is a solution in the release named, and a release that is not today's?"""
    released = json.loads(json.dumps(source))
    assert any("return x ** 2" in line for line in gate.release(released).against)
    for cell, known in zip(released["cells"], gate.template.cells, strict=True):
        cell["source"] = known.released
    assert gate.release(released).ok
    assert not gate.release(None).ok


def test_an_outdated_equivalent_is_named(gate, tmp_path):
    """Does the list of equivalent mutants complain of one that no longer exists?"""
    (tmp_path / "e.toml").write_text('[q_square]\nsquare = [{ change = "a → b", reason = "old" }]\n')
    assert any("no such mutant" in line for line in gate.mutation(tmp_path / "e.toml").against)


@pytest.mark.parametrize(
    "code, change",
    [
        ("y = a + b", "a + b → a - b"),
        ("y = -a", "-a → a"),
        ("y = np.mean(x)", "np.mean(x) → np.sum(x)"),
        ("y = f(a, b)", "f(a, b) → f(b, a)"),
        ("y = 3", "3 → 4"),
        ("y = a < b", "a < b → a >= b"),
        ("f(x)", "f(x) → pass"),
        ("def f():\n    return 1", "return 1 → return None"),
    ],
)
def test_operators(code, change):
    """Does each operator of mutation do what it is for?"""
    assert change in {mutant.change for mutant in mutants(code)}


def test_docstrings_are_left_alone():
    """Is a text that computes nothing no mutant?"""
    assert not list(mutants('"""Words."""'))


def test_answers_are_read_by_notebook(tmp_path):
    """Are answers found for their notebook, under their headings?"""
    (tmp_path / "q3_more.py").write_text('"""Intro."""\n# %% a: one way\ndef a(): pass\n# %% b: x\nb = 1\n')
    found = read(tmp_path, "q3_discriminator_update")
    assert [(answer.cell, answer.heading) for answer in found] == [("a", "one way"), ("b", "x")]
    assert read(tmp_path, "q2_optimal_discriminator") == []


def test_stock_agrees(gate, tmp_path):
    """Does nbgrader's own way of marking give the instructor's and the empty notebook the same points?"""
    assert gate.stock(tmp_path).ok


def test_a_test_that_stock_marks_otherwise_is_found_out(source, settings, tmp_path):
    """Is it told where a warning costs points under stock nbgrader, and none here?"""
    warns = "import sys\nprint('careful', file=sys.stderr)\n"
    source["cells"][2]["source"] = warns + source["cells"][2]["source"]
    with ThreadPoolExecutor(1) as pool:
        verdict = Gate("q_square", source, lambda task: pool.submit(marker.mark, task), settings).stock(tmp_path)
    assert verdict.against == ["the instructor's notebook, correct_square: 0 there, 2 here"]

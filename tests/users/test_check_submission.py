"""check_submission.py, the student's own look before handing in: each trouble is named, a finished one passes."""

import ast
import subprocess
import sys

import pytest

from handout.__main__ import SOURCE, expected, files
from tests.users.released import ASSIGNMENTS, NOTEBOOKS, PROJECT, answered, load, solutions, write

Q1, Q2, Q3 = (name for name in NOTEBOOKS if name.startswith("tutorial6/"))


@pytest.fixture
def folder(tmp_path):
    """A student's folder in which everything is answered, run and saved."""
    for name in Q1, Q2, Q3:
        write(tmp_path, name, answered(name))
    (tmp_path / "check_submission.py").write_bytes((PROJECT / "release/tutorial6/check_submission.py").read_bytes())
    return tmp_path


def look(folder, *python: str) -> tuple[int, str]:
    """Exit code and words of the check, by `python check_submission.py`."""
    words = [sys.executable, *python, str(folder / "check_submission.py")]
    done = subprocess.run(words, capture_output=True, text=True, encoding="utf-8", env={"PYTHONIOENCODING": "utf-8"})
    assert "Traceback" not in done.stderr
    return done.returncode, done.stdout


@pytest.mark.parametrize("python", [["-I"], ["-I", "-S"]], ids=["Jupyter there", "nothing there"])
def test_a_finished_submission_passes(folder, python):
    """Is nothing said against notebooks that are answered, run and saved, whatever else is installed?"""
    code, said = look(folder, *python)
    assert (code, said.count("every question has an answer")) == (0, 3), said
    assert "Nothing stands against handing in." in said


def test_a_missing_notebook(folder):
    """Is a notebook that is not there named, and are the others looked at all the same?"""
    (folder / "q2_optimal_discriminator.ipynb").unlink()
    code, said = look(folder)
    assert code == 1 and "is not in this folder. Did you save it in another folder?" in said
    assert said.count("every question has an answer") == 2


def test_a_renamed_notebook(folder):
    """Is a notebook under another name found again, and the right name told?"""
    (folder / "q2_optimal_discriminator.ipynb").rename(folder / "Q2 final.ipynb")
    code, said = look(folder)
    assert code == 1 and "Is it Q2 final.ipynb? Then rename that to q2_optimal_discriminator.ipynb." in said
    assert "Other notebooks lie here and will not be marked: Q2 final.ipynb" in said


@pytest.mark.parametrize("content", [b"", b"{\"cells\": [", b"\xff\xfe\x00", b"[]", b"{}", b"{\"cells\": [1]}",
                                     b"[" * 100_000], ids=["empty", "cut", "binary", "list", "bare", "odd", "deep"])
def test_an_unreadable_notebook(folder, content):
    """Is a file that is no notebook named in a line, without a traceback?"""
    (folder / "q1_generator_cost.ipynb").write_bytes(content)
    code, said = look(folder)
    assert code == 1 and said.count("cannot be read (") == 1, said
    assert "Save it again in Jupyter" in said


@pytest.mark.parametrize("change", [lambda released: released, lambda released: "", lambda released: f"# {released}"],
                         ids=["as released", "empty", "stub kept"])
def test_an_open_question(folder, change):
    """Are questions without an answer counted and named: a function, a typed number, a text?"""
    notebook, released = answered(Q3), solutions(load(PROJECT / "release" / f"{Q3}.ipynb"))
    for name in "gradient", "q3_why_ascend":
        solutions(notebook)[name]["source"] = change("".join(released[name]["source"]))
    write(folder, Q3, notebook)
    code, said = look(folder)
    assert code == 1 and "2 questions still open: gradient, q3_why_ascend" in said


def test_an_untouched_number(folder):
    """Is a number that was never typed open, and one that is typed above the stub not?"""
    notebook, released = answered(Q3), solutions(load(PROJECT / "release" / f"{Q3}.ipynb"))
    stub = "".join(released["V_answer"]["source"])
    solutions(notebook)["V_answer"]["source"] = stub
    write(folder, Q3, notebook)
    assert "1 question still open: V_answer" in look(folder)[1]
    solutions(notebook)["V_answer"]["source"] = stub.replace("None ", "-1.5 ", 1)
    write(folder, Q3, notebook)
    assert look(folder)[0] == 0


def test_an_untouched_release(folder):
    """Is every question of the untouched assignment open?"""
    for name in Q1, Q2, Q3:
        write(folder, name, load(PROJECT / "release" / f"{name}.ipynb"))
    code, said = look(folder)
    number = {len(solutions(load(PROJECT / "source" / f"{name}.ipynb"))) for name in (Q1, Q2, Q3)}
    assert code == 1 and all(f"{each} questions still open" in said for each in number)
    assert said.count("no cell has been run") == 3


def test_cells_run_out_of_order(folder):
    """Is it seen that the cells were not run from top to bottom?"""
    notebook = answered(Q2)
    code = [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]
    code[1]["execution_count"] = 99
    write(folder, Q2, notebook)
    assert "the cells were not run from top to bottom" in look(folder)[1]


def test_an_error_in_an_output(folder):
    """Is it said that a cell ended with an error when it was last run?"""
    notebook = answered(Q2)
    solutions(notebook)["value"]["outputs"] = [
        {"output_type": "error", "ename": "NameError", "evalue": "x", "traceback": []}]
    write(folder, Q2, notebook)
    assert "1 cell ended with an error when last run" in look(folder)[1]


def test_a_syntax_error(folder):
    """Is the question named whose code Python cannot read, with the line?"""
    notebook = answered(Q2)
    solutions(notebook)["value"]["source"] = "%matplotlib inline\ndef value(p, q, D)\n    return 0"
    write(folder, Q2, notebook)
    assert "value: Python cannot read line 2 of the cell" in look(folder)[1]


def test_lost_and_double_cells(folder):
    """Are answers that are gone, and answers that stand twice, named?"""
    notebook = answered(Q2)
    cells = solutions(notebook)
    notebook["cells"].remove(cells["integrand"])
    notebook["cells"].append(cells["V_star"] | {"id": "again"})
    write(folder, Q2, notebook)
    code, said = look(folder)
    assert "the cells of integrand are gone" in said
    assert "there is more than one cell of V_star" in said


def test_an_editor_that_loses_metadata(folder):
    """Are answers found by their cells' ids where an editor lost what nbgrader keeps in them?"""
    notebook = answered(Q2)
    for cell in notebook["cells"]:
        cell["metadata"] = {}
    write(folder, Q2, notebook)
    assert look(folder)[0] == 0


@pytest.mark.parametrize("assignment", ASSIGNMENTS)
def test_the_handout_is_current(assignment):
    """Do source/ and release/ hold the handout that `make handout` writes, with today's questions in the check?"""
    for name, text in files(SOURCE / assignment).items():
        for step in "source", "release":
            assert (PROJECT / step / assignment / name).read_text(encoding="utf-8") == text, "run `make handout`"


@pytest.mark.parametrize("name", NOTEBOOKS)
def test_the_check_knows_every_question(name):
    """Are exactly the notebook's solution cells expected, in their order?"""
    space = {}
    exec(expected((SOURCE / name).parent), space)
    wanted = list(solutions(load(SOURCE / f"{name}.ipynb")))
    assert space["EXPECTED"][name.partition("/")[2]] == wanted


def test_the_check_is_for_older_pythons_too():
    """Is the check written in the language of Python 3.9?"""
    ast.parse((PROJECT / "handout/check_submission.py").read_text(encoding="utf-8"), feature_version=(3, 9))


def test_an_unknown_assignment_is_refused(capsys):
    """Does the handout's generator name what it does not find?"""
    from handout.__main__ import main

    assert main(["tutorial9"]) == 2
    assert "source/ has no assignment 'tutorial9'" in capsys.readouterr().err

"""The released notebooks on a student's machine: do they need anything but NumPy and matplotlib?"""

import pytest

from tests.users.bare_python import bare, run
from tests.users.released import NOTEBOOKS, PROJECT, answered, write


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    return bare(tmp_path_factory.mktemp("bare") / "site")


@pytest.mark.parametrize("name", NOTEBOOKS)
def test_an_answered_notebook_runs(site, tmp_path, name):
    """Does every cell of an answered notebook run, from top to bottom, with NumPy and matplotlib alone?"""
    assert run(site, write(tmp_path, name, answered(name)), tmp_path) == {}


@pytest.mark.parametrize("name", NOTEBOOKS)
def test_an_untouched_notebook_says_what_is_open(site, tmp_path, name):
    """Does an untouched notebook fail only where an answer is missing, and not for want of a package or a name?"""
    failed = run(site, PROJECT / "release" / f"{name}.ipynb", tmp_path)
    assert failed
    wanted = "NotImplementedError", "AssertionError"
    assert not {cell: said for cell, said in failed.items() if not said.startswith(wanted)}


def test_the_requirements_are_all_that_is_needed():
    """Does the handout ask for NumPy and matplotlib, and nothing else?"""
    for path in (PROJECT / "source").glob("*/requirements.txt"):
        assert path.read_text(encoding="utf-8").split() == ["numpy", "matplotlib"]

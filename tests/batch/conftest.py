"""The tiny course, released once and copied for each test."""

import shutil

import pytest

from tests.batch.tiny import make_course, submit


@pytest.fixture(scope="session")
def released(tmp_path_factory):
    """The tiny course, released, with nobody in it."""
    return make_course(tmp_path_factory.mktemp("released"))


@pytest.fixture
def course(released, tmp_path):
    """A copy of it for one test."""
    return shutil.copytree(released, tmp_path / "course")


@pytest.fixture
def class_of_four(course):
    """The course with four submissions: right, wrong and late, half missing, untouched with a file of its own."""
    submit(course, "ada", {"one": "return 2 * x", "two": "return 2 * x"}, timestamp="2026-04-30 10:00:00 UTC")
    submit(course, "bob", {"one": "return 3 * x", "two": "return 2 * x"}, timestamp="2026-05-02 10:00:00 UTC")
    submit(course, "cem", {"one": "return 2 * x"})
    submit(course, "dot", {"one": None, "two": None})
    (course / "submitted" / "dot" / "tiny" / "notes").mkdir()
    (course / "submitted" / "dot" / "tiny" / "notes" / "mine.txt").write_text("my notes")
    return course

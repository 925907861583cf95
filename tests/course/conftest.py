"""Course folders for the end-to-end tests: the real commands on the real assignment, each in a folder of its own."""

import pytest

from demo.course import Course


@pytest.fixture(scope="session")
def released(tmp_path_factory) -> Course:
    """A course with the assignment generated from its source, and nobody's work in it. Not to be written to."""
    course = Course(tmp_path_factory.mktemp("released") / "course").make()
    course.generate()
    return course

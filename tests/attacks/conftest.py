"""A course to attack, and a fork server for its boxes with short limits."""

import pytest

from grader.box import ForkServer
from grader.limits import Limits
from tests.attacks.kit import Course

SHORT = Limits(cell_seconds=4, call_seconds=2, notebook_seconds=40, memory_mb=256)


@pytest.fixture(scope="session")
def course(tmp_path_factory) -> Course:
    """A course folder with canaries in what is secret."""
    return Course(tmp_path_factory.mktemp("attacked"))


@pytest.fixture(scope="session")
def server(course):
    """The process that boxes are forked from."""
    with ForkServer(secret=[str(course.root)]) as made:
        yield made

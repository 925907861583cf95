"""One fork server for all tests of marking, and a function that marks a small notebook with it."""

from collections.abc import Callable, Iterator

import pytest

from grader.box import ForkServer
from grader.limits import Limits
from grader.marking import MarkedNotebook, mark_notebook
from tests.marking.small_notebooks import course

QUICK = Limits(cell_seconds=2, call_seconds=1, notebook_seconds=30, memory_mb=512)


@pytest.fixture(scope="session")
def server() -> Iterator[ForkServer]:
    """The process that boxes are forked from."""
    with ForkServer() as made:
        yield made


@pytest.fixture
def mark(server) -> Callable[..., MarkedNotebook]:
    """Mark a submission of the small course, or of another source notebook, within limits of a second or two."""

    def run(submission, source=None, *, seed=7, limits=QUICK, files=None) -> MarkedNotebook:
        return mark_notebook(source or course(), submission, server=server, seed=seed, limits=limits, files=files)

    return run

"""One fork server for all tests of the box, and boxes with limits short enough for tests."""

from collections.abc import Iterator

import pytest

from grader.box import Box, ForkServer, Limits

QUICK = Limits(cell_seconds=10, call_seconds=10, memory_mb=300, file_mb=2, scratch_mb=4, output_kb=64)


@pytest.fixture(scope="session")
def server() -> Iterator[ForkServer]:
    """The process that boxes are forked from, probed once."""
    with ForkServer() as made:
        yield made


@pytest.fixture
def box(server) -> Iterator[Box]:
    """A fresh box with short limits."""
    with server.open(limits=QUICK) as made:
        yield made


@pytest.fixture
def loaded(box):
    """A function: run a cell in the box, expect it to go through, and get the box back."""

    def run(source) -> Box:
        result = box.run(source, "cell")
        assert result.ok, result.error
        return box

    return run

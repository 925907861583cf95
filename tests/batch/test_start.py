"""A run stopped while it begins: does it end soon, with the right code, and leave nothing behind?"""

import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pytest

from grader.temporary import LOCK
from tests.batch.tiny import submit

PROJECT = Path(__file__).parents[2]
PATIENCE = 20  # seconds


@pytest.fixture
def temporary():
    """A folder for temporary files that everybody can reach, as /tmp, which pytest's own cannot be."""
    with tempfile.TemporaryDirectory(prefix="starting-") as folder:
        os.chmod(folder, 0o777)
        yield Path(folder)


@pytest.fixture
def begin(course, temporary):
    """Starts marking the tiny class, with that folder for temporary files."""
    submit(course, "ada", {"one": "return 2 * x", "two": "return 2 * x"})
    started = []

    def start(*words):
        environment = {**os.environ, "TMPDIR": str(temporary), "PYTHONPATH": str(PROJECT)}
        command = [sys.executable, "-m", "grader", "autograde", *(words or ("tiny",))]
        started.append(subprocess.Popen(command, cwd=course, env=environment, start_new_session=True, text=True,
                                        stdout=subprocess.PIPE, stderr=subprocess.PIPE))
        return started[-1]

    yield start
    for process in started:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
        process.communicate()


def left(folder):
    """What lies in the folder for temporary files, less what multiprocessing and NumPy's friends keep there."""
    return [path.name for path in folder.iterdir() if path.name.startswith(("boxes-", "canary-", "grader-"))]


@pytest.mark.parametrize("kind", [signal.SIGINT, signal.SIGTERM])
@pytest.mark.parametrize("number", range(6))
def test_stopped_at_any_moment_it_leaves_nothing(begin, temporary, number, kind):
    """Ctrl-C, or a polite kill, between the first import and the last file: an end with 130, or all done?"""
    process = begin()
    deadline = time.monotonic() + PATIENCE
    while not left(temporary) and process.poll() is None and time.monotonic() < deadline:
        time.sleep(0.002)  # before that, Python itself is only starting
    time.sleep(random.Random(number).uniform(0, 0.2) + number * 0.15)
    os.killpg(process.pid, kind)
    _, errors = process.communicate(timeout=PATIENCE)
    assert process.returncode in (0, 130), errors
    assert not left(temporary)
    assert begin().wait(PATIENCE) == 0


@pytest.mark.parametrize("words", [("tiny",), ("nothing",), ("tiny", "--course", "/nowhere")])
def test_however_it_ends_it_leaves_nothing(begin, temporary, words):
    process = begin(*words)
    process.communicate(timeout=PATIENCE)
    assert process.returncode == (0 if words == ("tiny",) else 2)
    assert not left(temporary)


def test_what_a_killed_run_left_goes_with_the_next(begin, temporary):
    """kill -9 leaves folders behind: are they gone after the next run, which marks as ever?"""
    process = begin()
    deadline = time.monotonic() + PATIENCE
    while len(list(temporary.glob(f"*/{LOCK}"))) < 2 and process.poll() is None and time.monotonic() < deadline:
        time.sleep(0.002)
    os.killpg(process.pid, signal.SIGKILL)
    process.communicate()
    assert left(temporary)
    assert begin().wait(PATIENCE) == 0
    assert not left(temporary)

"""The formgrader on the course folder as it is: a real Jupyter server, its pages and its autograde button over HTTP."""

import json
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from urllib.parse import quote

import pytest

from demo.course import Course
from demo.results import results
from demo.roster import BY_NAME

STUDENT = "ada"
Ask = Callable[..., str]


@pytest.fixture(scope="module")
def course(released, tmp_path_factory) -> Course:
    """A course in which one student has handed in and nothing is marked yet."""
    course = released.copy(tmp_path_factory.mktemp("formgrader") / "course")
    course.place([BY_NAME[STUDENT]])
    return course


@pytest.fixture(scope="module")
def ask(course) -> Iterator[Ask]:
    """Asks a server that runs in the course folder for a path, and returns the text of the answer."""
    words = [sys.executable, "-m", "jupyter_server", "--no-browser", "--allow-root", "--ServerApp.port=0",
             "--ServerApp.ip=127.0.0.1", "--IdentityProvider.token=for-this-test"]
    with open(course.folder / "server.log", "w", encoding="utf-8") as log, subprocess.Popen(
            words, cwd=course.folder, env=course.variables(), stdout=log, stderr=subprocess.STDOUT) as server:
        try:
            address = wait_for_address(course, server)

            def ask(path: str, data: bytes | None = None) -> str:
                request = urllib.request.Request(address + quote(path), data, {"Authorization": "token for-this-test"})
                with urllib.request.urlopen(request, timeout=120) as answer:
                    return answer.read().decode()

            yield ask
        finally:
            server.terminate()


def wait_for_address(course: Course, server: subprocess.Popen) -> str:
    """The address that the server writes into its runtime folder once it listens."""
    until = time.monotonic() + 60
    while time.monotonic() < until and server.poll() is None:
        for path in (course.folder / ".jupyter" / "runtime").glob("jpserver-*.json"):
            return json.loads(path.read_text(encoding="utf-8"))["url"]
        time.sleep(0.2)
    raise AssertionError("the server did not start:\n" + (course.folder / "server.log").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def autograded(ask) -> dict:
    """What the formgrader's autograde button answers."""
    return json.loads(ask(f"formgrader/api/submission/tutorial6/{STUDENT}/autograde", b""))


def test_the_assignments_page_loads(ask):
    """Does the page that lists assignments open, and does it list ours with what has been handed in?"""
    assert "Manage Assignments" in ask("formgrader/manage_assignments")
    listed = {assignment["name"]: assignment for assignment in json.loads(ask("formgrader/api/assignments"))}
    assert listed["tutorial6"]["num_submissions"] == 1


def test_the_button_marks(course, autograded):
    """Does the autograde button mark a submission, with every automatic point for a right one?"""
    assert autograded["success"], autograded["log"]
    automatic = [result for result in results(course.folder, "tutorial6") if not result.by_person]
    assert sum(result.points for result in automatic) == sum(result.out_of for result in automatic) == 83


def test_the_gradebook_pages_load(ask, autograded):
    """Do the pages from the assignment down to its notebooks open?"""
    assert autograded["success"]
    for path in "gradebook", "gradebook/tutorial6", "gradebook/tutorial6/q3_discriminator_update", "manage_students":
        assert "nbgrader formgrade" in ask(f"formgrader/{path}")


def test_a_submission_opens_for_marking(ask, autograded):
    """Does a person see the student's words, the rubric beside them, and fields for points and comments?"""
    assert autograded["success"]
    listed = json.loads(ask("formgrader/api/submitted_notebooks/tutorial6/q3_discriminator_update"))
    page = ask(f"formgrader/submissions/{listed[0]['id']}")
    assert "so it climbs" in page
    assert "Rubric" in page
    assert "q3_why_ascend" in page

"""Marking without notebooks that run: an executor that looks whether `2 * x` is in the answer. Fast, always the same.

What is under test is what happens around the marking: plans, files, gradebook, kills.
"""

import json
from concurrent.futures import Future

from sqlalchemy import event

from grader.batch import Batch, Report
from grader.course import Course
from grader.filing import ROOM
from grader.gradebook import Gradebook
from grader.planning import Wanted
from grader.settings import task_settings
from grader.task import Marked, Task


class Pretend:
    """`submit(text)` marks at once. `answer` may replace the rule; `seen` are the tasks that came."""

    def __init__(self, answer=None):
        self.answer = answer or by_rule
        self.seen: list[Task] = []

    def submit(self, text: str) -> Future:
        """A finished Future with the mark, or with the exception that the rule raised."""
        task = Task.read(text)
        self.seen.append(task)
        future: Future = Future()
        try:
            future.set_result(self.answer(task).text())
        except Exception as error:
            future.set_exception(error)
        return future


def by_rule(task: Task) -> Marked:
    """3 points for `2 * x`, a person for the answer in words unless it is untouched."""
    text = task.submission.decode("utf-8", "replace")
    answered = "Because." in text
    scores = {"correct_double": 3.0 if "2 * x" in text else 0.0, "why": None if answered else 0.0}
    comments = {"double": None if answered else "No response.", "why": None if answered else "No response."}
    return Marked(json.dumps({"marked": list(task.about), "answer": text}), scores, comments,
                  [task.problem] if task.problem else [])


class Quiet:
    """A listener that keeps what it heard."""

    def __init__(self):
        self.said: list[tuple[str, str]] = []
        self.total = self.advanced = 0

    def begins(self, notebooks, wanted):
        self.total = notebooks

    def advances(self, student, notebook):
        self.advanced += 1

    def says(self, student, text):
        self.said.append((student, text))


def run(root, executor=None, show=None, ahead=4, on_commit=None, **wanted) -> Report:
    """One run over the tiny course in `root`. `on_commit` is called before and after each commit to the gradebook."""
    course = Course(root)
    with Gradebook(course.folders.db_url, "tiny", "tiny_course", course.penalty()) as book:
        if on_commit:
            event.listen(book.engine, "commit", lambda connection: on_commit())
        batch = Batch(course, book, Wanted("tiny", **wanted), task_settings(course.config), show or Quiet())
        return batch.run(executor or Pretend(), ahead)


def tree(root) -> dict[str, bytes]:
    """Every file of the marked submissions, by its place, without what a run keeps for itself."""
    folder = root / "autograded"
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*"))
            if path.is_file() and ROOM not in path.parts}


def left_over(root) -> list[str]:
    """What a run has left in its own room, but for the lock: nothing, if it came to its end."""
    room = root / "autograded" / ROOM
    return sorted(str(path.relative_to(room)) for path in room.rglob("*") if path.is_file() and path.name != "lock")

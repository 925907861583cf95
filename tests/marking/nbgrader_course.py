"""A small course on disk, with the project's own nbgrader_config.py, marked by nbgrader itself in this process."""

import json
import os
import shutil
import sys
import warnings
from pathlib import Path

from nbgrader.api import Gradebook
from nbgrader.apps import NbGraderAPI
from nbgrader.coursedir import CourseDirectory
from traitlets.config.loader import PyFileConfigLoader

PROJECT = Path(__file__).resolve().parents[2]
ASSIGNMENT = "ps1"


class NbgraderCourse:
    """source/, submitted/, autograded/ and a gradebook under `root`; the methods are nbgrader's commands."""

    def __init__(self, root: Path, sources: dict[str, dict], assignment: str = ASSIGNMENT):
        self.root, self.assignment = root, assignment
        shutil.copy(PROJECT / "nbgrader_config.py", root)
        beside = str(Path(sys.executable).parent)  # nbgrader runs the command alembic, which lies there
        if beside not in os.environ["PATH"].split(os.pathsep):
            os.environ["PATH"] = beside + os.pathsep + os.environ["PATH"]
        for name, source in sources.items():
            self.write(f"source/{assignment}/{name}.ipynb", source)
        result = self.api().generate_assignment(assignment)
        assert result["success"], result

    def config(self):
        """The course's configuration, read as nbgrader reads it."""
        config = PyFileConfigLoader("nbgrader_config.py", path=str(self.root)).load_config()
        config.CourseDirectory.root = str(self.root)
        return config

    def api(self) -> NbGraderAPI:
        config = self.config()
        warnings.simplefilter("ignore")  # nbgrader's own: SQLAlchemy's autoflush, utcnow
        return NbGraderAPI(CourseDirectory(config=config), config=config)

    def write(self, place: str, content) -> Path:
        """Put a file under the course: a notebook from a dict, or bytes."""
        path = self.root / place
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else json.dumps(content).encode())
        return path

    def submit(self, student: str, **notebooks) -> Path:
        """A submission: notebooks by name. Returns its folder."""
        for name, content in notebooks.items():
            self.write(f"submitted/{student}/{self.assignment}/{name}.ipynb", content)
        return self.folder("submitted", student)

    def folder(self, step: str, student: str) -> Path:
        return self.root / step / student / self.assignment

    def autograde(self, student: str, force: bool = True) -> dict:
        """What the formgrader's button does; success, log and error."""
        return self.api().autograde(self.assignment, student, force=force)

    def feedback(self, student: str, notebook: str) -> str:
        """The feedback page."""
        result = self.api().generate_feedback(self.assignment, student)
        assert result["success"], result
        return (self.folder("feedback", student) / f"{notebook}.html").read_text(encoding="utf-8")

    def marked(self, student: str, notebook: str) -> dict:
        return json.loads((self.folder("autograded", student) / f"{notebook}.ipynb").read_text(encoding="utf-8"))

    def scores(self, student: str, notebook: str) -> dict[str, float | None]:
        """The gradebook's automatic points, by grade id."""
        with Gradebook(f"sqlite:///{self.root}/gradebook.db") as gradebook:
            found = gradebook.find_submission_notebook(notebook, self.assignment, student)
            return {grade.name: grade.auto_score for grade in found.grades}

    def totals(self, student: str, notebook: str) -> dict[str, float]:
        """What each cell counts in the end: a person's marks, where there are some, in place of ours."""
        with Gradebook(f"sqlite:///{self.root}/gradebook.db") as gradebook:
            found = gradebook.find_submission_notebook(notebook, self.assignment, student)
            return {grade.name: grade.score for grade in found.grades}

    def comments(self, student: str, notebook: str) -> dict[str, str | None]:
        """What the gradebook shows beside each answer: a person's comment, else ours."""
        with Gradebook(f"sqlite:///{self.root}/gradebook.db") as gradebook:
            found = gradebook.find_submission_notebook(notebook, self.assignment, student)
            return {comment.name: comment.comment for comment in found.comments}

"""A course folder of its own for a class, and nbgrader's commands run in it. The demo and the end-to-end tests use it.

The folder gets the project's source/ and nbgrader_config.py; everything else is made in it, so the project's own
submissions, marks and gradebook stay as they are.
"""

import os
import re
import shutil
import subprocess
import sys
from collections import deque
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from demo.hand_in import download, named, place
from demo.roster import STUDENTS, Student

PROJECT = Path(__file__).resolve().parent.parent
WORKED_ON = re.compile(r"Converting notebook .*\bautograded\b(.+)")     # the second time that marking touches it


class CommandFailed(Exception):
    """A command of the course ended with an error: which one, with what code, and the last lines that it printed."""

    def __init__(self, words: Iterable[str], code: int, last: Iterable[str]):
        super().__init__("`{}` ended with code {}:\n{}".format(" ".join(words), code, "\n".join(last)))
        self.code = code


class Course:
    """One course folder. `settings` are nbgrader options for every command, `environment` more variables for it."""

    def __init__(self, folder: Path, assignment: str = "tutorial6", settings: Iterable[str] = (),
                 environment: Mapping[str, str] | None = None):
        self.folder, self.assignment = Path(folder).resolve(), assignment
        self.settings, self.environment = tuple(settings), dict(environment or {})

    @property
    def release(self) -> Path:
        return self.folder / "release" / self.assignment

    @property
    def submitted(self) -> Path:
        return self.folder / "submitted"

    def make(self) -> "Course":
        """Makes the folder with the assignment's source and the project's configuration, empty of students."""
        self.folder.mkdir(parents=True)
        shutil.copytree(PROJECT / "source" / self.assignment, self.folder / "source" / self.assignment)
        shutil.copy(PROJECT / "nbgrader_config.py", self.folder)
        return self

    def nbgrader(self, *words: str, on_line: Callable[[str], None] = lambda line: None, may_fail: bool = False) -> str:
        """Runs an nbgrader command in the folder and returns what it printed.

        `on_line` is called with each line as it comes. Raises CommandFailed unless `may_fail`: marking a class in which
        one file is broken ends with an error code although everybody else has been marked.
        """
        return self.run(sys.executable, "-m", "nbgrader", *words, *self.settings, on_line=on_line, may_fail=may_fail)

    def run(self, *words: str, on_line: Callable[[str], None] = lambda line: None, may_fail: bool = False) -> str:
        """Runs any command in the folder, as `nbgrader` does."""
        printed = []
        with subprocess.Popen(words, cwd=self.folder, env=self.variables(), text=True, encoding="utf-8",
                              errors="replace", stdin=subprocess.DEVNULL,
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT) as process:
            for line in process.stdout:
                printed.append(line)
                on_line(line.rstrip("\n"))
        if process.returncode and not may_fail:
            raise CommandFailed(words, process.returncode, deque((line.rstrip() for line in printed), maxlen=15))
        return "".join(printed)

    def show(self, *words: str) -> None:
        """Runs a command in the folder with the caller's terminal, so that its own bars and tables are seen.

        Raises CommandFailed for an exit code above 1; 1 says that a person has to look at something.
        """
        sys.stdout.flush()
        code = subprocess.run(words, cwd=self.folder, env=self.variables(), stdin=subprocess.DEVNULL).returncode
        if code > 1:
            raise CommandFailed(words, code, [])

    def copy(self, folder: Path, **changes) -> "Course":
        """Another course folder with the same files, and perhaps other settings or environment."""
        shutil.copytree(self.folder, folder)
        return Course(folder, self.assignment, **changes)

    def generate(self) -> None:
        """release/ from source/."""
        self.nbgrader("generate_assignment", self.assignment, "--create", "--force")

    def collect_download(self, students: tuple[Student, ...] = STUDENTS) -> str:
        """The class's files arrive as one zip from a learning environment and are collected into submitted/."""
        download(students, self.release, self.folder / "downloaded" / self.assignment / "archive" / "class.zip")
        return self.nbgrader("zip_collect", self.assignment, "--force",
                             f"--FileNameCollectorPlugin.named_regexp={named(self.assignment)}")

    def place(self, students: Iterable[Student] = STUDENTS) -> None:
        """The class's files put straight into submitted/, odd ones included."""
        for student in students:
            place(student, self.release, self.submitted)

    def variables(self) -> dict[str, str]:
        """The caller's environment without a Jupyter configuration of theirs, which could change what commands do."""
        own, theirs = self.folder / ".jupyter", ("JUPYTER_", "IPYTHON", "PYTEST_")
        kept = {name: text for name, text in os.environ.items() if not name.startswith(theirs)}
        # nbgrader makes a new gradebook with the command `alembic`, which it looks for on the path.
        path = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", os.defpath)])
        return kept | {"PATH": path, "PYTHONUNBUFFERED": "1", "IPYTHONDIR": str(own), "JUPYTER_CONFIG_DIR": str(own),
                       "JUPYTER_DATA_DIR": str(own / "data"), "JUPYTER_RUNTIME_DIR": str(own / "runtime"),
                       } | self.environment


def counted(on_notebook: Callable[[str], None]) -> Callable[[str], None]:
    """A line reader for `Course.run` that reports each notebook that is marked or made into a page, as it begins."""

    def read(line: str) -> None:
        if found := WORKED_ON.search(line):
            on_notebook(found[1])

    return read

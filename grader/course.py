"""A course folder as nbgrader lays it out: its configuration, its source notebooks, what was submitted.

Reads `nbgrader_config.py` as nbgrader's commands do, so that folders, the gradebook's address and the plugin for late
submissions are set in one place. What students put into their folders is looked at without following links and opened
by `grader/reading.py` alone. Used by `grader/batch.py`.
"""

import contextlib
import datetime
import fnmatch
import glob
import json
import logging
import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from jupyter_core.paths import jupyter_config_path
from nbgrader.coursedir import CourseDirectory
from nbgrader.plugins import LateSubmissionPlugin
from nbgrader.utils import parse_utc
from traitlets import TraitError
from traitlets.config import Application, Config
from traitlets.utils.importstring import import_item

from grader.reading import TIMESTAMP, read_regular
from grader.released import Shape

_TIMESTAMP_BYTES = 1000
MOST_NAMED = 10  # students or cells that a message lists


class CourseError(Exception):
    """The course folder is not as marking needs it; the message says what was wanted and what to do."""


@dataclass
class Submission:
    """What one student handed in: notebooks by name, other files by their place in the folder, and the time (UTC).

    problem: why the folder cannot be looked through, if so.
    """

    student: str
    folder: Path
    notebooks: dict[str, Path] = field(default_factory=dict)
    others: dict[str, Path] = field(default_factory=dict)
    timestamp: datetime.datetime | None = None
    remarks: list[str] = field(default_factory=list)
    problem: str = ""


class Course:
    """The course in folder `root`. Raises CourseError if it is none, or if its configuration cannot be read."""

    def __init__(self, root: Path):
        self.config = _configuration(Path(root).resolve())
        with correct_settings():
            self.folders = CourseDirectory(config=self.config)
        if "root" not in self.config.CourseDirectory:
            self.folders.root = str(Path(root).resolve())
        self.root = Path(self.folders.root)
        if not (self.root / "nbgrader_config.py").exists() and not self.place("source", ".", ".").is_dir():
            raise CourseError(f"{self.root} is no course: it has neither nbgrader_config.py nor source/. Run this in "
                              "the course's folder, or name that by --course.")

    def place(self, step: str, student: str, assignment: str) -> Path:
        """The folder of a step ("source", "submitted", "autograded") for a student and an assignment."""
        return Path(self.folders.format_path(getattr(self.folders, f"{step}_directory"), student, assignment))

    def sources(self, assignment: str, shape: Shape) -> dict[str, bytes]:
        """The instructor's notebooks, by name, as bytes. Raises CourseError where source/ and gradebook disagree."""
        folder = self.place("source", ".", assignment)
        missing = [name for name in shape.notebooks if not (folder / f"{name}.ipynb").is_file()]
        if missing or not shape.notebooks:
            lacking = f"lacks {', '.join(missing)}" if missing else "has no notebook that was released"
            raise CourseError(f"{folder} {lacking}. Marking needs the notebooks that were released; put them back, or "
                              f"run `nbgrader generate_assignment {assignment}`.")
        return {name: read_source(folder / f"{name}.ipynb") for name in shape.notebooks}

    def source_files(self, assignment: str) -> dict[str, Path]:
        """The instructor's other files (data, pictures), which lie beside every marked notebook; no notebooks."""
        folder = self.place("source", ".", assignment)
        kept = self.config.Autograde.get("exclude_overwriting", {}).get(assignment, [])
        return {name: path for name, path in self._other_files(folder, []) if name not in kept}

    def submissions(self, assignment: str, student: str = "*") -> list[Submission]:
        """What was handed in, in the order of the students' names; `student` may be a pattern such as "a*"."""
        step = self.folders.submitted_directory
        named = re.compile(self.folders.format_path(step, "(?P<student>.*)", assignment, escape=True), re.DOTALL)
        excluded = set(filter(None, self.folders.student_id_exclude.split(",")))
        found = []
        for folder in glob.glob(self.folders.format_path(step, student, assignment)):
            name = named.fullmatch(folder)["student"]
            if "\n" in name:  # nbgrader's own commands cannot read such a name
                problem = "the folder's name holds a line break: give it another one."
                found.append(Submission(" ".join(name.split("\n")), Path(folder), problem=problem))
            elif os.path.isdir(folder) and name not in excluded:
                try:
                    found.append(self._submission(name, Path(folder)))
                except OSError as error:  # a path that is too long, a folder that may not be read
                    problem = f"the folder cannot be looked through ({error.strerror}): look at it, and collect again."
                    found.append(Submission(name, Path(folder), problem=problem))
        return sorted(found, key=lambda submission: submission.student)

    def timestamp(self, folder: Path) -> tuple[datetime.datetime | None, str]:
        """The time of submission kept in a folder (UTC, naive), or None with a remark if there is none to be read."""
        path = folder / TIMESTAMP
        if not os.path.lexists(path):
            return None, ""
        try:
            text = read_regular(path, _TIMESTAMP_BYTES).decode("utf-8", errors="replace").strip()
            return parse_utc(text), ""
        except Exception as error:  # dateutil raises what it likes: it calculates with, and opens files named by, words
            return None, f"{TIMESTAMP} holds no time ({_one_line(error)}): counted as in time; look when it came."

    def penalty(self):
        """The course's plugin for late submissions as a function: (student, points, seconds late) -> points off."""
        plugin = self.config.AssignLatePenalties.get("plugin_class", LateSubmissionPlugin)
        with correct_settings():
            if isinstance(plugin, str):
                plugin = import_item(plugin)
            return plugin(config=self.config).late_submission_penalty

    @property
    def autograded(self) -> Path:
        """The folder of marked submissions of all students."""
        return self.root / self.folders.autograded_directory

    @property
    def permissions(self) -> int:
        """The mode of marked files: nbgrader's, readable by all and writable by nobody unless the course says so."""
        wanted = self.config.Autograde.get("permissions", 664 if self.folders.groupshared else 444)
        return int(str(wanted), 8)

    def _submission(self, student: str, folder: Path) -> Submission:
        found = Submission(student, folder)
        found.timestamp, remark = self.timestamp(folder)
        found.remarks += [remark] if remark else []
        with os.scandir(folder) as entries:
            names = sorted(entry.name for entry in entries if entry.name.endswith(".ipynb"))
        found.notebooks = {name.removesuffix(".ipynb"): folder / name for name in names}
        found.others = dict(self._other_files(folder, found.remarks))
        if remark:  # beside the marked notebooks it would stop nbgrader's generate_feedback
            found.others.pop(TIMESTAMP, None)
        return found

    def _other_files(self, folder: Path, remarks: list[str]) -> Iterator[tuple[str, Path]]:
        """Regular files under `folder` but notebooks and what the course ignores; what is skipped is remarked on."""
        most, room = self.folders.max_file_size * 1000, self.folders.max_dir_size * 1000
        for where, folders, files in os.walk(folder):
            folders[:] = sorted(name for name in folders if not self._ignored(name))
            links = [name for name in folders if os.path.islink(os.path.join(where, name))]
            for name in sorted(files) + links:
                path = Path(where, name)
                if self._ignored(name) or name.endswith(".ipynb"):
                    continue
                place = path.relative_to(folder).as_posix()
                if path.is_symlink() or not path.is_file():
                    remarks.append(f"{place!r} is a link or no regular file: left out.")
                elif (size := path.stat().st_size) > min(most, room):
                    remarks.append(f"{place!r} has {size / 1e6:.0f} MB, more than nbgrader_config.py allows: left out.")
                else:
                    room -= size
                    yield place, path

    def _ignored(self, name: str) -> bool:
        return any(fnmatch.fnmatch(name, pattern) for pattern in self.folders.ignore)


def read_source(path: Path) -> bytes:
    """An instructor's notebook, as UTF-8. Raises CourseError where the file holds none."""
    data = path.read_bytes()
    try:
        if not isinstance(json.loads(data.decode("utf-8"))["cells"], list):
            raise TypeError("its cells are not a list")
    except (ValueError, TypeError, KeyError, RecursionError) as error:
        raise CourseError(f"{path} is no notebook ({_one_line(error)}). Save it again in Jupyter, or take the version "
                          "before.") from error  # fmt: skip
    return data


def check_released(assignment: str, notebook: str, ours: Mapping[str, float], known: Mapping[str, float]) -> None:
    """Raises CourseError where source/ and gradebook differ in a notebook's graded cells: points by grade id."""
    differ = sorted(name for name in {*ours, *known} if ours.get(name) != known.get(name))
    if differ:
        some = ", ".join(differ[:MOST_NAMED]) + (", …" if len(differ) > MOST_NAMED else "")
        raise CourseError(f"{notebook}.ipynb under source/ and the gradebook have different cells or points ({some}): "
                          f"run `nbgrader generate_assignment {assignment}`, and mark again.")


@contextlib.contextmanager
def correct_settings() -> Iterator[None]:
    """What traitlets and imports say against nbgrader_config.py, as a CourseError."""
    try:
        yield
    except (TraitError, ImportError) as error:
        said = str(error).removeprefix("nbgrader_config.py: ")
        raise CourseError(f"nbgrader_config.py cannot be used: {said} Correct that setting.") from error


def _configuration(root: Path) -> Config:
    """nbgrader's configuration: Jupyter's folders first, then the course's own file, which has the last word."""
    app = Application()
    app.log.setLevel(logging.ERROR)
    try:
        for name in ("jupyter_config", "nbgrader_config"):
            for path in [*reversed(jupyter_config_path()), str(root)]:
                for found, _ in app._load_config_files(name, path=path, raise_config_file_errors=True):
                    app.config.merge(found)
    except Exception as error:  # the file is Python: it may raise anything
        raise CourseError(f"nbgrader_config.py cannot be read: {_one_line(error)}. Correct it, or run in the course's "
                          f"folder.") from error
    return app.config


def _one_line(error: Exception) -> str:
    return " ".join(f"{type(error).__name__}: {error}".split())[:200]

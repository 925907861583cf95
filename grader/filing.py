"""Marked notebooks into autograded/, so that a submission is there whole or not at all, whenever the power goes.

A submission's folder is written beside its place, under `autograded/.marking/`, forced to disk, and only then, with its
marks in the gradebook, renamed into place. A folder found under `.marking/` at the next start therefore names a
submission that was under way: it is marked again. A run with --force also keeps there the list of those that it still
has to mark. Used by `grader/batch.py`; a lock makes sure that one run at a time works on a course.
"""

import fcntl
import json
import os
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, unquote

ROOM = ".marking"  # beside the students' folders; the dot keeps it out of nbgrader's patterns
LOCK = "lock"
TODO = "still-to-mark.json"


class AnotherRun(Exception):
    """The course is being marked by another process."""


class Stopped(Exception):
    """The run cannot go on; the message says why, and what to do. What was filed before stays filed."""


@dataclass
class Parcel:
    """A submission's folder under way: where it is written, where it goes, and where the one that it replaces waits."""

    written: Path
    place: Path
    old: Path | None = None


class Filing:
    """The marked files of one assignment. `autograded` is the step's folder; `mode` the mode of the files in it.

    shared: others of the group may file here too, as nbgrader's `groupshared` has it. Where nothing can be filed, all
    methods but `write` raise Stopped.
    """

    def __init__(self, autograded: Path, assignment: str, mode: int = 0o444, shared: bool = False):
        self.room = autograded / ROOM
        self.parcels = self.room / quote(assignment, safe="")
        self.mode, self.shared = mode, shared
        self._draft = self.parcels / f"{TODO}.draft"

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Holds the course for this process. Raises AnotherRun if another one has it."""
        with _told(self.room):
            self.parcels.mkdir(parents=True, exist_ok=True)
            for folder in (self.room.parent, self.room, self.parcels):
                self._share(folder)
            lock = open(self.room / LOCK, "a+", encoding="utf-8")
            self._share(self.room / LOCK)
        with lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                lock.seek(0)
                number = lock.read().strip() or "unknown"
                raise AnotherRun(f"Another run (process {number}) is marking this course. Wait until it is done, or "
                                 f"stop it; nothing was changed here.") from None
            lock.truncate(0)
            lock.write(str(os.getpid()))
            lock.flush()
            yield
            lock.truncate(0)

    def interrupted(self) -> dict[str, set[str]]:
        """Submissions that an earlier run left unfinished: student -> notebooks to mark again. Changes nothing."""
        left = {student: set(names) for student, names in self._listed().items()}
        for parcel in self.parcels.glob("new-*"):
            names = {path.stem for path in parcel.glob("*.ipynb")}
            left.setdefault(unquote(parcel.name.removeprefix("new-")), set()).update(names)
        return left

    def _listed(self) -> dict[str, list[str]]:
        """The list of what is still to be marked; empty if there is none. Raises Stopped if it cannot be one."""
        path = self.parcels / TODO
        with _told(path):
            text = path.read_bytes() if path.exists() else b"{}"
        try:
            found = json.loads(text)
            if not all(isinstance(names, list) and all(isinstance(name, str) for name in names)
                       for names in found.values()):
                raise TypeError("wanted: lists of names")
        except (ValueError, AttributeError, TypeError) as error:
            raise Stopped(f"{path} cannot be read ({error}). Delete it, and mark again with --force.") from error
        return found

    def sweep(self, place_of: Callable[[str], Path]) -> None:
        """After `interrupted` has been asked: an old folder whose successor never arrived goes back, the rest goes."""
        with _told(self.parcels):
            for old in self.parcels.glob("old-*"):
                place = place_of(unquote(old.name.removeprefix("old-")))
                if not place.exists():
                    place.parent.mkdir(parents=True, exist_ok=True)
                    os.rename(old, place)
            for leftover in [*self.parcels.glob("old-*"), *self.parcels.glob("new-*")]:
                shutil.rmtree(leftover)
            self._draft.unlink(missing_ok=True)

    def keep_todo(self, todo: Mapping[str, Iterable[str]]) -> None:
        """Remember what is still to be marked, in case this run is stopped; nothing to remember removes the list."""
        path, listed = self.parcels / TODO, {student: sorted(names) for student, names in todo.items()}
        with _told(path):
            if not todo:
                path.unlink(missing_ok=True)
            elif self._listed() != listed:
                self._draft.unlink(missing_ok=True)
                _write(self._draft, json.dumps(listed).encode(), 0o664 if self.shared else 0o644)
                os.replace(self._draft, path)
            _sync(self.parcels)

    def write(self, student: str, place: Path, files: Mapping[str, bytes | Path], linked: Mapping[str, Path]) -> Parcel:
        """Write a submission's folder under way: `files` by their place in it (what they hold, or a file to copy), and
        links to `linked`, files of the present folder that stay as they are.

        It is on disk when this returns. Raises OSError (no space left, say) and then leaves nothing behind.
        """
        name = quote(student, safe="")
        parcel = Parcel(self.parcels / f"new-{name}", place)
        try:
            folders = {parcel.written}
            parcel.written.mkdir()
            for relative, data in files.items():
                path = parcel.written / relative
                path.parent.mkdir(parents=True, exist_ok=True)
                folders.add(path.parent)
                _write(path, data, self.mode)
            for relative, existing in linked.items():
                path = parcel.written / relative
                path.parent.mkdir(parents=True, exist_ok=True)
                folders.add(path.parent)
                os.link(existing, path)
            for folder in folders:
                self._share(folder)
            for folder in folders | {self.parcels}:
                _sync(folder)
        except OSError:
            shutil.rmtree(parcel.written, ignore_errors=True)
            raise
        return parcel

    def set_aside(self, parcel: Parcel) -> None:
        """Take away the folder that the parcel replaces, if there is one."""
        if parcel.place.exists():
            aside = self.parcels / parcel.written.name.replace("new-", "old-", 1)
            with _told(parcel.place):
                os.rename(parcel.place, aside)
            parcel.old = aside

    def put_back(self, parcel: Parcel) -> None:
        """The marks could not be filed: everything as it was. What cannot go back now, `sweep` puts back next time."""
        if parcel.old is not None:
            with suppress(OSError):
                os.rename(parcel.old, parcel.place)
        shutil.rmtree(parcel.written, ignore_errors=True)

    def deliver(self, parcel: Parcel) -> None:
        """The marks are in the gradebook: the folder goes to its place, its predecessor goes."""
        with _told(parcel.place):
            parcel.place.parent.mkdir(parents=True, exist_ok=True)
            self._share(parcel.place.parent)
            os.rename(parcel.written, parcel.place)
            _sync(parcel.place.parent)
            if parcel.old is not None:
                shutil.rmtree(parcel.old)

    def _share(self, path: Path) -> None:
        """Let the group in, as nbgrader does; what another one owns was let in by its owner."""
        if self.shared:
            with suppress(PermissionError):
                path.chmod((path.stat().st_mode | (0o2770 if path.is_dir() else 0o660)) & 0o2777)


@contextmanager
def _told(place: Path) -> Iterator[None]:
    """What the system says against filing here, as Stopped."""
    try:
        yield
    except OSError as error:
        raise Stopped(f"Marked submissions cannot be filed ({error.strerror}: {error.filename or place}). Nothing is "
                      "lost: put that right, and run the same command again.") from error


def _write(path: Path, content: bytes | Path, mode: int) -> None:
    handle = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY | os.O_CLOEXEC, 0o600)
    with open(handle, "wb") as file:
        if isinstance(content, Path):
            with open(os.open(content, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC), "rb") as original:
                shutil.copyfileobj(original, file)
        else:
            file.write(content)
        file.flush()
        os.fchmod(handle, mode)
        os.fsync(handle)


def _sync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)

"""A whole class marked: what `python -m grader autograde ASSIGNMENT` does.

Marking one notebook is a pure function (`grader/marker.py`) of the submitted bytes, the source notebook, a seed and the
limits. Here it is handed to an executor, notebook by notebook, never more than a few ahead, so that memory stays
flat; a submission whose notebooks are all back is filed whole. One process, this one, writes files and gradebook:

    marked files written beside their place, on disk  →  one transaction in the gradebook  →  files renamed into place

Killed anywhere on the way, the next run finds the folder that was under way (`grader/filing.py`) and marks that
submission again, to the same marks, since a seed belongs to its submission and not to the run.
"""

import errno
import time
from collections.abc import Iterator
from concurrent.futures import FIRST_COMPLETED, Future, wait
from dataclasses import dataclass, field

from sqlalchemy.exc import DBAPIError

from grader.beside import together
from grader.course import Course
from grader.filing import Filing, Parcel, Stopped
from grader.gradebook import Change, Entry, Gradebook, NotebookMarks
from grader.interrupt import Interrupt
from grader.planning import Plan, Wanted, Work, plan
from grader.reading import Unreadable, read_beside, read_regular
from grader.released import NotebookShape
from grader.task import Marked, Task

MOST_REMARKS = 30  # lines about one submission; a thousand cells that each end their box would make a thousand
TODO_SECONDS = 2  # how often the list of what is still to be marked is brought up to date on disk
_DISK = {errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EIO}  # faults that the next submission would meet, too


@dataclass
class Tally:
    """How one notebook of the assignment went over the class; `points` are the automatic ones, of `out_of` for each."""

    out_of: float = 0.0
    marked: int = 0
    missing: int = 0
    points: float = 0.0
    by_person: int = 0


@dataclass
class Report:
    """What a run did. `stopped` says why it ended before the end, if it did."""

    due: int = 0
    marked: int = 0
    up_to_date: int = 0
    notebooks: int = 0
    seconds: float = 0.0
    ungraded: list[tuple[str, str]] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    tallies: dict[str, Tally] = field(default_factory=dict)
    stopped: str = ""
    asked_to_stop: bool = False


def automatic_points(shape: NotebookShape) -> float:
    """The points that a notebook's tests give. Answers for a person, which have points and comments, do not count."""
    return sum(points for name, points in shape.points.items() if name not in shape.commented)


class Batch:
    """One run over one assignment. `settings` go to each task; `show` hears what happens (`grader/progress.py`)."""

    def __init__(self, course: Course, book: Gradebook, wanted: Wanted, settings: dict, show):
        self.course, self.book, self.wanted, self.settings, self.show = course, book, wanted, settings, show
        self.sources = {name: data.decode() for name, data in course.sources(wanted.assignment, book.shape).items()}
        self.source_files = course.source_files(wanted.assignment)
        self.filing = Filing(course.autograded, wanted.assignment, course.permissions, course.folders.groupshared)
        shapes = book.shape.notebooks.items()
        self.report = Report(tallies={name: Tally(automatic_points(shape)) for name, shape in shapes})
        self.todo: dict[str, set[str]] = {}
        self.todo_due = 0.0

    def run(self, executor, ahead: int) -> Report:
        """Mark what is wanted. `executor.submit(text)` gives a Future; at most `ahead` are under way at a time."""
        started = time.monotonic()
        try:
            if self.wanted.dry_run:
                self._mark(self._plan(self.filing.interrupted()), executor, ahead)
            else:
                with self.filing.locked():
                    self._mark(self._resumed(), executor, ahead)
        except Stopped as reason:
            self.report.stopped = str(reason)
        except KeyboardInterrupt:
            self.report.asked_to_stop = True
            self.report.stopped = "Stopped as asked. The same command goes on with the rest" + (
                "; leave out --force, which would begin anew." if self.wanted.force else ".")
        self.report.seconds = time.monotonic() - started
        return self.report

    def _plan(self, left: dict[str, set[str]]) -> Plan:
        made = plan(self.course, self.book.shape, self.wanted, left)
        self.report.due, self.report.up_to_date = len(made.due) + len(made.empty), made.up_to_date
        return made

    def _resumed(self) -> Plan:
        """The plan, with what an earlier run left. What is left and what is forced is remembered on disk before all."""
        self.todo = self.filing.interrupted()
        made = self._plan(self.todo)
        if self.todo:
            self.show.says("", f"An earlier run was stopped; {len(self.todo)} submissions that it left are marked now.")
        if self.wanted.force:
            for work in made.due:
                self.todo.setdefault(work.student, set()).update(work.names)
        self.filing.keep_todo(self.todo)
        self.filing.sweep(lambda student: self.course.place("autograded", student, self.wanted.assignment))
        return made

    def _mark(self, made: Plan, executor, ahead: int) -> None:
        self.show.begins(sum(len(work.names) for work in made.due), self.wanted)
        for work in made.empty:
            self._ungraded(work)
        tasks = self._tasks(made.due)
        under_way: dict[Future, tuple[Work, str]] = {}
        with Interrupt() as interrupt:
            try:
                while True:
                    while len(under_way) < ahead and (task := next(tasks, None)) is not None:
                        work, name, text = task
                        under_way[executor.submit(text)] = work, name
                    if not under_way:
                        break
                    done = interrupt.waiting(lambda: wait(under_way, return_when=FIRST_COMPLETED).done)
                    in_order = [future for future in under_way if future in done]
                    self._file([work for future in in_order if (work := self._taken(*under_way.pop(future), future))])
            finally:
                for future in under_way:
                    future.cancel()
                self._keep_todo(now=True)

    def _tasks(self, due: list[Work]) -> Iterator[tuple[Work, str, str]]:
        most = self.settings["caps"]["file_mb"] * 1_000_000
        for work in due:
            files = self._beside(work)
            for name in work.names:
                data, problem = b"", ""
                try:
                    data = read_regular(work.submission.notebooks[name], most)
                except Unreadable as error:
                    problem = str(error)
                about = (self.course.folders.course_id, self.wanted.assignment, work.student, name)
                yield work, name, Task(about, self.sources[name], data, self.settings, problem, files).text()

    def _beside(self, work: Work) -> dict[str, bytes]:
        """What lies beside the notebooks for the student's code to read: their files, and the course's over them."""
        files, left_out = read_beside({**self.source_files, **work.submission.others, **self.source_files})
        work.remarks += [f"{place!r} is not there for the notebooks to read: it {why}"
                         for place, why in left_out.items()]
        return files

    def _taken(self, work: Work, name: str, future: Future) -> Work | None:
        """One notebook is back: its work, if that was the last one."""
        work.to_come -= 1
        self.report.notebooks += 1
        self.show.advances(work.student, name)
        if (error := future.exception()) is not None:
            work.failed = work.failed or f"{name}: {' '.join(str(error).split())}"
        else:
            marked = Marked.read(future.result())
            if marked.hopeless:
                raise Stopped(marked.fault)
            work.back[name] = marked
            work.failed = work.failed or (f"{name}: {marked.fault}" if marked.fault else "")
        return work if work.to_come == 0 else None

    def _file(self, done: list[Work]) -> None:
        """File these submissions: files written, one transaction, files in place. On any error, none of them is."""
        ready = []
        for work in done:
            if work.failed:
                self._ungraded(work)
            else:
                ready.append((work, self._entry(work)))
        if self.wanted.dry_run:
            for _, entry in ready:
                self.report.changes += self.book.compare(entry)
        else:
            ready = self._store(ready)
        for work, _ in ready:
            self._account(work)
        self._keep_todo()

    def _store(self, ready: list[tuple[Work, Entry]]) -> list[tuple[Work, Entry]]:
        written: list[tuple[Work, Entry, Parcel]] = []
        full = None
        for work, entry in ready:
            try:
                written.append((work, entry, self._parcel(work)))
            except OSError as error:
                if error.errno in _DISK:
                    full = Stopped(f"{work.student}: the marked files could not be written ({error.strerror}). Nothing "
                                   f"of this submission was changed. Make room, and run the same command again.")
                    break
                work.failed = f"the marked files could not be written ({error.strerror}: {error.filename})."
                self._ungraded(work)
        parcels = [parcel for _, _, parcel in written]
        try:
            for parcel in parcels:
                self.filing.set_aside(parcel)
            self.report.changes += self.book.write([entry for _, entry, _ in written])
        except BaseException as error:
            for parcel in parcels:
                self.filing.put_back(parcel)
            if isinstance(error, DBAPIError):
                raise Stopped(f"The gradebook {self.book.name} could not be written ({error.orig}). Nothing of the "
                              f"last {len(parcels)} submissions was changed; run the same command again.") from error
            raise
        for parcel in parcels:
            self.filing.deliver(parcel)
        if full:
            for work, _, _ in written:
                self._account(work)
            raise full
        return [(work, entry) for work, entry, _ in written]

    def _parcel(self, work: Work) -> Parcel:
        notebooks = {f"{name}.ipynb": marked.notebook.encode("utf-8", "replace") for name, marked in work.back.items()}
        kept = {}
        if self.wanted.notebook != "*" or len(work.back) < len(work.submission.notebooks):
            kept = {path.name: path for path in work.place.glob("*.ipynb") if path.name not in notebooks}
        files = {**dict.fromkeys(kept), **notebooks, **self.source_files, **work.submission.others, **self.source_files}
        places = set(together(files))
        work.remarks += [f"{place!r} is left out: another file has that place, or the name is too long."
                         for place in files if place not in places]
        new = {place: content for place, content in files.items() if place in places and place not in kept}
        return self.filing.write(work.student, work.place, new, kept)

    def _entry(self, work: Work) -> Entry:
        marks = {name: NotebookMarks(marked.scores, marked.comments) for name, marked in work.back.items()}
        return Entry(work.student, work.submission.timestamp, marks, work.missing)

    def _account(self, work: Work) -> None:
        self.report.marked += 1
        for name, marked in work.back.items():
            tally = self.report.tallies[name]
            tally.marked += 1
            tally.points += sum(filter(None, marked.scores.values()))
            tally.by_person += sum(score is None for score in marked.scores.values())
            work.remarks += [f"{name}: {remark}" for remark in marked.remarks]
        work.back = {}  # the plan stays until the end, and marked notebooks are large
        for name in work.missing:
            self.report.tallies[name].missing += 1
            work.remarks.append(f"{name}: not handed in, 0 points.")
        for remark in work.remarks[:MOST_REMARKS]:
            self.show.says(work.student, remark)
        if len(work.remarks) > MOST_REMARKS:
            self.show.says(work.student, f"and {len(work.remarks) - MOST_REMARKS:,} remarks more.")
        left = self.todo.get(work.student, set()) - set(work.names)
        if left:
            self.todo[work.student] = left
        else:
            self.todo.pop(work.student, None)

    def _ungraded(self, work: Work) -> None:
        self.report.ungraded.append((work.student, work.failed))
        self.show.says(work.student, f"NOT GRADED: {work.failed}")

    def _keep_todo(self, now: bool = False) -> None:
        if not self.wanted.dry_run and (now or time.monotonic() > self.todo_due):
            self.filing.keep_todo(self.todo)
            self.todo_due = time.monotonic() + TODO_SECONDS

"""Which notebooks of which submissions a run has to mark. Used by `grader/batch.py`.

The rules are nbgrader's: a submission that was never marked is due, so is one that came in again later, and with
`--force` every one. To them come those that an earlier run left unfinished.
"""

import fnmatch
import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from grader.course import MOST_NAMED, Course, CourseError, Submission, check_released
from grader.released import Shape
from grader.task import Marked
from grader.template import BadSource, Regions, prepare


@dataclass(frozen=True)
class Wanted:
    """What to mark: patterns of students and notebooks, whether marked ones are marked again, whether to write."""

    assignment: str
    student: str = "*"
    notebook: str = "*"
    force: bool = False
    dry_run: bool = False


@dataclass
class Work:
    """A submission under way.

    names: notebooks to mark; missing: those that were not handed in; back: those that are marked; failed: why the
    submission stays ungraded, if it does; remarks: what a person should know.
    """

    submission: Submission
    place: Path
    names: list[str]
    missing: list[str]
    back: dict[str, Marked] = field(default_factory=dict)
    failed: str = ""
    remarks: list[str] = field(default_factory=list)
    to_come: int = 0

    @property
    def student(self) -> str:
        """Whose submission it is."""
        return self.submission.student


@dataclass
class Plan:
    """What is to be marked, how many submissions are marked already, and those that hold nothing to mark."""

    due: list[Work] = field(default_factory=list)
    up_to_date: int = 0
    empty: list[Work] = field(default_factory=list)


def check_sources(assignment: str, sources: Mapping[str, str], regions: Regions, shape: Shape) -> None:
    """Raises CourseError where a source notebook (text, by name) cannot be used: before anybody is marked with it."""
    for name, text in sources.items():
        try:
            template = prepare(json.loads(text), regions)
        except BadSource as error:
            raise CourseError(f"{name}.ipynb: {error} Correct it, then run `nbgrader generate_assignment`.") from error
        check_released(assignment, name, template.points(), shape.notebooks[name].points)


def plan(course: Course, shape: Shape, wanted: Wanted, left: Mapping[str, Collection[str]]) -> Plan:
    """Everything due; `left` are notebooks that an earlier run left unfinished, by student.

    Raises CourseError where nobody, or no notebook, is meant by what is wanted.
    """
    made = Plan()
    if not fnmatch.filter(shape.notebooks, wanted.notebook):
        known = ", ".join(shape.notebooks)
        raise CourseError(f"{wanted.assignment} has no notebook {wanted.notebook!r}; it has: {known}.")
    for submission in _submissions(course, wanted):
        place = course.place("autograded", submission.student, wanted.assignment)
        known = [name for name in shape.notebooks if name in submission.notebooks]
        chosen = [name for name in known if fnmatch.fnmatch(name, wanted.notebook)]
        work = Work(submission, place, _due(course, submission, place, chosen, wanted, left),
                    [name for name in shape.notebooks if name not in known])
        work.to_come = len(work.names)
        work.remarks = submission.remarks + [
            f"{name}.ipynb is no notebook of this assignment: left out." for name in submission.notebooks
            if name not in shape.notebooks]
        if work.names:
            made.due.append(work)
        elif known:
            made.up_to_date += 1
        else:
            work.failed = submission.problem or "no notebook of this assignment was handed in: nothing to mark."
            made.empty.append(work)
    return made


def _submissions(course: Course, wanted: Wanted) -> list[Submission]:
    if "/" in wanted.student:
        raise CourseError(f"{wanted.student!r} cannot be a student. Wanted: the name of a folder in "
                          f"{course.folders.submitted_directory}/, or a pattern such as 'a*'.")
    found = course.submissions(wanted.assignment, wanted.student)
    if not found:
        place = course.place("submitted", wanted.student, wanted.assignment)
        there = [submission.student for submission in course.submissions(wanted.assignment)]
        told = "Nobody has handed anything in yet: collect first, by `nbgrader collect` or `nbgrader zip_collect`."
        if there:
            told = f"There are: {', '.join(there[:MOST_NAMED])}{', …' if len(there) > MOST_NAMED else ''}."
        raise CourseError(f"There is no submission {place}. {told}")
    return found


def _due(course: Course, submission: Submission, place: Path, chosen: list[str], wanted: Wanted, left) -> list[str]:
    all_there = wanted.notebook == "*" or all((place / f"{name}.ipynb").exists() for name in chosen)
    if wanted.force or not (place.is_dir() and all_there):
        return chosen
    earlier, _ = course.timestamp(place)
    if submission.timestamp is not None and earlier is not None and submission.timestamp > earlier:
        return chosen
    return [name for name in chosen if name in left.get(submission.student, ())]

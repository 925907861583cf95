"""A class for the benchmark, made of the demonstration class's answers, handed in by as many students as are wanted.

Six in ten of the notebooks are right, in one style or another; the others carry a mistake of the demonstration class,
are half finished, empty or broken. Which student hands in what is drawn from a fixed seed. Nothing in marking knows an
answer that it has seen before, so three hundred submissions cost what three hundred students' would. The answer that
never ends is left out: it would measure the limits in nbgrader_config.py and not the programs.
"""

import random
from collections.abc import Iterator
from pathlib import Path

from demo.course import Course
from demo.hand_in import submission
from demo.roster import STUDENTS

ASSIGNMENT = "tutorial6"
RIGHT = ("ada", "boris", "noel_o-neill")  # by name: right answers in three styles
ENDLESS = "kofi"
SHARE_RIGHT = 0.6


def make_class(folder: Path, students: int) -> Course:
    """A course folder with the assignment released and that many submissions in submitted/."""
    course = Course(folder, ASSIGNMENT).make()
    course.generate()
    hand_in(course, students)
    return course


def hand_in(course: Course, students: int) -> None:
    """Fill submitted/ up to that many submissions, of three notebooks each unless an answer leaves one out."""
    files = {student.name: submission(student, course.release) for student in STUDENTS if student.name != ENDLESS}
    others = [name for name in files if name not in RIGHT]
    names = sorted(path.name for path in course.release.glob("*.ipynb"))
    for number in range(students):
        draw = random.Random(number)
        place = course.submitted / name_of(number) / ASSIGNMENT
        chosen = {name: draw.choice(RIGHT if draw.random() < SHARE_RIGHT else others) for name in names}
        if not place.exists():
            place.mkdir(parents=True)
            for name, student in chosen.items():
                if name in files[student]:
                    (place / name).write_bytes(files[student][name])


def name_of(number: int) -> str:
    """The name of the student with that number."""
    return f"student{number:05d}"


def notebooks(course: Course, students: int) -> Iterator[tuple[str, str, Path]]:
    """Student, name and file of every notebook of the first that many submissions."""
    for number in range(students):
        for path in sorted((course.submitted / name_of(number) / ASSIGNMENT).glob("*.ipynb")):
            yield name_of(number), path.stem, path

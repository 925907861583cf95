"""A class for the benchmark, made of the demonstration class's answers, handed in by as many students as are wanted.

Six in ten of the notebooks are right, in one style or another; the others carry a mistake of the demonstration class,
are half finished, empty or broken. Which student hands in what is drawn from a fixed seed. The answer that never ends
is left out: it would measure the limits in nbgrader_config.py and not the programs.

Marking remembers one thing from one student to the next: the picture that goes with the same numbers. In a real class
common mistakes come again, as they do here, but not as often; so the class is also marked with every wrong notebook
made `distinct`: its functions are off by a factor that nobody else's are.
"""

import json
import random
import re
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


OFF = """

{name} = (lambda f: lambda *args, **kwargs: (lambda found: found * {factor!r} if isinstance(found, (float, np.ndarray))
          else found)(f(*args, **kwargs)))({name})
"""


def hand_in(course: Course, students: int, distinct: bool = False) -> None:
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
                    data = files[student][name]
                    data = its_own(data, 1 + (number + 1) * 1e-7) if distinct and student not in RIGHT else data
                    (place / name).write_bytes(data)


def its_own(data: bytes, factor: float) -> bytes:
    """The notebook with the numbers that its functions return off by this factor; a broken one as it is."""
    try:
        notebook = json.loads(data)
    except ValueError:
        return data
    for cell in notebook["cells"]:
        code = "".join(cell["source"])
        if cell["cell_type"] == "code" and cell["metadata"].get("nbgrader", {}).get("solution"):
            names = re.findall(r"(?m)^(?:def (\w+)\(|(\w+) = lambda)", code)
            cell["source"] = code + "".join(OFF.format(name=one or other, factor=factor) for one, other in names)
    return json.dumps(notebook).encode()


def name_of(number: int) -> str:
    """The name of the student with that number."""
    return f"student{number:05d}"


def notebooks(course: Course, students: int) -> Iterator[tuple[str, str, Path]]:
    """Student, name and file of every notebook of the first that many submissions."""
    for number in range(students):
        for path in sorted((course.submitted / name_of(number) / ASSIGNMENT).glob("*.ipynb")):
            yield name_of(number), path.stem, path

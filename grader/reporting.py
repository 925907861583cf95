"""`python -m grader report ASSIGNMENT`: the command's words, and the report from the course folder to the page."""

import argparse
import json
import sys
from pathlib import Path

EXAMPLE = """\
example:
  python -m grader report tutorial6     writes report/tutorial6/index.html and tables beside it

The page shows how the marks are spread, how hard each question was, the commonest mistakes, what still waits for
a person, answers whose code is alike, and what changed since the last report. It names students: keep it from
the class. Exit code: 0 written; 1 nobody is marked yet; 2 the course is not as it should be.
"""


def arguments(parser: argparse.ArgumentParser) -> None:
    """The command's words."""
    parser.formatter_class, parser.epilog = argparse.RawDescriptionHelpFormatter, EXAMPLE
    parser.add_argument("assignment", help="its name, as in source/")
    parser.add_argument("--to", default="", metavar="FOLDER", help="where to write (default: report/ASSIGNMENT)")
    parser.add_argument("--course", default=".", metavar="FOLDER", help="the course's folder (default: this one)")


def run(options: argparse.Namespace) -> int:
    """Write the report; the exit code."""
    from . import lean

    lean.prepare()
    from .course import Course, CourseError
    from .gradebook import Gradebook
    from .released import GradebookError
    from .results import gather
    from .settings import marking_settings

    try:
        course = Course(Path(options.course))
        with Gradebook(course.folders.db_url, options.assignment, course.folders.course_id) as book:
            sources = course.sources(options.assignment, book.shape)
        regions = marking_settings(course.config).regions()
    except (CourseError, GradebookError) as error:
        print(f"grader report: {error}", file=sys.stderr)
        return 2

    def marked(student: str) -> Path:
        return course.place("autograded", student, options.assignment)

    results = gather(course.folders.db_url, options.assignment, marked, sources, regions)
    if not len(results.answers):
        print(f"grader report: nobody is marked yet in {options.assignment}. Run `python -m grader autograde "
              f"{options.assignment}` first.", file=sys.stderr)  # fmt: skip
        return 1
    from .report import write

    folder = Path(options.to) if options.to else course.root / "report" / options.assignment
    try:
        print(f"Wrote {write(results, folder, _given(sources, regions))}")
    except OSError as error:
        print(f"grader report: {error.filename} could not be written: {error.strerror}. Choose another folder by --to.",
              file=sys.stderr)  # fmt: skip
        return 2
    return 0


def _given(sources: dict[str, bytes], regions) -> str:
    """The code that every student was handed: what they have in common by it is no sign of anything."""
    from .template import prepare

    cells = [cell for data in sources.values() for cell in prepare(json.loads(data), regions).cells]
    return "\n\n".join(cell.released for cell in cells if cell.cell_type == "code")

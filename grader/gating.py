"""`python -m grader gate ASSIGNMENT`: the command's words, and the gate's verdicts line by line."""

import argparse
import json
import sys
from pathlib import Path

EXAMPLE = """\
example:
  python -m grader gate tutorial6       before a release, and after every change of a question

Looks for answers in FOLDER/right and FOLDER/wrong (real source, see grader/answersheets.py), and for mutants that
compute the same in FOLDER/equivalents.toml. Exit code: 0 the gate is open; 1 something speaks against it; 2 the
course is not as it should be.
"""


def arguments(parser: argparse.ArgumentParser) -> None:
    """The command's words."""
    parser.formatter_class, parser.epilog = argparse.RawDescriptionHelpFormatter, EXAMPLE
    parser.add_argument("assignment", help="its name, as in source/")
    parser.add_argument("--notebook", default="*", metavar="NAME", help="only this notebook (without .ipynb)")
    parser.add_argument("--answers", default="tests/questions", metavar="FOLDER", help="default: tests/questions")
    parser.add_argument("--quick", action="store_true", help="no mutants, no kernels: for after each edit")
    parser.add_argument("--jobs", type=int, default=0, metavar="N", help="worker processes (default: all cores)")
    parser.add_argument("--course", default=".", metavar="FOLDER", help="the course's folder (default: this one)")


def run(options: argparse.Namespace) -> int:
    """Try every claim; the exit code."""
    from .workers import Workers

    about = json.dumps({"allow_unboxed": False})
    with Workers("grader.marker:mark", options.jobs, first="grader.marker:warm", about=about) as workers:
        try:
            verdicts = list(_tell(_verdicts(options, workers.submit)))
        except _NoCourse as error:
            print(f"grader gate: {error}", file=sys.stderr)
            return 2
    failed = sum(not verdict.ok for verdict in verdicts)
    print(f"\n{failed} of {len(verdicts)} claims do not hold: do not release this." if failed else
          f"\nAll {len(verdicts)} claims hold: {options.assignment} can be released.")  # fmt: skip
    return 1 if failed else 0


class _NoCourse(Exception):
    """The folder has no such assignment."""


def _verdicts(options: argparse.Namespace, submit):
    from . import lean

    lean.prepare()
    from .course import Course, CourseError
    from .gate import Gate
    from .settings import task_settings

    try:
        course = Course(Path(options.course))
    except CourseError as error:
        raise _NoCourse(error) from error
    paths = sorted(course.place("source", ".", options.assignment).glob(f"{options.notebook}.ipynb"))
    if not paths:
        raise _NoCourse(f"source/{options.assignment} has no notebook {options.notebook}.ipynb; wanted: the name of a "
                        "folder in source/.")  # fmt: skip
    answers = course.root / options.answers
    for path in paths:
        gate = Gate(path.stem, json.loads(path.read_bytes()), submit, task_settings(course.config))
        released = course.place("release", ".", options.assignment) / path.name
        yield gate.instructor()
        yield gate.empty()
        yield gate.right(answers / "right")
        yield gate.wrong(answers / "wrong")
        yield gate.release(json.loads(released.read_bytes()) if released.is_file() else None)
        if not options.quick:
            yield gate.stock(course.root)
            yield gate.mutation(answers / "equivalents.toml")


def _tell(verdicts):
    notebook = None
    for verdict in verdicts:
        if verdict.notebook != notebook:
            notebook = verdict.notebook
            print(f"\n{notebook}")
        print(f"  {'✓' if verdict.ok else '✗'} {verdict.claim} ({verdict.tried} tried)")
        for line in verdict.against:
            print(f"      {line}")
        sys.stdout.flush()
        yield verdict

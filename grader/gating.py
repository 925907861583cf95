"""`python -m grader gate ASSIGNMENT`: the command's words, and the gate's verdicts line by line."""

import argparse
import fnmatch
import json
import sys
import time
from pathlib import Path

EXAMPLE = """\
examples:
  python -m grader gate tutorial6                                               before a release
  python -m grader gate tutorial6 --quick --notebook q3_discriminator_update    after each edit

Looks for answers in FOLDER/right and FOLDER/wrong (real source, see grader/answersheets.py), and for mutants that
compute the same in FOLDER/equivalents.toml. Exit code: 0 the gate is open; 1 something speaks against it; 2 the
course is not as it should be.
"""


def arguments(parser: argparse.ArgumentParser) -> None:
    """The command's words."""
    from .autograde import workers_wanted

    parser.formatter_class, parser.epilog = argparse.RawDescriptionHelpFormatter, EXAMPLE
    parser.add_argument("assignment", help="its name, as in source/")
    parser.add_argument("--notebook", default="*", metavar="NAME", help="only this notebook (without .ipynb)")
    parser.add_argument("--question", default="", metavar="NAME", help="only answers to this one, as in def NAME(...)")
    parser.add_argument("--answers", default="tests/questions", metavar="FOLDER", help="default: tests/questions")
    parser.add_argument("--quick", action="store_true", help="no mutants, no kernels: for after each edit")
    parser.add_argument("--jobs", type=workers_wanted, default=0, metavar="N",
                        help="worker processes (default: all cores)")
    parser.add_argument("--course", default=".", metavar="FOLDER", help="the course's folder (default: this one)")


def run(options: argparse.Namespace) -> int:
    """Try every claim; the exit code."""
    from .autograde import Local
    from .limits import BoxFault, BoxUnsafe

    began = time.monotonic()
    try:
        workers = Local(options.jobs, allow_unboxed=False, course=options.course)
    except (BoxUnsafe, BoxFault) as error:
        return _refused(error)
    try:
        from . import lean

        lean.prepare()
        from .course import CourseError
        from .gate import CannotTry

        try:
            verdicts = list(_tell(_verdicts(options, workers.submit)))
        except (CourseError, CannotTry, BoxUnsafe, BoxFault) as error:
            return _refused(error)
    finally:
        workers.close()
    failed, left_out = sum(not verdict.ok for verdict in verdicts), _left_out(options)
    took = f"{time.monotonic() - began:.1f} seconds"
    if failed:
        print(f"\n{failed} of {len(verdicts)} claims do not hold: do not release this. ({took})")
    elif left_out:
        print(f"\nAll {len(verdicts)} claims hold. Left out: {', '.join(left_out)}. ({took})")
    else:
        print(f"\nAll {len(verdicts)} claims hold: {options.assignment} can be released. ({took})")
    return 1 if failed else 0


def _refused(error: Exception) -> int:
    print(f"grader gate: {error}", file=sys.stderr)
    return 2


def _left_out(options: argparse.Namespace) -> list[str]:
    """What the gate does not look at when it is asked for a part."""
    whether = {"the other notebooks": options.notebook != "*", "the other questions' answers": options.question,
               "nbgrader as it comes": options.quick, "mutants": options.quick}
    return [what for what, left in whether.items() if left]


def _verdicts(options: argparse.Namespace, submit):
    from .course import Course
    from .gate import CannotTry, Gate
    from .settings import task_settings
    from .template import BadSource

    course = Course(Path(options.course))
    answers, settings = course.root / options.answers, task_settings(course.config)
    gates = []
    for path in _paths(course, options.assignment, options.notebook):
        try:
            gates.append(Gate(path.stem, _notebook(path), submit, settings, question=options.question))
        except BadSource as error:
            raise CannotTry(f"{path}: {error}") from error
    for gate in _with_question(gates, options.question):
        released = course.place("release", ".", options.assignment) / f"{gate.name}.ipynb"
        yield gate.instructor()
        yield gate.empty()
        yield gate.right(answers / "right")
        yield gate.wrong(answers / "wrong")
        yield gate.release(_notebook(released) if released.is_file() else None)
        if not options.quick:
            yield gate.stock(course.root)
            yield gate.mutation(answers / "equivalents.toml")


def _paths(course, assignment: str, notebook: str) -> list[Path]:
    """The source notebooks that were asked for. Raises CannotTry with the names that there are."""
    from .gate import CannotTry

    folder = course.place("source", ".", assignment)
    if not (there := sorted(folder.glob("*.ipynb"))):
        known = ", ".join(sorted(path.name for path in folder.parent.glob("*/"))) or "none"
        raise CannotTry(f"{folder} has no notebooks. Wanted: the name of a folder in source/, which are: {known}.")
    if not (wanted := [path for path in there if fnmatch.fnmatch(path.stem, notebook)]):
        raise CannotTry(f"{folder} has no {notebook}.ipynb; it has: {', '.join(path.stem for path in there)}.")
    return wanted


def _with_question(gates: list, question: str) -> list:
    """The notebooks that ask this question; all of them for "". Raises CannotTry with the questions that there are."""
    from .gate import CannotTry

    if not question:
        return gates
    if not (wanted := [gate for gate in gates if question in gate.solutions]):
        known = "; ".join(f"{gate.name}: {', '.join(gate.solutions)}" for gate in gates)
        raise CannotTry(f"no question is called {question}. There are, in {known}.")
    return wanted


def _notebook(path: Path) -> dict:
    """A notebook of the course's own. Raises CourseError where it is none."""
    from .course import read_source

    return json.loads(read_source(path))


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

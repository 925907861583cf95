"""`python -m grader autograde ASSIGNMENT`: the command's words, and a run from start to end.

What takes long to begin is begun first: the fork server for boxes and the process that workers are forked from import
what they need while this process opens the gradebook; a thread has the box prove itself. All workers share the one fork
server and its proof.
"""

import argparse
import gc
import importlib
import json
import sys
import threading
from concurrent.futures import Future, wait
from contextlib import ExitStack
from pathlib import Path

from grader.interrupt import Interrupt
from grader.limits import BoxFault, BoxUnsafe
from grader.temporary import Temporary

EXAMPLE = """\
examples:
  python -m grader autograde tutorial6                    mark everybody who is not marked yet
  python -m grader autograde tutorial6 --force --dry-run  what would change if everybody were marked again?

Marks go into the gradebook and marked notebooks into autograded/, as `nbgrader autograde` would put them. A
run that was stopped, by whatever, is finished by the same command. Exit code: 0 all marked; 1 somebody could
not be graded, or the run was stopped; 2 the course or the command is not as it should be; 3 another run is
under way; 130 Ctrl-C.
"""
PATIENCE_SECONDS = 5  # for the thread in which the box proves itself, once nobody wants to know any more
AHEAD = 3  # notebooks handed out for each worker: the one that it has, and two so that it never waits
MARK, WARM = "grader.marker:mark", "grader.marker:warm"


def arguments(parser: argparse.ArgumentParser) -> None:
    """The command's words."""
    parser.formatter_class, parser.epilog = argparse.RawDescriptionHelpFormatter, EXAMPLE
    parser.add_argument("assignment", help="its name, as in source/")
    parser.add_argument("--student", default="*", metavar="ID", help="only this student, or those of a pattern: 'a*'")
    parser.add_argument("--notebook", default="*", metavar="NAME", help="only this notebook (without .ipynb)")
    parser.add_argument("--force", action="store_true", help="those already marked, too; prints what changed")
    parser.add_argument("--dry-run", action="store_true", help="write nothing, print what would change")
    parser.add_argument("--jobs", type=workers_wanted, default=0, metavar="N",
                        help="worker processes (default: all cores)")
    parser.add_argument("--scheduler", default="", metavar="tcp://HOST:PORT", help="mark on this dask cluster instead")
    parser.add_argument("--allow-unboxed", action="store_true",
                        help="UNSAFE: mark although students' code can get out of its box")
    parser.add_argument("--course", default=".", metavar="FOLDER", help="the course's folder (default: this one)")


class Local:
    """This machine's workers, with one fork server for all of them; both on their way when this is made."""

    def __init__(self, jobs: int, allow_unboxed: bool, course: str = "."):
        from grader.workers import Workers

        self.workers = Workers(MARK, jobs, first=WARM, gift=lambda: self.boxes.share())
        from grader.box import ForkServer
        from grader.starting import is_course

        secret = [course] if is_course(Path(course)) else []
        self.boxes = ForkServer(allow_unboxed=allow_unboxed, secret=secret)
        self.boxes.launch()
        importlib.import_module("grader.probe")  # here: one that Ctrl-C breaks off would leave the thread waiting
        self.proof, self.over = Future(), threading.Event()
        self.thread = threading.Thread(target=self._prove, name="proof", daemon=True)
        self.thread.start()
        self.shelf = Temporary("grader-pictures-")
        self.count, self.checked = self.workers.count, False

    def _prove(self) -> None:
        try:
            self.proof.set_result(self.boxes.probe())
        except BaseException as error:
            self.proof.set_exception(error)
        self.over.wait()  # a fork server that had to be started anew, here, ends with this thread

    def submit(self, text: str):
        """Mark one notebook. The first one waits until the box has proved itself. Raises BoxUnsafe, BoxFault."""
        if not self.checked:
            self.proof.result()
            self.boxes.check()
            self.workers.about = json.dumps({"allow_unboxed": self.boxes.allow_unboxed, "shelf": str(self.shelf.path)})
            self.checked = True
        return self.workers.submit(text)

    def close(self) -> None:
        """End the workers, then the boxes; take the shared pictures away."""
        self.workers.shutdown(wait=False)
        if not self.proof.done():
            self.boxes.hang_up()
            wait([self.proof], PATIENCE_SECONDS)
        self.boxes.close()
        self.over.set()
        self.thread.join(PATIENCE_SECONDS)
        self.shelf.remove()


def run(options: argparse.Namespace) -> int:
    """Mark as the options say; the exit code."""
    with ExitStack() as stack:
        interrupt = stack.enter_context(Interrupt())  # Ctrl-C has to wait until everything can be cleared away
        gc.disable()  # imports make much that stays and nothing to collect
        stack.callback(gc.enable)
        local = None
        if not options.scheduler:
            try:
                local = Local(options.jobs, options.allow_unboxed, options.course)
            except (BoxUnsafe, BoxFault) as error:
                return _refused(error, 2)
            stack.callback(local.close)
        try:
            return _mark(options, local, stack, interrupt)
        except KeyboardInterrupt:
            print("grader autograde: stopped as asked, before anything was marked.", file=sys.stderr)
            return 130


def _mark(options: argparse.Namespace, local: Local | None, stack: ExitStack, interrupt: Interrupt) -> int:
    from grader import lean

    lean.prepare()
    from grader.batch import Batch
    from grader.course import Course, CourseError
    from grader.filing import AnotherRun
    from grader.gradebook import Gradebook
    from grader.planning import Wanted, check_sources
    from grader.progress import Progressing
    from grader.released import GradebookError
    from grader.settings import task_settings
    from grader.task import NoWorkers
    from grader.template import Regions

    gc.freeze()
    gc.enable()
    student = options.student.rstrip("/") or options.student  # the slash that completing a folder's name adds
    wanted = Wanted(options.assignment, student, options.notebook, options.force, options.dry_run)
    show = Progressing()
    stack.callback(show.stops)
    try:
        course = Course(Path(options.course))
        book = stack.enter_context(Gradebook(
            course.folders.db_url, wanted.assignment, course.folders.course_id, course.penalty()))
        settings = task_settings(course.config, options.allow_unboxed)
        batch = Batch(course, book, wanted, settings, show)
        check_sources(wanted.assignment, batch.sources, Regions(**settings["regions"]), book.shape)
        if local:
            local.boxes.allow_unboxed = settings["allow_unboxed"]
        executor = local or _cluster(options, batch.sources.values(), stack)
        interrupt.waiting(lambda: None)  # from here on the batch hears
        report = batch.run(executor, AHEAD * executor.count)
    except (CourseError, GradebookError, NoWorkers, BoxUnsafe, BoxFault) as error:
        return _refused(error, 2)
    except AnotherRun as error:
        return _refused(error, 3)
    show.stops()
    show.ends(report, wanted)
    return 130 if report.asked_to_stop else 1 if report.ungraded or report.stopped else 0


def _cluster(options: argparse.Namespace, sources, stack: ExitStack):
    from grader.task import NoWorkers
    try:
        from grader.cluster import Cluster
    except ImportError as error:
        raise NoWorkers(f"{error}. A cluster needs the package distributed: `pip install distributed`.") from error

    return stack.enter_context(Cluster(options.scheduler, sources))


def _refused(error: Exception, code: int) -> int:
    print(f"grader autograde: {error}", file=sys.stderr)
    return code


def workers_wanted(text: str) -> int:
    """How many workers, from the command's word for it."""
    number = int(text) if text.lstrip("-").isdecimal() else 0
    if number < 1:
        raise argparse.ArgumentTypeError(f"{text} workers cannot mark anything; wanted: 1 or more")
    return number

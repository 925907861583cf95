"""Where the time of marking goes: processor time of a notebook, on the trusted side and in its box.

    python -m benchmarks.where                  # milliseconds a notebook
    python -m benchmarks.where --profile        # and the functions of the trusted side that take most
    python -m benchmarks.where --no-pictures

Marks a class notebook by notebook in this process, so that nothing else mixes in: no workers, no files, no gradebook.
"""

import argparse
import cProfile
import json
import os
import pstats
import tempfile
import time
from collections import defaultdict
from pathlib import Path

from benchmarks.classes import ASSIGNMENT, make_class, notebooks
from grader import marker
from grader.course import Course
from grader.settings import task_settings
from grader.task import Task

WARM = 9  # notebooks that are marked before the clock starts: three of each


def tasks_of(folder: Path, students: int, pictures: bool) -> list[tuple[str, str]]:
    """(notebook's name, task as text) of every notebook of the class."""
    made = make_class(folder, students)
    settings = task_settings(Course(folder).config) | ({} if pictures else {"skip": ["plot"]})
    sources = {path.stem: path.read_text() for path in (folder / "source" / ASSIGNMENT).glob("*.ipynb")}
    return [(name, Task(("bench", ASSIGNMENT, student, name), sources[name], path.read_bytes(), settings).text())
            for student, name, path in notebooks(made, students)]


def boxes_seconds(server: int) -> float:
    """Processor seconds of the fork server with that process id, and of all its boxes that have ended."""
    found = Path(f"/proc/{server}/task/{server}/children").read_text().split() or [str(server)]
    fields = Path(f"/proc/{found[0]}/stat").read_text().rsplit(")", 1)[1].split()
    return sum(map(int, fields[11:15])) / os.sysconf("SC_CLK_TCK")


def main() -> None:
    """Mark, and print a line for each notebook of the assignment and one for all of them."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("--students", type=int, default=60)
    parser.add_argument("--profile", action="store_true", help="the functions that take most")
    parser.add_argument("--no-pictures", action="store_true", help='as c.Marking.skip = ["plot"]')
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="where-") as scratch:
        work = tasks_of(Path(scratch, "course"), options.students, not options.no_pictures)
    marker.warm(json.dumps({"allow_unboxed": False}))
    for _, task in work[:WARM]:
        marker.mark(task)
    server = marker.server(False).process.pid
    spent, profile = defaultdict(list), cProfile.Profile()
    began, boxes = time.perf_counter(), boxes_seconds(server)
    for name, task in work[WARM:]:
        before = time.process_time()
        if options.profile:
            profile.enable()
        marker.mark(task)
        profile.disable()
        spent[name].append(1000 * (time.process_time() - before))
    count = len(work) - WARM
    for name, found in sorted(spent.items()):
        print(f"{name:30s} {sum(found) / len(found):6.1f} ms of processor time on the trusted side")
    print(f"{count} notebooks, each     trusted side {sum(map(sum, spent.values())) / count:.1f} ms, "
          f"boxes {1000 * (boxes_seconds(server) - boxes) / count:.1f} ms, "
          f"by the clock {1000 * (time.perf_counter() - began) / count:.1f} ms")
    if options.profile:
        pstats.Stats(profile).sort_stats("tottime").print_stats(30)


if __name__ == "__main__":
    main()

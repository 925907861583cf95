"""`make bench`: how fast a class is marked, against stock nbgrader and against the bare limit, in one run.

Prints a table, writes it with a picture to benchmarks/results/, and says for each figure that the project is held to
whether it was reached. Every program runs in a process of its own on the same course folder, one after another. Close
other programs: a busy machine slows the parallel runs more than the single ones.
"""

import argparse
import json
import os
import platform
import shutil
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path

from benchmarks import picture
from benchmarks.classes import ASSIGNMENT, hand_in, make_class, notebooks
from demo.course import Course

RESULTS = Path(__file__).parent / "results"
ALSO = 300  # the size of the class that is also marked by one job, without pictures, and with all mistakes different
TURNS = 3  # how often one job and all jobs are compared
POLL_SECONDS = 0.05  # how often the main process's memory is looked at


@dataclass
class Run:
    """One run of `python -m grader autograde`: its class, its time, and what its main process needed at most."""

    students: int
    notebooks: int
    jobs: int
    seconds: float
    memory_mb: float
    memory_halfway_mb: float

    @property
    def rate(self) -> float:
        """Notebooks a second, start-up included."""
        return self.notebooks / self.seconds


def autograde(course: Course, jobs: int, *words: str) -> Run:
    """Mark the course's whole class with that many workers, from nothing."""
    students = len(list(course.submitted.iterdir()))
    count = sum(1 for _ in notebooks(course, students))
    command = [sys.executable, "-m", "grader", "autograde", ASSIGNMENT, "--jobs", str(jobs), *words]
    started = time.perf_counter()
    process = subprocess.Popen(command, cwd=course.folder, env=course.variables(), stdout=subprocess.DEVNULL,
                               stderr=subprocess.PIPE, text=True)
    peaks = []
    while process.poll() is None:
        peaks.append((time.perf_counter() - started, peak_mb(process.pid)))
        time.sleep(POLL_SECONDS)
    seconds = time.perf_counter() - started
    if process.returncode not in (0, 1):
        raise SystemExit(f"marking {students} students ended with code {process.returncode}: {process.stderr.read()}")
    halfway = max((mb for when, mb in peaks if when <= seconds / 2), default=0.0)
    return Run(students, count, jobs, seconds, max(mb for _, mb in peaks), halfway)


def peak_mb(pid: int) -> float:
    """The most memory that a process has had so far, in MB; 0 if it has just ended."""
    try:
        lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    except OSError:
        return 0.0
    return next((int(line.split()[1]) / 1000 for line in lines if line.startswith("VmHWM")), 0.0)


def reset(course: Course, released: Path) -> None:
    """The course as it was before anything was marked."""
    shutil.rmtree(course.folder / "autograded", ignore_errors=True)
    shutil.copy(released, course.folder / "gradebook.db")


def stock(course: Course, sample: int, folder: Path) -> dict:
    """Seconds and notebooks of stock nbgrader on the first `sample` submissions, in a course folder of its own."""
    copy = Course(folder, ASSIGNMENT, environment={"NBGRADER_STOCK": "1", "PYTHONPATH": str(Path.cwd())})
    shutil.copytree(course.folder, copy.folder, ignore=shutil.ignore_patterns("submitted", "autograded"))
    hand_in(copy, sample)
    printed = copy.run(sys.executable, "-m", "benchmarks.stock", ASSIGNMENT).splitlines()[-1]
    return json.loads(printed) | {"notebooks": sum(1 for _ in notebooks(copy, sample))}


def bare(course: Course, sample: int) -> dict:
    """Seconds and notebooks of the same cells in one warm process."""
    printed = course.run(sys.executable, "-m", "benchmarks.bare", str(course.folder), str(sample))
    return json.loads(printed.splitlines()[-1])


def one_notebook(course: Course, released: Path, jobs: int, times: int = 5) -> float:
    """Seconds from the command to its end where one notebook is to be marked; the middle one of several tries."""
    found = []
    for _ in range(times):
        reset(course, released)
        started = time.perf_counter()
        course.run(sys.executable, "-m", "grader", "autograde", ASSIGNMENT, "--student", "student00000",
                   "--notebook", "q1*", "--jobs", str(jobs))
        found.append(time.perf_counter() - started)
    return sorted(found)[times // 2]


def in_turns(course: Course, released: Path, jobs: list[int]) -> dict[int, Run]:
    """The class marked by so many workers each; several times in turns, where they are compared, and the middle runs.

    The machine is a third slower at one time than at another, and a run takes a minute.
    """
    runs = {number: [] for number in jobs}
    for _ in range(TURNS if len(runs) > 1 else 1):
        for number, found in runs.items():
            reset(course, released)
            found.append(autograde(course, number))
    return {number: sorted(found, key=lambda run: run.seconds)[len(found) // 2] for number, found in runs.items()}


def without_pictures(course: Course, jobs: int) -> Run:
    """The class marked with `c.Marking.skip = ["plot"]`: no wrong function's picture is drawn."""
    config = course.folder / "nbgrader_config.py"
    text = config.read_text()
    config.write_text(f'{text}\nc.Marking.skip = ["plot"]\n')
    try:
        return autograde(course, jobs)
    finally:
        config.write_text(text)


def all_different(course: Course, folder: Path, students: int, jobs: int) -> Run:
    """A class in which no two wrong notebooks answer the same numbers."""
    other = make_class(folder, 0)
    other.environment = course.environment
    hand_in(other, students, distinct=True)
    return autograde(other, jobs)


def _spun(_) -> float:
    """Seconds that a fixed piece of work takes."""
    started = time.perf_counter()
    total = 0
    for number in range(5_000_000):
        total += number * number % 7
    return time.perf_counter() - started


def of_two_processes() -> float:
    """How much more two processes do than one on this machine when they have nothing to do with each other."""
    with ProcessPoolExecutor(2) as pool:
        tries = [(next(pool.map(_spun, range(1))), max(pool.map(_spun, range(2)))) for _ in range(5)]
    return max(2 * one / two for one, two in tries)


def measure(sizes: list[int], sample: int, cores: int) -> dict:
    """All figures, with a line on the terminal as each is done."""
    with tempfile.TemporaryDirectory(prefix="bench-") as scratch:
        course = make_class(Path(scratch, "course"), sizes[0])
        course.environment["PYTHONPATH"] = str(Path.cwd())
        course.environment["PYTHONDONTWRITEBYTECODE"] = ""  # compiled files stay, as wherever nobody has set it
        released = Path(scratch, "released.db")
        shutil.copy(course.folder / "gradebook.db", released)
        found = {"date": date.today().isoformat(), "machine": machine(), "cores": cores, "runs": []}
        first = one_notebook(course, released, cores)
        found["bare"] = say("bare limit", bare(course, sample))
        if cores > 1:
            found["two_processes"] = say("two processes that only compute, against one", of_two_processes())
        stocks = []
        for size in sizes:
            reset(course, released)
            stocks.append(say("stock nbgrader", stock(course, sample, Path(scratch, f"stock{size}"))))
            hand_in(course, size)
            compared = size == (ALSO if ALSO in sizes else sizes[0])
            runs = in_turns(course, released, [cores, 1] if compared else [cores])
            found["runs"].append(asdict(say(f"{size} submissions, {cores} jobs", runs[cores])))
            if compared:
                single = say(f"{size} submissions, one job", runs[1])
                found["one_job"] = asdict(single)
                found["two_jobs"] = found["runs"][-1] if cores == 2 else None
                found["start_up"] = say("start-up, seconds", first - (single.seconds - first) / (single.notebooks - 1))
            if size == ALSO:
                reset(course, released)
                run = without_pictures(course, cores)
                found["no_pictures"] = asdict(say(f"{size} submissions, {cores} jobs, no pictures", run))
                run = all_different(course, Path(scratch, "different"), size, cores)
                found["distinct"] = asdict(say(f"{size} submissions, {cores} jobs, all mistakes different", run))
        found["stock"] = sorted(stocks, key=lambda run: run["seconds"])[len(stocks) // 2]
    return found


def say(what: str, value):
    """Print a figure as soon as it is there."""
    print(f"{what}: {value}", flush=True)
    return value


def machine() -> str:
    """What the figures were measured on."""
    about = Path("/proc/cpuinfo").read_text().splitlines()
    model = [line.split(":")[1].strip() for line in about if line.startswith("model name")]
    return f"{model[0] if model else platform.processor()}, Linux {platform.release().split('-')[0]}, Python " \
           f"{platform.python_version()}"


def main() -> None:
    """Measure, print, write."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("--sizes", default="100,300,1000", help="submissions of the classes, in order")
    parser.add_argument("--sample", type=int, default=10, help="submissions for stock nbgrader and the bare limit")
    parser.add_argument("--jobs", type=int, default=len(os.sched_getaffinity(0)))
    options = parser.parse_args()
    found = measure([int(size) for size in options.sizes.split(",")], options.sample, options.jobs)
    RESULTS.mkdir(exist_ok=True)
    (RESULTS / "latest.json").write_text(json.dumps(found, indent=1) + "\n")
    table = picture.table(found)
    (RESULTS / "table.md").write_text(table)
    picture.draw(found, RESULTS / "rates.svg")
    print("\n" + table)


if __name__ == "__main__":
    main()

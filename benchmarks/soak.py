"""`make soak`: marking is killed a hundred times at random moments; no mark may be lost or changed.

A class is marked once without interruption: that is what has to come out. Then it is marked again and again, from
nothing or by force over earlier marks; each run is killed (SIGKILL, sometimes the main process alone, sometimes all of
its processes, as in a power cut) at a random moment after it has begun to mark, and the next run goes on from there.
Whenever a run comes to its end, gradebook and marked files are compared with what has to come out.
"""

import argparse
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from rich.console import Console
from rich.progress import Progress

from benchmarks.classes import ASSIGNMENT, make_class
from demo.course import Course
from tests.batch.tiny import gradebook_rows

GIVE_UP_SECONDS = 600  # of one run: longer means that it hangs


class Lost(Exception):
    """A mark was lost or changed, or a run failed; the message says after which kill, and what differs."""


def outcome(course: Course) -> dict:
    """Everything that marking leaves behind: the gradebook's rows and the marked files."""
    folder = course.folder / "autograded"
    files = {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*"))
             if path.is_file() and path.relative_to(folder).parts[0][0] != "."}
    return gradebook_rows(f"sqlite:///{course.folder / 'gradebook.db'}") | {"files": files}


class Soak:
    """Kills on one course folder. `draw` decides when and how; `kills` counts them."""

    def __init__(self, course: Course, draw: random.Random):
        self.course, self.draw = course, draw
        self.kills = self.finished = 0
        self.released = course.folder.parent / "released.db"
        shutil.copy(course.folder / "gradebook.db", self.released)
        began = time.monotonic()
        self.start().wait(GIVE_UP_SECONDS)
        self.lasts = time.monotonic() - began
        self.wanted = outcome(course)

    def start(self, *words: str) -> subprocess.Popen:
        """The marking command, in a session of its own."""
        command = [sys.executable, "-m", "grader", "autograde", ASSIGNMENT, *words]
        return subprocess.Popen(command, cwd=self.course.folder, env=self.course.variables(), start_new_session=True,
                                stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    def kill_once(self) -> None:
        """One run, killed if it lasts until its moment comes; compared if it comes to its end."""
        words = ["--force"] if self.finished % 2 and not self.under_way() else []
        process = self.start(*words)
        self.wait_until_marking(process)
        try:
            code = process.wait(self.draw.uniform(0, self.lasts / 2))
        except subprocess.TimeoutExpired:
            self.kill(process)
            return
        if code not in (0, 1):
            raise Lost(f"after {self.kills} kills: the run ended with code {code}")
        self.compare()

    def under_way(self) -> bool:
        """Did the last run leave something to be finished?"""
        return any((self.course.folder / "autograded").glob(f".marking/{ASSIGNMENT}/*"))

    def wait_until_marking(self, process: subprocess.Popen) -> None:
        """Wait until the run holds the lock; before that there is nothing to kill but imports."""
        lock = self.course.folder / "autograded" / ".marking" / "lock"
        ends = time.monotonic() + GIVE_UP_SECONDS
        while process.poll() is None and not (lock.exists() and lock.read_text() == str(process.pid)):
            if time.monotonic() > ends:
                self.kill(process)
                raise Lost(f"after {self.kills} kills: a run did not begin to mark")
            time.sleep(0.01)

    def kill(self, process: subprocess.Popen) -> None:
        """SIGKILL to the main process, or to all processes of the run."""
        if self.draw.random() < 0.5:
            os.killpg(process.pid, signal.SIGKILL)
        else:
            process.kill()
        process.wait()
        self.kills += 1

    def compare(self) -> None:
        """What came out, against what has to; then the course as it was, or as it is, for the next round."""
        found = outcome(self.course)
        differing = [name for name in self.wanted if found[name] != self.wanted[name]]
        if differing or self.under_way():
            what = ", ".join(differing) or "something left unfinished"
            raise Lost(f"after {self.kills} kills and {self.finished} whole runs: {what}")
        self.finished += 1
        if self.finished % 2 == 0:
            shutil.rmtree(self.course.folder / "autograded")
            shutil.copy(self.released, self.course.folder / "gradebook.db")


def soak(folder: Path, students: int, kills: int, seed: int, console: Console | None = None) -> Soak:
    """Mark a class of so many students until it was killed so many times and came to its end once more."""
    course = make_class(folder / "course", students)
    course.environment["PYTHONPATH"] = str(Path(__file__).resolve().parent.parent)
    made = Soak(course, random.Random(seed))
    with Progress(console=console, disable=console is None) as bars:
        task = bars.add_task("killed", total=kills)
        while made.kills < kills:
            made.kill_once()
            bars.update(task, completed=made.kills)
    whole = made.finished
    while made.finished == whole:
        if made.start().wait(GIVE_UP_SECONDS) not in (0, 1):
            raise Lost(f"after {made.kills} kills: the last run failed")
        made.compare()
    return made


def main() -> int:
    """`python -m benchmarks.soak`; 0 if nothing was lost."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("--kills", type=int, default=100)
    parser.add_argument("--students", type=int, default=12)
    parser.add_argument("--seed", type=int, default=random.randrange(1 << 32), help="repeats a run")
    options = parser.parse_args()
    console = Console()
    with tempfile.TemporaryDirectory(prefix="soak-") as scratch:
        try:
            made = soak(Path(scratch), options.students, options.kills, options.seed, console)
        except Lost as error:
            console.print(f"[red]Lost[/] {error} (--seed {options.seed} --students {options.students})")
            return 1
    console.print(f"{made.kills} kills, {made.finished} whole runs over {options.students} submissions: no mark lost, "
                  f"none changed (seed {options.seed}).")
    return 0


if __name__ == "__main__":
    sys.exit(main())

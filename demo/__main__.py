"""`python -m demo` (or `make demo`): a class is released to, hands in, is marked, and is told why.

Everything happens in scratch/demo, made anew each time.
"""

import shutil
import sys
import time
from collections import defaultdict
from collections.abc import Callable

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

from demo.course import PROJECT, CommandFailed, Course, counted
from demo.results import Result, results
from demo.roster import BY_NAME, STUDENTS

FOLDER = PROJECT / "scratch" / "demo"


def main() -> int:
    """Runs the demonstration; 0 if every step worked."""
    console = Console(width=None if sys.stdout.isatty() else 120)
    shutil.rmtree(FOLDER, ignore_errors=True)
    course = Course(FOLDER)
    started = time.monotonic()
    try:
        run(course.make(), console)
    except CommandFailed as error:
        console.print(f"[red]The demonstration stopped.[/] {error}", highlight=False)
        return 1
    marked = results(course.folder, course.assignment)
    console.print(totals(marked))
    console.print(reasons(marked))
    waiting = sum(result.waiting for result in marked)
    console.print(f"\n{len(STUDENTS)} students in {time.monotonic() - started:.0f} s; "
                  f"{waiting} free-text answers wait for a person in the formgrader.")
    console.print(f"Feedback pages are in {course.folder.relative_to(PROJECT)}/feedback/, a folder a student.")
    return 0


def run(course: Course, console: Console) -> None:
    """Release, collect, mark, feedback: each command as a lecturer would type it, with a bar while it works."""
    step(console, "nbgrader generate_assignment", 1, lambda on_line: course.generate())
    step(console, "nbgrader zip_collect", 1, lambda on_line: course.collect_download())
    console.print("python -m grader autograde")
    course.show(sys.executable, "-m", "grader", "autograde", course.assignment)
    pages = len(list((course.folder / "autograded").glob("*/*/*.ipynb")))
    step(console, "nbgrader generate_feedback", pages, lambda on_line: course.nbgrader(
        "generate_feedback", course.assignment, on_line=on_line))


def step(console: Console, name: str, total: int, work: Callable[[Callable[[str], None]], object]) -> None:
    """Does `work` under a bar that moves with each notebook of which a line is printed."""
    columns = TextColumn("{task.description:28}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn()
    with Progress(*columns, console=console) as bar:
        task = bar.add_task(name, total=total)
        work(counted(lambda path: bar.advance(task)))
        bar.update(task, completed=total)


def totals(marked: list[Result]) -> Table:
    """A row a student: who they are, and the points that the machine gave in each notebook."""
    notebooks = sorted({result.notebook for result in marked})
    table = Table(title="Who got what (points given by machine)", title_justify="left", show_lines=False)
    table.add_column("student", no_wrap=True)
    table.add_column("who they are", ratio=1)
    for notebook in notebooks:
        table.add_column(notebook.split("_")[0], justify="right", no_wrap=True)
    table.add_column("all", justify="right", no_wrap=True)
    automatic = [result for result in marked if not result.by_person]
    for student in dict.fromkeys(result.student for result in automatic):
        mine = [result for result in automatic if result.student == student]
        cells = [fraction([result for result in mine if result.notebook == notebook]) for notebook in notebooks]
        table.add_row(student, BY_NAME[student].about, *cells, fraction(mine))
    return table


def reasons(marked: list[Result]) -> Table:
    """A row for each answer that lost points: the question, the points, and what the student is told.

    Answers that were left as they were handed out are counted in one row a student.
    """
    table = Table(title="And why: answers that lost points, with what the student is told", title_justify="left")
    table.add_column("student", no_wrap=True)
    table.add_column("question", no_wrap=True)
    table.add_column("points", justify="right", no_wrap=True)
    table.add_column("why", ratio=1)
    lost = defaultdict(list)
    for result in marked:
        if not result.by_person and result.points < result.out_of:
            lost[result.student].append(result)
    for student, rows in lost.items():
        for place, (why, same) in enumerate(grouped(rows).items()):
            names = same[0].question if len(same) == 1 else f"{same[0].question} + {len(same) - 1} more"
            table.add_row("" if place else student, names, fraction(same), why or "(nothing said)", end_section=False)
        table.add_section()
    return table


def grouped(rows: list[Result]) -> dict[str, list[Result]]:
    """A student's rows by reason, in the order in which the reasons come first."""
    by_reason = defaultdict(list)
    for row in rows:
        by_reason[row.reason].append(row)
    return by_reason


def fraction(marked: list[Result]) -> str:
    """Points out of points, as short as they can be said: "12.5/17"."""
    if not marked:
        return "–"
    return f"{sum(result.points for result in marked):.4g}/{sum(result.out_of for result in marked):.4g}"


if __name__ == "__main__":
    sys.exit(main())

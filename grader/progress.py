"""What a person sees while a class is marked: a bar with rate and time left, a line where one must look, a table.

On a terminal the bar stays at the bottom and lines scroll above it; into a file or a log go the lines alone.
Used by `grader/autograde.py`; `grader/batch.py` tells it what happens.
"""

import sys

from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, ProgressColumn, Task, TextColumn, TimeRemainingColumn
from rich.table import Table

from grader.batch import Report
from grader.planning import Wanted

MOST_CHANGES = 200  # rows of the table of differences; `--student` shows the rest


class _Rate(ProgressColumn):
    """Notebooks a second, over the last while."""

    def render(self, task: Task):
        speed = task.finished_speed or task.speed
        return f"{speed:.1f}/s" if speed else "–"


class Progressing:
    """A run on the console. `begins`, `says` and `advances` are called by the batch, `ends` by the command."""

    def __init__(self, console: Console | None = None):
        width = None if sys.stdout.isatty() else 120
        self.console = console or Console(soft_wrap=True, highlight=False, width=width)
        columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), _Rate(),
                   TextColumn("left"), TimeRemainingColumn())
        self.bars = Progress(*columns, console=self.console, transient=True, disable=not self.console.is_terminal)
        self.task = None

    def begins(self, notebooks: int, wanted: Wanted) -> None:
        """There are so many notebooks to mark."""
        doing = "Trying" if wanted.dry_run else "Marking"
        self.task = self.bars.add_task(f"{doing} {wanted.assignment}", total=notebooks)
        self.bars.start()

    def advances(self, student: str, notebook: str) -> None:
        """One notebook is marked."""
        self.bars.advance(self.task)

    def says(self, student: str, text: str) -> None:
        """Something that a person should know, of a student or (no student) of the run."""
        text = text.encode("utf-8", "replace").decode()
        self.bars.console.print(f"[bold]{escape(student)}[/] {escape(text)}" if student else escape(text))

    def stops(self) -> None:
        """The bar goes, however the run ended."""
        self.bars.stop()

    def ends(self, report: Report, wanted: Wanted) -> None:
        """The tables at the end, and one line that sums up."""
        if report.changes:
            self.console.print(_changes(report, wanted))
        if report.marked:
            self.console.print(_tallies(report))
        for line in summary(report, wanted):
            self.console.print(escape(line))


def summary(report: Report, wanted: Wanted) -> list[str]:
    """The run in one line; a second one if somebody was not graded, a third one if it was stopped."""
    done = "would be marked" if wanted.dry_run else "marked"
    rate = f", {report.notebooks / report.seconds:.1f} a second" if report.seconds else ""
    parts = [f"{report.marked} submissions {done} ({report.notebooks} notebooks in {report.seconds:.1f} s{rate})"]
    if report.up_to_date:
        parts.append(f"{report.up_to_date} were marked before (--force marks them again)")
    if wanted.force:
        parts.append("no mark changed" if not report.changes else f"{len(report.changes)} marks "
                     f"{'would change' if wanted.dry_run else 'changed'}")
    lines = ["; ".join(parts) + "."]
    if report.ungraded:
        names = ", ".join(name for name, _ in report.ungraded[:10]) + (", …" if len(report.ungraded) > 10 else "")
        lines.append(f"NOT GRADED: {len(report.ungraded)} submissions ({names}). The next run tries them again.")
    if report.stopped:
        lines.append(report.stopped)
    return lines


def _tallies(report: Report) -> Table:
    table = Table("notebook", *("marked", "not handed in", "mean of automatic points", "answers for a person"))
    table.columns[0].overflow = "fold"
    for column in table.columns[1:]:
        column.justify = "right"
    for name, tally in report.tallies.items():
        mean = f"{tally.points / tally.marked:.2f} of {tally.out_of:g}" if tally.marked else "–"
        table.add_row(escape(name), str(tally.marked), str(tally.missing), mean, str(tally.by_person))
    return table


def _changes(report: Report, wanted: Wanted) -> Table:
    title = "marks that would change" if wanted.dry_run else "marks that changed"
    table = Table("student", "notebook", "question", "before", "after", title=title)
    for change in report.changes[:MOST_CHANGES]:
        table.add_row(*map(escape, (change.student, change.notebook, change.cell)),
                      *("by a person" if points is None else f"{points:g}" for points in (change.before, change.after)))
    if len(report.changes) > MOST_CHANGES:
        table.caption = f"and {len(report.changes) - MOST_CHANGES} more: --student shows them"
    return table

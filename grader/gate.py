"""The gate before a release: is the marking of an assignment fair, and does nothing leak? `python -m grader gate`.

Each line it prints is a claim, tried on notebooks made for it and marked in the box as students' notebooks are:

    the instructor's notebook gets every automatic point, the empty one none
    right answers in every style keep all points; every known wrong answer loses some
    every mutant of a solution (`mutants.py`) loses points, or is listed as equivalent with a reason
    release/ is what source/ generates, and holds no line of a solution, a hidden test or a mark scheme
    nbgrader as it comes gives the instructor's and the empty notebook the same points
"""

import json
import tomllib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from itertools import compress
from pathlib import Path

from . import answersheets
from .mutants import mutants
from .task import Marked, Task
from .template import SOLUTION, TEST, Regions, joined, prepare, without
from .testcell import OBJECTS

QUIET = ["--Application.log_level=40"]  # the kernels' remarks on their own sockets are no finding
SHORTEST_SECRET = 12  # characters of a line that must not be found in a release; shorter lines are in every notebook


class CannotTry(Exception):
    """A claim could not be tried: the course's own notebook, test or table is broken. The message says which."""


@dataclass
class Verdict:
    """One claim about a notebook: did it hold, in how many tries, and what spoke against it, a line each."""

    notebook: str
    claim: str
    tried: int
    against: list[str] = field(default_factory=list)

    @property
    def ok(self) -> bool:
        """Nothing spoke against it."""
        return not self.against


@dataclass(frozen=True)
class Trial:
    """A notebook to be marked: what it is, and the code of its solution cells by grade id.

    cell: the one in which it is not the instructor's, if there is one. alone: only that cell's own test is run.
    """

    what: str
    cells: dict[str, str]
    cell: str = ""
    alone: bool = False


class Gate:
    """The claims about one notebook. submit: from a Task as text to a Future of a Marked as text.

    question: answers, and mutants, of this solution cell only; "" for all.
    """

    def __init__(self, name: str, source: dict, submit: Callable, settings: dict, seed: str = "gate",
                 question: str = ""):  # fmt: skip
        self.name, self.submit, self.settings, self.question = name, submit, settings | {"seed": seed}, question
        self.regions = Regions(**settings["regions"])
        self.source = source
        self.lean = {**source, "cells": [c for c in source["cells"] if "plot" not in c["metadata"].get("tags", [])]}
        self.template = prepare(self.lean, self.regions)
        self.solutions = {
            cell["metadata"]["nbgrader"]["grade_id"]: joined(cell["source"])
            for cell, known in zip(self.lean["cells"], self.template.cells, strict=True)
            if known.role == SOLUTION
        }
        self.points = {cell.grade_id: cell.points for cell in self.template.cells if cell.role == TEST}

    def instructor(self) -> Verdict:
        """Every automatic point for the solutions, and no visible check that objects to them."""
        (_, marked), *_ = self._mark([Trial("the instructor's notebook", self.solutions)])
        against = [f"{test}: {marked.scores[test]:g} of {most:g}" + _told(marked, test.removeprefix("correct_"))
                   for test, most in self.points.items() if marked.scores[test] != most]  # fmt: skip
        against += [f"{test}: what students see of it says “{line}”" for test, line in _objections(marked)]
        return Verdict(self.name, f"the instructor's notebook gets all {self._most:g} automatic points", 1, against)

    def empty(self) -> Verdict:
        """Nothing for the notebook as it was released."""
        (_, marked), *_ = self._mark([Trial("the empty notebook", {})])
        against = [f"{test}: {marked.scores[test]:g} points" for test in self.points if marked.scores[test]]
        return Verdict(self.name, "the empty notebook gets nothing", 1, against)

    def right(self, folder: Path) -> Verdict:
        """All points for each right answer in another style, the other cells being the instructor's."""
        trials = [self._instead(answer.cell, answer.code, answer.heading) for answer in self._answers(folder)]
        against = [
            f"{trial.what}: {marked.scores[test]:g} of {self.points[test]:g}" + _told(marked, trial.cell)
            for trial, marked in self._mark(trials)
            for test in [f"correct_{trial.cell}"]
            if marked.scores[test] != self.points[test]
        ]
        return Verdict(self.name, "right answers in every style keep all points", len(trials), against)

    def wrong(self, folder: Path) -> Verdict:
        """Fewer than all points for each wrong answer: the share that its heading says."""
        answers = self._answers(folder)
        trials = [self._instead(answer.cell, answer.code, answer.heading) for answer in answers]
        against = []
        for answer, (trial, marked) in zip(answers, self._mark(trials), strict=True):
            points, most = marked.scores[f"correct_{trial.cell}"], self.points[f"correct_{trial.cell}"]
            if self._keeps_all(marked, trial.cell):
                against.append(f"{trial.what}: all points")
            elif abs(points - answer.share * most) > 1e-6:  # points are kept to six digits
                against.append(f"{trial.what}: {points:g} of {most:g}, its heading says {answer.share}"
                               + _told(marked, trial.cell))
        return Verdict(self.name, "every known wrong answer loses points", len(trials), against)

    def mutation(self, equivalents: Path) -> Verdict:
        """Points lost by each mutant of each solution that is not listed as equivalent: most by their own test."""
        listed = {key: why for key, why in _listed(equivalents, self.name).items() if key[0] in self._asked}
        trials, seen = [], set()
        for cell, code in self._asked.items():
            for mutant in mutants(code):
                key = (cell, mutant.change)
                seen.add(key)
                if key not in listed:
                    trials.append(self._instead(cell, mutant.code, f"line {mutant.line}, {mutant.change}"))
        left = [replace(trial, alone=False) for trial, marked in self._mark(trials)
                if self._keeps_all(marked, trial.cell)]  # fmt: skip
        against = [trial.what for trial, marked in self._mark(left) if self._sum(marked) >= self._most]
        against += [f"{cell}: “{change}” is listed as equivalent, but there is no such mutant" for cell, change in
                    listed.keys() - seen]  # fmt: skip
        killed = len(trials) - sum("is listed" not in line for line in against)
        score = 100 * killed / max(len(trials), 1)
        return Verdict(self.name, f"mutation score {score:.1f} % ({killed} of {len(trials)} mutants lose points, "
                                  f"{len(listed)} listed as equivalent)", len(trials), against)  # fmt: skip

    def release(self, released: dict | None) -> Verdict:
        """The released notebook is today's, and shows nothing that students must not see."""
        claim = "release/ is current, and no solution, hidden test or mark scheme is in it"
        if released is None:
            return Verdict(self.name, claim, 1, [f"release has no {self.name}.ipynb: run `make release`"])
        cells = prepare(self.source, self.regions).cells
        today = [cell.released for cell in cells]
        theirs = [joined(cell["source"]) for cell in released["cells"]]
        against = [] if today == theirs else ["it is not what source/ generates today: run `make release`"]
        text = "\n".join(theirs) + json.dumps(released["metadata"])
        against += [
            f"“{line}” is in it" for line in sorted(self._secrets()) if line in text and line not in "\n".join(today)
        ]
        against += [f"cell {cell['id']} has outputs" for cell in released["cells"] if cell.get("outputs")]
        return Verdict(self.name, claim, len(theirs), against)

    def stock(self, folder: Path) -> Verdict:
        """The same points from nbgrader as it comes, in a kernel in `folder`; our own code only."""
        against = []
        trials = [Trial("the instructor's notebook", self.solutions), Trial("the empty notebook", {})]
        for trial, marked in self._mark(trials):
            for test, points in self._in_a_kernel(trial, folder).items():
                if abs(points - marked.scores[test]) > 1e-9:
                    against.append(f"{trial.what}, {test}: {points:g} there, {marked.scores[test]:g} here")
        return Verdict(self.name, "nbgrader as it comes gives the same points", len(trials), against)

    def _in_a_kernel(self, trial: Trial, folder: Path) -> dict[str, float]:
        """Points by test cell, as nbgrader reads them off the outputs of a notebook that was run from top to bottom."""
        import nbformat
        from nbclient import NotebookClient
        from nbclient.exceptions import CellTimeoutError, DeadKernelError
        from nbgrader.utils import determine_grade

        notebook = nbformat.from_dict({**self.lean, "cells": self._cells(trial, hidden=True)})
        client = NotebookClient(notebook, allow_errors=True, timeout=60, extra_arguments=QUIET,
                                resources={"metadata": {"path": str(folder)}})
        try:
            client.execute()
        except (CellTimeoutError, DeadKernelError) as error:
            raise CannotTry(f"{self.name}, {trial.what}, in a kernel: {str(error).strip().splitlines()[0]}") from error
        tests = (cell for cell in notebook.cells if cell.metadata.get("nbgrader", {}).get("grade_id") in self.points)
        return {cell.metadata.nbgrader.grade_id: determine_grade(cell)[0] for cell in tests}

    def _secrets(self) -> Iterator[str]:
        for cell in self.source["cells"]:
            text = joined(cell["source"])
            for begin, end in (
                (self.regions.begin_solution, self.regions.end_solution),
                (self.regions.begin_hidden, self.regions.end_hidden),
                (self.regions.begin_scheme, self.regions.end_scheme),
            ):
                kept = set(without(text, begin, end).split("\n"))
                yield from (line.strip() for line in text.split("\n")
                            if line not in kept and len(line.strip()) >= SHORTEST_SECRET)  # fmt: skip

    @property
    def _most(self) -> float:
        return sum(self.points.values())

    def _sum(self, marked: Marked) -> float:
        return sum(marked.scores[test] or 0 for test in self.points)

    def _keeps_all(self, marked: Marked, cell: str) -> bool:
        """Did the cell's own test give all points? True where it has none."""
        test = f"correct_{cell}"
        return test not in self.points or marked.scores[test] == self.points[test]

    @property
    def _asked(self) -> dict[str, str]:
        """The solutions of the questions that were asked for."""
        return {cell: code for cell, code in self.solutions.items() if self.question in ("", cell)}

    def _answers(self, folder: Path) -> list[answersheets.Answer]:
        there = answersheets.read(folder, self.name)
        if unknown := sorted({answer.cell for answer in there} - self.solutions.keys()):
            raise CannotTry(f"{self.name}: there are answers in {folder} for {', '.join(unknown)}, and no solution "
                            f"cell of that name; there are: {', '.join(self.solutions)}.")
        found = [answer for answer in there if answer.cell in self._asked]
        for answer in found:
            if f"correct_{answer.cell}" not in self.points:
                raise CannotTry(f"{self.name}: there are answers for the solution cell `{answer.cell}`, and no test "
                                f"cell `correct_{answer.cell}` to give them points. Call it so in source/; there are: "
                                f"{', '.join(self.points)}.")
        return found

    def _instead(self, cell: str, code: str, what: str) -> Trial:
        """An answer in place of the instructor's; no other test is run, for no other point is asked after."""
        return Trial(f"{cell}: {what}", self.solutions | {cell: code}, cell, alone=True)

    def _mark(self, trials: Iterable[Trial]) -> Iterator[tuple[Trial, Marked]]:
        """Each trial with its marks; the trials are marked side by side."""
        handed_in = [(trial, self.submit(self._task(trial).text())) for trial in trials]
        for trial, future in handed_in:
            if (error := future.exception()) is not None:  # a worker that died, say
                raise CannotTry(f"{self.name}, {trial.what}: {error}")
            marked = Marked.read(future.result())
            if marked.fault:
                raise CannotTry(f"{self.name}, {trial.what}: {marked.fault}")
            yield trial, marked

    def _cells(self, trial: Trial, hidden: bool = False) -> list[dict]:
        """The notebook's cells with the trial's solutions in them; with the hidden tests too, if asked for."""
        cells = []
        for cell, known in zip(self.lean["cells"], self.template.cells, strict=True):
            text = known.source if hidden and known.role == TEST else known.released
            cells.append({**cell, "source": trial.cells.get(known.grade_id, text) if known.role == SOLUTION else text})
        return cells

    def _task(self, trial: Trial) -> Task:
        kept = [not trial.alone or cell.role != TEST or cell.grade_id == f"correct_{trial.cell}"
                for cell in self.template.cells]  # fmt: skip
        source, submission = (json.dumps({**self.lean, "cells": list(compress(cells, kept))})
                              for cells in (self.lean["cells"], self._cells(trial)))  # fmt: skip
        return Task(("gate", "gate", "gate", self.name), source, submission.encode(), self.settings)


def _told(marked: Marked, cell: str) -> str:
    """What the student would be told, in brackets behind the points."""
    return f" ({told})" if (told := marked.comments.get(cell)) else ""


def _objections(marked: Marked) -> Iterator[tuple[str, str]]:
    """Test cell and line, wherever a visible check did not hold: a setup cell without its tag, say."""
    for cell in json.loads(marked.notebook)["cells"]:
        for output in cell.get("outputs", []):
            if output["output_type"] == "stream" and cell["metadata"].get("nbgrader", {}).get("grade"):
                yield from ((cell["metadata"]["nbgrader"]["grade_id"], line)
                            for line in joined(output["text"]).splitlines() if line.startswith(OBJECTS))


def _listed(path: Path, notebook: str) -> dict[tuple[str, str], str]:
    """The mutants listed as equivalent: (cell, change) → reason."""
    if not path.is_file():
        return {}
    entries = tomllib.loads(path.read_text(encoding="utf-8")).get(notebook, {})
    return {(cell, entry["change"]): entry["reason"] for cell, listed in entries.items() for entry in listed}

"""One notebook marked: the student's cells in the box, the test cells here, a mark for each test cell.

A pure function of (submission, source, seed, limits): nothing is read from disk, gradebook or network, and the same
arguments give the same marks. Used by the nbgrader step (`preprocessors.py`) and by batch marking.

    aligned notebook, cell by cell
      setup cell          box, and later on the trusted side before each test
      student's, locked   box; outputs are kept
      test cell           trusted side, with the student's names as stand-ins -> CellMark

Each test starts from the setup cells alone, so no test can spoil another. What a student's code prints, raises or
leaves on stderr never changes points. A mark is what the hidden test returns (a `Mark`, with points and a message);
a test without one follows nbgrader: an exception is 0, a number is part-credit, anything else full marks.
"""

import dataclasses
import math
import numbers
import re
import sys
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from . import showing
from .align import align
from .limits import BoxStopped, Limits
from .pictures import Pictures
from .question import Mark, seeded
from .session import Session
from .student import StudentNamespace
from .template import ANSWER, LOCKED, SETUP, SOLUTION, TEST, UNTOUCHED, Template, TemplateCell, prepare, without
from .testcell import BadTest, Outcome, described, run_setup, run_test

MISSING = {  # what Python says was missing, by the error's name
    "NameError": r"name '(\w{1,50})' is not defined", "ModuleNotFoundError": r"No module named '([\w.]{1,60})'",
}  # fmt: skip
MARKED, STOPPED, FAILED = "marked", "stopped", "failed"


@dataclass(frozen=True)
class CellMark:
    """What one test cell came to.

    message: for the student, plain text with `code` and $LaTeX$. mistake: the known mistake's name, for graders only.
    status: "marked"; "stopped" (a limit was hit, message names it); "failed" (the test raised; 0 points).
    """

    points: float
    out_of: float
    message: str = ""
    mistake: str | None = None
    status: str = MARKED
    notes: tuple[str, ...] = ()


@dataclass
class MarkedNotebook:
    """nb: the marked notebook as a dict of nbformat 4.5. marks: by the test cell's grade id. comments: for nbgrader's
    auto_comment, by the solution cell's grade id. repairs and log: a line each, for the grader."""

    nb: dict
    marks: dict[str, CellMark]
    comments: dict[str, str | None]
    repairs: list[str] = field(default_factory=list)
    log: list[str] = field(default_factory=list)
    seed: int = 0

    @property
    def points(self) -> float:
        """The points that marking gave by itself."""
        return sum(mark.points for mark in self.marks.values())


def mark_notebook(source, submission, *, server, seed: int, limits: Limits | None = None,
                  files: Mapping[str, bytes] | None = None, skip: Collection[str] = ()) -> MarkedNotebook:  # fmt: skip
    """Lay a submission onto its source and mark it.

    source: the instructor's notebook or its `Template`. submission: any parsed JSON; None where there is none.
    server: a fork server that opens boxes. files: what lies beside the notebook, for the student's code to read.
    skip: tags of locked cells that are not run, such as pictures, which no point depends on.
    Raises BoxFault where the box itself failed, and BadTest where the course's own cells do: the submission is
    then to be left ungraded and reported.
    """
    template = source if isinstance(source, Template) else prepare(source)
    nb, repairs = align(template, submission)
    marked = mark_aligned(template, nb, server=server, seed=seed, limits=limits, files=files, skip=skip)
    marked.repairs = repairs
    marked.nb["metadata"]["grader"]["repairs"] = repairs
    return marked


def mark_aligned(template: Template, nb: dict, *, server, seed: int, limits: Limits | None = None,
                 files: Mapping[str, bytes] | None = None, skip: Collection[str] = (),
                 pictures: Pictures | None = None) -> MarkedNotebook:  # fmt: skip
    """Mark a notebook that `align` has made, in place.

    pictures: draws locked cells from a student's answers; without them every locked cell runs in the student's box.
    skip: tags of locked cells that are not run.
    """
    log: list[str] = []
    names = {name for cell in template.cells if cell.students for name in cell.names}
    with Session(server, limits or Limits(), files or {}, log, seed, names) as session:
        marker = _Marker(template, session, seed, set(skip), pictures)
        for cell in nb["cells"]:
            if cell["cell_type"] == "code":
                marker.cell(cell)
    nb["metadata"]["grader"] = {"seed": seed, "log": log}
    return MarkedNotebook(nb, marker.marks, comments(template, nb, marker.marks), [], log, seed)


class _Marker:
    """Goes through the cells of one notebook."""

    def __init__(self, template: Template, session: Session, seed: int, skip: set[str],
                 pictures: Pictures | None):  # fmt: skip
        self.template, self.session, self.seed, self.skip = template, session, seed, skip
        self.pictures, self.codes = pictures, []
        self.sources = {cell.id: cell for cell in template.cells}
        self.setups: list[TemplateCell] = []
        self.marks: dict[str, CellMark] = {}
        self.stopped: set[str] = set()  # functions that ran too long or ended the box: nobody need wait for them again
        self.trouble: dict[str, str] = {}  # names that a cell should have defined, and why it may not have
        self.count, self.room = 0, showing.MOST

    def cell(self, cell: dict) -> None:
        """Run or mark one code cell and put its outputs into it."""
        about = cell["metadata"]["grader"]
        source = None if about["origin"] == "own" else self.sources[cell["id"]]
        self.count += 1
        if source is not None and source.role == TEST:
            self._test(cell, source)
        elif source is not None and source.role == LOCKED and self.skip.intersection(source.tags):
            cell["metadata"]["grader"]["skipped"] = True
        elif cell["source"].strip() and not about.get("overruled"):
            self._run(cell, source)
        if source is not None and source.role == SETUP:
            self.setups.append(source)

    def _run(self, cell: dict, source: TemplateCell | None) -> None:
        name = cell["id"] if source is None else source.grade_id or source.id
        ran = None
        if source is not None and source.role == LOCKED and self.pictures:
            ran = self.session.recall(name, cell["source"], self.pictures, cell["id"], self.codes)
        elif source is None or source.students:
            self.codes.append(cell["source"])
        ran = ran or self.session.run(name, cell["source"], self.count)
        cell["execution_count"] = self.count
        cell["outputs"], self.room = showing.within(showing.shown(ran.outputs, self.count), self.room)
        if ran.stopped:
            cell["metadata"]["grader"]["stopped"] = ran.stopped.limit or "ended"
            cell["outputs"] = [_stream(f"This cell was stopped: {ran.stopped.reason}.\n")]
        if source is not None and source.role in (SOLUTION, ANSWER):
            self._remember(source, ran, cell["source"])

    def _remember(self, source: TemplateCell, ran, code: str) -> None:
        why = f"its cell was stopped: {ran.stopped.reason}" if ran.stopped else None
        why = why or (f"its cell ended with {_ended(*ran.error, code)}" if ran.error else None)
        for name in source.names:
            self.trouble.pop(name, None)
            if why:
                self.trouble[name] = why

    def _test(self, cell: dict, source: TemplateCell) -> None:
        mark, printed = self._mark(source)
        self.marks[source.grade_id] = mark
        cell["source"] = without(source.source, self.template.regions.begin_hidden, self.template.regions.end_hidden)
        cell["execution_count"] = self.count
        cell["outputs"] = [_stream(printed)] if printed else []
        cell["outputs"].append(_result(mark, self.count))
        cell["metadata"]["grader"] |= {
            key: value for key, value in dataclasses.asdict(mark).items() if key not in ("message", "notes")
        }

    def _mark(self, source: TemplateCell) -> tuple[CellMark, str]:
        """A test cell's mark and what it printed. A box that ended without a limit being hit gets a second chance."""
        for chance in (1, 2):
            try:
                outcome = self._outcome(source)
            except BoxStopped as error:
                self.session.close()
                if error.limit or chance == 2:
                    self.stopped.add(error.where)
                    self.session.log.append(f"test `{source.grade_id}` was stopped: {error.reason}.")
                    return CellMark(0.0, source.points, _stopped(error), status=STOPPED), ""
            else:
                return self._judged(source, outcome), outcome.printed
        raise AssertionError("the second chance returns")

    def _outcome(self, source: TemplateCell) -> Outcome:
        namespace = StudentNamespace(self.session.box(), stopped=self.stopped)
        for setup in self.setups:
            run_setup(setup.source, setup.grade_id or setup.id, namespace)
        with seeded(self.seed):
            return run_test(source.source, source.grade_id, namespace, self.template.regions)

    def _judged(self, source: TemplateCell, outcome: Outcome) -> CellMark:
        most, value = source.points, outcome.value
        if outcome.error is not None:
            return CellMark(0.0, most, self._explained(outcome.error), status=FAILED)
        if isinstance(value, Mark):
            _same_points(value, most, source)
            points = _within(value.points, most, source)
            return CellMark(points, most, _clean(value.message), value.mistake, MARKED, tuple(value.notes))
        if isinstance(value, numbers.Real) and not isinstance(value, bool):
            return CellMark(_within(value, most, source), most)
        return CellMark(most, most)

    def _explained(self, error: Exception) -> str:
        """Why a test could not be carried out, for the student."""
        if isinstance(error, NameError):
            why = [f": {why}" for name, why in self.trouble.items() if f"'{name}'" in str(error)]
            return _clean(f"{described(error).removeprefix('NameError: ')}{''.join(why[:1])}.")
        return _clean(described(error))


def _ended(ename: str, evalue: str, code: str) -> str:
    """The error that a cell ended with, and what was missing; of what the student raised, a plain name and no more.

    A word that lacks its quotation marks, as in `answer = A`, is told as one.
    """
    missing = re.match(MISSING[ename], evalue) if ename in MISSING else None
    word = missing[1] if missing else ""
    if not all(part.isidentifier() for part in word.split(".")):
        return ename
    if ename == "ModuleNotFoundError":
        return f"{ename}, since there is no module `{word}` where notebooks are marked"
    known = f"{ename}, since `{word}` is no name that is known there"
    if re.search(rf"^[ \t]*\w+[ \t]*=[ \t]*{word}[ \t]*(#.*)?$", code, re.MULTILINE):
        return f'{known}; a word needs quotation marks, "{word}"'
    is_module = word in sys.stdlib_module_names and re.search(rf"\b{word}\s*\.", code)
    return f"{known}; `import {word}` comes first" if is_module else known


def _same_points(mark: Mark, most: float, source: TemplateCell) -> None:
    """Raises BadTest where table and notebook give a question other points: its shares would be of the wrong number."""
    if not math.isclose(mark.out_of, most):
        raise BadTest(f"test cell `{source.grade_id}` has {most:g} points, and its question {mark.out_of:g}. Give both "
                      "the same, in the notebook or in the table.")


def _within(points, most: float, source: TemplateCell) -> float:
    """Points as a float from 0 to `most`. Raises BadTest for what is not a number."""
    points = float(points)
    if math.isnan(points):
        raise BadTest(f"test cell `{source.grade_id}` gave NaN as its points. Correct the question.")
    return min(max(points, 0.0), most)


def comments(template: Template, nb: dict, marks: Mapping[str, CellMark]) -> dict[str, str | None]:
    """What nbgrader shows beside each of the student's cells: the messages of its tests, or that there is no answer.

    A test belongs to the solution cell whose grade id its own ends with (`correct_gradient`, `gradient`), else to the
    nearest solution cell above it.
    """
    found: dict[str, list[str]] = {cell.grade_id: [] for cell in template.cells if cell.students}
    last = None
    for cell in template.cells:
        last = cell.grade_id if cell.role == SOLUTION else last
        if cell.role == TEST and cell.grade_id in marks:
            owners = [name for name in found if cell.grade_id.endswith("_" + name)] or [last]
            owner = max(owners, key=lambda name: len(name or ""))
            if owner is not None and marks[cell.grade_id].message:
                found[owner].append(marks[cell.grade_id].message)
    untouched = {cell.grade_id for cell in template.cells if cell.students} - _worked_on(template, nb)
    return {name: UNTOUCHED if name in untouched else "\n\n".join(lines) or None for name, lines in found.items()}


def _worked_on(template: Template, nb: dict) -> set[str]:
    texts = {cell["id"]: cell["source"] for cell in nb["cells"]}
    return {cell.grade_id for cell in template.cells if cell.students and texts[cell.id] != cell.source}


def _clean(text: str) -> str:
    return "".join(c for c in text[:4_000] if c.isprintable() or c == "\n")


def _stopped(error: BoxStopped) -> str:
    """Why marking a question had to stop, for the student; the function that it was in stands out."""
    rest = error.reason.removeprefix(error.where)
    return _clean(f"`{error.where}`{rest}." if error.where and rest != error.reason else f"{error.reason}.")


def _stream(text: str) -> dict:
    return {"output_type": "stream", "name": "stdout", "text": text}


def _result(mark: CellMark, count: int) -> dict:
    """The cell's result as nbgrader reads it (a number) and as a student does (the message)."""
    data = {"text/plain": repr(mark.points)} | ({"text/markdown": mark.message} if mark.message else {})
    return {"output_type": "execute_result", "data": data, "metadata": {}, "execution_count": count}

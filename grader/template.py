"""A source notebook as the grader needs it: what every cell is, and what the student was given.

`prepare` turns an instructor's notebook into a `Template` once; `align` lays each submission onto it and `marking`
runs the result. A template holds what nbgrader's gradebook holds after `generate_assignment`: solution cells with
stubs in place of solutions, test cells whole, and nbgrader's checksums. It is plain data, so that it can be sent to
another process. Nothing here imports nbgrader, whose import takes seconds; a test compares both ways.
"""

import hashlib
import re
from dataclasses import dataclass, field

SETUP, LOCKED, TEST, SOLUTION, ANSWER, TEXT = "setup", "locked", "test", "solution", "answer", "text"
UNTOUCHED = "No response."  # nbgrader's comment on an answer that is as it was released


class BadSource(ValueError):
    """The instructor's notebook cannot be used for marking; the message says which cell and why."""


@dataclass(frozen=True)
class Regions:
    """The words that mark regions in a source notebook (nbgrader's own), and what replaces a solution."""

    begin_solution: str = "BEGIN SOLUTION"
    end_solution: str = "END SOLUTION"
    begin_hidden: str = "BEGIN HIDDEN TESTS"
    end_hidden: str = "END HIDDEN TESTS"
    begin_scheme: str = "BEGIN MARK SCHEME"
    end_scheme: str = "END MARK SCHEME"
    code_stub: str = "raise NotImplementedError()"
    text_stub: str = "YOUR ANSWER HERE"


DEFAULT_REGIONS = Regions()


@dataclass(frozen=True)
class TemplateCell:
    """One cell of the source.

    role: `setup` (runs on both sides), `locked` (runs in the box), `test` (runs on the trusted side), `solution` (a
    student's code), `answer` (a student's cell that a person marks), `text` (no nbgrader role).
    source: as the gradebook has it (stubs for solutions, hidden tests included). released: as the student got it.
    names: what the instructor's solution defines at its top level. nbgrader: the cell's nbgrader metadata.
    """

    id: str
    grade_id: str | None
    cell_type: str
    role: str
    source: str
    released: str
    points: float = 0.0
    names: tuple[str, ...] = ()
    nbgrader: dict = field(default_factory=dict)
    tags: tuple[str, ...] = ()
    attachments: dict = field(default_factory=dict)

    @property
    def students(self) -> bool:
        """Does the student write this cell?"""
        return self.role in (SOLUTION, ANSWER)


@dataclass(frozen=True)
class Template:
    """A source notebook's cells in order, its metadata, and the words that mark its regions."""

    cells: tuple[TemplateCell, ...]
    metadata: dict
    regions: Regions

    def tests(self) -> tuple[TemplateCell, ...]:
        """The cells that marking gives points to by itself."""
        return tuple(cell for cell in self.cells if cell.role == TEST)

    def answers(self) -> tuple[TemplateCell, ...]:
        """The cells that a person gives points to."""
        return tuple(cell for cell in self.cells if cell.role == ANSWER)

    def points(self) -> dict[str, float]:
        """What each of both can give, by grade id."""
        return {cell.grade_id: cell.points for cell in (*self.tests(), *self.answers())}


def prepare(source, regions: Regions = DEFAULT_REGIONS) -> Template:
    """Read an instructor's notebook (nbformat 4, as a dict) into a `Template`; raises `BadSource`."""
    cells = [_prepare_cell(cell, position, regions) for position, cell in enumerate(source["cells"])]
    for what, values in (("grade id", [c.grade_id for c in cells if c.grade_id]), ("cell id", [c.id for c in cells])):
        doubled = {value for value in values if values.count(value) > 1}
        if doubled:
            name = sorted(doubled)[0]
            raise BadSource(f"source notebook: the {what} {name!r} is used twice; give each cell its own.")
    about = source["metadata"]
    kept = {key: about[key] for key in ("kernelspec", "language_info", "title") if key in about}
    return Template(tuple(cells), kept, regions)


def _prepare_cell(cell, position: int, regions: Regions) -> TemplateCell:
    text = joined(cell["source"])
    about = dict(cell["metadata"].get("nbgrader") or {})
    grade, solution = bool(about.get("grade")), bool(about.get("solution"))
    locked = not solution and (grade or bool(about.get("locked")))
    grade_id = about.get("grade_id") if grade or solution or locked or about.get("task") else None
    tags = tuple(cell["metadata"].get("tags", ()))
    role = _role(cell["cell_type"], grade, solution, locked or bool(about.get("task")), tags)
    where = f"source notebook, cell {grade_id or position}"
    if grade and not isinstance(about.get("points"), (int, float)):
        raise BadSource(f"{where}: it is graded and has no points; give it a number, 0 or more.")
    try:
        kept = stubbed(text, cell["cell_type"], solution, regions)
        visible = without(kept, regions.begin_hidden, regions.end_hidden)
        visible = without(visible, regions.begin_scheme, regions.end_scheme)
    except BadSource as error:
        raise BadSource(f"{where}: {error}") from None
    if grade_id is not None:
        about["cell_type"] = cell["cell_type"]
        about["checksum"] = checksum(kept, cell["cell_type"], grade, solution, locked, grade_id, about.get("points"))
    return TemplateCell(
        id=str(cell.get("id") or f"cell-{position}"),
        grade_id=grade_id,
        cell_type=cell["cell_type"],
        role=role,
        source=kept,
        released=visible,
        points=float(about.get("points") or 0) if grade else 0.0,
        names=defined_names(text) if role == SOLUTION else (),
        nbgrader=about if grade_id is not None else {},
        tags=tags,
        attachments={} if solution else dict(cell.get("attachments") or {}),  # a model answer's pictures stay here
    )


def _role(cell_type: str, grade: bool, solution: bool, locked: bool, tags: tuple[str, ...]) -> str:
    if solution:
        return ANSWER if grade else SOLUTION
    if grade and cell_type == "code":
        return TEST
    if "setup" in tags and cell_type == "code":
        return SETUP
    return LOCKED if locked else TEXT


def joined(source) -> str:
    """A cell's source as one string: nbformat allows a list of lines."""
    return source if isinstance(source, str) else "".join(source)


def without(text: str, begin: str, end: str) -> str:
    """`text` without the regions between lines that hold `begin` and `end`, as nbgrader takes them out."""
    return "\n".join(line for line, inside in _regions(text, begin, end) if not inside)


def _regions(text: str, begin: str, end: str):
    """Each line of `text` with whether it belongs to a region (its delimiting lines do)."""
    inside = False
    for line in text.split("\n"):
        if begin in line:
            if inside:
                raise BadSource(f"{begin} stands inside a region that is already open.")
            inside = True
            yield line, True
        elif end in line:
            if not inside:  # the opening line has a slip, say: what stands between them is secret
                raise BadSource(f"{end} has no {begin} above it.")
            inside = False
            yield line, True
        else:
            yield line, inside
    if inside:
        raise BadSource(f"{begin} has no {end}.")


def segments(text: str, regions: Regions) -> list[tuple[bool, str]]:
    """A test cell's source as runs of lines: (is it hidden?, its text), in order, without the delimiting lines."""
    parts: list[tuple[bool, list[str]]] = []
    for line, hidden in _regions(text, regions.begin_hidden, regions.end_hidden):
        if not parts or parts[-1][0] != hidden:
            parts.append((hidden, []))
        if not (hidden and (regions.begin_hidden in line or regions.end_hidden in line)):
            parts[-1][1].append(line)
    return [(hidden, "\n".join(lines)) for hidden, lines in parts]


def stubbed(text: str, cell_type: str, solution: bool, regions: Regions) -> str:
    """`text` with stubs in place of solution regions; a solution cell without a region becomes a stub whole."""
    stub = (regions.code_stub if cell_type == "code" else regions.text_stub).split("\n")
    lines, replaced = [], False
    for line, inside in _regions(text, regions.begin_solution, regions.end_solution):
        if regions.begin_solution in line:
            indent = re.match(r"\s*", line).group(0)
            lines.extend(indent + part for part in stub)
            replaced = True
        elif not inside:
            lines.append(line)
    return "\n".join(stub) if solution and not replaced else "\n".join(lines)


def checksum(text, cell_type, grade, solution, locked, grade_id, points) -> str:
    """nbgrader's checksum of a cell (nbgrader.utils.compute_checksum); an unchanged answer is known by it."""
    digest = hashlib.md5(usedforsecurity=False)
    for part in (text, cell_type, grade, solution, locked, grade_id):
        digest.update(str(part).encode())
    if grade:
        digest.update(str(float(points)).encode())
    return digest.hexdigest()


_DEFINITION = re.compile(r"(?:async[ \t]+def|def|class)[ \t]+(\w+)")
_ASSIGNMENT = re.compile(r"([\w \t,()*\[\]]+)(?::[^=]*)?=(?!=)")
_NAME = re.compile(r"[^\W\d]\w*")


def defined_names(code: str) -> tuple[str, ...]:
    """Names that `code` defines at its top level, in order; read off its lines, so that broken code is read too."""
    names: dict[str, None] = {}
    for line in code.split("\n"):
        head = line[:500]
        if found := _DEFINITION.match(head):
            names[found.group(1)] = None
        elif head[:1].strip() and (found := _ASSIGNMENT.match(head)):
            target = found.group(1)
            if target.count("(") == target.count(")"):  # not f(x=1)
                names.update(dict.fromkeys(_NAME.findall(target)))
    return tuple(names)

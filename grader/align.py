"""A submission laid onto its source notebook: the source is the truth, and every repair is told.

Locked cells and test cells come from the source, in its order. From the submission come the solution cells, found by
grade id, and the student's own further cells, each after the neighbour that it followed. Nothing else is taken: not the
submission's metadata, outputs, points or order. Used by marking, by the nbgrader step and by batch.

A student's cell is found by, in this order: its grade id; its cell id (Colab and VS Code lose nbgrader's metadata);
its text, where it is unchanged; for code the names that it defines; for text its place between its neighbours. Where
several cells claim one grade id, the last one that was worked on counts, as in a kernel that runs them in order.
"""

from .matching import Matching
from .submitted import DEFAULT_CAPS, Caps, SubmittedCell, cells_of
from .template import Template, TemplateCell


def align(template: Template, submission, caps: Caps = DEFAULT_CAPS) -> tuple[dict, list[str]]:
    """Lay a submission (any parsed JSON; None where there is none) onto its source.

    Returns a valid nbformat 4.5 notebook as a dict and the repairs, a line each. Each cell's `metadata.grader.origin`
    says where it is from: "source", "student", "missing" (a stub put in for a cell that was not there) or "own".
    Never raises, whatever the submission is.
    """
    cells, repairs = cells_of(submission, caps)
    matching = Matching(template, cells)
    if submission is not None:
        matching.run()
        repairs += matching.repairs
    own = matching.own_cells(caps, repairs)
    writer = _Writer(template, caps.markdown_kb * 1_000)
    out = [writer.own(cell) for cell in own.get(-1, ())]
    for position, cell in enumerate(template.cells):
        out.append(writer.cell(cell, matching.found.get(position), position in matching.overruled))
        out += [writer.own(extra) for extra in own.get(position, ())]
    if writer.typed:
        repairs.append(f"{writer.typed:,} of the student's own text cells are shown as typed: it is too much Markdown.")
    return {"cells": out, "metadata": dict(template.metadata), "nbformat": 4, "nbformat_minor": 5}, repairs


TYPED = "*Shown as typed: there is more Markdown in this notebook than is rendered.*"


class _Writer:
    """Cells of the aligned notebook, each with a cell id of its own. room: characters of Markdown for own text cells.

    What is beyond the room stands in code blocks: nasty Markdown takes far longer to render than to make.
    """

    def __init__(self, template: Template, room: int):
        self.ids = {cell.id for cell in template.cells}
        self.room, self.typed = room, 0

    def cell(self, source: TemplateCell, found: SubmittedCell | None, overruled: bool) -> dict:
        text, origin, attachments = source.source, "source", source.attachments
        if source.students:
            text, origin = (source.source, "missing") if found is None else (found.text, "student")
            attachments = found.attachments if found is not None else {}
        about: dict = {"grader": {"origin": origin}}
        if overruled:
            about["grader"]["overruled"] = True
        if source.nbgrader:
            about["nbgrader"] = dict(source.nbgrader)
            about["deletable"] = False
            if not source.students:
                about["editable"] = False
        if source.tags:
            about["tags"] = list(source.tags)
        return _cell(source.cell_type, source.id, text, about, attachments)

    def own(self, cell: SubmittedCell) -> dict:
        number = len(self.ids)
        name = cell.id if cell.id and cell.id not in self.ids else f"own-{number}"
        while name in self.ids:
            number += 1
            name = f"own-{number}"
        self.ids.add(name)
        kind, text = cell.kind, cell.text
        if kind == "raw":  # a raw cell would reach an HTML page as it is
            kind, text = "markdown", fenced(text)
        elif kind == "markdown":
            self.room -= len(text)
            if self.room < 0:
                self.typed += 1
                text = f"{TYPED}\n\n{fenced(text)}"
        return _cell(kind, name, text, {"grader": {"origin": "own"}}, cell.attachments)


def _cell(kind: str, name: str, text: str, metadata: dict, attachments: dict) -> dict:
    cell = {"cell_type": kind, "id": name, "metadata": metadata, "source": text}
    if kind == "code":
        cell |= {"execution_count": None, "outputs": []}
    elif attachments and kind == "markdown":
        cell["attachments"] = attachments
    return cell


def fenced(text: str) -> str:
    """`text` as a Markdown code block that it cannot close."""
    longest = max((len(run) for run in "".join(c if c == "`" else " " for c in text).split()), default=0)
    fence = "`" * max(3, longest + 1)
    return f"{fence}text\n{text}\n{fence}"

"""Which cell of a submission is which cell of the source. Used by `align.py`, whose head says by what rules."""

import bisect
from dataclasses import dataclass, field

from .submitted import Caps, SubmittedCell, shown
from .template import ANSWER, SOLUTION, TEXT, Template, TemplateCell, defined_names


@dataclass
class Matching:
    """Which submitted cell is which source cell. `place` holds, for each submitted cell that is known, its source cell;
    `found` the one submitted cell that counts for each of the student's cells."""

    template: Template
    cells: list[SubmittedCell]
    place: dict[int, int] = field(default_factory=dict)
    found: dict[int, SubmittedCell] = field(default_factory=dict)
    dropped: set[int] = field(default_factory=set)
    changed: dict[int, str] = field(default_factory=dict)  # submitted cells that claim to be locked ones, and differ
    overruled: set[int] = field(default_factory=set)  # missing cells whose names the student's own cells define
    repairs: list[str] = field(default_factory=list)

    def run(self) -> None:
        self._by_grade_id()
        self._by_cell_id()
        self._by_text()
        self._by_name()
        self._by_place()
        self._report_changed()
        self._report_missing()
        self._report_moved()

    def _wanted(self) -> list[tuple[int, TemplateCell]]:
        """Source cells that no submitted cell was found for."""
        known = set(self.place.values())
        return [(position, cell) for position, cell in enumerate(self.template.cells) if position not in known]

    def _free(self) -> list[tuple[int, SubmittedCell]]:
        return [(n, cell) for n, cell in enumerate(self.cells) if n not in self.place and n not in self.dropped]

    def _take(self, number: int, position: int, how: str = "") -> None:
        """Submitted cell `number` is source cell `position`."""
        source, cell = self.template.cells[position], self.cells[number]
        self.place[number] = position
        if source.students:
            self.found[position] = cell
            if how:
                self.repairs.append(f"{_name(source)} had lost its nbgrader metadata; it was found by {how}.")
            if cell.kind != source.cell_type:
                self.repairs.append(f"{_name(source)} was a {cell.kind} cell; it is a {source.cell_type} cell again.")
        elif not same(cell.text, source.released):
            self.changed[number] = _name(source)

    def _by_grade_id(self) -> None:
        positions = {cell.grade_id: n for n, cell in enumerate(self.template.cells) if cell.grade_id}
        claims: dict[int, list[int]] = {}
        unknown = []
        for number, cell in enumerate(self.cells):
            if cell.grade_id in positions:
                claims.setdefault(positions[cell.grade_id], []).append(number)
            elif cell.grade_id is not None:
                unknown.append(shown(cell.grade_id))
        if unknown:
            listed = ", ".join(dict.fromkeys(unknown[:5]))
            self.repairs.append(f"grade ids unknown to the source: {listed}; these cells are the student's own.")
        for position, numbers in claims.items():
            self._settle(position, numbers)

    def _settle(self, position: int, numbers: list[int]) -> None:
        """Of the cells that claim one grade id, one counts."""
        if len(numbers) == 1:
            self._take(numbers[0], position)
            return
        source = self.template.cells[position]
        worked_on = [n for n in numbers if self.cells[n].text.strip() and not same(self.cells[n].text, source.source)]
        chosen = (worked_on if source.students and worked_on else numbers)[-1]
        self._take(chosen, position)
        others = [n for n in numbers if n != chosen]
        if source.students:
            # a copy that holds work runs, or is shown, where it stood; an untouched copy would only undo work
            self.dropped.update(n for n in others if n not in worked_on)
            self.repairs.append(f"{_name(source)} was there {len(numbers)} times; the last one with work counts.")
        else:
            self.dropped.update(others)
            self.repairs.append(f"{_name(source)} was there {len(numbers)} times; the source's cell is used once.")

    def _by_cell_id(self) -> None:
        wanted = {cell.id: position for position, cell in self._wanted()}
        for number, cell in self._free():
            position = wanted.pop(cell.id, None) if cell.id and not cell.grade_id else None
            if position is None:
                continue
            source = self.template.cells[position]
            if source.role != TEXT:
                self._take(number, position, "its cell id")
            elif same(cell.text, source.released):
                self.place[number] = position

    def _by_text(self) -> None:
        wanted: dict[str, list[int]] = {}
        for position, cell in self._wanted():
            wanted.setdefault(squeezed(cell.released), []).append(position)
        for number, cell in self._free():
            text = squeezed(cell.text)
            if text and wanted.get(text):
                self._take(number, wanted[text].pop(0), "its unchanged text")

    def _by_name(self) -> None:
        """Code that defines what a missing solution cell should; the last such cell, as a kernel would have it."""
        free = [(n, cell) for n, cell in self._free() if cell.kind == "code"]
        free += [(n, self.cells[n]) for n in self.changed if self.cells[n].kind == "code"]
        defined = {n: set(defined_names(cell.text)) for n, cell in free}
        for position, source in self._wanted():
            names = set(source.names)
            if source.role != SOLUTION or not names:
                continue
            candidates = sorted(n for n, others in defined.items() if names <= others)
            if candidates:
                self.changed.pop(candidates[-1], None)
                defined.pop(candidates[-1])
                self._take(candidates[-1], position, "the names that it defines")
            elif any(names & others for others in defined.values()):
                self.overruled.add(position)

    def _by_place(self) -> None:
        """The one text cell that stands where a missing text answer should stand."""
        at = {position: number for number, position in self.place.items()}
        for position, source in self._wanted():
            if source.role != ANSWER or not at:
                continue
            before = max((at[p] for p in at if p < position), default=-1)
            after = min((at[p] for p in at if p > position), default=len(self.cells))
            texts = [n for n, cell in self._free() if cell.kind != "code" and cell.text.strip()]
            between = [n for n in texts if before < n < after]
            if len(between) == 1:
                self._take(between[0], position, "its place")
                at[position] = between[0]

    def _report_changed(self) -> None:
        names = list(dict.fromkeys(self.changed.values()))
        if names:
            self.repairs.append(f"locked cells were changed: {_listed(names)}; the source's are used.")

    def _report_missing(self) -> None:
        missing = [cell for _, cell in self._wanted() if cell.role != TEXT and cell.released.strip()]
        if not self.place:
            self.repairs.append("none of the source's cells is in it: it may be another notebook; nothing is answered.")
        elif missing:
            names = _listed([_name(cell) for cell in missing])
            self.repairs.append(f"cells are missing: {names}; the source's are used.")

    def _report_moved(self) -> None:
        """Cells out of the source's order: as few as have to be moved back."""
        order = [(position, number) for number, position in sorted(self.place.items())]
        tails: list[int] = []
        ends: list[list[int]] = []
        for position, _ in order:  # longest run of rising positions: what stayed in place
            slot = bisect.bisect_left(tails, position)
            chain = (ends[slot - 1] if slot else []) + [position]
            tails[slot : slot + 1], ends[slot : slot + 1] = [position], [chain]
        stayed = set(ends[-1]) if ends else set()
        moved = [self.template.cells[position] for position, _ in order if position not in stayed]
        names = [_name(cell) for cell in moved if cell.role != TEXT]
        if names:
            self.repairs.append(f"cells were moved: {_listed(names)}; the source's order is used.")

    def own_cells(self, caps: Caps, repairs: list[str]) -> dict[int, list[SubmittedCell]]:
        """The student's further cells, by the source cell that each comes after (-1: before all)."""
        own: dict[int, list[SubmittedCell]] = {}
        after, kept, room, left_out = -1, 0, caps.own_mb * 1_000_000, 0
        for number, cell in enumerate(self.cells):
            if number in self.place:
                after = self.place[number]
            elif number not in self.dropped and cell.text.strip():
                if kept >= caps.cells or len(cell.text) > room:
                    left_out += 1
                    continue
                kept, room = kept + 1, room - len(cell.text)
                own.setdefault(after, []).append(cell)
        if left_out:
            repairs.append(f"{left_out:,} of the student's own cells were left out: too many, or too long.")
        return own


def squeezed(text: str) -> str:
    """`text` without white space: two cells that differ in it only are the same."""
    return "".join(text.split())


def same(one: str, other: str) -> bool:
    """Do two texts differ in white space only?"""
    return one == other or squeezed(one) == squeezed(other)


def _name(cell: TemplateCell) -> str:
    return f"cell `{cell.grade_id or cell.id}`"


def _listed(names: list[str], most: int = 8) -> str:
    names = [name.removeprefix("cell ") for name in names]
    return ", ".join(names[:most]) + (f" and {len(names) - most} more" if len(names) > most else "")

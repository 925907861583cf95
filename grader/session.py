"""One submission's box over the whole notebook: made anew when a student's code has ended it. Used by `marking.py`.

`os._exit`, a segmentation fault, an endless loop or a memory bomb ends the box, and with it every name that earlier
cells defined. The session then opens another box and runs those cells again, all but the one that ended it, so that the
next question finds what it needs. A cell or call that ended the box without hitting a limit of its own gets a second
chance in the new box: what ended it may have been left behind by another cell (a timer, a thread).
"""

import copy
import re
import time
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace

from .beside import fitting
from .limits import BoxStopped, Limits
from .pictures import Pictures
from .seeds import seed_for
from .student import StudentError
from .submitted import shown

MOST_BOXES = 60  # for one notebook; every question can end its box, twice, and there are still some left


@dataclass
class Ran:
    """What came of one cell: its outputs (nbformat 4), its exception's name and text, why it was stopped."""

    outputs: list[dict] = field(default_factory=list)
    error: tuple[str, str] | None = None
    stopped: BoxStopped | None = None


class Session:
    """The box of one notebook. opener: a fork server. files: what lies beside it.

    seed: of the marking. The box's random numbers get one of their own, made of it by a hash: else a student's function
    could draw the inputs that the hidden tests draw. names: what the student's cells are to define.
    """

    def __init__(self, opener, limits: Limits, files: Mapping[str, bytes], log: list[str], seed: int = 0,
                 names: Collection[str] = ()):  # fmt: skip
        self.opener, self.limits, self.log, self.names = opener, limits, log, names
        self.files, left_out = fitting(files, limits.scratch_mb)
        if left_out:
            log.append(f"{len(left_out)} files are not there for the notebook to read: {shown(left_out[0])}, ...")
        self.seed = seed_for("box", str(seed))
        self.ends = time.monotonic() + limits.notebook_seconds
        self.done: list[tuple[str, str, int | None]] = []  # cells that define the present state: name, source, number
        self.owed: list[tuple[tuple[str, str], frozenset[str]]] = []  # cells shown but not run; the names they define
        self.opened = 0
        self.ended: set[str] = set()  # sources of cells that ended a box when run again, without hitting a limit
        self._box = None

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()

    def close(self) -> None:
        """End the box, if there is one."""
        if self._box is not None:
            self._box.close()
            self._box = None

    def box(self):
        """The box, with every cell run that came before. Raises `BoxStopped` where the notebook's time is used up."""
        while not self._answers():
            self.close()
            self._open()
            for cell in list(self.done):
                name, source, count = cell
                try:
                    self._box.run(source, name, count, self.names)
                except BoxStopped as error:
                    self.close()
                    if error.limit or source in self.ended:
                        self.log.append(f"cell `{name}`, run again, ended the box ({error.reason}); it is left out.")
                        self.done.remove(cell)
                    self.ended.add(source)
                    break
        self._box.refill()
        return self._box

    def _answers(self) -> bool:
        """Is there a box that still answers? What an earlier cell or test left running is not the next one's fault."""
        if self._box is None or self._box.stopped:
            return False
        if self._box.alone:
            return True
        try:
            self._box.names()
        except BoxStopped:
            return False
        except StudentError:
            pass  # the student has done something to them; the box answers
        return True

    def _open(self) -> None:
        left = self.ends - time.monotonic()
        if left <= 0 or self.opened >= MOST_BOXES:
            raise BoxStopped(
                f"the notebook had used up its time: all of its cells and tests together may take "
                f"{self.limits.notebook_seconds:g} seconds",
                "notebook_seconds",
            )
        self.opened += 1
        self._box = self.opener.open(self.files, replace(self.limits, notebook_seconds=left), self.seed)

    def recall(self, name: str, source: str, pictures: Pictures, cell_id: str, codes: Sequence[str]) -> Ran | None:
        """What a locked cell shows without being run here, if it can be told. codes: the student's cells before it."""
        try:
            outputs = pictures.outputs(cell_id, name, self.box, codes)
        except (RecursionError, MemoryError):  # code too deep, or answers too large, to be looked at: it runs
            return None
        except BoxStopped as error:
            self.close()
            if not error.limit:
                return None
            self.log.append(f"cell `{name}` was stopped: {error.reason}.")
            return Ran(stopped=error)
        if outputs is None:
            return None
        self.owed.append(((name, source), pictures.easel.cells[cell_id]))
        return Ran(copy.deepcopy(outputs))

    def run(self, name: str, source: str, count: int | None = None) -> Ran:
        """Run a cell, and before it those owed whose names it uses. If it ends the box, it is left out from now on."""
        words = set(re.findall(r"\w+", source)) if self.owed else set()
        for owed in [owed for owed in self.owed if owed[1] & words]:
            self.owed.remove(owed)
            self.run(*owed[0])
        for chance in (1, 2):
            try:
                result = self.box().run(source, name, count, self.names)
            except BoxStopped as error:
                self.close()
                if error.limit or chance == 2:
                    self.log.append(f"cell `{name}` was stopped: {error.reason}.")
                    return Ran(stopped=error)
            else:
                self.done.append((name, source, count))
                return Ran(list(result.outputs), result.error)
        raise AssertionError("the second chance returns")

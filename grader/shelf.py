"""Where pictures are kept: in this process, and, where there are several, in a folder that they share.

Used by `pictures.py`. A picture that one worker process has drawn need not be drawn by the next one, and whether
answers come for the first time is a matter of the whole run. What the folder holds is the trusted side's own:
`autograde.py` makes it, nobody else may open it, and no box can see it. A file there is a frame of `wire.py`, named
after the answers, and written whole. A folder that is full or gone costs time and nothing else.
"""

import os
from collections import OrderedDict
from contextlib import suppress
from pathlib import Path

from . import wire
from .easel import Drawn

MOST_SEEN = 20_000  # first answers that are remembered
MOST_KEPT = 400  # rounds and pictures of one notebook that a process keeps, those used last
MOST_SHARED_BYTES = 100 << 20  # that a process puts into the folder


class Shelf:
    """Rounds and pictures of one source notebook by their keys, hashes of a cell and the answers so far.

    folder: of this notebook's own, shared with other processes; None for this one alone.
    """

    def __init__(self, folder: Path | None = None):
        self.folder, self.room = folder, MOST_SHARED_BYTES
        if folder is not None:
            with suppress(OSError):
                folder.mkdir(mode=0o700, exist_ok=True)
        self.kept: OrderedDict[bytes, Drawn | None] = OrderedDict()
        self.seen: set[bytes] = set()  # keys that came once

    def first(self, key: bytes) -> bool:
        """Does this key come for the first time? From now on it does not."""
        if key in self.seen:
            return False
        if len(self.seen) >= MOST_SEEN:
            self.seen.clear()
        self.seen.add(key)
        if self.folder is None:
            return True
        try:
            os.close(os.open(self._place(key, "seen"), os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        except FileExistsError:
            return False
        except OSError:
            pass
        return True

    def __contains__(self, key: bytes) -> bool:
        return key in self.kept or self._fetched(key)

    def __getitem__(self, key: bytes) -> Drawn | None:
        """What is kept; KeyError if nothing is."""
        if key not in self:
            raise KeyError(key)
        self.kept.move_to_end(key)
        return self.kept[key]

    def keep(self, key: bytes, drawn: Drawn | None) -> None:
        """Keep it, and let the others have it."""
        self._keep(key, drawn)
        if self.folder is None:
            return
        try:
            frame = wire.pack(None if drawn is None else [drawn.outputs, list(drawn.questions), dict(drawn.errors)])
        except wire.NotPlain:  # too large for a frame
            return
        self.room -= len(frame)
        if self.room > 0:
            beside = self._place(key, f"{os.getpid()}")
            try:
                beside.write_bytes(frame)
                beside.replace(self._place(key, "kept"))
            except OSError:
                with suppress(OSError):
                    beside.unlink(missing_ok=True)

    def _fetched(self, key: bytes) -> bool:
        """Has another process drawn it? Then it is kept here, too."""
        if self.folder is None:
            return False
        try:
            found = wire.unpack(self._place(key, "kept").read_bytes())
        except (OSError, wire.WireError):
            return False
        self._keep(key, None if found is None else Drawn(*found))
        return True

    def _keep(self, key: bytes, drawn: Drawn | None) -> None:
        self.kept[key] = drawn
        while len(self.kept) > MOST_KEPT:
            self.kept.popitem(last=False)

    def _place(self, key: bytes, what: str) -> Path:
        return self.folder / f"{key.hex()}.{what}"

"""Folders for one run, which the next run takes away if this one is killed. Used by `box.py`, `probe.py`,
`autograde.py` and `cluster.py`.

A folder in use holds a file that its process has locked; the kernel gives up the lock when the process ends, however it
ends. One whose lock is free belongs to nobody any more; one without a lock may be anybody's, and stays. Locks hold
between containers that share a /tmp, where process ids would not do.
"""

import fcntl
import os
import shutil
import tempfile
from contextlib import suppress
from pathlib import Path

LOCK = "in-use"


class Temporary:
    """A new folder of mode 0700, named `prefix` and some letters; those like it that a killed run left behind go.

    path: the folder. OSError where there is no room for one.
    """

    def __init__(self, prefix: str):
        sweep(prefix)
        self.path = Path(tempfile.mkdtemp(prefix=prefix))
        draft = self.path / f"{LOCK}.draft"
        try:
            self._lock = os.open(draft, os.O_CREAT | os.O_RDWR | os.O_CLOEXEC, 0o600)
        except OSError:
            shutil.rmtree(self.path, ignore_errors=True)
            raise
        with suppress(OSError):  # a file system without locks: nobody can lock it then, and it stays
            fcntl.flock(self._lock, fcntl.LOCK_EX)
        draft.rename(self.path / LOCK)  # locked from the first moment at which it can be found

    def remove(self) -> None:
        """The run has ended: the folder goes."""
        shutil.rmtree(self.path, ignore_errors=True)
        os.close(self._lock)


def sweep(prefix: str) -> None:
    """Take away the folders of runs that were killed."""
    for folder in Path(tempfile.gettempdir()).glob(f"{prefix}*"):
        with suppress(OSError):  # no lock in it, or still locked, or somebody else's
            lock = os.open(folder / LOCK, os.O_RDWR | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                if not folder.is_symlink():
                    shutil.rmtree(folder, ignore_errors=True)
            finally:
                os.close(lock)

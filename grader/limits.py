"""What a box allows, and the errors that say that it had to be stopped or could not be had.

`Limits` is filled from nbgrader_config.py by `settings.py` and read by `box.py`; it also travels to the fork
server, which sets most of them in the kernel. Every limit carries its unit in its name; the comment says what happens.
"""

from dataclasses import asdict, dataclass

# What holds a box, in the order in which it is put on; `box.py` says what each is for.
LAYERS = ("user", "pid", "mount", "net", "ipc", "uts", "uid", "limits", "capabilities", "landlock", "seccomp")
NO_MEMORY = 71  # exit status of a box that has no memory left for its reply


@dataclass(frozen=True)
class Limits:
    """What one box may use. A limit that is hit costs the cell or the call that hit it, nothing else."""

    memory_mb: int = 1024  # beyond what Python and its libraries take; more: MemoryError in the student's code
    cell_seconds: float = 20  # by the clock, for one cell; longer: the box is stopped
    call_seconds: float = 20  # by the clock, for one call from a test; longer: the box is stopped
    notebook_seconds: float = 120  # by the clock, for all cells and calls of one box; longer: the box is stopped
    cpu_seconds: int = 150  # on the processor, in all; more: the kernel stops the box. Behind the clocks, for safety
    processes: int = 32  # processes and threads at once; more: an OSError or RuntimeError in the student's code
    file_mb: int = 16  # size of one file; more: an OSError in the student's code
    scratch_mb: int = 64  # all files together; more: an OSError in the student's code
    open_files: int = 128  # at once; more: an OSError in the student's code
    output_kb: int = 2048  # kept of what one cell shows; more: left out, with a notice
    results_mb: int = 128  # of results for one cell or test, as NumPy holds them; more: the box is stopped
    method_calls: int = 100_000  # asked of a test's own object during one call; more: the box is stopped

    def as_dict(self):
        return asdict(self)


class BoxUnsafe(RuntimeError):
    """The box does not hold on this machine, so nothing is graded. Says which attempt succeeded, and what to do."""


class BoxFault(RuntimeError):
    """The box itself failed: no fault of the student. The submission stays ungraded and is reported, never given 0.

    Marking must let it through (`stops_marking`), also where it comes up while a student's function is called.
    """

    stops_marking = True


class BoxStopped(Exception):
    """The student's code had to be stopped, or stopped its own box.

    reason: one line for the student. limit: the name in `Limits` that was hit, or "" for another end.
    where: the cell or the function. Marking must let it through (`stops_marking`): the box is gone.
    """

    stops_marking = True

    def __init__(self, reason, limit="", where=""):
        super().__init__(reason)
        self.reason, self.limit, self.where = reason, limit, where

    def __reduce__(self):
        return type(self), (self.reason, self.limit, self.where)

"""A bound on the memory that a test may take on the trusted side. Used by `testcell.py`.

A result of a few megabytes is harmless until it meets another one: a column of a million numbers compared with a row of
a thousand makes NumPy ask for gigabytes. Within the bound that is a MemoryError, which costs the student's question;
without it the system might end the grader. What is allowed is generous: no test of an honest answer comes near it.
"""

import contextlib
import os
import resource
from collections.abc import Iterator

TEST_BYTES = 2 << 30  # for one test cell, beyond what the process has
CORE_BYTES = 128 << 20  # address space, hardly memory, that libraries set aside for each core when they first calculate
CORES, PAGE_BYTES = os.cpu_count() or 1, os.sysconf("SC_PAGE_SIZE")


@contextlib.contextmanager
def memory() -> Iterator[None]:
    """Within this context, a MemoryError for whatever goes beyond the bound."""
    used = _address_space()
    if used is None:
        yield
        return
    soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    most = used + TEST_BYTES + CORE_BYTES * CORES
    most = most if soft == resource.RLIM_INFINITY else min(most, soft)
    resource.setrlimit(resource.RLIMIT_AS, (most, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_AS, (soft, hard))


def _address_space() -> int | None:
    """Bytes of this process's address space; None where the system does not tell."""
    try:
        handle = os.open("/proc/self/statm", os.O_RDONLY | os.O_CLOEXEC)
    except OSError:
        return None
    try:
        return int(os.read(handle, 100).split()[0]) * PAGE_BYTES
    finally:
        os.close(handle)

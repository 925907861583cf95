"""What the machine says of its memory. Asked by `exchange.py` when a box was killed, to tell whose doing that was."""

import re
from pathlib import Path

EVENTS, MEMORY = Path("/proc/vmstat"), Path("/proc/meminfo")


def killings() -> int | None:
    """How many processes the kernel has killed for want of memory since it runs, those of containers and control
    groups with memory of their own among them. None where it does not say."""
    return _number(EVENTS, r"(?m)^oom_kill (\d+)$")


def may_have_killed(before: int | None, megabytes: int) -> bool:
    """Whether want of memory may be why a box was killed: the kernel says that it killed something since it counted
    `before`, or does not count; or less is free now than the `megabytes` that one box was promised, which is when
    programs of the administrator's (earlyoom) kill."""
    now, free = killings(), _number(MEMORY, r"(?m)^MemAvailable: +(\d+) kB$")
    return before is None or now != before or free is None or free >> 10 < megabytes


def _number(path: Path, line: str) -> int | None:
    try:
        found = re.search(line, path.read_text(encoding="ascii"))
    except OSError:
        return None
    return int(found[1]) if found else None

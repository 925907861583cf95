"""A marking process on a dask worker: tasks in by stdin, results out by stdout, until stdin ends.

Started by `grader/visiting.py`; what it does is `grader/marker.py`'s. Whatever else is printed here goes to stderr, so
that it cannot get between the results.
"""

import os
import sys

from grader.visiting import _receive, _send


def main() -> None:
    """Serve until there is nobody to serve."""
    out = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    from grader.marker import mark
    from grader.workers import TASK_SECONDS, limit_processor_time

    while True:
        try:
            text = _receive(sys.stdin.buffer)
        except EOFError:
            return
        limit_processor_time(TASK_SECONDS)
        _send(out, mark(text))


if __name__ == "__main__":
    main()

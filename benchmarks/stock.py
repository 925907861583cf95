"""How fast is nbgrader as it comes? Run by `bench.py` in a process and a course folder of its own.

Prints the seconds of marking as JSON; importing nbgrader, some six seconds, is not counted.
"""

import json
import sys
import time
import warnings

from nbgrader.apps import AutogradeApp


def main(assignment: str) -> None:
    """Mark everybody in the folder that this runs in."""
    warnings.simplefilter("ignore")
    app = AutogradeApp()
    app.initialize([assignment, "--log-level=ERROR"])
    started = time.perf_counter()
    try:
        app.start()
    except SystemExit:
        pass  # a broken notebook ends nbgrader's command with an error, after everybody else has been marked
    print(json.dumps({"seconds": time.perf_counter() - started}))


if __name__ == "__main__":
    main(sys.argv[1])

"""What all tests share: how they are to be run, nothing of what they test."""

import os
import sys
from pathlib import Path

from hypothesis import settings

# nbgrader makes a new gradebook with the command `alembic`, which it looks for on the path.
os.environ["PATH"] = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", os.defpath)])
os.environ["MPLBACKEND"] = "Agg"    # no test opens a window

# How long an example takes depends on what else the machine does, so it decides nothing.
settings.register_profile("here", deadline=None)
settings.load_profile("here")

pytest_plugins = ["tests.browser"]  # the browser, for tests/pages and tests/users

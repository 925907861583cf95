"""A real Jupyter server in a course folder, for the tests that use JupyterLab or the formgrader."""

import json
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

from demo.course import Course

TOKEN = "for-this-test"
# JupyterLab as it comes would look for news on the network, and draws only the cells that are in sight.
LAB = {
    "@jupyterlab/apputils-extension:notification": {"fetchNews": "false", "checkForUpdates": False},
    "@jupyterlab/notebook-extension:tracker": {"windowingMode": "none"},
}


@contextmanager
def serving(course: Course) -> Iterator[str]:
    """The address, with a final slash, of a server that runs in the course folder; it asks for `TOKEN`."""
    settings = course.folder / ".jupyter" / "labconfig" / "default_setting_overrides.json"
    settings.parent.mkdir(parents=True, exist_ok=True)
    settings.write_text(json.dumps(LAB), encoding="utf-8")
    words = [sys.executable, "-m", "jupyter_server", "--no-browser", "--allow-root", "--ServerApp.port=0",
             "--ServerApp.ip=127.0.0.1", f"--IdentityProvider.token={TOKEN}"]
    # the tests' own choice of a backend would keep plots out of the notebooks
    environment = {name: text for name, text in course.variables().items() if name != "MPLBACKEND"}
    with open(course.folder / "server.log", "w", encoding="utf-8") as log, subprocess.Popen(
            words, cwd=course.folder, env=environment, stdout=log, stderr=subprocess.STDOUT) as server:
        try:
            yield address(course, server)
        finally:
            server.terminate()


def address(course: Course, server: subprocess.Popen) -> str:
    """The address that the server writes into its runtime folder once it listens."""
    until = time.monotonic() + 120
    while time.monotonic() < until and server.poll() is None:
        for path in (course.folder / ".jupyter" / "runtime").glob("jpserver-*.json"):
            return json.loads(path.read_text(encoding="utf-8"))["url"]
        time.sleep(0.2)
    raise AssertionError("the server did not start:\n" + (course.folder / "server.log").read_text(encoding="utf-8"))

"""Functions for worker processes to run in tests: well-behaved ones, and some that kill the process that runs them."""

import json
import os
import signal
import time
from pathlib import Path

from grader import marker, workers
from grader.box import ForkServer


def shout(text: str) -> str:
    """The text in capitals; "fail" raises, "die" ends the process, "die once PATH" ends it the first time."""
    if text == "fail":
        raise ValueError("as asked")
    if text == "die":
        os.kill(os.getpid(), signal.SIGKILL)
    if text.startswith("die once "):
        first = Path(text.removeprefix("die once "))
        if not first.exists():
            first.touch()
            os.kill(os.getpid(), signal.SIGKILL)
    if text.startswith("wait "):
        time.sleep(float(text.removeprefix("wait ")))
    return text.upper()


def spin(text: str) -> str:
    """Never ends where the text says so."""
    while text == "for ever":
        pass
    return text


def hurry(about: str, gift: None) -> None:
    """Let no task have more than a second of processor time."""
    workers.TASK_SECONDS = 1


def note(path: str, gift: str) -> None:
    """Leave the process id in a file with the gift in it, to show that a worker was prepared."""
    Path(path, str(os.getpid())).write_text(gift)


def breathe(text: str) -> str:
    """Text as JSON there and back."""
    return json.dumps(json.loads(text))


_server, _kept = None, []


def take_boxes(about: str, gift: tuple) -> None:
    """Join the fork server that the gift leads to."""
    global _server
    _server = ForkServer.joined(*gift)


def open_box(text: str) -> str:
    """Open a box and leave it open; this process's id."""
    box = _server.open()
    box.run("x = 1", "cell")
    _kept.append(box)
    return str(os.getpid())


def shelf_of(source):
    """The folder where pictures of this source notebook are kept."""
    return str(marker.shelf_of(source).folder)

"""What a dask worker runs to mark a notebook. `grader/cluster.py` sends this file there, with the course's code in it.

A worker keeps no course and may live longer than many of them, so the code goes into a private folder and runs in
processes of its own (`grader/serving.py`), which end with the worker or at the end of the run. This file must work by
itself: it may import nothing of the project's.
"""

import atexit
import base64
import contextlib
import io
import os
import platform
import queue
import shutil
import subprocess
import sys
import tempfile
import threading
import zipfile
from importlib import metadata

PACKAGES = ""  # a zip archive of the project's packages, in base64
CHECKED = ("numpy", "matplotlib", "ipython")  # marks and pictures depend on them: their versions must agree

_idle: "queue.SimpleQueue[subprocess.Popen]" = queue.SimpleQueue()
_lock = threading.Lock()
_folder, _left = "", False


def mark(text: str) -> str:
    """Mark one notebook: a task's text in, the result's out. Raises RuntimeError if the marking process dies."""
    try:
        process = _idle.get_nowait()
    except queue.Empty:
        process = _start()
    try:
        _send(process.stdin, text)
        reply = _receive(process.stdout)
    except (OSError, EOFError) as error:
        process.kill()
        raise RuntimeError(f"the marking process ended with code {process.wait()}") from error
    with _lock:
        if not _left:
            _idle.put(process)
            return reply
    _end(process)  # the run was stopped meanwhile
    return reply


def versions() -> dict[str, str]:
    """What this machine would mark with: Python and the packages in CHECKED, and the system."""
    found = {"python": ".".join(platform.python_version_tuple()[:2]), "system": platform.system()}
    for name in CHECKED:
        try:
            found[name] = metadata.version(name)
        except metadata.PackageNotFoundError:
            found[name] = "not installed"
    return found


def leave() -> None:
    """The run is over: nothing of the course stays on this machine, neither its files nor this one."""
    global _folder, _left, PACKAGES
    with _lock:
        _left, PACKAGES = True, ""
        with contextlib.suppress(queue.Empty):  # `mark` may take one meanwhile
            while True:
                _end(_idle.get_nowait())
        shutil.rmtree(_folder, ignore_errors=True)
        _folder = ""
    for file in filter(None, (__file__, __spec__.cached)):
        if os.path.basename(file).startswith(__name__):
            with contextlib.suppress(OSError):
                os.unlink(file)


def _end(process: subprocess.Popen) -> None:
    process.stdin.close()
    process.wait()


atexit.register(leave)


def _start() -> subprocess.Popen:
    return subprocess.Popen([sys.executable, "-m", "grader.serving"], cwd=_unpacked(), stdin=subprocess.PIPE,
                            stdout=subprocess.PIPE, env={**os.environ, "PYTHONPATH": _unpacked()})


def _unpacked() -> str:
    """The private folder with the packages; below dask's own scratch space, which is tidied even after a kill."""
    global _folder
    with _lock:
        if _left:
            raise RuntimeError("the run for which this was sent is over")
        if not _folder:
            _folder = tempfile.mkdtemp(prefix="marking-", dir=_scratch())
            zipfile.ZipFile(io.BytesIO(base64.b64decode(PACKAGES))).extractall(_folder)
        return _folder


def _scratch() -> str | None:
    try:
        from distributed import get_worker

        return get_worker().local_directory
    except (ImportError, ValueError):
        return None


def _send(pipe, text: str) -> None:
    data = text.encode("utf-8", "surrogatepass")
    pipe.write(b"%016x" % len(data) + data)
    pipe.flush()


def _receive(pipe) -> str:
    size = pipe.read(16)
    if len(size) < 16:
        raise EOFError("the other side has gone")
    return pipe.read(int(size, 16)).decode("utf-8", "surrogatepass")

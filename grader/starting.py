"""How the fork server is started: whom it runs as, what it must not see, its environment, its process.

Used by `box.py`, and by `autograde.py` before anything that takes long to be imported, so this file imports nothing.
"""

import importlib.util
import os
import shutil
import socket
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from .limits import BoxUnsafe

END_SECONDS = 5  # for the fork server to see that its grader has gone, and to end
NEVER_INSIDE = ("grader", "gan_ref")  # packages that a box must not be able to read


class NoMap(Exception):
    """The user namespace's maps could not be written."""


BOOT = ("import sys, types; boxed = types.ModuleType('boxed'); boxed.__path__ = [sys.argv[1]]; "
        "sys.modules['boxed'] = boxed; from boxed import forkserver; "
        "sys.dont_write_bytecode = True; forkserver.main(int(sys.argv[2]))")


@dataclass
class Started:
    """A fork server that has just been started and waits for its configuration.

    control: the socket to it. folder: its own, and its boxes'. uid: who they are outside; 0 for whoever started it.
    """

    process: subprocess.Popen
    control: socket.socket
    folder: str
    uid: int


def spawn(python=sys.executable, own_uid=True, any_system=False):
    """Start a fork server; it ends with the thread that does. BoxUnsafe where there can be no box.

    own_uid: for root, run it as somebody that nobody else is. any_system: although it is not Linux.
    """
    able = hasattr(os, "fork") and hasattr(socket, "AF_UNIX")
    if not able or (sys.platform != "linux" and not any_system):
        raise BoxUnsafe(f"Students' code cannot be boxed on {sys.platform}: marking needs Linux "
                        "(a virtual machine, WSL 2 or a container will do).")
    uid = student_uid() if own_uid else 0
    folder = tempfile.mkdtemp(prefix="boxes-")
    os.mkdir(os.path.join(folder, "root"))  # where the small file system is put together
    os.chmod(folder, 0o711)  # whoever the boxes will be, they have to get to their scratch folders
    if uid:
        os.chown(folder, uid, uid)
    control, theirs = socket.socketpair()
    try:
        with theirs, open(os.path.join(folder, "log"), "wb") as log:
            process = subprocess.Popen(
                [python, "-s", "-P", "-c", BOOT, str(Path(__file__).parent), str(theirs.fileno())],
                pass_fds=[theirs.fileno()], env=environment(), cwd="/", start_new_session=True,
                stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=log)
    except BaseException:
        control.close()
        shutil.rmtree(folder, ignore_errors=True)
        raise
    return Started(process, control, folder, uid)


def end(process):
    """Wait for a fork server that nobody talks to any more, not for ever."""
    try:
        process.wait(END_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def secret_folders():
    """The course folder and the packages that hold answers, as real paths."""
    found = set()
    for name in NEVER_INSIDE:
        spec = importlib.util.find_spec(name)
        for place in (spec and spec.submodule_search_locations) or ():
            found.add(os.path.realpath(place))
    for folder in (Path.cwd(), Path(__file__).resolve().parent.parent):
        if (folder / "nbgrader_config.py").exists() or (folder / "source").is_dir():
            found.add(str(folder.resolve()))
    return found


def environment():
    """The fork server's environment: nothing of the lecturer's but where libraries are."""
    threads = dict.fromkeys(("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"), "1")
    keep = {name: os.environ[name] for name in ("HOME", "LD_LIBRARY_PATH", "MPLCONFIGDIR") if name in os.environ}
    return {**keep, **threads, "PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", "PYTHONHASHSEED": "0", "USER": "student",
            "MPLBACKEND": "module://matplotlib_inline.backend_inline"}


def student_uid():
    """For root: a user id that nobody has, as high as this container's map allows. 0 for others, who keep theirs."""
    if os.geteuid() != 0:
        return 0
    for base, count in ((2_100_000_000, 40_000_000), (60_000, 1_000)):
        uid = base + os.getpid() % count
        if mapped(uid):
            return uid
    return 65534


def mapped(uid):
    """Is the user id one that this user namespace knows? True where the kernel does not tell."""
    try:
        ranges = [tuple(map(int, line.split())) for line in Path("/proc/self/uid_map").read_text().splitlines()]
    except OSError:
        return True
    return any(first <= uid < first + count for first, _, count in ranges)


def write_maps(pid, uid):
    """As root: in the server's new user namespace, the student is the unprivileged `uid` outside."""
    try:
        for name in ("uid_map", "gid_map"):
            Path(f"/proc/{pid}/{name}").write_text(f"1000 {uid} 1")
    except OSError:
        raise NoMap from None

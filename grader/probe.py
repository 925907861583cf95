"""The box proves itself: what must fail is tried in a box, before anything is graded. Used by `box.py` and `check`.

Some things can only be seen from this side (did anybody knock? does anything still live?), so each attempt is judged by
what it says itself and by what happened here.
"""

import contextlib
import importlib.util
import os
import select
import socket
import sys
import tempfile
import uuid
from dataclasses import dataclass
from pathlib import Path

from . import attempts
from .limits import BoxFault, BoxStopped
from .starting import never_inside
from .student import StudentError
from .temporary import Temporary

KERNEL = ("Use Linux 5.13 or newer with Landlock (`cat /sys/kernel/security/lsm` names it), or let the grader make "
          "user namespaces")
NAMESPACES = ("Let the grader make user namespaces (sysctl user.max_user_namespaces, on Ubuntu "
              "kernel.apparmor_restrict_unprivileged_userns=0; in a container a seccomp profile that allows unshare), "
              "or use a kernel with seccomp filters")
INSTALLED = "Keep the course in a folder of its own; do not install it into the environment that students' code uses"
LIMITS = "Start the grader where rlimits can be set (`ulimit -a` shows them), or lower the limits in nbgrader_config.py"
OUTLIVE_SECONDS = 30  # a process left behind would hold on for so long,
PATIENCE_SECONDS = 5  # and is sure to be gone when nothing of the box is left after this


@dataclass(frozen=True)
class ProbeResult:
    """One thing that was tried. ok: it failed, as it must. detail: what came of it. advice: for when it succeeded."""

    name: str
    ok: bool
    detail: str
    advice: str


class Bait:
    """Things outside that an attempt could reach: a canary, listeners, a place to write. A context manager."""

    def __enter__(self):
        self.stack = contextlib.ExitStack()
        made = Temporary("canary-")
        self.stack.callback(made.remove)
        self.folder = str(made.path)
        os.chmod(self.folder, 0o777)
        self.canary = os.path.join(self.folder, "canary")
        Path(self.canary).write_text("A student must not read this.")
        self.mark = f"probe-{uuid.uuid4().hex}"
        self.listeners = {}
        path = os.path.join(self.folder, "socket")
        for name, family, kind, address in (
                ("TCP", "AF_INET", "SOCK_STREAM", ("127.0.0.1", 0)), ("UDP", "AF_INET", "SOCK_DGRAM", ("127.0.0.1", 0)),
                ("a socket file", "AF_UNIX", "SOCK_STREAM", path),
                ("a datagram socket file", "AF_UNIX", "SOCK_DGRAM", path + "2"),
                ("an abstract socket", "AF_UNIX", "SOCK_STREAM", "\0" + self.mark),
                ("an abstract datagram socket", "AF_UNIX", "SOCK_DGRAM", "\0" + self.mark + "2")):
            self.listen(name, family, kind, address)
        return self

    def listen(self, name, family, kind, address):
        with contextlib.suppress(OSError):  # abstract sockets are Linux's own
            sock = self.stack.enter_context(socket.socket(getattr(socket, family), getattr(socket, kind)))
            sock.bind(address)
            if kind == "SOCK_STREAM":
                sock.listen()
            if isinstance(address, str) and address.startswith("/"):
                os.chmod(address, 0o777)
            self.listeners[name] = family, kind, sock

    def __exit__(self, *_):
        self.stack.close()

    def knocked(self, name):
        """Whether anybody has connected to that listener, or sent to it."""
        return bool(select.select([self.listeners[name][2]], [], [], 0)[0])

    def writable_folders(self):
        """Folders in which the lecturer, or anybody, can write."""
        folders = [self.folder, os.getcwd(), tempfile.gettempdir(), str(Path.home()), "/dev/shm", "/var/tmp", "/"]
        return [folder for folder in folders if os.path.isdir(folder)]

    def clean(self):
        for folder in self.writable_folders():
            with contextlib.suppress(OSError):
                os.remove(os.path.join(folder, self.mark))


def probe(server):
    """Try everything in one box of this server: a list of ProbeResults, and the layers that held the box."""
    box = server._open()
    layers = set(box.layers)
    with Bait() as bait:
        with prepared(box):
            results = [attempt(box, *line) for line in plan(server, bait, layers)]
        bait.clean()
    results.append(outlive(prepared(server._open())))
    return results, layers


def prepared(box):
    """The box, with the attempts in it."""
    if not box.run(Path(attempts.__file__).read_text(encoding="utf-8"), "probe").ok:
        box.close()
        raise BoxFault("The probe could not be run in a box.")
    return box


def plan(server, bait, layers):
    """The attempts: name, advice, how, arguments, and how this side sees that it succeeded."""
    pids = [os.getpid(), os.getppid(), server.process.pid]
    secret = {folder: names_in(folder) for folder in server.secret}
    outside = {folder: names_in(folder) for folder in (bait.folder, str(Path.home()), "/root", "/home", "/var/log")}
    names = [name for name in never_inside() if importlib.util.find_spec(name)]
    limits = server.limits
    yield "read the course folder", INSTALLED, "read", [secret]
    yield "read a file outside, and home folders", KERNEL, "read", [outside]
    yield "import the reference or the grader", INSTALLED, "import_secrets", [names]
    yield "write outside the scratch folder", KERNEL, "write", [bait.writable_folders(), bait.mark]
    yield "change a file's mode, time or length outside", KERNEL, "change", [bait.canary]
    for name, (family, kind, sock) in bait.listeners.items():
        yield (f"reach a listener over {name}", NAMESPACES, "connect", [family, kind, address_of(sock)],
               lambda name=name: bait.knocked(name))
    yield "look up a name in the network", NAMESPACES, "resolve", ["example.org"]
    yield "signal the grader", NAMESPACES, "signal", [pids]
    yield "trace the grader, or read its memory", NAMESPACES, "trace", [pids]
    yield "see other processes", NAMESPACES, "look", [pids]
    yield "gain rights", NAMESPACES, "gain", []
    yield "find open files of the grader", KERNEL, "find_descriptors", []
    yield "find the grader's environment", KERNEL, "find_environment", []
    yield "take too much memory", LIMITS, "take_memory", [limits.memory_mb + 512]
    yield "fill the disk", NAMESPACES, "fill_disk", [limits.scratch_mb + 16]
    yield "start a flood of processes", NAMESPACES, "bomb", [limits.processes + 8]
    if "seccomp" in layers:  # nothing else closes this, and nothing is lost by it: see "A box that was killed"
        yield "change limits of its own", LIMITS, "set_limits", []


def names_in(folder, most=100):
    """What is in a folder, less what leads to Python: the box sees that, and nothing beside it."""
    def leads_to_python(name):
        path = os.path.realpath(os.path.join(folder, name)) + "/"
        return any((os.path.realpath(prefix) + "/").startswith(path) for prefix in (sys.prefix, sys.base_prefix))
    with contextlib.suppress(OSError):
        return [name for name in sorted(os.listdir(folder)) if not leads_to_python(name)][:most]
    return []


def address_of(sock):
    """Where a socket listens, as JSON can carry it."""
    address = sock.getsockname()
    if isinstance(address, bytes):
        return address.decode()
    return list(address) if isinstance(address, tuple) else address


def attempt(box, name, advice, function, args, seen=lambda: False):
    """Have one thing tried in the box."""
    try:
        detail = box.call(function, args)[0]
    except StudentError as error:
        detail = None if error.ename in ("PermissionError", "OSError", "MemoryError") else f"the attempt broke: {error}"
    except BoxStopped as error:
        return ProbeResult(name, False, f"the attempt stopped its box: {error}", advice)
    if seen():
        detail = "it arrived"
    return ProbeResult(name, detail is None, "refused" if detail is None else str(detail), advice)


def outlive(box):
    """Whether a process that the box leaves behind is gone once the box was ended."""
    name, advice = "outlive the box", NAMESPACES
    with contextlib.suppress(StudentError, BoxStopped):
        box.call("outlive", [OUTLIVE_SECONDS])
    line, box.sock = box.sock, None
    if line is None:
        return ProbeResult(name, False, "the box was gone before it could be tried", advice)
    with line:
        box.server.ask({"ask": "end", "box": box.pid})
        line.settimeout(PATIENCE_SECONDS)
        try:
            alive = bool(line.recv(1))
        except ConnectionError:
            alive = False
        except TimeoutError:
            alive = True
    return ProbeResult(name, not alive, "a process lived on" if alive else "refused", advice)


def warn_unboxed(failed):
    """Say loudly that students' code runs although the box does not hold."""
    print("WARNING: allow_unboxed is set. Students' code runs on this machine and can: "
          + "; ".join(result.name for result in failed) + ".", file=sys.stderr)

"""Strangers' code, run without trusting it. The only file that starts it; used by `marking.py` and `probe.py`.

Theory of operation
===================

Three kinds of processes exist:

* The **grader** (this file, `student.py`, `marking.py`) holds the reference, the solutions and the gradebook. It is
  trusted and never runs a line of a student's. It runs as whoever started it.
* One **fork server** for each grader (`forkserver.py`): a new program, not a fork of the grader, with a clean
  environment and one inherited socket. So nothing of the grader is in its memory. It imports NumPy, matplotlib and
  IPython once, makes a shell, and waits. It is trusted and never runs a line of a student's either. Worker processes
  of one grader may share it, each over a socket of its own; the boxes of one that goes end. Where the kernel allows, it
  lives in user, PID and mount namespaces of its own, in a small file system that shows Python and the
  system's libraries and nothing else; when the grader is root, it is an unprivileged user that nobody else is.
* One **box** for each submission (`inside.py`, and `exchange.py` on this side): a fork of the fork server that takes
  its files from its own socket, so that no later box finds them in the fork server's memory, and then locks itself in
  (`lockdown.py`) before it reads the first request. From then on it is the student's: everything in it may be
  overwritten, and all that this achieves is that the student's own answers are wrong.

They are joined by two kinds of sockets, both carrying frames of plain data (`wire.py`): grader and fork server, over
which boxes are asked for and ended; grader and box, over which cells and arguments go in, and outputs and values come
out. The grader reads what comes out of a box as it would read the post of a stranger: it waits no longer than a limit,
takes no more bytes than a cap, and for one test no more results than it can calculate with (`weighing.py`), believes no
length, builds no object but plain data, and takes a reply only with the number of the request that it just sent.
Anything else ends the box.

A box is held by layers, each of which would stop most attempts alone:

    user, pid, mount, net, ipc, uts   namespaces: no processes, files, network or memory of others are there to be named
                                      (the network has nothing in it, and is the same for all boxes of a fork server)
    uid                               an unprivileged user, if the grader is root
    limits                            rlimits, see `limits.py`
    capabilities                      none, and none to be had (no_new_privs)
    landlock                          reads Python and system libraries, writes its scratch folder; no TCP, no signals
    seccomp                           no sockets, no new processes or programs, no tracing, no mounts

A kernel or a container may lack some of them. So the box **proves itself before it is used**: a probe (`probe.py`)
tries in a box what must fail. If an attempt succeeds, `open` raises BoxUnsafe and nothing is graded. If all fail, the
layers that were there become the measure: a later box that lacks one is a fault. `allow_unboxed=True` grades all the
same, and says so every time; nothing ever falls back to it.

Statuses
--------

A request to a box ends in one of these ways, and each is a Python exception of its own:

    a result
    StudentError   the student's code raised; the box goes on
    BoxStopped     the student's code ran over a limit, ended its process or broke the protocol; the box is gone. The
                   exception names the cell or function, the limit, and one line for the student
    BoxFault       the box failed by itself: the submission is left ungraded, never given 0

A box that was killed
---------------------

SIGKILL ends a box when the kernel is short of memory, when somebody with the right to do so sends it, when the limit on
processor time is reached, or when a student has found a way. Nobody shall get 0 for the first two; nobody shall turn
a 0 into "ungraded" by the last. Ways that are known are closed: a PID namespace does not let its first process kill
itself, and the filter lets no limit be lowered. For those that are not, the machine is asked (`machine.py`):

* If the kernel has killed anything for want of memory since this box began, or does not say whether it has, or if less
  memory is free than one box is promised, then it may have been the machine: BoxFault. A student's code can use no
  more than it is promised, so that it runs out is the machine's fault even where the student's code is what used it.
* Else it is BoxStopped without a limit, as after `os._exit`: the same cell or call gets a second chance in a new box,
  which the cells before it must have come through again. A chance kill seldom comes twice at one place; who is
  killed there again is told so, and gets 0 for that question.

The same goes for whatever else a box may send: it is the student's, never a fault.

Limits
------

Each is listed in `limits.py` with unit, default, and what happens when it is hit. Clocks are kept on this side, with
SIGKILL; sizes, counts and processor time by the kernel; what is kept of outputs by the box, and the caps of `wire.py`
by both sides.

The end of a box
----------------

SIGKILL to its first process. As that is number 1 of its PID namespace, the kernel kills all others with it. Without
PID namespaces the filter on system calls has let no other process begin. The scratch folder lies in memory and goes
with the mount namespace. If the fork server dies, all boxes die with it; if the grader dies, the fork server does.
"""

import contextlib
import os
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path, PurePosixPath

import numpy as np

from . import wire
from .exchange import OPEN_SECONDS, Box
from .limits import BoxFault, BoxStopped, BoxUnsafe, Limits
from .replies import CellResult
from .starting import Refused, environment, secret_folders, student_uid, write_maps
from .student import StudentError
from .temporary import Temporary

__all__ = ["Box", "BoxFault", "BoxStopped", "BoxUnsafe", "CellResult", "ForkServer", "Limits", "StudentError"]

WARM = ("numpy", "numpy.linalg", "numpy.random", "matplotlib", "matplotlib.pyplot", "math", "functools",
        "itertools", "dataclasses", "typing", "asyncio", "collections")
START_SECONDS = 180  # for the fork server's imports, on a slow disk
END_SECONDS = 5  # for it to see that its grader has gone, and to end
BOOT = ("import sys, types; boxed = types.ModuleType('boxed'); boxed.__path__ = [sys.argv[1]]; "
        "sys.modules['boxed'] = boxed; from boxed import forkserver; "
        "sys.dont_write_bytecode = True; forkserver.main(int(sys.argv[2]))")


class Elsewhere:
    """A fork server that another process has started, and waits for."""

    def __init__(self, pid):
        self.pid = pid

    def wait(self, timeout=None):
        """It is not ours to wait for."""


class ForkServer:
    """The process that boxes are forked from. A context manager; opened once for a batch.

    limits: defaults for its boxes. python: the interpreter that students' code gets. warm: modules imported beforehand.
    secret: further folders that no box may read, besides the course folder and the packages of NEVER_INSIDE.
    allow_unboxed: grade although the probe failed. without: layers left out on purpose, for the tests of the probe.
    """

    def __init__(self, limits=None, python=None, warm=WARM, allow_unboxed=False, secret=(), without=()):
        self.limits = limits or Limits()
        self.python, self.warm = python or sys.executable, tuple(warm)
        self.allow_unboxed, self.without = allow_unboxed, set(without)
        self.secret = sorted({*secret_folders(), *(str(Path(folder).resolve()) for folder in secret)})
        self.process = self.control = self.folder = None
        self.ready, self.turn = False, threading.Lock()
        self.results, self.warned = None, False  # of the probe; whether it was said that students' code can get out
        self.proven = set()  # layers of the box that the probe tried

    def __enter__(self):
        self.launch()
        return self

    def __exit__(self, *_):
        self.close()

    # ---- the server process ----

    def launch(self, without=None):
        """Start the server without waiting for its imports; `start` waits. It ends with the thread that starts it.

        BoxUnsafe on a system that has no box; BoxFault.
        """
        if self.process is not None:
            return
        if sys.platform != "linux" and not self.allow_unboxed:
            raise BoxUnsafe(f"Students' code cannot be boxed on {sys.platform}: marking needs Linux "
                            "(a virtual machine, WSL 2 or a container will do).")
        without = self.without if without is None else without
        self.owner, self.ready = os.getpid(), False
        self.uid = 0 if "uid" in without else student_uid()
        try:
            self.folder = Temporary("boxes-")
            place = self.folder.path
            (place / "root").mkdir()  # where the small file system is put together
            place.chmod(0o711)  # whoever the boxes will be, they have to get to their scratch folders
            if self.uid:
                os.chown(place, self.uid, self.uid)
            self.control, theirs = socket.socketpair()
            with theirs, open(place / "log", "wb") as log:
                self.process = subprocess.Popen(
                    [self.python, "-s", "-P", "-c", BOOT, str(Path(__file__).parent), str(theirs.fileno())],
                    pass_fds=[theirs.fileno()], env=environment(), cwd="/", start_new_session=True,
                    stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=log)
        except OSError as error:  # no such Python, no memory, no room on the disk
            self.close()
            raise BoxFault(f"The fork server could not be started ({error}).") from None
        config = {"warm": list(self.warm), "without": sorted(without), "secrets": self.secret,
                  "folder": str(place), "uid": self.uid}
        with contextlib.suppress(OSError):  # one that is gone already is told by `start`
            wire.send(self.control, wire.pack(config), time.monotonic() + OPEN_SECONDS)

    def start(self):
        """Start the server, unless it runs, and wait until it can fork boxes. BoxFault, BoxUnsafe."""
        without = set(self.without)
        self.launch()
        while not self.ready:
            try:
                self._wait(time.monotonic() + START_SECONDS)
            except Refused as refused:  # in some containers, and in Ubuntu 24.04 as it comes: the others have to do
                self.close()
                without.add(refused.layer)
                self.launch(without)

    def _wait(self, deadline):
        try:
            while not self.ready:
                message = wire.receive(self.control, deadline)
                if "fault" in message:
                    raise OSError(message["fault"])
                if message.get("ask") == "without":
                    raise Refused(message["layer"])
                self.ready = "layers" in message
                if not self.ready:
                    write_maps(self.process.pid, self.uid)
                    wire.send(self.control, wire.pack({"mapped": True}))
        except (EOFError, OSError, wire.WireError) as error:
            log = (self.folder.path / "log").read_text(errors="replace").strip().splitlines()[-1:]
            self.close()
            raise BoxFault(f"The fork server did not start: {' '.join(log) or error}") from None

    def hang_up(self):
        """Have whoever waits for the server, in another thread, wait no longer: it is to be closed."""
        if self.control is not None:
            with contextlib.suppress(OSError):
                self.control.shutdown(socket.SHUT_RDWR)

    def close(self):
        """End the server and every box."""
        if self.control is not None:
            self.control.close()
        if self.process is not None:
            try:
                self.process.wait(END_SECONDS)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
        if self.folder is not None:
            self.folder.remove()
        self.process = self.control = self.folder = None
        self.ready = False

    def ask(self, request, sock=None):
        """One request to the server; its reply, or BoxFault. Threads take turns."""
        self.start()
        if os.getpid() != self.owner:
            raise BoxFault("The fork server belongs to another process; each process opens its own.")
        try:
            with self.turn:
                deadline = time.monotonic() + OPEN_SECONDS
                self.control.settimeout(OPEN_SECONDS)
                socket.send_fds(self.control, [b"!"], [sock.fileno()] if sock else [])
                wire.send(self.control, wire.pack(request), deadline)
                reply = wire.receive(self.control, deadline)
        except (EOFError, OSError, wire.WireError) as error:
            self.close()
            raise BoxFault(f"The fork server is gone ({type(error).__name__}: {error}).") from None
        if "fault" in reply:
            raise BoxFault(f"The fork server could not {request['ask']} a box: {reply['fault']}")
        return reply

    # ---- one server for several processes of the grader ----

    @contextlib.contextmanager
    def share(self):
        """For a worker process: a socket to this server, and what the probe found, for `joined` to make use of.

        A context, in which the socket is open here: it has to be handed on there.
        """
        self.check()
        ours, theirs = socket.socketpair()
        with ours:
            with theirs:
                self.ask({"ask": "join"}, theirs)
            yield ours, {"pid": self.process.pid, "proven": sorted(self.proven)}

    @classmethod
    def joined(cls, sock, about, **settings):
        """In a worker process: the server that another process has shared. If it is lost, one of its own is started."""
        server = cls(**settings)
        server.owner, server.control, server.ready = os.getpid(), sock, True
        server.process = Elsewhere(about["pid"])
        server.results, server.proven = [], set(about["proven"])
        return server

    # ---- boxes ----

    def open(self, files=None, limits=None, seed=0):
        """A new box. BoxUnsafe, BoxFault.

        files: name -> bytes, put into its scratch folder before it is locked. seed: of its random numbers.
        """
        self.check()
        box = self._open(limits, seed, files)
        missing = self.proven - set(box.layers)
        if missing:
            box.close()
            raise BoxFault(f"A box came up without {', '.join(sorted(missing))}, which was there at the probe.")
        return box

    def _open(self, limits=None, seed=0, files=None):
        self.start()
        limits = limits or self.limits
        contents = {within_scratch(name): np.asarray(memoryview(content)) for name, content in (files or {}).items()}
        ours, theirs = socket.socketpair()
        try:
            with theirs:
                pid = self.ask({"ask": "open", "limits": limits.as_dict(), "seed": seed}, theirs)["box"]
            wire.send(ours, wire.pack(contents), time.monotonic() + OPEN_SECONDS)
        except OSError as error:
            ours.close()
            raise BoxFault(f"A box did not take its files ({type(error).__name__}: {error}).") from None
        except BaseException:
            ours.close()
            raise
        return Box(self, ours, pid, limits)

    # ---- the proof ----

    def check(self):
        """Run the probe once; BoxUnsafe if an attempt succeeded, unless the lecturer said `allow_unboxed`."""
        failed = [result for result in self.probe() if not result.ok]
        if failed and self.allow_unboxed and not self.warned:
            from . import probe
            probe.warn_unboxed(failed)
            self.warned = True
        if failed and not self.allow_unboxed:
            lines = [f"{result.name}: {result.detail}. {result.advice}" for result in failed]
            raise BoxUnsafe("Nothing was graded, because students' code could get out of its box here:\n  "
                            + "\n  ".join(lines)
                            + "\nTry `python -m grader check` after a change.")

    def probe(self):
        """What the probe found, a ProbeResult for each thing tried; tried once for each server."""
        if self.results is None:
            from . import probe
            self.results, self.proven = probe.probe(self)
        return self.results

    def layers(self):
        """Names of the layers that hold a box of this server."""
        self.probe()
        return sorted(self.proven)


def within_scratch(name):
    """The name of a file below the scratch folder; ValueError for one that would lie elsewhere."""
    path = PurePosixPath(name)
    if path.is_absolute() or ".." in path.parts:
        raise ValueError(f"A file for a box was named {name!r}; a relative path without '..' is wanted.")
    return str(path)

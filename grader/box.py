"""Strangers' code, run without trusting it. The only file that starts it; used by `marking.py`, `probe.py` and `workers.py`.

Theory of operation
===================

Three kinds of processes exist:

* The **grader** (this file, `student.py`, `marking.py`) holds the reference, the solutions and the gradebook. It is
  trusted and never runs a line of a student's. It runs as whoever started it.
* One **fork server** for each grader (`forkserver.py`): a new program, not a fork of the grader, with a clean
  environment and one inherited socket. So nothing of the grader is in its memory. It imports NumPy, matplotlib and
  IPython once, makes a shell, and waits. It is trusted and never runs a line of a student's either. Where the kernel
  allows, it lives in user, PID and mount namespaces of its own, in a small file system that shows Python and the
  system's libraries and nothing else; when the grader is root, it is an unprivileged user that nobody else is.
* One **box** for each submission (`inside.py`): a fork of the fork server that locks itself in (`lockdown.py`) before it
  reads the first request. From then on it is the student's: everything in it may be overwritten, and all that this
  achieves is that the student's own answers are wrong.

They are joined by two kinds of sockets, both carrying frames of plain data (`wire.py`): grader and fork server, over
which boxes are asked for and ended; grader and box, over which cells and arguments go in, and outputs and values come
out. The grader reads what comes out of a box as it would read the post of a stranger: it waits no longer than a limit,
takes no more bytes than a cap, believes no length, builds no object but plain data, and takes a reply only with the
number of the request that it just sent. Anything else ends the box.

A box is held by layers, each of which would stop most attempts alone:

    user, pid, mount, net, ipc, uts   namespaces: no processes, files, network or memory of others are there to be named
    uid                               an unprivileged user, if the grader is root
    limits                            rlimits, see `limits.py`
    capabilities                      none, and none to be had (no_new_privs)
    landlock                          reads Python and system libraries, writes its scratch folder; no TCP, no signals
    seccomp                           no sockets, no new processes or programs, no tracing, no mounts

A kernel or a container may lack some of them. So the box **proves itself before it is used**: a probe (`probe.py`) tries
in a box what must fail. If an attempt succeeds, `open` raises BoxUnsafe and nothing is graded. If all fail, the layers that
were there become the measure: a later box that lacks one is a fault. `allow_unboxed=True` grades all the same, and says so
every time; nothing ever falls back to it.

Statuses
--------

A request to a box ends in one of these ways, and each is a Python exception of its own:

    a result
    StudentError   the student's code raised; the box goes on
    BoxStopped     the student's code ran over a limit, ended its process or broke the protocol; the box is gone. The
                   exception names the cell or function, the limit, and one line for the student
    BoxFault       the box failed by itself: the submission is left ungraded, never given 0

Limits
------

Each is listed in `limits.py` with unit, default, and what happens when it is hit. Clocks are kept on this side, with
SIGKILL; sizes, counts and processor time by the kernel; what is kept of outputs by the box, and the frame's cap by this side.

The end of a box
----------------

SIGKILL to its first process. As that is number 1 of its PID namespace, the kernel kills all others with it. Without PID
namespaces the filter on system calls has let no other process begin. The scratch folder lies in memory and goes with the
mount namespace. If the fork server dies, all boxes die with it; if the grader dies, the fork server does.
"""

import contextlib
import importlib.util
import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from . import wire
from .limits import BoxFault, BoxStopped, BoxUnsafe, Limits
from .outputs import notebook_outputs
from .student import StudentError, StudentFunction, TrustedObjects

WARM = ("numpy", "numpy.linalg", "numpy.random", "matplotlib", "matplotlib.pyplot", "mpl_toolkits.mplot3d",
        "math", "functools", "itertools", "dataclasses", "typing", "asyncio", "collections")
NEVER_INSIDE = ("grader", "gan_ref")  # packages that a box must not be able to read
START_SECONDS = 90  # for the fork server's imports, on a slow disk
OPEN_SECONDS = 15
BOOT = ("import sys, types; boxed = types.ModuleType('boxed'); boxed.__path__ = [sys.argv[1]]; "
        "sys.modules['boxed'] = boxed; from boxed import forkserver; forkserver.main(int(sys.argv[2]))")
NO_MEMORY = 71  # exit status of a box that has no memory left for its reply


@dataclass
class CellResult:
    """What running one cell gave: outputs as dicts of nbformat 4, whether it ran through, else name and message of the error."""

    outputs: list
    ok: bool
    error: tuple[str, str] | None
    count: int | None = None


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
        self.results = None  # of the probe
        self.proven = set()  # layers of the box that the probe tried

    def __enter__(self):
        self.start()
        return self

    def __exit__(self, *_):
        self.close()

    # ---- the server process ----

    def start(self):
        """Start the server, unless it runs."""
        if self.process is not None:
            return
        if not hasattr(os, "fork") or not hasattr(socket, "AF_UNIX"):
            raise BoxUnsafe(f"Students' code cannot be boxed on {sys.platform}: marking needs Linux (a virtual machine, "
                            "WSL 2 or a container will do).")
        try:
            self._start(self.without)
        except _NoMap:  # root of a container that may not map users: the other layers have to do
            self.close()
            self._start(self.without | {"user"})

    def _start(self, without):
        self.owner = os.getpid()
        uid = student_uid()
        self.folder = tempfile.mkdtemp(prefix="boxes-")
        if uid:
            os.chown(self.folder, uid, uid)
        self.control, theirs = wire.pair()
        with theirs, open(os.path.join(self.folder, "log"), "wb") as log:
            self.process = subprocess.Popen(
                [self.python, "-s", "-P", "-B", "-c", BOOT, str(Path(__file__).parent), str(theirs.fileno())],
                pass_fds=[theirs.fileno()], env=environment(), cwd="/", start_new_session=True,
                stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=log)
        config = {"warm": list(self.warm), "without": sorted(without), "secrets": self.secret, "folder": self.folder,
                  "uid": uid, "paths": self.secret}
        try:
            wire.send(self.control, wire.pack(config))
            self._wait_until_ready(uid, time.monotonic() + START_SECONDS)
        except (EOFError, TimeoutError, OSError, wire.WireError) as error:
            log = Path(self.folder, "log").read_text(errors="replace").strip().splitlines()[-1:]
            self.close()
            raise BoxFault(f"The fork server did not start ({type(error).__name__}: {error}). {' '.join(log)}") from None

    def _wait_until_ready(self, uid, deadline):
        while True:
            message = wire.receive(self.control, deadline)
            if "fault" in message:
                raise OSError(message["fault"])
            if "layers" in message:
                self.server_layers = set(message["layers"])
                return
            write_maps(self.process.pid, uid or os.getuid())
            wire.send(self.control, wire.pack({"mapped": True}))

    def close(self):
        """End the server and every box."""
        if self.control is not None:
            self.control.close()
        if self.process is not None:
            try:
                self.process.wait(5)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
        if self.folder is not None:
            shutil.rmtree(self.folder, ignore_errors=True)
        self.process = self.control = self.folder = None

    def ask(self, request, sock=None):
        """One request to the server; its reply, or BoxFault."""
        if self.process is None:
            raise BoxFault("The fork server is not running; open it with `with ForkServer() as server`.")
        if os.getpid() != self.owner:
            raise BoxFault("The fork server belongs to another process; each process opens its own.")
        try:
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

    # ---- boxes ----

    def open(self, files=None, limits=None, seed=0):
        """A new box. files: name -> bytes, put into its scratch folder. seed: of its random numbers. BoxUnsafe, BoxFault."""
        self.start()
        self.check()
        box = self._open(limits, seed)
        missing = self.proven - set(box.layers)
        if missing:
            box.close()
            raise BoxFault(f"A box came up without the layer {', '.join(sorted(missing))}, which was there at the probe.")
        if files:
            box.put(files)
        return box

    def _open(self, limits=None, seed=0):
        limits = limits or self.limits
        ours, theirs = wire.pair()
        with theirs:
            pid = self.ask({"ask": "open", "limits": limits.as_dict(), "seed": seed}, theirs)["box"]
        return Box(self, ours, pid, limits)

    # ---- the proof ----

    def check(self):
        """Run the probe once; BoxUnsafe if an attempt succeeded, unless the lecturer said `allow_unboxed`."""
        failed = [result for result in self.probe() if not result.ok]
        if failed and not self.allow_unboxed:
            lines = [f"{result.name}: {result.detail}. {result.advice}" for result in failed]
            raise BoxUnsafe("Nothing was graded, because students' code could get out of its box here:\n  "
                            + "\n  ".join(lines)
                            + "\nTry `python -m grader check` after a change.")

    def probe(self):
        """What the probe found, a ProbeResult for each thing tried; tried once for each server."""
        if self.results is None:
            from .probe import warn_unboxed
            from .probe import probe as run_probe
            self.start()
            self.results, self.proven = run_probe(self)
            if self.allow_unboxed:
                warn_unboxed(self.results)
        return self.results

    def layers(self):
        """Names of the layers that hold a box of this server."""
        self.probe()
        return sorted(self.proven)


class _NoMap(Exception):
    """The user namespace's maps could not be written."""


class Box:
    """One submission's box. Made by ForkServer.open; a context manager."""

    def __init__(self, server, sock, pid, limits):
        self.server, self.sock, self.pid, self.limits = server, sock, pid, limits
        self.left = float(limits.notebook_seconds)
        self.stopped = None
        self.outputs = []  # what the last call printed, as outputs of a notebook
        try:
            ready = wire.receive(sock, time.monotonic() + OPEN_SECONDS)
        except (EOFError, OSError, wire.WireError) as error:
            self.close()
            raise BoxFault(f"A box did not come up ({type(error).__name__}: {error}).") from None
        if ready.get("answer") != "ready":
            self.close()
            raise BoxFault(f"A box could not lock itself in: {ready.get('error')}")
        self.layers = tuple(ready["layers"])

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()

    def close(self):
        """End the box and everything in it."""
        if self.sock is not None:
            self.sock.close()
            self.sock = None
            if self.server.process is not None:
                with contextlib.suppress(BoxFault):
                    self.server.ask({"ask": "end", "box": self.pid})

    # ---- what can be asked of a box ----

    def run(self, source, name):
        """Run one cell. name: how messages call it. A CellResult, also when the cell raised; BoxStopped, BoxFault."""
        reply = self._exchange({"ask": "run", "name": name, "source": source}, name, "cell_seconds")
        return self._checked(name, cell_result, reply)

    def call(self, function, args=(), kwargs=None, seconds=None):
        """Call the student's function of that name with plain data (or trusted objects, which get stand-ins).

        Returns (result, args as the call left them, kwargs as the call left them). StudentError, BoxStopped, BoxFault.
        """
        kwargs = dict(kwargs or {})
        trusted = TrustedObjects(self)
        request = {"ask": "call", "function": function, "args": list(args), "kwargs": kwargs}
        reply = self._exchange(request, function, "call_seconds", seconds, trusted)
        return self._checked(function, call_result, reply, list(args), kwargs)

    def fetch(self, name):
        """The student's variable of that name: a plain value, or a StudentFunction for anything that can be called.

        StudentError with ename NameError if there is none, and with ename NotPlain if it is not plain data.
        """
        reply = self._exchange({"ask": "fetch", "name": name}, name, "call_seconds")
        return self._checked(name, self._fetched, reply, name)

    def names(self):
        """The names that the student's cells have defined."""
        reply = self._exchange({"ask": "names"}, "names", "call_seconds")
        return self._checked("names", names_of, reply)

    def put(self, files):
        """Write files (name -> bytes) into the scratch folder."""
        import numpy as np
        contents = {name: np.frombuffer(content, np.uint8) for name, content in files.items()}
        self._exchange({"ask": "files", "files": contents}, "files", "call_seconds")

    # ---- one exchange ----

    def _exchange(self, request, where, limit, seconds=None, trusted=None):
        """Send a request and wait for its reply, answering the methods that it asks for on the way."""
        if self.stopped is not None:
            raise self.stopped
        if self.sock is None:
            raise BoxFault("The box is closed.")
        seconds = seconds or getattr(self.limits, limit)
        if self.left < seconds:
            seconds, limit = self.left, "notebook_seconds"
        began = time.monotonic()
        request["nonce"] = secrets.randbits(62)
        frame = wire.pack(request, trusted.refer if trusted else None)
        try:
            wire.send(self.sock, frame, began + seconds)
            return self._replies(request["nonce"], began + seconds, trusted)
        except TimeoutError:
            raise self._stop(f"{where} ran for longer than {seconds:.3g} seconds", limit, where) from None
        except (EOFError, OSError):
            raise self._ended(where) from None
        except wire.WireError as error:
            raise self._stop(f"{where} meddled with the grader's messages ({error})", "", where) from None
        finally:
            self.left -= time.monotonic() - began

    def _replies(self, nonce, deadline, trusted):
        for _ in range(self.limits.method_calls + 1):
            reply = wire.receive(self.sock, deadline, trusted and trusted.resolve)
            if type(reply) is not dict or reply.get("nonce") != nonce or type(reply.get("answer")) is not str:
                raise wire.WireError("a reply that nobody asked for")
            if reply["answer"] != "method":
                return reply
            if trusted is None:
                raise wire.WireError("a method where none may be asked for")
            answer = trusted.answer(reply)
            wire.send(self.sock, wire.pack(answer, trusted.refer), deadline)
        raise wire.WireError(f"more than {self.limits.method_calls} methods asked for in one call")

    def _checked(self, where, check, reply, *args):
        """`check` applied to a reply; a reply of the wrong form ends the box."""
        try:
            if reply["answer"] == "raised":
                ename, evalue = error_of(reply["error"])
                self.outputs = notebook_outputs(reply.get("outputs", []))
                raise StudentError(ename, evalue)
            if "outputs" in reply:
                self.outputs = notebook_outputs(reply["outputs"])
            return check(reply, *args)
        except (KeyError, TypeError, ValueError, wire.WireError):
            raise self._stop(f"{where} meddled with the grader's messages", "", where) from None

    def _fetched(self, reply, name):
        if reply["answer"] == "callable":
            return StudentFunction(self, name)
        if reply["answer"] == "absent":
            raise StudentError("NameError", f"name '{name}' is not defined")
        return of_kind(reply, "value")["value"]

    def _stop(self, reason, limit, where):
        """Kill the box; the exception that says why."""
        self.stopped = BoxStopped(reason, limit, where)
        self.close()
        return self.stopped

    def _ended(self, where):
        """The box hung up: find out why, and say it as the student's doing, or as a fault of the server."""
        status = self.server.ask({"ask": "status", "box": self.pid})["status"]
        code, used = status if status else (0, 0.0)
        if code == NO_MEMORY:
            return self._stop(f"{where} used up {self.limits.memory_mb} MB of memory", "memory_mb", where)
        if code < 0 and used >= self.limits.cpu_seconds - 1:
            return self._stop(f"{where} used up {self.limits.cpu_seconds} seconds of processor time", "cpu_seconds", where)
        if code < 0:
            name = signal.Signals(-code).name if -code in signal.valid_signals() else f"signal {-code}"
            return self._stop(f"{where} crashed Python ({name})", "", where)
        return self._stop(f"{where} ended its own process (exit status {code})", "", where)


# ---- replies, checked ----


def of_kind(reply, kind):
    if reply["answer"] != kind:
        raise wire.WireError(f"an answer of another kind than {kind}")
    return reply


def error_of(pair):
    ename, evalue = pair
    if type(ename) is not str or type(evalue) is not str:
        raise wire.WireError("an error that is not text")
    return ename[:200], evalue[:5000]


def cell_result(reply):
    of_kind(reply, "ran")
    count = reply["count"] if type(reply["count"]) is int else None
    error = None if reply["error"] is None else error_of(reply["error"])
    return CellResult(notebook_outputs(reply["outputs"]), reply["ok"] is True and error is None, error, count)


def call_result(reply, args, kwargs):
    of_kind(reply, "returned")
    changed = reply["changed"]
    if not set(changed) <= {*map(str, range(len(args))), *kwargs}:
        raise wire.WireError("changes of arguments that there are not")
    after = [changed.get(str(number), value) for number, value in enumerate(args)]
    return reply["value"], after, {name: changed.get(name, value) for name, value in kwargs.items()}


def names_of(reply):
    names = of_kind(reply, "value")["value"]
    if type(names) is not list or not all(type(name) is str for name in names):
        raise wire.WireError("names that are not text")
    return names


# ---- what the server is started with ----


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
    """For root: a user id that nobody has, as high as this container's map allows. 0 for anybody else: they keep their own."""
    if os.geteuid() != 0:
        return 0
    for base, count in ((2_100_000_000, 40_000_000), (60_000, 1_000)):
        uid = base + os.getpid() % count
        if mapped(uid):
            return uid
    return 65534


def mapped(uid):
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
        raise _NoMap from None

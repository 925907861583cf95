"""The fork server: a fresh process that imports the libraries once and forks a box for each submission.

`box.py` starts it (as a new program, so that nothing of the grader is in its memory) and talks to it over a socket, one
request and one reply at a time. It never runs a line of a student's.

    open    + the box's socket  ->  the box's process id; the box takes its files from its own socket
    join    + a worker's socket ->  from now on requests come over that socket, too; its boxes end with it
    end     box                 ->  killed; the remains are collected later
    status  box                 ->  how it ended, if it has
    layers                      ->  the server's own layers
"""

import contextlib
import gc
import importlib
import os
import select
import signal
import socket
import sys
import warnings

from . import drawing, lockdown, oldnames, tracebacks, wire
from .inside import Inside, seed_all
from .rehearsal import rehearse
from .shell import make_shell

WARMING = {  # cells that do what is slow the first times, if the module was imported
    "matplotlib.pyplot": "import matplotlib.pyplot as plt\nplt.plot([0, 1], label='$x^2$')\nplt.legend()",
    "IPython": "def f():\n    return 1 / 0\nf()",
    "numpy": "import numpy as np\nprint(np.eye(2))\nnp.eye(2)",
}
TIMES = 2  # Python makes what runs often quicker from the second time on
BOX_FD = 3  # the only descriptor of a box besides 0, 1 and 2, which lead nowhere


def main(number):
    """Serve on the socket with this file descriptor until the grader is gone."""
    gc.disable()  # imports make much that stays and nothing to collect
    control = socket.socket(fileno=number)
    config = wire.receive(control)
    server = lockdown.Server(config)

    def ask(what, **more):
        wire.send(control, wire.pack({"ask": what, **more}))
        wire.receive(control)

    if server.separate(ask):
        wait_for_child(control)
    silence()
    try:
        boxes = Boxes(server, warm_up(config["warm"], config["folder"]), config["secrets"])
        server.settle(ask)
    except BaseException as error:
        wire.send(control, wire.pack({"fault": f"{type(error).__name__}: {error}"}))
        raise
    gc.collect()
    gc.freeze()  # the collector would touch, and so copy, every page in every box
    wire.send(control, wire.pack({"layers": sorted(server.layers)}))
    serve(control, boxes)


def wait_for_child(control):
    """In the new PID namespace go on as its first process; the old process only waits for that one."""
    child = os.fork()
    if child == 0:
        lockdown.die_with_parent()
        return
    control.close()
    _, status = os.waitpid(child, 0)
    os._exit(os.waitstatus_to_exitcode(status) & 0xFF)


def silence():
    """Descriptors 0, 1 and 2 lead nowhere, for this process and for the boxes."""
    null = os.open(os.devnull, os.O_RDWR)
    for number in (0, 1, 2):
        os.dup2(null, number)
    os.close(null)


def warm_up(modules, folder):
    """Import what notebooks import, and do once what is slow the first time; the shell, as new."""
    with warnings.catch_warnings(action="ignore"):
        for name in modules:
            with contextlib.suppress(ImportError):
                importlib.import_module(name)
        if "numpy" in sys.modules:
            oldnames.give_back(sys.modules["numpy"])
        if "matplotlib" in sys.modules:
            sys.modules["matplotlib"].rcdefaults()  # not the lecturer's own settings
        shell = make_shell(os.path.join(folder, "ipython"))
        warming = [cell for module, cell in WARMING.items() if module in sys.modules]
        for source in warming:
            shell.run_cell(source)
        if "matplotlib" in sys.modules:
            drawing.install(shell)
        tracebacks.install()
        for source in warming:
            for _ in range(TIMES):
                shell.run_cell(source)
        rehearse(shell)
    shell.reset(new_session=True)
    shell.execution_count = 1
    return shell


class Boxes:
    """The boxes of this server: process ids, and those that still have to be collected."""

    def __init__(self, server, shell, secret_paths):
        self.server, self.shell = server, shell
        self.running, self.dying = {}, set()
        sys.path[:] = [path for path in sys.path if os.path.realpath(path) not in secret_paths]
        self.own_pids = os.open("/proc/self/ns/pid", os.O_RDONLY | os.O_CLOEXEC) if "pid" in server.layers else None

    def open(self, sock, request):
        """Fork a box that talks over `sock`; its process id."""
        scratch = self.server.scratch()
        if self.own_pids is not None:
            lockdown.kernel.unshare(["pid"])  # the next child is the first process of a new namespace
        try:
            child = os.fork()
            if child == 0:
                become_box(self, sock, request, scratch)
        finally:
            if self.own_pids is not None:
                lockdown.kernel.call("setns", self.own_pids, lockdown.kernel.NAMESPACES["pid"])
        self.running[child] = scratch
        return child

    def end(self, box):
        """Kill the box, and with it all of its PID namespace or, where there is none, its session."""
        if box in self.running:
            with contextlib.suppress(ProcessLookupError):
                os.kill(box, signal.SIGKILL)
            self.dying.add(box)

    def status(self, box):
        """How a box ended, as `collect` says it; None while it has not. Nobody else's boxes wait for it."""
        return self.collect(box, os.WNOHANG) if box in self.running else None

    def sweep(self):
        for box in list(self.dying):
            self.collect(box, os.WNOHANG)

    def collect(self, box, flags):
        """Exit code (or minus the signal that ended it) and processor seconds of a box that is gone; None before."""
        found, status, usage = os.wait4(box, flags)
        if not found:
            return None
        self.dying.discard(box)
        self.discard(self.running.pop(box))
        return [os.waitstatus_to_exitcode(status), usage.ru_utime + usage.ru_stime]

    def discard(self, scratch):
        """Remove a scratch folder that lies on the disk; one in memory went with its box."""
        if "mount" not in self.server.layers:
            import shutil
            shutil.rmtree(scratch, ignore_errors=True)


def become_box(boxes, sock, request, scratch):
    """In the forked process: lock in, say so, and serve. Never returns."""
    try:
        files = wire.receive(sock)  # not in the request: every later box could find it in this server's memory
        layers = lockdown.Lockdown(boxes.server, request["limits"], scratch, files).enter()
        close_all_but(sock)
        sock = socket.socket(fileno=BOX_FD)
        os.chdir(scratch)
        sys.path.insert(0, "")  # as in a notebook: modules of the student's own lie beside it
        set_environment(scratch)
        seed_all(request["seed"])
        gc.set_threshold(20_000, 10, 10)  # rarely: it touches pages that are shared with the server
        gc.enable()
        wire.send(sock, wire.pack({"answer": "ready", "layers": layers}))
        inside = Inside(sock, boxes.shell, request["limits"])
    except BaseException as error:
        with contextlib.suppress(BaseException):
            wire.send(sock, wire.pack({"answer": "fault", "error": f"{type(error).__name__}: {error}"}))
        os._exit(70)
    with contextlib.suppress(BaseException):
        inside.serve()
    os._exit(1)


def close_all_but(sock):
    """Nothing stays open but the way to the grader."""
    os.dup2(sock.detach(), BOX_FD)
    os.closerange(BOX_FD + 1, 65536)


def set_environment(scratch):
    """Nothing of the lecturer's is left; everything that looks for a home finds the scratch folder."""
    keep = {name: value for name, value in os.environ.items()
            if name in ("PATH", "LANG", "OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS", "MPLBACKEND")}
    os.environ.clear()
    os.environ.update(keep, HOME=scratch, TMPDIR=scratch, IPYTHONDIR=scratch, MPLCONFIGDIR=scratch, USER="student",
                      LOGNAME="student")


def serve(control, boxes):
    """Answer the grader, and the workers that it lets in, until all of them are gone; then end everything."""
    graders = {control: set()}  # the boxes of each
    while graders:
        for grader in select.select(list(graders), [], [])[0]:
            try:
                request, sock = next_request(grader)
                boxes.sweep()
                reply = answer(boxes, request, sock)
                if reply.get("joined"):
                    graders[sock] = set()
                graders[grader] = (graders[grader] | {reply.get("box")}) & set(boxes.running)
                wire.send(grader, wire.pack(reply))
            except (EOFError, OSError):
                for box in graders.pop(grader) & set(boxes.running):
                    boxes.end(box)
                grader.close()
    for box in list(boxes.running):
        boxes.end(box)
    for box in list(boxes.running):
        boxes.collect(box, 0)


def next_request(grader):
    """A request and the socket that came with it, or None."""
    mark, descriptors, _, _ = socket.recv_fds(grader, 1, 1)
    if not mark:
        raise EOFError
    sock = socket.socket(fileno=descriptors[0]) if descriptors else None
    return wire.receive(grader), sock


def answer(boxes, request, sock):
    """The reply to one request; a failure is a reply too."""
    try:
        if request["ask"] == "open":
            with sock:
                return {"box": boxes.open(sock, request)}
        if request["ask"] == "join":
            return {"joined": True}
        if request["ask"] == "end":
            return {"ended": boxes.end(request["box"])}
        return {"status": boxes.status(request["box"])}
    except Exception as error:
        return {"fault": f"{type(error).__name__}: {error}"}

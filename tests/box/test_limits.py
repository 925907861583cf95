"""Limits: each costs the cell or call that hits it, is named, and leaves nothing behind."""

import os
import re
import signal
import sys
import time
from dataclasses import replace

import pytest

from grader import machine
from grader.box import BoxFault, BoxStopped, ForkServer, StudentError
from tests.box.conftest import QUICK


def stopped(box, source):
    """The exception that ends the box when this cell runs."""
    with pytest.raises(BoxStopped) as caught:
        box.run(source, "gradient")
    return caught.value


def test_an_endless_cell_is_stopped(server):
    """Is a cell without an end stopped soon after its limit, and is it named with the limit?"""
    with server.open(limits=replace(QUICK, cell_seconds=0.5)) as box:
        began = time.monotonic()
        error = stopped(box, "while True: pass")
    assert (error.limit, error.where) == ("cell_seconds", "gradient") and "gradient ran" in error.reason
    assert time.monotonic() - began < 5


@pytest.mark.parametrize("body", [
    "while True: pass", "import time\n    time.sleep(99)", "import signal\n    signal.pause()", "9 ** 9 ** 9",
    "import signal\n    signal.pthread_sigmask(signal.SIG_BLOCK, range(1, 65))\n    while True: pass",
], ids=["loop", "sleep", "pause", "long arithmetic", "signals blocked"])
def test_an_endless_call_is_stopped(loaded, body):
    """Is a call without an end stopped, whatever it waits for?"""
    with pytest.raises(BoxStopped) as caught:
        loaded(f"def gradient():\n    {body}").call("gradient", seconds=0.3)
    assert (caught.value.limit, caught.value.where) == ("call_seconds", "gradient")


def test_a_notebook_has_a_limit_in_all(server):
    """Do many cells, none over its own limit, together hit that of the notebook?"""
    with server.open(limits=replace(QUICK, notebook_seconds=0.5)) as box, pytest.raises(BoxStopped) as caught:
        for _ in range(20):
            box.run("import time\ntime.sleep(.1)", "cell")
    assert caught.value.limit == "notebook_seconds"


def test_processor_time_has_a_limit(server):
    """Does the kernel stop a box that the clock would let go on?"""
    limits = replace(QUICK, cpu_seconds=1, cell_seconds=20)
    with server.open(limits=limits) as box:
        assert stopped(box, "while True: pass").limit == "cpu_seconds"


def test_a_stopped_box_stays_stopped(box):
    """Does a stopped box answer everything with the reason for which it was stopped?"""
    error = stopped(box, "import os\nos._exit(0)")
    for ask in (lambda: box.run("1", "next"), lambda: box.call("f"), lambda: box.fetch("x"), box.names):
        with pytest.raises(BoxStopped) as again:
            ask()
        assert again.value is error


@pytest.mark.parametrize(("source", "words"), [
    ("import os\nos._exit(7)", "exit status 7"), ("import os\nos.abort()", "crashed"),
    ("import ctypes\nctypes.string_at(0)", "SIGSEGV"), ("import os\nos.close(3)", "cut the line|messages|ended"),
    ("import os, time\nos.closerange(3, 100)\ntime.sleep(9)", "cut the line"),
    pytest.param(
        "import sys\nsys.setrecursionlimit(10**8)\nx = []\nfor _ in range(300_000): x = [x]\nrepr(x)", "crashed",
        marks=pytest.mark.skipif(sys.version_info >= (3, 12), reason="Python counts these calls by itself")),
], ids=["_exit", "abort", "segmentation fault", "closed socket", "closed descriptors", "stack overflow"])
def test_a_dead_process_is_told(box, source, words):
    """Is a process that ends, crashes or hangs up told as the student's doing?"""
    error = stopped(box, source)
    assert re.search(words, error.reason) and error.where == "gradient"


@pytest.mark.parametrize("source", [
    "import numpy as np\nnp.ones((1 << 30,))", "x = 'a' * (1 << 31)",
    "x = []\nwhile True: x.append(bytearray(1 << 20))",
    "bytearray(1 << 45)",
], ids=["array", "text", "bit by bit", "at once"])
def test_too_much_memory_is_a_memory_error(box, source):
    """Is memory beyond the limit Python's own MemoryError, and the notebook not ended?"""
    result = box.run(source, "cell")
    assert result.error[0] in ("MemoryError", "_ArrayMemoryError")
    assert box.run("x = None", "next").ok


def test_the_limit_on_memory_lets_honest_code_pass(box):
    """Can most of the limit be used?"""
    assert box.run("x = bytearray(250 << 20)", "cell").ok


@pytest.mark.parametrize("source", [
    "open('f', 'wb').write(bytes(3 << 20))",
    "for n in range(9):\n    with open(f'f{n}', 'wb') as file: file.write(bytes(1 << 20))",
    "for n in range(5000):\n    open(f'f{n}', 'wb').close()", "files = [open('f', 'a') for n in range(500)]",
    "import os\nos.fork()", "import subprocess\nsubprocess.run(['ls'])", "import os\nos.system('ls') and 1 / 0",
], ids=["one file", "all files", "many files", "open files", "fork", "program", "shell"])
def test_other_limits_are_errors_in_the_code(box, source):
    """Is every other limit an error of the cell that hit it, and no end of the notebook?"""
    assert not box.run(source, "cell").ok
    assert box.run("1", "next").ok


def test_a_flood_of_threads_is_an_error(box):
    """Are threads beyond the limit refused?"""
    source = ("import threading\nwait = threading.Event()\nthreads = []\ntry:\n    for _ in range(200):\n"
              "        threads.append(threading.Thread(target=wait.wait))\n        threads[-1].start()\n"
              "finally:\n    wait.set()\n    print(len(threads))")
    result = box.run(source, "cell")
    assert result.error[0] == "RuntimeError" and box.run("1", "next").ok


def test_ordinary_threads_work(box):
    """Can honest code use a few threads?"""
    source = "from concurrent.futures import ThreadPoolExecutor\nlist(ThreadPoolExecutor(4).map(abs, range(-9, 9)))"
    assert box.run(source, "cell").ok


def test_a_result_too_big_for_the_wire_is_an_error(loaded):
    """Is a result of 100 MB an error of the student's, and no end of the box?"""
    box = loaded("import numpy as np\ndef f(): return np.zeros(13_000_000)")
    with pytest.raises(StudentError, match="MB"):
        box.call("f")
    assert box.run("1", "next").ok


def test_nothing_is_left_of_stopped_boxes(server):
    """Are there no processes left of boxes that were stopped or closed?"""
    boxes = [server.open(limits=replace(QUICK, cell_seconds=0.2)) for _ in range(3)]
    stopped(boxes[0], "while True: pass")
    boxes[1].close()
    stopped(boxes[2], "import os\nos._exit(1)")
    deadline = time.monotonic() + 5
    while descendants(server) > 1 and time.monotonic() < deadline:
        server.ask({"ask": "end", "box": 0})  # any request has the server collect what has ended
    assert descendants(server) <= 1


SIGNS = {  # of want of memory: what the kernel tells, before the box ran and after its end
    "the kernel has killed": ([4, 5], "MemAvailable: 99999999 kB"),
    "the kernel does not tell": ([None, None], "MemAvailable: 99999999 kB"),
    "little is free": ([4, 4], "MemAvailable:    99999 kB"),
    "nobody knows what is free": ([4, 4], ""),
}


@pytest.mark.parametrize("sign", SIGNS)
def test_a_kill_by_the_machine_is_a_fault(server, tmp_path, monkeypatch, sign):
    """Is a box that was killed while the machine may be short of memory a fault, and not the student's zero?"""
    counts, memory = SIGNS[sign]
    monkeypatch.setattr(machine, "EVENTS", events := tmp_path / "vmstat")
    monkeypatch.setattr(machine, "MEMORY", free := tmp_path / "meminfo")
    free.write_text(f"MemTotal: 1 kB\n{memory}\n")
    for count, kill in zip(counts, (False, True), strict=True):
        events.write_text("pgfault 7\n" + (f"oom_kill {count}\n" if count is not None else ""))
        if not kill:
            known = set(below(server.process.pid))
            box = server.open()
            [victim] = set(below(server.process.pid)) - known
    os.kill(victim, signal.SIGKILL)
    with pytest.raises(BoxFault, match="outside"):
        box.run("import time\ntime.sleep(1)", "cell")


def test_a_kill_that_nothing_explains_ends_the_box(server):
    """Is a box that was killed on a machine with memory to spare told as stopped, which gives it a second chance?"""
    known = set(below(server.process.pid))
    with server.open() as box:
        [victim] = set(below(server.process.pid)) - known
        os.kill(victim, signal.SIGKILL)
        with pytest.raises(BoxStopped, match="memory to spare") as caught:
            box.run("import time\ntime.sleep(1)", "cell")
    assert caught.value.limit == ""


@pytest.mark.parametrize("change", [
    "resource.setrlimit(resource.RLIMIT_CPU, (1, 1))", "resource.setrlimit(resource.RLIMIT_AS, (1 << 20, 1 << 40))",
    "resource.prlimit(0, resource.RLIMIT_CPU, (1, 1))", "resource.prlimit(os.getpid(), resource.RLIMIT_CPU, (1, 1))",
])
def test_a_limit_cannot_be_changed(box, change):
    """Is a lower limit refused, which could have the kernel kill the box? Limits may be asked for."""
    assert box.run(f"import os, resource\n{change}", "cell").error[0] in ("ValueError", "PermissionError")
    asked = "resource.getrlimit(resource.RLIMIT_CPU) == resource.prlimit(0, resource.RLIMIT_CPU)"
    assert box.run(f"import resource\nassert {asked}", "cell").ok


def test_urgent_data_is_refused(box):
    """Is a part of the kernel closed that was a way out of boxes like this one, and does a pair of sockets work?"""
    sockets = "import socket\none, other = socket.socketpair()\n"
    for urgent in ("one.send(b'x', socket.MSG_OOB)", "other.recv(1, socket.MSG_OOB)",
                   "one.sendmsg([b'x'], [], socket.MSG_OOB)", "other.recvmsg(1, 0, socket.MSG_OOB)"):
        assert box.run(sockets + urgent, "cell").error[0] == "PermissionError", urgent
    assert box.run(sockets + "one.sendmsg([b'x'])\nassert other.recv(1) == b'x'", "cell").ok


def test_a_lower_limit_is_no_fault_where_nothing_refuses_it():
    """Without the filter, is who lowers the limit on processor time told as stopped, and not left ungraded?"""
    with ForkServer(without=["seccomp"], warm=()) as server, server.open(limits=QUICK) as box:
        error = stopped(box, "import resource\nresource.setrlimit(resource.RLIMIT_CPU, (1, 1))\nwhile True: pass")
    assert error.limit == ""


def below(pid):
    """All processes below this one."""
    return [found for child in children_of(pid) for found in [child, *below(child)]]


def descendants(server):
    """How many processes there are below the fork server's first one; the server itself may be the only one."""
    return len(below(server.process.pid))


def children_of(pid):
    with open(f"/proc/{pid}/task/{pid}/children") as file:
        return [int(number) for number in file.read().split()]

"""Worker processes on this machine, behind the interface of concurrent.futures. Used by `grader/batch.py`.

What `ProcessPoolExecutor` does not do, and marking a class needs: when a worker dies (the system kills the largest
process when memory runs out) only the task that it held is affected; it is tried again on a new worker, and if that one
dies too the task's future says so. Tasks and results are text. Each worker is a fresh process of the trusted side; it
has boxes forked by a server (`grader/box.py`) and never runs a line of a student's itself.
"""

import importlib
import math
import multiprocessing
import os
import resource
import signal
import sys
import threading
import time
from collections import deque
from collections.abc import Callable
from concurrent.futures import Executor, Future
from contextlib import AbstractContextManager, nullcontext, suppress
from dataclasses import dataclass, field
from multiprocessing import forkserver
from multiprocessing.connection import Connection, wait

TRIES = 3  # how many workers may die of one task before it is given up
TASK_SECONDS = 300  # of a worker's processor time for one task, a thousand times what an honest one takes; then it dies
GRACE_SECONDS = 5  # between asking a worker to end and ending it


class WorkerDied(Exception):
    """Every worker that was given this task died of it."""


@dataclass
class _Task:
    text: str
    future: Future = field(default_factory=Future)
    tries: int = 0


@dataclass
class _Worker:
    process: multiprocessing.Process
    pipe: Connection
    task: _Task | None = None


class Workers(Executor):
    """`count` processes that run `function`, a module's function from text to text, named "module:function".

    `submit(text)` returns a Future. Its exception is the function's own message as a RuntimeError, or WorkerDied.
    `first` is a function that each new worker calls before its first task, with `about` and with what the
    context `gift()` gives, entered here for each new worker: a socket, say, to something that they share. Workers begin
    with the first task; what they import is imported before.
    """

    def __init__(self, function: str, count: int = 0, first: str = "", about: str = "",
                 gift: Callable[[], AbstractContextManager] = nullcontext):
        self.count = count or available()
        self.about = about  # may change until the first task is submitted
        self._function, self._first, self._gift = function, first, gift
        self._context = multiprocessing.get_context("forkserver")
        self._context.set_forkserver_preload([function.split(":")[0]])
        forkserver.ensure_running()
        self._waiting: deque[_Task] = deque()
        self._workers: list[_Worker] = []
        self._lock = threading.Lock()
        self._bell, self._ring = self._context.Pipe(duplex=False)
        self._closing = False
        self._thread = threading.Thread(target=self._manage, name="workers", daemon=True)
        self._thread.start()

    def submit(self, text: str) -> Future:
        """Queue a task; whichever worker is free takes it."""
        task = _Task(text)
        with self._lock:
            if self._closing:
                raise RuntimeError("These workers were dismissed; make new ones.")
            self._waiting.append(task)
        self._ring.send_bytes(b"!")
        return task.future

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Dismiss the workers: after their tasks (`wait`), or at once."""
        with self._lock:
            if self._closing:
                return
            self._closing = True
            if cancel_futures or not wait:
                for task in self._waiting:
                    task.future.cancel()
                self._waiting.clear()
        if not wait:
            for worker in self._workers:
                worker.process.terminate()
        self._ring.send_bytes(b"!")
        self._thread.join()
        for worker in self._workers:
            worker.pipe.close()
        for worker in self._workers:
            worker.process.join(GRACE_SECONDS)
            if worker.process.is_alive():
                worker.process.kill()
                worker.process.join()

    def processes(self) -> list[int]:
        """The process ids of the workers, for tests and for messages."""
        return [worker.process.pid for worker in self._workers]

    def _hire(self) -> None:
        while len(self._workers) < self.count:
            ours, theirs = self._context.Pipe()
            with theirs, self._gift() as gift:  # what is given away is closed here: it ends with the worker that has it
                words = (theirs, self._function, self._first, self.about, gift, list(sys.path))
                process = self._context.Process(target=_work, args=words)
                process.start()
            self._workers.append(_Worker(process, ours))

    def _manage(self) -> None:
        """The one thread that talks to workers: hands out tasks, takes results, replaces the dead."""
        while True:
            with self._lock:
                self._hand_out()
                if self._closing and not self._waiting and not any(worker.task for worker in self._workers):
                    return
            pipes = {worker.pipe: worker for worker in self._workers}
            for ready in wait([self._bell, *pipes]):
                if ready is self._bell:
                    self._bell.recv_bytes()
                else:
                    self._take(pipes[ready])

    def _hand_out(self) -> None:
        if self._waiting:
            try:
                self._hire()  # the first time, and whom death took away
            except Exception as error:  # nobody can be hired: each task says so
                while self._waiting:
                    self._waiting.popleft().future.set_exception(error)
        for worker in self._workers:
            while worker.task is None and self._waiting:
                task = self._waiting.popleft()
                if task.tries or task.future.set_running_or_notify_cancel():
                    worker.task = task
                    with suppress(OSError):  # it died meanwhile: its pipe's end is noticed, and the task tried again
                        worker.pipe.send_bytes(task.text.encode("utf-8", "surrogatepass"))

    def _take(self, worker: _Worker) -> None:
        try:
            reply = worker.pipe.recv_bytes().decode("utf-8", "surrogatepass")
        except (EOFError, OSError):
            self._replace(worker)
            return
        task, worker.task = worker.task, None
        if reply[0] == "+":
            task.future.set_result(reply[1:])
        else:
            task.future.set_exception(RuntimeError(reply[1:]))

    def _replace(self, worker: _Worker) -> None:
        worker.process.join()
        worker.pipe.close()
        with self._lock:
            self._workers.remove(worker)
            task = worker.task
            if task is not None:
                task.tries += 1
                if task.tries < TRIES and not self._closing:
                    self._waiting.appendleft(task)
                else:
                    last = _ended(worker.process.exitcode)
                    task.future.set_exception(WorkerDied(f"{task.tries} worker processes died of it (last: {last})"))


def available() -> int:
    """The cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _ended(code: int) -> str:
    if code >= 0:
        return f"exit code {code}"
    why = {"SIGKILL": ", which the system sends when memory runs out",
           "SIGXCPU": f", after {TASK_SECONDS} seconds of processor time"}
    kind = signal.Signals(-code).name
    return kind + why.get(kind, "")


def limit_processor_time(seconds: int) -> None:
    """From now on, that much for this process; then the system ends it, whatever it is doing."""
    used, (_, most) = time.process_time(), resource.getrlimit(resource.RLIMIT_CPU)
    soft = math.ceil(used) + seconds
    resource.setrlimit(resource.RLIMIT_CPU, (soft if most == resource.RLIM_INFINITY else min(soft, most), most))


def _named(function: str) -> Callable:
    module, name = function.split(":")
    return getattr(importlib.import_module(module), name)


def _work(pipe: Connection, function: str, first: str, about: str, gift: object, path: list[str]) -> None:
    """A worker's life: text in, text out, until the pipe closes. Ctrl-C is the main process's business."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    sys.path[:] = path
    run = _named(function)
    if first:
        _named(first)(about, gift)
    with suppress(EOFError, OSError):  # the main process has gone, or wants no more
        while True:
            text = pipe.recv_bytes().decode("utf-8", "surrogatepass")
            limit_processor_time(TASK_SECONDS)
            try:
                reply = "+" + run(text)
            except Exception as error:
                reply = f"-{type(error).__name__}: {error}"
            pipe.send_bytes(reply.encode("utf-8", "surrogatepass"))

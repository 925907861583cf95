"""One box as the grader sees it: requests out, replies in, each reply read as a stranger's. Made by `box.ForkServer`.

The errors are those of `box.py`'s theory of operation: StudentError, BoxStopped, BoxFault.
"""

import contextlib
import secrets
import signal
import time

import numpy as np

from . import machine, replies, weighing, wire
from .copies import UNCHANGING
from .limits import NO_MEMORY, BoxFault, BoxStopped
from .outputs import notebook_outputs
from .student import StudentError, StudentFunction, TrustedObjects

OPEN_SECONDS = 60  # for a box to lock itself in, on a machine with much else to do
HANG_UP_SECONDS = 1  # between the end of a dying process's sockets and its own
POLL_SECONDS = 0.005  # how often it is asked meanwhile
RUNS = ("run", "call", "each", "calls")  # requests that run the student's code


class Box:
    """One submission's box. Made by ForkServer.open; a context manager."""

    def __init__(self, server, sock, pid, limits):
        self.server, self.sock, self.pid, self.limits = server, sock, pid, limits
        self.process = server.process  # the server that it belongs to; another one may have taken its place since
        self.left = float(limits.notebook_seconds)
        self.stopped = None
        self.alone = True  # so the box says: no other thread, no timer. One that lies harms its own later questions
        self.killings = machine.killings()  # before it ran
        self.outputs = []  # what the last call printed, as outputs of a notebook
        self.functions = frozenset()  # names of functions after the last cell: a stand-in for one calls by name
        self.values = {}  # fetched since the student's code last ran, and of a kind that nothing else can change
        self.refill()
        try:
            ready = wire.receive(sock, time.monotonic() + OPEN_SECONDS)
        except (EOFError, OSError, wire.WireError) as error:
            self.close()
            raise BoxFault(f"A box did not come up ({type(error).__name__}: {error}).") from None
        if ready.get("answer") != "ready":
            self.close()
            raise BoxFault(f"A box could not lock itself in: {ready.get('error')}")
        self.layers = tuple(ready["layers"])

    def refill(self):
        """Another cell or test begins: it may bring out of the box as much as any other."""
        self.room = self.limits.results_mb << 20

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()

    def close(self):
        """End the box and everything in it."""
        if self.sock is not None:
            self.sock.close()
            self.sock = None
            if self.server.process is self.process:
                with contextlib.suppress(BoxFault):
                    self.server.ask({"ask": "end", "box": self.pid})

    # ---- what can be asked of a box ----

    def run(self, source, name, count=None, names=()):
        """Run one cell. name: how messages call it. count: its number, as in `In [count]`, or None for the next one.

        names: of what will be asked for; if they are functions, `fetch` will know them without asking.
        A CellResult, also when the cell raised, or showed what cannot be sent; BoxStopped, BoxFault.
        """
        self.refill()
        request = {"ask": "run", "name": name, "source": source, "count": count, "names": sorted(names)}
        self.functions = frozenset()
        reply = self._exchange(request, name, "cell_seconds")
        try:
            self.functions = self._checked(name, replies.functions_of, reply, names)
            return self._checked(name, replies.cell_result, reply)
        except StudentError as error:
            return replies.CellResult([], False, (error.ename, error.evalue), count)

    def call(self, function, args=(), kwargs=None, seconds=None):
        """Call the student's function of that name with plain data (or trusted objects, which get stand-ins).

        Returns (result, args as the call left them, kwargs as the call left them). StudentError, BoxStopped, BoxFault.
        """
        kwargs = dict(kwargs or {})
        trusted = TrustedObjects(self)
        request = {"ask": "call", "function": function, "args": list(args), "kwargs": kwargs}
        reply = self._exchange(request, function, "call_seconds", seconds, trusted)
        return self._checked(function, replies.call_result, reply, list(args), kwargs)

    def each(self, function, calls):
        """Many calls of the student's function of that name with plain data, in as few exchanges as they fit into.

        calls: (args, kwargs) of each. For each, in order, what `call` returns, or the StudentError that it would raise.
        Every one may take as long as one call. BoxStopped, BoxFault; NotPlain for an argument that is not plain data.
        """
        found = []
        while len(found) < len(calls):
            rest = [[list(args), dict(kwargs)] for args, kwargs in calls[len(found):]]
            reply = self._exchange({"ask": "each", "function": function, "calls": rest}, function, "call_seconds")
            try:
                results = self._checked(function, replies.each_result, reply, rest)
            except StudentError as error:  # said of all of them, so it holds for the next
                results = [error]
            self._weigh(results, function)
            found += results
        return found

    def calls(self, stacks, calls, where, errors=None):
        """Many calls of the student's functions in one exchange.

        stacks: lists of values, and arrays of equal ones put on one another. calls: (function, places of its
        arguments), a place being (number of the stack, number in it). where: how messages call all of them. errors:
        what NumPy does about division by 0 and the like meanwhile, as `np.errstate` takes it.

        An Answer to each call, in order; up to one that raised (then the last), or of which more was to be seen than
        prints, results and arrays written into (then that one is left out). All together may take as long as a cell.
        StudentError where an answer is not plain data; BoxStopped, BoxFault.
        """
        functions = sorted({name for name, _ in calls})
        rows = [[functions.index(name), *(number for place in places for number in place)] for name, places in calls]
        longest = max(map(len, rows))
        table = np.array([row + [-1] * (longest - len(row)) for row in rows], dtype=np.int32)
        request = {"ask": "calls", "stacks": list(stacks), "functions": functions, "calls": table,
                   "errors": dict(errors or {})}
        reply = self._exchange(request, where, "cell_seconds")
        return self._checked(where, replies.results_of, reply)

    def fetch(self, name):
        """The student's variable of that name: a plain value, or a StudentFunction for anything that can be called.

        StudentError with ename NameError if there is none, and with ename NotPlain if it is not plain data.
        """
        if self.stopped is None and self.sock is not None:
            if name in self.functions:
                return StudentFunction(self, name)
            if name in self.values:
                return self.values[name]
        reply = self._exchange({"ask": "fetch", "name": name}, name, "call_seconds")
        found = self._checked(name, self._fetched, reply, name)
        if type(found) in UNCHANGING:
            self.values[name] = found
        return found

    def fetch_all(self, names):
        """The student's variables of these names, plain values. StudentError if one of them is none."""
        reply = self._exchange({"ask": "values", "names": list(names)}, "values", "call_seconds")
        return self._checked("values", replies.values_of, reply, len(names))

    def names(self):
        """The names that the student's cells have defined."""
        reply = self._exchange({"ask": "names"}, "names", "call_seconds")
        return self._checked("names", replies.names_of, reply)

    # ---- one exchange ----

    def _exchange(self, request, where, limit, seconds=None, trusted=None):
        """Send a request and wait for its reply, answering the methods that it asks for on the way."""
        if self.stopped is not None:
            raise self.stopped
        if self.sock is None:
            raise BoxFault("The box is closed.")
        if request["ask"] in RUNS:
            self.values.clear()
        seconds = seconds or getattr(self.limits, limit)
        if self.left < seconds:
            seconds, limit = self.left, "notebook_seconds"
        began = time.monotonic()
        request["nonce"] = secrets.randbits(62)
        frame = wire.pack(request, trusted.refer if trusted else None)
        if trusted:
            trusted.handed_in = True
        try:
            wire.send(self.sock, frame, began + seconds)
            return self._replies(request["nonce"], began + seconds, trusted, where)
        except TimeoutError:
            raise self._stop(f"{where} ran for longer than {seconds:.3g} seconds", limit, where) from None
        except (EOFError, OSError):
            raise self._ended(where) from None
        except wire.WireError as error:
            raise self._stop(f"{where} meddled with the grader's messages ({error})", "", where) from None
        finally:
            self.left -= time.monotonic() - began

    def _replies(self, nonce, deadline, trusted, where):
        for _ in range(self.limits.method_calls + 1):
            reply = wire.receive(self.sock, deadline, trusted and trusted.resolve)
            about = (reply.get("nonce"), reply.get("answer")) if type(reply) is dict else ()
            if [*map(type, about)] != [int, str] or about[0] != nonce:
                raise wire.WireError("a reply that nobody asked for")
            if reply["answer"] != "each":  # a frame of frames; what is in them is weighed by itself
                self._weigh(reply, where)
            if reply["answer"] != "method":
                self.alone = reply.get("alone") is True
                return reply
            if trusted is None:
                raise wire.WireError("a method where none may be asked for")
            wire.send(self.sock, trusted.answer(reply), deadline)
        raise wire.WireError(f"more than {self.limits.method_calls} methods asked for in one call")

    def _weigh(self, results, where):
        """Take what these weigh from the room that there is for one cell or test; BoxStopped where it is too much."""
        self.room -= weighing.weight(results)
        if self.room < 0:
            reason = f"{where} and what was called before it gave more than {self.limits.results_mb} MB of results"
            raise self._stop(reason, "results_mb", where)

    def _checked(self, where, check, reply, *args):
        """`check` applied to a reply; a reply of the wrong form ends the box."""
        try:
            if reply["answer"] == "raised":
                ename, evalue = replies.error_of(reply["error"])
                self.outputs = notebook_outputs(reply.get("outputs", []))
                raise StudentError(ename, evalue)
            if "outputs" in reply:
                self.outputs = notebook_outputs(reply["outputs"])
            return check(reply, *args)
        except (LookupError, AttributeError, TypeError, ValueError, ArithmeticError, wire.WireError):
            raise self._stop(f"{where} meddled with the grader's messages", "", where) from None

    def _fetched(self, reply, name):
        if reply["answer"] == "callable":
            return StudentFunction(self, name)
        if reply["answer"] == "absent":
            raise StudentError("NameError", f"name '{name}' is not defined")
        return replies.of_kind(reply, "value")["value"]

    def _stop(self, reason, limit, where):
        """Kill the box; the exception that says why."""
        self.stopped = BoxStopped(reason, limit, where)
        self.close()
        return self.stopped

    def _ended(self, where):
        """The box hung up: find out why, and say it as the student's doing, or as a fault of the server."""
        if self.server.process is not self.process:
            self.close()
            raise BoxFault("The fork server was lost, and the box with it.")
        ended, deadline = None, time.monotonic() + HANG_UP_SECONDS
        while ended is None and time.monotonic() < deadline:
            ended = self.server.ask({"ask": "status", "box": self.pid})["status"] or time.sleep(POLL_SECONDS)
        if ended is None:
            return self._stop(f"{where} cut the line to the grader", "", where)
        code, used = ended
        if code == NO_MEMORY:
            return self._stop(f"{where} used up {self.limits.memory_mb} MB of memory", "memory_mb", where)
        if code < 0 and used >= self.limits.cpu_seconds - 1:
            reason = f"{where} used up {self.limits.cpu_seconds} seconds of processor time"
            return self._stop(reason, "cpu_seconds", where)
        if code == -signal.SIGKILL and machine.may_have_killed(self.killings, self.limits.memory_mb):
            self.close()
            raise BoxFault(f"{where} was killed from outside its box; the machine may be short of memory.")
        if code == -signal.SIGKILL:
            return self._stop(f"{where} was killed, although the machine had memory to spare", "", where)
        if code < 0:
            name = signal.Signals(-code).name if -code in signal.valid_signals() else f"signal {-code}"
            return self._stop(f"{where} crashed Python ({name})", "", where)
        return self._stop(f"{where} ended its own process (exit status {code})", "", where)

"""What runs inside the box: cells in, outputs out; calls on request. `forkserver.py` starts it in a process of its own.

From the first cell on, this process is the student's: its code can reach everything here. Whatever it does to it gives
the student wrong values and nothing else; the trusted side (`box.py`) reads every reply as a stranger's.

Requests and replies are frames of `wire.py`; each request carries a nonce that its reply repeats. A reply also says
whether anything was left running (`alone`).

    run    source, name, count, names ->  ran  ok, outputs, count, error, which of the names are functions
    call   function, args, kwargs ->  returned  value, changed, outputs  |  raised  error, outputs
    each   function, calls       ->  each      results of the first of them, as many as soon were there
    calls  stacks, functions, calls, errors -> value  results up to a call that raised; what they printed and wrote into
    fetch  name                  ->  value  |  callable  |  absent  |  raised
    values names                 ->  value  |  raised
    names                        ->  value

While a call runs, `method` goes out and its result comes back, for each method of an object of the trusted side.
"""

import contextlib
import os
import random
import signal
import sys
import threading
import time

import numpy as np

from . import weighing, wire
from .copies import UNCHANGING, copied
from .limits import NO_MEMORY
from .plain import plain
from .shell import describe, shorten
from .wire import NotPlain

TOGETHER_SECONDS = 0.02  # how long results of many calls are collected before they are sent
TOGETHER_BYTES = 1 << 18  # and how much of them


class Inside:
    """One student's box, seen from inside."""

    def __init__(self, sock, shell, limits):
        self.sock, self.shell, self.limits = sock, shell, limits
        self.nonce = None
        self.stand_ins = {}  # of the call that runs now: id -> (stand-in, reference)
        self.lock = threading.Lock()

    def serve(self):
        """Answer requests until the other side is gone."""
        while True:
            try:
                self.next()
            except (EOFError, OSError):
                os._exit(0)
            except MemoryError:
                os._exit(NO_MEMORY)

    def next(self):
        """Answer one request. EOFError, OSError, MemoryError."""
        request = wire.receive(self.sock, resolve=self.resolve)
        self.nonce = request["nonce"]
        self.answer(request)
        self.stand_ins.clear()

    def answer(self, request):
        try:
            self.reply(getattr(self, "do_" + request["ask"])(request))
        except MemoryError:
            raise
        except NotPlain as error:
            subject = request.get("name") or f"the result of {request.get('function')}"
            self.reply({"answer": "raised", "error": ["NotPlain", f"{subject} is {error}"],
                        "outputs": kept(self.shell.recorder)})
        except BaseException as error:  # a student may raise anything from anywhere, callbacks included
            self.reply({"answer": "raised", "error": list(describe(error)), "outputs": []})

    def reply(self, message):
        message |= {"nonce": self.nonce, "alone": alone()}
        frame = wire.pack(message, self.foreign)
        if message["answer"] != "each":  # weighed one by one
            self.weigh(message)
        wire.send(self.sock, frame)

    def weigh(self, message):
        """NotPlain for what the other side would not take. Asked of what could be packed: that ends somewhere."""
        megabytes, most = weighing.weight(message) >> 20, self.limits["results_mb"]
        if megabytes > most:
            raise NotPlain(f"too big: {megabytes} MB when calculated with, where {most} MB may pass")

    # ---- the requests ----

    def do_run(self, request):
        recorder = self.shell.recorder
        recorder.start(self.limits["output_kb"])
        error = None
        self.shell.execution_count = request["count"] or self.shell.execution_count
        try:
            result = self.shell.run_cell(request["source"], store_history=True)
            error = result.error_before_exec or result.error_in_exec
            count = result.execution_count
        except BaseException as problem:
            error, count = problem, None
            recorder.error(*describe(problem), [])
        return {"answer": "ran", "ok": error is None, "outputs": kept(recorder), "count": count,
                "error": None if error is None else list(describe(error)),
                "functions": [name for name in request["names"] if callable(self.shell.user_ns.get(name))]}

    def do_call(self, request):
        self.shell.recorder.start(self.limits["output_kb"])
        args, kwargs = request["args"], request["kwargs"]
        before = self.snapshot(args, kwargs)
        try:
            value = self.lookup(request["function"])(*args, **kwargs)
        except BaseException as error:
            return {"answer": "raised", "error": list(describe(error)), "outputs": kept(self.shell.recorder)}
        return {"answer": "returned", "value": value, "changed": self.changes(before, args, kwargs),
                "outputs": kept(self.shell.recorder)}

    def do_each(self, request):
        """Calls one after another, until some time or room has been used; the other side asks for the rest again.

        Each result is made a frame at once: the next call may write into it.
        """
        ends, frames = time.monotonic() + TOGETHER_SECONDS, []
        for args, kwargs in request["calls"]:
            result = self.do_call({"function": request["function"], "args": args, "kwargs": kwargs})
            try:
                frame = wire.pack(result, self.foreign)
                self.weigh(result)
            except MemoryError:
                raise
            except BaseException as error:  # a student's object may raise anything when it is looked at
                told = list(describe(error))
                if isinstance(error, NotPlain):
                    told[1] = f"the result of {request['function']} is {error}"
                frame = wire.pack({"answer": "raised", "error": told, "outputs": result["outputs"]})
            frames.append(np.asarray(memoryview(frame)))
            if sum(map(len, frames)) > TOGETHER_BYTES or time.monotonic() > ends:
                break
        return {"answer": "each", "results": frames}

    def do_calls(self, request):
        with np.errstate(**request["errors"]):  # as in the cell, around all of its calls
            return self.all_calls(request)

    def all_calls(self, request):
        """Many calls, their arguments by place in stacks; up to one that raises, or of which more is to be seen.

        What comes back is copied at once: the next call may write into it.
        """
        recorder, stacks, functions = self.shell.recorder, request["stacks"], request["functions"]
        recorder.start(self.limits["output_kb"])
        results, changed, printed, raised, room = [], [], [], None, TOGETHER_BYTES
        for which, *places in request["calls"].tolist():
            args = [stacks[stack][row] for stack, row in zip(places[::2], places[1::2], strict=True) if stack >= 0]
            args = [copied(arg) for arg in args]
            images = [self.image(arg) for arg in args]
            try:
                value = copied(self.lookup(functions[which])(*args))
            except Exception as error:
                value, raised = None, list(describe(error))
            outputs = kept(recorder)
            if outputs:
                recorder.start(self.limits["output_kb"])
            differ = [place for place, arg in enumerate(args) if self.image(arg) != images[place]]
            room -= sum(len(output.get("text", "")) for output in outputs)
            if room < 0 or any(output["output_type"] != "stream" for output in outputs) \
                    or any(not same_form(args[place], images[place]) for place in differ):
                raised = None
                break
            changed += [[len(results), place, args[place].copy()] for place in differ]
            printed += [[len(results), output["name"], output["text"]] for output in outputs]
            results.append(value)
            if raised:
                break
        more = {"changed": changed, "printed": printed, "raised": raised}
        kinds = set(map(type, results))
        if kinds in ({float}, {np.float64}):
            return {"answer": "value", "value": np.array(results), "numpy": kinds == {np.float64}, **more}
        return {"answer": "value", "value": results, **more}

    def do_fetch(self, request):
        try:
            value = self.lookup(request["name"])
        except NameError:
            return {"answer": "absent"}
        if callable(value):
            return {"answer": "callable"}
        return {"answer": "value", "value": value}

    def do_values(self, request):
        return {"answer": "value", "value": [self.lookup(name) for name in request["names"]]}

    def do_names(self, request):
        hidden = self.shell.user_ns_hidden
        return {"answer": "value", "value": sorted(name for name in self.shell.user_ns
                                                   if isinstance(name, str) and name not in hidden)}

    # ---- values and references ----

    def lookup(self, name):
        try:
            return self.shell.user_ns[name]
        except KeyError:
            raise NameError(f"name '{name}' is not defined") from None

    def snapshot(self, args, kwargs):
        """The arguments as bytes, one by one, to see afterwards which of them the call changed."""
        return {str(key): self.image(value) for key, value in [*enumerate(args), *kwargs.items()]}

    def image(self, value):
        if type(value) is np.ndarray:  # the usual case, and the quick way
            return value.dtype.str, value.shape, value.tobytes()
        if type(value) in UNCHANGING:
            return "unchanging"
        try:
            return wire.pack(value, self.foreign)
        except NotPlain:
            return None

    def changes(self, before, args, kwargs):
        """Arguments that are no longer what they were, by position or keyword; None for one that is not plain now."""
        values = {str(key): value for key, value in [*enumerate(args), *kwargs.items()]}
        images = {key: self.image(value) for key, value in values.items()}
        return {key: values[key] if images[key] else None for key in values if images[key] != before.get(key)}

    def foreign(self, value):
        known = self.stand_ins.get(id(value))
        return known[1] if known else plain(value)

    def resolve(self, reference):
        """What a reference in a request stands for here: a function of the student's, or a new stand-in."""
        if reference.kind == "student":
            value = self.shell.user_ns.get(reference.name)
        else:
            value = self.stand_in(reference)
        self.stand_ins[id(value)] = (value, reference)
        return value

    def stand_in(self, reference):
        """An object whose methods are answered on the trusted side."""
        def method(name):
            def call(_self, *args, **kwargs):
                return self.ask(reference, name, args, kwargs)
            call.__name__ = name
            return call
        kind = reference.name.partition("#")[0]
        return type(kind, (), {name: method(name) for name in reference.methods})()

    def ask(self, reference, method, args, kwargs):
        """Have a method answered on the trusted side; its exceptions are raised here."""
        with self.lock:
            if not any(known is reference for _, known in self.stand_ins.values()):
                raise RuntimeError(f"{method} was called after the call that it was meant for")
            self.reply({"answer": "method", "object": reference.name, "method": method, "args": list(args),
                        "kwargs": kwargs})
            result = wire.receive(self.sock, resolve=self.resolve)
        if "error" in result:
            ename, evalue = result["error"]
            raise known_error(ename)(evalue)
        return result["value"]


def alone():
    """Is this thread the only one, with no timer set? Else what an earlier cell left may act in the next one's time."""
    timers = (signal.ITIMER_REAL, signal.ITIMER_VIRTUAL, signal.ITIMER_PROF)
    return len(sys._current_frames()) == 1 and not any(signal.getitimer(timer)[0] for timer in timers)


def same_form(value, image):
    """Is it an array of the dtype and shape that an image tells?"""
    return type(value) is np.ndarray and (value.dtype.str, value.shape) == image[:2]


def known_error(name):
    """Python's own exception class of that name, RuntimeError for another."""
    found = getattr(sys.modules["builtins"], name, None)
    return found if isinstance(found, type) and issubclass(found, Exception) else RuntimeError


def kept(recorder):
    """The recorder's outputs as plain data; one that is not plain is left out."""
    outputs = []
    for output in recorder.take():
        if output["output_type"] == "stream":
            text = "".join(output["text"])
            output = {**output, "text": shorten(text) if output["name"] == "stderr" else text}
        with contextlib.suppress(NotPlain):
            wire.pack(output, plain)
            outputs.append(output)
    return outputs


def seed_all(seed):
    """The same random numbers in every run of the same submission."""
    random.seed(seed)
    np.random.seed(seed)

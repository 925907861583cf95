"""What a box replied, read as a stranger's: each function takes a reply of one kind apart, or raises WireError.

Used by `exchange.py`, which ends a box that replies in any other form.
"""

from dataclasses import dataclass

import numpy as np

from . import wire
from .outputs import notebook_outputs
from .student import StudentError

# One of many answers, as plain data: its `value`; `changed`, [place of an argument, array that it is now]; `printed`,
# [stream, text]; `raised`, name and message of an exception, or nothing.
Answer = dict


@dataclass
class CellResult:
    """What running one cell gave: outputs as dicts of nbformat 4; the error's name and text, if it raised."""

    outputs: list
    ok: bool
    error: tuple[str, str] | None
    count: int | None = None


def of_kind(reply, kind):
    """The reply, if it answers in that way; WireError if not."""
    if reply["answer"] != kind:
        raise wire.WireError(f"an answer of another kind than {kind}")
    return reply


def error_of(pair):
    """Name and message of a student's exception, as text of limited length; WireError for anything else."""
    ename, evalue = pair
    if type(ename) is not str or type(evalue) is not str:
        raise wire.WireError("an error that is not text")
    return ename[:200], evalue[:5000]


def cell_result(reply):
    """The reply to `run` as a CellResult; WireError if it is none."""
    of_kind(reply, "ran")
    count = reply["count"] if type(reply["count"]) is int else None
    error = None if reply["error"] is None else error_of(reply["error"])
    return CellResult(notebook_outputs(reply["outputs"]), reply["ok"] is True and error is None, error, count)


def functions_of(reply, names):
    """Which of these names are functions now, by the reply to `run`; WireError if it does not say."""
    found = of_kind(reply, "ran")["functions"]
    if type(found) is not list or not all(type(name) is str for name in found):
        raise wire.WireError("names that are not text")
    return frozenset(found).intersection(names)


def values_of(reply, count):
    """The reply to `values`, as many as were asked for; WireError if it is not."""
    found = of_kind(reply, "value")["value"]
    if type(found) is not list or len(found) != count:
        raise wire.WireError("other values than were asked for")
    return found


def call_result(reply, args, kwargs):
    """The reply to `call` as (result, args, kwargs), the last two as the call left them; WireError if it is none."""
    of_kind(reply, "returned")
    changed = reply["changed"]
    if type(changed) is not dict or not set(changed) <= {*map(str, range(len(args))), *kwargs}:
        raise wire.WireError("changes of arguments that there are not")
    after = [changed.get(str(number), value) for number, value in enumerate(args)]
    return reply["value"], after, {name: changed.get(name, value) for name, value in kwargs.items()}


def each_result(reply, calls):
    """The results of the first of these calls, one at least: each as `call_result`, or a StudentError. WireError."""
    frames = of_kind(reply, "each")["results"]
    if not 0 < len(frames) <= len(calls) or not all(type(f) is np.ndarray and f.dtype == np.uint8 for f in frames):
        raise wire.WireError("results of more calls than were asked for, of none, or not as frames")
    results = [wire.unpack(frame.tobytes()) for frame in frames]
    return [StudentError(*error_of(result["error"])) if result["answer"] == "raised" else call_result(result, *call)
            for result, call in zip(results, calls, strict=False)]


def results_of(reply):
    """Answers to many calls; floats of one kind travel as one array. WireError."""
    results = of_kind(reply, "value")["value"]
    if type(results) is np.ndarray and results.dtype == np.float64 and results.ndim == 1:
        results = list(results) if reply["numpy"] is True else results.tolist()
    if type(results) is not list:
        raise wire.WireError("results that are no list")
    answers = [{"value": result, "changed": [], "printed": [], "raised": []} for result in results]
    for kind, first, second in (("changed", int, np.ndarray), ("printed", str, str)):
        for number, *what in reply[kind]:
            if type(number) is not int or number < 0 or [type(item) for item in what] != [first, second]:
                raise wire.WireError(f"what was {kind} is not well formed")
            if kind == "printed" and what[0] not in ("stdout", "stderr"):
                raise wire.WireError("something printed where nothing is")
            answers[number][kind].append(what)
    if reply["raised"] is not None:
        answers[-1]["raised"] = list(error_of(reply["raised"]))
    return answers


def names_of(reply):
    """The reply to `names` as a list of strings; WireError if it is none."""
    names = of_kind(reply, "value")["value"]
    if type(names) is not list or not all(type(name) is str for name in names):
        raise wire.WireError("names that are not text")
    return names

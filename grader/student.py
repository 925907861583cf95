"""A student's functions and variables as the trusted side sees them. Used by `marking.py`; `box.py` carries the calls.

    namespace = StudentNamespace(box, {"np": np})
    exec("value(X_real, X_fake, theta)", namespace)

runs the student's `value` in the box, on plain data, and gives its plain result here.
"""

import builtins
import contextlib
import types

import numpy as np

from .asking import Far, Reply, ask_each
from .weighing import too_large
from .wire import NotPlain, Reference, WireError, pack


class StudentError(Exception):
    """The student's code raised, or gave what is not plain data (then ename is NotPlain). ename and evalue are text."""

    def __init__(self, ename, evalue):
        super().__init__(f"{ename}: {evalue}" if evalue else ename)
        self.ename, self.evalue = ename, evalue

    def __reduce__(self):
        return type(self), (self.ename, self.evalue)


class StudentFunction(Far):
    """A stand-in for something of the student's that can be called: arguments go into the box, plain data comes back.

    Arguments that the call changed are changed here too, in place where type, dtype and shape allow.
    """

    def __init__(self, box, name):
        self._box, self._name = box, name
        self.__name__ = self.__qualname__ = name

    def __call__(self, *args, **kwargs):
        return taken_back(args, kwargs, self._box.call(self._name, args, kwargs))

    def each(self, calls):
        """A reply to each of many calls."""
        try:
            found = self._box.each(self._name, calls)
        except NotPlain:  # objects of ours among the arguments: their methods are asked for while a call runs
            return ask_each(self.__call__, calls)
        return [reply_of(*call, result) for call, result in zip(calls, found, strict=True)]

    def __repr__(self):
        return f"<the student's {self._name}>"


def handled(value):
    """The value, if it is small enough for a test; StudentError, as for any other value that may not pass, if not."""
    if why := too_large(value):
        raise StudentError("NotPlain", why)
    return value


def taken_back(args, kwargs, found):
    """The result of a call; its arguments become what the call left of them. found: as from `Box.call`."""
    result, args_after, kwargs_after = found
    for ours, theirs in zip(args, args_after, strict=True):
        write_back(ours, theirs)
    for name, theirs in kwargs_after.items():
        write_back(kwargs[name], theirs)
    return handled(result)


def reply_of(args, kwargs, found):
    """What one of many calls came to. found: as from `Box.each`."""
    try:
        if isinstance(found, StudentError):
            return Reply(error=found)
        before, after = [*args, *kwargs.values()], [*found[1], *found[2].values()]
        touched = any(ours is not theirs for ours, theirs in zip(before, after, strict=True))
        return Reply(taken_back(args, kwargs, found), touched=touched)
    except StudentError as error:
        return Reply(error=error)


def write_back(ours, theirs):
    """Make `ours`, an argument, what the call left of it, where it can be changed in place."""
    if ours is theirs or type(ours) is not type(theirs):
        return
    if isinstance(ours, np.ndarray) and ours.shape == theirs.shape and ours.dtype == theirs.dtype:
        with contextlib.suppress(ValueError):  # read-only here: then nobody sees a change
            ours[...] = theirs
    elif isinstance(ours, list):
        ours[:] = [_merged(old, new) for old, new in zip(ours, theirs, strict=False)] + theirs[len(ours):]
    elif isinstance(ours, dict):
        merged = {key: _merged(ours.get(key), value) for key, value in theirs.items()}
        ours.clear()
        ours.update(merged)
    elif isinstance(ours, tuple):
        for old, new in zip(ours, theirs, strict=False):
            write_back(old, new)


def _merged(old, new):
    """What stands in a list or dict afterwards: the old object, changed in place, if it can be; else the new one."""
    write_back(old, new)
    kept = isinstance(old, (list, dict)) and type(old) is type(new)
    kept = kept or isinstance(old, np.ndarray) and isinstance(new, np.ndarray) and old.shape == new.shape
    return old if kept and getattr(old, "dtype", None) == getattr(new, "dtype", None) else new


class StudentNamespace(dict):
    """Globals for test cells: a name that neither they nor Python know is looked up in the student's box.

    stopped: functions that ended the box in an earlier test, for those who can do without them.
    """

    def __init__(self, box, known=(), stopped=()):
        super().__init__(known)
        self.box, self.stopped = box, stopped
        self.functions = {}  # found once: a stand-in calls by name, so it stays right whatever the name is bound to

    def __missing__(self, name):
        if not isinstance(name, str) or name.startswith("__") or hasattr(builtins, name):
            raise KeyError(name)
        if name in self.functions:
            return self.functions[name]
        try:
            found = self.box.fetch(name)
        except StudentError as error:
            if error.ename == "NameError":
                raise KeyError(name) from None
            raise
        if isinstance(found, StudentFunction):
            self.functions[name] = found
        return handled(found)


class TrustedObjects:
    """What is not plain data among the arguments of one call: the box gets references, and may ask for public methods.

    Objects that were not handed in, and names that open with an underscore, cannot be reached.
    """

    def __init__(self, box):
        self.box = box
        self.objects = {}  # reference name -> (object, its methods)
        self.handed_in = False  # once the call has gone out, nothing more becomes reachable

    def refer(self, value):
        """The reference that stands for `value` in a request."""
        if isinstance(value, StudentFunction):
            if value._box is not self.box:
                raise NotPlain(f"{value!r} of another box")
            return Reference("student", value._name)
        for name, (known, methods) in self.objects.items():
            if known is value:
                return Reference("object", name, methods)
        if self.handed_in or isinstance(value, (np.ndarray, np.generic, type, types.ModuleType)):
            raise NotPlain(f"of type {type(value).__name__}, which is not plain data")
        methods = [name for name in dir(value) if not name.startswith("_") and callable(getattr(value, name, None))]
        methods = tuple(methods) + (("__call__",) if callable(value) else ())
        if not methods:
            raise NotPlain(f"of type {type(value).__name__}, which has no methods that the box could ask for")
        name = f"{type(value).__name__}#{len(self.objects)}"
        self.objects[name] = value, methods
        return Reference("object", name, methods)

    def resolve(self, reference):
        """What a reference from the box stands for: only what was handed to it."""
        if reference.kind == "object" and reference.name in self.objects:
            return self.objects[reference.name][0]
        if reference.kind == "student":
            return StudentFunction(self.box, reference.name)
        raise WireError("a reference to something that was never handed in")

    def answer(self, request):
        """Call the method that the box asks for; its result, or its exception, as the frame to send."""
        name, method, args, kwargs = map(request.get, ("object", "method", "args", "kwargs"))
        if [type(item) for item in (name, method, args, kwargs)] != [str, str, list, dict]:
            raise WireError("a request for a method that is not well formed")
        value, methods = self.objects.get(name, (None, ()))
        if method not in methods:
            raise WireError("a method that was never handed in")
        try:
            handled([args, kwargs])
            return pack({"value": getattr(value, method)(*args, **kwargs)}, self.refer)
        except Exception as error:
            if getattr(error, "stops_marking", False):
                raise
            return pack({"error": [type(error).__name__, str(error)]})

"""One test cell on the trusted side: its visible part teaches, its hidden part gives the mark. Used by `marking.py`.

The cell sees the student's names through `grader.student`, so nothing that a student wrote runs here. What it
prints is kept for the student; what it raises becomes one line; a traceback is never shown.
"""

import ast
import contextlib
import functools
import importlib
import io
import warnings
from collections.abc import Iterator
from dataclasses import dataclass, field

from . import bounded
from .limits import BoxFault
from .question import BadQuestion
from .student import StudentError
from .template import Regions, segments

LATER = {"matplotlib.pyplot"}  # takes a quarter of a second to import, and here hardly anything is ever drawn
MOST_PRINTED = 20_000  # characters of one test cell's output that are kept
OBJECTS = "✗"  # how a line begins that tells of a visible check that did not hold
LONGEST_LINE = 1_000  # characters of one exception's text


class BadTest(Exception):
    """A test cell or setup cell of the course itself is broken; the message names it. Nothing is marked with it."""


@dataclass
class Outcome:
    """What a test cell came to: its last value, the exception of its deciding part, and what it showed."""

    value: object = None
    error: Exception | None = None
    printed: str = ""
    remarks: list[str] = field(default_factory=list)


def run_setup(source: str, name: str, namespace) -> None:
    """Run a locked setup cell on the trusted side. Raises `BadTest` if it fails, for it is the course's own."""
    with _quiet(io.StringIO()):
        try:
            _execute(source, name, namespace)
        except Exception as error:
            why = f"setup cell `{name}` fails on the trusted side: {described(error)}"
            raise BadTest(f"{why}. Correct the source.") from error


def run_test(source: str, name: str, namespace, regions: Regions) -> Outcome:
    """Run a test cell. Its hidden part runs even if the visible one raises, and then decides alone.

    Exceptions that end marking (`stops_marking`, such as BoxStopped) and faults of the box or the course are raised.
    """
    outcome, shown = Outcome(), _Capped()
    hidden_parts = any(hidden for hidden, _ in _parts(source, regions))
    failed = False
    with _quiet(shown), bounded.memory():
        for hidden, text in _parts(source, regions):
            if failed and not hidden:
                continue
            try:
                outcome.value = _execute(text, name, namespace)
            except Exception as error:
                error = _the_students(error, name)
                outcome.value = None
                failed = True
                if hidden or not hidden_parts:
                    outcome.error = error
                    break
                shown.write(f"{OBJECTS} {described(error)}\n")
    outcome.printed = shown.text()
    return outcome


def _the_students(error: Exception, name: str) -> Exception:
    """The exception, if it is due to the student's answer; raises it, or `BadTest`, if it is not."""
    if isinstance(error, BadQuestion) and isinstance(error.__cause__, MemoryError | StudentError):
        error = error.__cause__
    if getattr(error, "stops_marking", False) or isinstance(error, BoxFault):
        raise error
    if isinstance(error, ImportError | SyntaxError | BadQuestion):
        why = f"test cell `{name}` cannot run: {described(error)}"
        what = "question in its table" if isinstance(error, BadQuestion) else "source, or install what is missing"
        raise BadTest(f"{why}. Correct the {what}.") from error
    return error


@functools.lru_cache(maxsize=256)
def _parts(source: str, regions: Regions) -> tuple[tuple[bool, str], ...]:
    """The cell's visible and hidden runs of lines; the whole cell as one where they cannot run one by one."""
    parts = tuple((hidden, text) for hidden, text in segments(source, regions) if text.strip())
    try:
        for _, text in parts:
            ast.parse(_python(text))
    except SyntaxError:
        return ((False, source),)
    return parts


class Later:
    """Stands for a module of LATER, which is imported when something of it is first used."""

    def __init__(self, module: str):
        object.__setattr__(self, "_module", module)

    def __getattr__(self, name: str):
        return getattr(importlib.import_module(self._module), name)

    def __setattr__(self, name: str, value) -> None:
        setattr(importlib.import_module(self._module), name, value)

    def __dir__(self) -> list[str]:
        return dir(importlib.import_module(self._module))


@functools.lru_cache(maxsize=512)
def _compiled(source: str, name: str):
    """(statements, last expression or None) of a cell, compiled; and names of modules that it imports as LATER ones."""
    tree = ast.parse(_python(source))
    last, later = None, {}
    for number, node in enumerate(tree.body):
        alias = node.names[0] if isinstance(node, ast.Import) and len(node.names) == 1 else None
        if alias and alias.name in LATER and alias.asname:
            later[alias.asname] = alias.name
            tree.body[number] = ast.copy_location(ast.Pass(), node)
    if tree.body and isinstance(tree.body[-1], ast.Expr) and not source.rstrip().endswith(";"):
        last = compile(ast.Expression(tree.body.pop().value), f"<{name}>", "eval")
    return compile(tree, f"<{name}>", "exec"), last, later


def _execute(source: str, name: str, namespace):
    """Run a cell's source in a namespace; the value of its last expression, as a notebook would show it."""
    statements, last, later = _compiled(source, name)
    namespace.update((name, Later(module)) for name, module in later.items())
    exec(statements, namespace)
    return None if last is None else eval(last, namespace)


def _python(source: str) -> str:
    """The source without IPython's magics and shell lines, which mean nothing here."""
    if source.lstrip().startswith("%%"):
        return ""
    return "\n".join("pass" if line.startswith(("%", "!")) else line for line in source.split("\n"))


def described(error: Exception) -> str:
    """An exception in one line: an assertion's own words, otherwise its name and text."""
    name = getattr(error, "ename", None) or type(error).__name__
    text = getattr(error, "evalue", None)
    text = " ".join(str(error if text is None else text).split())[:LONGEST_LINE]
    text = "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in text)
    if name == "AssertionError":
        return text or "a check failed"
    if name == "NotPlain":  # said of a student's value, in words for the student
        return text
    if isinstance(error, MemoryError):
        return "the results are too large to be compared"
    if name == "NotImplementedError" and not text:
        return "not written yet (NotImplementedError)"
    return f"{name}: {text}" if text else str(name)


class _Capped(io.TextIOBase):
    """Where a test cell prints to: the first `MOST_PRINTED` characters are kept."""

    def __init__(self):
        self.parts: list[str] = []
        self.room = MOST_PRINTED

    def write(self, text: str) -> int:
        if self.room > 0:
            self.parts.append(text[: self.room])
            self.room -= len(text)
        return len(text)

    def writable(self) -> bool:
        return True

    def text(self) -> str:
        return "".join(self.parts)


@contextlib.contextmanager
def _quiet(shown) -> Iterator[None]:
    """Printed text into `shown`; warnings and stderr nowhere: neither may change points."""
    with contextlib.redirect_stdout(shown), contextlib.redirect_stderr(io.StringIO()), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield

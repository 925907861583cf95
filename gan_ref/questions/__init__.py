"""The tables of questions, one module a notebook, and `mark`, which the notebooks' hidden tests call.

A table module has `QUESTIONS`: name → question. Names are those of the answers in the notebook.
"""

import functools
import importlib
import pkgutil
import re

from grader import question as _question

TABLE = re.compile(r"[a-z]\d_")  # how a table's name begins, as a notebook's does; what else lies here is shared by tables


def question(name: str):
    """The question called "notebook.answer". Raises KeyError with the names that there are."""
    notebook, _, answer = name.partition(".")
    if notebook not in notebooks():
        raise KeyError(f"no table of questions called {notebook!r} (a letter, a digit and _ come first); there are: "
                       f"{', '.join(notebooks())}")
    table = importlib.import_module(f"{__name__}.{notebook}").QUESTIONS
    if answer not in table:
        raise KeyError(f"{notebook} has no question {answer!r}; it has: {', '.join(table)}")
    return table[answer]


@functools.cache
def notebooks() -> list[str]:
    """The notebooks that have a table, looked for once."""
    found = (module.name for module in pkgutil.iter_modules(__path__))
    return sorted(name for name in found if TABLE.match(name))


def mark(name: str, answer, **context):
    """The mark of a student's answer to the question "notebook.answer"; see `grader.question.mark`."""
    try:
        asked = question(name)
    except Exception as error:  # whatever a table does when it is loaded, it is not the student's fault
        raise _question.BadQuestion(f"{name} cannot be asked: {type(error).__name__}: {error}") from error
    return _question.mark(asked, answer, **context)

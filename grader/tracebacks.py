"""Tracebacks as IPython shows them, in a quarter of the time. Used by `forkserver.py`, in boxes only.

For each traceback IPython makes classes of its own, for the colours of the line that failed; what Pygments does for a
new class takes longer than everything else. Then every module is searched for the one that a cell belongs to. Here the
classes are made once, and cells belong to no module. What is shown stays the same.
"""

import functools
import inspect

CELL = "<ipython-input-"  # how the file names of cells begin


def install():
    """Make what tracebacks need once. To be called after a first traceback; the next one fills what is kept here."""
    import stack_data
    from pygments.formatters import terminal256
    from pygments.lexers import get_lexer_by_name

    stack_data.style_with_executing_node = functools.cache(stack_data.style_with_executing_node)
    terminal256.Terminal256Formatter = functools.cache(terminal256.Terminal256Formatter)
    lexer = get_lexer_by_name("python3")  # an instance: its class has its table of tokens from now on
    type(lexer).token_variants = True  # and its subclasses inherit that table, where each would make its own
    inspect.getmodule = functools.partial(_module, inspect.getmodule)


def _module(search, thing, filename=None):
    """The module that a frame or code belongs to, as `inspect.getmodule` finds it; None for one of a cell."""
    code = getattr(thing, "f_code", thing)
    if inspect.iscode(code) and code.co_filename.startswith(CELL):
        return None
    return search(thing, filename)

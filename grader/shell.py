"""The IPython shell that runs a student's cells, made once in the fork server and inherited by every box.

It shows what a notebook shows and does what Jupyter does, less what would leave the box or wait for somebody: no
history file, no shell commands, no input, and `exit` ends nothing.
"""

import builtins
import getpass
import re
import sys
import sysconfig

from IPython.core.displayhook import DisplayHook
from IPython.core.displaypub import DisplayPublisher
from IPython.core.error import StdinNotImplementedError
from IPython.core.interactiveshell import InteractiveShell
from traitlets import Type
from traitlets.config import Config

from .record import Recorder, Stream

NO_COMMANDS = "Shell commands are not run while a notebook is marked.\n"
NO_EXIT = "exit and quit do nothing while a notebook is marked.\n"
COMMAND_MAGICS = ("script", "bash", "sh", "perl", "ruby", "pypy", "python2", "python3", "python", "system", "sx", "!",
                  "pip", "conda", "mamba", "micromamba", "uv", "sc")
# What IPython may rewrite before Python sees it: %magics, !commands, help?, prompts, a cell that is indented.
SPECIAL = re.compile(r"\A\s|^\s*(?:[%!?,;/]|>>>|\.\.\.|In \[|\[(?:ins|nav)\] In)|=\s*[%!]|\?\s*$", re.MULTILINE)
BLANK = re.compile(r"^[^\S\n]+$", re.MULTILINE)  # which IPython empties, even within a text of several lines
ASSIGNMENT = re.compile(r"([^\W\d]\w*)\s*=(?!=)")  # of one value to one name
FRAMES, CHAIN = 15, 5  # shown of a traceback at either end, and exceptions shown of a chain
# Folder names that say nothing to a student, longest first so that the most telling one is cut.
FOLDERS = sorted({sysconfig.get_path(name) for name in ("stdlib", "platstdlib", "purelib", "platlib")}, key=len,
                 reverse=True)


class BoxDisplayHook(DisplayHook):
    """Values of last lines, as execute_result."""

    def write_output_prompt(self):
        pass

    def write_format_data(self, format_dict, md_dict=None):
        self.shell.recorder.show("execute_result", format_dict, md_dict, count=self.prompt_count)

    def finish_displayhook(self):
        pass


class BoxDisplayPublisher(DisplayPublisher):
    """display(...) and figures, as display_data."""

    def publish(self, data, metadata=None, *args, transient=None, update=False, **kwargs):
        self._validate_data(data, metadata)
        display_id = (transient or {}).get("display_id")
        if update:
            self.shell.recorder.update(data, metadata, display_id)
        else:
            self.shell.recorder.show("display_data", data, metadata, display_id)

    def clear_output(self, wait=False):
        self.shell.recorder.clear(wait)


class BoxShell(InteractiveShell):
    """An InteractiveShell whose outputs go to a recorder."""

    displayhook_class = Type(BoxDisplayHook)
    display_pub_class = Type(BoxDisplayPublisher)

    def __init__(self, **kwargs):
        self.recorder = Recorder()
        super().__init__(**kwargs)
        for name in COMMAND_MAGICS:
            for kind in ("line", "cell"):
                self.magics_manager.magics[kind][name] = no_commands

    def transform_cell(self, raw_cell):
        """As IPython does it, who takes its time: most cells have nothing that it would change."""
        lines = len(raw_cell.splitlines())
        odd_ends = lines != raw_cell.count("\n") + (not raw_cell.endswith("\n"))
        if odd_ends or SPECIAL.search(raw_cell) or BLANK.search(raw_cell) or lines < 2 and not self.assigns(raw_cell):
            return super().transform_cell(raw_cell)
        return raw_cell if raw_cell.endswith("\n") else raw_cell + "\n"

    def assigns(self, line):
        """Does a single line assign to a name, rather than being a magic without its %, or a call without brackets?"""
        name = ASSIGNMENT.match(line)
        known = self.user_ns.get(name[1]) if name else None
        return bool(name) and not hasattr(builtins, name[1]) and type(known) in (type(None), float, int, str)

    def should_run_async(self, raw_cell, *, transformed_cell=None, preprocessing_exc_tuple=None):
        """As IPython does it, who compiles the cell to find out; what Python warns of then is told twice in Jupyter."""
        code = transformed_cell or raw_cell
        return ("await" in code or "async" in code) and super().should_run_async(
            raw_cell, transformed_cell=transformed_cell, preprocessing_exc_tuple=preprocessing_exc_tuple)

    def showtraceback(self, exc_tuple=None, *args, **kwargs):
        error = exc_tuple[1] if exc_tuple else sys.exception()
        abridge(error)
        super().showtraceback((type(error), error, error.__traceback__) if error else None, *args, **kwargs)

    def _showtraceback(self, etype, evalue, stb):
        self.recorder.error(*describe(evalue, etype), [shorten(line) for line in stb])

    def system(self, cmd):
        no_commands()

    system_piped = system_raw = system

    def getoutput(self, cmd, split=True, depth=0):
        no_commands()
        return [] if split else ""

    def ask_exit(self):
        sys.stderr.write(NO_EXIT)

    def enable_gui(self, gui=None):
        """There is no window to open."""

    def init_virtualenv(self):
        """The environment is the one that the fork server runs in."""

    def init_sys_modules(self):
        """The student's namespace is the module __main__, as in a notebook."""
        sys.modules["__main__"] = self.user_module


def make_shell(folder):
    """The shell, in its own throw-away IPython folder; call once in a process."""
    config = Config()
    config.HistoryManager.enabled = False
    config.InteractiveShell.cache_size = 1000
    config.InteractiveShell.ipython_dir = folder
    shell = BoxShell.instance(config=config)
    sys.stdout, sys.stderr = Stream(shell.recorder, "stdout"), Stream(shell.recorder, "stderr")
    builtins.input = no_input
    getpass.getpass = no_input
    return shell


def abridge(error):
    """Cut long tracebacks and long chains of exceptions: to format those of an endless recursion takes minutes."""
    for _ in range(CHAIN):
        if error is None:
            return
        frames, place = [], error.__traceback__
        while place is not None:
            frames.append(place)
            place = place.tb_next
        if len(frames) > 2 * FRAMES:
            frames[FRAMES - 1].tb_next = frames[-FRAMES]
        last, error = error, error.__cause__ or error.__context__
    last.__cause__ = last.__context__ = None


def no_commands(*args, **kwargs):
    """Stands in for `!command`, which the box would refuse anyway."""
    sys.stderr.write(NO_COMMANDS)


def no_input(*args, **kwargs):
    """Stands in for input()."""
    raise StdinNotImplementedError("input() was called, and there is nobody to answer while a notebook is marked.")


def describe(error, kind=None):
    """Name and message of an exception, whatever its own methods do."""
    name = getattr(kind or type(error), "__name__", "Exception")
    try:
        return str(name), shorten(str(error))
    except BaseException:
        return str(name), "(its message cannot be shown)"


def shorten(text):
    """The text without the folders in which Python is installed."""
    for folder in FOLDERS:
        text = text.replace(folder + "/", "")
    return text

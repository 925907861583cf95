"""Import what marking needs without waiting for what it does not need.

`import nbgrader` takes six seconds. More than four go to `rfc3987_syntax`, with which jsonschema checks internet
addresses and which it does without when it is not installed; most of the rest goes to the extensions of the Jupyter
server that `nbgrader/__init__.py` loads. Marking a class needs neither: it wants the gradebook's tables, the course's
folders and the plugin for late submissions. So commands of `grader/__main__.py` call `prepare` before they import
nbgrader; the nbgrader commands themselves never do. Likewise the setup cells of a notebook import matplotlib, and on
the trusted side, where they help to test answers, they hardly ever draw: workers `defer` it.
"""

import importlib.util
import sys
import types

UNUSED = ("rfc3987_syntax",)  # optional imports that jsonschema tries, and goes on without


class _Deferred(types.ModuleType):
    """A module whose code runs only if somebody asks for a name that it defines."""

    def __getattr__(self, name: str):
        ours = name in ("__version__", "__all__") or not name.startswith("__")  # the import system asks for others
        if not ours or hasattr(self, "__path__") and importlib.util.find_spec(f"{self.__name__}.{name}"):
            raise AttributeError(name)  # a submodule: the import system loads it by itself
        self.__class__ = types.ModuleType
        self.__spec__.loader.exec_module(self)
        return getattr(self, name)


def prepare() -> None:
    """Make later imports of nbgrader's modules, nbformat and jsonschema quick. Changes nothing already imported."""
    for name in UNUSED:
        sys.modules.setdefault(name, None)  # None: the import system answers "no such module"
    defer("nbgrader")


def defer(*names: str) -> None:
    """Make later imports of these modules instantaneous: each is loaded when something of it is first used.

    A package is named before its submodules.
    """
    for name in names:
        spec = None if name in sys.modules else importlib.util.find_spec(name)
        if spec is None:
            continue  # there already; or not installed, which the import that needs it says better
        module = importlib.util.module_from_spec(spec)
        module.__class__ = _Deferred
        sys.modules[name] = module
        package, _, last = name.rpartition(".")
        if package:
            setattr(sys.modules[package], last, module)

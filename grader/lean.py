"""Import what marking needs of nbgrader without waiting for what it does not need.

`import nbgrader` takes six seconds. More than four go to `rfc3987_syntax`, with which jsonschema checks internet
addresses and which it does without when it is not installed; most of the rest goes to the extensions of the Jupyter
server that `nbgrader/__init__.py` loads. Marking a class needs neither: it wants the gradebook's tables, the course's
folders and the plugin for late submissions. Called by the commands of `python -m grader` before they import any of it;
the nbgrader commands themselves never call it.
"""

import importlib.util
import sys
import types

UNUSED = ("rfc3987_syntax",)  # optional imports that jsonschema tries, and goes on without


class _Deferred(types.ModuleType):
    """The package nbgrader, whose `__init__` runs only if somebody asks for a name that it defines."""

    def __getattr__(self, name: str):
        ours = name == "__version__" or not name.startswith("__")  # the import system asks for __all__ and the like
        if not ours or importlib.util.find_spec(f"{self.__name__}.{name}"):
            raise AttributeError(name)  # a submodule: the import system loads it by itself
        self.__class__ = types.ModuleType
        self.__spec__.loader.exec_module(self)
        return getattr(self, name)


def prepare() -> None:
    """Make later imports of nbgrader's modules, nbformat and jsonschema quick. Changes nothing already imported."""
    for name in UNUSED:
        sys.modules.setdefault(name, None)  # None: the import system answers "no such module"
    if "nbgrader" in sys.modules:
        return
    spec = importlib.util.find_spec("nbgrader")
    if spec is None:
        return  # the import that needs it says so better than this place could
    package = importlib.util.module_from_spec(spec)
    package.__class__ = _Deferred
    sys.modules["nbgrader"] = package

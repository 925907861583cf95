"""A Python that has NumPy and matplotlib and nothing else, as in JupyterLite or on a student's laptop: runs a notebook.

`bare(folder)` lays the packages out; `run(site, notebook)` executes the code cells from top to bottom in a process of
their own and returns what each cell that failed raised.
"""

import json
import os
import re
import subprocess
import sys
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

ONLY = ("numpy", "matplotlib")
RUNNER = """
import json, os, sys
sys.path.append(sys.argv[1])
os.environ.update(MPLBACKEND="Agg", MPLCONFIGDIR=sys.argv[3])
for absent in "IPython", "nbformat", "scipy", "grader", "gan_ref":
    try:
        __import__(absent)
    except ImportError:
        continue
    sys.exit(absent + " is there although it should not be")
failed, space = {}, {"__name__": "__main__"}
for cell in json.load(open(sys.argv[2], encoding="utf-8"))["cells"]:
    if cell["cell_type"] == "code":
        try:
            exec(compile("".join(cell["source"]), cell["id"], "exec"), space)
        except Exception as error:
            failed[cell["id"]] = type(error).__name__ + ": " + str(error)
print()
print(json.dumps(failed))
"""


def needed(names: tuple[str, ...]) -> set[str]:
    """The names with everything that they require, as far as it is installed."""
    found, waiting = set(), list(names)
    while waiting:
        name = waiting.pop()
        try:
            requires = distribution(name).requires or []
        except PackageNotFoundError:
            continue  # for another system or Python
        if name not in found:
            found.add(name)
            waiting += [re.match(r"[\w.-]+", line)[0] for line in requires if "extra ==" not in line]
    return found


def bare(folder: Path) -> Path:
    """A folder with links to the installed packages that NumPy and matplotlib are made of."""
    folder.mkdir()
    for name in needed(ONLY):
        made = distribution(name)
        for top in {file.parts[0] for file in made.files if file.parts[0] not in ("..", "__pycache__")}:
            (folder / top).symlink_to(made.locate_file(top))
    return folder


def run(site: Path, notebook: Path, scratch: Path) -> dict[str, str]:
    """Cell id to error of the cells that failed; the others ran."""
    done = subprocess.run(
        [sys.executable, "-I", "-S", "-c", RUNNER, str(site), str(notebook), str(scratch)], cwd=scratch,
        env={"PATH": os.defpath}, capture_output=True, text=True, encoding="utf-8", timeout=300)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout.splitlines()[-1])

"""Is a drawing library imported on the trusted side when it is used, and not before?"""

import subprocess
import sys

import pytest

BEGIN = """
import sys
from grader.testcell import run_setup
space = {}
def run(source): run_setup(source, "setup", space)
"""


def printed(code: str) -> str:
    """What the code prints in a new process; `run(source)` runs a setup cell there."""
    done = subprocess.run([sys.executable, "-c", BEGIN + code], capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


@pytest.mark.parametrize("setup", [
    "import matplotlib.pyplot as plt",
    "import numpy as np\nimport matplotlib.pyplot as plt\n\n\ndef draw():\n    plt.plot([1], [2])\n    plt.show()",
])
def test_is_an_import_alone_no_work(setup):
    assert printed(f"run({setup!r})\nprint('matplotlib' in sys.modules)") == "False"


@pytest.mark.parametrize("setup", [
    "import matplotlib.pyplot as plt\nfound = plt.figure().axes",
    "import matplotlib.pyplot as plt\nplt.rcParams['figure.dpi'] = 50\nimport matplotlib\n"
    "found = [] if matplotlib.rcParams['figure.dpi'] == 50 else ['two']",
    "import matplotlib.pyplot as plt\nplt.mine = []\nimport matplotlib.pyplot\nfound = matplotlib.pyplot.mine",
    "import matplotlib.pyplot as plt\nfound = [] if 'figure' in dir(plt) else ['nothing there']",
    "import matplotlib.pyplot as plt\nimport matplotlib as mpl\nfound = [] if mpl.colors.ListedColormap else [1]",
    "import matplotlib.pyplot as plt\nfrom matplotlib import colors, cm\nfound = [] if cm.viridis else [1]",
    "from matplotlib import cm\nfound = []", "from matplotlib.cm import ScalarMappable\nfound = []",
    "from matplotlib import pyplot as plt\nfound = plt.figure().axes",
    "from matplotlib.pyplot import *\nfound = figure().axes",
    "import matplotlib\nfound = [] if matplotlib.__version_info__ >= (3, 5) else [1]",
    "import matplotlib.pyplot\nfound = matplotlib.pyplot.figure().axes",
    "import matplotlib.pyplot as plt, math\nfound = plt.figure().axes",
    "if True:\n    import matplotlib.pyplot as plt\nfound = plt.figure().axes",
])
def test_is_everything_there_when_it_is_used(setup):
    assert printed(f"run({setup!r})\nprint(space['found'])") == "[]"


def test_is_one_that_is_not_installed_told_where_it_is_used():
    """Does a cell that only imports it work, and one that draws say what is missing?"""
    gone = "sys.modules['matplotlib'] = None\nrun('import matplotlib.pyplot as plt')\n"
    assert printed(gone + "try:\n    run('plt.figure()')\nexcept Exception as error:\n    print(error)").startswith(
        "setup cell `setup` fails on the trusted side: ModuleNotFoundError: ")

"""Are modules whose import is put off there as soon as somebody uses them, and not before?"""

import subprocess
import sys

import pytest

LOADED = "'matplotlib.figure' in sys.modules"


def printed(code: str) -> str:
    """What the code prints in a new process in which matplotlib has been deferred."""
    begin = "import sys\nfrom grader import lean\nlean.defer('matplotlib', 'matplotlib.pyplot', 'no_such_module')\n"
    done = subprocess.run([sys.executable, "-c", begin + code], capture_output=True, text=True, timeout=60, check=True)
    return done.stdout.strip()


@pytest.mark.parametrize("code", [
    "import matplotlib.pyplot as plt", "from matplotlib import pyplot as plt", "import matplotlib as mpl",
    "import matplotlib", "import matplotlib.pyplot as plt\ndef draw():\n    plt.plot([1], [2])",
])
def test_is_an_import_alone_no_work(code):
    assert printed(f"{code}\nprint({LOADED})") == "False"


@pytest.mark.parametrize("code", [
    "import matplotlib.pyplot as plt\nprint(plt.figure().axes)",
    "from matplotlib import pyplot as plt\nprint(plt.plot([1])[0].axes.lines and [])",
    "import matplotlib\nmatplotlib.rcParams['lines.marker'] == 'None' or 1 / 0\nimport matplotlib.figure\nprint([])",
    "from matplotlib.figure import Figure\nprint(Figure().axes)",
    "from matplotlib.pyplot import *\nprint(figure().axes)",
    "import matplotlib.pyplot\nprint(matplotlib.pyplot.figure().axes)",
    "import matplotlib.pyplot as plt\nplt.rcParams['figure.dpi'] = 50\nimport matplotlib\n"
    "print([] if matplotlib.rcParams['figure.dpi'] == 50 else 'two')",
])
def test_is_everything_there_when_it_is_used(code):
    assert printed(f"{code}\nprint({LOADED})") == "[]\nTrue"


def test_is_a_module_that_is_loaded_left_alone():
    assert printed("import matplotlib.pyplot as plt\nplt.figure()\nbefore = plt.figure\n"
                   "lean.defer('matplotlib', 'matplotlib.pyplot')\nprint(plt.figure is before)") == "True"


def test_is_nbgrader_whole_when_asked_for_its_version():
    code = "lean.prepare()\nfrom nbgrader.api import Gradebook\nimport nbgrader\n" \
           "print('nbgrader.apps' in sys.modules)\nnbgrader.__version__\nprint('nbgrader.apps' in sys.modules)"
    assert printed(code) == "False\nTrue"

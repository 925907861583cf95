"""The shell's short cuts: a cell that IPython would not change goes to Python as it is, and shows what it would."""

import re
import sys
import warnings

import pytest
from IPython.core.interactiveshell import InteractiveShell

from grader.record import Stream
from grader.shell import SPECIAL, BoxShell

CHANGED = [  # by IPython
    "%matplotlib inline\nx = 1", "x = 1\n%time x", "  %time x\ny = 1", "files = !ls\nfiles", "here = %pwd\nhere",
    "here =%pwd\nhere", "x = 1\nx?", "x = 1\nx??", "?x\ny = 1", "!ls\nx = 1", "!!ls\nx", ",f a b\n1", ";f a b\n1",
    "/f 1\n2", ">>> x = 1\n>>> x", "In [1]: x = 1\nIn [2]: x", "%%time\nx = 1\ny = 2", "    x = 1\n    y = 2",
    "\n\nx = 1\ny", "for i in 2,:\n    %time i\n", "for i in 2,:\n    !ls\n", "x = 1\nx.real?  ", "a = b = !ls\n1",
    "[ins] In [1]: x = 1\n[ins] In [2]: x", "[nav] In [1]: x = 1\nx", "...   x = 1\n... y = 2", "\tx = 1\n\ty = 2",
    "x = 1\n... x",
]
ODD = ["x = 1\r%time x\ny", "s = '''a\n  \n'''\ns", "def f():\n    \n    return 1\n"]
PLAIN = [
    "x = 1\nx", "def f(x):\n    return x % 2 != 0\n", "print('50 % of them', 5 % 2)\nx = '%s' % 3",
    "if x != 1:\n    x %= 3", "'''\n%magic in a text\n'''\nx = 1", "s = '''a\n!ls\n'''\n", "x = (1\n     % 3)",
    "x = [1,\n     2\n     ,3]", "x\\\n/2", "# why?\nx = 1", "label = r'$\\frac{a}{b}$'\nlabel", "x = 1;\ny = 2;",
    "@f\ndef g(): ...\n", "a: int = 3\nb", "x = 1\r\ny = 2", "x = 1\x0cy = 2", "def f(:\n    pass", "x = '\n",
    "Ellipsis\nx = ...\n", "x = 1\n\n\n", "f'{x!r}'\nf'{x:=4}'", "ls", "x", "", "pinfo print", "%time x", "x?",
    "V_star = -1.3863", "V_star = -1.3863\n", "V_star=1  # as in (b)", "a = b = 2", "x == 1", "exit = 3", "ls = 1",
    "cd = 'x'",
    "V_star: float = 2", "x += 1", "a, b = 1, 2", "time = 3", "print = 1", "f = lambda x: 2 * x", "x = y?", "x = %pwd",
    "x = 'a?b'", "x = 1  ", "x = 1;", "x =", "exit = 4 ",
]


@pytest.fixture(scope="module")
def shell():
    """A shell of its own, not the process's."""
    made = BoxShell()
    yield made
    made.restore_sys_module_state()


@pytest.mark.parametrize("cell", CHANGED + ODD + PLAIN, ids=repr)
def test_a_cell_becomes_what_ipython_makes_of_it(shell, cell):
    """Is a cell rewritten just as IPython rewrites it?"""
    assert shell.transform_cell(cell) == InteractiveShell.transform_cell(shell, cell)


@pytest.mark.parametrize("cell", CHANGED, ids=repr)
def test_what_ipython_changes_is_left_to_it(cell):
    """Is every form that IPython has a meaning for handed on to it?"""
    assert SPECIAL.search(cell)


@pytest.mark.parametrize(("cell", "awaits"), [
    ("x = 1", False), ("import asyncio\nawait asyncio.sleep(0)", True), ("async def f():\n    pass", False),
    ("'await'", False), ("async with a as b:\n    pass", True), ("[x async for x in y]", True), ("await (", False),
])
def test_what_awaits_at_the_top_of_a_cell(shell, cell, awaits):
    """Is it found out as IPython finds it out?"""
    assert shell.should_run_async(cell, transformed_cell=cell) is awaits
    assert InteractiveShell.should_run_async(shell, cell, transformed_cell=cell) is awaits


ROUNDS = {  # notebooks, cell by cell
    "values": ["x = 1\nx", "x\n_ + 1", "_2\nIn[1]\n", "[_i, _ii, _iii]\n[len(In), sorted(Out)]", "x = 3\nx;",
               "None\nNone", "y = 2\n'text'", "x\ny", "if x:\n    x\n", "(x\n + y)", "def f():\n    'doc'\nf"],
    "printed": ["print(1)\nprint(2)", "import sys\nprint('a', file=sys.stderr)\n3",
                "import warnings\nwarnings.warn('w')\n1", "for i in 1, 2:\n    warnings.warn('w')\n",
                "sys.displayhook(5)\n6", "from IPython.display import display\ndisplay({'a': 1})\n7",
                "display(8, display_id='d')\nprint(9)"],
    "errors": ["a = 1\nb = 1 / 0\nc = 3", "a\nb", "a = 2\nreturn a", "a = 4\nraise SystemExit(3)", "a\n1 +", "x = (\n",
               "def f():\n    return g()\ndef g():\n    return {}['k']\n", "try:\n    f()\nfinally:\n    d = 5\n",
               "f()\nd", "import bdb\nraise bdb.BdbQuit", "raise KeyboardInterrupt\n1", "  a = 1\n b = 2",
               "a = 1\x00\n2", "class E(BaseException):\n    pass\nraise E('e')", "assert a == 7, 'seven'\n1",
               "try:\n    1 / 0\nexcept ArithmeticError as e:\n    raise ValueError('v') from e", "exit()\n1"],
    "python": ["from __future__ import annotations\nimport math", "def f(x: nothing):\n    return x\nf.__annotations__",
               "global z\nz = 1", "del z\n1", "z\n1", "__name__\n", "class A:\n    y = 3\nA.y", "x = 1; x\n",
               "[A for _ in range(1)]\n_", "# nothing\n# at all", "\n", "import inspect\nprint(inspect.getsource(f))",
               "lambda: 1\n1; 2", "f = 1\n'''a\n\nb'''", "@staticmethod\ndef h(): ...\n",
               "with open('/none'):\n    pass\n"],
    "ipython": ["%config InteractiveShell.ast_node_interactivity = 'all'\n1", "x = 1\nx\n2", "get_ipython()\n1",
                "ip = get_ipython()\nip.events.register('pre_run_cell', lambda info: print(repr(info.raw_cell)))",
                "ip.events.register('post_run_cell', lambda r: print(r.success, r.result))\n1", "3\n4", "1 / 0\n",
                "ip.set_custom_exc((ValueError,), lambda *a, **k: print('caught'))\n", "raise ValueError\n1",
                "ip.last_execution_succeeded\nip.execution_count", "ip.run_cell('q = 1')\nq", "quit\n1"],
}


@pytest.mark.parametrize("cells", ROUNDS.values(), ids=ROUNDS)
def test_a_notebook_shows_what_it_shows_in_ipython(cells, monkeypatch):
    """Do outputs, errors, counts, names and history come out as IPython's own, longer way has them?"""
    short, long = (rounds(way.run_cell, cells, monkeypatch) for way in (BoxShell, InteractiveShell))
    for cell, seen, wanted in zip(cells, short[0], long[0], strict=True):
        assert seen == wanted, cell
    assert short == long


def rounds(run_cell, cells, monkeypatch):
    """What is seen of these cells, run one after another in a new shell: outputs, how they ended, what they left."""
    shell, seen = BoxShell(), []
    monkeypatch.setattr(sys, "stdout", Stream(shell.recorder, "stdout"))
    monkeypatch.setattr(sys, "stderr", Stream(shell.recorder, "stderr"))
    monkeypatch.setattr(sys, "displayhook", sys.__displayhook__)
    for cell in cells:
        shell.recorder.start(100)
        with warnings.catch_warnings(action="always"):
            warnings.showwarning = lambda message, *where, **more: sys.stderr.write(f"{message}\n")
            result = run_cell(shell, cell, store_history=True)
        errors = [repr(error) for error in (result.error_before_exec, result.error_in_exec)]
        ended = result.execution_count, result.success, errors, steady(result.result)
        seen.append((steady(shell.recorder.take()), ended))
    names = {name: steady(value) for name, value in shell.user_ns.items() if name != "ip"}
    shell.restore_sys_module_state()
    return seen, names, shell.execution_count, list(shell.history_manager.input_hist_raw)


def steady(shown):
    """As text without places in memory and in our own code, which are others in another shell."""
    return re.sub(r"(0x)?[0-9a-f]{8,}|(interactive)?shell\.py:\d+", "...", repr(shown))


def test_a_plain_cell_takes_the_short_way(monkeypatch):
    """Is IPython's long way left out for a cell of Python, and taken for one with a magic?"""
    shell, taken = BoxShell(), []
    monkeypatch.setattr(InteractiveShell, "run_cell", lambda *args, **how: taken.append(args[1]))
    for cell in ("x = 1\ny = 2", "def f():\n    return 1\n", "%time x\ny", "x\n1"):
        shell.run_cell(cell, store_history=True)
    shell.restore_sys_module_state()
    assert taken == ["%time x\ny"]

"""The shell's short cuts: a cell that IPython would not change goes to Python as it is."""

import pytest
from IPython.core.interactiveshell import InteractiveShell

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

"""Endless, huge and deadly code: it costs the question that it is in, and no other.

Each snippet stands in the cell of `update`, in a notebook that is otherwise right. The limits in the tests are short.
"""

from tests.attacks.kit import HONEST, POINTS, Attack, among_right_answers, own_cell

_UPDATE = "\ndef update(theta, grad, eta):\n    "
LOST = ["correct_update"]


def _function(body: str) -> str:
    return _UPDATE.removeprefix("\n") + body


IN_THE_CELL = {
    "a cell that ends its process": "import os\nos._exit(0)",
    "a cell that crashes Python": "import ctypes\nctypes.string_at(0)",
    "a cell that never ends": "while True: pass",
    "a cell that sleeps": "import time\ntime.sleep(10**6)",
    "a cell that never ends and cannot be interrupted": """while True:
    try:
        while True: pass
    except BaseException: pass""",
    "a cell in C that cannot be interrupted": "9 ** 9 ** 9",
    "a regular expression without end": "import re\nre.match('(a+)+$', 'a' * 64 + 'b')",
    "recursion without end": "def r(): return r()\nr()",
    "recursion in C without end": """import sys
sys.setrecursionlimit(10**9)
def r(): return max([0], key=lambda _: r())
r()""",
    "a kernel that stops itself": "import asyncio, os, signal\nsignal.alarm(1)\nsignal.pause()\nos.abort()",
}
ATTACKS = among_right_answers("exhausting", IN_THE_CELL, cell="update", loses=LOST, stock=False)
ATTACKS += among_right_answers("exhausting", {
    "a function that never ends": _function("while True: pass"),
    "a function that ends its process": _function("import os; os._exit(7)"),
    "a function that crashes Python": _function("import ctypes; ctypes.string_at(0)"),
    "a function that raises SystemExit": _function("raise SystemExit"),
    "a function that raises KeyboardInterrupt": _function("raise KeyboardInterrupt"),
    "a function that eats memory": _function("return [bytearray(10**8) for _ in range(10**4)]"),
    "a function that recurs": _function("return update(theta, grad, eta)"),
    "a function that waits for input": _function("return float(input('points? '))"),
    "a generator without end": _function("import itertools; return itertools.count()"),
    "an answer with a finaliser that never ends": """class Late:
    def __del__(self):
        while True: pass
def update(theta, grad, eta):
    return Late()""",
}, cell="update", loses=LOST, stock=False)  # fmt: skip

# What harms nothing but the box: no question needs it, so nothing is lost.
_RIGHT = "\n" + HONEST["update"]
ATTACKS += among_right_answers("exhausting", {
    "a flood of output": "for n in range(10**5): print('x' * 100)" + _RIGHT,
    "a flood of displays": "from IPython.display import display\nfor n in range(10**4): display(n)" + _RIGHT,
    "a flood of files": """try:
    for n in range(10**5): open(f'f{n}', 'w').write('x' * 10**5)
except OSError: pass""" + _RIGHT,
    "one huge file": """try:
    with open('huge', 'wb') as f:
        while True: f.write(bytes(10**7))
except OSError: pass""" + _RIGHT,
    "a flood of open files": """kept = []
try:
    while True: kept.append(open('/dev/null'))
except OSError: pass
kept.clear()""" + _RIGHT,
    "a flood of threads": """import threading, time
try:
    for n in range(10**5): threading.Thread(target=time.sleep, args=(10**5,), daemon=True).start()
except RuntimeError: pass""" + _RIGHT,
    "a flood of processes": """import os
try:
    while True:
        if os.fork() == 0:
            while True: pass
except OSError: pass""" + _RIGHT,
    "a flood of memory, caught": """try:
    kept = []
    while True: kept.append(bytearray(10**7))
except MemoryError: kept = None""" + _RIGHT,
    "a long wait within the limits": "import time\ntime.sleep(1)" + _RIGHT,
}, cell="update", stock=False)  # fmt: skip


def _exception_of_megabytes(course):
    made = course.submission(HONEST)
    made["cells"].append(own_cell("raise ValueError('x' * 10**7 + '\\ud800')", "late"))
    return made


def _loops_everywhere(course):
    """Endless loops in every answer: the whole notebook's clock ends it."""
    functions = [name for name, text in HONEST.items() if text.startswith("def")]
    return course.submission({name: f"def {name}(*a, **k):\n    while True: pass" for name in functions})


ATTACKS += [
    Attack("an exception of megabytes", "exhausting", _exception_of_megabytes, earns=POINTS, stock=False),
    Attack("endless loops in every answer", "exhausting", _loops_everywhere, slow=True, stock=False),
]

"""Wrong answers that would rather be left ungraded: a death that looks like the machine's, a fault like ours.

Each costs its own question, as an endless loop does. None may stop the marking of the notebook.
"""

from tests.attacks.kit import among_right_answers

LOST = ["correct_update"]
# `number`: of a system call, on x86_64 and on aarch64.
_LIBC = """import ctypes, os, resource, signal
libc = ctypes.CDLL(None, use_errno=True)
def number(*each): return each[os.uname().machine == 'aarch64']
"""
_WORK = """
def work():
    n = 0
    while True: n += 1
"""
# The grader's code as it can be found inside the box.
_INSIDE = """
import gc, sys
inside = sys.modules['boxed.inside']
[box] = [thing for thing in gc.get_objects() if type(thing) is inside.Inside] or [None]
"""

DEATHS = {
    "less processor time": "resource.setrlimit(resource.RLIMIT_CPU, (1, 1))\nwork()",
    "less processor time, by its other call": "resource.prlimit(0, resource.RLIMIT_CPU, (1, 1))\nwork()",
    "less processor time, by a system call":
        "libc.syscall(number(302, 261), 0, 0, (ctypes.c_ulong * 2)(1, 1), None)\nwork()",
    "SIGKILL to itself": "os.kill(os.getpid(), 9)\nraise SystemExit",
    "SIGKILL to its group, and to everybody": "os.killpg(0, 9)\nos.kill(-1, 9)\nraise SystemExit",
    "SIGKILL to its thread": "libc.syscall(number(234, 131), os.getpid(), os.getpid(), 9)\nraise SystemExit",
    "SIGKILL by a timer": """
class Event(ctypes.Structure):
    _fields_ = [('value', ctypes.c_long), ('signo', ctypes.c_int), ('notify', ctypes.c_int), ('pad', ctypes.c_int * 14)]
timer = ctypes.c_void_p()
libc.syscall(number(222, 107), 1, ctypes.byref(Event(0, 9, 0)), ctypes.byref(timer))
libc.syscall(number(223, 110), timer, 0, (ctypes.c_long * 4)(0, 1, 0, 1), None)
work()""",
    "SIGKILL when a file is ready": """
there, here = os.pipe()
libc.fcntl(there, 10, 9)          # F_SETSIG
libc.fcntl(there, 8, os.getpid())   # F_SETOWN
libc.fcntl(there, 4, 0o20000)       # O_ASYNC
os.write(here, b'x')
work()""",
    "strict seccomp": "libc.prctl(22, 1)\nopen('/dev/null')\nwork()",
    "a filter that kills": """
import struct
code = ctypes.create_string_buffer(struct.pack('=HBBI', 6, 0, 0, 0))
libc.prctl(22, 2, struct.pack('HP', 1, ctypes.addressof(code)))
work()""",
    "its parent's death": "libc.prctl(1, 9)\nos.kill(os.getppid(), 9)\nwork()",
    "all the memory there is": """
import mmap
kept = []
try:
    while True: kept.append(mmap.mmap(-1, 1 << 20)); kept[-1][::4096] = bytes(256)
except OSError: pass
work()""",
    "memory in files and pipes": """
try:
    for n in range(10**4): open(f'f{n}', 'wb').write(bytes(10**6))
except OSError: pass
pipes = []
try:
    while True: pipes.append(os.pipe()); libc.fcntl(pipes[-1][1], 1031, 1 << 20); os.write(pipes[-1][1], bytes(1 << 16))
except OSError: pass
work()""",
    "a stack without bounds": "signal.sigaltstack = None\nlibc.alloca = None\nctypes.memset(id(0) & ~4095, 255, 10**9)",
}
ATTACKS = among_right_answers("ungraded", {name: _LIBC + _WORK + code for name, code in DEATHS.items()},
                              cell="update", loses=LOST, stock=False)  # fmt: skip

# In a function, and only there: the cell goes through.
ATTACKS += among_right_answers("ungraded", {
    "less processor time, in a function": _LIBC + _WORK + """
def update(theta, grad, eta):
    resource.setrlimit(resource.RLIMIT_CPU, (1, 1))
    work()""",
    "SIGKILL to itself, in a function": _LIBC + """
def update(theta, grad, eta):
    os.kill(os.getpid(), 9)""",
}, cell="update", loses=LOST, stock=False)  # fmt: skip

# Replies that the grader does not expect. The functions stay as good or bad as they are.
_WRONG = "\ndef update(theta, grad, eta): return 0"
ATTACKS += among_right_answers("ungraded", {
    "a cell that says it raised": _INSIDE + """
if box:
    real = type(box).do_run
    def do_run(request):
        real(box, request)
        raise ValueError('nothing to mark here')
    box.do_run = do_run""" + _WRONG,
    "outputs that raise": "get_ipython().recorder.take = lambda: 1 / 0" + _WRONG,
    "changes in a list": _INSIDE + "if box: box.changes = lambda *_: []" + _WRONG,
    "changes that name each other": _INSIDE + "if box: box.changes = lambda *_: {'0': {'1': [[]]}}" + _WRONG,
    "a function of its own as the result": "import sys\nwire = sys.modules['boxed.wire']" + """
def update(*_): return wire.Reference('student', 'update')""",
    "a function of its own among the results": "import sys\nwire = sys.modules['boxed.wire']" + """
def update(*_): return [wire.Reference('student', 'numpy'), wire.Reference('student', '')]""",
    "an array of a billion empty rows": "\nimport numpy as np\ndef update(*_): return np.zeros((10**9, 0))",
    "a list of numbers with a long text": "\ndef update(*_): return [1.0] * 150_000 + ['x' * 10**6]",
    "sixty million truths": "\nimport numpy as np\ndef update(*_): return np.ones(60_000_000, bool)",
}, cell="update", loses=LOST, stock=False)  # fmt: skip

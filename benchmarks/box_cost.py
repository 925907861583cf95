"""What the box costs: the cells of a notebook in a box, against the same cells in a warm shell without one.

    python benchmarks/box_cost.py [--rounds 40]

Prints medians in milliseconds, by the clock and of processor time. The box may cost 60 ms more by the clock.
"""

import argparse
import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import numpy as np

from grader.box import ForkServer

PLOT = """import matplotlib.pyplot as plt
figure, axes = plt.subplots()
axes.plot(np.linspace(0, 1, 50), np.linspace(0, 1, 50) ** 2, label="$D$")
axes.legend()
plt.show()"""
CELLS = [
    "import numpy as np\nX_real = np.array([[1., 2.], [3., 4.]])\nX_fake = np.array([[5., 6.], [7., 8.]])",
    "theta, bias = np.array([.1, .2]), -2.",
    "def discriminator(X, theta, bias=-2.):\n    h = X @ (theta * [1, -1]) + bias\n    return 1 / (1 + np.exp(-h))",
    "discriminator(X_real, theta)",
    "def real_term(X, theta, bias=-2.):\n    return np.mean(np.log(discriminator(X, theta, bias)))",
    "def fake_term(X, theta, bias=-2.):\n    return np.mean(np.log(1 - discriminator(X, theta, bias)))",
    "def value(X, Z, theta, bias=-2.):\n    return real_term(X, theta, bias) + fake_term(Z, theta, bias)",
    "print('V =', value(X_real, X_fake, theta))",
    "V_answer = value(X_real, X_fake, theta)\nV_answer",
]
CALLS = [("discriminator", 1), ("real_term", 1), ("fake_term", 1), ("value", 2)] * 10


def arguments(count):
    return [np.ones((3, 2))] * count + [np.array([.1, .2])]


def in_a_box(server, cells):
    """One notebook in a fresh box."""
    with server.open() as box:
        for number, cell in enumerate(cells):
            assert box.run(cell, str(number)).ok
        for name, count in CALLS:
            box.call(name, arguments(count))


def unboxed(cells, rounds):
    """Times of the same in one warm shell of this process: (clock, processor) for each round."""
    from grader.shell import make_shell
    out, times = sys.stdout, []
    with tempfile.TemporaryDirectory() as folder:
        shell = make_shell(folder)
        for _ in range(rounds + 3):
            began = time.perf_counter(), time.process_time()
            shell.recorder.start(2048)
            for cell in cells:
                shell.run_cell(cell, store_history=True)
            for name, count in CALLS:
                shell.user_ns[name](*arguments(count))
            times.append((time.perf_counter() - began[0], time.process_time() - began[1]))
    sys.stdout = out
    print(json.dumps(times[3:]))


def boxed(cells, rounds):
    """The same in boxes; processor time is that of this process, the fork server and the boxes, by the round."""
    clock = []
    with ForkServer() as server:
        for _ in range(3):
            in_a_box(server, cells)
        children, own = tree_seconds(server), time.process_time()
        for _ in range(rounds):
            began = time.perf_counter()
            in_a_box(server, cells)
            clock.append(time.perf_counter() - began)
        used = tree_seconds(server) - children + time.process_time() - own
    return statistics.median(clock), used / rounds


def tree_seconds(server):
    """Processor seconds of the fork server and of all boxes that it has collected."""
    server.ask({"ask": "end", "box": 0})  # collects those that have ended
    ticks = 0
    for process in descendants(server.process.pid):
        fields = Path(f"/proc/{process}/stat").read_text().rsplit(")", 1)[1].split()
        ticks += sum(map(int, fields[11:15]))
    return ticks / os.sysconf("SC_CLK_TCK")


def descendants(pid):
    found = [pid]
    for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split():
        found += descendants(int(child))
    return found


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=40)
    parser.add_argument("--unboxed", choices=("text", "figure"), help=argparse.SUPPRESS)
    options = parser.parse_args()
    kinds = {"text": CELLS, "figure": [*CELLS, PLOT]}
    if options.unboxed:
        os.environ["MPLBACKEND"] = "module://matplotlib_inline.backend_inline"
        return unboxed(kinds[options.unboxed], options.rounds)
    print(f"{len(CELLS)} cells and {len(CALLS)} calls, median of {options.rounds} rounds, on {os.cpu_count()} cores")
    print(f"{'':24}{'without a box':>22}{'in a box':>22}{'more':>10}")
    for kind, cells in kinds.items():
        command = [sys.executable, __file__, "--unboxed", kind, "--rounds", str(options.rounds)]
        plain = json.loads(subprocess.run(command, capture_output=True, check=True, text=True).stdout)
        without = [1000 * statistics.median(column) for column in zip(*plain, strict=True)]
        within = [1000 * seconds for seconds in boxed(cells, options.rounds)]
        label = "cells" if kind == "text" else "cells and a figure"
        for what, one, other in zip(("by the clock", "processor"), without, within, strict=True):
            print(f"{label + ', ' + what:30}{one:13.1f} ms{other:19.1f} ms{other - one:7.1f} ms")
    print(f"peak memory of this process: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB")
    return 0


if __name__ == "__main__":
    sys.exit(main())

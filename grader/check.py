"""`python -m grader check`: does the box hold on this machine? A line for each thing tried, then the layers."""

import argparse
import sys

from .box import BoxFault, BoxUnsafe, ForkServer
from .limits import LAYERS

MEANING = {"user": "user namespace", "pid": "process namespace", "mount": "a file system of its own",
           "net": "network namespace", "ipc": "IPC namespace", "uts": "host name namespace",
           "uid": "a user that is not root and nobody else",
           "limits": "limits on memory, time, files and processes", "capabilities": "no capabilities, none to be had",
           "landlock": "Landlock rules on files", "seccomp": "a filter on system calls"}

EXAMPLE = """\
example:
  python -m grader check                before the first marking on a machine, and after a change of its system

Exit code: 0 nothing got out of the box; 1 something did, and nothing will be graded here; 2 it could not be tried.
"""


def arguments(parser):
    """The command's own options, added to its parser."""
    parser.formatter_class, parser.epilog = argparse.RawDescriptionHelpFormatter, EXAMPLE
    parser.add_argument("--without", action="append", default=[], choices=LAYERS, metavar="LAYER",
                        help="leave a layer out, to see what it is good for: " + ", ".join(LAYERS))


def run(options):
    """Exit code 0: nothing got out. 1: something did. 2: the box could not be tried."""
    try:
        with ForkServer(without=options.without) as server:
            results, active = server.probe(), set(server.layers())
    except (BoxFault, BoxUnsafe) as error:
        print(f"✗ {error}", file=sys.stderr)
        return 2
    print("What students' code must not manage, tried in a box on this machine:\n")
    for result in results:
        print(f"  {'✓' if result.ok else '✗'} {result.name}: {result.detail}")
        if not result.ok:
            print(f"      {result.advice}.")
    print("\nLayers that hold it:\n")
    for layer in LAYERS:
        print(f"  {'✓' if layer in active else '–'} {layer}: {MEANING[layer]}")
    failed = sum(not result.ok for result in results)
    print(f"\n{failed} of {len(results)} attempts got out: nothing will be graded here." if failed else
          f"\nNone of {len(results)} attempts got out: this machine can mark.")
    return 1 if failed else 0

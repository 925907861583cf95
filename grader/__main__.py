"""The command line: `python -m grader COMMAND`. Each command is a module with `arguments(parser)` and `run(options)`.

A module is imported only when its command is called, so that no command pays for another one's imports.
"""

import argparse
import gc
import importlib
import sys

COMMANDS = {  # name: (module, what it does, in a line)
    "autograde": ("grader.autograde", "mark what was handed in for an assignment, on every core or on a cluster"),
    "check": ("grader.check", "try to break out of the box on this machine, and say what happened"),
    "gate": ("grader.gating", "try an assignment before its release: is its marking fair, does nothing leak?"),
    "report": ("grader.reporting", "write the page that shows what the class found hard"),
}


def main(argv=None):
    """Run one command; its exit code."""
    words = sys.argv[1:] if argv is None else argv
    if sys.platform == "win32":
        print("grader: marking needs Linux. On Windows, run this in WSL 2 (docs/administer.md).", file=sys.stderr)
        return 2
    parser = argparse.ArgumentParser(
        prog="python -m grader", description="Mark students' notebooks.",
        epilog="example: python -m grader autograde tutorial6     (python -m grader autograde --help tells more)")
    commands = parser.add_subparsers(metavar="COMMAND", required=True)
    for name, (module, summary) in COMMANDS.items():
        command = commands.add_parser(name, help=summary, description=summary.capitalize() + ".")
        if words[:1] == [name]:
            chosen = importlib.import_module(module)
            chosen.arguments(command)
            command.set_defaults(run=chosen.run)
    options = parser.parse_args(words)
    try:
        return options.run(options)
    except KeyboardInterrupt:
        print(f"grader {words[0]}: stopped as asked.", file=sys.stderr)
        return 130


if __name__ == "__main__":
    code = main()
    gc.freeze()  # Python looks through all that there is when it ends, which takes longer than to mark a notebook
    sys.exit(code)

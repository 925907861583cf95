"""Files that are no notebooks, or notebooks of another time: each costs itself only, and an honest one is read."""

import json
import os

from tests.attacks.kit import HONEST, POINTS, Attack, own_cell


def _bytes(data: bytes):
    return lambda course: data


def _changed(change):
    """A right notebook as JSON text, after `change(text)`."""

    def make(course):
        return change(json.dumps(course.submission(HONEST))).encode("utf-8", "surrogatepass")

    return make


def _nbformat_3(course):
    made = course.submission(HONEST)
    for cell in made["cells"]:
        cell.pop("id")
        if cell["cell_type"] == "code":
            cell["input"], cell["language"] = cell.pop("source").splitlines(keepends=True), "python"
            cell["prompt_number"] = cell.pop("execution_count")
    return {"nbformat": 3, "nbformat_minor": 0, "metadata": {"name": ""}, "worksheets": [{"cells": made["cells"]}]}


def _nbformat_9(course):
    return course.submission(HONEST) | {"nbformat": 9, "nbformat_minor": 99}


def _with_outputs(megabytes: int):
    def make(course):
        made = course.submission(HONEST)
        flood = {"output_type": "stream", "name": "stdout", "text": ["a line of output\n"] * (megabytes * 50_000)}
        next(cell for cell in made["cells"] if cell["cell_type"] == "code")["outputs"] = [flood]
        return made

    return make


def _with_cells(count: int):
    def make(course):
        made = course.submission(HONEST)
        made["cells"] += [own_cell("", f"x{n}", "markdown") for n in range(count)]
        return made

    return make


def _own_cells(course):
    made = course.submission(HONEST)
    made["cells"] += [own_cell(f"x{n} = {n}", f"x{n}") for n in range(3_000)]
    return made


def _controls(course):
    made = course.submission(HONEST)
    made["cells"][0]["source"] = "\ud800\x00\x1b]0;title\x07\u202e reversed"
    made["cells"].append(own_cell("text = 'a\x00b\ud800'\n" + HONEST["update"], "odd\nid"))
    return made


def _wrong_types(course):
    made = course.submission(HONEST)
    made["cells"] += [3, None, [], {"cell_type": "code"}, {"cell_type": 7, "source": {"a": 1}}, {"source": [1, "x"]}]
    made["cells"].append(own_cell("1", "a", "raw"))
    made["metadata"] = [1, 2]
    return made


_SHOWN = """from IPython.display import HTML, Javascript, display
display(HTML('<script>alert(3)</script>'), Javascript('alert(4)'))
display({'image/svg+xml': '<svg onload="alert(5)"/>', 'text/plain': ''}, raw=True)
display({'application/vnd.jupyter.widget-view+json': {}}, raw=True)
display({'image/png': 'x\\" onerror=\\"alert(6)'}, raw=True)
size = {'image/png': {'width': '1 onload=alert(7)'}}
display({'text/plain': 'p', 'image/png': 'iVBORw0KGgo='}, metadata=size, raw=True)"""


def _scripts(course):
    made = course.submission(HONEST | {"q3_why_ascend": "<script>alert(1)</script><img src=x onerror=alert(1)>"})
    made["cells"].append(own_cell("<iframe src='javascript:alert(1)'></iframe>", "mine", "markdown"))
    made["cells"].append(own_cell("<script>alert(2)</script>", "raw", "raw", metadata={"raw_mimetype": "text/html"}))
    made["cells"].append(own_cell(_SHOWN, "shown"))
    return made


def _text(answer: str):
    return lambda course: course.submission(HONEST | {"q3_why_ascend": answer})


ATTACKS = [
    Attack(name, "files", _bytes(data))
    for name, data in {
        "an empty file": b"",
        "white space": b" \n",
        "half a notebook": b'{"cells": [{"cell_type": "code", "source": "6.0", ',
        "JSON that is no notebook": b'{"points": 41}',
        "a list": b"[41]",
        "a number": b"41",
        "lists a hundred thousand deep": b"[" * 100_000 + b"]" * 100_000,
        "objects a hundred thousand deep": b'{"cells":' * 100_000 + b"1" + b"}" * 100_000,
        "a zip archive": b"PK\x03\x04" + bytes(100),
        "bytes of no encoding": bytes(range(256)) * 100,
        "cells that are no list": b'{"cells": {"a": 1}, "nbformat": 4, "metadata": {}}',
    }.items()
] + [
    Attack(name, "files", make, earns=POINTS, **about)
    for name, make, about in [
        ("nbformat 3", _nbformat_3, {}),
        ("nbformat 9", _nbformat_9, {}),
        ("a byte order mark", _changed(lambda text: "\ufeff" + text), {}),
        ("numbers of a million digits", _changed(lambda text: text.replace('": 4', '": 4' + "0" * 10**6)), {}),
        ("NaN and Infinity", _changed(lambda text: text.replace('": 4', '": NaN, "x": -Infinity')), {}),
        ("keys twice", _changed(lambda text: text.replace('"nbformat": 4', '"nbformat": 3, "nbformat": 4')), {}),
        ("Windows line ends", _changed(lambda text: text.replace("\\n", "\\r\\n")), {}),
        ("surrogates and control characters", _controls, {}),
        ("cells of the wrong types", _wrong_types, {}),
        ("scripts in text, raw cells and outputs", _scripts, {}),
        ("three thousand cells of its own", _own_cells, {}),
        ("printed output of 40 megabytes", _with_outputs(40), {}),
        ("printed output of 200 megabytes", _with_outputs(200), {"slow": True, "stock": False}),
        ("a million cells", _with_cells(1_000_000), {"slow": True, "stock": False}),
        ("an invisible answer", _text("\u200b\u2060\u00ad" * 10), {}),
        ("an answer of five megabytes of nested markdown", _text("> " * 2_500_000 + "deep"), {}),
        ("an answer that is a spreadsheet's formula", _text("=HYPERLINK(\"http://example.org\", \"points\")"), {}),
    ]
]


def _fifo(folder):
    os.mkfifo(folder / "data.fifo")


def _links(folder):
    (folder / "passwd").symlink_to("/etc/passwd")
    (folder / "loop").symlink_to(folder / "loop")
    (folder / "up").symlink_to(folder.parent.parent)


def _odd_names(folder):
    for name in ("a\nb", "\x1b[2J", os.fsdecode(b"\xff\xfe"), "-rf", "=cmd|' calc'!A0", "x" * 250):
        (folder / name).write_bytes(b"x")


def _device(folder):
    try:
        os.mknod(folder / "zero", 0o20666, os.makedev(1, 5))
    except PermissionError:  # only root may make devices
        (folder / "zero").symlink_to("/dev/zero")


def _right(course):
    return course.submission(HONEST)


ATTACKS += [
    Attack(name, "files", _right, earns=POINTS, beside=beside, stock=stock)
    for name, beside, stock in [
        ("a FIFO beside the notebook", _fifo, False),
        ("links beside the notebook", _links, True),
        ("odd names beside the notebook", _odd_names, True),
        ("a device beside the notebook", _device, False),
        ("a garbled timestamp", lambda folder: (folder / "timestamp.txt").write_bytes(b"\xffyesterday"), True),
    ]
]

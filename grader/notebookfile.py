"""A marked notebook as the text of a file, the very text that nbgrader's exporter writes. Used by `grader/task.py`.

nbformat's writer validates the notebook against its schema, copies it, and leaves the indenting to the part of the
JSON encoder that is written in Python: for a notebook with pictures that takes longer than running its cells. What
marking makes is valid by construction (a test holds it to the schema), so here it is only written.
"""

from json.encoder import encode_basestring as quoted

_SPLIT = {"application/javascript", "image/svg+xml"}  # beside text/…: kept as lists of lines, as nbformat does


def written(nb: dict) -> str:
    """The notebook (nbformat 4, as a dict of plain data) as nbformat writes it, with a newline at the end."""
    return _value(nb | {"cells": [_cell(cell) for cell in nb["cells"]]}, "\n") + "\n"


def _cell(cell: dict) -> dict:
    """The cell with its texts as lists of lines; the cell itself stays as it is."""
    changed = {"source": cell["source"].splitlines(True)}
    if cell.get("attachments"):
        changed["attachments"] = {name: _bundle(data) for name, data in cell["attachments"].items()}
    if cell["cell_type"] == "code":
        changed["outputs"] = [_output(output) for output in cell["outputs"]]
    return cell | changed


def _output(output: dict) -> dict:
    if output["output_type"] in ("execute_result", "display_data"):
        return output | {"data": _bundle(output["data"])}
    if output["output_type"] == "stream":
        return output | {"text": output["text"].splitlines(True)}
    return output


def _bundle(data: dict) -> dict:
    return {kind: value.splitlines(True) if isinstance(value, str) and (kind.startswith("text/") or kind in _SPLIT)
            else value for kind, value in data.items()}


def _value(value, newline: str) -> str:
    """One JSON value, indented by a blank a level, keys in order."""
    if isinstance(value, str):
        return quoted(value)
    if isinstance(value, dict) and value:
        inner = newline + " "
        items = [f"{quoted(key)}: {_value(value[key], inner)}" for key in sorted(value)]
        return "{" + inner + ("," + inner).join(items) + newline + "}"
    if isinstance(value, list | tuple) and value:
        inner = newline + " "
        return "[" + inner + ("," + inner).join([_value(item, inner) for item in value]) + newline + "]"
    return _PLAIN[value] if value is None or isinstance(value, bool) else _rest(value)


_PLAIN = {None: "null", True: "true", False: "false"}


def _rest(value) -> str:
    if isinstance(value, dict | list | tuple):
        return "{}" if isinstance(value, dict) else "[]"
    return repr(value)  # int or float; marking makes no NaN and no infinity

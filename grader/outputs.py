"""Outputs of a cell, as a box sent them, checked to be what a notebook file may hold.

Used by `exchange.py` and `replies.py`; by `feedback.py` and `results.py` to find the message that marking put there.
"""

from .wire import WireError

MOST = 20_000  # outputs of one cell; the recorder in an honest box keeps fewer
FIELDS = {
    "stream": {"name", "text"},
    "error": {"ename", "evalue", "traceback"},
    "display_data": {"data", "metadata"},
    "execute_result": {"data", "metadata", "execution_count"},
}


def notebook_outputs(value):
    """The list of outputs as dicts of nbformat 4; WireError when it is anything else."""
    if type(value) is not list or len(value) > MOST:
        raise WireError("outputs that are not a list of a sensible length")
    return [one_output(item) for item in value]


def one_output(item):
    """The output itself, if it is one of nbformat's and well formed; raises WireError otherwise."""
    kind = item.get("output_type") if type(item) is dict else None
    if type(kind) is not str or kind not in FIELDS or set(item) != FIELDS[kind] | {"output_type"}:
        raise WireError("an output of no known kind")
    if not CHECKS[kind](item):
        raise WireError(f"an output of kind {kind} that is not well formed")
    return item


def is_stream(item):
    """Is it text printed on stdout or stderr?"""
    return item["name"] in ("stdout", "stderr") and type(item["text"]) is str


def is_error(item):
    """Is it an error whose parts are all text?"""
    return texts([item["ename"], item["evalue"]]) and type(item["traceback"]) is list and texts(item["traceback"])


def is_display(item):
    """Is it a bundle of text and JSON by MIME type, with JSON beside it?"""
    data = item["data"]
    return (type(data) is dict and type(item["metadata"]) is dict and json_like(item["metadata"])
            and all(type(value) is str or mime.endswith("json") and json_like(value) for mime, value in data.items()))


def is_result(item):
    """Is it a display with the number of its cell, or none?"""
    return is_display(item) and (item["execution_count"] is None or type(item["execution_count"]) is int)


def texts(items):
    """Are all items plain strings, not of a subclass?"""
    return all(type(item) is str for item in items)


def json_like(value):
    """Whether a value of the wire can be written as JSON as it is."""
    if type(value) is dict:
        return all(map(json_like, value.values()))
    if type(value) is list:
        return all(map(json_like, value))
    return value is None or type(value) in (bool, int, str) or type(value) is float and value - value == 0


CHECKS = {"stream": is_stream, "error": is_error, "display_data": is_display, "execute_result": is_result}


def message_of(cell):
    """The message in a marked test cell's result, as Markdown; empty where there is none."""
    for output in cell.get("outputs", []):
        if "text/markdown" in output.get("data", {}):
            return "".join(output["data"]["text/markdown"])
    return ""

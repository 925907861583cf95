"""What of a box's outputs a marked notebook keeps. Used by `marking.py`.

`outputs.py` has checked that they have the form of a notebook's; here it is made sure that whoever opens the notebook
(nbgrader's formgrader, nbconvert, JupyterLab) can do so without harm: text, tables and pictures stay, scripts, widgets
and drawings with code in them go.
"""

import base64
import binascii
import json

TEXTS = ("text/plain", "text/markdown", "text/latex", "text/html")  # HTML is cleaned by whoever shows it
PICTURES = {  # and how their data begins
    "image/png": b"\x89PNG\r\n\x1a\n",
    "image/jpeg": b"\xff\xd8\xff",
    "image/gif": b"GIF8",
    "image/webp": b"RIFF",
}
LONGEST = 2_000_000  # characters of one output's text
LONGEST_HTML = 50_000  # a table of pandas' has some 20,000; to clean more takes formgrader's pages too long
MOST = 32_000_000  # characters of all outputs of a notebook, as its file holds them
LEFT_OUT = f"[Not kept: what this notebook shows is more than {MOST // 1_000_000} million characters.]\n"


def shown(outputs: list[dict], count: int) -> list[dict]:
    """The outputs of one cell as a marked notebook keeps them; `count` is the cell's execution count."""
    return [made for made in (_shown(output, count) for output in outputs) if made is not None]


def within(outputs: list[dict], room: int) -> tuple[list[dict], int]:
    """The outputs, or a notice if they take more than `room` characters; and the room that is left after them."""
    length = len(json.dumps(outputs))
    if length > room:
        return [{"output_type": "stream", "name": "stderr", "text": LEFT_OUT}], room
    return outputs, room - length


def _shown(output: dict, count: int) -> dict | None:
    kind = output["output_type"]
    if kind == "stream":
        return output | {"text": output["text"][:LONGEST]}
    if kind == "error":
        return output
    data = {mime: text for mime, text in output["data"].items() if _harmless(mime, text)}
    if not data:
        return None
    made = {"output_type": kind, "data": data, "metadata": _sizes(output["metadata"])}
    return made | ({"execution_count": count} if kind == "execute_result" else {})


def _harmless(mime: str, text) -> bool:
    if mime in TEXTS:
        return isinstance(text, str) and len(text) <= (LONGEST_HTML if mime == "text/html" else LONGEST)
    return is_picture(mime, text)


def is_picture(mime: str, text) -> bool:
    """Is this base64 text the kind of picture that it says?"""
    if mime not in PICTURES or not isinstance(text, str):
        return False
    try:
        start = base64.b64decode("".join(text.split()), validate=True)[:8]
    except (binascii.Error, ValueError):
        return False
    return start.startswith(PICTURES[mime])


def _sizes(metadata: dict) -> dict:
    """Width and height of pictures, which are numbers; nothing else is known to be harmless."""
    found = {}
    for mime in PICTURES:
        about = metadata.get(mime)
        if isinstance(about, dict):
            sizes = {name: about[name] for name in ("width", "height") if type(about.get(name)) is int}
            found |= {mime: sizes} if sizes else {}
    return found

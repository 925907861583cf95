"""Reading a notebook file that a stranger wrote: what is in it, or one line that says why it cannot be read.

Used by the nbgrader step (through `grader/exporter.py`) and by batch marking. Nothing in a file can make this hang,
raise, use unbounded memory or follow a link: the file is opened without following links and without waiting, must be
a regular file of bounded size, and comes out as plain lists and dicts. What the cells mean is `align.py`'s business.
"""

import codecs
import json
import os
import stat
from collections.abc import Mapping
from pathlib import Path

from .oversized import slim
from .submitted import DEFAULT_CAPS, Caps

TIMESTAMP = "timestamp.txt"  # nbgrader's file with the time of submission
_ENCODINGS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_LONGEST_NUMBER = 300  # digits
MOST_BESIDE = 16_000_000  # bytes of all files beside a notebook that its code can read while it is marked


class Unreadable(Exception):
    """A file holds no notebook; the text says why, in words for the grader."""


def read_submission(path: str | Path, caps: Caps = DEFAULT_CAPS) -> tuple[dict | None, list[str]]:
    """Read a submitted notebook: (what is in it, remarks), or (None, one remark) where it holds no notebook.

    The dict is whatever JSON object the file holds; `align` trusts nothing in it.
    """
    try:
        data = read_regular(path, caps.file_mb * 1_000_000)
        return parse(data, caps)
    except Unreadable as error:
        return None, [str(error)]


def read_regular(path: str | Path, most: int) -> bytes:
    """The bytes of a regular file of at most `most` bytes; a link, FIFO, device or folder is `Unreadable` at once."""
    try:
        handle = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_NOFOLLOW | os.O_CLOEXEC | os.O_NOCTTY)
    except OSError as error:
        kind = "a link" if os.path.islink(path) else error.strerror
        raise Unreadable(f"cannot be opened ({kind}); ask the student for the file itself.") from None
    try:
        about = os.fstat(handle)
        if not stat.S_ISREG(about.st_mode):
            raise Unreadable("is a folder, a FIFO or a device; ask the student for the file itself.")
        if about.st_size > most:
            sizes = f"has {about.st_size / 1e6:.0f} MB; at most {most / 1e6:.0f} MB are read"
            raise Unreadable(f"{sizes}. Ask the student for a smaller file.")
        with open(handle, "rb", buffering=0, closefd=False) as file:
            return file.read(about.st_size)
    finally:
        os.close(handle)


def read_beside(places: Mapping[str, str | Path]) -> tuple[dict[str, bytes], dict[str, str]]:
    """What lies beside a notebook for a student's code to read, by place; and, of what is left out, why.

    The first ones first, up to MOST_BESIDE in all: the course's own files are to be named before a student's.
    """
    files, left_out, room = {}, {}, MOST_BESIDE
    for place, path in places.items():
        try:
            files[place] = read_regular(path, room)
            room -= len(files[place])
        except Unreadable as error:
            left_out[place] = str(error)
    return files, left_out


def parse(data: bytes, caps: Caps = DEFAULT_CAPS) -> tuple[dict, list[str]]:
    """JSON bytes as a dict with remarks; raises `Unreadable` where they are no JSON object."""
    if not data.strip():
        raise Unreadable("is an empty file; ask the student to save and submit it again.")
    remarks = []
    if len(data) > caps.plain_mb * 1_000_000:
        size = len(data)
        try:
            data, dropped = slim(data, caps.cells, caps.plain_mb * 1_000_000)
        except ValueError as error:
            raise Unreadable(f"has {size / 1e6:.0f} MB and {error}; ask the student for the file again.") from None
        remarks.append(f"has {size / 1e6:.0f} MB: read without its outputs and pictures{dropped}.")
    text, remark = _decoded(data)
    remarks += remark
    try:
        notebook = json.loads(text, parse_int=_whole, parse_constant=lambda name: None)
    except RecursionError:
        raise Unreadable("is JSON nested too deeply to be a notebook; ask the student for the file again.") from None
    except ValueError as error:
        raise Unreadable(f"is not JSON ({_one_line(error)}); ask the student for the file again.") from None
    if not isinstance(notebook, dict):
        raise Unreadable("is JSON but not a notebook; ask the student for the .ipynb file itself.")
    return notebook, remarks


def _decoded(data: bytes) -> tuple[str, list[str]]:
    for mark, encoding in _ENCODINGS:
        if data.startswith(mark):
            return data.decode(encoding, errors="replace").lstrip("\ufeff"), []
    try:
        return data.decode("utf-8"), []
    except UnicodeDecodeError:
        return data.decode("utf-8", errors="replace"), ["is not UTF-8 text: unreadable characters were replaced."]


def _whole(digits: str) -> int | None:
    return int(digits) if len(digits) < _LONGEST_NUMBER else None


def _one_line(error: Exception) -> str:
    return " ".join(str(error).split())[:100]

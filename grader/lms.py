"""How learning environments name things: the downloads of Moodle and Canvas, and cells that are safe in a CSV.

Used by `collect` (names in) and `export` (names and grades out). Pure: no files, no gradebook.
"""

import re
from dataclasses import dataclass

# Moodle, "Download all submissions": in folders `Ada Lovelace_4711_assignsubmission_file` (before 4.1 with a trailing
# underscore), or without folders as a prefix of the file's name. The number is the participant's, as in the worksheet.
_MOODLE = re.compile(
    r"^(?P<name>.*)_(?P<id>\d+)_assign(?:submission|feedback)_(?P<plugin>[a-z]+)(?:_(?P<file>.*))?$", re.DOTALL
)

_PARTICIPANT = re.compile(r"_\d+_assign(?:submission|feedback)_")

# Canvas, "Download submissions": `lovelaceada_LATE_1815_99_q1.ipynb`: name, LATE where it was, user, submission, file.
_CANVAS = re.compile(r"^(?P<name>[^_]*)_(?:(?P<late>LATE)_)?(?P<id>\d+)_(?P<submission>\d+)_(?P<file>.+)$", re.DOTALL)

# What browsers, Canvas and file managers add to a name: "q1 (2)", "q1-1", "q1 - Copy", "Copy of q1"
_ADDED = re.compile(r"(?:\s*\(\d+\)|-\d+|\s*-\s*copy|[-_]copy\d*)+$", re.IGNORECASE)
_COPY_OF = re.compile(r"^copy\s+of\s+", re.IGNORECASE)

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "|", "%")
_NUMBER = re.compile(r"-?\d+(?:[.,]\d+)?")  # a negative one begins as a formula does, and is none


@dataclass(frozen=True)
class Sent:
    """What the name of a downloaded file tells: who sent it, as which file, and the late flag where there is one."""

    student_id: str
    student_name: str
    file: str
    late: bool = False


def moodle(parts: list[str]) -> Sent | None:
    """Read the path of a file in Moodle's download, `parts` from the top; None where no part names a participant.

    Online text and other plug-ins' files are not submissions of files: None as well. So is a part that names two: the
    second would be of the student's own making, and somebody else.
    """
    for depth, part in enumerate(parts):
        found = _MOODLE.match(part)
        if len(_PARTICIPANT.findall(part)) > 1:
            return None
        if found and found["plugin"] == "file":
            file = parts[-1] if depth < len(parts) - 1 else found["file"]
            return Sent(found["id"], found["name"], file) if file else None
    return None


def canvas(parts: list[str]) -> Sent | None:
    """Read the path of a file in Canvas's download; a zip that a student sent names its files below its own name."""
    for depth, part in enumerate(parts):
        found = _CANVAS.match(part)
        if found:
            file = parts[-1] if depth < len(parts) - 1 else found["file"]
            return Sent(found["id"], found["name"], file, late=bool(found["late"]))
    return None


def notebook_name(file: str, expected: list[str]) -> str | None:
    """Which of the `expected` notebooks (names without .ipynb) `file` is meant to be; None where that is unclear.

    Case and spaces do not count, nor what browsers and learning environments append to a second copy.
    """
    stem = file[: -len(".ipynb")] if file.lower().endswith(".ipynb") else file
    known = {_plain(name): name for name in expected}
    bare = _COPY_OF.sub("", stem.strip())
    return known.get(_plain(bare)) or known.get(_plain(_ADDED.sub("", bare)))


def _plain(name: str) -> str:
    return re.sub(r"[\s_-]+", "_", name.strip().lower())


def safe_cell(value) -> str | int | float:
    """A value for a CSV: text that a spreadsheet would take for a formula gets a leading apostrophe."""
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return value
    text = "" if value is None else str(value)
    harmless = _NUMBER.fullmatch(text) or not text.lstrip(" \u00a0\ufeff").startswith(_FORMULA)
    return text if harmless else "'" + text


def safe_path_part(text: str) -> str:
    """A student's name as part of a file name on any system: no separators, at most 100 characters."""
    return re.sub(r'[\x00-\x1f<>:"/\\|?*_]+', " ", text).strip(" .")[:100] or "student"

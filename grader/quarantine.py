"""What in a submission folder could hang, mislead or leak when nbgrader copies it, put aside. Used by `exporter.py`.

nbgrader copies every file beside the notebooks with `shutil.copy`: a FIFO would make it wait for ever, a link would
carry somebody else's file into the student's feedback, a garbled timestamp stops it. Such things are moved into the
folder `.quarantine` inside the submission, which is never copied. Notebooks stay: `reading.py` reads them safely.
"""

import os
import stat
from collections.abc import Collection, Iterator
from pathlib import Path

from nbgrader.utils import parse_utc

from .reading import TIMESTAMP, Unreadable, read_regular
from .submitted import shown

FOLDER = ".quarantine"
DEEPEST = 12  # folders within folders; nbgrader follows them by recursion
MOST_FILES = 2_000


def tidy(folder: Path, max_file_kb: int, max_folder_kb: int, course: Collection[str] = ()) -> list[str]:
    """Put aside what must not be copied from a submission folder; a line for each kind, for the grader.

    course: places of the course's own files, which nbgrader lays over the student's.
    Raises OSError where something cannot be moved; the submission must then not be touched.
    """
    moved: dict[str, list[str]] = {}
    for path, why in list(_unfit(folder, max_file_kb * 1000, max_folder_kb * 1000, course)):
        _put_aside(folder, path)
        moved.setdefault(why, []).append(shown(str(path.relative_to(folder))))
    return [f"{_some(names)} {why}; moved to {FOLDER} and left out." for why, names in moved.items()]


def _unfit(folder: Path, max_file: int, max_folder: int, course: Collection[str]) -> Iterator[tuple[Path, str]]:
    """Everything under `folder` that must not be copied, with the reason; nothing inside what is unfit itself."""
    todo, count = [(folder, 0)], 0
    while todo:
        where, depth = todo.pop()
        with os.scandir(where) as entries:
            found = sorted(entries, key=lambda entry: entry.name)
        for entry in found:
            path = Path(entry.path)
            if where == folder and entry.name.startswith(FOLDER):
                continue
            if entry.is_dir(follow_symlinks=False):
                if depth >= DEEPEST or not entry.name.isprintable():
                    yield path, f"is nested more than {DEEPEST} folders deep, or oddly named"
                elif path.relative_to(folder).as_posix() in course:
                    yield path, "is a folder where the course has a file"
                else:
                    todo.append((path, depth + 1))
                continue
            if entry.name.endswith(".ipynb") and entry.name.isprintable():
                continue
            about, count = entry.stat(follow_symlinks=False), count + 1
            if why := _unfit_file(path, about, max_file, max_folder):
                yield path, why
            elif count > MOST_FILES:
                yield path, f"is one of more than {MOST_FILES:,} files"
            elif where == folder and entry.name == TIMESTAMP and not _is_time(path):
                yield path, "holds no time (the submission counts as in time: look when it came)"
            else:
                max_folder -= about.st_size


def _unfit_file(path: Path, about: os.stat_result, max_file: int, max_folder: int) -> str:
    if not stat.S_ISREG(about.st_mode):
        return "is a link or no regular file"
    if not path.name.isprintable():
        return "is oddly named"
    if about.st_size > min(max_file, max_folder):
        return f"has {about.st_size / 1e6:,.0f} MB, more than CourseDirectory.max_file_size or max_dir_size allows"
    return "" if os.access(path, os.R_OK) else "cannot be read"


def _is_time(path: Path) -> bool:
    """Is the file one that nbgrader can read as the time of submission? (An empty one it takes for none.)"""
    try:
        text = read_regular(path, 1_000).decode("utf-8").strip()
        return not text or parse_utc(text) is not None
    except (Unreadable, UnicodeDecodeError):
        return False
    except Exception:  # dateutil raises what it likes, OSError included: it takes words for names of time zone files
        return False


def _put_aside(folder: Path, path: Path) -> None:
    aside = folder / FOLDER
    if aside.is_symlink() or (aside.exists() and not aside.is_dir()):
        os.rename(aside, _free(folder / f"{FOLDER}-of-the-student"))
    aside.mkdir(exist_ok=True)
    name = "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in path.name)
    os.rename(path, _free(aside / name))


def _free(path: Path) -> Path:
    """`path`, or with a number added the first that is not there yet."""
    number, found = 1, path
    while os.path.lexists(found):
        number += 1
        found = path.with_name(f"{path.name[:200]}-{number}")
    return found


def _some(names: list[str]) -> str:
    return ", ".join(names[:4]) + (f" and {len(names) - 4:,} more" if len(names) > 4 else "")

"""With what the fork server is started: whom it runs as, what it must not see, its environment. Used by `box.py`."""

import importlib.util
import os
import sys
from pathlib import Path

NEVER_INSIDE = ("grader", "gan_ref")  # packages that a box must not be able to read, besides `references`


class Refused(Exception):
    """A layer begins well and cannot be completed here: another fork server has to be started without it."""

    def __init__(self, layer):
        super().__init__(layer)
        self.layer = layer


def secret_folders():
    """The course folder and the packages that hold answers, as real paths; also copies that another one hides."""
    found = set()
    for name in never_inside():
        spec = importlib.util.find_spec(name)
        places = [*((spec and spec.submodule_search_locations) or ()), *(os.path.join(path, name) for path in sys.path)]
        found |= {os.path.realpath(place) for place in places if os.path.isdir(place)}
    return found | {str(folder.resolve()) for folder in (Path.cwd(), Path(__file__).parent.parent) if is_course(folder)}


def never_inside():
    """Names of the packages that a box must not be able to read: this one, and the reference of every course."""
    return sorted({*NEVER_INSIDE, *references()})


def references():
    """Packages with tables of questions, wherever Python finds packages: a course may have installed its own."""
    for folder in filter(os.path.isdir, sys.path):
        for questions in Path(folder).glob("*/questions/__init__.py"):
            if "grader" in questions.read_text(encoding="utf-8", errors="replace"):  # others' questions are no secret
                yield questions.parent.parent.name


def is_course(folder):
    """Does it look like a course's folder?"""
    return (folder / "nbgrader_config.py").exists() or (folder / "source").is_dir()


def environment():
    """The fork server's environment: nothing of the lecturer's but where libraries are."""
    threads = dict.fromkeys(("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"), "1")
    keep = {name: os.environ[name] for name in ("HOME", "LD_LIBRARY_PATH", "MPLCONFIGDIR") if name in os.environ}
    return {**keep, **threads, "PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", "PYTHONHASHSEED": "0", "USER": "student",
            "MPLBACKEND": "module://matplotlib_inline.backend_inline"}


def student_uid():
    """For root: a user id that nobody has, as high as this container's map allows. 0 for others, who keep theirs."""
    if os.geteuid() != 0:
        return 0
    for base, count in ((2_100_000_000, 40_000_000), (60_000, 1_000)):
        uid = base + os.getpid() % count
        if mapped(uid):
            return uid
    return 65534


def mapped(uid):
    """Is the user id one that this user namespace knows? True where the kernel does not tell."""
    try:
        ranges = [tuple(map(int, line.split())) for line in Path("/proc/self/uid_map").read_text().splitlines()]
    except OSError:
        return True
    return any(first <= uid < first + count for first, _, count in ranges)


def write_maps(pid, uid):
    """As root: in the server's new user namespace, the student is the unprivileged `uid` outside."""
    try:
        for name in ("uid_map", "gid_map"):
            Path(f"/proc/{pid}/{name}").write_text(f"1000 {uid} 1")
    except OSError:
        raise Refused("user") from None

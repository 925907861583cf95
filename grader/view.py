"""The small file system that a box sees: Python, its libraries, a few devices, and an empty home; nothing else.

Built once by the fork server in a mount namespace of its own, out of read-only bind mounts; every box inherits it and
puts its own scratch folder over the home. Landlock then says the same again, for where only one of the two is allowed.
"""

import contextlib
import os
import sys
import sysconfig

from . import kernel

HOME = "/home/student"
DEVICES = ("/dev/null", "/dev/zero", "/dev/full", "/dev/random", "/dev/urandom")
SYSTEM = ("/lib", "/lib64", "/usr/lib", "/usr/lib64", "/usr/local/lib", "/usr/share/zoneinfo", "/usr/share/fonts",
          "/usr/local/share/fonts", "/etc/ld.so.cache", "/etc/localtime", "/etc/fonts")


def readable(secrets):
    """Folders and files that students' code may read: Python's, those of loaded libraries, the system's libraries.

    Python's own folders always are, even where the virtual environment lies in the course folder; a secret package that
    is installed there gets masked. Any other folder of sys.path that holds a secret, or lies in one, stays out.
    """
    own = [sysconfig.get_path(name) for name in ("stdlib", "platstdlib", "purelib", "platlib")]
    own += [os.path.join(prefix, "lib") for prefix in (sys.base_prefix, sys.prefix)]
    own = {os.path.realpath(path) for path in own}
    others = [os.path.realpath(path) for path in sys.path if path]
    others += [os.path.dirname(path) for path in _loaded()]
    others = [path for path in others if any(_within(path, home) for home in own)
              or not any(_within(path, secret) or _within(secret, path) for secret in secrets)]
    return _outermost([path for path in [*own, *others, *SYSTEM] if os.path.exists(path)])


def open_to_all(paths):
    """Whether anybody on this machine can read below these paths: every folder on the way has to let strangers pass."""
    for path in paths:
        path = os.path.realpath(path)
        while path != "/":
            path = os.path.dirname(path)
            if not os.stat(path).st_mode & 0o001:
                return False
    return True


def _within(path, folder):
    return path == folder or path.startswith(folder.rstrip("/") + "/")


def _loaded():
    """Files that are mapped into this process, as the kernel lists them."""
    with contextlib.suppress(OSError), open("/proc/self/maps", encoding="utf-8", errors="surrogateescape") as lines:
        return {fields[5].rstrip("\n") for fields in (line.split(None, 5) for line in lines)
                if len(fields) == 6 and fields[5].startswith("/") and ".so" in fields[5]}
    return set()


def _outermost(paths):
    """The paths without repetitions and without those below another one."""
    kept = []
    for path in sorted(set(paths)):
        if not any(_within(path, other) for other in kept):
            kept.append(path)
    return kept


class View:
    """The plan of the small root: made with the rights of whoever started the grader, carried out without them."""

    def __init__(self, paths, masked):
        self.links, self.mounts = {}, {}
        for path in [*paths, *DEVICES]:
            self.plan(path)
        self.masked = [os.path.realpath(path) for path in masked]

    def plan(self, path):
        """Symbolic links on the way are kept as links, so that every name of a file still leads to it."""
        parts, place = path.strip("/").split("/"), ""
        for number, part in enumerate(parts):
            place += "/" + part
            if os.path.islink(place):
                target = os.readlink(place)
                self.links[place] = target
                rest = os.path.join(os.path.dirname(place), target, *parts[number + 1:])
                return self.plan(os.path.normpath(rest))
        if os.path.exists(place) and place not in self.mounts:
            self.mounts[place] = (os.open(place, os.O_PATH | os.O_CLOEXEC), os.path.isdir(place))
        return None

    def build(self, root):
        """Carry the plan out below `root`, an empty folder, and make that the root of this mount namespace."""
        kernel.mount("none", "/", None, kernel.MS_REC | kernel.MS_PRIVATE)
        kernel.mount("tmpfs", root, "tmpfs", kernel.MS_NOSUID | kernel.MS_NODEV, "mode=755,size=1m")
        for place in _outermost(self.mounts):
            self._bind(root, place)
        for place, target in self.links.items():
            os.makedirs(os.path.dirname(root + place), exist_ok=True)
            if not os.path.lexists(root + place):
                os.symlink(target, root + place)
        for place in self.masked:
            if any(_within(place, shown) for shown in self.mounts) and os.path.exists(root + place):
                self._mask(root + place)
        os.makedirs(root + HOME, exist_ok=True)
        kernel.seal(root, kernel.ATTR_RDONLY, below=False)
        kernel.enter_root(root)

    def _bind(self, root, place):
        handle, folder = self.mounts[place]
        if folder:
            os.makedirs(root + place, exist_ok=True)
        else:
            os.makedirs(os.path.dirname(root + place), exist_ok=True)
            open(root + place, "w").close()
        kernel.mount(f"/proc/self/fd/{handle}", root + place, None, kernel.MS_BIND | kernel.MS_REC)
        device = 0 if place in DEVICES else kernel.ATTR_NODEV | kernel.ATTR_RDONLY
        kernel.seal(root + place, device | kernel.ATTR_NOSUID)
        os.close(handle)

    def _mask(self, place):
        """Nothing to be seen there: an empty folder, or an empty file, over it."""
        if os.path.isdir(place):
            kernel.mount("tmpfs", place, "tmpfs", kernel.MS_NOSUID | kernel.MS_NODEV, "mode=755,size=4k")
            kernel.seal(place, kernel.ATTR_RDONLY)
        else:
            kernel.mount("/dev/null", place, None, kernel.MS_BIND)

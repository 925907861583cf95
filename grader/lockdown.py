"""How a process locks itself in: the fork server a little, every box wholly. `box.py` explains why each layer is there.

A layer that the kernel refuses is left out and not named in the result; the probe decides whether what is left holds.
`without` names layers to leave out on purpose: tests use it to prove that the probe notices.
"""

import contextlib
import os
import resource
import signal
import tempfile

from . import kernel, seccomp, view
from .limits import LAYERS

STUDENT = 1000  # user and group of a box in its own user namespace


class Server:
    """The fork server's own confinement, and what it hands down to its boxes."""

    def __init__(self, config):
        self.without, self.secrets = set(config["without"]), config["secrets"]
        self.folder, self.uid = config["folder"], config["uid"]
        self.ids = os.geteuid(), os.getegid()  # in a new namespace nobody has a name until the maps are written
        self.root = self.ids[0] == 0
        self.layers, self.paths = set(), []
        self.proc = None
        self.abi = 0

    # ---- before the libraries are imported ----

    def separate(self, ask):
        """Leave the grader's namespaces; whether the next child is the first process of its own.

        The network namespace is for all boxes: there is nothing in it, and to make one anew takes a millisecond.
        `ask` asks the grader to write the maps for root, or, where nobody may write them, for a server without them.
        """
        if self.have("user", kernel.unshare, ["user"]):
            try:
                ask("map") if self.root else write_maps("/proc/self", *self.ids)
            except OSError:
                ask("without", layer="user")
        self.have("mount", kernel.unshare, ["mount"])
        self.have("net", kernel.unshare, ["net"])
        return self.have("pid", kernel.unshare, ["pid"])

    def have(self, layer, action, *args):
        """Try one layer; whether it is there now."""
        if layer in self.without:
            return False
        try:
            action(*args)
        except OSError:
            return False
        self.layers.add(layer)
        return True

    # ---- after the libraries are imported ----

    def settle(self, ask):
        """Give up being root, and put the small root in place, when the libraries are in memory.

        Where it cannot be put there, as in a chroot, `ask` asks for a server that does without from the beginning,
        unless the user that this one has become can read Python all the same.
        """
        with contextlib.suppress(OSError), open("/proc/self/oom_score_adj", "w") as file:
            file.write("500")  # when memory runs out, a box goes first
        with contextlib.suppress(OSError):
            self.proc = os.open("/proc", os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
        self.memory = memory_in_use()
        self.paths = view.readable(self.secrets)
        plan = view.View(self.paths, self.secrets) if "mount" in self.layers else None
        open_to_all = view.open_to_all(self.paths)
        if "uid" in self.without or not (plan or open_to_all):
            self.uid = 0  # a stranger could not read Python here, so the other layers have to do
        self.become_student()
        die_with_parent()
        if plan:
            try:
                plan.build(os.path.join(self.folder, "root"))
            except OSError:
                if "uid" in self.layers and not open_to_all:
                    ask("without", layer="mount")
                self.layers.discard("mount")
        self.shared_files = "mount" not in self.layers
        self.filter = seccomp.program(1, self.shared_files)  # number 1: the first process of a PID namespace
        self.secrets = []
        if "landlock" not in self.without:
            self.abi = kernel.landlock_abi()

    def become_student(self):
        """Inside a user namespace: from the one who started the grader to the student, all capabilities kept."""
        if "user" not in self.layers or self.root and not self.uid:
            return
        with contextlib.suppress(OSError):
            os.setgroups([])  # not allowed where an ordinary user wrote the maps; and then not needed
        os.setresgid(STUDENT, STUDENT, STUDENT)
        os.setresuid(STUDENT, STUDENT, STUDENT)
        kernel.prctl(kernel.PR_SET_DUMPABLE, 1)  # else /proc/self is root's, and no box could write its maps
        if self.uid:
            self.layers.add("uid")

    def scratch(self):
        """The folder that is the next box's own: the home of the small root, or one on the disk."""
        if "mount" in self.layers:
            return view.HOME
        return tempfile.mkdtemp(prefix="box-", dir=self.folder)


class Lockdown:
    """One box locking itself in. Its steps run in order; none can be undone."""

    def __init__(self, server, limits, scratch, files):
        self.server, self.limits, self.scratch, self.files = server, limits, scratch, files
        self.writable = []
        self.layers = {"pid", "net"} & server.layers

    def enter(self):
        """Lock this process in, and say by which layers."""
        os.setsid()
        self.namespaces()
        self.home()
        self.user()
        self.try_layer("limits", self.set_limits)
        self.try_layer("capabilities", kernel.drop_capabilities)
        die_with_parent()
        if self.server.abi:
            self.try_layer("landlock", kernel.landlock, [*self.server.paths, self.scratch], self.writable,
                           view.DEVICES, self.server.abi)
        with contextlib.suppress(OSError):
            kernel.prctl(kernel.PR_SET_DUMPABLE, 0)  # no core files, not even by way of the system's collector
        own = os.getpid()
        code = self.server.filter if own == 1 else seccomp.program(own, self.server.shared_files)
        self.try_layer("seccomp", seccomp.close_calls, code)
        return sorted(self.layers, key=LAYERS.index)

    def try_layer(self, layer, action, *args):
        if layer not in self.server.without:
            with contextlib.suppress(OSError):
                action(*args)
                self.layers.add(layer)

    def namespaces(self):
        """All at once where that is allowed, else one by one."""
        there = self.server.without | self.layers
        wanted = [name for name in ("user", "mount", "net", "ipc", "uts") if name not in there]
        groups = [wanted] if wanted else []
        while groups:
            names = groups.pop(0)
            try:
                kernel.unshare(names)
            except OSError:
                groups += [[name] for name in names] if len(names) > 1 else []
                continue
            self.layers.update(names)
            if "user" in names:
                self.map_user()

    def map_user(self):
        """The box's student is the fork server's user, whoever that is outside; and makes no user namespaces."""
        ids = (STUDENT, STUDENT) if "user" in self.server.layers else self.server.ids
        write_maps("self", *ids, self.server.proc)
        with contextlib.suppress(OSError):
            write("sys/user/max_user_namespaces", "0", self.server.proc)

    def home(self):
        """A scratch folder in memory, of limited size, gone with the box; else one that can only be read."""
        if not {"mount"} <= self.layers & self.server.layers:
            self.layers.discard("mount")
        else:
            size = f"mode=700,nr_inodes=2000,size={self.limits['scratch_mb']}m"
            flags = kernel.MS_NOSUID | kernel.MS_NODEV | kernel.MS_NOEXEC
            kernel.mount("tmpfs", view.HOME, "tmpfs", flags, size)
            self.writable = [view.HOME]
        for name, content in self.files.items():
            place = os.path.join(self.scratch, name)
            os.makedirs(os.path.dirname(place), exist_ok=True)
            with open(place, "wb") as file:
                file.write(content.tobytes())

    def user(self):
        """A user that nobody else is, when the grader is root's."""
        if "uid" in self.server.layers:
            self.layers.add("uid")
        elif self.server.uid and os.geteuid() == 0:
            for folder, _, names in os.walk(self.scratch):
                for name in [".", *names]:
                    os.chown(os.path.join(folder, name), self.server.uid, self.server.uid)
            self.try_layer("uid", become, self.server.uid)

    def set_limits(self):
        limits = self.limits
        settings = {"AS": self.server.memory + (limits["memory_mb"] << 20), "CPU": limits["cpu_seconds"], "CORE": 0,
                    "FSIZE": limits["file_mb"] << 20, "NOFILE": limits["open_files"], "MEMLOCK": 0}
        if self.layers & {"user", "uid"}:  # else the count would include all that the lecturer has running
            settings["NPROC"] = limits["processes"]
        for name, value in settings.items():
            number = getattr(resource, "RLIMIT_" + name, None)
            if number is not None:
                hard = resource.getrlimit(number)[1]
                value = value if hard == resource.RLIM_INFINITY else min(value, hard)
                resource.setrlimit(number, (value, value))


def become(uid):
    """From root to a user and a group that nobody has."""
    os.setgroups([])
    os.setresgid(uid, uid, uid)
    os.setresuid(uid, uid, uid)


def die_with_parent():
    """When the parent dies, so does this process. To be said after the last change of user, which unsays it."""
    with contextlib.suppress(OSError):
        kernel.prctl(kernel.PR_SET_PDEATHSIG, signal.SIGKILL)


def memory_in_use():
    """Bytes of address space that Python and its libraries take in this process."""
    try:
        with open("/proc/self/statm") as file:
            return int(file.read().split()[0]) * resource.getpagesize()
    except OSError:
        return 512 << 20


def write_maps(folder, uid, gid, place=None):
    """In a new user namespace: who its student is outside. `folder`: absolute, or below `place`, a handle on /proc."""
    write(f"{folder}/setgroups", "deny", place)
    write(f"{folder}/uid_map", f"{STUDENT} {uid} 1", place)
    write(f"{folder}/gid_map", f"{STUDENT} {gid} 1", place)


def write(path, text, place=None):
    """Write to one of the kernel's files, in a single call as it wants it."""
    handle = os.open(path, os.O_WRONLY, dir_fd=place)
    try:
        os.write(handle, text.encode())
    finally:
        os.close(handle)

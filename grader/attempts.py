"""What students' code must not manage, tried from inside a box. `probe.py` sends this file in as a cell and calls it.

Each attempt returns None when nothing came of it, else a few words on what did. Only the standard library is used, and
nothing of the grader: this file runs as a student's code does.
"""

import contextlib
import ctypes
import importlib
import os
import resource
import socket
import struct
import sys
import time

LIBC = ctypes.CDLL(None, use_errno=True)
PTRACE_SEIZE, CLONE_NEWUSER = 0x4206, 0x10000000
KNOWN_ENVIRONMENT = {"PATH", "LANG", "HOME", "TMPDIR", "IPYTHONDIR", "MPLCONFIGDIR", "MPLBACKEND", "USER", "LOGNAME",
                     "OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS", "LC_CTYPE"}


def read(names_of):
    """List folders of the lecturer's (path -> names known to be in them), and open what is there."""
    for folder, names in names_of.items():
        with contextlib.suppress(OSError):
            if set(names) & set(os.listdir(folder)):
                return f"the folder {folder} could be listed"
        for name in names:
            with contextlib.suppress(OSError), open(os.path.join(folder, name), "rb") as file:
                file.read(1)
                return f"the file {os.path.join(folder, name)} could be read"
    return None


def write(folders, name):
    """Make a file anywhere but in the scratch folder."""
    for folder in folders:
        with contextlib.suppress(OSError):
            with open(os.path.join(folder, name), "w") as file:
                file.write("x")
            return f"a file could be written to {folder}"
    return None


def change(path):
    """Change what can be changed of a file without opening it."""
    for name, action in {"mode": lambda: os.chmod(path, 0o666), "time": lambda: os.utime(path, (0, 0)),
                         "owner": lambda: os.chown(path, os.getuid(), os.getgid()),
                         "attributes": lambda: os.setxattr(path, "user.box", b"x"),
                         "length": lambda: os.truncate(path, 0)}.items():
        with contextlib.suppress(OSError):
            action()
            return f"the {name} of {path} could be changed"
    return None


def import_secrets(names):
    """Import the packages that hold the answers, from memory, from the path, or from where the grader found them."""
    for name in names:
        with contextlib.suppress(ImportError, OSError):
            if getattr(importlib.import_module(name), "__file__", None):
                return f"{name} could be imported"
    return None


def connect(family, kind, address):
    """Send a byte to somebody outside, by a new socket, or by one of a pair that is turned to another address."""
    family, kind = getattr(socket, family), getattr(socket, kind)
    address = tuple(address) if isinstance(address, list) else address
    for make in (lambda: [socket.socket(family, kind)], lambda: socket.socketpair(family, kind)):
        with contextlib.suppress(OSError), contextlib.ExitStack() as stack:
            sock = [stack.enter_context(one) for one in make()][0]
            sock.settimeout(1)
            sock.connect(address)
            sock.send(b"x")
            return "somebody outside could be reached"
    return None


def resolve(name):
    """Ask the network for an address."""
    try:
        socket.getaddrinfo(name, 80)
    except OSError:
        return None
    return f"the name {name} was looked up"


def signal(pids):
    """Send the signal that only asks whether it would arrive."""
    for pid in outside(pids):
        with contextlib.suppress(OSError):
            os.kill(pid, 0)
            return f"process {pid} could be signalled"
    return None


def trace(pids):
    """Attach as a debugger, or read another process's memory."""
    local = ctypes.create_string_buffer(8)
    vector = ctypes.create_string_buffer(struct.pack("PN", ctypes.addressof(local), 8))
    for pid in outside(pids):
        if LIBC.ptrace(PTRACE_SEIZE, pid, None, None) == 0:
            return f"process {pid} could be traced"
        for place in (id(LIBC), id(os)):
            remote = ctypes.create_string_buffer(struct.pack("PN", place, 8))
            if LIBC.process_vm_readv(pid, vector, ctypes.c_ulong(1), remote, ctypes.c_ulong(1), ctypes.c_ulong(0)) > 0:
                return f"memory of process {pid} could be read"
    return None


def look(pids):
    """Read what the kernel tells of other processes."""
    for pid in outside(pids):
        for name in ("environ", "cmdline", "status", "maps", "mem"):
            with contextlib.suppress(OSError), open(f"/proc/{pid}/{name}", "rb") as file:
                file.read(1)
                return f"/proc/{pid}/{name} could be read"
    with contextlib.suppress(OSError):
        others = {name for name in os.listdir("/proc") if name.isdigit()} - {str(os.getpid())}
        if others:
            return f"{len(others)} other processes could be seen"
    return None


def outside(pids):
    """Process ids that are not this process's own; PID 1 of a namespace has the number of another one outside."""
    return [pid for pid in [*pids, os.getppid()] if pid not in (0, os.getpid())]


def gain():
    """Get a right that a student has no use for."""
    header = ctypes.create_string_buffer(struct.pack("=Ii", 0x20080522, 0))
    data = ctypes.create_string_buffer(24)
    if LIBC.capget(header, data) == 0 and any(data.raw):
        return "the box has capabilities"
    for number in (0, 65534):
        with contextlib.suppress(OSError):
            if os.getuid() != number:
                os.setuid(number)
                return f"the user could be changed to {number}"
    if LIBC.mount(b"none", b"/", b"tmpfs", 0, None) == 0:
        return "a file system could be mounted"
    if LIBC.unshare(CLONE_NEWUSER) == 0:
        return "a new user namespace, with capabilities in it, could be made"
    return None


def find_descriptors():
    """Find files or sockets that the grader left open."""
    for number in range(4, 1024):
        with contextlib.suppress(OSError):
            os.fstat(number)
            return f"descriptor {number} is open"
    return None


def find_environment():
    """Find something of the lecturer's among the environment variables."""
    unknown = sorted(set(os.environ) - KNOWN_ENVIRONMENT)
    return f"the variable {unknown[0]} is set" if unknown else None


def take_memory(megabytes):
    """Take more memory than the limit."""
    try:
        bytearray(megabytes << 20)
    except MemoryError:
        return None
    return f"{megabytes} MB could be taken"


def fill_disk(megabytes):
    """Write more than the limits on one file and on all files."""
    written, block = 0, bytes(1 << 20)
    with contextlib.suppress(OSError):
        for number in range(megabytes):
            with open(f"filler{number % 64}", "ab") as file:
                written += file.write(block)
    for number in range(64):
        with contextlib.suppress(OSError):
            os.remove(f"filler{number}")
    return f"{written >> 20} MB of files could be written" if written >= megabytes << 20 else None


def bomb(most):
    """Start more processes than the limit. They all end when this function does."""
    there, here = os.pipe()
    started = 0
    try:
        while started < most and os.fork():
            started += 1
        if started < most:  # a child: wait until the parent has closed its end
            os.close(here)
            os.read(there, 1)
            os._exit(0)
    except OSError:
        pass
    os.close(there)
    os.close(here)
    for _ in range(started):
        os.wait()
    return f"{started} processes could be started" if started == most else None


def outlive(seconds):
    """Leave behind a process that cuts its ties and keeps the box's descriptors open for a while."""
    with contextlib.suppress(OSError):
        if os.fork() == 0:
            with contextlib.suppress(OSError):
                os.setsid()
                if os.fork() == 0:
                    time.sleep(seconds)
            os._exit(0)
        return "started"
    return None


def set_limits():
    """Change a limit of one's own, to what it is: a lower one on processor time would have the kernel kill the box."""
    kind, now = resource.RLIMIT_CPU, resource.getrlimit(resource.RLIMIT_CPU)
    for change in (lambda: resource.setrlimit(kind, now), lambda: resource.prlimit(0, kind, now),
                   lambda: resource.prlimit(os.getpid(), kind, now)):
        with contextlib.suppress(OSError, ValueError):
            change()
            return "the limit on processor time could be set"
    return None


def python():
    """Where Python is: only for the report."""
    return sys.prefix

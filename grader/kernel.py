"""Linux calls that Python has no name for, by ctypes, and what each layer of the box asks of the kernel.

Used by `lockdown.py` and `view.py` in the fork server and in the box, never on the trusted side. A call that the kernel
refuses raises OSError with the call's name in it; whether that matters is the caller's decision.
"""

import ctypes
import errno
import os
import platform
import struct

LIBC = ctypes.CDLL(None, use_errno=True)

# Namespaces (linux/sched.h)
NAMESPACES = {"mount": 0x00020000, "uts": 0x04000000, "ipc": 0x08000000, "user": 0x10000000, "pid": 0x20000000,
              "net": 0x40000000}

# Mounting (linux/mount.h); numbers of newer calls are the same on every machine.
MS_NOSUID, MS_NODEV, MS_NOEXEC, MS_BIND, MS_REC, MS_PRIVATE = 2, 4, 8, 0x1000, 0x4000, 0x40000
MNT_DETACH = 2
MOUNT_SETATTR, AT_RECURSIVE = 442, 0x8000
ATTR_RDONLY, ATTR_NOSUID, ATTR_NODEV, ATTR_NOEXEC = 1, 2, 4, 8
PIVOT_ROOT = {"x86_64": 155, "aarch64": 41}.get(platform.machine())

# prctl (linux/prctl.h)
PR_SET_PDEATHSIG, PR_SET_DUMPABLE, PR_CAPBSET_DROP, PR_SET_SECUREBITS = 1, 4, 24, 28
PR_SET_NO_NEW_PRIVS, PR_CAP_AMBIENT, PR_CAP_AMBIENT_CLEAR_ALL = 38, 47, 4
SECUREBITS_LOCKED = 0xEF  # no rights from being uid 0, no ambient ones, and none of that to be undone
CAPABILITY_VERSION = 0x20080522

# Landlock (linux/landlock.h)
LANDLOCK_CREATE, LANDLOCK_ADD, LANDLOCK_RESTRICT = 444, 445, 446
FS_EXECUTE, FS_WRITE_FILE, FS_READ_FILE, FS_READ_DIR = 1, 2, 4, 8
FS_MAKE_CHAR, FS_MAKE_SOCK, FS_MAKE_BLOCK = 1 << 6, 1 << 9, 1 << 11
FS_TRUNCATE, FS_IOCTL_DEV = 1 << 14, 1 << 15
FS_OF_FILES = FS_EXECUTE | FS_WRITE_FILE | FS_READ_FILE | FS_TRUNCATE | FS_IOCTL_DEV
FS_BITS = {1: 13, 2: 14, 3: 15, 5: 16, 9: 17}  # ABI: how many file rights it knows
NET_TCP = 3  # bind, connect; since ABI 4
SCOPES = 3  # abstract sockets, signals; since ABI 6


def call(name, *args):
    """A function of the C library, with its errors as OSError."""
    ctypes.set_errno(0)
    function = getattr(LIBC, name, None)  # macOS lacks most of them
    result = function(*args) if function else -1
    if result < 0:
        number = ctypes.get_errno() if function else errno.ENOSYS
        raise OSError(number, f"{name}: {os.strerror(number)}")
    return result


def syscall(number, *args):
    """A call by its number; whole numbers as C longs."""
    return call("syscall", *(ctypes.c_long(item) if isinstance(item, int) else item for item in (number, *args)))


def unshare(names):
    """New namespaces of these kinds for this process (of kind pid: for its children)."""
    call("unshare", sum(NAMESPACES[name] for name in names))


def mount(source, target, kind=None, flags=0, data=None):
    """mount(2). Raises OSError."""
    encoded = [None if item is None else os.fsencode(item) for item in (source, target, kind)]
    call("mount", *encoded, ctypes.c_ulong(flags), None if data is None else data.encode())


def seal(path, attributes, below=True):
    """Set mount attributes on what is mounted at `path`, and on everything mounted below it."""
    block = struct.pack("=QQQQ", attributes, 0, 0, 0)
    syscall(MOUNT_SETATTR, -100, os.fsencode(path), AT_RECURSIVE if below else 0, block, len(block))


def enter_root(path):
    """Make `path`, a mount, the root of this mount namespace; nothing of the old one stays in sight."""
    if PIVOT_ROOT is None:
        raise OSError(f"pivot_root has no known number on {platform.machine()}")
    os.chdir(path)
    syscall(PIVOT_ROOT, b".", b".")
    call("umount2", b".", MNT_DETACH)
    os.chdir("/")


def prctl(option, *args):
    """prctl(2) with up to four arguments. Raises OSError."""
    call("prctl", option, *(ctypes.c_ulong(item) for item in (*args, 0, 0, 0, 0)[:4]))


def drop_capabilities():
    """Give up every capability, for good; without the right to shrink the bounding set, no_new_privs does that part."""
    for number in range(64):
        try:
            prctl(PR_CAPBSET_DROP, number)
        except OSError:
            break
    for option, value in ((PR_SET_SECUREBITS, SECUREBITS_LOCKED), (PR_CAP_AMBIENT, PR_CAP_AMBIENT_CLEAR_ALL)):
        try:
            prctl(option, value)
        except OSError:
            continue
    call("capset", struct.pack("=Ii", CAPABILITY_VERSION, 0), struct.pack("=6I", *[0] * 6))
    prctl(PR_SET_NO_NEW_PRIVS, 1)


def landlock_abi():
    """The version of Landlock that the kernel speaks; 0 for none."""
    try:
        return syscall(LANDLOCK_CREATE, None, 0, 1)
    except OSError:
        return 0


def landlock(read, write, devices, abi):
    """From here on: read below `read`, all but special files below `write`, read and write `devices`, no more."""
    handled = (1 << max(bits for version, bits in FS_BITS.items() if version <= abi)) - 1
    attributes = struct.pack("=QQQ", handled, NET_TCP if abi >= 4 else 0, SCOPES if abi >= 6 else 0)
    size = 24 if abi >= 6 else 16 if abi >= 4 else 8
    ruleset = syscall(LANDLOCK_CREATE, attributes, size, 0)
    special = FS_EXECUTE | FS_MAKE_CHAR | FS_MAKE_SOCK | FS_MAKE_BLOCK | FS_IOCTL_DEV
    try:
        for paths, access in ((read, FS_READ_FILE | FS_READ_DIR), (write, handled & ~special),
                              (devices, FS_READ_FILE | FS_WRITE_FILE)):
            for path in paths:
                _allow(ruleset, path, access)
        syscall(LANDLOCK_RESTRICT, ruleset, 0)
    finally:
        os.close(ruleset)


def _allow(ruleset, path, access):
    try:
        handle = os.open(path, os.O_PATH | os.O_CLOEXEC)
    except OSError:
        return  # what is not there needs no leave
    try:
        if not os.path.isdir(path):
            access &= FS_OF_FILES
        syscall(LANDLOCK_ADD, ruleset, 1, struct.pack("=Qi", access, handle), 0)
    finally:
        os.close(handle)

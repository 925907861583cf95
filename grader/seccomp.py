"""A filter on system calls: the layer that needs no privilege and that almost every kernel and container has.

Used by `lockdown.py`, last of all. Everything is allowed but what is listed here, because honest code may need anything
that libraries use, and because files are Landlock's business. Closed are: sockets (a pair of one's own may be made),
new processes and programs, looking into, signalling or slowing other processes, namespaces and mounts, memory that no
limit counts, changes of the limits themselves, urgent data, and those parts of the kernel that a notebook has no use
for and attackers have. Where the box shares the grader's file system, what Landlock leaves open is closed too: modes,
owners, times and attributes of files that can be named but not opened. Refused calls fail with EPERM.
"""

import platform
import struct

from . import kernel

# Name: (number on x86_64, number on aarch64); None where that machine has no such call.
CLOSED = {
    # sockets; io_uring could make them behind the filter's back
    "socket": (41, 198), "connect": (42, 203), "bind": (49, 200), "listen": (50, 201), "io_uring_setup": (425, 425),
    "io_uring_enter": (426, 426), "io_uring_register": (427, 427),
    # new processes and programs (clone is looked at more closely, threads being allowed)
    "fork": (57, None), "vfork": (58, None), "execve": (59, 221), "execveat": (322, 281),
    # other processes
    "ptrace": (101, 117), "process_vm_readv": (310, 270), "process_vm_writev": (311, 271), "kcmp": (312, 272),
    "process_madvise": (440, 440), "pidfd_open": (434, 434), "pidfd_getfd": (438, 438),
    "pidfd_send_signal": (424, 424), "tkill": (200, 130), "rt_sigqueueinfo": (129, 138),
    "rt_tgsigqueueinfo": (297, 240), "migrate_pages": (256, 238), "move_pages": (279, 239),
    "process_mrelease": (448, 448), "setpriority": (141, 140), "ioprio_set": (251, 30),
    # namespaces and mounts
    "unshare": (272, 97), "setns": (308, 268), "mount": (165, 40), "umount2": (166, 39), "pivot_root": (155, 41),
    "chroot": (161, 51), "open_tree": (428, 428), "move_mount": (429, 429), "fsopen": (430, 430),
    "fsconfig": (431, 431), "fsmount": (432, 432), "fspick": (433, 433), "mount_setattr": (442, 442),
    "open_tree_attr": (467, 467), "statmount": (457, 457), "listmount": (458, 458), "listns": (470, 470),
    "name_to_handle_at": (303, 264),
    "open_by_handle_at": (304, 265),
    # memory and messages outside the limits
    "memfd_create": (319, 279), "memfd_secret": (447, 447), "shmget": (29, 194), "semget": (64, 190),
    "msgget": (68, 186), "mq_open": (240, 180),
    # a store that everybody on the machine shares
    "io_setup": (206, 0),
    # limits: who lowers that on processor time is killed by the kernel, as if the machine had done it
    "setrlimit": (160, 164),
    # the kernel's back rooms
    "bpf": (321, 280), "perf_event_open": (298, 241), "userfaultfd": (323, 282), "keyctl": (250, 219),
    "add_key": (248, 217), "request_key": (249, 218), "fanotify_init": (300, 262), "init_module": (175, 105),
    "finit_module": (313, 273), "delete_module": (176, 106), "kexec_load": (246, 104), "kexec_file_load": (320, 294),
    "reboot": (169, 142), "swapon": (167, 224), "swapoff": (168, 225), "acct": (163, 89), "quotactl": (179, 60),
    "quotactl_fd": (443, 443), "syslog": (103, 116), "sethostname": (170, 161), "setdomainname": (171, 162),
    "settimeofday": (164, 170), "clock_settime": (227, 112), "clock_adjtime": (305, 266), "adjtimex": (159, 171),
    "iopl": (172, None), "ioperm": (173, None), "modify_ldt": (154, None), "uselib": (134, None), "vhangup": (153, 58),
}
# Closed besides, where the box shares the grader's file system.
OF_FILES = {
    "chmod": (90, None), "fchmod": (91, 52), "fchmodat": (268, 53), "fchmodat2": (452, 452), "chown": (92, None),
    "fchown": (93, 55), "lchown": (94, None), "fchownat": (260, 54), "truncate": (76, 45), "utime": (132, None),
    "utimes": (235, None), "futimesat": (261, None), "utimensat": (280, 88), "setxattr": (188, 5),
    "lsetxattr": (189, 6), "fsetxattr": (190, 7), "removexattr": (197, 14), "lremovexattr": (198, 15),
    "fremovexattr": (199, 16), "setxattrat": (463, 463), "removexattrat": (466, 466),
    "file_setattr": (469, 469), "inotify_add_watch": (254, 27),
}
# Decided on by their arguments.
LOOKED_AT = {"clone": (56, 220), "clone3": (435, 435), "socketpair": (53, 199), "fcntl": (72, 25), "ioctl": (16, 29),
             "kill": (62, 129), "tgkill": (234, 131), "prlimit64": (302, 261), "sched_setaffinity": (203, 122),
             "sched_setscheduler": (144, 119), "sched_setparam": (142, 118), "sched_setattr": (314, 274),
             "sendto": (44, 206), "recvfrom": (45, 207), "sendmsg": (46, 211), "recvmsg": (47, 212),
             "sendmmsg": (307, 269), "recvmmsg": (299, 243)}
ARCHITECTURES = {"x86_64": (0, 0xC000003E), "aarch64": (1, 0xC00000B7)}  # column above, number of the kernel

# BPF: ld [k], and k, jeq, jge, jset, ret k
LOAD, AND, EQUAL, ATLEAST, BITS, RETURN = 0x20, 0x54, 0x15, 0x35, 0x45, 0x06
ALLOW, KILL, ERRNO = 0x7FFF0000, 0x80000000, 0x00050000
EPERM, ENOSYS = 1, 38
# Where seccomp_data keeps them (of arguments the low words, little-endian).
NUMBER, MACHINE, FIRST, SECOND, THIRD, FOURTH = 0, 4, 16, 24, 32, 40
X32 = 0x40000000
CLONE_THREAD, STREAM = 0x10000, 1
# Commands that send signals or keystrokes to others: F_SETOWN, F_SETOWN_EX; FIOSETOWN, SIOCSPGRP, TIOCSTI
REACHING = {"fcntl": (8, 15), "ioctl": (0x8901, 0x8902, 0x5412)}
# Urgent data (MSG_OOB) on sockets, which nobody needs, and in which the kernel's mistakes were a way out of such boxes:
# in which argument the flags are.
URGENT = 1
FLAGS = {"sendto": FOURTH, "recvfrom": FOURTH, "sendmsg": THIRD, "recvmsg": THIRD, "sendmmsg": FOURTH,
         "recvmmsg": FOURTH}


def close_calls(code):
    """Put a filter on this process; OSError where the kernel or the machine has none."""
    if not code:
        raise OSError(f"no list of system calls for {platform.machine()}")
    instructions = kernel.ctypes.create_string_buffer(code)
    block = struct.pack("HP", len(code) // 8, kernel.ctypes.addressof(instructions))
    # PR_SET_SECCOMP, SECCOMP_MODE_FILTER
    kernel.call("prctl", 22, kernel.ctypes.c_ulong(2), block, kernel.ctypes.c_ulong(0), kernel.ctypes.c_ulong(0))


def program(own, shared_files, machine=None):
    """The filter as BPF code, for a process whose id is `own`; empty for a machine that is not listed."""
    machine = machine or platform.machine()
    if machine not in ARCHITECTURES:
        return b""
    column, architecture = ARCHITECTURES[machine]
    code = [(LOAD, 0, 0, MACHINE), (EQUAL, 1, 0, architecture), (RETURN, 0, 0, KILL), (LOAD, 0, 0, NUMBER)]
    if column == 0:
        code += [(ATLEAST, 0, 1, X32), (RETURN, 0, 0, ERRNO | EPERM)]
    for numbers in [*CLOSED.values(), *(OF_FILES.values() if shared_files else ())]:
        if numbers[column] is not None:
            code += [(EQUAL, 0, 1, numbers[column]), (RETURN, 0, 0, ERRNO | EPERM)]
    for name, numbers in LOOKED_AT.items():
        rule = look(name, own)
        code += [(EQUAL, 0, len(rule), numbers[column]), *rule]
    code.append((RETURN, 0, 0, ALLOW))
    return b"".join(struct.pack("=HBBI", *instruction) for instruction in code)


def look(name, own):
    """Instructions that decide on one call by its arguments."""
    allow, deny = (RETURN, 0, 0, ALLOW), (RETURN, 0, 0, ERRNO | EPERM)
    if name == "clone":  # threads only
        return [(LOAD, 0, 0, FIRST), (BITS, 0, 1, CLONE_THREAD), allow, deny]
    if name == "clone3":  # its flags lie in memory, out of sight; the C library falls back to clone
        return [(RETURN, 0, 0, ERRNO | ENOSYS)]
    if name == "socketpair":  # streams only: a datagram socket, once there, can send to any address
        return [(LOAD, 0, 0, SECOND), (AND, 0, 0, 0xFF), (EQUAL, 0, 1, STREAM), allow, deny]
    if name in REACHING:
        refused = [line for command in REACHING[name] for line in ((EQUAL, 0, 1, command), deny)]
        return [(LOAD, 0, 0, SECOND), *refused, allow]
    if name in FLAGS:
        return [(LOAD, 0, 0, FLAGS[name]), (BITS, 0, 1, URGENT), deny, allow]
    to_oneself = [(LOAD, 0, 0, FIRST), (EQUAL, 1, 0, 0), (EQUAL, 0, 1, own), allow, deny]
    if name == "prlimit64":  # its third argument, both halves of it, points to a new limit; none is asked for by 0
        halves = [(LOAD, 0, 0, THIRD + 4), (EQUAL, 1, 0, 0), deny, (LOAD, 0, 0, THIRD), (EQUAL, 1, 0, 0), deny]
        return [*halves, *to_oneself]
    return to_oneself

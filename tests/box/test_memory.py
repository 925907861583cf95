"""What a box finds in memory: nothing of the submissions that were marked before it."""

import secrets
from dataclasses import replace

import pytest

from tests.box.conftest import QUICK

# Every page near the C library's heap and near Python's objects; a write from a page that is not there only fails. It
# goes into a socket: in Linux 6.12 a pipe is full after 16 failed writes, and the next one waits for good.
SCAN = """
import ctypes, re, socket
libc = ctypes.CDLL(None)
libc.sbrk.restype = ctypes.c_void_p
libc.write.argtypes = [ctypes.c_int, ctypes.c_void_p, ctypes.c_size_t]
there, here = socket.socketpair()
found = set()
def scan(start, end):
    for page in range(start & ~4095, end, 4096):
        if libc.write(here.fileno(), page, 4096) == 4096:
            found.update(re.findall(b"mark" + b"ed-[0-9a-f]{16}", there.recv(4096)))
top, near = libc.sbrk(0), id([])
"""


@pytest.fixture
def look(server):
    """A function: scan the memory of a new box with these files, and say which marks are found."""

    def scanned(files=None):
        with server.open(files, replace(QUICK, cell_seconds=60)) as box:
            assert box.run(SCAN, "scan").ok
            for place in ("top - (64 << 20), top", "near - (96 << 20), near + (64 << 20)"):
                assert box.run(f"scan({place})", "scan").ok
            box.run("found = [mark.decode() for mark in found]", "scan")
            return box.fetch("found")

    return scanned


def marks():
    return [f"marked-{secrets.token_hex(8)}" for _ in range(3)]


def test_nothing_is_left_of_other_submissions_files(server, look):
    """Are the files of one student nowhere in the memory of the next student's box?"""
    others = marks()
    files = {"helper.py": others[0].encode() * 30, "big.py": (others[1].encode() + bytes(900)) * 200, others[2]: b""}
    with server.open(files) as box:
        assert box.run("1", "cell").ok
    assert look() == []


def test_the_scan_finds_what_is_there(look):
    """Does the same search find a box's own files? Else it would prove nothing."""
    [own, *_] = marks()
    assert own in look({"helper.py": own.encode() * 30})

"""A box that cuts its line and lives on: is it ended, and does nobody else wait for that?"""

import platform
import threading
import time

import pytest

from grader import seccomp
from grader.box import BoxStopped

from .conftest import QUICK

CUT = "import os, time\nos.closerange(3, 64)\ntime.sleep(100)"


def test_who_cuts_the_line_is_stopped(box):
    with pytest.raises(BoxStopped, match="cut the line to the grader"):
        box.run(CUT, "cell")


def test_others_get_their_boxes_meanwhile(server):
    """The fork server serves all workers: while one waits for such a box, are those of others opened as ever?"""
    stopped, cutting = [], server.open(limits=QUICK)

    def cut():
        try:
            cutting.run(CUT, "cell")
        except BoxStopped as error:
            stopped.append(error)

    thread = threading.Thread(target=cut)
    thread.start()
    opened = 0
    began = time.monotonic()
    while thread.is_alive():
        with server.open(limits=QUICK) as other:
            assert other.run("1 + 1", "cell").ok
        opened += 1
    assert stopped and opened >= 3, f"{opened} boxes in {time.monotonic() - began:.1f} s"


def test_a_box_that_runs_has_no_end_yet(server):
    with server.open(limits=QUICK) as box:
        assert server.ask({"ask": "status", "box": box.pid}) == {"status": None}
        assert box.run("1 + 1", "cell").ok


def test_a_store_that_all_share_is_closed(box):
    """Asynchronous reads and writes take of a number that is the whole machine's: refused?"""
    number = seccomp.CLOSED["io_setup"][seccomp.ARCHITECTURES[platform.machine()][0]]
    result = box.run("import ctypes, errno\nlibc = ctypes.CDLL(None, use_errno=True)\n"
                     f"assert libc.syscall({number}, 1, 0) == -1 and ctypes.get_errno() == errno.EPERM", "cell")
    assert result.ok

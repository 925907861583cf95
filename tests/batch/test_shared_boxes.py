"""Can several processes of the grader share one fork server, without being able to lose each other's boxes?"""

import os
import signal
import time
from pathlib import Path

import pytest

from grader.box import ForkServer
from grader.limits import BoxFault, BoxStopped
from grader.workers import Workers


@pytest.fixture
def server():
    with ForkServer() as made:
        yield made


def joined(server):
    with server.share() as (sock, about):
        return ForkServer.joined(sock.dup(), about)


def test_do_boxes_of_both_work_side_by_side(server):
    """One box each: each its own names?"""
    other = joined(server)
    with server.open() as one, other.open() as two:
        one.run("x = 1", "cell")
        two.run("x = 2", "cell")
        assert (one.fetch("x"), two.fetch("x")) == (1, 2)
        assert one.layers == two.layers
    other.close()


def test_does_the_end_of_one_end_its_boxes_and_no_others(server):
    """A worker goes while its box runs: is that box gone, and is the other's still there?"""
    other = joined(server)
    kept, lost = server.open(), other.open()
    other.close()
    kept.run("x = 1", "cell")
    deadline = time.monotonic() + 10
    with pytest.raises((BoxStopped, BoxFault)):  # as soon as the fork server has heard of it
        while time.monotonic() < deadline:
            lost.run("x = 2", "cell")
    assert kept.fetch("x") == 1
    kept.close()
    lost.close()


def test_does_a_lost_server_cost_one_box_and_then_be_replaced(server):
    """The server is killed: is that a fault, and does the next box come from a new server?"""
    other = joined(server)
    box = other.open()
    os.kill(server.process.pid, signal.SIGKILL)
    with pytest.raises(BoxFault):
        while True:  # until the kernel has taken the boxes, too
            box.run("x = 1", "cell")
    box.close()
    with other.open() as again:
        again.run("x = 1", "cell")
        assert again.fetch("x") == 1
    assert other.process.pid != server.process.pid
    other.close()


def test_is_a_layer_that_the_proof_saw_wanted_of_shared_boxes_too(server):
    """A worker is told what the probe found: does a box that lacks a layer of it count as a fault?"""
    with server.share() as (sock, about):
        other = ForkServer.joined(sock.dup(), about | {"proven": [*about["proven"], "a wall of iron"]})
    with pytest.raises(BoxFault, match="a wall of iron"):
        other.open()
    other.close()


def running(server) -> list[str]:
    """Process ids of the server's boxes, as they are called outside."""
    found = [str(server.process.pid)]
    for _ in range(2 if "pid" in server.layers() else 1):  # with a PID namespace, the server proper is a child
        found = Path(f"/proc/{found[0]}/task/{found[0]}/children").read_text().split()
    return found


def test_does_a_worker_that_dies_leave_no_box_behind(server):
    """A worker is killed while its box runs: does the socket that it was given end, and the box with it?"""
    with Workers("tests.batch.tasks:open_box", 1, first="tests.batch.tasks:take_boxes", gift=server.share) as workers:
        worker = int(workers.submit("").result(60))
        [box] = running(server)
        os.kill(worker, signal.SIGKILL)
        ends = time.monotonic() + 30
        while box in running(server) and time.monotonic() < ends:
            server.open().close()  # with each request the server looks after those that have ended
        assert box not in running(server)

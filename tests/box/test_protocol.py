"""A student's code that plays the grader's messages: it may give itself wrong values, and nothing more."""

import os
import re
from dataclasses import replace

import pytest

from grader import wire
from grader.box import BoxFault, BoxStopped, ForkServer, StudentError
from grader.outputs import notebook_outputs
from grader.wire import WireError
from tests.box.conftest import QUICK

# What a student's code needs to write frames of its own, as it could find it in the memory of its process.
FORGE = """
import os, socket, struct, json, sys
def send(raw): os.write(3, raw)
def frame(header, body=b""):
    text = json.dumps(header).encode()
    return b"gbx1" + struct.pack("<II", len(text), len(body)) + text + body
def fields(**values):
    node = ["d"]
    for name, value in values.items(): node += [name, value]
    return node
def nonce():
    place = sys._getframe()
    while not hasattr(place.f_locals.get("self"), "nonce"): place = place.f_back
    return place.f_locals["self"].nonce
def returned(value, body=b"", **more):
    return frame(fields(nonce=nonce(), answer='returned', value=value, **more), body)
def asked(thing, method):
    return frame(fields(nonce=nonce(), answer='method', object=thing, method=method, args=['l'], kwargs=['d']))
"""

GARBAGE = {
    "garbage": "send(b'garbage' * 99)",
    "nothing but a prefix": "send(b'gbx1' + struct.pack('<II', 9, 9)); os._exit(0)",
    "announced too big": "send(b'gbx1' + struct.pack('<II', 1 << 30, 1 << 30))",
    "not JSON": "send(b'gbx1' + struct.pack('<II', 3, 0) + b'nul')",
    "two replies": "send(frame(fields(nonce=nonce(), answer='value', value=1)) * 2)",
    "no dict": "send(frame(['l']))",
    "no nonce": "send(frame(fields(answer='returned', value=1)))",
    "another nonce": "send(frame(fields(nonce=1, answer='returned', value=1)))",
    "nonce of another type": "send(frame(fields(nonce=True, answer='returned', value=1)))",
    "an unknown answer": "send(frame(fields(nonce=nonce(), answer='points', value=100)))",
    "another answer": "send(frame(fields(nonce=nonce(), answer='ran', ok=True)))",
    "an answer that is no text": "send(frame(fields(nonce=nonce(), answer=['l', 'returned'])))",
    "changes missing": "send(frame(fields(nonce=nonce(), answer='returned', value=1)))",
    "changes of nothing there": "send(returned(1, changed=['d', '7', 1], outputs=['l']))",
    "changes that are no dict": "send(returned(1, changed=['l', 1], outputs=['l']))",
    "outputs that are none": "send(returned(1, changed=['d'], outputs=['l', 1]))",
    "a method of nothing": "send(asked('Gan#0', 'x'))",
    "a reference": "send(frame(fields(nonce=nonce(), answer='returned', value=['r', 'object', 'Gan#0', []])))",
    "an error that is no text": "send(frame(fields(nonce=nonce(), answer='raised', error=['l', 1, 2])))",
    "an error of three": "send(frame(fields(nonce=nonce(), answer='raised', error=['l', 'a', 'b', 'c'])))",
}


@pytest.mark.parametrize("attack", GARBAGE.values(), ids=GARBAGE)
def test_forged_replies_end_the_box(loaded, attack):
    """Does anything but a proper reply to the request just sent end the box, and nothing else?"""
    box = loaded(FORGE + f"\ndef f():\n    {attack}\n    import time\n    time.sleep(9)")
    with pytest.raises(BoxStopped) as caught:
        box.call("f", seconds=1)
    assert caught.value.where == "f"


def test_a_forged_value_is_the_students_own(loaded):
    """Does a reply that is forged well give the student's own value, taken as any other?"""
    forged = "send(returned(['a', 'f8', [1]], b'12345678', changed=['d'], outputs=['l']))"
    box = loaded(FORGE + f"\ndef f():\n    {forged}\n    import time\n    time.sleep(9)")
    assert box.call("f")[0].shape == (1,)


def test_a_reply_kept_for_later_is_refused(loaded):
    """Is a reply that was sent ahead, for the next question to find, refused?"""
    box = loaded(FORGE)
    with pytest.raises(BoxStopped):
        box.run("send(frame(fields(nonce=nonce(), answer='ran', ok=True, outputs=['l'], count=1, error=None)))", "one")
        box.run("1", "two")


def test_garbage_on_every_descriptor_harms_nobody(server, loaded):
    """Does a student's code that writes to everything open end itself only?"""
    box = loaded("import os, threading")
    with pytest.raises(BoxStopped):
        box.run("for number in range(256):\n    try: os.write(number, b'x' * 4096)\n    except OSError: pass", "flood")
        box.run("1", "next")
    with server.open() as other:
        assert other.run("1", "next").ok


def test_a_thread_that_floods_the_socket_harms_nobody(server, loaded):
    """Does an endless stream of bytes end its box, without end of memory or time here?"""
    box = loaded("import os, threading\ndef flood():\n    while True: os.write(3, bytes(65536))")
    with pytest.raises(BoxStopped):
        box.run("threading.Thread(target=flood).start()", "flood")
        box.call("f")
    with server.open() as other:
        assert other.run("1", "next").ok


def test_a_box_that_does_not_read_is_stopped(loaded):
    """Is a box that leaves a big argument lying given up in time?"""
    box = loaded("import time\nfrom boxed import wire\nwire.receive = lambda *args, **kwargs: time.sleep(99)")
    with pytest.raises(BoxStopped) as caught:
        box.call("f", [wire.np.zeros(4_000_000)], seconds=0.5)
    assert caught.value.limit == "call_seconds"


def test_descriptors_sent_along_are_dropped(loaded):
    """Is a file descriptor that the student's code sends along not taken?"""
    before = len(os.listdir("/proc/self/fd"))
    box = loaded("import socket, os\ndef f():\n    line = socket.socket(fileno=os.dup(3))\n"
                 "    socket.send_fds(line, [b'x'], [0] * 50)")
    with pytest.raises(BoxStopped):
        box.call("f", seconds=1)
    assert len(os.listdir("/proc/self/fd")) <= before


class Gan:
    """Something handed in by a test."""

    def __init__(self):
        self.calls = 0

    def public(self):
        self.calls += 1

    def _private(self):
        self.calls += 100


METHODS = {
    "private": "object='Gan#0', method='_private', args=['l'], kwargs=['d']",
    "dunder": "object='Gan#0', method='__init__', args=['l'], kwargs=['d']",
    "another object": "object='Gan#1', method='public', args=['l'], kwargs=['d']",
    "no text": "object='Gan#0', method=['l'], args=['l'], kwargs=['d']",
    "object no text": "object=['l'], method='public', args=['l'], kwargs=['d']",
    "no args": "object='Gan#0', method='public'",
    "args no list": "object='Gan#0', method='public', args=1, kwargs=['d']",
}


@pytest.mark.parametrize("fields", METHODS.values(), ids=METHODS)
def test_forged_methods_end_the_box(loaded, fields):
    """Is a method that was not handed in never called, however it is asked for?"""
    gan = Gan()
    forged = f"send(frame(fields(nonce=nonce(), answer='method', {fields})))"
    box = loaded(FORGE + f"\ndef f(gan):\n    {forged}\n    os.read(3, 9)")
    with pytest.raises(BoxStopped):
        box.call("f", [gan], seconds=1)
    assert gan.calls == 0


def test_a_flood_of_methods_is_stopped(server):
    """Is an endless row of method calls stopped at its limit?"""
    with server.open(limits=replace(QUICK, method_calls=50)) as box:
        assert box.run("def f(gan):\n    while True: gan.public()", "cell").ok
        with pytest.raises(BoxStopped, match="method"):
            box.call("f", [Gan()])


def test_a_fork_server_that_died_is_a_fault():
    """Is a dead fork server a fault of the box, and started anew for the next submission?"""
    with ForkServer() as own:
        with own.open() as box:
            own.process.kill()
            own.process.wait()
            with pytest.raises(BoxFault):
                box.run("import time\ntime.sleep(1)", "cell")
        with own.open() as another:
            assert another.run("1", "cell").ok


@pytest.mark.parametrize("value", [
    None, {}, [1], [{}], [{"output_type": "points"}], [{"output_type": ["l"]}],
    [{"output_type": "stream", "name": "stdin", "text": ""}], [{"output_type": "stream", "name": "stdout", "text": 1}],
    [{"output_type": "stream", "name": "stdout", "text": "", "more": 1}], [{"output_type": "stream", "name": "stdout"}],
    [{"output_type": "error", "ename": "E", "evalue": "", "traceback": [1]}],
    [{"output_type": "display_data", "data": {"text/html": 1}, "metadata": {}}],
    [{"output_type": "display_data", "data": {"application/json": float("nan")}, "metadata": {}}],
    [{"output_type": "display_data", "data": {"application/json": (1, 2)}, "metadata": {}}],
    [{"output_type": "execute_result", "data": {}, "metadata": {}, "execution_count": "1"}],
], ids=range(15))
def test_outputs_of_another_form_are_refused(value):
    """Is what no notebook file may hold refused, before it gets near one?"""
    with pytest.raises(WireError):
        notebook_outputs(value)


def test_a_students_error_is_only_text(loaded):
    """Is an exception's name and message text, of a limited length?"""
    box = loaded("class E(Exception): pass\nE.__name__ = 'N' * 10_000\ndef f(): raise E('v' * 100_000)")
    with pytest.raises(StudentError) as caught:
        box.call("f")
    assert len(caught.value.ename) <= 200 and len(caught.value.evalue) <= 5000
    assert re.fullmatch("N+: v+", str(caught.value))

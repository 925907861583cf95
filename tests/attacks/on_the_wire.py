"""Forged messages to the grader: garbage, truncated, oversized, out of order, too late.

`boxed` is the grader's code as it can be found inside the box; whoever takes it over can only give wrong answers.
"""

from tests.attacks.kit import among_right_answers

_SOCKETS = """import os, socket, struct, sys, threading, time
def everywhere(data):
    for fd in range(3, 64):
        try: os.write(fd, data)
        except OSError: pass
"""
_PATCH = """
import sys
wire, inside = sys.modules.get('boxed.wire'), sys.modules.get('boxed.inside')
"""
FORGED_IN_THE_CELL = {
    "garbage on every descriptor": _SOCKETS + "everywhere(b'A' * 4096)",
    "a frame cut short": _SOCKETS + "everywhere(struct.pack('<4sII', b'gbx1', 100, 0) + b'[')\nos._exit(0)",
    "a frame of four gigabytes": _SOCKETS + """
everywhere(struct.pack('<4sII', b'gbx1', 2**32 - 1, 2**32 - 1))
time.sleep(60)""",
    "a reply that nobody asked for": _SOCKETS + """
def frame(text): return struct.pack('<4sII', b'gbx1', len(text), 0) + text
everywhere(frame(b'["d","answer","value","value",5,"nonce",0]'))""",
    "a thousand replies": _SOCKETS + """
text = b'["d","answer","ran","ok",true,"outputs",["l"],"count",1,"error",null,"nonce",1]'
everywhere((struct.pack('<4sII', b'gbx1', len(text), 0) + text) * 1000)""",
    "every descriptor closed": "import os\nos.closerange(3, 64)",
    "a header of a million lists": _SOCKETS + """
text = b'[' * 10**6
everywhere(struct.pack('<4sII', b'gbx1', len(text), 0) + text)""",
    "an array whose shape lies": _SOCKETS + """
text = b'["a","f8",[1000000000,1000000000]]'
everywhere(struct.pack('<4sII', b'gbx1', len(text), 0) + text)""",
    "an object array and a pickle": _SOCKETS + """
text = b'["a","O",[1]]'
everywhere(struct.pack('<4sII', b'gbx1', len(text), 8) + text + b'cos\\nsyst')""",
}
ATTACKS = among_right_answers("wire", FORGED_IN_THE_CELL, cell="update", loses=["correct_update"], stock=False)
ATTACKS += among_right_answers("wire", {
    # The box's own code taken over: replies are well formed, and say what the student likes.
    "the box's replies rewritten": _PATCH + """
if inside:
    real = inside.Inside.reply
    def reply(self, message):
        if message.get('answer') == 'returned': message['value'] = 1.0
        return real(self, message)
    inside.Inside.reply = reply
def update(theta, grad, eta): return 0""",
    "a reference where data is due": _PATCH + """
if wire:
    class Secret: pass
    def update(theta, grad, eta): return wire.Reference('object', 'Mark#0', ('points',))""",
    "changed arguments that were never handed in": _PATCH + """
if inside:
    inside.Inside.changes = lambda self, before, args, kwargs: {'99': 1, 'seed': 2, '0': None}
def update(theta, grad, eta): return 0""",
}, cell="update", loses=["correct_update"], stock=False)  # fmt: skip

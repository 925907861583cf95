"""What boxes do, gone through in the fork server before the first one is forked. Used by `forkserver.py`.

Python makes what runs often quicker, and notes where it found names and methods. A box that had to do so itself would
write its notes into memory that it shares with the fork server, and each page that is written to is copied first. So
the exchanges of a notebook are held here, over a pair of sockets as a box has them.
"""

import socket
from dataclasses import asdict

import numpy as np

from . import wire
from .inside import Inside
from .limits import Limits

TIMES = 5  # more made nothing quicker
CELLS = (
    "import numpy as np\n\nX = np.array([[1.0, 2.0], [3.0, 4.0]])\ntheta = np.array([0.1, 0.2])",
    'def value(X, theta, scale=1):\n    """Of X."""\n    return float(np.mean(np.log(1 + np.exp(-X @ theta))) * scale)',
    "def slope(X, theta):\n    return -X / (1 + np.exp(X @ theta))[:, None]",
    "print(f'{value(X, theta):.3f}', slope(X, theta).sum(axis=0))",
    "slope(X, theta)",
    "raise NotImplementedError()",
)


def rehearse(shell):
    """Hold the exchanges TIMES times. What the cells leave in the shell is the caller's to clear away."""
    ours, theirs = socket.socketpair()
    with ours, theirs:
        inside = Inside(theirs, shell, asdict(Limits()))
        for _ in range(TIMES):
            for request in requests():
                wire.send(ours, wire.pack(request))
                inside.next()
                wire.receive(ours)


def requests():
    """What the grader asks of a box, about a notebook's worth of kinds."""
    X, theta = np.ones((3, 2)), np.zeros(2)
    places = np.array([[0, 0, 0, 1, 0], [1, 0, 1, 1, 0]], dtype=np.int32)
    asked = [{"ask": "run", "source": cell, "name": "cell", "count": number, "names": ["slope", "value"]}
             for number, cell in enumerate(CELLS, 1)]
    asked += [{"ask": "call", "function": "value", "args": [X, theta], "kwargs": {"scale": 2}},
              {"ask": "call", "function": "slope", "args": ["text", theta], "kwargs": {}},
              {"ask": "each", "function": "slope", "calls": [[[X, theta], {}], [[X + 1, theta], {}]]},
              {"ask": "calls", "stacks": [np.stack([X, X + 1]), theta[None]], "functions": ["slope", "value"],
               "calls": places, "errors": {"divide": "warn"}},
              {"ask": "fetch", "name": "theta"}, {"ask": "fetch", "name": "nothing"},
              {"ask": "values", "names": ["X"]}]
    return [request | {"nonce": number} for number, request in enumerate(asked)]

"""Fuzz the reader of the wire with atheris, which looks for new paths through it: `make fuzz`, or

    python fuzz/wire_fuzz.py -max_total_time=600 [folder with a corpus]

Any end but a plain value or a WireError is a finding, and so is a value that cannot be written and read again.
"""

import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import atheris
import numpy as np

with atheris.instrument_imports(include=["grader.wire", "grader.outputs", "json"]):
    from grader import wire
    from grader.outputs import notebook_outputs

SEEDS = [
    None, True, 1, -(1 << 70), 0.5, "text", "x" * 300, [1, [2.0, ("a",)]], {"k": {"n": None}}, np.float32(1),
    np.arange(6.0).reshape(2, 3), np.array(True), np.zeros((0, 3), np.int8), np.longdouble(1),
    wire.Reference("object", "Gan#0", ("f",)),
    {"answer": "ran", "nonce": 1, "outputs": [{"output_type": "stream", "name": "stdout", "text": "x"}], "ok": True},
]


def read(raw):
    """One input: as a whole frame, and as header and body of a frame whose lengths are right."""
    for frame in (raw, framed(raw)):
        try:
            value = wire.unpack(frame, resolve=lambda reference: reference)
        except wire.WireError:
            continue
        again = wire.unpack(wire.pack(value), resolve=lambda reference: reference)
        assert repr(again) == repr(value)
        try:
            notebook_outputs(value)
        except wire.WireError:
            continue


def framed(raw):
    """The bytes as header and body: the first byte says where the one ends."""
    cut = raw[0] if raw else 0
    header, body = raw[1:1 + cut], raw[1 + cut:]
    return wire.PREFIX.pack(wire.MAGIC, len(header), len(body)) + header + body


def corpus(folder):
    """Honest frames to start from."""
    for number, value in enumerate(SEEDS):
        Path(folder, f"seed{number}").write_bytes(wire.pack(value))
    return folder


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        atheris.Setup([*sys.argv, corpus(folder)], read)
        atheris.Fuzz()

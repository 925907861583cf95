"""What may cross the boundary between the grader and a box: plain data in length-prefixed frames. Never pickle.

Used by `box.py` on the trusted side and by `forkserver.py` and `inside.py` on the other. Plain data is None, bool, int,
float, str, list, tuple, dict with str keys, and NumPy arrays and scalars of numbers or booleans. Exact types, dtypes
and shapes survive the journey. One frame carries one plain value:

    magic (4 bytes) | length of the header (uint32) | length of the body (uint32) | header | body

all little-endian. The header is a JSON text, the body the raw buffers of arrays and long strings, in the order in which
the header names them. In the header None, bool, float, short str and int of 64 bits stand for themselves; everything
else is a JSON list that opens with a tag:

    ["l", ...]  list      ["t", ...]  tuple     ["d", key, value, ...]  dict     ["i", "-1f"]  a longer int, in hex
    ["a", dtype, shape]  array                  ["s", dtype]  NumPy scalar       ["u", length]  str, in the body
    ["r", kind, name, [methods]]  a `Reference` to something that stays on its own side

The reader trusts nothing: whatever the bytes are, it gives back a plain value or raises `WireError`, and it never
allocates more than a small multiple of the bytes that have really arrived.
"""

import json
import math
import struct
import time
from dataclasses import dataclass

import numpy as np

MAGIC = b"gbx1"
PREFIX = struct.Struct("<4sII")

# Caps, the same in both directions. Honest frames of this course stay a thousand times below them.
HEADER_BYTES = 2 << 20  # JSON text of one frame
BODY_BYTES = 64 << 20  # arrays and long strings of one frame
DEPTH = 32  # lists within lists
ITEMS = 200_000  # values in one frame
DIGITS = 1_000  # decimal digits of an int
BITS = int(DIGITS * math.log2(10))
DIMENSIONS = 32
SHORT = 200  # longer strings travel in the body

# Kind and size as the header names them. "g8" is a long double sent at double precision.
DTYPES = {name: np.dtype("<" + name if name[1] != "1" else name)
          for name in ("b1", "i1", "i2", "i4", "i8", "u1", "u2", "u4", "u8", "f2", "f4", "f8")}
LONG_DOUBLE = "g8"
NAMES = {dtype.newbyteorder("="): name for name, dtype in DTYPES.items()}
NAMES.setdefault(np.dtype(np.longdouble), LONG_DOUBLE)  # where long double is double, "f8" is there already
NATIVE = {name: dtype.newbyteorder("=") for name, dtype in DTYPES.items()} | {LONG_DOUBLE: np.dtype(np.longdouble)}
INT, STR = frozenset({int}), frozenset({str})
THEMSELVES = frozenset({type(None), bool, float})  # values that stand for themselves in a header
ENCODER, DECODER = json.JSONEncoder(separators=(",", ":"), check_circular=False), json.JSONDecoder()


class WireError(Exception):
    """The bytes are not a frame, or what was read is not what the protocol allows here."""


class NotPlain(TypeError):
    """A value cannot be sent. The message says what it is, in words for a student."""


@dataclass(frozen=True)
class Reference:
    """Something that stays on its own side: `kind` and `name` say what, `methods` what may be asked of it."""

    kind: str
    name: str
    methods: tuple[str, ...] = ()


# ---- writing -------------------------------------------------------------------------------------------------------


class Packer:
    """Turns one plain value into a frame. `foreign` is asked for a plain stand-in (or a Reference) of anything else."""

    def __init__(self, foreign=None):
        self.foreign = foreign
        self.buffers = []
        self.items = 1

    def frame(self, value):
        """The bytes of the frame that carries `value`; raises NotPlain when something in it cannot be sent."""
        header = ENCODER.encode(self.node(value, 0)).encode("ascii")
        body = sum(map(len, self.buffers))
        if len(header) > HEADER_BYTES or body > BODY_BYTES or crowded(header):
            raise NotPlain(f"too big to be sent: {(len(header) + body) >> 20} MB, where {BODY_BYTES >> 20} MB may pass")
        return b"".join([PREFIX.pack(MAGIC, len(header), body), header, *self.buffers])

    def node(self, value, depth):
        """What stands for `value` in the header; its bytes, if any, are put behind the others."""
        kind = type(value)
        if kind in THEMSELVES:
            return value
        if depth > DEPTH and kind not in (int, str):
            raise NotPlain(f"lists within lists more than {DEPTH} deep")
        writer = self.WRITERS.get(kind)
        if writer is not None:
            return writer(self, value, depth)
        if isinstance(value, np.generic) and (name := named(value.dtype)):
            return ["s", self.buffer(name, np.asarray(value))]
        if self.foreign is None:
            raise NotPlain(f"of type {kind.__name__}, which is not plain data")
        return self.node(self.foreign(value), depth + 1)

    def integer(self, value, depth):
        if -(1 << 63) <= value < 1 << 63:
            return value
        if value.bit_length() > BITS:
            raise NotPlain(f"an int of more than {DIGITS} digits")
        return ["i", f"{value:x}"]

    def text(self, value, depth):
        if len(value) <= SHORT:
            return value
        raw = value.encode("utf-8", "surrogatepass")
        self.buffers.append(raw)
        return ["u", len(raw)]

    def count(self, value):
        self.items += len(value)
        if self.items > ITEMS:
            raise NotPlain(f"more than {ITEMS} values; an array would carry them")

    def items_of(self, value, depth):
        self.count(value)
        node = ["l" if type(value) is list else "t"]
        node += [item if type(item) in THEMSELVES else self.node(item, depth + 1) for item in value]
        return node

    def mapping(self, value, depth):
        self.count(value)
        node = ["d"]
        for key, item in value.items():
            if type(key) is not str:
                raise NotPlain(f"a dict with a key of type {type(key).__name__}; keys of type str can be sent")
            node += [self.text(key, depth), item if type(item) in THEMSELVES else self.node(item, depth + 1)]
        return node

    def array(self, value, depth):
        name = named(value.dtype)
        if name is None:
            if self.foreign is None:
                raise NotPlain(f"an array of dtype {value.dtype}; arrays of numbers and booleans can be sent")
            return self.node(self.foreign(value), depth + 1)
        if value.ndim > DIMENSIONS or value.nbytes > BODY_BYTES:
            raise NotPlain(f"an array of shape {value.shape}; {DIMENSIONS} dimensions, {BODY_BYTES >> 20} MB may pass")
        return ["a", self.buffer(name, value), list(value.shape)]

    def buffer(self, name, array):
        dtype = DTYPES["f8" if name == LONG_DOUBLE else name]
        self.buffers.append((array if array.dtype == dtype else array.astype(dtype)).tobytes())
        return name

    def reference(self, value, depth):
        return ["r", value.kind, value.name, list(value.methods)]

    WRITERS = {int: integer, str: text, list: items_of, tuple: items_of, dict: mapping, np.ndarray: array,
               Reference: reference}


def named(dtype):
    """The header's name for a dtype, whatever its byte order; None for one that cannot be sent."""
    return NAMES.get(dtype) or NAMES.get(dtype.newbyteorder("="))


def pack(value, foreign=None):
    """The frame that carries `value`, as bytes."""
    return Packer(foreign).frame(value)


# ---- reading -------------------------------------------------------------------------------------------------------


class Unpacker:
    """Reads one value from a header and a body; `resolve` turns a Reference into what it stands for."""

    def __init__(self, header, body, resolve=None):
        self.header, self.body, self.resolve = header, body, resolve
        self.position, self.items = 0, 1

    def value(self):
        """The value, or WireError when header and body are not exactly one value."""
        if crowded(self.header):
            raise WireError(f"a header of more than {ITEMS} values")
        try:
            node, end = DECODER.raw_decode(self.header.decode("ascii"))
            value = self.read(node, 0)
        except WireError:
            raise
        except (ValueError, TypeError, OverflowError, RecursionError, MemoryError) as error:
            raise WireError(f"a header that cannot be read ({type(error).__name__})") from None
        if self.position != len(self.body) or end != len(self.header):
            raise WireError("a body longer than its header says, or a header of more than one value")
        return value

    def read(self, node, depth):
        kind = type(node)
        if kind is int:
            if not -(1 << 63) <= node < 1 << 63:
                raise WireError("an int of more than 64 bits in the header")
            return node
        if kind is str:
            return whole(node)
        if kind in THEMSELVES:
            return node
        if kind is not list or not node or type(node[0]) is not str or depth > DEPTH:
            raise WireError("a header that is not of this format, or nested too deep")
        reader = self.READERS.get(node[0])
        if reader is None:
            raise WireError("an unknown tag in the header")
        return reader(self, node, depth)

    def take(self, length):
        if type(length) is not int or not 0 <= length <= len(self.body) - self.position:
            raise WireError("a body shorter than its header says")
        self.position += length
        return self.body[self.position - length:self.position]

    def all_of(self, nodes, depth):
        self.items += len(nodes)
        if self.items > ITEMS:
            raise WireError(f"a header of more than {ITEMS} values")
        return [node if type(node) in THEMSELVES else self.read(node, depth) for node in nodes]

    def a_list(self, node, depth):
        return self.all_of(node[1:], depth + 1)

    def a_tuple(self, node, depth):
        return tuple(self.a_list(node, depth))

    def a_dict(self, node, depth):
        items = self.all_of(node[1:], depth + 1)
        keys, values = items[::2], items[1::2]
        self.items -= len(keys)  # which do not count
        if not STR.issuperset(map(type, keys)):
            raise WireError("a dict whose keys are not all strings")
        return dict(zip(keys, values, strict=True))

    def integer(self, node, depth):
        _, digits = node
        if type(digits) is not str or len(digits) > BITS // 4 + 2:
            raise WireError(f"an int of more than {DIGITS} digits")
        value = int(digits, 16)
        if value.bit_length() > BITS:
            raise WireError(f"an int of more than {DIGITS} digits")
        return value

    def text(self, node, depth):
        return whole(bytes(self.take(*node[1:])).decode("utf-8", "surrogatepass"))

    def array(self, node, depth):
        _, name, shape = node
        odd = type(shape) is not list or len(shape) > DIMENSIONS or not INT.issuperset(map(type, shape))
        if odd or shape and not 0 <= min(shape) <= max(shape) <= BODY_BYTES:
            raise WireError("an array of an impossible shape")
        return self.numbers(name, math.prod(shape)).reshape(shape)

    def scalar(self, node, depth):
        _, name = node
        return self.numbers(name, 1)[0]

    def numbers(self, name, count):
        dtype = DTYPES.get("f8" if name == LONG_DOUBLE else name) if type(name) is str else None
        if dtype is None:
            raise WireError("an array of a dtype that may not pass")
        raw = self.take(count * dtype.itemsize)
        if name == "b1":  # a forged byte may be neither 0 nor 1; NumPy would keep it as it is
            return np.frombuffer(raw, np.uint8) != 0
        return np.frombuffer(raw, dtype).astype(NATIVE[name])

    def reference(self, node, depth):
        _, kind, name, methods = node
        texts = [kind, name, *methods] if type(methods) is list else [None]
        if self.resolve is None or not all(type(text) is str for text in texts):
            raise WireError("a reference where none may pass")
        return self.resolve(Reference(kind, name, tuple(methods)))

    READERS = {"l": a_list, "t": a_tuple, "d": a_dict, "i": integer, "u": text, "a": array, "s": scalar, "r": reference}


def crowded(header):
    """Whether a parser might make too many objects of this header: told by its commas, before it makes any."""
    return header.count(b",") + header.count(b"[") > 3 * ITEMS


def whole(text):
    """The text with lone surrogates replaced: they can be written to no file."""
    return text if text.isascii() else text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def unpack(frame, resolve=None):
    """The value in one whole frame of bytes; WireError for anything else."""
    if len(frame) < PREFIX.size:
        raise WireError("a frame cut short")
    header, body = lengths(frame[:PREFIX.size])
    if len(frame) != PREFIX.size + header + body:
        raise WireError("a frame of another length than it says")
    content = memoryview(frame)[PREFIX.size:]
    return Unpacker(bytes(content[:header]), content[header:], resolve).value()


def lengths(prefix):
    """Length of header and body, from the first bytes of a frame; WireError when they are beyond the caps."""
    magic, header, body = PREFIX.unpack(prefix)
    if magic != MAGIC or header > HEADER_BYTES or body > BODY_BYTES:
        raise WireError("bytes that are not a frame" if magic != MAGIC else "a frame beyond the caps")
    return header, body


# ---- sockets -------------------------------------------------------------------------------------------------------


def send(sock, frame, deadline=None):
    """Write a whole frame; TimeoutError when the other side has not read it by `deadline` (of time.monotonic)."""
    view = memoryview(frame)
    while view:
        sock.settimeout(left(deadline))
        view = view[sock.send(view):]


def receive(sock, deadline=None, resolve=None):
    """One frame's value. EOFError when the other side is gone, TimeoutError at `deadline`, WireError for garbage.

    Both sides take turns, so bytes behind the frame are garbage too. Memory grows with what has come, not with what was
    announced.
    """
    got, size = bytearray(), None
    while size is None or len(got) < size:
        sock.settimeout(left(deadline))
        try:
            chunk = sock.recv(1 << 18)
        except ConnectionError:
            chunk = b""
        if not chunk:
            raise EOFError("the other side is gone")
        got += chunk
        if size is None and len(got) >= PREFIX.size:
            size = PREFIX.size + sum(lengths(got[:PREFIX.size]))
    return unpack(got, resolve)


def left(deadline):
    """Seconds left, for socket.settimeout; TimeoutError when there are none."""
    if deadline is None:
        return None
    seconds = deadline - time.monotonic()
    if seconds <= 0:
        raise TimeoutError("the time is over")
    return seconds

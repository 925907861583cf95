"""The wire: plain data survives exactly, anything else is refused, and no bytes whatever upset the reader."""

import json
import math
import socket
import struct
import tracemalloc

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from grader import wire
from grader.wire import NotPlain, Reference, WireError, pack, unpack

DTYPES = [np.dtype(name) for name in ("?", "i1", "i2", "i4", "i8", "u1", "u2", "u4", "u8", "f2", "f4", "f8")]
texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=300)
numbers = st.none() | st.booleans() | st.integers(-(10**80), 10**80) | st.floats() | texts
scalars = st.sampled_from(DTYPES).flatmap(hnp.from_dtype)
shapes = hnp.array_shapes(min_dims=0, max_dims=4, min_side=0)
arrays = st.sampled_from(DTYPES).flatmap(lambda dtype: hnp.arrays(dtype, shapes))


def nested(inner):
    lists = st.lists(inner, max_size=4)
    return lists | lists.map(tuple) | st.dictionaries(texts, inner, max_size=4)


plain_values = st.recursive(numbers | scalars | arrays, nested, max_leaves=12)


def same(one, other):
    """Equal in type, dtype, shape and every bit that a number has (NaN being itself)."""
    if type(one) is not type(other):
        return False
    if isinstance(one, (np.ndarray, np.generic)):
        numbers_alike = np.array_equal(one, other, equal_nan=one.dtype.kind == "f")
        return one.dtype == other.dtype and one.shape == other.shape and numbers_alike
    if isinstance(one, (list, tuple)):
        return len(one) == len(other) and all(map(same, one, other))
    if isinstance(one, dict):
        return list(one) == list(other) and all(same(one[key], other[key]) for key in one)
    return one == other or (isinstance(one, float) and math.isnan(one) and math.isnan(other))


def frame(header, body=b""):
    """A frame made by hand."""
    raw = header if isinstance(header, bytes) else json.dumps(header).encode()
    return wire.PREFIX.pack(wire.MAGIC, len(raw), len(body)) + raw + body


@given(plain_values)
def test_plain_data_survives(value):
    """Does every plain value come back with its type, dtype, shape and digits?"""
    assert same(unpack(pack(value)), value)


@pytest.mark.parametrize("value", [0.0, -0.0, math.inf, -math.inf, math.nan, 5e-324, 0.1], ids=repr)
def test_floats_survive_exactly(value):
    """Do the odd floats come back bit by bit?"""
    assert struct.pack("d", unpack(pack(value))) == struct.pack("d", value)


def test_0d_array_stays_an_array():
    """Is a 0-d array still an array, and not a scalar?"""
    value = unpack(pack(np.array(1.5)))
    assert type(value) is np.ndarray and value.shape == ()


def test_long_double_keeps_its_type():
    """Does a long double come back as one, if only at double precision?"""
    assert type(unpack(pack(np.longdouble("0.1")))) is np.longdouble


def test_arrays_come_back_writable():
    """Can the receiver change the array that it got?"""
    value = unpack(pack(np.arange(3)))
    value[0] = 9
    assert value.tolist() == [9, 1, 2]


@pytest.mark.parametrize("array", [np.arange(6).reshape(2, 3).T, np.arange(9)[::2], np.arange(3, dtype=">i4")],
                         ids=["transposed", "every second", "big-endian"])
def test_layout_in_memory_does_not_matter(array):
    """Do the numbers come back right, however they lay in memory?"""
    assert np.array_equal(unpack(pack(array)), array)


@pytest.mark.parametrize("value", [
    object(), {1, 2}, b"bytes", 1j, np.complex128(1), np.array(["a"]), np.array([None]), np.array([1j]), {1: 2},
    np.datetime64("2020-01-01"), np.zeros(1, [("a", "i4")]), 10**1001, [0] * (wire.ITEMS + 1),
    np.zeros(wire.BODY_BYTES + 1, np.uint8),
], ids=["object", "set", "bytes", "complex", "complex128", "text array", "object array", "complex array", "int keys",
        "date", "records", "long int", "long list", "big array"])
def test_other_values_are_refused(value):
    """Is what is not plain data, or too big, refused by the sender?"""
    with pytest.raises(NotPlain):
        pack(value)


def test_deep_nesting_is_refused():
    """Are lists within lists, far too deep, refused by the sender?"""
    value = []
    for _ in range(100_000):
        value = [value]
    with pytest.raises(NotPlain, match="deep"):
        pack(value)
    while value:  # undone step by step: the interpreter would recurse
        value = value.pop()


def test_lone_surrogates_are_replaced():
    """Does text that no file can hold become text that one can?"""
    assert unpack(pack(["\ud800x", "\udfff" * 300])) == ["\ufffdx", "\ufffd" * 300]


def test_references_pass_only_where_expected():
    """Is a reference refused by a reader that has no use for one?"""
    sent = pack(Reference("object", "Gan#0", ("ascend",)))
    assert unpack(sent, resolve=lambda reference: reference.methods) == ("ascend",)
    with pytest.raises(WireError):
        unpack(sent)


MALFORMED = [
    b"", b"gbx1", frame(b""), frame(b"{}"), frame({"a": 1}), frame([]), frame(["?"]), frame([1]), frame([["l"]]),
    frame(["a"]), frame(["a", "f8", [1]]), frame(["a", "f8", 1], b"12345678"), frame(["a", "O", [1]], b"12345678"),
    frame(["a", "f8", [-1]]), frame(["a", "f8", [True]], b"12345678"), frame(["a", ["f8"], [1]], b"12345678"),
    frame(["a", "f8", [0, 1 << 62]]), frame(["a", "u1", [1 << 26] * 4]), frame(["a", "u1", [0] + [1 << 26] * 4]),
    frame(["a", "f8", [1]], b"123456789"), frame(["s", "f8"], b"1"), frame(["u", 2], b"\xff\xff"),
    frame(["u", "2"], b"xx"), frame(["u", -1]), frame(["i", "x"]), frame(["i", "f" * 2000]), frame(["i", 5]),
    frame(["d", "a"]), frame(["d", 1, 2]),
    frame(["d", ["l"], 2]),
    frame(["r", "object", "x", []]), frame(["r", "object", "x", [1]]), frame(b"1" * 30),
    frame(b"9" * 5000), frame(b"[" * 100_000), frame(b'["l",' * 5000 + b"1" + b"]" * 5000), frame(b'"\xff"'),
    frame(b"nul"),
    frame(b"[" + b"," * 700_000), wire.PREFIX.pack(b"evil", 1, 0) + b"1", wire.PREFIX.pack(wire.MAGIC, 1 << 31, 0),
    wire.PREFIX.pack(wire.MAGIC, 0, 1 << 31), frame(b"1") + b"1", frame(b"1")[:-1],
]


@pytest.mark.parametrize("bad", MALFORMED, ids=range(len(MALFORMED)))
def test_malformed_frames_are_wire_errors(bad):
    """Is every malformed frame refused by the one error that stands for it?"""
    with pytest.raises(WireError):
        unpack(bad)


@pytest.mark.parametrize("body", [b"\x02", b"\xff"])
def test_forged_booleans_are_booleans(body):
    """Does a byte that is neither 0 nor 1 become an honest True?"""
    assert unpack(frame(["a", "b1", [1]], body)).tobytes() == b"\x01"


@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused(raw):
    """Do arbitrary bytes give a value or a WireError, never another exception?"""
    try:
        unpack(raw)
    except WireError:
        pass


json_values = st.recursive(st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20)
                           | st.sampled_from(["l", "t", "d", "a", "s", "u", "i", "r", "f8", "b1", "i4"]),
                           lambda inner: st.lists(inner, max_size=5), max_leaves=30)


@given(json_values, st.binary(max_size=64))
def test_any_header_is_read_or_refused(header, body):
    """Does a frame with a well-formed but senseless header give a value or a WireError?"""
    try:
        unpack(frame(header, body), resolve=lambda reference: reference)
    except WireError:
        pass


@settings(max_examples=200)
@given(plain_values, st.data())
def test_damaged_frames_are_read_or_refused(value, data):
    """Does an honest frame with some bytes changed give a value or a WireError?"""
    damaged = bytearray(pack(value))
    for _ in range(data.draw(st.integers(1, 4))):
        damaged[data.draw(st.integers(0, len(damaged) - 1))] = data.draw(st.integers(0, 255))
    try:
        unpack(bytes(damaged))
    except WireError:
        pass


@pytest.mark.parametrize("bad", [
    frame(["a", "f8", [wire.BODY_BYTES // 8]]), frame(["u", wire.BODY_BYTES]), frame(["a", "u1", [1 << 26, 1 << 26]]),
    frame(b"[" + b"[]," * (wire.HEADER_BYTES // 3 - 10) + b"[]]"), frame(b"[" * wire.HEADER_BYTES),
], ids=["array", "text", "product", "lists", "nesting"])
def test_announced_sizes_are_not_believed(bad):
    """Does a small frame that announces something huge leave memory alone?"""
    tracemalloc.start()
    with pytest.raises(WireError):
        unpack(bad)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < len(bad) * 4 + (1 << 20)


def test_memory_grows_with_what_has_come():
    """Does a reader that is promised 64 MB and gets a few bytes hold only those few?"""
    ours, theirs = socket.socketpair()
    with ours, theirs:
        theirs.sendall(wire.PREFIX.pack(wire.MAGIC, 10, wire.BODY_BYTES) + b"few")
        theirs.close()
        tracemalloc.start()
        with pytest.raises(EOFError):
            wire.receive(ours)
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
    assert peak < 2 << 20


def test_a_slow_sender_meets_the_deadline():
    """Is half a frame that never ends given up at the deadline?"""
    ours, theirs = socket.socketpair()
    with ours, theirs:
        theirs.sendall(pack([1.0])[:-1])
        with pytest.raises(TimeoutError):
            wire.receive(ours, deadline=wire.time.monotonic() + 0.05)


def test_bytes_behind_a_frame_are_refused():
    """Are two frames at once, where one was asked for, refused?"""
    ours, theirs = socket.socketpair()
    with ours, theirs:
        theirs.sendall(pack(1) + pack(2))
        with pytest.raises(WireError):
            wire.receive(ours)

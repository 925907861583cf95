"""Whatever a student's function returns, however large or deep, it is marked: no submission is left without marks."""

import functools

import numpy as np
import pytest

from gan_ref.questions import mark, notebooks, question
from grader.numbers_read import NotNumbers, read


def nested(depth):
    """Lists within lists."""
    return functools.reduce(lambda inner, _: [inner], range(depth), 1.0)


class Refuses:
    """An object that cannot be read as an array."""

    def __init__(self, error):
        self.error = error

    def __array__(self, *args, **kwargs):
        raise self.error


VALUES = {
    "an int of a thousand digits": 10**1000,
    "ints of a thousand digits": [10**1000, -(10**1000)],
    "lists as deep as the wire lets through": nested(31),
    "lists far deeper": nested(900),
    "a long text": "A " * 2_000_000,
    "a long text in a list": ["x" * 1_000_000, 1.0],
    "millions of small numbers": np.zeros(3_000_000, np.int8),
    "a long column": np.zeros((1_000_000, 1), np.float32),
    "nothing in it": np.zeros((0, 2)),
    "as many dimensions as pass": np.zeros((1,) * 32),
    "the largest floats": [1.7e308, -1.7e308],
    "a dictionary of dictionaries": {"a": {"a": {"a": None}}},
    "no memory": Refuses(MemoryError()),
    "no stack": Refuses(RecursionError()),
    "no room": Refuses(OverflowError()),
}
ALL = [f"{notebook}.{name}" for notebook in notebooks() for name in
       __import__(f"gan_ref.questions.{notebook}", fromlist=["QUESTIONS"]).QUESTIONS]  # fmt: skip


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("name", ALL)
def test_a_hostile_value_gets_its_mark(name):
    """Does it get a mark and a message, as a result, as a typed answer, and as what the student's functions give?"""
    for what, value in VALUES.items():
        returning = lambda *args, value=value, **kwargs: value  # noqa: E731
        parts = [part for way in getattr(question(name), "follows", ()) for part in way.parts]
        own = {part.name: returning for part in parts}
        for answer in (value, (value, value), returning):
            given = mark(name, answer, seed=1, own=own)
            assert given.message and given.points < given.out_of, what


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("name", [name for name in ALL if name.endswith(".train")])
def test_a_hostile_value_handed_to_the_game(name):
    """Does a `train` that hands it to a method of `gan` get a mark?"""
    for what, value in VALUES.items():
        for method in ("sample_noise", "sample_data", "descend_generator", "sample_real"):
            answer = lambda gan, *args, value=value, method=method: getattr(gan, method)(value)  # noqa: E731
            assert not mark(name, answer, seed=1).points, (what, method)
        for method in ("ascend_discriminator", "sample_fake", "generator_gradient"):
            answer = lambda gan, *args, value=value, method=method: getattr(gan, method)(value, value)  # noqa: E731
            assert not mark(name, answer, seed=1).points, (what, method)


@pytest.mark.parametrize("error", [MemoryError(), RecursionError(), OverflowError()], ids=repr)
def test_what_cannot_be_read_is_told(error):
    """Is it the answer's fault, in a sentence, and no fault of the question?"""
    with pytest.raises(NotNumbers, match="too large, or nested too deep"):
        read(Refuses(error), (2,))

"""Whatever comes back from a student, a mark comes out: garbage is told, and is never a fault of the question."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays

from gan_ref.questions import mark as marked
from grader.numbers_read import NotNumbers, read
from grader.question import Choice, Follows, TypedNumbers, mark
from tests.grader.toy import X, question

NUMBER = st.one_of(
    st.integers(), st.integers(10**300, 10**320), st.floats(), st.booleans(), st.none(), st.text(max_size=5),
    st.binary(max_size=3), st.complex_numbers(), st.floats().map(np.float64), st.integers(0, 9).map(np.int8),
    st.just(np.longdouble(1)),
)  # fmt: skip
ARRAY = st.one_of(
    arrays(float, array_shapes(min_dims=0, max_dims=3, min_side=0, max_side=4)),
    arrays(st.sampled_from([bool, np.int8, np.uint64, np.float16, complex]), array_shapes(max_dims=2, max_side=4)),
)
GARBAGE = st.recursive(
    st.one_of(NUMBER, ARRAY),
    lambda inner: st.one_of(
        st.lists(inner, max_size=4), st.tuples(inner, inner), st.dictionaries(st.text(max_size=2), inner, max_size=2)
    ),
    max_leaves=8,
)


@settings(max_examples=300)
@given(GARBAGE)
def test_any_result_of_a_function(result):
    """Does a function that returns it get a mark with a message?"""
    given_mark = mark(question(), lambda x, shift=0.0: result, seed=1)
    assert given_mark.points == 0 and given_mark.message


@settings(max_examples=300)
@given(GARBAGE)
def test_any_value_where_a_number_or_a_word_is_asked_for(value):
    """Does it get a mark with a message as a number, as one of a pair, as a pair, as a word, and as a function?"""
    follows = [Follows([question()], lambda own: own(X))]
    one = TypedNumbers("one", 2, (0.123456,), 1e-5, follows=follows)
    pair = TypedNumbers("pair", 2, (0.123456, 7.654321), 1e-5, follows=follows)
    for asked, answer in (
        (one, value), (pair, value), (pair, (value, value)), (Choice("word", 1, "A", {"B": "No."}), value),
        (question(), value),
    ):  # fmt: skip
        assert mark(asked, answer, own={"centred": lambda *args: value}).message


@settings(max_examples=100, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(["noise", "data", "ascend", "descend"]), GARBAGE, GARBAGE), max_size=5))
def test_any_calls_of_the_game(calls):
    """Does a `train` that hands anything to the methods of `gan` get a mark with a message?"""

    def train(gan, iterations, k, m):
        for what, one, other in calls:
            if what == "ascend":
                gan.ascend_discriminator(one, other)
            elif what == "descend":
                gan.descend_generator(one)
            else:
                (gan.sample_noise if what == "noise" else gan.sample_data)(one)

    given_mark = marked("q1_generator_cost.train", train, seed=1)
    assert given_mark.points < 4 and given_mark.message


@pytest.mark.parametrize("value", [["x" * 10**6] + [""] * 10**5, ("a", [1.0, "b" * 10**6])])
def test_texts_in_lists_take_no_room(value):
    """Is a list with a long text in it refused before NumPy gives every entry the room of the longest?"""
    with pytest.raises(NotNumbers, match="holds text"):
        read(value, (2,))


def test_far_too_many_numbers_are_not_copied():
    """Is a small array type with very many entries refused before it becomes one of floats?"""
    with pytest.raises(NotNumbers, match="far more numbers"):
        read(np.zeros(5_000_000, np.int8), (2,))

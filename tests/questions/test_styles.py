"""Right answers and known mistakes in many styles of returning: style costs nothing, and mistakes keep their names."""

import functools

import numpy as np
import pytest

from gan_ref.questions import mark, question
from gan_ref.questions.edges import Edged
from grader.question import Question
from tests.questions.answer_files import run
from tests.questions.right_answers import RIGHT_ANSWERS

FUNCTIONS = [name for name in RIGHT_ANSWERS if isinstance(question(name), Question | Edged)]


class Called:
    """An answer that is an object and has no name."""

    def __init__(self, function):
        self.function = function

    def __call__(self, *args, **kwargs):
        return self.function(*args, **kwargs)


def returning(convert):
    """A way to hand back a result: a scalar keeps its own way."""
    return lambda function: lambda *args, **kwargs: convert(np.asarray(function(*args, **kwargs)))


def on_copies(function):
    """The answer works on copies that it makes of its arrays."""
    return lambda *args, **kw: function(*(np.array(a) if isinstance(a, np.ndarray) else a for a in args), **kw)


def from_lists(function):
    """The answer turns its arrays into lists and back, as one does who mixes both; a list of no rows has no columns."""
    return lambda *args, **kw: function(
        *(np.array(a.tolist()).reshape(a.shape) if isinstance(a, np.ndarray) else a for a in args), **kw
    )


STYLES = {
    "array": lambda function: function,
    "list": returning(lambda v: v.tolist()),
    "tuple": returning(lambda v: tuple(v.tolist()) if v.ndim else v.item()),
    "long double": returning(lambda v: v.astype(np.longdouble)),
    "one in an array": returning(lambda v: v if v.ndim else v[None]),
    "Fortran's order": returning(np.asfortranarray),
    "read only": returning(lambda v: np.broadcast_to(v, v.shape)),
    "object": Called,
    "partial": functools.partial,
    "copies": on_copies,
    "lists in": from_lists,
    "rounded to 12 digits": returning(lambda v: np.array([float(f"{x:.12g}") for x in v.ravel()]).reshape(v.shape)),
}


@pytest.mark.filterwarnings("ignore")  # students' code may warn: that costs nothing
@pytest.mark.parametrize("name", FUNCTIONS)
def test_style_costs_nothing(name):
    """Does every right answer, in every style of returning and on inputs of its own, get every point?"""
    for number, (_, source) in enumerate(RIGHT_ANSWERS[name]):
        answer = run(name, source)
        for seed, (style, styled) in enumerate(STYLES.items(), start=100 * number):
            given = mark(name, styled(answer), seed=seed)
            assert given.points == given.out_of, (style, source, given.message)


def test_two_thousand_variants():
    """Are the variants tried above as many as the course promises?"""
    assert sum(len(RIGHT_ANSWERS[name]) for name in FUNCTIONS) * len(STYLES) >= 2000


@pytest.mark.parametrize("name", FUNCTIONS)
def test_a_mistake_is_named_in_any_style(name):
    """Is every known mistake, in a random style, given its own name, alone or among those that look like it?"""
    rng = np.random.default_rng(6)
    styles = [style for style in STYLES if style != "rounded to 12 digits"]
    for mistake in question(name).mistakes:
        for style in rng.choice(styles, 3, replace=False):
            given = mark(name, STYLES[style](mistake.wrong), seed=int(rng.integers(2**32)))
            named = (given.mistake or "right").split(" or ")
            too_small = mistake.name == "guard" and given.points >= 0.9 * given.out_of - 1e-9
            assert mistake.name in named or too_small, (mistake.name, style, given.mistake, given.message)

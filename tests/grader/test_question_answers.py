"""Right answers of every type count; what is no number, or of another shape, is told apart, each in its own words."""

import functools
import warnings

import numpy as np
import pytest

from grader.question import mark
from tests.grader.toy import centred, question


class Centred:
    """An answer that is an object."""

    def __call__(self, x, shift=0.0):
        return centred(x, shift)


class Logit:
    """A class of the student's own, as a result."""


RIGHT = {
    "an array": centred,
    "a list": lambda x, shift=0.0: centred(x, shift).tolist(),
    "a tuple": lambda x, shift=0.0: tuple(centred(x, shift)),
    "a list of arrays without dimension": lambda x, shift=0.0: [np.array(v) for v in centred(x, shift)],
    "long doubles": lambda x, shift=0.0: centred(x, shift).astype(np.longdouble),
    "an array without masked entries": lambda x, shift=0.0: np.ma.masked_array(centred(x, shift)),
    "a lambda": lambda x, shift=0.0: centred(x, shift),
    "a partial": functools.partial(lambda factor, x, shift=0.0: factor * centred(x, shift), 1),
    "an object": Centred(),
    "a method": Centred().__call__,
    "in Fortran's order": lambda x, shift=0.0: np.asfortranarray(centred(x, shift)),
    "a view": lambda x, shift=0.0: np.repeat(centred(x, shift), 2)[::2],
}


@pytest.mark.parametrize("style", RIGHT)
def test_right_answers_of_every_type(style):
    """Does it get every point and no complaint?"""
    given = mark(question(), RIGHT[style])
    assert (given.points, given.mistake, given.message) == (4, None, "Right.")


NUMBERS = {
    "a float": float,
    "a NumPy number": np.float64,
    "an array without dimension": np.array,
    "an array of one": lambda v: np.array([v]),
    "a column of one": lambda v: [[v]],
    "a list of one": lambda v: [v],
    "a long double": np.longdouble,
}


@pytest.mark.parametrize("style", NUMBERS)
def test_one_number_in_every_type(style):
    """Where one number is asked for, does it count in whatever it is wrapped?"""
    total = question(reference=lambda x, shift=0.0: float(np.sum(x)) + shift, mistakes=[])
    assert mark(total, lambda x, shift=0.0: NUMBERS[style](np.sum(x) + shift)).points == 4


def test_an_integer_is_a_number():
    """Is a Python or NumPy integer right where the number is whole, and True not?"""
    length = question(reference=lambda x, shift=0.0: len(x), mistakes=[])
    assert mark(length, lambda x, shift=0.0: len(x)).points == 4
    assert mark(length, lambda x, shift=0.0: np.int32(len(x))).points == 4
    assert mark(question(reference=lambda x, shift=0.0: 1, mistakes=[]), lambda x, shift=0.0: True).points == 0


WRONG_TYPES = {
    "`None`": lambda x: None,
    "is text": lambda x: "1.5",
    "holds text": lambda x: ["1.5"] * len(x),
    "Part of the result is `None`": lambda x: [None] * len(x),
    "dtype `object`": lambda x: np.array(list(x), dtype=object),
    "type `dict`": lambda x: {"result": x},
    "type `set`": lambda x: set(x),
    "type `generator`": lambda x: (v for v in x),
    "type `map`": lambda x: map(float, x),
    "type `Logit`": lambda x: Logit(),
    "a function, not its result": lambda x: print,
    "True or False": lambda x: x > 0,
    "complex": lambda x: x + 1j,
    "masked": lambda x: np.ma.masked_array(x, mask=True),
    "different lengths": lambda x: [[1.0], [1.0, 2.0]],
    "`nan`": lambda x: x * np.nan,
    "`inf`": lambda x: x + np.inf,
    "(), wanted was": lambda x: 1.5,
    "averaged too early": lambda x: np.mean(x),
    "try `.ravel()`": lambda x: centred(x)[:, None],
    "another length than this input leads to": lambda x: centred(x)[:-1],
    "are numbers typed in?": lambda x: [0.25, -0.5, 1.0, 0.125, -0.25, 0.5],
    "Which axis": lambda x: np.ones((2, 7)),
}


@pytest.mark.parametrize("told", WRONG_TYPES)
def test_what_is_no_answer_is_told(told):
    """Does a result that cannot be compared get no points and a sentence of its own?"""
    given = mark(question(fresh=lambda rng: ()), lambda x, shift=0.0: WRONG_TYPES[told](np.asarray(x, dtype=float)))
    assert given.points == 0 and told.lower() in given.message.lower(), given.message


def test_one_number_for_many_is_told():
    """Where one number is asked for and one for each entry comes, is the missing mean or sum named?"""
    total = question(reference=lambda x, shift=0.0: float(np.sum(x)), mistakes=[])
    assert "is a mean or a sum over the samples missing" in mark(total, lambda x, shift=0.0: x).message


def test_rows_and_columns_are_told():
    """Is a transposed result told as one?"""
    rows = question(reference=lambda x, shift=0.0: np.outer(x, [1, -1, 2, 3, 5]), fresh=lambda rng: (), mistakes=[])
    given = mark(rows, lambda x, shift=0.0: np.outer([1, -1, 2, 3, 5], x))
    assert given.points == 0 and "Rows and columns are exchanged" in given.message


def test_what_is_no_function_is_told():
    """Does an answer that cannot be called say of which type it is?"""
    assert "of type `float`" in mark(question(), 1.5).message
    assert "of type `NoneType`" in mark(question(), None).message


def test_an_error_is_told_by_kind_and_text():
    """Does a function that stops get no points and its own error, in one line?"""

    def stops(x, shift=0.0):
        raise ZeroDivisionError("by\nzero")

    given = mark(question(), stops)
    assert (given.points, given.mistake) == (0, "error")
    assert given.message == "Your function stops with an error: `ZeroDivisionError`: by."


def test_an_error_on_one_input_names_it():
    """If it stops on some inputs only, is the first of them named?"""

    def picky(x, shift=0.0):
        if shift == 0.25:
            raise KeyError("shift")
        return centred(x, shift)

    given = mark(question(), picky)
    assert given.points == 0 and "but for a shift your function stops with an error: `KeyError`" in given.message


def test_a_function_that_is_not_written_is_told():
    """Is NotImplementedError called what it is?"""

    def later(x, shift=0.0):
        raise NotImplementedError()

    assert "not written yet" in mark(question(), later).message


def test_the_students_error_of_a_stand_in():
    """Is an error that comes with a name and a text, as from the box, told by these?"""

    class FromTheBox(Exception):
        ename, evalue = "ValueError", "no such\nthing"

    def stops(x, shift=0.0):
        raise FromTheBox

    assert mark(question(), stops).message.endswith("`ValueError`: no such.")


def test_what_ends_marking_is_let_through():
    """Does an exception that says so stop the marking instead of the answer?"""

    class BoxIsGone(Exception):
        stops_marking = True

    def gone(x, shift=0.0):
        raise BoxIsGone

    with pytest.raises(BoxIsGone):
        mark(question(), gone)


@pytest.mark.parametrize("changing", ["in place", "a list"])
def test_changed_inputs_cost_a_tenth(changing):
    """Does a right answer that changes what it is given keep nine tenths, and learn why?"""

    def answer(x, shift=0.0):
        result = centred(x, shift)
        x[0] = 99
        return result.tolist() if changing == "a list" else result

    given = mark(question(), answer)
    assert given.points == pytest.approx(3.6) and "changes the arrays" in given.message
    assert given.mistake == "changes_inputs"


def test_changed_inputs_do_not_mislead():
    """Is every input a copy of its own, so that a change hurts no later call, and the reference never sees it?"""
    seen = []

    def answer(x, shift=0.0):
        seen.append(np.array(x))
        result = centred(x, shift)
        x[...] = 0
        return result

    asked = question()
    assert mark(asked, answer, seed=5).points == pytest.approx(3.6)
    assert all(np.array_equal(got, case.args[0]) for got, case in zip(seen, asked.inputs(5), strict=True))


def test_warnings_cost_nothing():
    """Does a function that warns keep every point, without a warning from the judge?"""

    def warns(x, shift=0.0):
        np.log(np.zeros(2)) / np.zeros(2)
        warnings.warn("a word of the student's", stacklevel=2)
        return centred(x, shift)

    assert mark(question(), warns).points == 4


@pytest.mark.parametrize("power", [
    lambda x, shift=0.0: x^2, lambda x, shift=0.0: [float(n)^2 for n in x],
], ids=["array", "floats"])  # fmt: skip
def test_a_hat_for_a_power_is_explained(power):
    """Is somebody who writes ^ told how a power is written, beside what Python says?"""
    given = mark(question(), power)
    assert given.points == 0 and "`TypeError`: " in given.message
    assert given.message.endswith("A power is written `**` in Python, not `^`.")

"""What honest students return in odd forms, and what it becomes on its way out of the box."""

import numpy as np
import pytest

from grader.box import StudentError

SETUP = "import numpy as np, enum, decimal, fractions, collections, pandas\n"


@pytest.fixture(scope="module")
def returned(server):
    """A function: what a student's function that returns this expression gives on this side."""
    with server.open() as box:
        assert box.run(SETUP, "setup").ok

        def give(expression):
            assert box.run(f"def answer():\n    return {expression}", "answer").ok
            return box.call("answer")[0]

        yield give


@pytest.mark.parametrize(("expression", "wanted"), [
    ("enum.IntEnum('E', 'A').A", 1), ("type('S', (str,), {})('x')", "x"), ("type('F', (float,), {})(.5)", .5),
    ("np.str_('x')", "x"), ("range(3)", [0, 1, 2]), ("fractions.Fraction(1, 2)", .5), ("decimal.Decimal('0.5')", .5),
    ("collections.namedtuple('P', 'a b')(1, 2)", (1, 2)), ("collections.OrderedDict(a=1)", {"a": 1}),
    ("type('L', (list,), {})([1])", [1]),
], ids=lambda value: str(value)[:60])
def test_subclasses_become_their_base(returned, expression, wanted):
    """Does a value of a subclass come out as the plain value that it is?"""
    value = returned(expression)
    assert type(value) is type(wanted) and value == wanted


@pytest.mark.parametrize(("expression", "dtype"), [
    ("np.matrix([[1., 2.]])", "f8"), ("np.ma.array([1., 2.])", "f8"), ("pandas.Series([1., 2.])", "f8"),
    ("np.array([1, 2.5], dtype=object)", "f8"), ("np.array([np.array([1.]), np.float32(2)], dtype=object)", "f8"),
    ("np.array([1, 2], dtype='>i4')", "i4"), ("np.array([1, 2], dtype='f2')", "f2"),
    ("type('A', (), {'__array__': lambda self, dtype=None, copy=None: np.array([1., 2.])})()", "f8"),
], ids=lambda value: str(value)[:60])
def test_array_likes_become_arrays(returned, expression, dtype):
    """Does something that is an array in all but type come out as one?"""
    value = returned(expression)
    assert type(value) is np.ndarray and value.dtype == dtype


@pytest.mark.parametrize(("expression", "words"), [
    ("(x for x in [1])", "generator.*np.array"), ("map(abs, [1])", "map object"), ("zip([1])", "zip object"),
    ("{1, 2}", "of type set"), ("1j", "complex"), ("np.array([1j])", "complex"), ("object()", "of type object"),
    ("np.array(['a'])", "dtype <U1"), ("np.array([None])", "NoneType"), ("lambda: 1", "brackets"),
    ("np.ma.array([1.], mask=[True])", "masked"), ("{1: 2}", "key of type int"), ("10 ** 2000", "digits"),
    ("[0] * 300_000", "values"), ("np.zeros(20_000_000)", "MB"), ("np", "of type module"),
], ids=lambda value: str(value)[:60])
def test_other_values_are_explained(returned, expression, words):
    """Does a student read what the value was, where it cannot be marked?"""
    with pytest.raises(StudentError, match=words) as caught:
        returned(expression)
    assert caught.value.ename == "NotPlain"


def test_a_list_that_holds_itself_is_explained(loaded):
    """Is a list within itself an error of the student's, and no end of the box?"""
    box = loaded("def answer():\n    x = []\n    x.append(x)\n    return x")
    with pytest.raises(StudentError, match="deep"):
        box.call("answer")
    assert box.run("1", "next").ok

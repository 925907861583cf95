"""A student's value as plain data, where an honest one has an obvious plain form. Used inside the box only.

Nothing here has to be safe: the box is the student's. It has to be kind: a pandas Series of right numbers is right, and
a generator gets a sentence that says what to return instead.
"""

import collections.abc
import decimal
import numbers
import types

import numpy as np

from .wire import NotPlain

LAZY = (map, filter, zip, types.GeneratorType, enumerate, reversed)


def plain(value):
    """The plain form of a value that `wire` does not send as it is; NotPlain, in a student's words, if it has none."""
    name = type(value).__name__
    if isinstance(value, np.ndarray):
        return plain_array(value)
    for base in (int, float, str, list, tuple):
        if isinstance(value, base):
            return base(value)
    if isinstance(value, dict):
        return dict(value)
    if isinstance(value, numbers.Real | decimal.Decimal):
        return float(value)
    if isinstance(value, range):
        return list(value)
    if isinstance(value, LAZY):
        raise NotPlain(f"a {name} object, which makes its values one by one; wrap it in np.array(list(...))")
    if isinstance(value, numbers.Complex):
        raise NotPlain(f"a complex number ({name}); a real one is asked for")
    if not isinstance(value, type) and hasattr(value, "__array__"):
        return plain_array(np.asarray(value))
    if isinstance(value, collections.abc.Set | collections.abc.MappingView):
        raise NotPlain(f"of type {name}, which keeps no order of numbers; return an array or a list")
    if callable(value):
        raise NotPlain(f"of type {name}, something to be called, not its result; is a pair of brackets missing?")
    raise NotPlain(f"of type {name}; numbers, arrays, lists, tuples, dicts and text can be marked")


def plain_array(array):
    """Subclasses as base arrays, arrays of number objects as float64; NotPlain for other dtypes."""
    if isinstance(array, np.ma.MaskedArray):
        if np.ma.is_masked(array):
            raise NotPlain("a masked array with masked entries; every entry needs a value")
        array = array.data
    if array.dtype == object:
        array = numbers_of(array)
    if array.dtype.kind == "c":
        raise NotPlain(f"an array of complex numbers ({array.dtype}); real ones are asked for")
    if array.dtype.kind not in "biuf":
        raise NotPlain(f"an array of dtype {array.dtype}; numbers or booleans are asked for")
    return np.array(array, subok=False)


def numbers_of(array):
    """An array of Python objects as float64, when every object in it is a real number."""
    for item in array.flat:
        single = isinstance(item, np.ndarray) and item.size == 1 and item.dtype.kind in "biuf"
        if not single and not isinstance(item, numbers.Real | np.bool_ | decimal.Decimal):
            raise NotPlain(f"an array of objects, one of them of type {type(item).__name__}; numbers are asked for")
    flat = [float(item.item() if isinstance(item, np.ndarray) else item) for item in array.flat]
    return np.array(flat, dtype=float).reshape(array.shape)

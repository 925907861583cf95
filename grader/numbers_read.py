"""What a student's function returned, read as numbers; or, in one kind sentence, why it cannot be.

Used by the judges. An answer of the right numbers is right whether it is an array, a list, a tuple or a scalar of any
float or integer type; text, None, objects and arrays of objects are not numbers, and each is told apart. Pure.

One number may come in an array of one entry, of any shape, where one is asked for: there is only one way to read it.
A column (m, 1) is not taken for (m,): of it and an (m,) array NumPy makes (m, m), so the difference is a lesson and not
a style.
"""

import numpy as np


class NotNumbers(Exception):
    """The value cannot be compared; the text is for the student. `meant`: numbers it may stand for, for a diagnosis."""

    def __init__(self, text: str, meant: np.ndarray | None = None):
        super().__init__(text)
        self.meant = meant


def read(value, shape: tuple[int, ...]) -> np.ndarray:
    """`value` as a float64 array; one entry takes the wanted `shape` if that has one entry too. Raises NotNumbers."""
    try:
        array = _array(value)
    except (MemoryError, OverflowError, RecursionError):
        raise NotNumbers("The result is too large, or nested too deep, to be read as numbers.") from None
    if array.size == 1 and int(np.prod(shape)) == 1:
        return array.reshape(shape)
    return array


def shape_fault(got: np.ndarray, want: np.ndarray) -> str | None:
    """What is wrong with the shape of an answer, for the student; None where it is right."""
    if got.shape == want.shape:
        return None
    text = f"The shape is {got.shape}, wanted was {want.shape}."
    if want.ndim == 0:
        return f"{text} One number is asked for: is a mean or a sum over the samples missing?"
    if got.ndim == 0:
        return f"{text} One number came back where one for each entry is asked for: was it averaged too early?"
    if got.size == want.size and got.ndim != want.ndim:
        return f"{text} The numbers may be there, but NumPy combines the two shapes differently: try `.ravel()`."
    if got.shape == want.shape[::-1]:
        return f"{text} Rows and columns are exchanged: one row is one sample."
    if got.ndim == want.ndim == 1:
        return f"{text} That is another length than this input leads to: is a part left out, or are numbers typed in?"
    return f"{text} Which axis is the sample, which the coordinate?"


def value_fault(got: np.ndarray, want: np.ndarray) -> str | None:
    """NaN or infinity where a finite number is due, for the student; None where there is neither."""
    due = got[np.isfinite(want)] if got.shape == want.shape else got
    if np.isnan(due).any():
        return "There is `nan` in the result where a number is due: is it 0 divided by 0, or 0 times ln 0?"
    if np.isinf(due).any():
        return (
            "There is `inf` in the result where a finite number is due: did a logarithm get 0, or a division 0 below?"
        )
    return None


MOST = 1_000_000  # numbers in one answer; the longest that any question asks for has a few thousand


def _texts(value) -> bool:
    """Is there a text anywhere in these lists? NumPy would give every entry the room of the longest one."""
    waiting = [value]
    while waiting:
        part = waiting.pop()
        if isinstance(part, (str, bytes)):
            return True
        if isinstance(part, (list, tuple)):
            waiting.extend(part)
    return False


def _array(value) -> np.ndarray:
    if value is None:
        raise NotNumbers("The result is `None`: does the function end in `return`?")
    if isinstance(value, (str, bytes)):
        raise NotNumbers("The result is text; a number is asked for. Leave out the quotation marks or the `print`.")
    if callable(value):
        raise NotNumbers("This is a function, not its result: call it, with its arguments in brackets.")
    if isinstance(value, (dict, set, frozenset)):
        raise NotNumbers(f"The result is of type `{type(value).__name__}`; numbers are asked for.")
    if isinstance(value, np.ma.MaskedArray):
        if np.ma.getmaskarray(value).any():
            raise NotNumbers("Some entries of the result are masked; every entry is asked for.")
        value = value.data
    if isinstance(value, (list, tuple)) and _texts(value):
        raise NotNumbers("The result holds text; numbers are asked for. Leave out the quotation marks.")
    try:
        array = np.asarray(value)
    except (ValueError, TypeError):
        raise NotNumbers(
            "The result is a list whose parts have different lengths; an array of one shape is asked for."
        ) from None
    if array.size > MOST:
        raise NotNumbers(f"The result has the shape {array.shape}: far more numbers than are asked for.")
    return _floats(array, value)


def _floats(array: np.ndarray, value) -> np.ndarray:
    kind = array.dtype.kind
    if kind in "fiu":
        with np.errstate(over="ignore"):
            return array.astype(np.float64)
    if kind == "b":
        raise NotNumbers("The result is True or False; a number is asked for.", array.astype(np.float64))
    if kind == "c":
        raise NotNumbers(
            "The result is complex; a real number is asked for. Was the logarithm of a negative number taken?"
        )
    if kind in "US":
        raise NotNumbers("The result holds text; numbers are asked for. Leave out the quotation marks.")
    if isinstance(value, (list, tuple)) and any(part is None for part in array.ravel()):
        raise NotNumbers("Part of the result is `None`: is one of the values not set, or a `return` missing?")
    if isinstance(value, np.ndarray):
        raise NotNumbers("The array has dtype `object`; one of float numbers is asked for.")
    raise NotNumbers(f"The result is of type `{type(value).__name__}`; numbers are asked for.")

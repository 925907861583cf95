"""How much memory a plain value takes where somebody calculates with it. Used on both sides of the boundary.

`wire.py` caps the bytes that travel. A byte can become much more: a boolean becomes a float of eight bytes, a list of
numbers with one long text in it becomes an array that keeps room for that text in each place. So values are weighed as
the arrays that NumPy could make of them, and a test may bring out of the box what `Limits.results_mb` says, no more.
"""

import numpy as np

LARGEST = 16 << 20  # bytes of one value that a test looks at: two million numbers
SINGLE = frozenset({float, int, bool, type(None), np.float64})  # values that are one object
NUMBER, LETTER, OBJECT = 8, 4, 64  # bytes: of a float, of a character in an array of texts, of a Python object


def too_large(value) -> str | None:
    """What is too large about a value for a test to look at it, in words for a student; None where nothing is."""
    found = weight(value)
    return f"too big to be looked at: {found >> 20} MB when calculated with" if found > LARGEST else None


def weight(value) -> int:
    """Bytes that a plain value may come to take."""
    kind = type(value)
    if kind in SINGLE:
        return OBJECT
    if kind is str:
        return OBJECT + len(value) * LETTER
    if kind is np.ndarray:
        return OBJECT + max(value.size * NUMBER, value.nbytes) + (0 if value.size else _rows(value) * OBJECT)
    if isinstance(value, list | tuple):
        total, places, longest = _listed(value)
        return max(total, places * longest * LETTER)
    if isinstance(value, dict):
        return OBJECT + sum(map(weight, value)) + sum(map(weight, value.values()))
    return OBJECT


def _rows(value) -> int:
    """Objects that a loop over an array without elements makes: (10⁹, 0) takes no bytes and has 10⁹ rows."""
    return int(np.prod([n for n in value.shape if n], dtype=float))


def _listed(value) -> tuple[int, int, int]:
    """Of lists within lists: their weight, the places of the array that they would make, the longest text in them."""
    total, places, longest = OBJECT, 0, 0
    if SINGLE.issuperset(map(type, value)):  # often hundreds of numbers
        return total + OBJECT * len(value), len(value), 0
    for item in value:
        if isinstance(item, list | tuple):
            inner, more, text = _listed(item)
        else:
            inner = weight(item)
            more = item.size if isinstance(item, np.ndarray) else 1
            text = len(item) if isinstance(item, str) else 0
        total, places, longest = total + inner, places + more, max(longest, text)
    return total, places, longest

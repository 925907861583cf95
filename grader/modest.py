"""Is what came out of a box small enough for a test to handle? Used by `student.py`, where every value comes in.

The wire caps the bytes, but NumPy makes much of little: a list with one long text becomes an array in which every entry
has the room of the longest, and an array of bytes one of floats, eight times its size.
"""

import numpy as np

MOST_NUMBERS = 4_000_000  # in all arrays of a value; as floats they take 32 MB, and tests make copies
MOST_LETTERS = 4_000_000  # the longest text times the number of values beside it


def immodest(value) -> str | None:
    """What is too large about a value, in words for a student; None where nothing is."""
    waiting, values, numbers, longest = [value], 0, 0, 0
    while waiting:
        part = waiting.pop()
        values += 1
        if isinstance(part, np.ndarray):
            numbers += part.size
        elif isinstance(part, str):
            longest = max(longest, len(part))
        elif isinstance(part, dict):
            waiting.extend(part.values())
        elif isinstance(part, (list, tuple)):
            waiting.extend(part)
    if numbers > MOST_NUMBERS:
        return f"too big to be looked at: {numbers} numbers"
    if longest * values > MOST_LETTERS:
        return f"too big to be looked at: a text of {longest} letters"
    return None

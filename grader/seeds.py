"""The seed of a submitted notebook. Used by `session.py`, `settings.py` and `marker.py`; imports next to nothing."""

import hashlib


def seed_for(*names: str) -> int:
    """A 32-bit seed that belongs to a submission, the same in every run: of course, assignment, student, notebook."""
    return int(hashlib.sha256("\0".join(names).encode("utf-8", "surrogatepass")).hexdigest()[:8], 16)

"""The shares of known mistakes, by name, for the tables here. Their values are in grader/shares.py, all in one place."""

from grader.question import EDGE, SLIP, WRONG
from grader.question import GUARDED as GUARD

__all__ = ["EDGE", "GUARD", "SLIP", "WRONG"]

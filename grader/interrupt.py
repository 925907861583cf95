"""Ctrl-C at a moment that suits: at once while waiting, else after the step under way.

Used by `grader/autograde.py` and `grader/batch.py`.
"""

import signal
import threading
from collections.abc import Callable
from contextlib import ExitStack
from typing import TypeVar

T = TypeVar("T")


class Interrupt:
    """While entered, SIGINT and SIGTERM raise KeyboardInterrupt inside `waiting` and nowhere else.

    A second signal is obeyed at once. Outside the main thread, where Python handles no signals, this does nothing.
    """

    def __init__(self):
        self.asked = False
        self._waiting = False
        self._undo = ExitStack()

    def __enter__(self) -> "Interrupt":
        if threading.current_thread() is threading.main_thread():
            for number in (signal.SIGINT, signal.SIGTERM):
                self._undo.callback(signal.signal, number, signal.signal(number, self._heard))
        return self

    def __exit__(self, *_) -> None:
        self._undo.close()

    def waiting(self, work: Callable[[], T]) -> T:
        """Do `work`, which may be stopped anywhere. Raises KeyboardInterrupt if that was asked for before or is now."""
        self._waiting = True
        try:
            if self.asked:
                raise KeyboardInterrupt
            return work()
        finally:
            self._waiting = False

    def _heard(self, number: int, frame) -> None:
        again, self.asked = self.asked, True
        if again or self._waiting:
            raise KeyboardInterrupt

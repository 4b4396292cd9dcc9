"""A time limit for a piece of work in this thread.

On the main thread of a Unix process it is an alarm, which reaches into regular expressions too. Elsewhere, on Windows
above all, a second thread puts the exception where the next line of Python is run; a call into a C library ends first.
"""

from __future__ import annotations

import ctypes
import signal
import threading
from collections.abc import Callable
from contextlib import AbstractContextManager
from types import FrameType
from typing import Final

_AGAIN: Final = 1.0  # seconds until it is said again, where a library took the exception for one of its own


class TooLong(BaseException):
    """The time is over; no `Exception`, because libraries go on after those."""


class Limit(AbstractContextManager["Limit"]):
    """Raises `TooLong` in the body once `seconds` have passed, by a clock that nobody sets; 0 is no limit."""

    def __init__(self, seconds: float) -> None:
        main = threading.current_thread() is threading.main_thread()
        self._timer = (_Alarm if main and hasattr(signal, "setitimer") else _Watch)(seconds) if seconds > 0 else None

    def __enter__(self) -> Limit:
        if self._timer:
            self._whatever_happens(self._timer, self._timer.start)
        return self

    def __exit__(self, *_: object) -> None:
        if self._timer:
            self._whatever_happens(self._timer, self._timer.stop)

    @staticmethod
    def _whatever_happens(timer: _Alarm | _Watch, act: Callable[[], None]) -> None:
        """Should the time be over meanwhile, the timer is stopped all the same."""
        try:
            act()
        except TooLong:
            timer.stop()
            raise


class _Alarm:
    """The alarm of the process."""

    def __init__(self, seconds: float) -> None:
        self._seconds, self._before = seconds, signal.getsignal(signal.SIGALRM) or signal.SIG_DFL

    def start(self) -> None:
        signal.signal(signal.SIGALRM, _over)
        signal.setitimer(signal.ITIMER_REAL, self._seconds, _AGAIN)

    def stop(self) -> None:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, self._before)


class _Watch:
    """A thread that waits, and then interrupts the one that made it."""

    def __init__(self, seconds: float) -> None:
        self._seconds, self._interrupted = seconds, threading.get_ident()
        self._stopped, self._lock = threading.Event(), threading.Lock()

    def start(self) -> None:
        threading.Thread(target=self._wait, daemon=True).start()

    def stop(self) -> None:
        with self._lock:
            self._stopped.set()
            _raise_in(self._interrupted, None)  # what was not delivered yet

    def _wait(self) -> None:
        seconds = self._seconds
        while not self._stopped.wait(seconds):
            seconds = _AGAIN
            with self._lock:
                if not self._stopped.is_set():
                    _raise_in(self._interrupted, TooLong)


def _over(_signal: int, _frame: FrameType | None) -> None:
    raise TooLong


def _raise_in(thread: int, exception: type[BaseException] | None) -> None:
    """https://docs.python.org/3/c-api/init.html#c.PyThreadState_SetAsyncExc ; None takes back what was not raised."""
    what = ctypes.py_object(exception) if exception else None
    ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(thread), what)

"""An end to what the judge itself computes: an answer may make a check's own arithmetic go on for hours."""

from __future__ import annotations

import contextlib
import signal
import threading
from collections.abc import Iterator
from types import FrameType


class Overdue(BaseException):
    """The judge's own work took too long. No check or call-back catches it by accident: it is no Exception."""


@contextlib.contextmanager
def overdue_after(limit_s: float | None) -> Iterator[None]:
    """Raise Overdue in the block when it takes longer than `limit_s` (None: no limit).

    Works between two steps of Python, in the main thread, where the system has timers; elsewhere it does nothing, and
    the controller's patience with its judge is the limit.
    """
    if limit_s is None or not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGALRM, _raise)
    signal.setitimer(signal.ITIMER_REAL, limit_s)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def _raise(_number: int, _frame: FrameType | None) -> None:
    raise Overdue("it did not come to an end")

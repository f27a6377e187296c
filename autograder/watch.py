"""Doing something again whenever a file is saved.

Each run is a fork of this process, so that what is slow to import is imported once, and a run that hangs or dies is
replaced at the next save. Where processes cannot fork, runs take place in this one.
"""

from __future__ import annotations

import contextlib
import os
import signal
import sys
import time
import traceback
from collections.abc import Callable, Iterable
from pathlib import Path

POLL_S = 0.1  # an editor's save is seen long before a hand has left the keys
SETTLE_S = 0.05  # some editors write a file in several steps

Stamps = tuple[tuple[int, int] | None, ...]


def watch(paths: Iterable[Path], run: Callable[[], None]) -> None:
    """Call `run` now and after each change of one of `paths`, until KeyboardInterrupt."""
    files = tuple(paths)
    start = _fork if hasattr(os, "fork") else _call
    while True:
        before = stamps(files)
        end = start(run)
        try:
            while stamps(files) == before:
                time.sleep(POLL_S)
            time.sleep(SETTLE_S)
        finally:
            end()


def stamps(paths: Iterable[Path]) -> Stamps:
    """Return what tells the states of files apart; None for one that isn't there (editors replace files by others)."""
    found: list[tuple[int, int] | None] = []
    for path in paths:
        try:
            status = path.stat()
            found.append((status.st_mtime_ns, status.st_size))
        except OSError:
            found.append(None)
    return tuple(found)


def _fork(run: Callable[[], None]) -> Callable[[], None]:
    """Start `run` in a child, and return what ends it."""
    sys.stdout.flush()
    child = os.fork()
    if child == 0:
        with contextlib.suppress(KeyboardInterrupt, SystemExit):
            try:
                run()
            except Exception:  # noqa: BLE001 - the next save starts over; what happened is shown
                traceback.print_exc()
        sys.stdout.flush()
        os._exit(0)

    def end() -> None:
        with contextlib.suppress(ProcessLookupError):
            os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)

    return end


def _call(run: Callable[[], None]) -> Callable[[], None]:
    run()
    return lambda: None

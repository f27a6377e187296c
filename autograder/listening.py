"""Listening to what is printed in this process, with a debugger that still talks to the terminal."""

from __future__ import annotations

import contextlib
import io
import pdb
import sys
from collections.abc import Iterator
from types import FrameType
from typing import Any, TextIO

MAX_HEARD = 1 << 16  # characters; who prints more has a loop to look at


class Ear(io.TextIOBase):
    """A text stream that remembers the beginning of what is written."""

    def __init__(self) -> None:
        self._heard: list[str] = []
        self._left = MAX_HEARD

    @property
    def heard(self) -> str:
        """What was written so far."""
        return "".join(self._heard)

    def writable(self) -> bool:
        """Say that this stream can be written to."""
        return True

    def write(self, text: str) -> int:
        """Remember `text` while there is room."""
        if self._left > 0:
            self._heard.append(text[: self._left])
            self._left -= len(text)
        return len(text)


@contextlib.contextmanager
def listening() -> Iterator[Ear]:
    """Listen to standard output. `breakpoint()` talks to where that went before."""
    ear, hook, stream = Ear(), sys.breakpointhook, sys.stdout
    if hook is sys.__breakpointhook__:  # a front end's own, such as Jupyter's, stays
        sys.breakpointhook = lambda *_arguments, **_keywords: _debug(stream, sys._getframe(1))
    try:
        with contextlib.redirect_stdout(ear):
            yield ear
    finally:
        sys.breakpointhook = hook


def _debug(stream: TextIO, frame: FrameType) -> Any:
    pdb.Pdb(stdout=stream).set_trace(frame)

"""Listening to what is printed, without keeping it from where it goes: a debugger's prompt still shows."""

from __future__ import annotations

import contextlib
import io
import sys
from collections.abc import Iterator

MAX_HEARD = 1 << 16  # characters; who prints more has a loop to look at


class Tee(io.TextIOBase):
    """A text stream that passes everything on, and remembers the beginning."""

    def __init__(self, stream: io.TextIOBase) -> None:
        self._stream = stream
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
        """Pass `text` on, and remember it while there is room."""
        if self._left > 0:
            self._heard.append(text[: self._left])
            self._left -= len(text)
        return self._stream.write(text)

    def flush(self) -> None:
        """Flush the stream below."""
        self._stream.flush()

    def fileno(self) -> int:
        """Return the descriptor of the stream below."""
        return self._stream.fileno()

    def isatty(self) -> bool:
        """Tell whether the stream below is a terminal."""
        return self._stream.isatty()


@contextlib.contextmanager
def listening() -> Iterator[Tee]:
    """Listen to standard output."""
    tee = Tee(sys.stdout)  # type: ignore[arg-type]
    with contextlib.redirect_stdout(tee):
        yield tee

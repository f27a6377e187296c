"""Frames over a socket: buffers grow as bytes arrive, and every wait has a deadline."""

from __future__ import annotations

import select
import socket
import time

from autograder.sandbox.codec import PREFIX, FrameError, lengths

CHUNK = 1 << 20
SMALL = 1 << 14  # most frames are smaller


class ChannelClosed(ConnectionError):
    """The other side is gone."""


class DeadlinePassed(TimeoutError):
    """The other side did not answer in time."""


class Channel:
    """One end of a stream socket that carries frames.

    `deadline` is a time of `time.monotonic()` after which `send` and `receive` raise DeadlinePassed; None waits for
    ever.
    """

    def __init__(self, sock: socket.socket) -> None:
        self._socket = sock
        self._socket.setblocking(False)
        self._arrived = bytearray()  # of frames that are still to be read
        self.deadline: float | None = None

    def send(self, frame: bytes) -> None:
        """Send one frame. Raises ChannelClosed or DeadlinePassed."""
        view = memoryview(frame)
        while view:
            try:
                view = view[self._socket.send(view) :]
            except BlockingIOError:
                self._wait(select.POLLOUT)
            except OSError as error:
                raise ChannelClosed(str(error)) from error

    def receive(self) -> tuple[bytes, bytearray]:
        """Return header and body of the next frame. Raises FrameError, ChannelClosed or DeadlinePassed."""
        header_length, body_length = lengths(bytes(self._read(PREFIX.size)))
        header = bytes(self._read(header_length))
        return header, self._read(body_length)

    def close(self) -> None:
        """Close this end."""
        self._socket.close()

    def _read(self, length: int) -> bytearray:
        """Return the next `length` bytes. What comes with them is kept: a small frame is one call to the system."""
        while len(self._arrived) < length:
            try:
                chunk = self._socket.recv(min(CHUNK, max(SMALL, length - len(self._arrived))))
            except BlockingIOError:
                self._wait(select.POLLIN)
                continue
            except OSError as error:
                raise ChannelClosed(str(error)) from error
            if not chunk:
                raise ChannelClosed("the connection was closed")
            self._arrived += chunk
            if self.deadline is not None and time.monotonic() > self.deadline:
                raise DeadlinePassed
        data = self._arrived[:length]
        del self._arrived[:length]
        return data

    def _wait(self, event: int) -> None:
        timeout_ms = None
        if self.deadline is not None:
            remaining_s = self.deadline - time.monotonic()
            if remaining_s <= 0:
                raise DeadlinePassed
            timeout_ms = remaining_s * 1000 + 1
        poller = select.poll()
        poller.register(self._socket, event)
        poller.poll(timeout_ms)


__all__ = ["Channel", "ChannelClosed", "DeadlinePassed", "FrameError"]

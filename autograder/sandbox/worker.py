"""A worker: one submission in one process, answering requests until the judge hangs up."""

from __future__ import annotations

import contextlib
import os
import socket
import sys
from typing import Any

from autograder.sandbox import codec
from autograder.sandbox.channel import Channel, ChannelClosed
from autograder.sandbox.interpreter import Interpreter, printer


def serve(sock: socket.socket, layers: tuple[str, ...], output_kb: int) -> None:
    """Answer requests on `sock` until the judge closes it, then leave at once: exit handlers are not run."""
    channel = Channel(sock)

    def exchange(frame: bytes) -> tuple[bytes, bytearray]:
        channel.send(frame)
        return channel.receive()

    sys.stdout = sys.stderr = printer(channel.send, output_kb)
    interpreter = Interpreter(exchange)
    try:
        channel.send(codec.encode(["ready", list(layers), None]))
        while True:
            reply = interpreter.answer(*channel.receive())
            _flush(sys.stdout)
            channel.send(reply)
    except ChannelClosed:
        os._exit(0)


def refuse(sock: socket.socket, reason: str) -> None:
    """Tell the judge why this worker cannot start, and leave: a sandbox that cannot be set up fails closed."""
    Channel(sock).send(codec.encode(["refused", reason, None]))
    os._exit(1)


def _flush(stream: Any) -> None:
    with contextlib.suppress(BaseException):  # a submission may have replaced its own standard output
        stream.flush()

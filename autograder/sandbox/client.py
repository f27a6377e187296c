"""The judge's side of the line: start zygotes and workers, talk to them, believe nothing that they say."""

from __future__ import annotations

import codecs
import functools
import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Any, Protocol

import msgpack

from autograder.failure import GraderError, SubmissionFault
from autograder.sandbox import codec
from autograder.sandbox.channel import Channel, ChannelClosed, DeadlinePassed
from autograder.sandbox.codec import FrameError
from autograder.sandbox.interpreter import Interpreter
from autograder.sandbox.limits import Limits, Profile
from autograder.text import clean

START_S = 60.0  # importing torch takes about 2 s on an idle machine; a loaded one may need ten times that
CONTROL_S = 30.0  # a fork or a burial takes milliseconds
READY_S = 20.0
THREAD_SETTINGS = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"}
PASSED_ON = (
    "OPENBLAS_CORETYPE",
    "OPENBLAS_L2_SIZE",
    "SYSTEMROOT",
)  # what numerical libraries need to work on this machine


class ZygoteLost(GraderError):
    """A zygote died, as processes do when somebody kills them or memory runs out: another one may do better."""


class Peer(Protocol):
    """Whom a worker talks to: knows what references stand for, and answers call-backs."""

    def resolve(self, reference: Any) -> Any:
        """Return what a reference stands for. Raises codec.Unsupported."""

    def call_back(self, request: Any) -> bytes:
        """Answer the call-back `[number, arguments, keywords]` with a frame."""


@dataclass(frozen=True)
class Remains:
    """What is known of a worker after its end: how it ended, and what it used."""

    signal: int
    cpu_s: float
    memory_mb: float


NOTHING_KNOWN = Remains(0, 0.0, 0.0)


class Transport(Protocol):
    """A way to a loaded interpreter: another process, or this one."""

    output: str
    received: int  # bytes, over all answers

    def request(self, frame: bytes, peer: Peer, deadline: float | None) -> tuple[str, Any, Any]:
        """Send a request, serve call-backs, and return kind, value and side effects. Raises SubmissionFault."""

    def close(self) -> Remains:
        """End the interpreter and everything that it started."""


class Zygote:
    """A zygote process of one profile, which warms up while the caller goes on."""

    def __init__(self, profile: Profile) -> None:
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        environment = {name: os.environ[name] for name in PASSED_ON if name in os.environ}
        environment |= {"PATH": os.defpath, "LANG": "C.UTF-8", "PYTHONHASHSEED": "0", **THREAD_SETTINGS}
        described = json.dumps(asdict(profile))
        command = [sys.executable, "-s", "-P", "-m", "autograder.sandbox.zygote", str(theirs.fileno()), described]
        self._process = subprocess.Popen(  # noqa: S603 - our own interpreter and module
            command,
            env=environment,
            pass_fds=[theirs.fileno()],
            stdin=subprocess.DEVNULL,
            cwd="/",
            start_new_session=True,
        )
        theirs.close()
        self._control = ours

    @functools.cached_property
    def layers(self) -> tuple[str, ...]:
        """The layers that its workers stand behind; waits until it is warm. Raises GraderError when it cannot be."""
        self._control.settimeout(START_S)
        answer = self._receive()
        if "error" in answer:
            raise GraderError(
                f"The sandbox could not be started: {answer['error']}. "
                "`autograder doctor` shows what this machine offers."
            )
        self._control.settimeout(CONTROL_S)
        return tuple(answer["layers"])

    def launch(self, limits: Limits) -> WorkerTransport:
        """Fork a worker and wait until its sandbox stands. Raises GraderError when it doesn't."""
        assert self.layers  # the zygote is warm
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_STREAM)
        with theirs:
            pid = self._ask({"fork": asdict(limits)}, theirs.fileno())["pid"]
        return WorkerTransport(self, pid, Channel(ours), limits.output_kb * 1024)

    def bury(self, pid: int) -> Remains:
        """Kill a worker with all that it started, and say what is known of it."""
        answer = self._ask({"bury": pid})
        status = answer["status"]
        number = os.WTERMSIG(status) if os.WIFSIGNALED(status) else 0
        return Remains(number, answer["cpu_s"], answer["rss_kb"] / 1024)

    def close(self) -> None:
        """End the zygote."""
        self._control.close()
        try:
            self._process.wait(CONTROL_S)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()

    def _ask(self, request: dict[str, Any], *descriptors: int) -> dict[str, Any]:
        try:
            socket.send_fds(self._control, [msgpack.packb(request)], descriptors)
        except OSError as error:
            raise ZygoteLost(f"The zygote is gone: {error}.") from error
        return self._receive()

    @property
    def alive(self) -> bool:
        """Tell whether the zygote still runs."""
        return self._process.poll() is None

    def _receive(self) -> dict[str, Any]:
        try:
            message = self._control.recv(1 << 16)
        except OSError as error:
            raise GraderError(f"The zygote does not answer: {error}.") from error
        if not message:
            raise ZygoteLost(f"The zygote ended with status {self._process.wait(CONTROL_S)}.")
        answer: dict[str, Any] = msgpack.unpackb(message)
        return answer


class WorkerTransport:
    """A worker process behind a channel. `max_output` bounds what it prints: its own limit may be tampered with."""

    def __init__(self, zygote: Zygote, pid: int, channel: Channel, max_output: int) -> None:
        self._zygote = zygote
        self._pid = pid
        self._channel = channel
        self._remains = NOTHING_KNOWN
        self.output = ""
        self.received = 0
        self._text = codecs.getincrementaldecoder("utf-8")("replace")  # a character may come in two pieces
        self._max_output = max_output
        channel.deadline = time.monotonic() + READY_S
        try:
            kind, value, _ = _message(channel.receive(), codec.refuse)
        except (ChannelClosed, DeadlinePassed, FrameError) as error:
            self.close()
            raise GraderError(f"A worker did not start: {error or 'no answer'}.") from error
        if kind != "ready":
            self.close()
            raise GraderError(f"A worker's sandbox could not be set up: {value}.")

    def request(self, frame: bytes, peer: Peer, deadline: float | None) -> tuple[str, Any, Any]:
        """Send a request and return the reply; what the worker prints and calls back on the way is served."""
        self._channel.deadline = deadline
        try:
            self._channel.send(frame)
            while True:
                parts = self._channel.receive()
                self.received += len(parts[0]) + len(parts[1])
                kind, value, effects = _message(parts, peer.resolve)
                if kind == "printed":
                    self._print(value)
                elif kind == "callback":
                    self._channel.send(peer.call_back(value))
                else:
                    return kind, value, effects
        except DeadlinePassed:
            raise SubmissionFault("timeout", "It was stopped at its time limit.") from None
        except ChannelClosed:
            raise self._obituary() from None
        except FrameError as error:
            raise SubmissionFault("crashed", f"It broke the protocol: {error}.") from error

    def close(self) -> Remains:
        """Bury the worker, once."""
        self._channel.close()
        pid, self._pid = self._pid, 0
        return self._zygote.bury(pid) if pid else self._remains

    def _print(self, value: Any) -> None:
        if not isinstance(value, bytes):
            raise FrameError("printed text that is no bytes")
        left = self._max_output - len(self.output)
        if left > 0:
            self.output += clean(self._text.decode(value), left)

    def _obituary(self) -> SubmissionFault:
        self._remains = self.close()
        number = self._remains.signal
        if number == signal.SIGXCPU:
            return SubmissionFault("timeout", "It used up its processor time.")
        if number == signal.SIGXFSZ:
            return SubmissionFault("crashed", "It wrote more to disk than is allowed.")
        if number == signal.SIGSYS:
            return SubmissionFault("crashed", "It asked the system for something that a submission may not do.")
        cause = f" ({_signal_name(number)})" if number else ""
        return SubmissionFault("crashed", f"Its process ended before it answered{cause}.")


class LocalTransport:
    """An interpreter in this process: on a student's own machine nothing needs protection, and a debugger works."""

    def __init__(self) -> None:
        self._peer: Peer | None = None
        self._interpreter = Interpreter(self._exchange)
        self.output = ""
        self.received = 0  # nothing crosses a line

    def request(self, frame: bytes, peer: Peer, deadline: float | None) -> tuple[str, Any, Any]:  # noqa: ARG002 - no limits here
        """Answer a request at once."""
        self._peer = peer
        reply = self._interpreter.answer(*codec.split(frame))
        return _message(codec.split(reply), peer.resolve)

    def close(self) -> Remains:
        """Do nothing: the process is the student's."""
        return NOTHING_KNOWN

    def _exchange(self, frame: bytes) -> tuple[bytes, bytearray]:
        if self._peer is None:
            raise RuntimeError("a call-back outside a request")
        _, value, _ = _message(codec.split(frame), self._peer.resolve)
        return codec.split(self._peer.call_back(value))


def _signal_name(number: int) -> str:
    """Return a signal's name; real-time signals have none."""
    return next((known.name for known in signal.Signals if known == number), f"signal {number}")


def _message(parts: tuple[bytes, bytearray], resolve: Callable[[Any], Any]) -> tuple[str, Any, Any]:
    try:
        message = codec.Decoder(resolve).value(*parts)
    except FrameError:
        raise
    except Exception as error:  # whatever its bytes make NumPy or torch raise, it is the sender who broke the protocol
        raise FrameError(f"{type(error).__name__}: {error}") from error
    if not (isinstance(message, list) and len(message) == 3 and isinstance(message[0], str)):
        raise FrameError("a message that is not [kind, value, side effects]")
    return message[0], message[1], message[2]

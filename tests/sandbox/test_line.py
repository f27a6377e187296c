"""The judge's side of the line, with a worker that says whatever it likes: a value or a fault, always, and in time."""

from __future__ import annotations

import socket
import struct
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import msgpack
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from autograder import comparison
from autograder.failure import CheckFailure, SubmissionFault
from autograder.sandbox import codec
from autograder.sandbox.channel import Channel
from autograder.sandbox.client import NOTHING_KNOWN, Remains, WorkerTransport
from autograder.sandbox.codec import PREFIX
from autograder.session import MAX_EVIDENCE, Remote, Session
from autograder.submission import Cell, Submission

LIMIT_S = 1.0  # a conversation takes milliseconds; a machine that is busy may need a hundred times that
SLACK_S = 2.0  # for a machine that is busy with something else
MAX_OUTPUT = 4096


class NoZygote:
    """Buries nobody."""

    def __init__(self, signal: int = 0) -> None:
        self.remains = Remains(signal, 0.0, 0.0)

    def bury(self, pid: int) -> Remains:
        return self.remains


def frame(tree: Any, sizes: tuple[int, ...] = (), body: bytes = b"") -> bytes:
    header = msgpack.packb([list(sizes), tree], unicode_errors="surrogatepass")
    return struct.pack("<II", len(header), len(body)) + header + body


def message(kind: Any, value: Any = None, effects: Any = None) -> bytes:
    return frame(["l", [kind, value, effects]])


READY = codec.encode(["ready", [], None])
DONE = codec.encode(["value", None, {}])
LOADED = codec.encode(["value", [], {}])


@contextmanager
def conversation(said: bytes, *, hang_up: bool = True, signal: int = 0) -> Iterator[Session]:
    """A session at the start of a check, with a worker that has sent `said` before anybody asked."""
    ours, theirs = socket.socketpair()
    speaker = threading.Thread(target=speak, args=(theirs, READY + LOADED + DONE + said, hang_up))
    speaker.start()
    zygote: Any = NoZygote(signal)
    transport = WorkerTransport(zygote, 1, Channel(ours), MAX_OUTPUT)
    session = Session(Submission("kim", "unit", (Cell("a.py", ""),)), lambda: transport)
    try:
        session.begin(LIMIT_S)
        yield session
    finally:
        session.end()
        ours.close()
        speaker.join(SLACK_S)
        theirs.close()
        assert not speaker.is_alive()


def speak(sock: socket.socket, said: bytes, hang_up: bool) -> None:
    try:
        sock.sendall(said)
        if hang_up:
            sock.shutdown(socket.SHUT_WR)
        while sock.recv(1 << 16):
            pass
    except OSError:
        pass


def square(v: Any) -> Any:
    return v * v


def ask(session: Session) -> Any:
    """What the check gets, or the fault: nothing else may come out of a call. And it comes in time."""
    started = time.monotonic()
    try:
        return Remote(session, "f")(square, np.ones(2))
    except (SubmissionFault, CheckFailure) as fault:
        return fault
    finally:
        assert time.monotonic() - started < LIMIT_S + SLACK_S


def answer_to(said: bytes, **how: Any) -> Any:
    with conversation(said, **how) as session:
        return ask(session)


PLAIN = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**63), 2**64 - 1)
    | st.floats()
    | st.text(max_size=8)
    | st.binary(max_size=8),
    lambda inner: st.lists(inner, max_size=4),
    max_leaves=8,
)
LEAVES = PLAIN | st.sampled_from(
    [
        ["callback", 0],
        ["callback", -1],
        ["handle", 0, "K"],
        ["name", "f"],
        ["int", b"\x7f" * 500],
        ["slice", [1, None, 2]],
    ]
)
TREES = st.recursive(
    LEAVES,
    lambda inner: st.one_of(
        st.builds(lambda tag, items: [tag, items], st.sampled_from(["l", "t"]), st.lists(inner, max_size=4)),
        st.builds(lambda pairs: ["d", [list(pair) for pair in pairs]], st.lists(st.tuples(inner, inner), max_size=3)),
        st.builds(lambda tag, rest: [tag, *rest], st.sampled_from(sorted(codec.RULES)), st.lists(inner, max_size=6)),
    ),
    max_leaves=10,
)
KINDS = st.sampled_from(["value", "raised", "printed", "callback", "ready", "refused", ""])
EFFECTS = (
    st.none()
    | TREES
    | st.builds(lambda modified, warned: ["d", [["modified", modified], ["warnings", warned]]], TREES, TREES)
)
ERRORS = st.lists(st.tuples(st.sampled_from(["kind", "message", "bases", "frames"]), TREES), max_size=4).map(
    lambda pairs: ["d", [list(pair) for pair in pairs]]
)
CALLS = st.builds(
    lambda number, arguments, keywords: ["l", [number, ["t", arguments], ["d", keywords]]],
    st.integers(-2, 2),
    st.lists(TREES, max_size=2),
    st.just([]),
)
MESSAGES = st.builds(message, KINDS | PLAIN, TREES | ERRORS | CALLS, EFFECTS)
FRAMES = st.one_of(
    MESSAGES,
    MESSAGES,
    st.builds(frame, TREES),
    st.binary(max_size=64),
    st.builds(
        lambda header, body, rest: PREFIX.pack(header, body) + rest,
        st.integers(0, 2**32 - 1),
        st.integers(0, 2**32 - 1),
        st.binary(max_size=32),
    ),
)


@given(st.lists(FRAMES, max_size=6).map(b"".join))
@settings(deadline=None, max_examples=150)
def test_whatever_a_worker_sends_is_an_answer_or_a_fault(said: bytes) -> None:
    answer_to(said)


@given(st.lists(MESSAGES, min_size=1, max_size=4).map(b"".join), st.data())
@settings(deadline=None, max_examples=100)
def test_damaged_messages_are_an_answer_or_a_fault(said: bytes, data: st.DataObject) -> None:
    damaged = bytearray(said)
    for _ in range(data.draw(st.integers(1, 4))):
        damaged[data.draw(st.integers(0, len(damaged) - 1))] = data.draw(st.integers(0, 255))
    answer_to(bytes(damaged))


@given(TREES, TREES)
@settings(deadline=None, max_examples=200)
def test_any_answer_can_be_compared_with_any_other(one: Any, other: Any) -> None:
    """Known mistakes are compared with what submissions answer: nothing may be raised there."""
    values = []
    for tree in (one, other):
        try:
            values.append(codec.decode(frame(tree), lambda reference: object()))
        except codec.FrameError:
            values.append(None)
    found = comparison.difference(*values)
    assert found is None or isinstance(found.message, str)


@pytest.mark.parametrize(
    ("said", "verdict", "word"),
    [
        (b"", "crashed", "ended"),
        (message("value", 1)[:-3], "crashed", "ended"),
        (PREFIX.pack(2**32 - 1, 2**32 - 1), "crashed", "claims"),
        (message("passed", 5.0), "crashed", "unknown kind"),
        (frame(["l", ["value", 1]]), "crashed", "message"),
        (message("printed", 3), "crashed", "no bytes"),
        (message("value", ["callback", 7]), "crashed", "callback"),
        (message("value", ["handle", 2**70 - 2**70, 3]), "crashed", "handle"),
        (message("value", ["generator", 0, "PCG64", 1]), "crashed", "generator"),
        (frame(["l", ["value", ["a", "2f8", [1], None, 0, True, 0], None]], (16,), bytes(16)), "crashed", "dtype"),
        (frame(["l", ["value", ["a", "|b1", [16], None, 0, True, 0], None]], (16,), b"\2" * 16), "crashed", "boolean"),
        (message("value", ["s", "|b1", b"\2"]), "crashed", "boolean"),
        (message("value", ["d", [[n, 0] for n in range(1025)]]), "crashed", "keys"),
        (message("raised", 3), "error", "Exception"),
        (message("raised", ["d", [["kind", ["int", b"\x7f" * 500]]]]), "error", "Exception"),
    ],
)
def test_a_broken_protocol_says_what_is_broken(said: bytes, verdict: str, word: str) -> None:
    fault = answer_to(said)
    assert isinstance(fault, SubmissionFault)
    assert (fault.verdict, word in fault.message) == (verdict, True), fault.message


@pytest.mark.parametrize("effects", [{"a": 1, 2: 3, None: True}, {"modified": np.ones(2)}, {"warnings": 3}, np.ones(2)])
def test_side_effects_of_any_kind_are_read_all_the_same(effects: Any) -> None:
    """Found by fuzzing: names of rules were sorted and their values asked whether they are true."""
    assert answer_to(codec.encode(["value", 1.0, effects])) == 1.0


def test_a_signal_without_a_name_is_a_crash_like_any_other() -> None:
    fault = answer_to(b"", signal=40)
    assert (fault.verdict, "signal 40" in fault.message) == ("crashed", True)


def test_silence_and_floods_end_at_the_limit() -> None:
    assert answer_to(b"", hang_up=False).verdict == "timeout"
    assert answer_to(PREFIX.pack(100, 1 << 20), hang_up=False).verdict == "timeout"
    flood = message("printed", b"") * 2_000_000  # at 1 us a frame, which Python cannot do, twice what the limit allows
    assert answer_to(flood).verdict == "timeout"


def test_what_is_printed_is_clean_and_bounded_and_whole() -> None:
    text = "안녕".encode()
    with conversation(message("printed", text[:4]) + message("printed", text[4:] + b"\x1b") + DONE) as session:
        ask(session)
        assert session.output == "안녕\ufffd"
    with conversation(message("printed", b"x" * 50_000) * 100 + DONE) as session:
        ask(session)
        assert len(session.output) < MAX_OUTPUT + 100


def test_the_function_takes_plain_data_only() -> None:
    """A handle in a call-back would make the judge ask the worker in the middle of an answer."""
    request = ["l", [0, ["t", [["handle", 0, "K"]]], ["d", []]]]
    with conversation(message("callback", request) + DONE) as session:
        assert ask(session) is None
        assert len(session.exchanges) == 1


def test_a_function_that_is_called_wrongly_tells_so_whatever_its_error_says() -> None:
    def careless(v: Any) -> Any:
        raise KeyError(10**5000)  # has no text: Python refuses to print integers of so many digits

    with conversation(message("callback", ["l", [0, ["t", [1.0]], ["d", []]]]) + DONE) as session:
        assert Remote(session, "f")(careless) is None


def test_answers_are_kept_for_a_replay_up_to_a_limit() -> None:
    large = codec.encode(["value", np.zeros(MAX_EVIDENCE // 16 + 100), {}])
    with conversation(large * 2 + DONE) as session:
        assert ask(session).size == MAX_EVIDENCE // 16 + 100
        assert session.complete
        ask(session)
        assert not session.complete
        assert session.exchanges[-1].answer is None


def test_a_load_with_a_thousand_failures_is_told_in_a_page() -> None:
    failure = ["l", ["a.py", ["d", [["kind", "K" * 150], ["message", "M" * 1500]]]]]
    ours, theirs = socket.socketpair()
    theirs.sendall(READY)
    zygote: Any = NoZygote()
    transport = WorkerTransport(zygote, 1, Channel(ours), MAX_OUTPUT)
    session = Session(Submission("kim", "unit", (Cell("a.py", ""),)), lambda: transport)
    said = message("value", ["l", [failure] * 500], ["d", []]) + DONE
    speaker = threading.Thread(target=speak, args=(theirs, said, True))
    speaker.start()
    session.begin(LIMIT_S * 10)
    session.end()
    speaker.join(SLACK_S)
    theirs.close()
    assert 1000 < len(session.problem) < 50_000
    assert session.remains[0] == NOTHING_KNOWN

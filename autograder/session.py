"""A conversation with one submission: load it, call it, and hold on to what was said.

`Student`, `Remote` and `Handle` look like a module, its functions and its objects; each use is a message.
"""

from __future__ import annotations

import difflib
import itertools
import re
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from autograder import rendering
from autograder.failure import CheckFailure, StudentRaised, SubmissionFault
from autograder.language import _
from autograder.sandbox import codec
from autograder.sandbox.client import Remains, Transport
from autograder.sandbox.codec import CallbackRef, Encoder, GeneratorRef, HandleRef, NameRef, Unsupported
from autograder.submission import Submission
from autograder.text import clean, said_by

MAX_EVIDENCE = 32 << 20  # bytes of answers kept per check: what is longer is compared, but not replayed
MAX_FAILURES = 20  # cells that failed, in what is said of a submission that could not be loaded
MAX_FRAMES = 20
MEMORY_TEXTS = ("not enough memory", "can't allocate memory", "Cannot allocate memory", "failed to map")
MAX_LENT = 16  # generators that a submission passes to a function of the check, in one call
DEFINITION = re.compile(r"^(?:def|class)\s+(\w+)", re.MULTILINE)
RULES = ("modified", "warnings")  # that every call keeps, as the worker calls them
BINARY = ("add", "sub", "mul", "truediv", "floordiv", "mod", "pow", "matmul")
COMPARISONS = ("lt", "le", "gt", "ge")


@dataclass(frozen=True)
class Exchange:
    """One request of a check and the submission's answer, for a replay on known mistakes.

    `outcome` is `value` or `raised`; `answer` the value, or the exception's class name.
    """

    request: bytes
    outcome: str
    answer: Any
    effects: tuple[str, ...]


class Session:
    """One submission under examination.

    `connect` makes a fresh transport. A transport that died or timed out is replaced when the next check begins.
    """

    def __init__(self, submission: Submission, connect: Callable[[], Transport], base: str | None = None) -> None:
        self._submission = submission
        self._connect = connect
        self._base = base
        self._transport: Transport | None = None
        self._deadline: float | None = None
        self._callbacks: list[Callable[..., Any]] = []
        self._generators: list[np.random.Generator] = []
        self._lent: list[np.random.Generator] = []
        self._printed = 0
        self._last_output = ""
        self._stale = False
        self._asking = False
        self._received = 0
        self.complete = True  # whether `exchanges` holds the answers to all that was asked
        self.remains: list[Remains] = []
        self.problem = ""
        self.fault: SubmissionFault | None = None
        self.exchanges: list[Exchange] = []
        self.names: set[str] = set()
        self.exercises: frozenset[str] = frozenset()  # names that are no misspelling of another
        self.seed: int | None = None
        self.last_call = ""

    def swap(self, submission: Submission, base: str | None) -> None:
        """Take another submission into the same worker, from the next check on: for trusted sources only."""
        self._submission, self._base, self._stale = submission, base, True

    def begin(self, limit_s: float | None, seed: int | None = None) -> None:
        """Start a check: a live worker with the submission loaded, nothing remembered, and `limit_s` seconds from now.

        `seed` is what the worker's global generators start from: what a submission draws from them repeats. Raises
        SubmissionFault when loading the submission takes too long or kills the worker.
        """
        self._deadline = None if limit_s is None else time.monotonic() + limit_s
        self.seed = seed
        self._callbacks, self._generators, self._lent = [], [], []
        self.fault, self.exchanges, self.names, self.last_call = None, [], set(), ""
        if self._transport is None or self._stale:
            self._load()
        self._printed = len(self._transport.output) if self._transport else 0
        self._received, self.complete = self._transport.received if self._transport else 0, True
        outcome, _, _ = self._request(["begin", [seed], {}])
        if outcome != "value":
            self.fault = SubmissionFault("crashed", "It broke the protocol: it could not begin.")
            self.end()
            raise self.fault

    def end(self) -> None:
        """Close the worker."""
        if self._transport is not None:
            self.remains.append(self._transport.close())
            self._transport = None

    @property
    def output(self) -> str:
        """What the submission printed during this check."""
        return self._transport.output[self._printed :] if self._transport else self._last_output

    def perform(self, operation: str, label: str, arguments: tuple[Any, ...], keywords: dict[str, Any]) -> Any:
        """Carry out an operation in the worker and return its value.

        Raises StudentRaised for an exception of the submission, SubmissionFault for a limit, and CheckFailure when
        the call
        changed an argument or emitted a RuntimeWarning: the general rules of every exercise.
        """
        if self.fault is not None:
            raise self.fault
        request = Encoder(self._refer, layouts=True).frame([operation, arguments, keywords])
        outcome, value, effects = self._exchange(request, label)
        if outcome == "raised":
            raise self._raised(value, label)
        self._enforce_rules(effects, label)
        return value

    def replay(self, request: bytes) -> tuple[str, Any, tuple[str, ...]]:
        """Send a recorded request of another session, whose call-backs this one has adopted, and return the outcome."""
        outcome, value, effects = self._request(request)
        return outcome, _comparable(outcome, value), _named(effects)

    def adopt(self, other: Session) -> None:
        """Take over the call-backs and generators that another session's requests refer to."""
        self._callbacks, self._generators = other._callbacks, other._generators

    def resolve(self, reference: Any) -> Any:
        """Return what a reference in a reply stands for."""
        if isinstance(reference, HandleRef):
            return Handle(self, reference)
        if isinstance(reference, CallbackRef) and 0 <= reference.id < len(self._callbacks):
            return self._callbacks[reference.id]
        if isinstance(reference, GeneratorRef) and reference.token == len(self._lent) < MAX_LENT:
            generator = np.random.Generator(getattr(np.random, reference.bit_generator)())
            generator.bit_generator.state = reference.state
            self._lent.append(generator)
            return generator
        raise Unsupported(f"a reference to {type(reference).__name__}")

    def call_back(self, request: Any) -> bytes:
        """Call a function of the check for the submission. What goes wrong there is the submission's to handle."""
        lent, self._lent = self._lent, []
        try:
            number, arguments, keywords = request
            answer = ["value", self._callbacks[number](*arguments, **keywords)]
            return codec.encode([*answer, [generator.bit_generator.state for generator in lent]])
        except Exception as error:  # noqa: BLE001 - the submission called the function wrongly, and is told so
            reason = f"the function that was passed raised {type(error).__name__}: {said_by(error)}"[:500]
            return codec.encode(["raised", reason, [generator.bit_generator.state for generator in lent]])

    def _load(self) -> None:
        if self._transport is None:
            self._transport = self._connect()
        self._printed, self._stale = 0, False
        cells = [(cell.label, cell.source) for cell in self._submission.cells]
        try:
            outcome, failures, _ = self._request(["load", [cells, self._base], {}])
        except SubmissionFault as fault:
            self.problem = f"It could not be loaded: {fault.message}"
            raise
        if outcome != "value" or not isinstance(failures, list):
            failures = [["the submission", failures]]
        errors = [_pair(failure)[1] for failure in failures[:MAX_FAILURES]]
        self.problem = clean("\n".join(self._explain(error) for error in errors))

    def _request(self, request: list[Any] | bytes) -> tuple[str, Any, Any]:
        if self._transport is None:
            raise self.fault or SubmissionFault("crashed", "Its process is gone.")
        if self._asking:
            raise SubmissionFault(
                "crashed", "It was asked something in the middle of an answer, by way of a call-back."
            )
        frame = request if isinstance(request, bytes) else codec.encode(request)
        self._asking = True
        try:
            return self._transport.request(frame, self, self._deadline)
        except SubmissionFault as fault:
            self.fault = fault
            self._last_output = self._transport.output[self._printed :]
            self.end()
            raise
        except BaseException:  # the conversation stopped half-way: this worker waits for an answer that never comes
            self.end()
            raise
        finally:
            self._asking = False

    def _exchange(self, request: bytes, label: str) -> tuple[str, Any, Any]:
        outcome, value, effects = self._request(request)
        if outcome not in ("value", "raised"):
            self.fault = SubmissionFault("crashed", f"It broke the protocol: a reply of an unknown kind to {label}.")
            self.end()
            raise self.fault
        if self._transport is None or self._transport.received - self._received > MAX_EVIDENCE:
            self.complete = False
        kept = _comparable(outcome, value) if self.complete else None
        self.exchanges.append(Exchange(request, outcome, kept, _named(effects)))
        return outcome, value, effects

    def _refer(self, value: Any) -> Any:
        if isinstance(value, Handle):
            return object.__getattribute__(value, "_reference")
        if isinstance(value, Remote):
            self.names.add(value._label)
            return NameRef(value._label)
        if isinstance(value, np.random.Generator):
            return self._refer_generator(value)
        if callable(value):
            self._callbacks.append(value)
            return CallbackRef(len(self._callbacks) - 1)
        raise Unsupported(f"a value of type {type(value).__name__}")

    def _refer_generator(self, generator: np.random.Generator) -> GeneratorRef:
        token = next((n for n, known in enumerate(self._generators) if known is generator), len(self._generators))
        if token == len(self._generators):
            self._generators.append(generator)
        state = generator.bit_generator.state
        return GeneratorRef(token, type(generator.bit_generator).__name__, state)

    def _raised(self, error: Any, label: str) -> SubmissionFault:
        kind, bases, message, _frames = _exception(error)
        if kind == "MissingName":
            reason = f"\n{self.problem}" if self.problem else ""
            name = label.split("(")[0]
            near = difflib.get_close_matches(name, sorted(self._defined() - self.exercises), n=1)
            told = _("`{name}` is not defined in the submission.").format(name=name)
            if near:
                told += " " + _("It defines `{near}`: the name must be the stub's.").format(near=near[0])
            return StudentRaised("error", told + reason, kind, bases)
        if "NotImplementedError" in bases:
            return StudentRaised("not_attempted", _("{label} is not implemented yet.").format(label=label), kind, bases)
        if "MemoryError" in bases or any(text in message for text in MEMORY_TEXTS):
            return StudentRaised(
                "memory", _("{label} asked for more memory than is allowed.").format(label=label), kind, bases
            )
        if "KeyboardInterrupt" in bases and self._deadline is None:
            raise KeyboardInterrupt
        verdict = "forbidden" if kind == "ForbiddenName" else "error"
        return StudentRaised(
            verdict, _("{label} raised {error}").format(label=label, error=self._explain(error)), kind, bases
        )

    def _defined(self) -> set[str]:
        return {name for cell in self._submission.cells for name in DEFINITION.findall(cell.source)}

    def _explain(self, error: Any) -> str:
        kind, _bases, message, frames = _exception(error)
        place = _("{file}, line {line}, in {function}: {code}")
        lines = [f"  {place.format(file=f, line=n, function=name, code=code)}" for f, n, name, code in frames]
        return clean("\n".join([f"{kind}: {message}" if message else kind, *lines]))

    def _enforce_rules(self, effects: Any, label: str) -> None:
        if not isinstance(effects, dict):
            return
        modified, warnings = effects.get("modified"), effects.get("warnings")
        if isinstance(modified, list) and modified:
            names = ", ".join(clean(_text(name), 200) for name in modified[:MAX_FRAMES])
            raise CheckFailure(
                _(
                    "{label} changed {names} of this or an earlier call. "
                    "Arguments belong to the caller: work on a copy."
                ).format(label=label, names=names)
            )
        if isinstance(warnings, list) and warnings:
            text, where = (clean(_text(part), 500) for part in _pair(warnings[0]))
            place = f" ({where})" if where else ""
            raise CheckFailure(
                _("{label} emitted a RuntimeWarning{place}: {text}. Right answers are computed without one.").format(
                    label=label, place=place, text=text
                )
            )


class Student:
    """The submission, as a check sees it."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def __getattr__(self, name: str) -> Remote:
        if name.startswith("_"):  # what introspection asks for; checks use public names only
            raise AttributeError(name)
        return Remote(self._session, name)


class Remote:
    """A public function or class of the submission."""

    def __init__(self, session: Session, name: str) -> None:
        self._session = session
        self._label = name

    @property
    def __name__(self) -> str:
        """The function's name, as messages show it."""
        return self._label

    def __call__(self, *arguments: Any, **keywords: Any) -> Any:
        """Call it in the worker."""
        return _call(self._session, self, self._label, arguments, keywords)


class Handle:
    """An object that stays in the worker."""

    def __init__(self, session: Session, reference: HandleRef) -> None:
        object.__setattr__(self, "_session", session)
        object.__setattr__(self, "_reference", reference)
        object.__setattr__(self, "_label", clean(reference.kind, 100))

    def __call__(self, *arguments: Any, **keywords: Any) -> Any:
        """Call it in the worker."""
        return _call(self._session, self, self._label, arguments, keywords)

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(name)
        value = self._session.perform("getattr", f"{self._label}.{name}", (self, name), {})
        if isinstance(value, Handle):
            object.__setattr__(value, "_label", f"{self._label}.{name}")
        return value

    def __setattr__(self, name: str, value: Any) -> None:
        self._session.perform("setattr", f"{self._label}.{name} = ...", (self, name, value), {})

    def __getitem__(self, key: Any) -> Any:
        return self._session.perform("getitem", f"{self._label}[{rendering.literal(key)}]", (self, key), {})

    def __setitem__(self, key: Any, value: Any) -> None:
        self._session.perform("setitem", f"{self._label}[{rendering.literal(key)}] = ...", (self, key, value), {})

    def __len__(self) -> int:
        length = self._session.perform("len", f"len({self._label})", (self,), {})
        if type(length) is not int or not 0 <= length < 2**31:
            raise CheckFailure(f"len({self._label}) is no length.")
        return length

    def __iter__(self) -> Any:
        items = self._session.perform("iter", f"list({self._label})", (self,), {})
        return iter(items if isinstance(items, list) else [])

    def __float__(self) -> float:
        return float(self._session.perform("float", f"float({self._label})", (self,), {}))

    def __neg__(self) -> Any:
        return self._session.perform("neg", f"-{self._label}", (self,), {})

    def __pos__(self) -> Any:
        return self._session.perform("pos", f"+{self._label}", (self,), {})

    def __abs__(self) -> Any:
        return self._session.perform("abs", f"abs({self._label})", (self,), {})

    def __repr__(self) -> str:
        return f"<{self._label}>"


SYMBOLS = dict(zip(BINARY + COMPARISONS, ("+", "-", "*", "/", "//", "%", "**", "@", "<", "<=", ">", ">="), strict=True))


def _operator(name: str, reflected: bool) -> Callable[[Handle, Any], Any]:
    def apply(handle: Handle, other: Any) -> Any:
        pair = (other, handle) if reflected else (handle, other)
        left, right = (rendering.literal(value) for value in pair)
        return handle._session.perform(name, f"{left} {SYMBOLS[name]} {right}", pair, {})

    return apply


for _name in itertools.chain(BINARY, COMPARISONS):
    setattr(Handle, f"__{_name}__", _operator(_name, reflected=False))
for _name in BINARY:
    setattr(Handle, f"__r{_name}__", _operator(_name, reflected=True))


def _call(session: Session, target: Any, label: str, arguments: tuple[Any, ...], keywords: dict[str, Any]) -> Any:
    session.last_call = rendering.call(label, arguments, keywords)
    value = session.perform("call", label, (target, *arguments), keywords)
    if isinstance(value, Handle) and isinstance(target, Remote):
        object.__setattr__(value, "_label", label)
    return value


def _pair(value: Any) -> tuple[Any, Any]:
    return (value[0], value[1]) if isinstance(value, list) and len(value) == 2 else ("", "")


def _exception(error: Any) -> tuple[str, tuple[str, ...], str, list[tuple[str, int, str, str]]]:
    """Read an exception that came as data; what is not as it should be is left out."""
    if not isinstance(error, dict):
        return "Exception", (), "", []
    kind, message = clean(_text(error.get("kind")) or "Exception", 200), clean(_text(error.get("message")), 2000)
    bases, frames = error.get("bases"), error.get("frames")
    names = tuple(_text(base) for base in bases[:MAX_FRAMES]) if isinstance(bases, list) else ()
    places = [
        (_text(f[0]), f[1], _text(f[2]), _text(f[3]))
        for f in (frames[:MAX_FRAMES] if isinstance(frames, list) else [])
        if isinstance(f, list) and len(f) == 4 and type(f[1]) is int
    ]
    return kind, names, message, places


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""


def _comparable(outcome: str, value: Any) -> Any:
    return _exception(value)[0] if outcome == "raised" else value


def _named(effects: Any) -> tuple[str, ...]:
    """Return which rules a call broke: for comparison with a known mistake, the kind is enough."""
    if not isinstance(effects, dict):
        return ()
    return tuple(rule for rule in RULES if isinstance(effects.get(rule), list) and effects[rule])

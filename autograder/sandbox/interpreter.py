"""The worker's half of the conversation: carry out a request on the submission, report what happened.

A request is `[operation, arguments, keywords]`; a reply is `[kind, value, side_effects]` with kind `value` or
`raised`. The judge checks nothing
by trusting this module: it runs in the same process as the submission, and everything that it says is taken as the
submission's own word.
"""

from __future__ import annotations

import builtins
import hashlib
import io
import operator
import random
import sys
import traceback
import types
import warnings
from collections.abc import Callable
from typing import Any

import numpy as np

from autograder.sandbox import codec
from autograder.sandbox.codec import CallbackRef, Decoder, Encoder, GeneratorRef, HandleRef, NameRef

MAX_TEXT = 2000
MAX_FRAMES = 8
COPIED = 4096  # bytes of an argument: its hash would take five times as long as its copy
MODULE = "submission"
CALLS = ("call", "vjp")  # what is assigned to an attribute is the object's own from then on; what is passed is not
EXCHANGE = Callable[[bytes], "tuple[bytes, bytearray]"]


class MissingName(Exception):
    """The submission doesn't define a public name that a check asked for."""


class Interpreter:
    """Holds one loaded submission and the objects that the judge has handles of.

    `exchange` sends a frame to the judge and returns its answer: it calls back functions that stayed there.
    """

    def __init__(self, exchange: EXCHANGE) -> None:
        self._exchange = exchange
        self._module = types.ModuleType(MODULE)
        self._sources: dict[str, list[str]] = {}
        self._failures: list[list[Any]] = []
        self._code: dict[tuple[str, str], types.CodeType] = {}
        self._operations: dict[str, Callable[..., Any]] = {
            **OPERATIONS,
            "load": self._load,
            "begin": self._begin,
            "vjp": vector_jacobian_product,
        }
        self._begin()

    def answer(self, header: bytes, body: bytearray) -> bytes:
        """Carry out one request frame and return the reply frame."""
        decoder = Decoder(self._resolve, layouts=True)
        with warnings.catch_warnings(record=True) as caught:
            warnings.simplefilter("always")
            try:
                operation, arguments, keywords = decoder.value(header, body)
                if operation in CALLS:
                    self._watch(decoder.shared, arguments, keywords)
                kind, value = "value", self._operations[operation](*arguments, **keywords)
                reply = self._encode([kind, value, self._side_effects(caught)])
            except BaseException as error:  # noqa: BLE001 - whatever a submission raises is data for the judge
                reply = self._encode(["raised", self._describe(error), self._side_effects(caught)])
        return reply

    def _load(self, cells: list[tuple[str, str]], base: str | None) -> list[list[Any]]:
        """Run the submission's cells as one module, each on its own, and return what failed: `[cell, exception]`.

        `base` is a module that lends the public names which the cells don't define (known mistakes hold only what
        differs from the
        reference). It is run apart, so that its functions go on using each other.
        """
        self._module = types.ModuleType(MODULE)
        sys.modules[MODULE] = self._module
        self._sources = {label: source.splitlines() for label, source in cells}
        self._failures = []
        for label, source in cells:
            try:
                exec(self._compiled(source, label), self._module.__dict__)  # noqa: S102 - this is what a worker is for
            except BaseException as error:  # noqa: BLE001 - a cell that fails doesn't take the others with it
                self._failures.append([label, self._describe(error)])
        if base is not None:
            self._lend(base)
        return self._failures

    def _compiled(self, source: str, label: str) -> types.CodeType:
        """Compile once: known mistakes are loaded again for every replay."""
        if (label, source) not in self._code:
            self._code[label, source] = compile(source, label, "exec", dont_inherit=True)
        return self._code[label, source]

    def _lend(self, base: str) -> None:
        lender = types.ModuleType("base")
        sys.modules["base"] = lender
        exec(self._compiled(base, "base"), lender.__dict__)  # noqa: S102 - the course's own reference
        for name, value in lender.__dict__.items():
            if not name.startswith("_"):
                self._module.__dict__.setdefault(name, value)

    def _begin(self, seed: int | None = None) -> None:
        """Forget the objects and generators of the check before; seed the global generators, so that checks repeat."""
        if seed is not None:
            _seed_everything(seed)
        self._objects: dict[int, Any] = {}
        self._generators: dict[int, tuple[Any, np.random.Generator]] = {}
        self._watched: list[tuple[str, Any, memoryview, bytes]] = []
        self._containers: list[tuple[str, list[Any], list[Any]]] = []

    def _resolve(self, reference: Any) -> Any:
        if isinstance(reference, HandleRef):
            return self._objects[reference.id]
        if isinstance(reference, NameRef):
            try:
                return self._module.__dict__[reference.name]
            except KeyError:
                raise MissingName(reference.name) from None
        if isinstance(reference, CallbackRef):
            return _Callback(self, reference.id)
        if isinstance(reference, GeneratorRef):
            return self._generator(reference)
        raise codec.Unsupported(type(reference).__name__)

    def _generator(self, reference: GeneratorRef) -> np.random.Generator:
        """Return this side's copy of a generator, where the submission left it, unless the judge's own has moved."""
        state, generator = self._generators.get(reference.token, (None, None))
        if generator is None or not _same_state(state, reference.state):
            generator = np.random.Generator(getattr(np.random, reference.bit_generator)())
            generator.bit_generator.state = reference.state
            self._generators[reference.token] = (reference.state, generator)
        return generator

    def _refer(self, value: Any) -> Any:
        if isinstance(value, _Callback):
            return CallbackRef(value.number)
        number = len(self._objects)
        self._objects[number] = value
        return HandleRef(number, type(value).__name__)

    def call_back(self, number: int, arguments: tuple[Any, ...], keywords: dict[str, Any]) -> Any:
        """Call a function of the judge's with plain data and generators. Raises what it raised, as RuntimeError.

        A generator goes by its state, and comes back as far advanced as the function left it.
        """
        lent: list[np.random.Generator] = []

        def refer(value: Any) -> GeneratorRef:
            if not isinstance(value, np.random.Generator):
                raise codec.Unsupported(f"a value of type {type(value).__name__}")
            lent.append(value)
            return GeneratorRef(len(lent) - 1, type(value.bit_generator).__name__, value.bit_generator.state)

        header, body = self._exchange(codec.encode(["callback", [number, arguments, keywords], None], refer))
        kind, value, states = Decoder(codec.refuse).value(header, body)
        for generator, state in zip(lent, states, strict=True):
            generator.bit_generator.state = state
        if kind == "raised":
            raise RuntimeError(value)
        return value

    def _encode(self, reply: list[Any]) -> bytes:
        try:
            return Encoder(self._refer).frame(reply)
        except BaseException as error:  # noqa: BLE001 - an object that cannot be sent is the submission's answer, and a wrong one
            return Encoder(self._refer).frame(["raised", self._describe(error), {}])

    def _watch(self, shared: list[tuple[Any, memoryview]], arguments: Any, keywords: Any) -> None:
        """Remember what this request's arguments look like, to tell whether the submission changes them, ever."""
        labels: dict[int, str] = {}
        _label(arguments, "argument", labels, self._containers)
        _label(keywords, "argument", labels, self._containers)
        for array, memory in shared:
            self._watched.append((labels.get(id(array), "an argument"), array, memory, _digest(memory)))

    def _side_effects(self, caught: list[warnings.WarningMessage]) -> dict[str, Any]:
        effects = {
            "warnings": [self._warning(w) for w in caught if issubclass(w.category, RuntimeWarning)][:4],
            "modified": self._modified(),
        }
        return {name: found for name, found in effects.items() if found}

    def _modified(self) -> list[str]:
        changed = [label for label, _, memory, digest in self._watched if _digest(memory) != digest]
        changed += [label for label, now, then in self._containers if not _same_items(now, then)]
        return changed[:8]

    def _warning(self, warning: warnings.WarningMessage) -> list[str]:
        where = f"{warning.filename}, line {warning.lineno}" if warning.filename in self._sources else ""
        return [str(warning.message)[:MAX_TEXT], where]

    def _describe(self, error: BaseException) -> dict[str, Any]:
        """Return an exception as data: its classes, its text, and the submission's lines that it came through."""
        return {
            "kind": type(error).__name__[:200],
            "bases": [base.__name__[:200] for base in type(error).__mro__][:20],
            "message": _text(error),
            "frames": self._frames(error),
        }

    def _frames(self, error: BaseException) -> list[list[Any]]:
        if isinstance(error, SyntaxError) and error.filename in self._sources:
            return [[error.filename, error.lineno or 0, "<module>", (error.text or "").rstrip()[:200]]]
        frames = []
        for frame, line in traceback.walk_tb(error.__traceback__):
            label = frame.f_code.co_filename
            if label in self._sources:
                source = self._sources[label]
                text = source[line - 1].strip()[:200] if 0 < line <= len(source) else ""
                frames.append([label, line, frame.f_code.co_name[:200], text])
        return frames[-MAX_FRAMES:]


class _Callback:
    """A function that stayed in the judge."""

    def __init__(self, interpreter: Interpreter, number: int) -> None:
        self._interpreter = interpreter
        self.number = number

    def __call__(self, *arguments: Any, **keywords: Any) -> Any:
        return self._interpreter.call_back(self.number, arguments, keywords)


class Printer(io.RawIOBase):
    """Standard output of a submission: sends what is written on its way at once, up to a limit."""

    def __init__(self, send: Callable[[bytes], None], limit_bytes: int) -> None:
        super().__init__()
        self._send = send
        self._left = limit_bytes

    def writable(self) -> bool:
        """Say that this stream can be written to."""
        return True

    def write(self, data: Any) -> int:
        """Send `data` to the judge as long as the limit lasts; the rest is dropped."""
        text = bytes(data)
        if self._left > 0:
            self._send(codec.encode(["printed", text[: self._left], None]))
            self._left -= len(text)
        return len(text)


def printer(send: Callable[[bytes], None], limit_kb: int) -> io.TextIOWrapper:
    """Return a text stream over a `Printer`."""
    return io.TextIOWrapper(
        io.BufferedWriter(Printer(send, limit_kb * 1024)), "utf-8", "backslashreplace", line_buffering=True
    )


def _seed_everything(seed: int) -> None:
    random.seed(seed)
    np.random.seed(seed)  # noqa: NPY002 - submissions may use it, rightly or wrongly
    torch = sys.modules.get("torch")
    if torch is not None:
        torch.default_generator.manual_seed(seed)  # torch.manual_seed keeps a traceback for each absent accelerator


def _call(function: Any, *arguments: Any, **keywords: Any) -> Any:
    return function(*arguments, **keywords)


def vector_jacobian_product(
    function: Any, arguments: tuple[Any, ...], keywords: dict[str, Any], cotangents: tuple[Any, ...]
) -> tuple[tuple[Any, ...], list[Any], dict[str, Any]]:
    """Call a torch function or module and pull cotangents back to its floating-point arguments and its parameters.

    Outputs that don't depend on anything differentiable, and arguments that no output depends on, have the gradient
    None.
    """
    import torch

    inputs = [
        a.detach().clone().requires_grad_() if isinstance(a, torch.Tensor) and a.is_floating_point() else a
        for a in arguments
    ]
    outputs = function(*inputs, **keywords)
    outputs = tuple(outputs) if isinstance(outputs, tuple | list) else (outputs,)
    if len(outputs) != len(cotangents):
        raise TypeError(f"{len(outputs)} outputs, where {len(cotangents)} were expected")
    named = dict(function.named_parameters()) if isinstance(function, torch.nn.Module) else {}
    leaves = [a for a in inputs if isinstance(a, torch.Tensor) and a.requires_grad]
    pulled = [
        (output, cotangent)
        for output, cotangent in zip(outputs, cotangents, strict=True)
        if cotangent is not None and isinstance(output, torch.Tensor) and output.requires_grad
    ]
    wanted = [*leaves, *named.values()]
    gradients: tuple[Any, ...] = (None,) * len(wanted)
    if pulled and wanted:
        gradients = torch.autograd.grad(_contraction(pulled), wanted, allow_unused=True)
    by_leaf = {id(leaf): gradient for leaf, gradient in zip(wanted, gradients, strict=True)}
    detached = tuple(o.detach() if isinstance(o, torch.Tensor) else o for o in outputs)
    return detached, [by_leaf.get(id(a)) for a in inputs], {name: by_leaf[id(p)] for name, p in named.items()}


def _contraction(pulled: list[tuple[Any, Any]]) -> Any:
    """Return the number whose gradient is the vector-Jacobian product.

    Handing the cotangents to `autograd.grad` would give the same, and import a computer algebra system first: 0.5 s.
    """
    for output, cotangent in pulled:
        if output.shape != cotangent.shape:  # a product would broadcast
            raise ValueError(f"an output of shape {tuple(output.shape)}; wanted {tuple(cotangent.shape)}")
    return sum((output * cotangent.conj()).real.sum() for output, cotangent in pulled)


OPERATIONS: dict[str, Callable[..., Any]] = {
    "call": _call,
    "getattr": getattr,
    "setattr": setattr,
    "len": len,
    "iter": list,
    "float": float,
    **{
        name: getattr(operator, name)
        for name in (
            "add", "sub", "mul", "truediv", "floordiv", "mod", "pow", "matmul", "neg", "pos", "abs",
            "getitem", "setitem",
            "lt", "le", "gt", "ge",
        )
    },
}  # fmt: skip


def _label(value: Any, label: str, labels: dict[int, str], containers: list[tuple[str, list[Any], list[Any]]]) -> None:
    """Name every array within the arguments (`argument 2[0]`), and keep a shallow copy of every list."""
    labels[id(value)] = label
    if isinstance(value, dict):
        for key, item in value.items():
            _label(item, f"{label} {key}", labels, containers)
    elif isinstance(value, list | tuple):
        if isinstance(value, list) and label != "argument":
            containers.append((label, value, list(value)))
        for index, item in enumerate(value):
            inner = f"{label} {index}" if label == "argument" else f"{label}[{index}]"
            _label(item, inner, labels, containers)


def _same_items(now: list[Any], then: list[Any]) -> bool:
    return len(now) == len(then) and all(a is b for a, b in zip(now, then, strict=True))


def _same_state(one: Any, other: Any) -> bool:
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(_same_state(one[key], other[key]) for key in one)
    if isinstance(one, np.ndarray) and isinstance(other, np.ndarray):
        return np.array_equal(one, other)
    return bool(one == other)


def _digest(memory: memoryview) -> bytes:
    """Return what tells whether memory has changed: a hash, or all of it where copying is cheaper than hashing."""
    return bytes(memory) if len(memory) <= COPIED else hashlib.blake2b(memory, digest_size=16).digest()


def _text(error: BaseException) -> str:
    try:
        return builtins.str(error)[:MAX_TEXT]
    except BaseException:  # noqa: BLE001 - an exception whose text raises has none
        return ""

"""Values as bytes: what may cross the line between judge and worker, and nothing else.

A frame is a msgpack header and the raw buffers of its arrays::

    frame  = <II header_length, body_length> header body
    header = msgpack([buffer_sizes, tree])
    tree   = None | bool | int | float | str | bytes | [tag, ...]

Nothing is pickled or evaluated. The decoder believes nothing: tags, dtypes, shapes, buffer sizes, nesting and the
number of nodes are checked before
memory is allocated, and every value is rebuilt as a plain base-class object. Buffers stand outside the header so that
a frame's cost in Python
objects is bounded by the header's length.
"""

from __future__ import annotations

import functools
import struct
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import msgpack
import numpy as np

PREFIX = struct.Struct("<II")
ALIGNMENT = 16  # the strictest alignment that a NumPy dtype asks for
MAX_HEADER = 1 << 20  # a header of one-byte nodes becomes at most 56 MB of Python objects
MAX_BODY = 64 << 20  # larger than any answer of the course by three orders of magnitude
MAX_DEPTH = 32
MAX_RANK = 32
MAX_INT_BYTES = 512  # 1,234 decimal digits: a product of three can still be printed (Python's limit is 4,300)
MAX_KEYS = 1024  # of one dictionary: keys made to collide cost the square of their number

PLAIN = frozenset((type(None), bool, float, str, bytes))  # exactly these, no subclasses: they stand for themselves
LEAVES = PLAIN | {int}  # what the header may hold besides lists
NUMPY_KINDS = "biufc"
TORCH_DTYPES = (
    "float16", "float32", "float64", "bfloat16", "complex64", "complex128",
    "uint8", "int8", "int16", "int32", "int64", "bool",
)  # fmt: skip
BIT_GENERATORS = ("PCG64", "PCG64DXSM", "MT19937", "Philox", "SFC64")


class FrameError(ValueError):
    """Bytes that are no frame, or a frame that claims what it does not hold."""


class Unsupported(TypeError):
    """A value of a type that does not cross the line."""


@dataclass(frozen=True)
class HandleRef:
    """An object that stays in the worker, by number. `kind` is its class's name."""

    id: int
    kind: str = ""


@dataclass(frozen=True)
class NameRef:
    """A public name of the submitted module."""

    name: str


@dataclass(frozen=True)
class CallbackRef:
    """A function that stays in the judge, by number."""

    id: int


@dataclass(frozen=True)
class GeneratorRef:
    """A `numpy.random.Generator` as its state; `token` tells which of the judge's generators it is."""

    token: int
    bit_generator: str
    state: Any


@dataclass
class Encoder:
    """Turns values into a frame. `refer` turns an unknown object into a reference, or raises Unsupported.

    `layouts` sends strided arrays as such; without it they are sent in C order.
    """

    refer: Callable[[Any], Any]
    layouts: bool = False
    buffers: list[bytes] = field(default_factory=list)

    def frame(self, value: Any) -> bytes:
        """Return `value` as the bytes of one frame. Raises Unsupported, or FrameError when it is too large."""
        tree = self.node(value, 0)
        header = msgpack.packb([[len(buffer) for buffer in self.buffers], tree], unicode_errors="surrogatepass")
        body = b"".join(buffer + bytes(-len(buffer) % ALIGNMENT) for buffer in self.buffers)
        if len(header) > MAX_HEADER or len(body) > MAX_BODY:
            raise FrameError(
                f"a message of {len(header) + len(body):,} bytes; at most {MAX_BODY:,} may be sent at once"
            )
        return b"".join((PREFIX.pack(len(header), len(body)), header, body))

    def node(self, value: Any, depth: int) -> Any:
        """Return `value` as a tree of plain lists."""
        if depth > MAX_DEPTH:
            raise Unsupported(f"a value nested more than {MAX_DEPTH} levels deep")
        if type(value) in PLAIN:
            return value
        plain = self._plain(value)
        if plain is not None:
            return plain
        if isinstance(value, tuple):
            return ["t", [self.node(item, depth + 1) for item in tuple.__iter__(value)]]
        if isinstance(value, list):
            return ["l", [self.node(item, depth + 1) for item in list.__iter__(value)]]
        if isinstance(value, dict):
            pairs = dict.items(value)
            if len(pairs) > MAX_KEYS:
                raise Unsupported(f"a dictionary of more than {MAX_KEYS:,} keys")
            return ["d", [[self.node(key, depth + 1), self.node(item, depth + 1)] for key, item in pairs]]
        return self._special(value, depth)

    def _plain(self, value: Any) -> Any:
        if isinstance(value, np.generic):
            return None
        if isinstance(value, int):
            return _pack_int(int.__index__(value))
        if isinstance(value, float):
            return float.__float__(value)
        if isinstance(value, str):
            return str.__str__(value)
        if isinstance(value, bytes):
            return bytes(memoryview(value))
        return None

    def _special(self, value: Any, depth: int) -> Any:
        if isinstance(value, complex) and not isinstance(value, np.generic):
            return ["c", complex.__complex__(value).real, complex.__complex__(value).imag]
        if isinstance(value, np.ndarray):
            return self._array(value.view(np.ndarray))
        if isinstance(value, np.generic):
            return ["s", _dtype_code(value.dtype), value.tobytes()]
        if isinstance(value, slice):
            return ["slice", [self.node(part, depth + 1) for part in (value.start, value.stop, value.step)]]
        if isinstance(value, np.dtype):
            return ["dtype", _dtype_code(value)]
        if isinstance(value, type) and issubclass(value, np.generic):
            return ["dtype_type", _dtype_code(np.dtype(value))]
        if value is Ellipsis:
            return ["ellipsis"]
        torch = sys.modules.get("torch")
        if torch is not None and isinstance(value, torch.Tensor):
            return self._tensor(torch, value)
        if torch is not None and isinstance(value, torch.dtype):
            return ["torch_dtype", _torch_code(value)]
        return self._reference(self.refer(value), depth)

    def _reference(self, value: Any, depth: int) -> Any:
        if isinstance(value, HandleRef):
            return ["handle", value.id, value.kind]
        if isinstance(value, NameRef):
            return ["name", value.name]
        if isinstance(value, CallbackRef):
            return ["callback", value.id]
        if isinstance(value, GeneratorRef):
            return ["generator", value.token, value.bit_generator, self.node(value.state, depth + 1)]
        raise Unsupported(f"a value of type {type(value).__name__}")

    def _buffer(self, data: bytes) -> int:
        self.buffers.append(data)
        return len(self.buffers) - 1

    def _array(self, array: np.ndarray[Any, Any]) -> Any:
        code = _dtype_code(array.dtype)
        shape = list(array.shape)
        if array.flags.c_contiguous or not self.layouts:
            return ["a", code, shape, None, 0, array.flags.writeable, self._buffer(array.tobytes())]
        low, high = np.lib.array_utils.byte_bounds(array)
        if high - low > 4 * max(array.nbytes, 4096):  # a sparse view: its gaps would cost more than its layout is worth
            return self._array(np.ascontiguousarray(array))
        origin = array.__array_interface__["data"][0] - low
        span = np.ndarray(high - low, np.uint8, _memory(array, low, high - low))
        return ["a", code, shape, list(array.strides), origin, array.flags.writeable, self._buffer(span.tobytes())]

    def _tensor(self, torch: Any, tensor: Any) -> Any:
        if tensor.layout is not torch.strided or tensor.device.type != "cpu":
            raise Unsupported(f"a tensor with layout {tensor.layout} on {tensor.device}")
        code = _torch_code(tensor.dtype)
        plain = tensor.detach().resolve_conj().resolve_neg()
        shape, strides = list(plain.shape), None
        if self.layouts and not plain.is_contiguous():
            span = 1 + sum((size - 1) * stride for size, stride in zip(plain.shape, plain.stride(), strict=True))
            if 0 < span <= 4 * max(plain.numel(), 4096):
                strides = list(plain.stride())
                plain = plain.as_strided((span,), (1,))
        data = plain.contiguous().reshape(-1).view(torch.uint8).numpy().tobytes() if plain.numel() else b""
        return ["tensor", code, shape, strides, self._buffer(data)]


@dataclass
class Decoder:
    """Turns a frame into values. `resolve` turns references into what they stand for.

    `layouts` allows strides, which only the judge's frames may carry: a stride of 0 claims any size for a few bytes.
    `shared` collects the writable memory behind each array, so that the worker can tell whether it was changed.
    """

    resolve: Callable[[Any], Any]
    layouts: bool = False
    shared: list[tuple[Any, memoryview]] = field(default_factory=list)

    def value(self, header: bytes, body: bytearray) -> Any:
        """Return the value of a frame's header and body. Raises FrameError for what is not a well-formed frame."""
        try:
            document = msgpack.unpackb(
                header, unicode_errors="surrogatepass", strict_map_key=True, max_ext_len=0, max_map_len=0
            )
        except (ValueError, TypeError, RecursionError, UnicodeError, msgpack.UnpackException) as error:
            raise FrameError(f"not a msgpack header: {error}") from error
        if not (isinstance(document, list) and len(document) == 2 and isinstance(document[0], list)):
            raise FrameError("a header that is not [buffer sizes, value]")
        self._buffers = self._cut(document[0], body)
        return self.build(document[1], 0)

    def _cut(self, sizes: list[Any], body: bytearray) -> list[memoryview]:
        view, start, buffers = memoryview(body), 0, []
        for size in sizes:
            if type(size) is not int or size < 0 or start + size > len(body):
                raise FrameError("buffer sizes that do not fit the frame")
            buffers.append(view[start : start + size])
            start += size + -size % ALIGNMENT
        if start != len(body):
            raise FrameError("a frame whose buffers do not add up to its body")
        return buffers

    def build(self, node: Any, depth: int) -> Any:
        """Return the value of a tree."""
        if depth > MAX_DEPTH:
            raise FrameError(f"a value nested more than {MAX_DEPTH} levels deep")
        if type(node) is not list:
            if type(node) in LEAVES:
                return node
            raise FrameError(f"a node of type {type(node).__name__}")
        if not node or not isinstance(node[0], str):
            raise FrameError("a node without a tag")
        rule = RULES.get(node[0])
        if rule is None:
            raise FrameError(f"an unknown tag {node[0][:20]!r}")
        try:
            return rule(self, depth, *node[1:])
        except FrameError:
            raise
        except (TypeError, ValueError, OverflowError, KeyError, RuntimeError, AttributeError) as error:
            raise FrameError(f"a malformed {node[0]!r} node: {error}") from error

    def items(self, nodes: Any, depth: int) -> list[Any]:
        """Return the values of a list of trees."""
        if not isinstance(nodes, list):
            raise FrameError("a container that is not a list")
        return [node if type(node) in LEAVES else self.build(node, depth + 1) for node in nodes]

    def mapping(self, depth: int, pairs: Any) -> dict[Any, Any]:
        """Return a dictionary whose keys are plain and hashable."""
        if not isinstance(pairs, list):
            raise FrameError("a dictionary that is no list of pairs")
        if len(pairs) > MAX_KEYS:
            raise FrameError(f"a dictionary of more than {MAX_KEYS:,} keys")
        result = {}
        for pair in pairs:
            key, value = self.items(pair, depth + 1)
            if not isinstance(key, str | int | float | bool | bytes | tuple | None):
                raise FrameError(f"a dictionary key of type {type(key).__name__}")
            result[key] = value
        return result

    def buffer(self, index: Any) -> memoryview:
        """Return the buffer with this number."""
        if type(index) is not int or not 0 <= index < len(self._buffers):
            raise FrameError("a buffer that the frame does not hold")
        return self._buffers[index]

    def array(self, _depth: int, code: Any, shape: Any, strides: Any, origin: Any, writeable: Any, index: Any) -> Any:
        """Return an ndarray over its buffer."""
        dtype, memory = _numpy_dtype(code), self.buffer(index)
        size = _size(shape) * dtype.itemsize
        if strides is None:
            if origin != 0 or size != len(memory):
                raise FrameError(f"an array of shape {shape} and dtype {code} in {len(memory)} bytes")
            array = np.frombuffer(memory, dtype).reshape(shape) if size else np.empty(shape, dtype)
        elif self.layouts:
            array = np.ndarray(tuple(shape), dtype, memory, origin, tuple(strides))
        else:
            raise FrameError("an array with strides")
        if dtype.kind == "b":
            _check_booleans(memory)
        self.shared.append((array, memory))
        if not writeable:
            array.flags.writeable = False
        return array

    def tensor(self, _depth: int, code: Any, shape: Any, strides: Any, index: Any) -> Any:
        """Return a torch tensor over its buffer."""
        torch, memory = _torch(), self.buffer(index)
        if code not in TORCH_DTYPES:
            raise FrameError(f"a tensor of dtype {code!r}")
        dtype = getattr(torch, code)
        size = _size(shape)
        if strides is None:
            if size * dtype.itemsize != len(memory):
                raise FrameError(f"a tensor of shape {shape} and dtype {code} in {len(memory)} bytes")
            tensor = torch.frombuffer(memory, dtype=dtype).reshape(shape) if size else torch.empty(shape, dtype=dtype)
        elif self.layouts:
            tensor = torch.frombuffer(memory, dtype=dtype).as_strided(shape, strides)
        else:
            raise FrameError("a tensor with strides")
        if code == "bool":
            _check_booleans(memory)
        self.shared.append((tensor, memory))
        return tensor


def _torch() -> Any:
    """Return torch where this process has imported it: a NumPy unit's judge never does so for an answer's sake."""
    torch = sys.modules.get("torch")
    if torch is None:
        raise FrameError("a torch value in a unit without torch")
    return torch


def _pack_int(value: int) -> Any:
    if -(2**63) <= value < 2**64:
        return value
    length = value.bit_length() // 8 + 1
    if length > MAX_INT_BYTES:
        raise Unsupported(f"an integer of {length:,} bytes")
    return ["int", value.to_bytes(length, "little", signed=True)]


def _dtype_code(dtype: np.dtype[Any]) -> str:
    if dtype.kind not in NUMPY_KINDS:
        raise Unsupported(f"an array of dtype {dtype}")
    return dtype.str


def _torch_code(dtype: Any) -> str:
    code = str(dtype).removeprefix("torch.")
    if code not in TORCH_DTYPES:
        raise Unsupported(f"a tensor of dtype {dtype}")
    return code


@functools.lru_cache(maxsize=64)
def _numpy_dtype(code: Any) -> np.dtype[Any]:
    if not isinstance(code, str) or len(code) > 5 or code[1:2] not in NUMPY_KINDS:
        raise FrameError("an unknown dtype")
    dtype = np.dtype(code)
    if dtype.str != code:  # "2f8" is an array type, "<f8," a structure
        raise FrameError(f"a dtype {code!r} that is not written as the encoder does")
    return dtype


def _check_booleans(memory: memoryview) -> None:
    """Refuse bytes other than 0 and 1: NumPy takes 2 for true, and counts it twice."""
    if np.frombuffer(memory, np.uint8).max(initial=0) > 1:
        raise FrameError("a boolean that is neither 0 nor 1")


def _size(shape: Any) -> int:
    if not isinstance(shape, list) or len(shape) > MAX_RANK:
        raise FrameError("a shape that is no short list")
    size = 1
    for length in shape:
        if type(length) is not int or not 0 <= length <= MAX_BODY:
            raise FrameError(f"a shape with the length {length!r}")
        size *= length
    return size


def _memory(array: np.ndarray[Any, Any], address: int, length: int) -> Any:
    """Return the memory that a strided view spans, gaps included, as a buffer of bytes."""
    import ctypes

    holder = (ctypes.c_char * length).from_address(address)
    holder._array = array  # type: ignore[attr-defined]  # keeps the memory alive as long as the buffer
    return holder


def _string_state(decoder: Decoder, depth: int, token: Any, kind: Any, state: Any) -> Any:
    if type(token) is not int or kind not in BIT_GENERATORS:
        raise FrameError("an unknown random generator")
    return decoder.resolve(GeneratorRef(token, kind, decoder.build(state, depth + 1)))


def _scalar(_decoder: Decoder, _depth: int, code: Any, data: Any) -> Any:
    dtype = _numpy_dtype(code)
    if not isinstance(data, bytes) or len(data) != dtype.itemsize:
        raise FrameError("a scalar that does not fit its dtype")
    if dtype.kind == "b":
        _check_booleans(memoryview(data))
    return np.frombuffer(data, dtype)[0]


def _big_int(_decoder: Decoder, _depth: int, data: Any) -> int:
    if not isinstance(data, bytes) or len(data) > MAX_INT_BYTES:
        raise FrameError("an integer that is no short byte string")
    return int.from_bytes(data, "little", signed=True)


def _complex(_decoder: Decoder, _depth: int, real: Any, imag: Any) -> complex:
    if type(real) is not float or type(imag) is not float:
        raise FrameError("a complex number without two floats")
    return complex(real, imag)


def _handle(decoder: Decoder, _depth: int, number: Any, kind: Any) -> Any:
    if type(number) is not int or not isinstance(kind, str):
        raise FrameError("a handle without a number")
    return decoder.resolve(HandleRef(number, kind[:200]))


def _name(decoder: Decoder, _depth: int, name: Any) -> Any:
    if not isinstance(name, str):
        raise FrameError("a name that is no text")
    return decoder.resolve(NameRef(name))


def _callback(decoder: Decoder, _depth: int, number: Any) -> Any:
    if type(number) is not int:
        raise FrameError("a callback without a number")
    return decoder.resolve(CallbackRef(number))


def _torch_dtype(_decoder: Decoder, _depth: int, code: Any) -> Any:
    if code not in TORCH_DTYPES:
        raise FrameError("an unknown torch dtype")
    return getattr(_torch(), code)


def _slice(decoder: Decoder, depth: int, parts: Any) -> slice:
    return slice(*decoder.items(parts, depth))


RULES: dict[str, Callable[..., Any]] = {
    "t": lambda decoder, depth, nodes: tuple(decoder.items(nodes, depth)),
    "l": lambda decoder, depth, nodes: decoder.items(nodes, depth),
    "d": Decoder.mapping,
    "a": Decoder.array,
    "tensor": Decoder.tensor,
    "s": _scalar,
    "c": _complex,
    "int": _big_int,
    "slice": _slice,
    "ellipsis": lambda _decoder, _depth: Ellipsis,
    "dtype": lambda _decoder, _depth, code: _numpy_dtype(code),
    "dtype_type": lambda _decoder, _depth, code: _numpy_dtype(code).type,
    "torch_dtype": _torch_dtype,
    "handle": _handle,
    "name": _name,
    "callback": _callback,
    "generator": _string_state,
}


def split(frame: bytes) -> tuple[bytes, bytearray]:
    """Cut one whole frame into header and body. Raises FrameError when lengths and bytes disagree."""
    if len(frame) < PREFIX.size:
        raise FrameError("a frame shorter than its prefix")
    header_length, body_length = lengths(frame[: PREFIX.size])
    if len(frame) != PREFIX.size + header_length + body_length:
        raise FrameError("a frame whose lengths do not add up")
    start = PREFIX.size + header_length
    return bytes(frame[PREFIX.size : start]), bytearray(frame[start:])


def lengths(prefix: bytes) -> tuple[int, int]:
    """Return header and body length of the frame that starts with `prefix`. Raises FrameError above the limits."""
    header_length, body_length = PREFIX.unpack(prefix)
    if header_length > MAX_HEADER or body_length > MAX_BODY:
        raise FrameError(f"a frame that claims {header_length + body_length:,} bytes")
    return header_length, body_length


def refuse(value: Any) -> Any:
    """Resolve or refer nothing: for frames that hold plain data only."""
    raise Unsupported(f"a value of type {type(value).__name__}")


def encode(value: Any, refer: Callable[[Any], Any] = refuse, layouts: bool = False) -> bytes:
    """Return `value` as one frame.

    >>> decode(encode({"x": (1, 2.5, "three")}))
    {'x': (1, 2.5, 'three')}
    """
    return Encoder(refer, layouts).frame(value)


def decode(frame: bytes, resolve: Callable[[Any], Any] = refuse, layouts: bool = False) -> Any:
    """Return the value of one frame. Raises FrameError."""
    header, body = split(frame)
    try:
        return Decoder(resolve, layouts).value(header, body)
    except Unsupported as error:
        raise FrameError(str(error)) from error

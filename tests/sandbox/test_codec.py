"""What crosses the line comes back as it was; what is malformed is refused before it costs anything."""

from __future__ import annotations

import contextlib
import struct
from typing import Any

import msgpack
import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from autograder.sandbox import codec
from autograder.sandbox.codec import CallbackRef, FrameError, GeneratorRef, HandleRef, NameRef, Unsupported

DTYPES = st.one_of(
    hnp.boolean_dtypes(),
    hnp.integer_dtypes(endianness="?"),
    hnp.unsigned_integer_dtypes(endianness="?"),
    hnp.floating_dtypes(endianness="?"),
    hnp.complex_number_dtypes(endianness="?"),
)
ARRAYS = hnp.arrays(DTYPES, hnp.array_shapes(min_dims=0, max_dims=5, min_side=0, max_side=4))
SCALARS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(2**200), 2**200),
    st.floats(),
    st.complex_numbers(),
    st.text(),
    st.binary(),
    st.builds(slice, st.none() | st.integers(-9, 9), st.none() | st.integers(-9, 9), st.none() | st.integers(1, 9)),
    DTYPES,
)
KEYS = st.one_of(st.text(), st.integers(), st.booleans(), st.none(), st.tuples(st.integers(), st.text()))
VALUES = st.recursive(
    st.one_of(SCALARS, ARRAYS),
    lambda inner: st.one_of(
        st.lists(inner, max_size=4), st.tuples(inner, inner), st.dictionaries(KEYS, inner, max_size=4)
    ),
    max_leaves=12,
)
TORCH_DTYPES = [getattr(torch, name) for name in codec.TORCH_DTYPES]


def same(one: Any, other: Any) -> bool:
    """Equal to the bit, type by type: NaN is NaN, and -0.0 is not 0.0."""
    if type(one) is not type(other):
        return False
    if isinstance(one, np.ndarray):
        return (
            one.dtype == other.dtype
            and one.shape == other.shape
            and np.ascontiguousarray(one).tobytes() == np.ascontiguousarray(other).tobytes()
        )
    if isinstance(one, float):
        return struct.pack("d", one) == struct.pack("d", other)
    if isinstance(one, complex):
        return same(one.real, other.real) and same(one.imag, other.imag)
    if isinstance(one, list | tuple):
        return len(one) == len(other) and all(map(same, one, other))
    if isinstance(one, dict):
        return len(one) == len(other) and all(key in other and same(one[key], other[key]) for key in one)
    return bool(one == other)


def resolve(reference: Any) -> Any:
    return reference


def identity(value: Any) -> Any:
    if isinstance(value, HandleRef | NameRef | CallbackRef | GeneratorRef):
        return value
    raise Unsupported(type(value).__name__)


@given(VALUES)
@settings(deadline=None)
def test_values_come_back_as_they_were(value: Any) -> None:
    assert same(codec.decode(codec.encode(value)), value)


@given(ARRAYS, st.data())
@settings(deadline=None)
def test_layouts_arrive_as_such(array: np.ndarray, data: st.DataObject) -> None:
    view = array.transpose(data.draw(st.permutations(range(array.ndim))))
    steps = data.draw(st.lists(st.sampled_from([-2, -1, 1, 2]), min_size=view.ndim, max_size=view.ndim))
    view = view[tuple(slice(None, None, step) for step in steps)]
    back = codec.decode(codec.encode(view, layouts=True), layouts=True)
    assert back.shape == view.shape
    assert back.tobytes() == view.tobytes()
    if view.size > 1:
        assert back.flags.c_contiguous == view.flags.c_contiguous
        assert back.flags.f_contiguous == view.flags.f_contiguous


def test_broadcast_views_arrive_as_such_and_read_only() -> None:
    view = np.broadcast_to(np.arange(3.0), (5, 3))
    back = codec.decode(codec.encode(view, layouts=True), layouts=True)
    assert (back.strides, back.flags.writeable) == (view.strides, False)


def test_the_judge_takes_no_strides() -> None:
    frame = codec.encode(np.arange(6.0).reshape(2, 3).T, layouts=True)
    with pytest.raises(FrameError, match="strides"):
        codec.decode(frame)


@pytest.mark.parametrize("dtype", TORCH_DTYPES, ids=str)
@pytest.mark.parametrize("shape", [(), (0, 3), (2, 3)])
def test_tensors_of_every_dtype_come_back(dtype: torch.dtype, shape: tuple[int, ...]) -> None:
    tensor = (torch.arange(6).reshape(2, 3) if shape == (2, 3) else torch.ones(shape)).to(dtype)
    back = codec.decode(codec.encode(tensor))
    assert (back.dtype, back.shape) == (tensor.dtype, tensor.shape)
    assert torch.equal(back, tensor)


def test_tensor_layouts_arrive_as_such() -> None:
    tensor = torch.arange(24.0).reshape(4, 6)
    for view in (tensor.T, tensor[::2, 1::2], tensor[0].expand(5, 6)):
        back = codec.decode(codec.encode(view, layouts=True), layouts=True)
        assert back.stride() == view.stride()
        assert torch.equal(back, view)


def test_references_come_back() -> None:
    state = np.random.default_rng(3).bit_generator.state
    values = [HandleRef(3, "Value"), NameRef("softmax"), CallbackRef(1), GeneratorRef(0, "PCG64", state)]
    assert codec.decode(codec.encode(values, identity), resolve) == values


@pytest.mark.parametrize(
    "value",
    [object(), {1, 2}, np.array([object()]), np.array(["text"]), np.array(["2020-01-01"], "datetime64[D]"), 2**40_000],
    ids=lambda value: type(value).__name__,
)
def test_what_may_not_cross_is_refused(value: Any) -> None:
    with pytest.raises(Unsupported):
        codec.encode(value)


def test_subclasses_are_sent_as_their_base() -> None:
    class Liar(float):
        def __eq__(self, other: object) -> bool:
            return True

        __hash__ = None  # type: ignore[assignment]

    class Array(np.ndarray):
        def __array_ufunc__(self, *args: Any, **kwargs: Any) -> Any:
            raise AssertionError

    assert type(codec.decode(codec.encode(Liar(2.0)))) is float
    assert type(codec.decode(codec.encode(np.ones(2).view(Array)))) is np.ndarray


def frame(header: Any, body: bytes = b"") -> bytes:
    packed = msgpack.packb(header)
    return struct.pack("<II", len(packed), len(body)) + packed + body


@pytest.mark.parametrize(
    ("bad", "word"),
    [
        (b"", "shorter"),
        (b"\x00" * 7, "shorter"),
        (struct.pack("<II", 10, 0), "add up"),
        (struct.pack("<II", 2**31, 0), "claims"),
        (struct.pack("<II", 4, 2**31), "claims"),
        (struct.pack("<II", 1, 0) + b"\xc1", "msgpack"),
        (frame(3), "header"),
        (frame([3, None]), "header"),
        (frame([[10], None]), "sizes"),
        (frame([[-1], None]), "sizes"),
        (frame([[], None], b"0" * 16), "add up"),
        (frame([[], {"a": 1}]), "msgpack"),
        (frame([[], []]), "tag"),
        (frame([[], [3]]), "tag"),
        (frame([[], ["unheard"]]), "unknown tag"),
        (frame([[], ["t"]]), "malformed"),
        (frame([[], ["t", 3]]), "container"),
        (frame([[], ["d", [[1]]]]), "malformed|key"),
        (frame([[], ["d", [[["l", []], 1]]]]), "key"),
        (frame([[], ["a", "<f8", [10**9], None, 0, True, 0]]), "buffer|shape"),
        (frame([[16], ["a", "<f8", [3], None, 0, True, 0]], b"0" * 16), "bytes"),
        (frame([[16], ["a", "<f8", [-2], None, 0, True, 0]], b"0" * 16), "length"),
        (frame([[16], ["a", "<f8", [2**40, 2**40], None, 0, True, 0]], b"0" * 16), "length"),
        (frame([[16], ["a", "|O", [2], None, 0, True, 0]], b"0" * 16), "dtype"),
        (frame([[16], ["a", "<f8", [1] * 40, None, 0, True, 0]], b"0" * 16), "shape"),
        (frame([[16], ["a", "<f8", [2], None, 8, True, 0]], b"0" * 16), "bytes"),
        (frame([[16], ["a", "<f8", [2], [0], 0, True, 0]], b"0" * 16), "strides"),
        (frame([[16], ["a", "<f8", [2], None, 0, True, 1]], b"0" * 16), "buffer"),
        (frame([[16], ["tensor", "float64", [3], None, 0]], b"0" * 16), "bytes"),
        (frame([[16], ["tensor", "qint8", [2], None, 0]], b"0" * 16), "dtype"),
        (frame([[], ["s", "<f8", b"123"]]), "scalar"),
        (frame([[], ["c", 1, 2]]), "complex"),
        (frame([[], ["int", b"0" * 5000]]), "integer"),
        (frame([[], ["handle", "x", "y"]]), "handle"),
        (frame([[], ["generator", 0, "EvilGenerator", None]]), "generator"),
        (frame([[], ["name", 3]]), "name"),
    ],
)
def test_malformed_frames_are_refused(bad: bytes, word: str) -> None:
    with pytest.raises(FrameError, match=word):
        codec.decode(bad, resolve)


def test_nesting_is_limited_both_ways() -> None:
    value: Any = 1
    for _ in range(codec.MAX_DEPTH + 2):
        value = [value]
    with pytest.raises(Unsupported, match="nested"):
        codec.encode(value)
    node: Any = 1
    for _ in range(400):
        node = ["l", [node]]
    with pytest.raises(FrameError, match=r"nested|msgpack"):
        codec.decode(frame([[], node]))


def test_a_frame_of_nested_containers_costs_little_memory() -> None:
    """A megabyte of header is the most that a worker can make the judge build objects from."""
    header = b"\x92\x90" + b"\x91" * codec.MAX_HEADER
    bad = struct.pack("<II", len(header), 0) + header
    with pytest.raises(FrameError, match="claims"):
        codec.decode(bad)


@given(st.binary(max_size=200))
@settings(deadline=None)
def test_random_bytes_are_a_frame_error_or_a_value(data: bytes) -> None:
    with contextlib.suppress(FrameError):
        codec.decode(data)


@given(VALUES, st.data())
@settings(deadline=None)
def test_damaged_frames_are_a_frame_error_or_a_value(value: Any, data: st.DataObject) -> None:
    good = bytearray(codec.encode(value))
    for _ in range(data.draw(st.integers(1, 4))):
        good[data.draw(st.integers(0, len(good) - 1))] = data.draw(st.integers(0, 255))
    cut = data.draw(st.integers(0, len(good)))
    for damaged in (bytes(good), bytes(good[:cut])):
        with contextlib.suppress(FrameError):
            codec.decode(damaged)

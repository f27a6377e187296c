"""Comparing an answer with what was expected: type, shape, dtype, then values.

`differences` decides and explains; it raises nothing and prints nothing. NaN equals nothing unless asked, and nothing
is broadcast.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from autograder.language import _, counted, later

KINDS = {"b": "boolean", "i": "integer", "u": "integer", "f": "floating-point", "c": "complex"}
A_KIND = {
    "boolean": later("a boolean one"),
    "integer": later("an integer one"),
    "floating-point": later("a floating-point one"),
    "complex": later("a complex one"),
}


@dataclass(frozen=True)
class Tolerance:
    """How far an answer may be off, by dtype: `rtol` of the expected value plus `atol` of the largest one."""

    double: tuple[float, float]
    single: tuple[float, float]
    half: tuple[float, float] = (2e-2, 2e-3)

    def of(self, dtype: str) -> tuple[float, float]:
        """Return (rtol, atol) for a dtype's name."""
        if dtype in ("float16", "bfloat16"):
            return self.half
        return self.single if dtype in ("float32", "complex64") else self.double


# A float64 closed form loses a few of its 2^-53 per operation: 1e-9 leaves six digits for cancellation. Right answers
# near 0 (log_softmax, a
# cosine at its end) are off by a rounding of the largest value, hence atol. Iterated results add up the roundings of
# hundreds of steps.
CLOSED_FORM = Tolerance((1e-9, 1e-12), (1e-4, 1e-6))
ITERATED = Tolerance((1e-7, 1e-10), (1e-4, 1e-6))
EXACT = Tolerance((0.0, 0.0), (0.0, 0.0), (0.0, 0.0))


@dataclass(frozen=True)
class Difference:
    """The first thing that is not as expected.

    `message` is for people; `got` and `wanted` are the values where these differ, and `wrong` tells which entries of
    arrays do.
    """

    message: str
    got: Any = None
    wanted: Any = None
    wrong: Any = None


def difference(
    actual: Any,
    expected: Any,
    tolerance: Tolerance = CLOSED_FORM,
    *,
    equal_nan: bool = False,
    check_dtype: bool = True,
    what: str = "",
) -> Difference | None:
    """Return how `actual` differs from `expected`, or None.

    >>> difference(np.ones(3), np.ones((3, 1))).message
    'the result has shape (3,); wanted (3, 1)'
    >>> difference(1.0, np.float64(1.0)) is None
    True
    """
    rules = _Rules(tolerance, equal_nan, check_dtype)
    return next(rules.compare(actual, expected, what or _("the result")), None)


@dataclass(frozen=True)
class _Rules:
    tolerance: Tolerance
    equal_nan: bool
    check_dtype: bool

    def compare(self, actual: Any, expected: Any, what: str) -> Iterator[Difference]:
        torch = sys.modules.get("torch")
        if isinstance(expected, Mapping):
            yield from self._mappings(actual, expected, what)
        elif isinstance(expected, tuple | list):
            yield from self._sequences(actual, expected, what)
        elif expected is None or isinstance(expected, str | bytes):
            if type(actual) is not type(expected) or actual != expected:
                yield Difference(_is(what, _short(actual), _short(expected)), actual, expected)
        elif torch is not None and isinstance(expected, torch.Tensor):
            yield from self._tensors(torch, actual, expected, what)
        elif isinstance(expected, np.ndarray) and expected.ndim:
            yield from self._arrays(actual, expected, what)
        else:
            yield from self._numbers(actual, expected, what)

    def _mappings(self, actual: Any, expected: Mapping[Any, Any], what: str) -> Iterator[Difference]:
        if not isinstance(actual, Mapping):
            yield Difference(_is(what, _kind(actual), _("a dictionary")))
        elif actual.keys() != expected.keys():
            keys, wanted = (sorted(map(str, mapping)) for mapping in (actual, expected))
            yield Difference(
                _("{what} has the keys {keys}; wanted {wanted}").format(what=what, keys=keys, wanted=wanted)
            )
        else:
            for key, value in expected.items():
                yield from self.compare(actual[key], value, f"{what}[{key!r}]")

    def _sequences(self, actual: Any, expected: tuple[Any, ...] | list[Any], what: str) -> Iterator[Difference]:
        if not isinstance(actual, tuple | list):
            yield Difference(_is(what, _kind(actual), counted("{count} value", "{count} values", len(expected))))
        elif len(actual) != len(expected):
            yield Difference(
                _("{what} has {found} values; wanted {wanted}").format(
                    what=what, found=len(actual), wanted=len(expected)
                )
            )
        else:
            for index, (one, other) in enumerate(zip(actual, expected, strict=True)):
                yield from self.compare(one, other, f"{what}[{index}]")

    def _tensors(self, torch: Any, actual: Any, expected: Any, what: str) -> Iterator[Difference]:
        if not isinstance(actual, torch.Tensor):
            yield Difference(_is(what, _kind(actual), _("a tensor")))
        elif tuple(actual.shape) != tuple(expected.shape):
            yield Difference(_has_shape(what, tuple(actual.shape), tuple(expected.shape)))
        elif self.check_dtype and actual.dtype != expected.dtype:
            yield Difference(_has_dtype(what, actual.dtype, expected.dtype))
        else:
            name = str(expected.dtype).removeprefix("torch.")
            yield from self._values(_from_torch(torch, actual), _from_torch(torch, expected), name, what)

    def _arrays(self, actual: Any, expected: np.ndarray[Any, Any], what: str) -> Iterator[Difference]:
        if not isinstance(actual, np.ndarray):
            yield Difference(_is(what, _kind(actual), _("an array")))
        elif actual.shape != expected.shape:
            yield Difference(_has_shape(what, actual.shape, expected.shape))
        else:
            yield from self._typed(actual, expected, what)

    def _numbers(self, actual: Any, expected: Any, what: str) -> Iterator[Difference]:
        if isinstance(actual, np.ndarray) and actual.ndim:
            found = _("an array of shape {shape}").format(shape=actual.shape)
            yield Difference(_is(what, found, _("a single number")))
        elif not isinstance(actual, bool | int | float | complex | np.generic | np.ndarray):
            yield Difference(_is(what, _kind(actual), _("a number")))
        else:
            yield from self._typed(np.asarray(actual), np.asarray(expected), what)

    def _typed(self, actual: np.ndarray[Any, Any], expected: np.ndarray[Any, Any], what: str) -> Iterator[Difference]:
        found, wanted = KINDS.get(actual.dtype.kind, "other"), KINDS.get(expected.dtype.kind, "other")
        floating = expected.dtype.kind in "fc"
        if found != wanted:
            yield Difference(_has_dtype(what, actual.dtype, _(A_KIND[wanted]) if wanted in A_KIND else wanted))
        elif self.check_dtype and floating and actual.dtype != expected.dtype:
            yield Difference(_has_dtype(what, actual.dtype, expected.dtype))
        else:
            yield from self._values(actual, expected, expected.dtype.name, what)

    def _values(
        self, actual: np.ndarray[Any, Any], expected: np.ndarray[Any, Any], dtype: str, what: str
    ) -> Iterator[Difference]:
        matching = self._close(actual, expected, dtype)
        if matching.all():
            return
        wrong = int(matching.size - matching.sum())
        place = _worst(actual, expected, matching)
        got, wanted = actual[place].item(), expected[place].item()
        if actual.ndim == 0:
            yield Difference(_is(what, repr(got), repr(wanted)), actual, expected)
            return
        nans = 0 if np.isnan(expected).any() else int(np.isnan(actual).sum())
        index = ", ".join(str(int(i)) for i in place)
        yield Difference(
            _(
                "{what}: {wrong} of {all} entries differ{nans}; "
                "the largest difference is at [{index}]: got {got!r}, wanted {wanted!r}"
            ).format(
                what=what,
                wrong=wrong,
                all=matching.size,
                nans=_(" ({count} of them NaN)").format(count=nans) if nans else "",
                index=index,
                got=got,
                wanted=wanted,
            ),
            actual,
            expected,
            ~matching,
        )

    def _close(self, actual: np.ndarray[Any, Any], expected: np.ndarray[Any, Any], dtype: str) -> np.ndarray[Any, Any]:
        equal = actual == expected
        if expected.dtype.kind not in "fc":
            return np.asarray(equal)
        rtol, atol = self.tolerance.of(dtype)
        finite = np.isfinite(expected)
        largest = np.abs(expected[finite]).max() if finite.any() else 0.0
        with np.errstate(invalid="ignore", over="ignore"):
            near = np.abs(actual - expected) <= rtol * np.abs(expected) + atol * largest
        close = equal | (near & finite & np.isfinite(actual))
        if self.equal_nan:
            close |= np.isnan(actual) & np.isnan(expected)
        return np.asarray(close)


def _worst(
    actual: np.ndarray[Any, Any], expected: np.ndarray[Any, Any], matching: np.ndarray[Any, Any]
) -> tuple[Any, ...]:
    """Return the index of the greatest difference; what is not finite is greater than all that is."""
    if expected.dtype.kind in "fc":
        with np.errstate(invalid="ignore", over="ignore"):
            gaps = np.abs(actual - expected)
        gaps = np.where(np.isfinite(gaps), gaps, np.inf)
    else:
        gaps = (actual != expected).astype(float)
    gaps = np.where(matching, -1.0, gaps)
    return np.unravel_index(int(np.argmax(gaps)), gaps.shape)


def _from_torch(torch: Any, tensor: Any) -> np.ndarray[Any, Any]:
    plain = tensor.detach()
    if plain.dtype in (torch.bfloat16, torch.float16):
        plain = plain.to(torch.float32)
    array: np.ndarray[Any, Any] = plain.numpy()
    return array


def _is(what: str, found: str, wanted: str) -> str:
    return _("{what} is {found}; wanted {wanted}").format(what=what, found=found, wanted=wanted)


def _has_shape(what: str, found: object, wanted: object) -> str:
    return _("{what} has shape {found}; wanted {wanted}").format(what=what, found=found, wanted=wanted)


def _has_dtype(what: str, found: object, wanted: object) -> str:
    return _("{what} has dtype {found}; wanted {wanted}").format(what=what, found=found, wanted=wanted)


def _kind(value: Any) -> str:
    name = type(value).__name__
    names = {
        "NoneType": "None",
        "ndarray": _("a NumPy array"),
        "Tensor": _("a tensor"),
        "Handle": _("an object"),
        "bool": _("a boolean"),
    }
    return names.get(name) or _("a value of type {name}").format(name=name)


def _short(value: Any) -> str:
    text = repr(value)
    return text if len(text) <= 80 else text[:77] + "..."

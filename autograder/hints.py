"""Public hints that give no solution away: only who makes a known mistake can read what it says about it.

A public check's calls and the answers that they got are reduced to a fingerprint. `hints.json` holds, under a digest of
the fingerprint of each known mistake, its hint, encrypted with a key that the same fingerprint yields. A student whose
answers have that fingerprint holds the key; nobody else does, and neither mistakes nor references are in the file.
"""

from __future__ import annotations

import base64
import hashlib
import json
import math
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from autograder.session import Exchange, Handle

VERSION = 2
# Two programs with the same mistake differ by roundings. Of float64 some six digits are the same whatever the order of
# the sums, of float32 four, of half precision two.
DIGITS = {"float64": 6, "complex128": 6, "float32": 4, "complex64": 4}
FEWEST = 2
# Results are round numbers more often than not (1, 0.5, 1000): these offsets put the borders, at which a rounding in
# the last place decides, where results are not
BORDER = 0.2137
DECADE = 0.3719
PREFIX = 16  # hexadecimal digits: 64 bits, for a few hundred hints a unit


@dataclass(frozen=True)
class Locked:
    """The hints of a unit, by the digest of the fingerprint that opens them; `made_from` says what they come from."""

    hints: Mapping[str, str]
    made_from: str = ""

    def write(self) -> str:
        """Return the text of `hints.json`."""
        return json.dumps({"version": VERSION, "made_from": self.made_from, "hints": dict(self.hints)}, indent=1) + "\n"


def read(text: str) -> Locked:
    """Read the text of `hints.json`. Raises ValueError when it is something else."""
    data = json.loads(text)
    try:
        locked = {str(name): str(hint) for name, hint in data["hints"].items()}
        return Locked(locked if data["version"] == VERSION else {}, str(data["made_from"]))
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError("not a file of hints") from error


def fingerprint(check: str, exchanges: Iterable[Exchange]) -> str:
    """Return what a check's exchanges have in common with those of any program that makes the same mistake."""
    parts = [[e.outcome, _plain(e.answer), list(e.effects)] for e in exchanges]
    return hashlib.sha256(json.dumps([VERSION, check, parts]).encode()).hexdigest()


def build(hints: Iterable[tuple[str, Mapping[str, str]]]) -> dict[str, str]:
    """Lock hints, given as fingerprint and text by language. Of several with one fingerprint the first is kept."""
    locked: dict[str, str] = {}
    for key, texts in hints:
        text = json.dumps(dict(texts), ensure_ascii=False)
        locked.setdefault(_name(key), base64.b64encode(_xor(text.encode(), key)).decode())
    return dict(sorted(locked.items()))


def lookup(locked: Mapping[str, str], key: str, language: str = "en") -> str:
    """Return the hint that a fingerprint opens, in English where it has no other; nothing when there is none."""
    try:
        texts = json.loads(_xor(base64.b64decode(locked.get(_name(key), "")), key))
        return str(texts.get(language) or texts["en"])
    except (ValueError, KeyError, AttributeError):  # a damaged file holds no hints
        return ""


def _name(key: str) -> str:
    return hashlib.sha256(f"{key}id".encode()).hexdigest()[:PREFIX]


def _xor(data: bytes, key: str) -> bytes:
    stream = hashlib.shake_256(key.encode()).digest(len(data))
    return bytes(a ^ b for a, b in zip(data, stream, strict=True))


def _plain(value: Any) -> Any:
    """Return a value as JSON, without what differs between right programs, roundings and kinds of sequence."""
    torch = sys.modules.get("torch")
    if isinstance(value, Handle):
        return "a handle"
    if isinstance(value, tuple | list):
        return [_plain(item) for item in value]
    if isinstance(value, dict):
        return {str(key): _plain(value[key]) for key in sorted(value, key=str)}
    if torch is not None and isinstance(value, torch.Tensor):
        single = value.dtype in (torch.float16, torch.bfloat16)
        array = value.detach().to(torch.float32).numpy() if single else value.detach().numpy()
        return ["tensor", _rounded(array, str(value.dtype).removeprefix("torch."))]
    if isinstance(value, bool | int | float | complex | np.generic | np.ndarray):
        array = np.asarray(value)
        return _rounded(array, array.dtype.name if array.dtype.kind in "fc" else array.dtype.kind.replace("u", "i"))
    return repr(value)


def _rounded(array: np.ndarray[Any, Any], dtype: str) -> list[Any]:
    if array.dtype.kind == "c":
        return [dtype, _rounded(array.real, dtype), _rounded(array.imag, dtype)]
    if array.dtype.kind != "f":
        return [dtype, list(array.shape), [str(item) for item in array.ravel().tolist()]]
    flat = array.astype(np.float64).ravel()
    finite = np.isfinite(flat)
    largest = float(np.abs(flat[finite]).max(initial=0.0))
    unit = 10.0 ** DIGITS.get(dtype, FEWEST)
    steps = np.floor(np.where(finite, flat, 0.0) / (largest or 1.0) * unit + BORDER)
    entries = [int(step) if ok else str(item) for step, item, ok in zip(steps, flat, finite, strict=True)]
    return [dtype, list(array.shape), _size(largest, unit), entries]


def _size(largest: float, unit: float) -> list[int]:
    """Return a positive number as a power of ten and a rounded multiple of it."""
    if largest == 0.0:
        return []
    decade = math.floor(math.log10(largest) + DECADE)
    return [decade, math.floor(10.0 ** (math.log10(largest) - decade) * unit + BORDER)]

"""Values as code that a reader can paste, cut to a length that a reader will read."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np

PASTED = 64  # entries of an array that are written out
TEXT = 200


def literal(value: Any, pasted: int = PASTED) -> str:
    """Return Python code for `value`, or a description where the code would be too long.

    >>> literal(np.array([[0.0, 1000.0]]))
    'np.array([[0.0, 1000.0]])'
    >>> literal(np.zeros((50, 3)))
    '<float64 array of shape (50, 3)>'
    """
    torch = sys.modules.get("torch")
    if isinstance(value, np.ndarray):
        return _array("np.array", value, value.dtype.name, str(value.dtype) not in ("float64", "int64", "bool"), pasted)
    if torch is not None and isinstance(value, torch.Tensor):
        name = str(value.dtype)
        plain = value.detach().to(torch.float64).numpy() if value.is_floating_point() else value.detach().numpy()
        return _array("torch.tensor", plain, name, name not in ("torch.float32", "torch.int64", "torch.bool"), pasted)
    if isinstance(value, np.generic):
        return f"np.{value.dtype.name}({value.item()!r})"
    if isinstance(value, np.random.Generator):
        return "rng"
    if isinstance(value, tuple | list):
        items = [literal(item, pasted) for item in value]
        inner = ", ".join(items) + ("," if isinstance(value, tuple) and len(items) == 1 else "")
        return f"({inner})" if isinstance(value, tuple) else f"[{inner}]"
    if isinstance(value, dict):
        return "{" + ", ".join(f"{literal(k)}: {literal(v, pasted)}" for k, v in value.items()) + "}"
    if callable(value) and not hasattr(value, "_label"):
        return getattr(value, "__name__", "f")
    text = repr(value)
    return text if len(text) <= TEXT else text[:TEXT] + "..."


def call(label: str, arguments: Iterable[Any], keywords: Mapping[str, Any]) -> str:
    """Return the code of a call.

    >>> call("softmax", (np.array([0.0, 1.0]),), {"axis": 0})
    'softmax(np.array([0.0, 1.0]), axis=0)'
    """
    parts = [literal(argument) for argument in arguments]
    parts += [f"{name}={literal(value)}" for name, value in keywords.items()]
    return f"{label}({', '.join(parts)})"


def _array(constructor: str, array: np.ndarray[Any, Any], dtype: str, name_dtype: bool, pasted: int) -> str:
    if array.size > pasted:
        kind = "tensor" if constructor.startswith("torch") else "array"
        return f"<{dtype.removeprefix('torch.')} {kind} of shape {array.shape}>"
    prefix = "torch." if constructor.startswith("torch") else "np."
    suffix = f", dtype={dtype if dtype.startswith(prefix) else prefix + dtype}" if name_dtype or not array.size else ""
    body = repr(array.tolist())
    body = body.replace("nan", f"{prefix}nan").replace("inf", f"{prefix}inf") if array.dtype.kind in "fc" else body
    shaped = f".reshape{array.shape}" if not array.size else ""
    return f"{constructor}({body}{suffix}){shaped}"

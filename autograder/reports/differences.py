"""Where a result differs from what was wanted: in a sentence, and as a map that a terminal can show.

No colour: each entry of the map is a character, darker where the result is further off.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, TypeGuard

import numpy as np

from autograder.comparison import Difference
from autograder.language import _

Array = np.ndarray[Any, Any]

SHADES = "·░▒▓█"
ASCII_SHADES = ".-+*#"
NOT_FINITE = "N"
MAX_ROWS = 16
MIN_ENTRIES = 4  # fewer are read faster in the message
SAME_FACTOR = 1e-6  # relative: roundings of single precision are a few 1e-7


def facts(difference: object) -> Iterator[str]:
    """Yield what can be said of all that differs: which rows and columns, the wrong sign, a constant factor."""
    if not _is_drawable(difference):
        return
    wrong, got, wanted = difference.wrong, difference.got, difference.wanted
    if got.ndim == 2 and not wrong.all():
        yield from _pattern(wrong)
    if got.dtype.kind == "f" and wrong.sum() >= MIN_ENTRIES:
        yield from _relation(got, wanted)


def heat_map(difference: object, width: int, unicode: bool = True) -> list[str]:
    """Return a map of the entries, at most `width` characters wide, under a line that says how to read it."""
    if not _is_drawable(difference):
        return []
    place, off, wrong = _plane(difference)
    shades = SHADES if unicode else ASCII_SHADES
    block = (-(-off.shape[0] // MAX_ROWS), -(-2 * off.shape[1] // max(width, 2)))
    levels = _levels(_coarse(off, block), _coarse(wrong, block))
    rows = [" ".join(shades[level] if level >= 0 else NOT_FINITE for level in row) for row in levels]
    return [_caption(place, block, shades, bool((levels < 0).any())), *rows]


def _is_drawable(difference: object) -> TypeGuard[Difference]:
    wrong = difference.wrong if isinstance(difference, Difference) else None
    return wrong is not None and wrong.size >= MIN_ENTRIES


def _pattern(wrong: Array) -> Iterator[str]:
    rows, columns = np.flatnonzero(wrong.all(axis=1)), np.flatnonzero(wrong.all(axis=0))
    diagonal = np.eye(*wrong.shape) > 0
    if rows.size and wrong.sum() == rows.size * wrong.shape[1]:
        yield _("What differs is all of row {numbers}.").format(numbers=_numbers(rows))
    elif columns.size and wrong.sum() == columns.size * wrong.shape[0]:
        yield _("What differs is all of column {numbers}.").format(numbers=_numbers(columns))
    elif (wrong == diagonal).all():
        yield _("What differs is the diagonal.")
    elif (wrong == ~diagonal).all():
        yield _("What differs is everything but the diagonal.")


def _numbers(indices: Array) -> str:
    return ", ".join(map(str, indices[:8].tolist())) + (", ..." if indices.size > 8 else "")


def _relation(got: Array, wanted: Array) -> Iterator[str]:
    if not (np.isfinite(got).all() and np.isfinite(wanted).all()):
        return
    size = float(np.abs(wanted).max())
    if size and _same(got, factor := float((got * wanted).sum() / np.square(wanted).sum()), wanted):
        flipped = abs(factor + 1) < SAME_FACTOR
        words = _("Every entry has the wrong sign.") if flipped else _("Every entry is {factor:.6g} times as large.")
        yield words.format(factor=factor)
    elif np.ptp(got - wanted) <= SAME_FACTOR * (size or 1.0):
        yield _("Every entry is off by the same amount: {amount:.6g}.").format(amount=float((got - wanted).mean()))
    elif got.ndim == 2 and got.shape[0] == got.shape[1] and np.allclose(got.T, wanted, SAME_FACTOR, 0):
        yield _("The result is the transpose of what was wanted.")


def _same(got: Array, factor: float, wanted: Array) -> bool:
    return bool(np.abs(got - factor * wanted).max() <= SAME_FACTOR * np.abs(got).max())


def _plane(difference: Difference) -> tuple[tuple[int, ...], Array, Array]:
    """Return the matrix that holds the entry which is furthest off, and where it lies in an array of more axes."""
    got, wanted, wrong = difference.got, difference.wanted, difference.wrong
    with np.errstate(all="ignore"):
        off = np.where(wrong, np.abs(got.astype(np.complex128) - wanted.astype(np.complex128)), 0.0)
    off = np.where(wrong & ~np.isfinite(off), np.inf, off)
    if got.ndim == 1:
        return (), off[np.newaxis], wrong[np.newaxis]
    place = tuple(int(i) for i in np.unravel_index(int(np.argmax(off)), off.shape)[:-2])
    return place, off[place], wrong[place]


def _coarse(values: Array, block: tuple[int, int]) -> Array:
    """Return the greatest entry of each block."""
    rows = np.maximum.reduceat(values, np.arange(0, values.shape[0], block[0]), axis=0)
    return np.asarray(np.maximum.reduceat(rows, np.arange(0, values.shape[1], block[1]), axis=1))


def _levels(off: Array, wrong: Array) -> Array:
    finite = np.isfinite(off)
    largest = off[finite].max(initial=0.0) or 1.0
    levels = np.where(wrong, 1 + np.minimum(3, np.where(finite, off, 0.0) / largest * 4), 0).astype(int)
    return np.where(finite, levels, -1)


def _caption(place: tuple[int, ...], block: tuple[int, int], shades: str, nans: bool) -> str:
    what = _("Where it differs")
    if place:
        what += f" [{', '.join(map(str, place))}, :, :]"
    parts = [
        _("{right} as wanted").format(right=shades[0]),
        _("{near} to {far} further and further off").format(near=shades[1], far=shades[-1]),
    ]
    if nans:
        parts.append(_("{mark} not a finite number").format(mark=NOT_FINITE))
    if block != (1, 1):
        parts.append(_("each mark stands for {rows} x {columns} entries").format(rows=block[0], columns=block[1]))
    return f"{what} ({', '.join(parts)}):"

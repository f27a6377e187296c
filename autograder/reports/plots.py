"""Pictures of what a check found, for a notebook: by matplotlib, which is imported only here and may be missing.

Each has a text alternative. They are on white, whatever the notebook's colours, and use no red against green.
"""

from __future__ import annotations

import importlib.util
import io
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from autograder import language
from autograder.comparison import Difference
from autograder.evidence import Draws, Estimate
from autograder.language import _, later

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

Array = np.ndarray[Any, Any]

DPI = 110
GOT, WANTED = "#0b5cad", "#b45309"  # blue and orange-brown: told apart by all eyes, and by line styles
MIN_ENTRIES = 4  # fewer are read faster in the message
MAX_SIDE = 400  # pixels of a map; of a larger matrix each shows the worst of a block
BINS = 60
KOREAN_FONTS = (
    "Malgun Gothic",
    "Apple SD Gothic Neo",
    "AppleGothic",
    "NanumGothic",
    "Noto Sans CJK KR",
    "Noto Sans KR",
)


@dataclass(frozen=True)
class Picture:
    """A PNG, and what it says in words."""

    png: bytes
    alternative: str


def picture(found: object) -> Picture | None:
    """Return a picture of what a check found, where there is one to draw and something to draw it with."""
    draw = _drawer(found)
    if draw is None or importlib.util.find_spec("matplotlib") is None:
        return None
    from matplotlib import rc_context
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    stream = io.BytesIO()
    with rc_context({"font.family": [*_hangul(), "DejaVu Sans"]}), np.errstate(all="ignore"):
        figure = Figure(figsize=(7.2, 2.4), dpi=DPI, layout="constrained", facecolor="white")
        FigureCanvasAgg(figure)
        alternative = draw(figure, found)
        figure.savefig(stream, format="png")
    return Picture(stream.getvalue(), alternative)


def _hangul() -> list[str]:
    """Return a font of this machine that has Korean letters, where they are needed and there is one."""
    from matplotlib.font_manager import fontManager

    if language.chosen() != "ko":
        return []
    installed = {font.name for font in fontManager.ttflist}
    return [name for name in KOREAN_FONTS if name in installed][:1]


def _drawn(text: str) -> str:
    """Return a label in the student's language, or in English where no font could draw it."""
    return _(text) if language.chosen() != "ko" or _hangul() else text


def _drawer(found: object) -> Callable[[Figure, Any], str] | None:
    if isinstance(found, Draws):
        return _draw_histogram
    if isinstance(found, Estimate):
        return _draw_estimate
    if isinstance(found, Difference) and found.wrong is not None and found.wrong.size >= MIN_ENTRIES:
        return _draw_line if found.got.ndim == 1 else _draw_maps
    return None


def _draw_maps(figure: Figure, found: Difference) -> str:
    from matplotlib.ticker import MaxNLocator

    got, wanted = _last_two_axes(found)
    off = np.abs(got - wanted)
    finite = np.concatenate([values[np.isfinite(values)] for values in (got, wanted)])
    low, high = (finite.min(), finite.max()) if finite.size else (0.0, 1.0)
    for number, (title, values) in enumerate(
        [(_drawn(later("got")), got), (_drawn(later("wanted")), wanted), (_drawn(later("difference")), off)], 1
    ):
        axes = figure.add_subplot(1, 3, number)
        image = axes.imshow(np.ma.masked_invalid(values), cmap="magma" if number == 3 else "viridis", aspect="auto")
        if number < 3:
            image.set_clim(low, high)
        axes.set_facecolor("white")
        axes.set_title(title, fontsize=9)
        axes.tick_params(labelsize=7)
        for axis in (axes.xaxis, axes.yaxis):
            axis.set_major_locator(MaxNLocator(6, integer=True))
        figure.colorbar(image, ax=axes).ax.tick_params(labelsize=7)
    return _("Maps of what was got, what was wanted, and their difference.")


def _last_two_axes(found: Difference) -> tuple[Array, Array]:
    """Return the matrices that hold the entry which is furthest off, made small enough to draw."""
    got, wanted = _real(found.got), _real(found.wanted)
    off = np.where(np.isfinite(got - wanted), np.abs(got - wanted), np.inf) * found.wrong
    place = np.unravel_index(int(np.argmax(np.nan_to_num(off, nan=0.0))), off.shape)[:-2]
    rows, columns = (max(1, -(-side // MAX_SIDE)) for side in got.shape[-2:])
    return got[place][::rows, ::columns], wanted[place][::rows, ::columns]


def _real(values: Array) -> Array:
    return np.abs(values) if values.dtype.kind == "c" else values.astype(np.float64)


def _draw_line(figure: Figure, found: Difference) -> str:
    axes = figure.add_subplot()
    entries = np.arange(found.got.size)
    axes.plot(entries, _real(found.wanted), "o--", color=WANTED, label=_drawn(later("wanted")))
    axes.plot(entries, _real(found.got), "x-", color=GOT, label=_drawn(later("got")))
    axes.set_xlabel(_drawn(later("entry")))
    _finish(axes)
    return _("Lines of what was got and what was wanted, entry by entry.")


def _draw_histogram(figure: Figure, found: Draws) -> str:
    axes = figure.add_subplot()
    half = 5 * found.std if found.distribution == "normal" else 1.8 * found.std
    span = max(half, float(np.percentile(np.abs(found.samples - found.mean), 99.5)))
    grid = np.linspace(found.mean - span, found.mean + span, 400)
    edges = np.linspace(grid[0], grid[-1], BINS + 1)
    counts, _edges = np.histogram(found.samples, edges)
    axes.stairs(
        counts / (found.samples.size * np.diff(edges)),
        edges,
        fill=True,
        color=GOT,
        alpha=0.45,
        label=_drawn(later("got")),
    )
    axes.plot(grid, _density(found, grid), "--", color=WANTED, label=_drawn(later("wanted")))
    axes.set_xlabel(_drawn(later("value")))
    axes.set_ylabel(_drawn(later("density")))
    _finish(axes)
    return _("A histogram of the draws, against the density that was wanted.")


def _density(found: Draws, at: Array) -> Array:
    z = (at - found.mean) / found.std
    if found.distribution == "normal":
        return np.asarray(np.exp(-np.square(z) / 2) / (found.std * np.sqrt(2 * np.pi)))
    return np.where(np.abs(z) <= np.sqrt(3), 1 / (2 * np.sqrt(3) * found.std), 0.0)


def _draw_estimate(figure: Figure, found: Estimate) -> str:
    axes = figure.add_subplot()
    n = np.geomspace(found.n / 100, found.n * 100, 50)
    axes.loglog(
        n, found.error * np.sqrt(found.n / n), "--", color=WANTED, label=_drawn(later("theory: falls with 1/sqrt(n)"))
    )
    axes.loglog([found.n], [abs(found.standard_error)], "s", color=GOT, label=_drawn(later("your standard error")))
    axes.loglog(
        [found.n], [abs(found.estimate - found.truth)], "x", color=GOT, label=_drawn(later("how far you are off"))
    )
    axes.set_xlabel("n")
    _finish(axes)
    return _("The standard error and the error that was made, against the line of theory.")


def _finish(axes: Axes) -> None:
    axes.legend(fontsize=8, frameon=False)
    axes.tick_params(labelsize=8)
    axes.spines[["top", "right"]].set_visible(False)

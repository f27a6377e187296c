"""Pictures of a class as inline SVG, by matplotlib, which is imported only here and may be missing.

Colours are names of the page's own (`var(--ink)`), so pictures follow it into the dark; each has a text alternative.
"""

from __future__ import annotations

import importlib.util
import io
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from autograder.reports.cohort import CheckStatistics
from autograder.reports.words import number

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure
    from matplotlib.ticker import Locator

# matplotlib knows no CSS variables: each stands in as a colour that nothing else uses
INK, QUIET, ACCENT = "#010203", "#010204", "#010205"
VARIABLES = {INK: "var(--ink)", QUIET: "var(--line-strong)", ACCENT: "var(--accent)"}
SETTINGS: dict[Any, object] = {
    "svg.fonttype": "none",  # text stays text: it can be searched, and takes the page's font
    "svg.hashsalt": "autograder",  # the same reports give the same file
    "font.family": "sans-serif",
    "font.size": 10,
    "text.color": INK,
    "axes.edgecolor": QUIET,
    "axes.labelcolor": INK,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "xtick.color": INK,
    "ytick.color": INK,
}
SIZE = (5.6, 2.7)
MARK = {"boxstyle": "round,pad=0.3", "facecolor": "none", "edgecolor": ACCENT}
NO_METADATA = dict.fromkeys(("Creator", "Date", "Format", "Type"))


@dataclass(frozen=True)
class Picture:
    """An SVG element, and what it shows in words."""

    svg: str
    caption: str
    alternative: str


def available() -> bool:
    """Tell whether matplotlib is there to draw."""
    return importlib.util.find_spec("matplotlib") is not None


def score_distribution(counts: Sequence[int], max_score: float, name: str) -> Picture:
    """Draw how many students reached each part of the points."""
    width = max_score / len(counts)

    def draw(axes: Axes) -> None:
        edges = [width * position for position in range(len(counts))]
        bars = axes.bar(edges, counts, width=width * 0.92, align="edge", color=ACCENT)
        axes.bar_label(bars, labels=[str(count) if count else "" for count in counts], color=INK, fontsize=9)
        axes.set(xlabel="points", ylabel="students", xlim=(0, max_score))
        axes.yaxis.set_major_locator(_whole_numbers())

    parts = [f"{n} with {number(width * i)} to {number(width * (i + 1))}" for i, n in enumerate(counts) if n]
    told = f"Students by points: {'; '.join(parts) or 'none'}."
    return Picture(_draw(draw, f"{name}-scores"), "How many students gained how many points", told)


def check_map(checks: Sequence[CheckStatistics], name: str) -> Picture:
    """Draw the checks, by their numbers, at difficulty and discrimination; those at one place share a mark."""
    places: dict[tuple[float, float], list[int]] = {}
    for position, check in enumerate(checks, 1):
        if check.difficulty is not None and check.discrimination is not None:
            place = (_snapped(check.difficulty, 0.05), _snapped(check.discrimination, 0.1))
            places.setdefault(place, []).append(position)

    def draw(axes: Axes) -> None:
        axes.axhline(0, color=QUIET, linewidth=1)
        for (difficulty, discrimination), positions in places.items():
            label = ", ".join(map(str, positions))
            axes.text(difficulty, discrimination, label, ha="center", va="center", color=INK, bbox=MARK, fontsize=9)
        axes.set(xlabel="share that passes", ylabel="discrimination", xlim=(-0.05, 1.05), ylim=(-1.1, 1.1))

    told = [
        f"{', '.join(map(str, positions))} at {difficulty:.0%} and {discrimination:+.1f}"
        for (difficulty, discrimination), positions in sorted(places.items(), key=lambda item: item[0][1])
    ]
    text = f"Checks by share that passes and discrimination, lowest first: {'; '.join(told) or 'none defined'}."
    caption = "Checks by difficulty and discrimination (rounded); low ones deserve a look"
    return Picture(_draw(draw, f"{name}-checks"), caption, text)


def _snapped(value: float, step: float) -> float:
    return round(round(value / step) * step, 6)


def _whole_numbers() -> Locator:
    from matplotlib.ticker import MaxNLocator

    return MaxNLocator(nbins=5, integer=True)


def _draw(draw: Callable[[Axes], None], name: str) -> str:
    import matplotlib as mpl
    from matplotlib.figure import Figure

    with mpl.rc_context(SETTINGS):
        figure = Figure(figsize=SIZE, layout="constrained")
        draw(figure.add_subplot())
        return _inline(figure, name)


def _inline(figure: Figure, name: str) -> str:
    """Return the figure as an element for a page that holds others: ids of its own, no prologue, no addresses."""
    file = io.StringIO()
    figure.savefig(file, format="svg", transparent=True, metadata=NO_METADATA)
    svg = file.getvalue()
    svg = svg[svg.index("<svg") :].strip()
    svg = re.sub(r"<metadata>.*?</metadata>", "", svg, flags=re.DOTALL)
    svg = re.sub(r' width="[^"]*pt"| height="[^"]*pt"', "", svg, count=2)
    svg = re.sub(r'\bid="', f'id="{name}-', svg)
    svg = re.sub(r"(url\(|href=\")#", rf"\1#{name}-", svg)
    svg = re.sub(r' xmlns(:xlink)?="[^"]*"', "", svg).replace("xlink:href", "href")
    for colour, variable in VARIABLES.items():
        svg = svg.replace(colour, variable)
    return svg

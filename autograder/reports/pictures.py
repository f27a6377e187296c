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
INK, QUIET, TRACK, ACCENT = "#010203", "#010204", "#010205", "#010206"
VARIABLES = {INK: "var(--ink)", QUIET: "var(--line-strong)", TRACK: "var(--bar)", ACCENT: "var(--accent)"}
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


def check_profile(checks: Sequence[CheckStatistics], name: str) -> Picture:
    """Draw each check, by its number: the share that passes as a bar, discrimination as a dot."""
    shares = [(position, check.difficulty) for position, check in enumerate(checks, 1) if check.difficulty is not None]
    dots = [(position, c.discrimination) for position, c in enumerate(checks, 1) if c.discrimination is not None]

    def draw(axes: Axes) -> None:
        axes.bar([x for x, _ in shares], [y for _, y in shares], color=TRACK, label="share that passes")
        axes.plot([x for x, _ in dots], [y for _, y in dots], "o", color=ACCENT, label="discrimination")
        axes.axhline(0, color=QUIET, linewidth=1)
        lowest = min([0.0, *(y for _, y in dots)])
        axes.set(xlabel="check", xlim=(0.3, len(checks) + 0.7), ylim=(lowest - 0.05, 1.05))
        axes.xaxis.set_major_locator(_whole_numbers())
        axes.legend(loc="lower center", bbox_to_anchor=(0.5, 1), ncols=2, frameon=False, fontsize=9)

    told = "; ".join(f"{x} {_told(check)}" for x, check in enumerate(checks, 1))
    caption = "Checks by number: a short bar is hard, a low dot does not tell strong work from weak"
    return Picture(_draw(draw, f"{name}-checks"), caption, f"Share that passes, and discrimination, by check: {told}.")


def _told(check: CheckStatistics) -> str:
    if check.difficulty is None:
        return "never judged"
    if check.discrimination is None:
        return f"{check.difficulty:.0%}"
    return f"{check.difficulty:.0%}, {check.discrimination:+.2f}"


def _whole_numbers() -> Locator:
    from matplotlib.ticker import MaxNLocator

    return MaxNLocator(nbins=8, integer=True)


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

"""Draw the pictures of the handout from the reference's own attention."""

import importlib.util
from pathlib import Path
from types import ModuleType

import matplotlib as mpl
import matplotlib.pyplot as plt
import numpy as np
import torch
from matplotlib.axes import Axes

NAMES = ["I", "love", "artificial", "intelligence"]
WORDS = torch.tensor(
    [[0.2, 0.1, 0.5, 0.4], [0.9, 0.6, 0.3, 0.7], [0.3, 0.2, 0.8, 0.5], [0.7, 0.6, 0.1, 0.9]], dtype=torch.float64
)
SCALED, RAW = "#1f6f43", "#b03a2e"


def draw_words(reference: ModuleType) -> plt.Figure:
    """Draw who looks at whom among the four words: without the scale, with it, and under a causal mask."""
    attend, causal = reference.scaled_dot_product_attention, reference.causal_mask(4)
    panels = {
        "no scale": attend(2 * WORDS, WORDS, WORDS)[1],  # queries of twice the length undo the division by sqrt(4)
        r"divided by $\sqrt{4}$": attend(WORDS, WORDS, WORDS)[1],
        r"divided by $\sqrt{4}$, causal mask": attend(WORDS, WORDS, WORDS, causal)[1],
    }
    figure, row = plt.subplots(1, 3, figsize=(11, 4.2), layout="constrained")
    for axes, (title, weights) in zip(row, panels.items(), strict=True):
        show_weights(axes, weights.numpy())
        axes.set_title(title, fontsize=12)
        axes.set_yticks(range(4), NAMES if axes is row[0] else [])
    row[0].set_ylabel("query")
    figure.supxlabel("key", fontsize=10)
    figure.get_layout_engine().set(h_pad=0.1)
    return figure


def show_weights(axes: Axes, weights: np.ndarray) -> None:
    """Draw a matrix of weights with its figures; forbidden keys stay white."""
    axes.imshow(np.where(weights > 0, weights, np.nan), cmap="Greens", vmin=0.0, vmax=1.0)
    for (i, j), weight in np.ndenumerate(weights):
        axes.text(j, i, f"{weight:.2f}" if weight else "0", ha="center", va="center", color=ink(weight))
    axes.set_xticks(range(4), NAMES, rotation=30, ha="right")
    axes.tick_params(length=0)
    axes.spines[:].set_visible(False)


def ink(weight: float) -> str:
    """The colour of a figure that can be read on the colour of its weight."""
    if weight == 0:
        return "0.6"
    return "white" if weight > 0.6 else "black"


def draw_scale(reference: ModuleType) -> plt.Figure:
    """Draw what the width of random vectors does to the scores and to the greatest of sixteen weights."""
    rng = np.random.default_rng(6)
    widths = [4, 8, 16, 32, 64, 128, 256, 512]
    spread, greatest = {"raw": [], "scaled": []}, {"raw": [], "scaled": []}
    for width in widths:
        q, k = (torch.from_numpy(rng.normal(size=(n, width))) for n in (2000, 16))
        for kind, queries in {"raw": q * width**0.5, "scaled": q}.items():
            _, weights = reference.scaled_dot_product_attention(queries, k, k)
            spread[kind].append((queries @ k.T / width**0.5).std().item())
            greatest[kind].append(weights.amax(-1).mean().item())
    figure, (left, right) = plt.subplots(1, 2, figsize=(10, 3.8), layout="constrained")
    for axes, values in ((left, spread), (right, greatest)):
        axes.plot(widths, values["raw"], "o-", color=RAW, label="no scale")
        axes.plot(widths, values["scaled"], "o-", color=SCALED, label=r"divided by $\sqrt{d_k}$")
        axes.set(xlabel="width of queries and keys $d_k$", xscale="log")
        axes.set_xticks(widths, widths)
        axes.minorticks_off()
        axes.spines[["top", "right"]].set_visible(False)
    left.set(ylabel="spread of the scores", ylim=(0, None))
    right.set(ylabel="greatest of 16 weights, on average", ylim=(0, 1))
    right.axhline(1 / 16, color="0.6", linestyle=":")
    right.text(widths[-1], 0.03, "all alike: 1/16", ha="right", va="center", color="0.4", fontsize=9)
    left.legend(frameon=False)
    return figure


def main(reference: ModuleType, folder: Path) -> None:
    """Draw all pictures into `folder`, the same bytes each time."""
    mpl.rcParams["svg.hashsalt"] = "attention"
    folder.mkdir(parents=True, exist_ok=True)
    for name, draw in {"words": draw_words, "scale": draw_scale}.items():
        figure = draw(reference)
        figure.savefig(folder / f"{name}.svg", metadata={"Date": None})
        plt.close(figure)


if __name__ == "__main__":
    here = Path(__file__).parent
    spec = importlib.util.spec_from_file_location("attention", here / "attention.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    main(module, here.parents[1] / "assignments" / here.name / "figures")

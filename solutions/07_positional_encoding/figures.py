"""Draw the pictures of the handout from the reference's own encodings."""

import importlib.util
from pathlib import Path
from types import ModuleType

import matplotlib as mpl
import matplotlib.pyplot as plt
import torch

DOUBLE = torch.float64
COLOURS = ("#1f6f43", "#2c5f8a", "#b03a2e")


def draw_table(reference: ModuleType) -> plt.Figure:
    """Draw sixty encodings of width 32 as a table, and three of its pairs of columns as curves."""
    encoding = reference.sinusoidal_positional_encoding(60, 32, dtype=DOUBLE).numpy()
    figure, (left, right) = plt.subplots(1, 2, figsize=(11, 4.2), layout="constrained", width_ratios=(1, 1.15))
    image = left.imshow(encoding, cmap="RdBu", vmin=-1, vmax=1, aspect="auto", interpolation="nearest")
    figure.colorbar(image, ax=left, ticks=(-1, 0, 1))
    left.set(xlabel="column", ylabel="position", title="PE, 60 positions, width 32")
    for column, colour in zip((0, 4, 10), COLOURS, strict=True):
        right.plot(encoding[:, column], color=colour, label=f"columns {column} (sine), {column + 1} (cosine)")
        right.plot(encoding[:, column + 1], color=colour, linestyle="--", linewidth=1)
    right.set(xlabel="position", ylim=(-1.1, 1.6), title="a pair shares one angle; later pairs turn more slowly")
    right.spines[["top", "right"]].set_visible(False)
    right.legend(frameon=False, loc="upper right", fontsize=9)
    return figure


def draw_products(reference: ModuleType) -> plt.Figure:
    """Draw the products of encodings with each other, and of one rotated query with one rotated key."""
    encoding = reference.sinusoidal_positional_encoding(80, 64, dtype=DOUBLE)
    products = encoding @ encoding.T
    figure, (left, right) = plt.subplots(1, 2, figsize=(11, 4.2), layout="constrained", width_ratios=(1, 1.15))
    image = left.imshow(products.numpy(), cmap="Greens", interpolation="nearest")
    figure.colorbar(image, ax=left)
    left.set(xlabel="position", ylabel="position", title=r"$PE_p \cdot PE_{p'}$, width 64")
    for position, style in {30: "-", 45: "."}.items():
        offsets = torch.arange(80) - position
        near = offsets.abs() <= 29
        right.plot(offsets[near], products[position, near], style, color=COLOURS[0], label=f"p = {position}")
    right.legend(frameon=False)
    right.set(xlabel="distance p' - p", title="only the distance matters, and near is similar")
    right.spines[["top", "right"]].set_visible(False)
    return figure


def draw_turns(reference: ModuleType) -> plt.Figure:
    """Draw what a rotary embedding does to the vector (1, 0, 1, 0): its two pairs at the positions 0 to 5."""
    x = torch.tensor([1.0, 0.0, 1.0, 0.0], dtype=DOUBLE).expand(6, 4)
    turned = reference.rotary_embedding(x, base=25.0).numpy()
    figure, row = plt.subplots(1, 2, figsize=(9, 4.4), layout="constrained")
    for pair, (axes, step) in enumerate(zip(row, ("1", "1/5"), strict=True)):
        axes.add_patch(plt.Circle((0, 0), 1, fill=False, color="0.85"))
        for position, (a, b) in enumerate(turned[:, 2 * pair : 2 * pair + 2]):
            axes.annotate("", (a, b), (0, 0), arrowprops={"arrowstyle": "-|>", "color": COLOURS[pair], "shrinkB": 0})
            axes.text(1.12 * a, 1.12 * b, str(position), ha="center", va="center")
        axes.set(
            xlim=(-1.3, 1.3), ylim=(-1.3, 1.3), aspect="equal", title=f"pair {pair}: a turn by {step} for each position"
        )
        axes.set_axis_off()
    return figure


def main(reference: ModuleType, folder: Path) -> None:
    """Draw all pictures into `folder`, the same bytes each time."""
    mpl.rcParams["svg.hashsalt"] = "positional encoding"
    folder.mkdir(parents=True, exist_ok=True)
    for name, draw in {"table": draw_table, "products": draw_products, "turns": draw_turns}.items():
        figure = draw(reference)
        figure.savefig(folder / f"{name}.svg", metadata={"Date": None})
        plt.close(figure)


if __name__ == "__main__":
    here = Path(__file__).parent
    spec = importlib.util.spec_from_file_location("positional_encoding", here / "positional_encoding.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    main(module, here.parents[1] / "assignments" / here.name / "figures")

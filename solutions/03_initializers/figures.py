"""Draw the pictures of the handout from the reference's own code: `python figures.py`."""

import importlib.util
from pathlib import Path
from types import ModuleType

import matplotlib as mpl

mpl.use("svg")

import matplotlib.pyplot as plt
import numpy as np

STYLE = {
    "svg.hashsalt": "initializers",  # the same element ids, and so the same file, at every run
    "svg.fonttype": "none",
    "font.family": "sans-serif",
    "axes.spines.top": False,
    "axes.spines.right": False,
}
DEPTH, WIDTH, BATCH = 30, 256, 256


def main(reference: ModuleType, folder: Path) -> None:
    """Write all pictures of the unit into `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    with plt.rc_context(STYLE):
        for name, draw in {"profile": draw_profile, "families": draw_families}.items():
            figure = draw(reference)
            figure.savefig(folder / f"{name}.svg", metadata={"Date": None}, bbox_inches="tight")
            plt.close(figure)


def draw_profile(reference: ModuleType) -> plt.Figure:
    """The spread of the activations layer by layer, for tanh and for ReLU."""

    def wide(shape: tuple[int, int], rng: np.random.Generator) -> np.ndarray:
        return reference.normal(shape, rng, std=0.2)

    initializers = {
        "normal, std 0.2": (wide, "tab:red"),
        "He": (reference.he_normal, "tab:blue"),
        "Xavier": (reference.xavier_normal, "tab:green"),
        "normal, std 0.01": (reference.normal, "tab:orange"),
    }
    figure, row = plt.subplots(1, 2, figsize=(9, 3.4), sharey=True)
    for axes, (title, activation) in zip(row, {"tanh": np.tanh, "ReLU": relu}.items(), strict=True):
        for label, (initializer, color) in initializers.items():
            rng = np.random.default_rng(0)
            profile = reference.activation_std_profile(initializer, activation, DEPTH, WIDTH, BATCH, rng)
            axes.plot(np.arange(1, DEPTH + 1), profile, color=color, label=label)
        axes.set(title=title, xlabel="layer", yscale="log", ylim=(1e-9, 1e9))
    row[0].set_ylabel("std of the activations")
    row[1].legend(frameon=False, loc="upper left", fontsize=9)
    return figure


def relu(x: np.ndarray) -> np.ndarray:
    """Return the positive part."""
    return np.maximum(x, 0.0)


def draw_families(reference: ModuleType) -> plt.Figure:
    """He's normal and uniform weights: one variance, two distributions, and the bound that is not the std."""
    shape, std = (200, 1_000), 0.1
    figure, axes = plt.subplots(figsize=(6, 3.2))
    bins = np.linspace(-0.4, 0.4, 81)
    for name, color in {"he_normal": "tab:blue", "he_uniform": "tab:orange"}.items():
        weights = getattr(reference, name)(shape, np.random.default_rng(0))
        axes.hist(weights.ravel(), bins=bins, density=True, histtype="step", color=color, linewidth=1.5, label=name)
    for place, height, label in ((std, 4.1, "std = 0.1"), (std * np.sqrt(3), 3.5, r"bound = std $\cdot\sqrt{3}$")):
        axes.axvline(place, color="0.5", linewidth=0.8, linestyle="--")
        axes.annotate(label, (place, height), (4, 0), textcoords="offset points", fontsize=9, color="0.3")
    axes.set(xlabel="weight (fan_in = 200)", ylabel="density", ylim=(0, 4.5))
    axes.legend(frameon=False, loc="upper left")
    return figure


if __name__ == "__main__":
    here = Path(__file__).resolve().parent
    spec = importlib.util.spec_from_file_location("initializers", here / "initializers.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    main(module, here.parents[1] / "assignments" / here.name / "figures")

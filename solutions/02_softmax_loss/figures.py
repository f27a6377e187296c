"""Draw the pictures of the handout from the reference's own code: `python figures.py`."""

import importlib.util
from pathlib import Path
from types import ModuleType

import matplotlib

matplotlib.use("svg")

import matplotlib.pyplot as plt
import numpy as np

STYLE = {
    "svg.hashsalt": "softmax_loss",  # the same element ids, and so the same file, at every run
    "svg.fonttype": "none",
    "font.family": "sans-serif",
    "axes.spines.top": False,
    "axes.spines.right": False,
}
CLASSES = ("dog", "cat", "frog")
P = np.array([[0.36, 0.62, 0.02]])


def main(reference: ModuleType, folder: Path) -> None:
    """Write all pictures of the unit into `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    with plt.rc_context(STYLE):
        for name, draw in {"loss": draw_loss, "gradient": draw_gradient, "floor": draw_floor}.items():
            figure = draw(reference)
            figure.savefig(folder / f"{name}.svg", metadata={"Date": None}, bbox_inches="tight")
            plt.close(figure)


def draw_loss(reference: ModuleType) -> plt.Figure:
    """The loss against the probability of the true class, with the three losses of the worked example."""
    figure, axes = plt.subplots(figsize=(6, 3.4))
    p = np.linspace(0.008, 1.0, 300)
    # two classes with the probabilities p and 1 - p, the first one true
    with np.errstate(divide="ignore"):
        logits = np.log(np.stack([p, 1.0 - p], axis=1))
    axes.plot(p, reference.cross_entropy(logits, np.zeros(300, dtype=int), reduction="none"), color="tab:blue")
    losses = reference.cross_entropy(np.log(np.repeat(P, 3, axis=0)), np.arange(3), reduction="none")
    for name, probability, loss in zip(CLASSES, P[0], losses, strict=True):
        axes.plot(probability, loss, "o", color="tab:red")
        axes.annotate(f"{name}: {loss:.3f}", (probability, loss), (8, 4), textcoords="offset points")
    axes.set(xlabel="probability of the true class", ylabel="loss", xlim=(0, 1.02), ylim=(0, 5))
    return figure


def draw_gradient(reference: ModuleType) -> plt.Figure:
    """Probabilities, one-hot target and their difference, the gradient, for a picture of a cat."""
    logits, target = np.log(P), np.array([1])
    panels = {
        "probabilities p": reference.softmax(logits)[0],
        "target y (a cat)": np.eye(3)[1],
        "gradient p - y": reference.cross_entropy_backward(logits, target)[0],
    }
    figure, row = plt.subplots(1, 3, figsize=(8, 2.6), sharey=True)
    for axes, (title, values) in zip(row, panels.items(), strict=True):
        bars = axes.bar(CLASSES, values, color=["tab:red" if value < 0 else "tab:blue" for value in values])
        axes.bar_label(bars, fmt="%.2f", padding=2)
        axes.axhline(0.0, color="black", linewidth=0.8)
        axes.set(title=title, ylim=(-0.55, 1.15))
    return figure


def draw_floor(reference: ModuleType) -> plt.Figure:
    """The loss of a class that lies behind, from the logits and from a probability with a floor under it."""
    figure, axes = plt.subplots(figsize=(6, 3.4))
    gap = np.linspace(0.0, 60.0, 301)
    logits = np.stack([np.zeros(301), -gap], axis=1)
    targets = np.ones(301, dtype=int)
    p = reference.softmax(logits)[:, 1]
    axes.plot(gap, reference.cross_entropy(logits, targets, reduction="none"), label="from the logits")
    axes.plot(gap, -np.log(p + 1e-7), "--", label="$-\\log(p + 10^{-7})$")
    axes.set(xlabel="how far the true class lies behind", ylabel="loss", xlim=(0, 60), ylim=(0, 62))
    axes.legend(frameon=False)
    return figure


def _here() -> None:
    path = Path(__file__).resolve().parent
    spec = importlib.util.spec_from_file_location("softmax_loss", path / "softmax_loss.py")
    reference = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(reference)
    main(reference, path.parents[1] / "assignments" / path.name / "figures")


if __name__ == "__main__":
    _here()

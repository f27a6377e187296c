"""Draw the pictures of the handout from the reference's own code: `python figures.py`."""

import importlib.util
from pathlib import Path
from types import ModuleType

import matplotlib

matplotlib.use("svg")

import matplotlib.pyplot as plt
import numpy as np

STYLE = {
    "svg.hashsalt": "batchnorm",  # the same element ids, and so the same file, at every run
    "svg.fonttype": "none",
    "font.family": "sans-serif",
    "axes.spines.top": False,
    "axes.spines.right": False,
}


def main(reference: ModuleType, folder: Path) -> None:
    """Write all pictures of the unit into `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    pictures = {"shape": draw_shape, "running": draw_running, "reach": draw_reach}
    with plt.rc_context(STYLE):
        for name, draw in pictures.items():
            figure = draw(reference)
            figure.savefig(folder / f"{name}.svg", metadata={"Date": None}, bbox_inches="tight")
            plt.close(figure)


def draw_shape(reference: ModuleType) -> plt.Figure:
    """Histograms of lopsided data before and after, with the bell curve that the result is not."""
    x = np.random.default_rng(4).exponential(size=(4000, 1))
    panels = {"before": x[:, 0], "after batch normalisation": reference.BatchNorm(1).forward(x)[:, 0]}
    figure, row = plt.subplots(1, 2, figsize=(8, 2.8))
    for axes, (title, values) in zip(row, panels.items(), strict=True):
        axes.hist(values, bins=40, density=True, color="tab:blue", alpha=0.6)
        skewness = np.mean((values - values.mean()) ** 3) / values.std() ** 3
        numbers = f"mean {values.mean():z.2f}, variance {values.var():.2f}, skewness {skewness:.3f}"
        axes.set(title=f"{title}\n{numbers}", yticks=[])
        axes.title.set_fontsize(9)
    grid = np.linspace(-3.0, 6.0, 200)
    row[1].plot(grid, np.exp(-(grid**2) / 2.0) / np.sqrt(2.0 * np.pi), color="tab:red", label="Gaussian")
    row[1].legend(frameon=False)
    return figure


def draw_running(reference: ModuleType) -> plt.Figure:
    """Means of single batches, and the running means of two layers that differ in momentum."""
    rng = np.random.default_rng(4)
    layers = {momentum: reference.BatchNorm(1, momentum=momentum) for momentum in (0.1, 0.01)}
    means, running = [], {momentum: [] for momentum in layers}
    for _ in range(150):
        x = rng.normal(loc=2.0, size=(8, 1))
        means.append(x.mean())
        for momentum, layer in layers.items():
            layer.forward(x)
            running[momentum].append(layer.running_mean[0])
    figure, axes = plt.subplots(figsize=(7, 3.2))
    axes.plot(means, ".", color="0.7", label="mean of one batch (8 rows)")
    for momentum, values in running.items():
        axes.plot(values, label=f"running mean, momentum {momentum}")
    axes.axhline(2.0, color="black", linewidth=0.8, linestyle=":", label="mean of the data")
    axes.set(xlabel="training batch", xlim=(0, 150), ylim=(0, 3.2))
    axes.legend(frameon=False, fontsize=8, loc="lower right")
    return figure


def draw_reach(reference: ModuleType) -> plt.Figure:
    """The gradient of one output with respect to every input of the batch, in training and in evaluation."""
    x = np.random.default_rng(4).normal(size=(6, 4))
    dout = np.zeros((6, 4))
    dout[1, 2] = 1.0
    layer = reference.BatchNorm(4)
    gradients = {}
    for title, switch in {"training": layer.train, "evaluation": layer.eval}.items():
        switch()
        layer.forward(x)
        gradients[title] = layer.backward(dout)
    figure, row = plt.subplots(1, 2, figsize=(6.5, 3))
    for axes, (title, gradient) in zip(row, gradients.items(), strict=True):
        axes.imshow(gradient, cmap="RdBu", vmin=-2.0, vmax=2.0)
        for (i, j), value in np.ndenumerate(gradient):
            axes.text(j, i, f"{value:.2f}" if value else "0", ha="center", va="center", fontsize=8)
        axes.set(title=title, xlabel="feature", ylabel="row of the batch", xticks=range(4), yticks=range(6))
        axes.spines[:].set_visible(False)
    return figure


def _here() -> None:
    path = Path(__file__).resolve().parent
    spec = importlib.util.spec_from_file_location("batchnorm", path / "batchnorm.py")
    reference = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(reference)
    main(reference, path.parents[1] / "assignments" / path.name / "figures")


if __name__ == "__main__":
    _here()

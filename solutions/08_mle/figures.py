"""Draw the pictures of the handout from the reference's own code: `python figures.py`."""

import importlib.util
from pathlib import Path
from types import ModuleType

import matplotlib as mpl

mpl.use("svg")

import matplotlib.pyplot as plt
import numpy as np

STYLE = {
    "svg.hashsalt": "mle",  # the same element ids, and so the same file, at every run
    "svg.fonttype": "none",
    "font.family": "sans-serif",
    "axes.spines.top": False,
    "axes.spines.right": False,
}


def main(reference: ModuleType, folder: Path) -> None:
    """Write all pictures of the unit into `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    with plt.rc_context(STYLE):
        for name, draw in {
            "variance": draw_variance,
            "underflow": draw_underflow,
            "directions": draw_directions,
        }.items():
            figure = draw(reference)
            figure.savefig(folder / f"{name}.svg", metadata={"Date": None}, bbox_inches="tight")
            plt.close(figure)


def draw_variance(reference: ModuleType) -> plt.Figure:
    """The log-likelihood of three observations against the variance: the maximum divides by n."""
    x = np.array([1.0, 3.0, 8.0])
    mean, best = reference.gaussian_mle(x)
    variances = np.linspace(2.5, 30.0, 300)
    figure, axes = plt.subplots(figsize=(6, 3.2))
    axes.plot(variances, [reference.gaussian_log_likelihood(x, mean, v) for v in variances], color="tab:blue")
    for var, label, color, shift in (
        (best, "divide by n = 3", "tab:red", -48),
        (1.5 * best, "divide by n - 1 = 2", "0.4", 8),
    ):
        value = reference.gaussian_log_likelihood(x, mean, var)
        axes.plot(var, value, "o", color=color)
        axes.annotate(f"{label}: {var:.2f}", (var, value), (6, shift), textcoords="offset points", color=color)
    axes.set(xlabel="variance", ylabel="log-likelihood of 1, 3, 8")
    return figure


def draw_underflow(reference: ModuleType) -> plt.Figure:
    """The likelihood of n standard normal observations as a product, and its logarithm as a sum."""
    x = np.random.default_rng(0).normal(size=1_000)
    n = np.arange(1, x.size + 1)
    densities = np.exp([reference.gaussian_log_likelihood(v[None], 0.0, 1.0) for v in x])
    totals = np.cumsum(np.log(densities))
    product = np.cumprod(densities)
    figure, (left, right) = plt.subplots(1, 2, figsize=(9, 3.0))
    left.semilogy(n[product > 0], product[product > 0], color="tab:red")
    end = int(n[product > 0][-1])
    left.axvline(end, color="0.5", linewidth=0.8, linestyle="--")
    left.annotate(f"0 after {end} factors", (end, 1e-60), (6, 0), textcoords="offset points", color="0.3")
    left.set(title="product of densities", xlabel="observations", xlim=(0, 1_000))
    left.set_yticks([1.0, 1e-100, 1e-200, 1e-300], minor=False)
    right.plot(n, totals, color="tab:blue")
    right.set(title="sum of their logarithms", xlabel="observations", xlim=(0, 1_000))
    return figure


def draw_directions(reference: ModuleType) -> plt.Figure:
    """A Gaussian model of data with two humps: the divergence in either direction, against the model's width."""
    grid = np.arange(-8.0, 8.01, 0.1)

    def bell(mean: float, std: float) -> np.ndarray:
        density = np.exp(-(((grid - mean) / std) ** 2) / 2)
        return density / density.sum()

    data = (bell(-2.0, 0.7) + bell(2.0, 0.7)) / 2
    figure, row = plt.subplots(1, 2, figsize=(9, 3.0), sharey=True)
    candidates = [(mean, std) for mean in np.arange(-3.0, 3.01, 0.1) for std in np.arange(0.5, 3.01, 0.1)]
    titles = (r"smallest KL(data $\Vert$ model)", r"smallest KL(model $\Vert$ data)")
    for axes, title, forward in zip(row, titles, (True, False), strict=True):
        costs = [
            reference.kl_divergence(data, bell(*c)) if forward else reference.kl_divergence(bell(*c), data)
            for c in candidates
        ]
        best = candidates[int(np.argmin(costs))]
        axes.fill_between(grid, data, color="0.85", label="data")
        axes.plot(
            grid, bell(*best), color="tab:blue", label=f"model: mean {round(best[0], 1) + 0.0}, std {best[1]:.1f}"
        )
        axes.set(title=title, yticks=[])
        axes.legend(frameon=False, fontsize=9, loc="upper left")
    row[0].set_ylim(0, 0.075)
    return figure


if __name__ == "__main__":
    here = Path(__file__).resolve().parent
    spec = importlib.util.spec_from_file_location("mle", here / "mle.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    main(module, here.parents[1] / "assignments" / here.name / "figures")

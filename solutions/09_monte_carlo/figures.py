"""Draw the pictures of the handout from the reference's own code: `python figures.py`."""

import importlib.util
import math
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import matplotlib as mpl

mpl.use("svg")

import matplotlib.pyplot as plt
import numpy as np

STYLE = {
    "svg.hashsalt": "monte_carlo",  # the same element ids, and so the same file, at every run
    "svg.fonttype": "none",
    "font.family": "sans-serif",
    "axes.spines.top": False,
    "axes.spines.right": False,
}
A, B = 0.5, 2.5
TRUTH = math.sqrt(math.pi) / 2 * (math.erf(B) - math.erf(A))


def main(reference: ModuleType, folder: Path) -> None:
    """Write all pictures of the unit into `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    with plt.rc_context(STYLE):
        for name, draw in {"integral": draw_integral, "error": draw_error, "rare": draw_rare}.items():
            figure = draw(reference)
            figure.savefig(folder / f"{name}.svg", metadata={"Date": None}, bbox_inches="tight")
            plt.close(figure)


def bell(x: np.ndarray) -> np.ndarray:
    """Return exp(-x^2)."""
    return np.exp(-np.square(x))


def draw_integral(reference: ModuleType) -> plt.Figure:
    """Thirty samples, the average of f over them, and the rectangle of that height over [a, b]."""
    asked = []

    def watched(x: np.ndarray) -> np.ndarray:
        asked.append(x)
        return bell(x)

    estimate, error = reference.monte_carlo_integral(watched, A, B, 30, np.random.default_rng(1))
    points = np.concatenate(asked)
    grid = np.linspace(0.0, 3.0, 300)
    figure, axes = plt.subplots(figsize=(6, 3.2))
    axes.fill_between(grid, bell(grid), where=(grid >= A) & (grid <= B), color="0.88")
    axes.plot(grid, bell(grid), color="0.4")
    axes.vlines(points, 0, bell(points), color="tab:blue", linewidth=0.8)
    axes.plot(points, bell(points), "o", color="tab:blue", markersize=4)
    height = estimate / (B - A)
    axes.plot([A, A, B, B], [0, height, height, 0], color="tab:red", linestyle="--")
    axes.annotate(
        f"average of f at 30 points, times length:\n{estimate:.3f} ± {error:.3f}   (truth {TRUTH:.3f})",
        (1.2, height),
        (1.2, 0.62),
        color="tab:red",
        arrowprops={"arrowstyle": "-", "color": "tab:red", "linewidth": 0.8},
    )
    axes.set(xlabel="x", ylabel="$e^{-x^2}$", ylim=(0, 1.05), xlim=(0, 3))
    return figure


def draw_error(reference: ModuleType) -> plt.Figure:
    """The root mean square error of 100 runs against n, for independent points and for mirrored pairs."""
    sizes = np.array([30, 100, 300, 1_000, 3_000, 10_000])
    figure, axes = plt.subplots(figsize=(6, 3.4))
    methods = {
        "independent points": ("monte_carlo_integral", "tab:blue"),
        "mirrored pairs": ("antithetic_integral", "tab:green"),
    }
    for label, (name, color) in methods.items():
        rng = np.random.default_rng(0)
        runs = [[getattr(reference, name)(bell, A, B, int(n), rng) for _ in range(100)] for n in sizes]
        estimates, errors = np.moveaxis(np.array(runs), 2, 0)
        axes.loglog(
            sizes, np.sqrt(np.mean((estimates - TRUTH) ** 2, axis=1)), "o", color=color, label=f"{label}: error"
        )
        axes.loglog(sizes, errors.mean(axis=1), color=color, linewidth=1, label=f"{label}: standard error")
    axes.set(xlabel="n", ylabel="error")
    axes.legend(frameon=False, fontsize=9)
    return figure


def draw_rare(reference: ModuleType) -> plt.Figure:
    """P(X > 4) for a standard normal X: estimates with their standard errors, from N(0, 1) and from N(4, 1)."""
    truth = 0.5 * math.erfc(4 / math.sqrt(2))
    sizes = np.array([300, 1_000, 3_000, 10_000, 30_000, 100_000])
    figure, axes = plt.subplots(figsize=(6, 3.4))
    for shift, (mean, color) in enumerate({0.0: "tab:blue", 4.0: "tab:red"}.items()):
        rng = np.random.default_rng(3)
        answers = np.array(
            [
                reference.importance_sampling(
                    lambda x: x > 4, normal_log_density(0.0), normal_log_density(mean), rng.normal(mean, 1.0, size=n)
                )
                for n in sizes
            ]
        )
        axes.errorbar(
            sizes * 1.08**shift, answers[:, 0] * 1e5, answers[:, 1] * 1e5, fmt="o", color=color, capsize=3,
            label=f"samples from N({mean:.0f}, 1)",
        )  # fmt: skip
    axes.axhline(truth * 1e5, color="0.5", linewidth=0.8, linestyle="--")
    axes.set(xscale="log", xlabel="n", ylabel="estimate of P(X > 4), in units of $10^{-5}$")
    axes.legend(frameon=False)
    return figure


def normal_log_density(mean: float) -> Callable[[np.ndarray], np.ndarray]:
    """Return the logarithm of the density of N(mean, 1)."""
    return lambda x: -np.square(x - mean) / 2 - math.log(2 * math.pi) / 2


if __name__ == "__main__":
    here = Path(__file__).resolve().parent
    spec = importlib.util.spec_from_file_location("monte_carlo", here / "monte_carlo.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    main(module, here.parents[1] / "assignments" / here.name / "figures")

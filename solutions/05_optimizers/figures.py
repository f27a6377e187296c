"""Draw the pictures of the handout from the reference's own optimizers and schedules."""

import importlib.util
from pathlib import Path
from types import ModuleType

import matplotlib as mpl
import matplotlib.pyplot as plt
import numpy as np

CURVATURES = np.array([1.0, 25.0])  # a valley that is five times as narrow as it is long
START = np.array([-9.0, 2.5])


def descend(optimizer: object, steps: int) -> np.ndarray:
    """Return the points of a walk down the valley f(p) = (p0^2 + 25 p1^2) / 2."""
    points = [START]
    for _ in range(steps):
        optimizer.step([CURVATURES * optimizer.params[0]])
        points.append(np.array(optimizer.params[0]))
    return np.array(points)


def draw_paths(reference: ModuleType) -> plt.Figure:
    """Draw the walks of six optimizers down the same narrow valley."""
    makers = {
        "SGD, lr 0.07": reference.SGD([START], lr=0.07),
        "Momentum 0.9, lr 0.02": reference.Momentum([START], lr=0.02),
        "Nesterov 0.9, lr 0.02": reference.Nesterov([START], lr=0.02),
        "AdaGrad, lr 1": reference.AdaGrad([START], lr=1.0),
        "RMSProp, lr 0.3": reference.RMSProp([START], lr=0.3),
        "Adam, lr 0.6": reference.Adam([START], lr=0.6),
    }
    x, y = np.meshgrid(np.linspace(-10.5, 4.0, 120), np.linspace(-3.5, 3.5, 90))
    height = 0.5 * (CURVATURES[0] * x**2 + CURVATURES[1] * y**2)
    figure, panels = plt.subplots(2, 3, figsize=(10, 4.8), sharex=True, sharey=True)
    for axes, (name, optimizer) in zip(panels.flat, makers.items(), strict=True):
        axes.contour(x, y, height, levels=[1, 5, 15, 35, 65, 105], colors="0.85", linewidths=0.8)
        path = descend(optimizer, 40)
        axes.plot(*path.T, "o-", markersize=2.5, linewidth=1, color="#1f5fa8")
        axes.plot(0, 0, "*", color="#b03a2e", markersize=9)
        axes.set_title(name, fontsize=10)
    figure.suptitle("40 steps from the same start (star: minimum)", fontsize=11)
    figure.tight_layout()
    return figure


def draw_correction(reference: ModuleType) -> plt.Figure:
    """Draw the step lengths of Adam, with the moments as they are and corrected, for a constant gradient of 1."""
    steps = np.arange(1, 61)
    optimizer = reference.Adam([np.zeros(1)], lr=1.0)
    places = [0.0]
    for _ in steps:
        optimizer.step([np.ones(1)])
        places.append(float(optimizer.params[0][0]))
    mean, square = 1.0 - 0.9**steps, 1.0 - 0.999**steps  # what m and v are for this gradient
    figure, axes = plt.subplots(figsize=(6.4, 3.4))
    axes.plot(steps, -np.diff(places), label="both moments corrected: always 1")
    axes.plot(steps, mean / np.sqrt(square), label="no correction")
    axes.plot(steps, mean, label="v corrected, m not")
    axes.plot(steps, 1.0 / np.sqrt(square), label="m corrected, v not")
    axes.set(xlabel="step t", ylabel="step length / lr", yscale="log", title="Adam, constant gradient, default betas")
    axes.legend(fontsize=9)
    figure.tight_layout()
    return figure


def draw_schedules(reference: ModuleType) -> plt.Figure:
    """Draw the schedules over sixty epochs."""
    epochs = range(61)
    rates = {
        "step_lr, step_size 15, gamma 0.4": [reference.step_lr(1.0, t, 15, gamma=0.4) for t in epochs],
        "exponential_lr, gamma 0.93": [reference.exponential_lr(1.0, t, 0.93) for t in epochs],
        "cosine_annealing_lr, t_max 30": [reference.cosine_annealing_lr(1.0, t, 30, eta_min=0.05) for t in epochs],
        "lambda_lr, warm-up and 1/sqrt": [
            reference.lambda_lr(1.0, t, lambda t: min((t + 1) / 8, (8 / (t + 1)) ** 0.5)) for t in epochs
        ],
    }
    losses = 0.3 + 0.7 * np.exp(-np.arange(61) / 5.0)
    scheduler = reference.ReduceLROnPlateau(lr=1.0, factor=0.4, patience=8, threshold=0.01)
    rates["ReduceLROnPlateau, patience 8"] = [scheduler.step(float(loss)) for loss in losses]
    figure, axes = plt.subplots(figsize=(7.6, 3.6))
    for name, values in rates.items():
        axes.plot(epochs, values, drawstyle="steps-post", label=name)
    axes.plot(epochs, losses, ":", color="0.5", label="the loss that the plateau watches")
    axes.set(xlabel="epoch", ylabel="learning rate / base rate")
    axes.legend(fontsize=8, loc="upper left", bbox_to_anchor=(1.01, 1.0))
    figure.tight_layout()
    return figure


def main(reference: ModuleType, folder: Path) -> None:
    """Write every picture to the folder, byte for byte the same each time."""
    folder.mkdir(parents=True, exist_ok=True)
    pictures = {"paths": draw_paths, "correction": draw_correction, "schedules": draw_schedules}
    with mpl.rc_context({"svg.hashsalt": "05_optimizers", "svg.fonttype": "none", "font.family": "sans-serif"}):
        for name, draw in pictures.items():
            figure = draw(reference)
            figure.savefig(folder / f"{name}.svg", metadata={"Date": None}, bbox_inches="tight")
            plt.close(figure)


if __name__ == "__main__":
    here = Path(__file__).parent
    spec = importlib.util.spec_from_file_location("optimizers", here / "optimizers.py")
    optimizers = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(optimizers)
    mpl.use("svg")
    main(optimizers, here.parents[1] / "assignments" / here.name / "figures")

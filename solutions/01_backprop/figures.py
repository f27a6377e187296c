"""Draw the pictures of the handout from the reference's own nodes."""

import importlib.util
from pathlib import Path
from types import ModuleType

import matplotlib as mpl
import matplotlib.pyplot as plt
import numpy as np

FORWARD, BACKWARD = "#1f6f43", "#b03a2e"


def draw_circuit(reference: ModuleType) -> plt.Figure:
    """Draw the neuron of the worked example: values above each wire, gradients below it."""
    w, x = np.array([2.0, -3.0, -3.0]), np.array([-1.0, -2.0])
    first, second, products, biased = (reference.Multiply(), reference.Multiply(), reference.Add(), reference.Add())
    negate, exp, plus_one, invert = reference.Multiply(), reference.Exp(), reference.Add(), reference.Reciprocal()
    p, q = first.forward(w[0], x[0]), second.forward(w[1], x[1])
    s = products.forward(p, q)
    z = biased.forward(s, w[2])
    n = negate.forward(z, -1.0)
    e = exp.forward(n)
    d = plus_one.forward(e, 1.0)
    out = invert.forward(d)
    dd = invert.backward(1.0)
    de, _ = plus_one.backward(dd)
    dn = exp.backward(de)
    dz, _ = negate.backward(dn)
    ds, dw2 = biased.backward(dz)
    dp, dq = products.backward(ds)
    (dw0, dx0), (dw1, dx1) = first.backward(dp), second.backward(dq)

    figure, axes = plt.subplots(figsize=(11, 5))
    inputs = [
        ("$w_0$", 5.6, w[0], dw0),
        ("$x_0$", 4.2, x[0], dx0),
        ("$w_1$", 2.9, w[1], dw1),
        ("$x_1$", 1.5, x[1], dx1),
    ]
    for name, height, value, gradient in inputs:
        axes.text(-0.35, height, name, ha="right", va="center", fontsize=13)
        wire(axes, (-0.3, height), (1.0, 4.9 if height > 3 else 2.2), value, gradient, at=0.33)
    axes.text(-0.35, 0.5, "$w_2$", ha="right", va="center", fontsize=13)
    wire(axes, (-0.3, 0.5), (3.2, 2.8), w[2], dw2, at=0.25)
    wire(axes, (1.0, 4.9), (2.1, 3.5), p, dp)
    wire(axes, (1.0, 2.2), (2.1, 3.5), q, dq)
    wire(axes, (2.1, 3.5), (3.2, 2.8), s, ds)
    row = [("+", z, dz), ("neg", n, dn), ("exp", e, de), ("+1", d, dd), ("1/x", out, 1.0)]
    for place, (label, value, gradient) in enumerate(row):
        wire(axes, (3.2 + 1.35 * place, 2.8), (4.55 + 1.35 * place, 2.8), value, gradient)
        node(axes, 3.2 + 1.35 * place, 2.8, label)
    for place, height, label in [(1.0, 4.9, r"$\times$"), (1.0, 2.2, r"$\times$"), (2.1, 3.5, "+")]:
        node(axes, place, height, label)
    axes.text(10.05, 2.8, "out", va="center", fontsize=13)
    axes.text(4.4, 5.4, "above a wire: value, computed from left to right", color=FORWARD, fontsize=11)
    axes.text(4.4, 5.0, "below a wire: d out / d value, computed from right to left", color=BACKWARD, fontsize=11)
    axes.annotate("", (9.2, 1.9), (4.1, 1.9), arrowprops={"arrowstyle": "<->", "color": "0.5"})
    axes.text(6.6, 1.55, "together: one sigmoid node with slope out (1 - out)", color="0.35", ha="center", fontsize=11)
    axes.set(xlim=(-0.8, 10.7), ylim=(0.0, 6.2))
    axes.axis("off")
    return figure


def wire(axes: plt.Axes, start: tuple, end: tuple, value: float, gradient: float, at: float = 0.5) -> None:
    """Draw a wire with its value above and its gradient below."""
    axes.annotate("", end, start, arrowprops={"arrowstyle": "-", "color": "0.6"}, zorder=0)
    x, y = (a + at * (b - a) for a, b in zip(start, end, strict=True))
    style = {"ha": "center", "fontsize": 10, "bbox": {"facecolor": "white", "edgecolor": "none", "pad": 0.6}}
    axes.text(x, y + 0.08, f"{value:.2f}", color=FORWARD, va="bottom", **style)
    axes.text(x, y - 0.1, f"{gradient:.3f}", color=BACKWARD, va="top", **style)


def node(axes: plt.Axes, x: float, y: float, label: str) -> None:
    """Draw an operation in its circle."""
    style = {"boxstyle": "circle,pad=0.25", "facecolor": "white", "edgecolor": "black"}
    axes.text(x, y, label, ha="center", va="center", fontsize=11, bbox=style)


def draw_slopes(reference: ModuleType) -> plt.Figure:
    """Draw the activation functions and their slopes."""
    x = np.linspace(-5.0, 5.0, 401)
    figure, (values, slopes) = plt.subplots(1, 2, figsize=(9, 3.4))
    for name in ("Sigmoid", "Tanh", "ReLU"):
        activation = getattr(reference, name)()
        values.plot(x, activation.forward(x), label=name)
        slopes.plot(x, activation.backward(np.ones_like(x)), label=name)
    for height in (0.25, 1.0):
        slopes.axhline(height, color="0.8", linewidth=0.8, zorder=0)
    values.set(title="output", xlabel="x", ylim=(-1.2, 2.0))
    slopes.set(title="slope: at most 1/4, 1 and 1", xlabel="x", yticks=[0, 0.25, 0.5, 0.75, 1.0])
    values.legend()
    figure.tight_layout()
    return figure


def draw_step_sizes(reference: ModuleType) -> plt.Figure:
    """Draw how the error of difference formulas depends on the step."""
    point, true_slope = np.array(1.0), np.cos(1.0)
    steps = 10.0 ** np.linspace(-13, 0, 105)

    def f(x: np.ndarray) -> float:
        return float(np.sin(x))

    central = [abs(float(reference.numerical_gradient(f, point, h)) - true_slope) for h in steps]
    one_sided = [abs((f(point + h) - f(point)) / h - true_slope) for h in steps]
    figure, axes = plt.subplots(figsize=(6.4, 3.6))
    axes.loglog(steps, np.maximum(one_sided, 1e-16), label=r"one-sided: error $\propto h$")
    axes.loglog(steps, np.maximum(central, 1e-16), label=r"central: error $\propto h^2$")
    axes.axvline(1e-5, color="0.6", linestyle="--", linewidth=1)
    axes.text(1.3e-5, 3e-2, "h = 1e-5", color="0.35")
    axes.text(2e-13, 3e-11, "rounding,\ngrows with 1/h", color="0.35")
    axes.set(xlabel="step h", ylabel="error of the slope of sin at 1", ylim=(1e-13, 1))
    axes.legend(loc="lower right")
    figure.tight_layout()
    return figure


def main(reference: ModuleType, folder: Path) -> None:
    """Write every picture to the folder, byte for byte the same each time."""
    folder.mkdir(parents=True, exist_ok=True)
    pictures = {"circuit": draw_circuit, "slopes": draw_slopes, "step_sizes": draw_step_sizes}
    with mpl.rc_context({"svg.hashsalt": "01_backprop", "svg.fonttype": "none", "font.family": "sans-serif"}):
        for name, draw in pictures.items():
            figure = draw(reference)
            figure.savefig(folder / f"{name}.svg", metadata={"Date": None}, bbox_inches="tight")
            plt.close(figure)


if __name__ == "__main__":
    here = Path(__file__).parent
    spec = importlib.util.spec_from_file_location("backprop", here / "backprop.py")
    backprop = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(backprop)
    mpl.use("svg")
    main(backprop, here.parents[1] / "assignments" / here.name / "figures")

"""The reference of 05_optimizers against torch.optim and torch.optim.lr_scheduler."""

import doctest
import importlib.util
from pathlib import Path

import numpy as np
import pytest
import torch

PATH = Path(__file__).parents[2] / "solutions" / "05_optimizers" / "optimizers.py"
SPEC = importlib.util.spec_from_file_location("optimizers_reference", PATH)
optimizers = importlib.util.module_from_spec(SPEC)
SPEC.loader.exec_module(optimizers)

# name, keyword arguments, the same in torch
CASES = [
    ("SGD", {}, torch.optim.SGD, {}),
    ("Momentum", {}, torch.optim.SGD, {"momentum": 0.9}),
    ("Momentum", {"momentum": 0.7}, torch.optim.SGD, {"momentum": 0.7}),
    ("Nesterov", {}, torch.optim.SGD, {"momentum": 0.9, "nesterov": True}),
    ("Nesterov", {"momentum": 0.6}, torch.optim.SGD, {"momentum": 0.6, "nesterov": True}),
    ("AdaGrad", {}, torch.optim.Adagrad, {}),
    ("AdaGrad", {"eps": 1e-3}, torch.optim.Adagrad, {"eps": 1e-3}),
    ("RMSProp", {}, torch.optim.RMSprop, {}),
    ("RMSProp", {"alpha": 0.8, "eps": 1e-3}, torch.optim.RMSprop, {"alpha": 0.8, "eps": 1e-3}),
    ("Adam", {}, torch.optim.Adam, {}),
    ("Adam", {"betas": (0.8, 0.95), "eps": 1e-5}, torch.optim.Adam, {"betas": (0.8, 0.95), "eps": 1e-5}),
    ("AdamW", {}, torch.optim.AdamW, {}),
    (
        "AdamW",
        {"betas": (0.8, 0.95), "weight_decay": 0.3},
        torch.optim.AdamW,
        {"betas": (0.8, 0.95), "weight_decay": 0.3},
    ),
]
SHAPES = [(3, 5), (4,), (), (2, 1)]
SCALES = [1.0, 1e-2, 1e-4, 1e-7, 0.0]


def test_the_docstring_examples_run():
    attempted = doctest.testmod(optimizers)
    assert attempted.attempted > 20
    assert attempted.failed == 0


@pytest.mark.parametrize(("name", "options", "oracle", "oracle_options"), CASES)
def test_twenty_steps_agree_with_torch(name, options, oracle, oracle_options):
    rng = np.random.default_rng(5)
    start = [rng.normal(size=shape) for shape in SHAPES]
    tensors = [torch.tensor(param, dtype=torch.float64, requires_grad=True) for param in start]
    theirs = oracle(tensors, lr=0.05, **oracle_options)
    ours = getattr(optimizers, name)(start, lr=0.05, **options)
    for number in range(20):
        if number == 10:
            ours.lr = theirs.param_groups[0]["lr"] = 0.02
        grads = [rng.normal(size=shape) * rng.choice(SCALES, size=shape) for shape in SHAPES]
        for tensor, grad in zip(tensors, grads, strict=True):
            tensor.grad = torch.tensor(grad, dtype=torch.float64)
        theirs.step()
        ours.step(grads)
        for param, tensor in zip(ours.params, tensors, strict=True):
            np.testing.assert_allclose(param, tensor.detach().numpy(), rtol=1e-7, atol=1e-10)  # iterated float64


@pytest.mark.parametrize("name", ["Adam", "AdamW"])
def test_the_default_learning_rate_is_torchs(name):
    ours = getattr(optimizers, name)([np.ones(2)])
    theirs = getattr(torch.optim, name)([torch.ones(2, requires_grad=True)])
    assert ours.lr == theirs.param_groups[0]["lr"]


def test_the_figures_of_the_handout():
    optimizer = optimizers.Adam([np.zeros(1)], lr=1.0)
    optimizer.step([np.ones(1)])
    mean, square = optimizer.means[0][0], optimizer.squares[0][0]
    np.testing.assert_allclose(optimizer.params[0], -1.0, rtol=1e-7)
    assert round(mean / np.sqrt(square), 1) == 3.2  # the first step without correction
    assert round(1.0 / np.sqrt(square)) == 32  # with v uncorrected
    assert round(mean, 9) == 0.1  # with m uncorrected


@pytest.mark.parametrize("name", ["SGD", "Momentum", "Nesterov", "AdaGrad", "RMSProp", "Adam", "AdamW"])
def test_the_arrays_of_the_caller_are_left_alone(name):
    start, grad = np.arange(3.0), np.array([1.0, -2.0, 3.0])
    optimizer = getattr(optimizers, name)([start], lr=0.1)
    optimizer.step([grad])
    optimizer.step([grad])
    assert start.tolist() == [0.0, 1.0, 2.0]
    assert grad.tolist() == [1.0, -2.0, 3.0]


def rates(scheduler_class, epochs, **options):
    """Return torch's rates of the first epochs, from a base rate of 0.4."""
    optimizer = torch.optim.SGD([torch.zeros(1, requires_grad=True)], lr=0.4)
    scheduler = scheduler_class(optimizer, **options)
    found = []
    for _ in range(epochs):
        found.append(optimizer.param_groups[0]["lr"])
        optimizer.step()
        scheduler.step()
    return found


def test_schedules_agree_with_torch():
    schedulers = torch.optim.lr_scheduler
    epochs = range(25)
    close = {"rtol": 1e-9, "atol": 1e-12}
    step = [optimizers.step_lr(0.4, epoch, 4, gamma=0.3) for epoch in epochs]
    np.testing.assert_allclose(step, rates(schedulers.StepLR, 25, step_size=4, gamma=0.3), **close)
    exponential = [optimizers.exponential_lr(0.4, epoch, 0.9) for epoch in epochs]
    np.testing.assert_allclose(exponential, rates(schedulers.ExponentialLR, 25, gamma=0.9), **close)
    cosine = [optimizers.cosine_annealing_lr(0.4, epoch, 10, eta_min=0.1) for epoch in epochs]
    np.testing.assert_allclose(cosine, rates(schedulers.CosineAnnealingLR, 25, T_max=10, eta_min=0.1), **close)
    custom = [optimizers.lambda_lr(0.4, epoch, lambda epoch: 1 / (1 + epoch)) for epoch in epochs]
    np.testing.assert_allclose(custom, rates(schedulers.LambdaLR, 25, lr_lambda=lambda epoch: 1 / (1 + epoch)), **close)


@pytest.mark.parametrize(
    "options",
    [
        {},
        {"factor": 0.5, "patience": 2},
        {"patience": 0, "threshold": 0.2},
        {"factor": 0.5, "patience": 1, "eps": 0.03},
    ],
)
def test_plateau_agrees_with_torch(options):
    rng = np.random.default_rng(7)
    metrics = 1.0 / (1.0 + 0.1 * np.arange(120)) + 0.05 * rng.normal(size=120)
    metrics = np.concatenate([metrics, -metrics, np.full(30, -2.0)])  # a negative best makes the relative margin looser
    optimizer = torch.optim.SGD([torch.zeros(1, requires_grad=True)], lr=0.4)
    theirs = torch.optim.lr_scheduler.ReduceLROnPlateau(optimizer, **options)
    ours = optimizers.ReduceLROnPlateau(0.4, **options)
    for metric in metrics:
        theirs.step(metric)
        assert ours.step(metric) == optimizer.param_groups[0]["lr"]

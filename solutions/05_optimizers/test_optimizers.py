"""Hidden checks of 05_optimizers.

Each optimizer walks beside the reference (which torch.optim confirms). Gradients come in sizes from 10 down to 1e-9 and
0: at 1e-7 and below, where eps is no longer small beside them, the place of eps and its default show.
"""

import numpy as np

from autograder.checks import CLOSED_FORM, ITERATED, assert_close, exercise, fail

# One array of gradient sizes per parameter, along its last axis.
SHAPES = [(2, 5), (3,), ()]
SIZES = [np.array([1.0, 1e-2, 1e-4, 1e-7, 0.0]), np.array([0.1, 1e-3, 1e-9]), np.array(10.0)]
STEPS = 8


def parameters(rng):
    """Return starting points for three parameters of different shape."""
    return [rng.normal(size=shape) for shape in SHAPES]


def gradients(rng):
    """Return one gradient per parameter: sizes known, signs random."""
    return [
        size * rng.uniform(0.5, 1.5, size=shape) * rng.choice([-1.0, 1.0], size=shape)
        for shape, size in zip(SHAPES, SIZES, strict=True)
    ]


def move(pair, grads, tolerance=ITERATED, what="params"):
    """Let both optimizers take one step and compare where they are."""
    mine, theirs = pair
    mine.step(grads)
    theirs.step(grads)
    assert_close(mine.params, theirs.params, tolerance, what=what)


def both(student, reference, name, *arguments, **options):
    """Return the student's optimizer and the reference's, made alike."""
    return getattr(student, name)(*arguments, **options), getattr(reference, name)(*arguments, **options)


def follow(student, reference, rng, name, *arguments, **options):
    """Compare the start, then the parameters after each of several steps."""
    pair = both(student, reference, name, parameters(rng), *arguments, **options)
    assert_close(pair[0].params, pair[1].params, what="params before the first step")
    for number in range(1, STEPS + 1):
        move(pair, gradients(rng), what=f"params after step {number}")
    still = [np.zeros(shape) for shape in SHAPES]  # velocities and moments go on where no gradient comes in
    for number in range(STEPS + 1, STEPS + 3):
        move(pair, still, what=f"params after step {number}, with gradients of 0")


def follow_changing_lr(student, reference, rng, name, **options):
    """The same, with an `lr` that changes on the way: twice lower, then higher, as after a warm-up."""
    pair = both(student, reference, name, parameters(rng), lr=0.2, **options)
    assert_close(pair[0].lr, 0.2, what="lr")
    for number in range(1, STEPS + 1):
        if number in (3, 5, 7):
            pair[0].lr = pair[1].lr = {3: 0.05, 5: 0.01, 7: 0.4}[number]
        move(pair, gradients(rng), what=f"params after step {number}")


def follow_two(student, reference, rng, name, *options):
    """Two optimizers take turns, and a third one starts late; `options` are hyper-parameters after lr, by position."""
    start = parameters(rng)
    first = both(student, reference, name, start, 0.1, *options)
    second = both(student, reference, name, start, 0.03)
    for number in range(1, 4):
        move(first, gradients(rng), what=f"params of the first optimizer after its step {number}")
        move(second, gradients(rng), what=f"params of the second optimizer after its step {number}")
    move(both(student, reference, name, start, 0.1, *options), gradients(rng), what="params of a late third optimizer")


def follow_types(student, reference, rng, name):
    """Parameters and gradients of other types and layouts; the square of 100 is too large for int8."""
    wide = rng.normal(size=(4, 6))
    start = [
        np.array([[1, -2, 3]], dtype=np.int64),
        np.zeros((3, 2), dtype=np.float32, order="F"),
        wide[::2, ::-3],
        np.array(5, dtype=np.int8),
    ]
    pair = both(student, reference, name, start, 0.1)
    assert_close(pair[0].params, pair[1].params, what="params before the first step")
    for number in range(1, 4):
        grads = [
            np.array([[100, -100, 7]], dtype=np.int8),
            rng.normal(size=(3, 2)).astype(np.float32),
            np.asfortranarray(rng.normal(size=(2, 2))),
            np.array(-100, dtype=np.int8),
        ]
        # A float32 product is off by 3e-8: thirty times the tolerance of a closed form.
        move(pair, grads, CLOSED_FORM, what=f"params after step {number}")


@exercise("SGD", points=0.5)
def test_sgd_path(student, reference, rng):
    """SGD walks right for three parameters of different shape, and each step reads the current lr."""
    follow(student, reference, rng, "SGD", 0.05)
    follow_changing_lr(student, reference, rng, "SGD")


@exercise("SGD", points=0.5)
def test_sgd_types_and_independence(student, reference, rng):
    """Integer and float32 parameters and gradients give float64; two optimizers don't disturb each other."""
    follow_types(student, reference, rng, "SGD")
    follow_two(student, reference, rng, "SGD")


@exercise("Momentum", points=0.5)
def test_momentum_path(student, reference, rng):
    """Momentum walks right for several steps with the default momentum."""
    follow(student, reference, rng, "Momentum", 0.05)


@exercise("Momentum", points=0.5)
def test_momentum_with_other_settings(student, reference, rng):
    """Another momentum counts, and a changed lr scales the whole velocity from the next step on."""
    follow_changing_lr(student, reference, rng, "Momentum", momentum=0.6)


@exercise("Momentum", points=0.5)
def test_momentum_two_at_once(student, reference, rng):
    """Two Momentum optimizers that take turns keep their own velocities, lr and momentum."""
    follow_two(student, reference, rng, "Momentum", 0.5)


@exercise("Momentum", points=0.5)
def test_momentum_types(student, reference, rng):
    """Integer and float32 parameters and gradients give float64; views and Fortran order work."""
    follow_types(student, reference, rng, "Momentum")


@exercise("Nesterov", points=0.5)
def test_nesterov_path(student, reference, rng):
    """Nesterov walks right for several steps with the default momentum."""
    follow(student, reference, rng, "Nesterov", 0.05)


@exercise("Nesterov", points=0.5)
def test_nesterov_with_other_settings(student, reference, rng):
    """Another momentum counts, and a changed lr scales the whole velocity from the next step on."""
    follow_changing_lr(student, reference, rng, "Nesterov", momentum=0.6)


@exercise("Nesterov", points=0.5)
def test_nesterov_two_at_once(student, reference, rng):
    """Two Nesterov optimizers that take turns keep their own velocities, lr and momentum."""
    follow_two(student, reference, rng, "Nesterov", 0.5)


@exercise("Nesterov", points=0.5)
def test_nesterov_types(student, reference, rng):
    """Integer and float32 parameters and gradients give float64; views and Fortran order work."""
    follow_types(student, reference, rng, "Nesterov")


@exercise("AdaGrad", points=0.5)
def test_adagrad_path(student, reference, rng):
    """AdaGrad walks right for gradients from 10 down to 1e-9 and 0, with the default eps."""
    follow(student, reference, rng, "AdaGrad", 0.05)


@exercise("AdaGrad", points=0.5)
def test_adagrad_with_other_settings(student, reference, rng):
    """Another eps counts, outside the root, and each step reads the current lr."""
    follow_changing_lr(student, reference, rng, "AdaGrad", eps=1e-3)


@exercise("AdaGrad", points=0.5)
def test_adagrad_two_at_once(student, reference, rng):
    """Two AdaGrad optimizers that take turns keep their own sums, lr and eps."""
    follow_two(student, reference, rng, "AdaGrad", 1e-2)


@exercise("AdaGrad", points=0.5)
def test_adagrad_types(student, reference, rng):
    """Integer and float32 parameters and gradients give float64; views and Fortran order work."""
    follow_types(student, reference, rng, "AdaGrad")


@exercise("RMSProp", points=0.5)
def test_rmsprop_path(student, reference, rng):
    """RMSProp walks right for gradients from 10 down to 1e-9 and 0, with the default alpha and eps."""
    follow(student, reference, rng, "RMSProp", 0.05)


@exercise("RMSProp", points=0.5)
def test_rmsprop_with_other_settings(student, reference, rng):
    """Another alpha and eps count, eps outside the root, and each step reads the current lr."""
    follow_changing_lr(student, reference, rng, "RMSProp", alpha=0.7, eps=1e-3)


@exercise("RMSProp", points=0.5)
def test_rmsprop_two_at_once(student, reference, rng):
    """Two RMSProp optimizers that take turns keep their own squares, lr, alpha and eps."""
    follow_two(student, reference, rng, "RMSProp", 0.8, 1e-2)


@exercise("RMSProp", points=0.5)
def test_rmsprop_types(student, reference, rng):
    """Integer and float32 parameters and gradients give float64; views and Fortran order work."""
    follow_types(student, reference, rng, "RMSProp")


@exercise("Adam", points=1)
def test_adam_path(student, reference, rng):
    """Adam walks right for gradients from 10 down to 1e-9 and 0, with every default (lr = 1e-3 too)."""
    follow(student, reference, rng, "Adam")


@exercise("Adam", points=1)
def test_adam_with_other_settings(student, reference, rng):
    """Other betas and eps count, eps outside the root beside the corrected moment; each step reads the current lr."""
    follow_changing_lr(student, reference, rng, "Adam", betas=(0.7, 0.9), eps=1e-3)


@exercise("Adam", points=0.5)
def test_adam_two_at_once(student, reference, rng):
    """Two Adam optimizers that take turns keep their own moments, step counts and settings."""
    follow_two(student, reference, rng, "Adam", (0.8, 0.95), 1e-2)


@exercise("Adam", points=0.5)
def test_adam_types(student, reference, rng):
    """Integer and float32 parameters and gradients give float64; views and Fortran order work."""
    follow_types(student, reference, rng, "Adam")


@exercise("AdamW", points=0.5)
def test_adamw_path(student, reference, rng):
    """AdamW walks right with every default (lr = 1e-3, weight_decay = 0.01), also where the gradient is 0."""
    follow(student, reference, rng, "AdamW")


@exercise("AdamW", points=0.5)
def test_adamw_with_other_settings(student, reference, rng):
    """Other betas, eps and weight decay count; the decay, too, is scaled by the current lr."""
    follow_changing_lr(student, reference, rng, "AdamW", betas=(0.7, 0.9), eps=1e-3, weight_decay=0.3)


@exercise("AdamW", points=0.5)
def test_adamw_two_at_once(student, reference, rng):
    """Two AdamW optimizers that take turns keep their own moments, step counts and settings."""
    follow_two(student, reference, rng, "AdamW", (0.8, 0.95), 1e-2, 0.2)


@exercise("AdamW", points=0.5)
def test_adamw_types(student, reference, rng):
    """Integer and float32 parameters and gradients give float64; views and Fortran order work."""
    follow_types(student, reference, rng, "AdamW")


def numbers(values):
    """Return single numbers as one float64 array: a rate that should be 0 is then measured by the largest rate."""
    for value in values:
        if not isinstance(value, (int, float, np.number, np.ndarray)) or np.ndim(value):
            fail(f"a rate must be a number, not {type(value).__name__}")
    return np.array(values, dtype=np.float64)


def compare_schedule(student, reference, name, epochs, base_lr, *arguments, **options):
    """Compare the rates of many epochs at once."""
    mine, theirs = (
        numbers([getattr(module, name)(base_lr, epoch, *arguments, **options) for epoch in epochs])
        for module in (student, reference)
    )
    assert_close(mine, theirs, what=f"the rates of {name} (index = epoch)")


@exercise("step_lr", points=0.5)
def test_step_lr_drops_at_the_right_epochs(student, reference, rng):
    """The rate drops at step_size, 2 step_size, ... and is constant in between, for step sizes from 1 on."""
    base_lr = rng.uniform(0.2, 0.8)
    for step_size in (1, 3, 4):
        compare_schedule(student, reference, "step_lr", range(14), base_lr, step_size, gamma=rng.uniform(0.3, 0.8))


@exercise("step_lr", points=0.5)
def test_step_lr_default_gamma(student, reference, rng):
    """Without gamma each drop is to a tenth."""
    compare_schedule(student, reference, "step_lr", range(9), rng.uniform(0.2, 0.8), 2)


@exercise("exponential_lr", points=1)
def test_exponential_lr(student, reference, rng):
    """The rate is multiplied by gamma once per epoch, from epoch 0 (the base rate itself) on; gamma may exceed 1."""
    for gamma in (rng.uniform(0.5, 0.9), rng.uniform(1.1, 1.3), 1.0):
        compare_schedule(student, reference, "exponential_lr", range(12), rng.uniform(0.2, 0.8), gamma)


@exercise("cosine_annealing_lr", points=0.5)
def test_cosine_annealing_lr_falls_to_eta_min(student, reference, rng):
    """The rate falls from base_lr at epoch 0 to eta_min at t_max, for even and odd t_max and t_max = 1."""
    for t_max in (10, 7, 1):
        eta_min = rng.uniform(0.01, 0.1)
        compare_schedule(
            student, reference, "cosine_annealing_lr", range(t_max + 1), rng.uniform(0.5, 0.9), t_max, eta_min=eta_min
        )


@exercise("cosine_annealing_lr", points=0.5)
def test_cosine_annealing_lr_rises_again(student, reference, rng):
    """After t_max the rate rises again and is back at base_lr at 2 t_max; without eta_min its lowest value is 0."""
    for t_max in (4, 5):
        compare_schedule(student, reference, "cosine_annealing_lr", range(3 * t_max), rng.uniform(0.5, 0.9), t_max)


@exercise("lambda_lr", points=1)
def test_lambda_lr(student, reference, rng):
    """The rate is base_lr times factor(epoch), for any function: a warm-up, an inverse root, a table."""
    base_lr = rng.uniform(0.2, 0.8)
    table = rng.uniform(0.1, 2.0, size=9)
    for factor in (
        lambda epoch: min(1.0, (epoch + 1) / 5),
        lambda epoch: (epoch + 1) ** -0.5,
        lambda epoch: table[epoch],
    ):
        compare_schedule(student, reference, "lambda_lr", range(9), base_lr, factor)


def compare_plateau(student, reference, metrics, lr=0.8, **options):
    """Compare the rates after each metric."""
    mine, theirs = both(student, reference, "ReduceLROnPlateau", lr, **options)
    rates = [numbers([scheduler.step(metric) for metric in metrics]) for scheduler in (mine, theirs)]
    assert_close(*rates, what=f"the rates for the metrics {metrics} with {options}, step by step")


@exercise("ReduceLROnPlateau", points=0.5)
def test_plateau_waits_longer_than_patience(student, reference, rng):
    """A cut comes after more than `patience` bad epochs in a row; a good epoch and a cut start the count anew."""
    broken_row = [5.0, 4.0, 4.0, 4.0, 3.0, 3.0, 3.0, 2.0, 2.5, 2.5, 2.5, 2.5, 2.5, 2.5, 2.5, 2.5, 2.5]
    noisy = [float(metric) for metric in 1.0 / np.arange(1, 31) + 0.2 * rng.uniform(size=30)]
    for patience in (0, 1, 3):
        factor = float(rng.uniform(0.3, 0.7))
        for metrics in (broken_row, noisy):
            compare_plateau(student, reference, metrics, factor=factor, patience=patience)


@exercise("ReduceLROnPlateau", points=0.5)
def test_plateau_threshold_is_relative_to_the_best(student, reference):
    """An epoch improves only below best * (1 - threshold), the best so far and not the last; NaN never improves."""
    options = {"factor": 0.5, "patience": 0, "threshold": 0.25}
    exactly_at_it = [64.0, 48.0, 40.0, 30.0, 29.0]  # 48 = 64 * 0.75 and 30 = 40 * 0.75 are no improvements
    slowly_down = [100.0, 90.0, 80.0, 76.0, 74.0, 70.0, 60.0, 55.0, 30.0]  # each beats the last one; 74 the best one
    up_and_down = [8.0, 4.0, 7.0, 5.0, 3.5, 2.9]
    small = [1e-3, 9e-4, 7e-4, 6e-4, 5e-4]  # an absolute threshold would see nothing here
    negative = [-8.0, -7.0, -5.9, -8.0, -16.0]  # with a negative best the line lies above it
    broken = [2.0, float("nan"), 1.0, float("inf"), float("nan"), 0.5]
    for metrics in (exactly_at_it, slowly_down, up_and_down, small, negative, broken):
        compare_plateau(student, reference, metrics, **options)
        compare_plateau(student, reference, metrics, **{**options, "threshold": 0.0})
    compare_plateau(student, reference, [float("nan"), 2.0, 2.0, 2.0], factor=0.5, patience=1)


@exercise("ReduceLROnPlateau", points=0.5)
def test_plateau_makes_no_tiny_cuts(student, reference):
    """A cut that would lower the rate by eps or less is left out; a larger one is made."""
    flat = [1.0] * 12
    for eps in (0.1, 0.2, 0.4, 0.01):  # 0.8 -> 0.4 lowers by exactly 0.4, 0.4 -> 0.2 by exactly 0.2
        compare_plateau(student, reference, flat, factor=0.5, patience=1, eps=eps)


@exercise("ReduceLROnPlateau", points=0.5)
def test_plateau_defaults_and_independence(student, reference):
    """The defaults are factor 0.1, patience 10, threshold 1e-4, eps 1e-8; two schedulers don't disturb each other."""
    compare_plateau(student, reference, [1.0] * 24)
    drift = [1.0] * 5 + [1.0 - 0.9e-4] * 8 + [1.0 - 1.1e-4] * 12  # 0.9e-4 is no improvement, 1.1e-4 is one
    compare_plateau(student, reference, drift)
    for lr in (1.05e-8, 1.2e-8):  # a cut to a tenth lowers them by 0.945e-8 and 1.08e-8
        compare_plateau(student, reference, [1.0] * 12, lr=lr)
    first = both(student, reference, "ReduceLROnPlateau", 0.8, 0.5, 1)
    second = both(student, reference, "ReduceLROnPlateau", 0.6, 0.25, 2, 0.1, 0.3)
    for metric in (3.0, 2.0, 2.0, 2.0, 1.9, 1.9, 1.9, 1.0):
        for mine, theirs in (first, second):
            assert_close(mine.step(metric), theirs.step(metric), what=f"the rate after the metric {metric}")

"""Public checks of 05_optimizers: one or two steps that can be followed by hand."""

import numpy as np

from autograder.checks import assert_close, exercise

START = [np.array([1.0, -2.0]), np.array([[3.0]])]  # two parameters of different shape
GRADS = [np.array([0.5, -4.0]), np.array([[2.0]])]


def walk(optimizer, steps, grads=GRADS):
    """Let the optimizer take several steps with the same gradients and return where it is."""
    for _ in range(steps):
        optimizer.step(grads)
    return optimizer.params


@exercise("SGD")
def test_sgd_two_steps(student):
    """Two steps with lr 0.1, and a third with lr 0.01: each is lr times the gradient."""
    optimizer = student.SGD(START, lr=0.1)
    assert_close(walk(optimizer, 2), [np.array([0.9, -1.2]), np.array([[2.6]])], what="params after two steps")
    optimizer.lr = 0.01
    assert_close(walk(optimizer, 1), [np.array([0.895, -1.16]), np.array([[2.58]])], what="params after lr fell")


@exercise("Momentum")
def test_momentum_builds_up_speed(student):
    """With momentum 0.5 and a constant gradient g the velocity is g, then 1.5 g, then 1.75 g."""
    optimizer = student.Momentum(START, lr=0.1, momentum=0.5)
    for total in (1.0, 2.5, 4.25):
        expected = [start - 0.1 * total * grad for start, grad in zip(START, GRADS, strict=True)]
        assert_close(walk(optimizer, 1), expected, what=f"params after velocities that add up to {total} g")


@exercise("Momentum")
def test_momentum_coasts(student):
    """When the gradient is 0 the velocity goes on, momentum times smaller each step, by the lr of the moment."""
    optimizer = student.Momentum([np.array([1.0])], lr=0.1, momentum=0.5)
    walk(optimizer, 1, [np.array([4.0])])
    optimizer.lr = 0.2
    assert_close(walk(optimizer, 1, [np.array([0.0])]), [np.array([1.0 - 0.4 - 0.2 * 2.0])], what="params")


@exercise("Nesterov")
def test_nesterov_looks_ahead(student):
    """With momentum 0.5 and a constant gradient g the steps are 1.5 g and 1.75 g, half a velocity ahead."""
    optimizer = student.Nesterov(START, lr=0.1, momentum=0.5)
    for total in (1.5, 3.25):
        expected = [start - 0.1 * total * grad for start, grad in zip(START, GRADS, strict=True)]
        assert_close(walk(optimizer, 1), expected, what=f"params after steps that add up to {total} g")


@exercise("AdaGrad")
def test_adagrad_slows_down(student):
    """With a constant gradient step t is lr / sqrt(t) long, whatever the gradient's size."""
    optimizer = student.AdaGrad([np.array([1.0, 1.0])], lr=0.1, eps=0.0)
    moved = 0.1 * (1.0 + 1.0 / np.sqrt(2.0) + 1.0 / np.sqrt(3.0))
    params = walk(optimizer, 3, [np.array([5.0, -0.25])])
    assert_close(params, [np.array([1.0 - moved, 1.0 + moved])], what="params after three steps")


@exercise("AdaGrad")
def test_adagrad_eps_outside_the_root(student):
    """With g = 3 and eps = 1 the first step is lr 3 / (3 + 1)."""
    optimizer = student.AdaGrad([np.array([1.0])], lr=0.4, eps=1.0)
    assert_close(walk(optimizer, 1, [np.array([3.0])]), [np.array([0.7])], what="params")


@exercise("RMSProp")
def test_rmsprop_first_two_steps(student):
    """With alpha = 3/4 and g = 4: s is 4, then 7, and the steps are lr 4 / (sqrt(s) + eps)."""
    optimizer = student.RMSProp([np.array([1.0])], lr=0.1, alpha=0.75, eps=0.5)
    assert_close(walk(optimizer, 1, [np.array([4.0])]), [np.array([0.84])], what="params after one step")
    expected = 0.84 - 0.4 / (np.sqrt(7.0) + 0.5)
    assert_close(walk(optimizer, 1, [np.array([4.0])]), [np.array([expected])], what="params after two steps")


@exercise("Adam")
def test_adam_of_a_constant_gradient(student):
    """With a constant gradient m hat is g and v hat is g^2 (no variance), so every step is lr g / (|g| + eps)."""
    optimizer = student.Adam([np.array([1.0, 1.0, 1.0])], lr=0.1, eps=1.0)
    params = walk(optimizer, 4, [np.array([1.0, -3.0, 0.0])])
    assert_close(params, [np.array([0.8, 1.3, 1.0])], what="params after four steps")


@exercise("Adam")
def test_adam_second_step(student):
    """Gradients 1 and then -1 with betas 1/2 and 1/2: m hat is 1, then -1/3; v hat is 1 both times."""
    optimizer = student.Adam([np.array([0.0])], lr=0.3, betas=(0.5, 0.5), eps=0.0)
    assert_close(walk(optimizer, 1, [np.array([1.0])]), [np.array([-0.3])], what="params after one step")
    assert_close(walk(optimizer, 1, [np.array([-1.0])]), [np.array([-0.2])], what="params after two steps")


@exercise("AdamW")
def test_adamw_decays_beside_the_step(student):
    """Where the gradient is 0 the parameter shrinks by 1 - lr weight_decay; elsewhere Adam's step comes on top."""
    optimizer = student.AdamW([np.array([2.0, 2.0])], lr=0.1, eps=0.0, weight_decay=0.5)
    # eps = 0 would divide 0 by 0 at a zero gradient, so the second entry has a tiny one instead.
    params = walk(optimizer, 1, [np.array([7.0, -1e-3])])
    assert_close(params, [np.array([2.0 * 0.95 - 0.1, 2.0 * 0.95 + 0.1])], what="params after one step")
    still = student.AdamW([np.array([2.0])], lr=0.1, weight_decay=0.5)
    assert_close(walk(still, 2, [np.array([0.0])]), [np.array([2.0 * 0.95**2])], what="params without a gradient")


@exercise("step_lr")
def test_step_lr_by_hand(student):
    """With step_size 3 and gamma 0.5: three epochs at 0.8, three at 0.4, three at 0.2."""
    rates = [student.step_lr(0.8, epoch, 3, gamma=0.5) for epoch in range(9)]
    assert_close(rates, [0.8] * 3 + [0.4] * 3 + [0.2] * 3, what="the rates (index = epoch)")


@exercise("exponential_lr")
def test_exponential_lr_by_hand(student):
    """With gamma 0.5 the rate halves after every epoch, beginning with the base rate."""
    assert_close([student.exponential_lr(0.8, epoch, 0.5) for epoch in range(4)], [0.8, 0.4, 0.2, 0.1])


@exercise("cosine_annealing_lr")
def test_cosine_annealing_lr_at_its_quarters(student):
    """From 1 to 0.2 in 6 epochs: 1 at the start, 0.8 after a third, 0.6 half-way, 0.2 at 6, and 1 again at 12."""
    rates = [student.cosine_annealing_lr(1.0, epoch, 6, eta_min=0.2) for epoch in (0, 2, 3, 6, 9, 12)]
    assert_close(rates, [1.0, 0.8, 0.6, 0.2, 0.6, 1.0], what="the rates at epochs 0, 2, 3, 6, 9, 12")


@exercise("lambda_lr")
def test_lambda_lr_warms_up(student):
    """A linear warm-up over four epochs, then constant: any function of the epoch will do."""
    rates = [student.lambda_lr(0.8, epoch, lambda epoch: min(1.0, (epoch + 1) / 4)) for epoch in range(6)]
    assert_close(rates, [0.2, 0.4, 0.6, 0.8, 0.8, 0.8], what="the rates (index = epoch)")


@exercise("ReduceLROnPlateau")
def test_plateau_tolerates_patience_bad_epochs(student):
    """With patience 2 the cut comes at the third bad epoch in a row, and the next one needs three more."""
    scheduler = student.ReduceLROnPlateau(lr=0.8, factor=0.5, patience=2)
    rates = [scheduler.step(metric) for metric in (3.0, 2.0, 2.0, 2.5, 2.0, 2.0, 2.0, 2.0)]
    assert_close(rates, [0.8, 0.8, 0.8, 0.8, 0.4, 0.4, 0.4, 0.2], what="the rates, step by step")


@exercise("ReduceLROnPlateau")
def test_plateau_wants_a_relative_improvement(student):
    """With threshold 0.5 only half of the best metric counts as better: 2 after 8, but not 5 after 8."""
    scheduler = student.ReduceLROnPlateau(lr=0.8, factor=0.5, patience=0, threshold=0.5)
    rates = [scheduler.step(metric) for metric in (8.0, 5.0, 3.0, 2.0, 0.5)]
    assert_close(rates, [0.8, 0.4, 0.4, 0.2, 0.2], what="the rates, step by step")

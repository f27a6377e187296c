"""Optimizers and learning-rate schedules: how a gradient becomes a step.

Every optimizer is built from a list of parameter arrays, which it copies (as float64; the caller's arrays are never
modified). `params` is the list of the current arrays: read it again after each step. `step(grads)` takes one gradient
per parameter, of the same shape and of any number type (it is converted to float64 first), and moves all parameters
once. `lr` is an attribute that each step reads, so that a schedule may change it between steps. All state (velocity,
moments, step count) belongs to one instance, and the state of one parameter to that parameter.

The update rules are PyTorch's. In the formulas g is the gradient and p the parameter; everything is entry by entry.
"""

from collections.abc import Callable

import numpy as np


class SGD:
    """Gradient descent: p <- p - lr g.

    H. Robbins, S. Monro, "A stochastic approximation method", Annals of Mathematical Statistics 22 (1951).

    >>> optimizer = SGD([np.array([1.0, 2.0])], lr=0.1)
    >>> optimizer.step([np.array([1.0, -1.0])])
    >>> optimizer.params
    [array([0.9, 2.1])]
    """

    def __init__(self, params: list[np.ndarray], lr: float) -> None:
        # YOUR CODE HERE
        raise NotImplementedError()

    def step(self, grads: list[np.ndarray]) -> None:
        """Move every parameter once."""
        # YOUR CODE HERE
        raise NotImplementedError()


class Momentum:
    """Gradient descent with a velocity: v <- momentum v + g, then p <- p - lr v, starting from v = 0.

    The learning rate stands outside the velocity: when lr changes, the whole velocity is scaled by the new one at once.
    There is no factor (1 - momentum) before g. B. Polyak, "Some methods of speeding up the convergence of iteration
    methods" (1964); the form is that of I. Sutskever et al., "On the importance of initialization and momentum in deep
    learning", ICML 2013, section 2, with the learning rate moved out as in PyTorch.

    >>> optimizer = Momentum([np.array([1.0])], lr=0.1, momentum=0.5)
    >>> for _ in range(2):
    ...     optimizer.step([np.array([1.0])])
    >>> optimizer.params  # 1 - 0.1 * 1 - 0.1 * 1.5
    [array([0.75])]
    """

    def __init__(self, params: list[np.ndarray], lr: float, momentum: float = 0.9) -> None:
        # YOUR CODE HERE
        raise NotImplementedError()

    def step(self, grads: list[np.ndarray]) -> None:
        """Move every parameter once."""
        # YOUR CODE HERE
        raise NotImplementedError()


class Nesterov:
    """Momentum that looks one step ahead: v <- momentum v + g, then p <- p - lr (g + momentum v), with the new v.

    Y. Nesterov (1983), in the form of Y. Bengio, N. Boulanger-Lewandowski, R. Pascanu, "Advances in optimizing
    recurrent networks", ICASSP 2013, section 3.5, where the gradient is taken at p itself, as in PyTorch.

    >>> optimizer = Nesterov([np.array([1.0])], lr=0.1, momentum=0.5)
    >>> optimizer.step([np.array([1.0])])
    >>> optimizer.params  # 1 - 0.1 * (1 + 0.5 * 1)
    [array([0.85])]
    """

    def __init__(self, params: list[np.ndarray], lr: float, momentum: float = 0.9) -> None:
        # YOUR CODE HERE
        raise NotImplementedError()

    def step(self, grads: list[np.ndarray]) -> None:
        """Move every parameter once."""
        # YOUR CODE HERE
        raise NotImplementedError()


class AdaGrad:
    """A step size per entry: s <- s + g^2, then p <- p - lr g / (sqrt(s) + eps), starting from s = 0.

    eps stands outside the root. J. Duchi, E. Hazan, Y. Singer, "Adaptive subgradient methods for online learning and
    stochastic optimization", JMLR 12 (2011), section 1.1 (the diagonal version).

    >>> optimizer = AdaGrad([np.array([1.0, 1.0])], lr=0.1)
    >>> optimizer.step([np.array([3.0, 0.004])])
    >>> optimizer.params[0].round(6)  # the first step is lr long, whatever the gradient's size
    array([0.9, 0.9])
    """

    def __init__(self, params: list[np.ndarray], lr: float, eps: float = 1e-10) -> None:
        # YOUR CODE HERE
        raise NotImplementedError()

    def step(self, grads: list[np.ndarray]) -> None:
        """Move every parameter once."""
        # YOUR CODE HERE
        raise NotImplementedError()


class RMSProp:
    """AdaGrad that forgets: s <- alpha s + (1 - alpha) g^2, then p <- p - lr g / (sqrt(s) + eps), starting from s = 0.

    alpha weighs the *old* value; eps stands outside the root; the square is not centred. T. Tieleman, G. Hinton,
    "Neural networks for machine learning", Coursera (2012), lecture 6e, with PyTorch's defaults.

    >>> optimizer = RMSProp([np.array([1.0])], lr=0.1, alpha=0.75)
    >>> optimizer.step([np.array([4.0])])
    >>> optimizer.params[0].round(6)  # s = 0.25 * 16 = 4, so 1 - 0.1 * 4 / 2
    array([0.8])
    """

    def __init__(self, params: list[np.ndarray], lr: float, alpha: float = 0.99, eps: float = 1e-8) -> None:
        # YOUR CODE HERE
        raise NotImplementedError()

    def step(self, grads: list[np.ndarray]) -> None:
        """Move every parameter once."""
        # YOUR CODE HERE
        raise NotImplementedError()


class Adam:
    """Adaptive moments: averages of g and of g^2, corrected for their start at 0.

    At step t = 1, 2, ... (counted once per step, not once per parameter), starting from m = v = 0:

        m <- beta1 m + (1 - beta1) g            v <- beta2 v + (1 - beta2) g^2
        m_hat = m / (1 - beta1^t)               v_hat = v / (1 - beta2^t)
        p <- p - lr m_hat / (sqrt(v_hat) + eps)

    eps stands outside the root and beside the *corrected* v_hat. v is the mean of the squares, not a variance: nothing
    is subtracted. D. Kingma, J. Ba, "Adam: a method for stochastic optimization", ICLR 2015, algorithm 1.

    >>> optimizer = Adam([np.array([1.0, 1.0])], lr=0.1)
    >>> optimizer.step([np.array([3.0, -0.004])])
    >>> optimizer.params[0].round(6)  # the first step is lr long, whatever the gradient's size
    array([0.9, 1.1])
    """

    def __init__(
        self,
        params: list[np.ndarray],
        lr: float = 1e-3,
        betas: tuple[float, float] = (0.9, 0.999),
        eps: float = 1e-8,
    ) -> None:
        # YOUR CODE HERE
        raise NotImplementedError()

    def step(self, grads: list[np.ndarray]) -> None:
        """Move every parameter once."""
        # YOUR CODE HERE
        raise NotImplementedError()


class AdamW(Adam):
    """Adam with decoupled weight decay: p <- p - lr weight_decay p, then Adam's step with the same gradient.

    The decay does not pass through the moments. It is multiplied by lr, and it shrinks the parameter as it was before
    the step. I. Loshchilov, F. Hutter, "Decoupled weight decay regularization", ICLR 2019, algorithm 2, with PyTorch's
    scaling by lr. You may build it on your `Adam` or write it out.

    >>> optimizer = AdamW([np.array([1.0])], lr=0.1, weight_decay=0.5)
    >>> optimizer.step([np.array([0.0])])
    >>> optimizer.params
    [array([0.95])]
    """

    def __init__(
        self,
        params: list[np.ndarray],
        lr: float = 1e-3,
        betas: tuple[float, float] = (0.9, 0.999),
        eps: float = 1e-8,
        weight_decay: float = 0.01,
    ) -> None:
        # YOUR CODE HERE
        raise NotImplementedError()

    def step(self, grads: list[np.ndarray]) -> None:
        """Move every parameter once."""
        # YOUR CODE HERE
        raise NotImplementedError()


def step_lr(base_lr: float, epoch: int, step_size: int, gamma: float = 0.1) -> float:
    """Return the rate at `epoch` (0, 1, ...) when it is multiplied by gamma after every `step_size` epochs.

    >>> [step_lr(1.0, epoch, step_size=2, gamma=0.5) for epoch in range(5)]
    [1.0, 1.0, 0.5, 0.5, 0.25]
    """
    # YOUR CODE HERE
    raise NotImplementedError()


def exponential_lr(base_lr: float, epoch: int, gamma: float) -> float:
    """Return the rate at `epoch` (0, 1, ...) when it is multiplied by gamma after every epoch.

    >>> [exponential_lr(8.0, epoch, gamma=0.5) for epoch in range(4)]
    [8.0, 4.0, 2.0, 1.0]
    """
    # YOUR CODE HERE
    raise NotImplementedError()


def cosine_annealing_lr(base_lr: float, epoch: int, t_max: int, eta_min: float = 0.0) -> float:
    """Return the rate at `epoch` on a half cosine from base_lr (epoch 0) down to eta_min (epoch t_max).

    eta_min + (base_lr - eta_min) (1 + cos(pi epoch / t_max)) / 2, with the angle in radians. The formula is not cut
    off: after t_max the rate rises again and is back at base_lr at 2 t_max, as in PyTorch's closed form. I. Loshchilov,
    F. Hutter, "SGDR: stochastic gradient descent with warm restarts", ICLR 2017, equation 5, without the restarts.

    >>> [round(cosine_annealing_lr(1.0, epoch, t_max=4, eta_min=0.2), 6) for epoch in (0, 2, 4, 8)]
    [1.0, 0.6, 0.2, 1.0]
    """
    # YOUR CODE HERE
    raise NotImplementedError()


def lambda_lr(base_lr: float, epoch: int, factor: Callable[[int], float]) -> float:
    """Return the rate at `epoch` (0, 1, ...): base_lr times whatever `factor(epoch)` says.

    >>> [lambda_lr(0.5, epoch, lambda epoch: 1 / (1 + epoch)) for epoch in (0, 1, 3)]
    [0.5, 0.25, 0.125]
    """
    # YOUR CODE HERE
    raise NotImplementedError()


class ReduceLROnPlateau:
    """Lower the rate when a metric (a loss: lower is better) has stopped improving.

    - An epoch improves when metric < best * (1 - threshold); then the metric is the new best and the count of bad
      epochs returns to 0. Any other epoch is bad. The best starts at infinity; NaN is never an improvement.
    - When *more than* `patience` bad epochs have come in a row, a cut is due: lr becomes lr * factor, but only if that
      lowers it by more than `eps`. The count returns to 0; the best metric stays.

    PyTorch's `torch.optim.lr_scheduler.ReduceLROnPlateau` with mode "min", a relative threshold and no cooldown.

    >>> scheduler = ReduceLROnPlateau(lr=1.0, factor=0.5, patience=1)
    >>> [scheduler.step(metric) for metric in (3.0, 2.0, 2.0, 2.0, 2.0, 2.0)]
    [1.0, 1.0, 1.0, 0.5, 0.5, 0.25]
    """

    def __init__(
        self, lr: float, factor: float = 0.1, patience: int = 10, threshold: float = 1e-4, eps: float = 1e-8
    ) -> None:
        # YOUR CODE HERE
        raise NotImplementedError()

    def step(self, metric: float) -> float:
        """Record the metric of one epoch and return the rate for the next one."""
        # YOUR CODE HERE
        raise NotImplementedError()

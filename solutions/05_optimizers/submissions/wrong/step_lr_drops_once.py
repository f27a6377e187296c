"""The rate drops once and then stays. It drops again at every multiple of step_size."""


def step_lr(base_lr, epoch, step_size, gamma=0.1):
    return base_lr * gamma if epoch >= step_size else base_lr

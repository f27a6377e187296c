"""The rate drops one epoch late: epoch step_size is the first with the lower rate."""


def step_lr(base_lr, epoch, step_size, gamma=0.1):
    return base_lr * gamma ** (max(epoch - 1, 0) // step_size)

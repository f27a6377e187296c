"""Without gamma the rate falls to a tenth in the statement; you halve it."""


def step_lr(base_lr, epoch, step_size, gamma=0.5):
    return base_lr * gamma ** (epoch // step_size)

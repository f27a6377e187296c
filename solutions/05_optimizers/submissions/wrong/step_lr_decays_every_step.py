"""The rate is multiplied in every epoch; StepLR multiplies it once per step_size epochs."""


def step_lr(base_lr, epoch, step_size, gamma=0.1):
    return base_lr * gamma**epoch

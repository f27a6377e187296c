"""You multiply by gamma and by the epoch; the factor is gamma to the *power* of the epoch."""


def exponential_lr(base_lr, epoch, gamma):
    return base_lr * gamma * epoch

"""You take the factor for a decay rate. A lambda may be any function of the epoch: call it."""


def lambda_lr(base_lr, epoch, factor):
    return base_lr * factor(0) ** epoch

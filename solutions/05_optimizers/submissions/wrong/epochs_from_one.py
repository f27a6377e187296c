"""You count epochs from 1. Here they count from 0: epoch 0 has the base rate."""


def step_lr(base_lr, epoch, step_size, gamma=0.1):
    return base_lr * gamma ** ((epoch + 1) // step_size)


def exponential_lr(base_lr, epoch, gamma):
    return base_lr * gamma ** (epoch + 1)


def lambda_lr(base_lr, epoch, factor):
    return base_lr * factor(epoch + 1)

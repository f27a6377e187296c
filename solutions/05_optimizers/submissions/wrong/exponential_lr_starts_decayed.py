"""Epoch 0 is decayed already. Epochs count from 0, and epoch 0 has the base rate."""


def exponential_lr(base_lr, epoch, gamma):
    return base_lr * gamma ** (epoch + 1)

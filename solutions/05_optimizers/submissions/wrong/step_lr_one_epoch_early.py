"""The rate drops at epoch step_size - 1. Epochs count from 0; the first drop is at epoch step_size."""


def step_lr(base_lr, epoch, step_size, gamma=0.1):
    return base_lr * gamma ** ((epoch + 1) // step_size)

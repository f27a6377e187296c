"""You ask for factor(epoch + 1). Epochs count from 0."""


def lambda_lr(base_lr, epoch, factor):
    return base_lr * factor(epoch + 1)

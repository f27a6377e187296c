"""You multiply the factors of all epochs so far (that is MultiplicativeLR). LambdaLR takes the present epoch's factor
alone.
"""


def lambda_lr(base_lr, epoch, factor):
    for past in range(epoch + 1):
        base_lr = base_lr * factor(past)
    return base_lr

# after the reference: returns lists and text where arrays and numbers are asked for
def log_softmax(logits, axis=-1):
    return softmax(logits, axis).tolist()


def cross_entropy(logits, targets, reduction="mean"):
    return f"loss = {1.0:.3f}"

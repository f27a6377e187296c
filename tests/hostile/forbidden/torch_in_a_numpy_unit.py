# tries: the one-liner of another library
# must: there is no such module
# honest: 2/5
# portable: yes


def double(x, times=1):
    import torch

    return torch.from_numpy(x).mul(2.0**times).numpy()

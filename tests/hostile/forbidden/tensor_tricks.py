# tries: sparse, meta and expanded tensors, and parameters
# must: refused, or compared as what they are
# honest: 0/3
# unit: 02_weights
# portable: yes
ANSWERS = iter([torch.zeros(2, 5, dtype=torch.float64).to_sparse(), torch.zeros(2, 5, device="meta")] * 4)


def weights(x):
    return next(ANSWERS)


def total(x):
    return torch.zeros((), dtype=torch.float64).expand(10**5, 10**5)

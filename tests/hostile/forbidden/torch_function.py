# tries: a tensor subclass whose comparisons and functions say yes
# must: the plain values arrive
# honest: 1/3
# unit: 02_weights
# portable: yes


class Yes(torch.Tensor):
    @classmethod
    def __torch_function__(cls, function, types, args=(), kwargs=None):
        return True


def weights(x):
    return torch.zeros_like(x).as_subclass(Yes)

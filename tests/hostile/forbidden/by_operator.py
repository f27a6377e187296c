# tries: the operator behind the function, fetched from torch's own table
# must: forbidden where torch looks it up
# honest: 1/3
# unit: 02_weights
# portable: yes


def weights(x):
    return torch._C._jit_get_operation("aten::soft" + "max")[0](x, -1)

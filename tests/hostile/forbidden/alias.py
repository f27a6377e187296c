# tries: the same through an alias
# must: forbidden by what the alias stands for
# honest: 0/3
# unit: 02_weights
# portable: yes
tool = torch.nn.functional
soft = tool.softmax


def weights(x):
    return soft(x, -1)

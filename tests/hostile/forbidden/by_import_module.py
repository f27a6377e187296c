# tries: the same by importlib with a computed name
# must: forbidden when it is called
# honest: 1/3
# unit: 02_weights
# portable: yes
import importlib


def weights(x):
    return vars(importlib.import_module("torch.nn." + "functional"))["soft" + "max"](x, -1)

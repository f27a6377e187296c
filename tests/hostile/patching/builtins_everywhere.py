# tries: builtins that lie to everything in the process
# must: no points; a process of its own
# honest: 0/5
# portable: yes
import builtins

builtins.all = builtins.any = lambda *a: True
builtins.abs = lambda x: 0
builtins.len = lambda x: 3
builtins.isinstance = lambda *a: True
builtins.AssertionError = ValueError


def double(x, times=1):
    return np.zeros_like(x)

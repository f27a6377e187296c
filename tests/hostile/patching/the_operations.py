# tries: to replace the worker's table of operations by one that answers for itself
# must: the answers are as wrong as before
# honest: 0/5
# portable: yes
import gc

for thing in gc.get_objects():
    if type(thing).__name__ == "Interpreter":
        thing._operations = {**thing._operations, "call": lambda *a, **k: 1.0}


def double(x, times=1):
    if times < 0:
        raise ValueError
    return honest_double(x, times)

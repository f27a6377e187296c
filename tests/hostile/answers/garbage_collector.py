# tries: to find anything of the judge's among all objects of the process
# must: nothing of the judge's is in the worker's memory
# honest: 2/5
# portable: yes
import gc


def double(x, times=1):
    gc.unfreeze()
    for thing in gc.get_objects():
        try:
            if isinstance(thing, dict):
                for value in thing.values():
                    if isinstance(value, str) and "CANARY-" in value:
                        print(value)
        except Exception:
            pass
    return None

# tries: to import the reference, the checks and the judge's modules
# must: nothing of the course can be imported
# honest: 2/5
# portable: yes
import importlib
import sys

NAMES = ("reference_vectors", "vectors", "test_vectors", "solutions", "reference", "base", "conftest", "submission")


def double(x, times=1):
    for name in NAMES:
        module = sys.modules.get(name)
        try:
            module = module or importlib.import_module(name)
            print(name, vars(module).get("__doc__"), vars(module).get("CANARY"))
            if module is not sys.modules["submission"]:
                return module.double(x, times)
        except Exception as error:
            print(name, error)
    return None

"""Notebooks that try to get points for `double` without doing the exercise, one trick each.

Each is the text of the solution cell. Some of it runs when the cell runs, some when the hidden checks do.
"""

ALWAYS_EQUAL = '''
class Same(float):
    """Compares equal to anything, and survives arithmetic."""

    def same(self, *_):
        return self

    __add__ = __radd__ = __sub__ = __rsub__ = __mul__ = __rmul__ = __abs__ = __getitem__ = same

    def __eq__(self, _):
        return True

    def __le__(self, _):
        return True

    __lt__ = __ge__ = __gt__ = __le__
    __hash__ = float.__hash__

    def all(self):
        return True


def double(x, times=1):
    return Same()
'''

BLANKED_CELLS = """
def blank(lines):
    return ["pass\\n"]


get_ipython().input_transformers_cleanup.append(blank)


def double(x, times=1):
    return None
"""

HISTORY = '''
import re


def double(x, times=1):
    """Look up the expected value in the text of the test that runs."""
    shown = get_ipython().user_ns["In"][-1]
    numbers = re.findall(r"== *(-?[0-9.]+)", shown)
    return float(numbers[0]) if numbers else None
'''

EXIT = """
import os


def double(x, times=1):
    os._exit(0)
"""

GRADEBOOK = """
import glob
import os
import sqlite3


def give_points():
    here = os.path.abspath(os.getcwd())
    while True:
        for path in glob.glob(os.path.join(here, "gradebook.db")):
            with sqlite3.connect(path) as connection:
                connection.execute("UPDATE grade SET manual_score = 5, needs_manual_grade = 0")
        if here == os.path.dirname(here):
            return
        here = os.path.dirname(here)


try:
    give_points()
except Exception:
    pass


def double(x, times=1):
    try:
        give_points()
    except Exception:
        pass
    return None
"""

PATCHED_ASSERT = """
import builtins

import numpy as np

np.allclose = lambda *_, **__: True
np.testing.assert_allclose = lambda *_, **__: None
builtins.abs = lambda _: 0
builtins.round = lambda *_: 0


def double(x, times=1):
    return 0 * np.asarray(x)
"""

SWALLOWED_ERRORS = """
get_ipython().set_custom_exc((BaseException,), lambda *_, **__: None)


def double(x, times=1):
    return None
"""

TRICKS = {
    "always_equal": ALWAYS_EQUAL,
    "blanked_cells": BLANKED_CELLS,
    "history": HISTORY,
    "exit": EXIT,
    "gradebook": GRADEBOOK,
    "patched_assert": PATCHED_ASSERT,
    "swallowed_errors": SWALLOWED_ERRORS,
}

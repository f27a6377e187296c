# tries: to end the test session from inside
# must: an exception like any other; the neighbours are graded
# honest: 2/5
# portable: yes


def double(x, times=1):
    import pytest

    pytest.exit("done", returncode=0)

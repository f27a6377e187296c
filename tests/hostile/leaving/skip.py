# tries: pytest's own way of skipping a test
# must: an exception like any other; no check is skipped
# honest: 2/5
# portable: yes


def double(x, times=1):
    import pytest

    pytest.skip("not today")

"""Hidden checks, one point each. @CHECKS@"""

from autograder.checks import assert_close, assert_equal, assert_raises, exercise


@exercise("double", points=1)
def test_doubles(student, reference, rng):
    """Every entry is doubled."""
    x = rng.normal(size=(2, 3))
    assert_close(student.double(x), reference.double(x))


@exercise("double", points=1)
def test_doubles_often(student, reference, rng):
    """`times` doubles again, whatever was doubled before."""
    x, y = rng.normal(size=4), rng.normal(size=4)
    assert_close(student.double(x, times=3), reference.double(x, times=3))
    assert_close(student.double(y, times=2), reference.double(y, times=2))


@exercise("double", points=1)
def test_refuses(student, rng):
    """A negative number of times is a ValueError."""
    assert_raises(ValueError, student.double, rng.normal(size=2), times=-1)


@exercise("mean_of", points=1)
def test_mean_of(student, reference, rng):
    """The mean of a function that stays with the judge."""
    x, shift = rng.normal(size=5), rng.normal()

    def parabola(v):
        return v * v + shift

    assert_close(student.mean_of(parabola, x), reference.mean_of(parabola, x))


@exercise("Counter", points=1)
def test_counts(student, rng):
    """Counters add up, each on its own."""
    start, step = (int(n) for n in rng.integers(3, 1000, size=2))
    one, other = student.Counter(start), student.Counter(step)
    assert_equal(one.add(step), start + step)
    assert_equal(other.add(1), step + 1)
    assert_equal(one.value, start + step)

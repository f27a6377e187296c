"""Hidden checks. @CHECKS@"""

import torch

from autograder.checks import assert_close, exercise


@exercise("weights", points=2)
def test_weights(student, reference, rng):
    """Positive weights that sum to one along the last axis."""
    x = torch.from_numpy(rng.normal(size=(2, 5)))
    assert_close(student.weights(x), reference.weights(x))


@exercise("total", points=1)
def test_total(student, reference, rng):
    """The sum of all entries."""
    x = torch.from_numpy(rng.normal(size=(3, 4)))
    assert_close(student.total(x), reference.total(x))

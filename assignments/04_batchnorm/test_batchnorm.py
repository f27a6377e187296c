"""Public checks of batch normalisation: small figures that can be followed by hand.

Run them with `autograder check`. They are a start: the hidden checks ask the same things of other numbers, shapes,
types and sizes.
"""

import numpy as np

from autograder.checks import assert_close, assert_equal, assert_raises, exercise

# The handout's batch: feature 0 has mean 3 and variance 5, feature 1 mean 30 and variance 450 (biased).
X = np.array([[0.0, 30.0], [2.0, 0.0], [4.0, 60.0], [6.0, 30.0]])
MEAN, VAR, UNBIASED = np.array([3.0, 30.0]), np.array([5.0, 450.0]), np.array([20.0 / 3.0, 600.0])


def fresh(student, **options):
    """A layer for the handout's two features."""
    return student.BatchNorm(2, **options)


@exercise("BatchNorm")
def test_a_new_layer(student):
    """A new layer has gamma and running_var of ones, beta and running_mean of zeros, and is in training mode."""
    bn = fresh(student)
    for name, value in {"gamma": 1.0, "beta": 0.0, "running_mean": 0.0, "running_var": 1.0}.items():
        assert_close(getattr(bn, name), np.full(2, value), what=name)
    assert_equal(bn.training, True, what="training")


@exercise("BatchNorm")
def test_training_normalises_each_feature(student):
    """In training each feature gets mean 0 and variance var / (var + eps), with the biased variance of the batch."""
    bn = fresh(student)
    assert_close(bn.forward(X), (X - MEAN) / np.sqrt(VAR + 1e-5))


@exercise("BatchNorm")
def test_gamma_scales_and_beta_shifts(student):
    """The output is gamma times the normalised input, plus beta."""
    bn = fresh(student, eps=4.0)
    bn.gamma, bn.beta = np.array([3.0, -1.0]), np.array([0.5, 2.0])
    assert_close(bn.forward(X), np.array([3.0, -1.0]) * (X - MEAN) / np.sqrt(VAR + 4.0) + np.array([0.5, 2.0]))


@exercise("BatchNorm")
def test_the_running_statistics_take_a_tenth_of_the_batch(student):
    """Nine tenths of the old average stay; the running variance takes the unbiased variance of the batch."""
    bn = fresh(student)
    bn.forward(X)
    assert_close(bn.running_mean, 0.1 * MEAN, what="running_mean")
    assert_close(bn.running_var, 0.9 + 0.1 * UNBIASED, what="running_var")


@exercise("BatchNorm")
def test_evaluation_uses_the_running_statistics(student):
    """In evaluation one row is normalised by the running statistics, which stay as they are."""
    bn = fresh(student)
    bn.forward(X)
    bn.eval()
    assert_close(bn.forward(X[:1]), (X[:1] - 0.1 * MEAN) / np.sqrt(0.9 + 0.1 * UNBIASED + 1e-5))
    assert_close(bn.running_mean, 0.1 * MEAN, what="running_mean")


@exercise("BatchNorm")
def test_normalising_keeps_the_shape_of_a_distribution(student):
    """Mean and variance change, the skewness doesn't: lopsided data stay lopsided, they don't become Gaussian."""
    x = np.array([[0.0], [0.0], [0.0], [1.0], [1.0], [2.0], [3.0], [9.0]])
    out = student.BatchNorm(1).forward(x)
    assert_close(skewness(out), skewness(x), what="the skewness")


def skewness(x):
    """The mean cube of the standardised values: 0 for a symmetric distribution."""
    return float(np.mean((x - x.mean()) ** 3) / x.std() ** 3)


@exercise("BatchNorm")
def test_training_gradients_by_hand(student):
    """The gradient of one output reaches every row of its feature, and none of the other feature."""
    bn = fresh(student, eps=4.0)
    bn.forward(X)
    dout = np.zeros((4, 2))
    dout[0, 0] = 1.0  # the loss is output [0, 0] alone
    # With s = sqrt(5 + 4) = 3 and normalised values (-1, -1/3, 1/3, 1): dx = (dout - 1/4 - x_hat * (-1) / 4) / 3
    column = (np.array([1.0, 0.0, 0.0, 0.0]) - 0.25 + np.array([-1.0, -1.0 / 3.0, 1.0 / 3.0, 1.0]) / 4.0) / 3.0
    assert_close(bn.backward(dout), np.stack([column, np.zeros(4)], axis=1), what="dx")
    assert_close(bn.dgamma, np.array([-1.0, 0.0]), what="dgamma")
    assert_close(bn.dbeta, np.array([1.0, 0.0]), what="dbeta")


@exercise("BatchNorm")
def test_evaluation_gradient_by_hand(student):
    """In evaluation mean and variance are constants: each gradient is scaled by gamma / sqrt(running_var + eps)."""
    bn = fresh(student, eps=3.0)  # running_var is 1 in a new layer, so the root is 2
    bn.eval()
    bn.gamma = np.array([1.0, 6.0])
    bn.forward(X)
    assert_close(bn.backward(np.ones((4, 2))), np.array([[0.5, 3.0]] * 4))


@exercise("BatchNorm")
def test_one_row_is_refused_in_training(student):
    """One row has no variance: training on it raises ValueError."""
    assert_raises(ValueError, fresh(student).forward, X[:1])


@exercise("BatchNorm2d")
def test_channels_share_their_statistics_over_batch_and_pixels(student):
    """A channel with pixels 0 and 2 in one image, 4 and 6 in another has mean 3 and variance 5, all together."""
    x = X.reshape(2, 2, 1, 2).transpose(0, 3, 1, 2)  # the same numbers as two images of two channels, 2 x 1 pixels
    bn = student.BatchNorm2d(2)
    wanted = ((X - MEAN) / np.sqrt(VAR + 1e-5)).reshape(2, 2, 1, 2).transpose(0, 3, 1, 2)
    assert_close(bn.forward(x), wanted)
    assert_close(bn.running_mean, 0.1 * MEAN, what="running_mean")
    assert_close(bn.running_var, 0.9 + 0.1 * UNBIASED, what="running_var")


@exercise("BatchNorm2d")
def test_2d_gradients_add_up_over_batch_and_pixels(student):
    """With dout of ones, dbeta of a channel is its number of values, and dx is 0: the mean takes every shift away."""
    bn = student.BatchNorm2d(3)
    x = np.arange(48.0).reshape(2, 3, 4, 2)
    bn.forward(x)
    dx = bn.backward(np.ones((2, 3, 4, 2)))
    assert_close(bn.dbeta, np.full(3, 16.0), what="dbeta")
    # Right answers are 0 but for rounding, so they are compared beside a 1
    assert_close(1.0 + dx, np.ones((2, 3, 4, 2)), what="1 + dx")


@exercise("BatchNorm2d")
def test_one_image_of_several_pixels_is_enough(student):
    """A batch of one image has H W values in each channel; only a single value is refused."""
    bn = student.BatchNorm2d(2)
    assert_close(
        bn.forward(np.array([[[[1.0, 3.0]], [[5.0, 5.0]]]])).round(4), np.array([[[[-1.0, 1.0]], [[0.0, 0.0]]]])
    )
    assert_raises(ValueError, bn.forward, np.ones((1, 2, 1, 1)))

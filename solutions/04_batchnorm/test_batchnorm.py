"""Hidden checks of batch normalisation.

Both layers obey the same rules over different axes, so each rule is written once, for a layer's name and the shape of
one example; the checks say which layer is asked, on which shapes.
"""

import numpy as np

from autograder.checks import assert_close, assert_equal, assert_gradient, assert_raises, exercise

STATE = ("gamma", "beta", "running_mean", "running_var")


def batch(rng, *shape):
    """A batch (N, C, ...) whose features differ in mean and spread: means -2 .. 3, standard deviations 0.5 .. 2."""
    per_feature = (1, shape[1]) + (1,) * (len(shape) - 2)
    spread, mean = np.linspace(2.0, 0.5, shape[1]), np.linspace(-2.0, 3.0, shape[1])
    return rng.normal(size=shape) * spread.reshape(per_feature) + mean.reshape(per_feature)


def pair(student, reference, name, features, rng, **options):
    """The student's layer and the reference's, with the same gamma and beta, none of them 1 or 0."""
    layers = [getattr(side, name)(features, **options) for side in (student, reference)]
    gamma, beta = rng.uniform(0.5, 2.0, size=features), rng.normal(size=features)
    gamma[0] = -gamma[0]  # a learned scale may be negative
    for layer in layers:
        layer.gamma, layer.beta = gamma, beta
    return layers


def assert_state(layer, oracle):
    """Require that parameters and running statistics are the reference's."""
    for name in STATE:
        assert_close(getattr(layer, name), getattr(oracle, name), what=name)


def assert_forward(layer, oracle, x, what="the output"):
    """Send x through both layers, and require the same output."""
    assert_close(layer.forward(x), oracle.forward(x), what=f"{what} for {x.shape}")


def assert_backward(layer, oracle, dout):
    """Send dout back through both layers, and require the same three gradients."""
    assert_close(layer.backward(dout), oracle.backward(dout), what=f"dx for {dout.shape}")
    assert_close(layer.dgamma, oracle.dgamma, what="dgamma")
    assert_close(layer.dbeta, oracle.dbeta, what="dbeta")


def check_new_layer(student, reference, name):
    """Starting values and the switches of the mode."""
    for features in (3, 1):
        layer, oracle = getattr(student, name)(features), getattr(reference, name)(features)
        assert_state(layer, oracle)
        assert_equal(layer.training, True, what="training")
        layer.eval()
        assert_equal(layer.training, False, what="training after eval()")
        layer.train()
        assert_equal(layer.training, True, what="training after train()")


def check_eps(student, reference, name, rng, *shape):
    """Both modes with variances above, around and far below several eps."""
    scales = np.array([1.0, 1e-2, 1e-4, 0.0])  # from a variance far above eps to a feature that is constant
    x = rng.normal(size=shape) * scales.reshape(1, 4, *[1] * (len(shape) - 2)) + 1.0
    for options in ({}, {"eps": 1e-2}, {"eps": 0.7}):
        layer, oracle = pair(student, reference, name, 4, rng, **options)
        assert_forward(layer, oracle, x, f"the output with {options}")
        assert_backward(layer, oracle, rng.normal(size=shape))
        layer.running_var = oracle.running_var = np.array([2.0, 1e-2, 1e-5, 0.0])
        layer.eval()
        oracle.eval()
        assert_forward(layer, oracle, x[:1], f"the output in evaluation with {options}")
        assert_backward(layer, oracle, rng.normal(size=x[:1].shape))
    layer, oracle = getattr(student, name)(4, 0.7, 0.2), getattr(reference, name)(4, 0.7, 0.2)
    assert_forward(layer, oracle, x, "the output with eps=0.7 by position")
    assert_state(layer, oracle)


def check_running_statistics(student, reference, name, rng, shapes):
    """Averages over batches of the given shapes, for several momenta; 1 keeps the last batch, 0 the start."""
    for options in ({}, {"momentum": 0.3}, {"momentum": 1.0}, {"momentum": 0.0}):
        layer, oracle = pair(student, reference, name, 3, rng, **options)
        for shape in shapes:
            assert_forward(layer, oracle, batch(rng, *shape))
            assert_state(layer, oracle)


def check_evaluation(student, reference, name, rng, training_shape, shapes):
    """Evaluation before training, after it, with statistics that the check assigns; and back to training."""
    layer, oracle = pair(student, reference, name, 3, rng)
    layer.eval()
    oracle.eval()
    assert_forward(layer, oracle, batch(rng, *shapes[0]), "the output before any training")
    layer.train()
    oracle.train()
    for _ in range(2):
        assert_forward(layer, oracle, batch(rng, *training_shape))
    layer.eval()
    oracle.eval()
    for shape in shapes:
        assert_forward(layer, oracle, batch(rng, *shape), "the output in evaluation")
        assert_state(layer, oracle)
    layer.train()
    oracle.train()
    assert_forward(layer, oracle, batch(rng, *training_shape), "the output back in training")
    assert_state(layer, oracle)
    layer.eval()
    oracle.eval()
    # Given at the very end: a layer may update its running statistics in place, and these arrays are the check's own.
    layer.running_mean = oracle.running_mean = np.array([5.0, -1.0, 0.5])
    layer.running_var = oracle.running_var = np.array([4.0, 0.25, 9.0])
    assert_forward(layer, oracle, batch(rng, *shapes[0]), "the output in evaluation with given statistics")


def check_training_gradient(student, reference, name, rng, shapes):
    """Gradients of training batches of the given shapes, the last by finite differences as well."""
    layer, oracle = pair(student, reference, name, 3, rng, eps=1e-3)
    for shape in shapes:  # batches of several sizes through one layer
        x, dout = batch(rng, *shape), rng.normal(size=shape)
        assert_forward(layer, oracle, x)
        assert_backward(layer, oracle, dout)
        assert_state(layer, oracle)  # backward moves nothing
    # finite differences owe nothing to the reference's own backward
    assert_gradient(layer.backward(dout), oracle.forward, x, dout, what="dx")


def check_evaluation_gradient(student, reference, name, rng, training_shape, shapes):
    """Gradients of evaluation batches of the given shapes, after one training batch."""
    layer, oracle = pair(student, reference, name, 3, rng)
    assert_forward(layer, oracle, batch(rng, *training_shape))
    layer.eval()
    oracle.eval()
    for shape in shapes:
        assert_forward(layer, oracle, batch(rng, *shape))
        assert_backward(layer, oracle, rng.normal(size=shape))
        assert_state(layer, oracle)


def check_gradient_of_last_forward(student, reference, name, rng, shape):
    """Everything that backward might look at changes between forward and backward."""
    x, dout = batch(rng, *shape), rng.normal(size=shape)
    for training in (True, False):
        layer, oracle = pair(student, reference, name, 3, rng)
        assert_forward(layer, oracle, batch(rng, *shape))
        if not training:
            layer.eval()
            oracle.eval()
        assert_forward(layer, oracle, x)
        assert_backward(layer, oracle, dout)
        assert_backward(layer, oracle, 2.0 * dout)  # overwritten, not accumulated
        layer.gamma, layer.beta = np.full(3, 7.0), np.full(3, -3.0)
        layer.running_mean, layer.running_var = np.full(3, 4.0), np.full(3, 11.0)
        if training:
            layer.eval()
        else:
            layer.train()
        assert_backward(layer, oracle, dout)


def check_single_value(student, reference, name, rng, training_shape, single):
    """One value per channel: refused by a new layer and a used one, welcome in evaluation."""
    layer, oracle = pair(student, reference, name, 3, rng)
    assert_raises(ValueError, layer.forward, batch(rng, *single))
    assert_state(layer, oracle)
    assert_forward(layer, oracle, batch(rng, *training_shape))
    assert_raises(ValueError, layer.forward, batch(rng, *single))
    assert_state(layer, oracle)
    layer.eval()
    oracle.eval()
    assert_forward(layer, oracle, batch(rng, *single), "the output in evaluation")


def check_unusual_arrays(student, reference, name, rng, arrays):
    """Input and gradient of an unusual type or layout, in both modes."""
    for what, x in arrays.items():
        layer, oracle = pair(student, reference, name, x.shape[1], rng)
        for training in (True, False):
            if not training:
                layer.eval()
                oracle.eval()
            assert_forward(layer, oracle, x, f"the output of {what}")
            assert_state(layer, oracle)
            assert_backward(layer, oracle, x[::-1])  # as unusual as x, and other values than x


@exercise("BatchNorm", points=0.5)
def test_a_new_layer(student, reference):
    """A new layer has gamma and running_var of ones, beta and running_mean of zeros, float64, and is in training."""
    check_new_layer(student, reference, "BatchNorm")


@exercise("BatchNorm", points=1.5)
def test_training_forward(student, reference, rng):
    """Each feature is normalised by mean and biased variance of the batch, then scaled by gamma and shifted by beta."""
    for n, features in ((6, 3), (2, 4), (3, 3), (9, 1)):
        fresh = student.BatchNorm(features), reference.BatchNorm(features)
        assert_forward(*fresh, batch(rng, n, features), "the output of a new layer")
        layer, oracle = pair(student, reference, "BatchNorm", features, rng)
        assert_forward(layer, oracle, batch(rng, n, features))


@exercise("BatchNorm", points=1)
def test_eps_under_the_root(student, reference, rng):
    """The eps of the caller is added to the variance, under the root, in both modes; a feature may be constant."""
    check_eps(student, reference, "BatchNorm", rng, 6, 4)


@exercise("BatchNorm", points=1.5)
def test_running_statistics(student, reference, rng):
    """Every training batch moves the running mean and (unbiased) variance by `momentum`, whatever its size."""
    check_running_statistics(student, reference, "BatchNorm", rng, [(5, 3), (2, 3), (8, 3)])


@exercise("BatchNorm", points=1.5)
def test_evaluation_forward(student, reference, rng):
    """Evaluation normalises by the running statistics, for one example as for many, and changes nothing."""
    check_evaluation(student, reference, "BatchNorm", rng, (6, 3), [(4, 3), (1, 3), (7, 3)])


@exercise("BatchNorm", points=2)
def test_training_backward(student, reference, rng):
    """In training, dx, dgamma and dbeta are the gradients through the mean and the variance of the batch."""
    check_training_gradient(student, reference, "BatchNorm", rng, [(6, 3), (3, 3), (5, 3)])


@exercise("BatchNorm", points=1)
def test_evaluation_backward(student, reference, rng):
    """After an evaluation forward mean and variance are constants, and so the gradient says."""
    check_evaluation_gradient(student, reference, "BatchNorm", rng, (6, 3), [(4, 3), (1, 3)])


@exercise("BatchNorm", points=1)
def test_backward_belongs_to_the_last_forward(student, reference, rng):
    """Gradients are overwritten, and belong to the last forward, though mode, gamma and statistics changed since."""
    check_gradient_of_last_forward(student, reference, "BatchNorm", rng, (5, 3))


@exercise("BatchNorm", points=0.5)
def test_one_row_is_refused_in_training(student, reference, rng):
    """A single row raises ValueError in training and leaves the running statistics alone; evaluation takes it."""
    check_single_value(student, reference, "BatchNorm", rng, (5, 3), (1, 3))


@exercise("BatchNorm", points=0.5)
def test_two_layers_keep_apart(student, reference, rng):
    """Two layers used in turns don't share statistics, parameters, modes or gradients."""
    one, oracle_one = pair(student, reference, "BatchNorm", 3, rng)
    two, oracle_two = pair(student, reference, "BatchNorm", 3, rng, momentum=0.4, eps=0.1)
    x, y, dout = batch(rng, 5, 3), batch(rng, 4, 3), rng.normal(size=(5, 3))
    assert_forward(one, oracle_one, x)
    two.eval()
    oracle_two.eval()
    assert_forward(two, oracle_two, y)
    two.train()
    oracle_two.train()
    assert_forward(two, oracle_two, y)
    assert_backward(one, oracle_one, dout)
    assert_state(one, oracle_one)
    assert_state(two, oracle_two)


@exercise("BatchNorm", points=0.5)
def test_a_mean_far_larger_than_the_spread(student, reference, rng):
    """The result is accurate also where the mean of a feature is millions of times larger than its spread."""
    # Whole numbers around 2**28 with a sum of 8 * 2**28: mean and centred values are exact in float64 in any order of
    # summation, but the squares (2**56) are not, so that a difference of their means is off by whole numbers.
    spread = np.stack([rng.permutation([-7.0, -5.0, -3.0, -1.0, 1.0, 3.0, 5.0, 7.0]) for _ in range(2)], axis=1)
    layer, oracle = pair(student, reference, "BatchNorm", 2, rng)
    x = spread * np.array([1.0, 3.0]) + 2.0**28
    assert_forward(layer, oracle, x)
    assert_close(layer.running_var, oracle.running_var, what="running_var")


@exercise("BatchNorm", points=0.5)
def test_other_types_and_layouts(student, reference, rng):
    """float32 and integers are converted to float64 first; Fortran order, strided views and one feature work."""
    arrays = {
        "float32": batch(rng, 5, 3).astype(np.float32),
        "int8": rng.permuted(np.arange(-120, 120, 20).reshape(4, 3), axis=0).astype(np.int8),
        "int64": rng.permuted(np.arange(15).reshape(5, 3), axis=0),
        "Fortran order": np.asfortranarray(batch(rng, 5, 3)),
        "a strided view": batch(rng, 10, 6)[::-2, ::2],
        "one feature": batch(rng, 5, 1),
    }
    check_unusual_arrays(student, reference, "BatchNorm", rng, arrays)


@exercise("BatchNorm2d", points=0.5)
def test_a_new_2d_layer(student, reference):
    """The attributes have one entry for each channel and start as in BatchNorm."""
    check_new_layer(student, reference, "BatchNorm2d")


@exercise("BatchNorm2d", points=1.5)
def test_2d_training_forward(student, reference, rng):
    """Each channel is normalised by its mean and biased variance over the batch and all pixels."""
    for shape in ((4, 3, 2, 5), (3, 3, 3, 3), (2, 1, 4, 3), (1, 2, 3, 2), (5, 3, 1, 1)):
        fresh = student.BatchNorm2d(shape[1]), reference.BatchNorm2d(shape[1])
        assert_forward(*fresh, batch(rng, *shape), "the output of a new layer")
        layer, oracle = pair(student, reference, "BatchNorm2d", shape[1], rng)
        assert_forward(layer, oracle, batch(rng, *shape))


@exercise("BatchNorm2d", points=0.5)
def test_2d_eps_under_the_root(student, reference, rng):
    """The eps of the caller is added to the variance of the channel, under the root, in both modes."""
    check_eps(student, reference, "BatchNorm2d", rng, 3, 4, 2, 5)


@exercise("BatchNorm2d", points=1)
def test_2d_running_statistics(student, reference, rng):
    """Running mean and unbiased running variance count all N H W values of a channel, for batches of any size."""
    shapes = [(4, 3, 2, 5), (1, 3, 2, 1), (2, 3, 3, 2), (3, 3, 1, 1)]
    check_running_statistics(student, reference, "BatchNorm2d", rng, shapes)


@exercise("BatchNorm2d", points=1)
def test_2d_evaluation_forward(student, reference, rng):
    """Evaluation normalises each channel by its running statistics, for images of any size, and changes nothing."""
    shapes = [(2, 3, 4, 5), (1, 3, 1, 1), (3, 3, 2, 6)]
    check_evaluation(student, reference, "BatchNorm2d", rng, (3, 3, 2, 4), shapes)


@exercise("BatchNorm2d", points=1.5)
def test_2d_training_backward(student, reference, rng):
    """In training, the gradients go through the mean and the variance of each channel."""
    shapes = [(4, 3, 2, 5), (1, 3, 3, 2), (2, 3, 2, 3)]
    check_training_gradient(student, reference, "BatchNorm2d", rng, shapes)


@exercise("BatchNorm2d", points=0.5)
def test_2d_evaluation_backward(student, reference, rng):
    """After an evaluation forward mean and variance of the channels are constants."""
    check_evaluation_gradient(student, reference, "BatchNorm2d", rng, (3, 3, 2, 4), [(2, 3, 4, 5), (1, 3, 1, 1)])


@exercise("BatchNorm2d", points=0.5)
def test_2d_backward_belongs_to_the_last_forward(student, reference, rng):
    """Gradients are overwritten, and belong to the last forward, though mode, gamma and statistics changed since."""
    check_gradient_of_last_forward(student, reference, "BatchNorm2d", rng, (3, 3, 2, 4))


@exercise("BatchNorm2d", points=0.5)
def test_2d_one_value_per_channel_is_refused_in_training(student, reference, rng):
    """N H W = 1 raises ValueError in training and leaves the statistics alone; one image of several pixels is fine."""
    check_single_value(student, reference, "BatchNorm2d", rng, (1, 3, 2, 1), (1, 3, 1, 1))


@exercise("BatchNorm2d", points=0.5)
def test_2d_other_types_and_layouts(student, reference, rng):
    """float32 and integers are converted to float64 first; channels-last memory and strided views work."""
    arrays = {
        "float32": batch(rng, 3, 2, 4, 5).astype(np.float32),
        "int8": rng.permuted(np.arange(-120, 120, 10).reshape(3, 2, 2, 2), axis=0).astype(np.int8),
        "channels-last memory": batch(rng, 3, 2, 4, 5).transpose(0, 2, 3, 1).copy().transpose(0, 3, 1, 2),
        "Fortran order": np.asfortranarray(batch(rng, 3, 2, 4, 5)),
        "a strided view": batch(rng, 6, 4, 4, 5)[::2, 1::2, ::-1, ::2],
    }
    check_unusual_arrays(student, reference, "BatchNorm2d", rng, arrays)

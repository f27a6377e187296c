"""Hidden checks of batch normalisation.

Both layers obey the same rules over different axes, so each rule is written once, for a layer's name and the shapes of
its batches; the checks say which layer is asked. A mistake should cost the checks of one rule: what a check is not
about (running statistics in a gradient check, say) is assigned by the check or taken from the student's own layer.
"""

import numpy as np

from autograder.checks import assert_close, assert_equal, assert_gradient, assert_raises, exercise

PARAMETERS, STATISTICS, GRADIENTS = ("gamma", "beta"), ("running_mean", "running_var"), ("dgamma", "dbeta")


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


def evaluation(rng, *layers):
    """Switch the layers to evaluation with the same statistics, which no training leads to.

    The last thing that happens to a layer's statistics: an update in place would reach the arrays of the check.
    """
    features = len(layers[-1].gamma)
    mean, var = rng.normal(size=features), rng.uniform(0.2, 5.0, size=features)
    for layer in layers:
        layer.running_mean, layer.running_var = mean, var
        layer.eval()


def assert_attributes(layer, oracle, names):
    """Require that attributes are the reference's."""
    for name in names:
        assert_close(getattr(layer, name), getattr(oracle, name), what=name)


def assert_forward(layer, oracle, x, what="the output"):
    """Send x through both layers, and require the same output."""
    assert_close(layer.forward(x), oracle.forward(x), what=f"{what} for {x.shape}")


def assert_backward(layer, oracle, dout):
    """Send dout back through both layers, and require the same three gradients."""
    assert_close(layer.backward(dout), oracle.backward(dout), what=f"dx for {dout.shape}")
    assert_attributes(layer, oracle, GRADIENTS)


def assert_unmoved(layer, function, *arguments):
    """Require that a call leaves the parameters and the running statistics as they are."""
    names = PARAMETERS + STATISTICS
    before = [getattr(layer, name) for name in names]
    function(*arguments)
    for name, value in zip(names, before, strict=True):
        assert_equal(getattr(layer, name), value, what=name)


def check_new_layer(student, reference, name):
    """Starting values and the switches of the mode."""
    for features in (3, 1):
        layer = getattr(student, name)(features)
        assert_attributes(layer, getattr(reference, name)(features), PARAMETERS + STATISTICS)
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
        for one in (layer, oracle):
            one.running_mean, one.running_var = np.zeros(4), np.array([2.0, 1e-2, 1e-5, 0.0])
            one.eval()
        assert_forward(layer, oracle, x[:1], f"the output in evaluation with {options}")
    layer, oracle = getattr(student, name)(4, 0.7, 0.2), getattr(reference, name)(4, 0.7, 0.2)
    assert_forward(layer, oracle, x, "the output with eps=0.7 by position")
    assert_close(layer.running_mean, oracle.running_mean, what="running_mean with momentum=0.2 by position")


def check_running_statistics(student, reference, name, rng, shapes):
    """Averages over batches of the given shapes, for several momenta; 1 keeps the last batch, 0 the start."""
    for options in ({}, {"momentum": 0.3}, {"momentum": 1.0}, {"momentum": 0.0}):
        layer, oracle = pair(student, reference, name, 3, rng, **options)
        for shape in shapes:
            x = batch(rng, *shape)
            layer.forward(x)
            oracle.forward(x)
            assert_attributes(layer, oracle, STATISTICS)
            layer.eval()  # there and back: the averages go on where they were
            layer.train()


def check_evaluation(student, reference, name, rng, training_shape, shapes):
    """Evaluation before training, after it, back in training, and with statistics that the check assigns."""
    layer, oracle = pair(student, reference, name, 3, rng)
    layer.eval()
    oracle.eval()
    assert_forward(layer, oracle, batch(rng, *shapes[0]), "the output in evaluation before any training")
    layer.train()
    layer.forward(batch(rng, *training_shape))
    layer.eval()
    oracle.running_mean, oracle.running_var = layer.running_mean, layer.running_var  # whatever the student's are
    for shape in shapes:
        assert_forward(layer, oracle, batch(rng, *shape), "the output in evaluation")
        assert_unmoved(layer, layer.forward, batch(rng, *shape))
    layer.train()
    oracle.train()
    assert_forward(layer, oracle, batch(rng, *training_shape), "the output back in training")
    evaluation(rng, layer, oracle)
    assert_forward(layer, oracle, batch(rng, *shapes[0]), "the output in evaluation with given statistics")


def check_training_gradient(student, reference, name, rng, shapes):
    """Gradients of training batches of the given shapes, the last by finite differences as well."""
    layer, oracle = pair(student, reference, name, 3, rng, eps=1e-3)
    for shape in shapes:  # batches of several sizes through one layer
        x, dout = batch(rng, *shape), rng.normal(size=shape)
        layer.forward(x)
        oracle.forward(x)
        assert_backward(layer, oracle, dout)
    assert_unmoved(layer, layer.backward, dout)
    # finite differences owe nothing to the reference's own backward
    assert_gradient(layer.backward(dout), oracle.forward, x, dout, what="dx")


def check_evaluation_gradient(student, reference, name, rng, training_shape, shapes):
    """Gradients of evaluation batches of the given shapes, after one training batch."""
    layer, oracle = pair(student, reference, name, 3, rng)
    layer.forward(batch(rng, *training_shape))
    evaluation(rng, layer, oracle)
    for shape in shapes:
        x, dout = batch(rng, *shape), rng.normal(size=shape)
        layer.forward(x)
        oracle.forward(x)
        assert_backward(layer, oracle, dout)
    assert_unmoved(layer, layer.backward, dout)


def check_gradient_of_last_forward(student, reference, name, rng, shape):
    """Everything that backward might look at changes between forward and backward."""
    dout = rng.normal(size=shape)
    for training in (True, False):
        layer, oracle = pair(student, reference, name, 3, rng)
        layer.forward(batch(rng, *shape))  # not the last one
        if not training:
            evaluation(rng, layer, oracle)
        x = batch(rng, *shape)
        layer.forward(x)
        oracle.forward(x)
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
    """One value per channel: refused by a new layer and by a used one, welcome in evaluation."""
    layer, oracle = pair(student, reference, name, 3, rng)
    assert_unmoved(layer, assert_raises, ValueError, layer.forward, batch(rng, *single))
    layer.forward(batch(rng, *training_shape))
    assert_unmoved(layer, assert_raises, ValueError, layer.forward, batch(rng, *single))
    evaluation(rng, layer, oracle)
    assert_forward(layer, oracle, batch(rng, *single), "the output in evaluation")


def check_two_layers(student, reference, name, rng, shape, other_shape):
    """Two layers of different size, momentum and eps in turns: the first does what it did when it was alone."""
    names = PARAMETERS + STATISTICS + GRADIENTS
    x, y = batch(rng, *shape), batch(rng, *other_shape)
    dout, other_dout = rng.normal(size=shape), rng.normal(size=other_shape)
    alone = getattr(student, name)(shape[1])
    wanted = [alone.forward(x), alone.forward(2.0 * x), alone.backward(dout)]
    wanted += [getattr(alone, attribute) for attribute in names]
    assert_close(wanted[0], getattr(reference, name)(shape[1]).forward(x), what="the output")

    layer, other = getattr(student, name)(shape[1]), getattr(student, name)(other_shape[1], momentum=0.4, eps=0.1)
    results = [layer.forward(x)]
    other.forward(y)
    other.eval()
    results.append(layer.forward(2.0 * x))
    other.forward(y)
    other.backward(other_dout)
    results.append(layer.backward(dout))
    other.backward(other_dout)
    results += [getattr(layer, attribute) for attribute in names]
    for what, result, value in zip(("first output", "second output", "dx", *names), results, wanted, strict=True):
        assert_close(result, value, what=f"the {what} of one of two layers")


def check_large_mean(student, reference, name, rng, shape):
    """Features (two of them, 8 values each) around 2**28.

    Whole numbers with a sum of 8 * 2**28: mean and centred values are exact in float64 in any order of summation, but
    the squares (2**56) are not, so that a difference of their means is off by whole numbers.
    """
    spread = rng.permuted(np.tile(np.arange(-7.0, 9.0, 2.0), (2, 1)), axis=1) * [[1.0], [3.0]]  # (C, N H W)
    x = np.moveaxis(spread.reshape(shape[1], shape[0], *shape[2:]), 0, 1) + 2.0**28
    assert_forward(*pair(student, reference, name, 2, rng), x)


def check_unusual_arrays(student, reference, name, rng, arrays):
    """Input and gradient of an unusual type or layout give what their plain float64 copies give, in both modes."""
    for what, x in arrays.items():
        dout = x[::-1]  # as unusual as x, and other values than x
        layer, plain = getattr(student, name)(x.shape[1]), getattr(student, name)(x.shape[1])
        for training in (True, False):
            if not training:
                evaluation(rng, layer, plain, getattr(reference, name)(x.shape[1]))
            output, wanted = layer.forward(x), plain.forward(np.array(x, dtype=np.float64, order="C"))
            assert_close(output, wanted, what=f"the output of {what}")
            dx, wanted = layer.backward(dout), plain.backward(np.array(dout, dtype=np.float64, order="C"))
            assert_close(dx, wanted, what=f"dx of {what}")
            assert_attributes(layer, plain, STATISTICS + GRADIENTS if training else GRADIENTS[:1])


@exercise("BatchNorm", points=0.5)
def test_a_new_layer(student, reference):
    """A new layer has gamma and running_var of ones, beta and running_mean of zeros, float64, and is in training."""
    check_new_layer(student, reference, "BatchNorm")


@exercise("BatchNorm", points=1.5)
def test_training_forward(student, reference, rng):
    """Each feature is normalised by mean and biased variance of the batch, then scaled by gamma and shifted by beta."""
    for n, features in ((6, 3), (2, 4), (3, 3), (45, 1)):
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
    check_two_layers(student, reference, "BatchNorm", rng, (5, 3), (4, 2))


@exercise("BatchNorm", points=0.5)
def test_a_mean_far_larger_than_the_spread(student, reference, rng):
    """The result is accurate also where the mean of a feature is millions of times larger than its spread."""
    check_large_mean(student, reference, "BatchNorm", rng, (8, 2))


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


@exercise("BatchNorm2d", points=1)
def test_2d_training_forward(student, reference, rng):
    """Each channel is normalised by its mean and biased variance over the batch and all pixels."""
    check_large_mean(student, reference, "BatchNorm2d", rng, (2, 2, 2, 2))
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
def test_two_2d_layers_keep_apart(student, reference, rng):
    """Two layers used in turns don't share statistics, parameters, modes or gradients."""
    check_two_layers(student, reference, "BatchNorm2d", rng, (3, 3, 2, 4), (2, 2, 3, 1))


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

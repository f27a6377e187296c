"""Hidden checks of softmax and cross-entropy."""

import numpy as np
from hypothesis import strategies as st

from autograder.checks import assert_close, assert_equal, assert_gradient, assert_raises, exercise
from autograder.properties import property_check

INF = np.inf
# Rows far apart, scores far apart in one row, and whole rows out of exp's range (-745 .. 709) on either side.
LARGE = np.array([[0.0, 1.0, -2.0], [-2000.0, -2001.0, -2003.0], [1e4, -1e4, 9999.0], [800.0, 799.0, 0.5]])
MASKED = np.array([[0.5, -INF, 1.5, -INF], [-INF, -INF, -INF, -3.0], [2000.0, 1.0, -INF, 1999.0]])
# float32, small integers whose differences don't fit their type, Fortran order, a strided view.
UNUSUAL = {
    "float32": np.array([[0.1, 2.3, -1.7], [3.3, 0.7, 0.2]], dtype=np.float32),
    "int64": np.array([[3, -1, 2], [0, 5, 4]]),
    "int8": np.array([[100, -100, 99], [-128, 127, 126]], dtype=np.int8),
    "uint8": np.array([[3, 250, 249], [1, 0, 2]], dtype=np.uint8),
    "Fortran order": np.asfortranarray(np.array([[0.1, 2.0, -1.0], [3.0, 0.5, 0.2]])),
    "a strided view": np.arange(24.0).reshape(4, 6)[::2, ::-2] % 7.0,
}
# One class: log-probabilities, losses and gradients are 0 but for rounding, so they are compared beside a 1.
COLUMN = np.array([[4.0], [-3.0]])
# More classes than a byte can number, signed or not.
MANY = np.sin(np.arange(900.0)).reshape(3, 300)
MANY_TARGETS = (np.array([200, 255, 0], dtype=np.uint8), np.array([299, 128, 256], dtype=np.int16))


def labelled_scores(rng, n, classes, scale=2.0):
    """Random scores (n, classes), and targets that leave the last class out and are neither sorted nor distinct."""
    targets = rng.permutation(np.arange(n) % (classes - 1))
    return rng.normal(scale=scale, size=(n, classes)), targets


@exercise("softmax", points=0.5)
def test_softmax_normalises_the_last_axis_by_default(student, reference, rng):
    """Without an axis, each row (the last axis) becomes one distribution: of a vector, a square matrix, a 3-d array."""
    for shape in ((5,), (4, 4), (2, 3, 4)):
        logits = rng.normal(scale=2.0, size=shape)
        assert_close(student.softmax(logits), reference.softmax(logits), what=f"softmax of shape {shape}")


@exercise("softmax", points=1)
def test_softmax_along_any_axis(student, reference, rng):
    """The probabilities along the chosen axis sum to 1, whichever axis it is, for arrays of any rank."""
    for shape in ((3, 3), (3, 4, 5), (2, 3, 4, 5)):
        logits = rng.normal(scale=2.0, size=shape)
        for axis in range(-len(shape), len(shape)):
            result = student.softmax(logits, axis=axis)
            assert_close(
                result, reference.softmax(logits, axis=axis), what=f"softmax of shape {shape} with axis={axis}"
            )
    assert_close(student.softmax(logits, 1), reference.softmax(logits, 1), what="softmax with the axis by position")
    assert_close(student.softmax(axis=0, logits=logits), reference.softmax(logits, 0), what="softmax by keywords")


@exercise("softmax", points=0.5)
@property_check(scores=st.lists(st.integers(-10_000, 10_000), min_size=1, max_size=5))
def test_softmax_of_scores_of_any_size(student, reference, scores):
    """Scores from -10,000 to 10,000 give probabilities, without overflow, and small ones next to large ones."""
    logits = np.array(scores, dtype=np.float64)
    assert_close(student.softmax(logits), reference.softmax(logits))


@exercise("softmax", points=0.5)
def test_softmax_of_distant_rows_and_masked_scores(student, reference):
    """Rows that lie thousands apart keep their own distributions, and a score of -inf gets probability 0."""
    assert_close(student.softmax(LARGE), reference.softmax(LARGE))
    assert_close(student.softmax(LARGE.T, axis=0), reference.softmax(LARGE.T, axis=0))
    masked = student.softmax(MASKED)
    assert_close(masked, reference.softmax(MASKED))
    assert_equal(masked[MASKED == -INF], np.zeros(6), what="the probabilities of scores of -inf")
    assert_close(student.softmax(MASKED.T, axis=0), reference.softmax(MASKED.T, axis=0))


@exercise("softmax", points=0.5)
def test_softmax_of_other_types_and_layouts(student, reference):
    """float32 and integers are converted to float64 first; memory layout and axes of size 1 make no difference."""
    for name, logits in UNUSUAL.items():
        for axis in (0, 1):
            assert_close(student.softmax(logits, axis), reference.softmax(logits, axis), what=f"softmax of {name}")
    assert_close(student.softmax(COLUMN), np.ones((2, 1)), what="softmax of a single class")


@exercise("log_softmax", points=0.5)
def test_log_softmax_normalises_the_last_axis_by_default(student, reference, rng):
    """Without an axis, the logarithms belong to distributions along the last axis; they are natural logarithms."""
    for shape in ((5,), (4, 4), (2, 3, 4)):
        logits = rng.normal(scale=2.0, size=shape)
        assert_close(student.log_softmax(logits), reference.log_softmax(logits), what=f"log_softmax of shape {shape}")


@exercise("log_softmax", points=1)
def test_log_softmax_along_any_axis(student, reference, rng):
    """The logarithms belong to distributions along the chosen axis, for arrays of any rank."""
    for shape in ((3, 3), (3, 4, 5), (2, 3, 4, 5)):
        logits = rng.normal(scale=2.0, size=shape)
        for axis in range(-len(shape), len(shape)):
            wanted = reference.log_softmax(logits, axis=axis)
            what = f"log_softmax of shape {shape} with axis={axis}"
            assert_close(student.log_softmax(logits, axis=axis), wanted, what=what)
    assert_close(student.log_softmax(logits, 1), reference.log_softmax(logits, 1), what="log_softmax(logits, 1)")


@exercise("log_softmax", points=1)
def test_log_softmax_where_probabilities_underflow(student, reference):
    """Log-probabilities stay finite and exact for scores of any size and distance; only a score of -inf has -inf."""
    assert_close(student.log_softmax(LARGE), reference.log_softmax(LARGE))
    assert_close(student.log_softmax(LARGE.T, axis=0), reference.log_softmax(LARGE.T, axis=0))
    assert_close(student.log_softmax(MASKED), reference.log_softmax(MASKED))
    assert_close(student.log_softmax(MASKED.T, axis=0), reference.log_softmax(MASKED.T, axis=0))
    # p = e^-30 and e^-100 can be stored, but not added to 1: a floor under p, or clipped scores, show here
    faint = np.array([[0.0, -30.0, -100.0], [600.0, 0.0, -600.0]])
    assert_close(student.log_softmax(faint), reference.log_softmax(faint))


@exercise("log_softmax", points=0.5)
def test_log_softmax_of_other_types_and_layouts(student, reference):
    """float32 and integers are converted to float64 first; memory layout and axes of size 1 make no difference."""
    for name, logits in UNUSUAL.items():
        for axis in (0, 1):
            wanted = reference.log_softmax(logits, axis)
            assert_close(student.log_softmax(logits, axis), wanted, what=f"log_softmax of {name}")
    assert_close(1.0 + student.log_softmax(COLUMN), np.ones((2, 1)), what="1 + log_softmax of a single class")


@exercise("cross_entropy", points=1)
def test_cross_entropy_is_the_mean_over_the_examples(student, reference, rng):
    """The loss is the mean over the N examples of minus the log-probability of the true class; N and C are free."""
    for n, classes in ((7, 4), (3, 6), (4, 4), (1, 3)):
        logits, targets = labelled_scores(rng, n, classes)
        wanted = reference.cross_entropy(logits, targets)
        assert_close(
            student.cross_entropy(logits, targets), wanted, what=f"the loss of {n} examples in {classes} classes"
        )
        assert_close(student.cross_entropy(logits, targets, reduction="mean"), wanted, what='the loss with "mean"')
    loss = student.cross_entropy(COLUMN, np.array([0, 0]))
    assert_close(1.0 + loss, 1.0, what="1 + the loss of a single class")


@exercise("cross_entropy", points=0.5)
def test_cross_entropy_reductions(student, reference, rng):
    """Reduction "sum" gives the sum of the losses, "none" the N losses themselves, of shape (N,)."""
    for n, classes in ((5, 4), (1, 3)):
        logits, targets = labelled_scores(rng, n, classes)
        for reduction in ("none", "sum"):
            result = student.cross_entropy(logits, targets, reduction=reduction)
            assert_close(
                result, reference.cross_entropy(logits, targets, reduction), what=f'the loss with "{reduction}"'
            )
    assert_close(student.cross_entropy(logits, targets, "sum"), reference.cross_entropy(logits, targets, "sum"))


@exercise("cross_entropy", points=1)
def test_cross_entropy_where_probabilities_underflow(student, reference):
    """A true class with probability e^-100 costs 100, one with e^-20000 costs 20,000, and losses near 0 are right."""
    logits = np.array([[0.0, -100.0, -200.0], [1e4, -1e4, 0.0], [-3000.0, -2000.0, -2001.0], [700.0, 0.0, 0.0]])
    for targets in (np.array([1, 1, 0, 2]), np.array([2, 2, 1, 0])):
        for reduction in ("none", "mean"):
            wanted = reference.cross_entropy(logits, targets, reduction)
            assert_close(student.cross_entropy(logits, targets, reduction=reduction), wanted)


@exercise("cross_entropy", points=0.5)
def test_cross_entropy_ignores_masked_classes(student, reference):
    """Other classes may have a score of -inf: they take no probability, and the loss stays finite."""
    for targets in (np.array([0, 3, 3]), np.array([2, 3, 0])):
        for reduction in ("none", "mean"):
            wanted = reference.cross_entropy(MASKED, targets, reduction)
            assert_close(student.cross_entropy(MASKED, targets, reduction=reduction), wanted)


@exercise("cross_entropy", points=0.5)
def test_cross_entropy_refuses_bad_input(student, rng):
    """A target below 0 or from C on, and an unknown reduction, raise ValueError."""
    logits, targets = labelled_scores(rng, 4, 3)
    for bad in (-1, -3, 3, 7):
        for place in (0, 3):
            wrong = targets.copy()
            wrong[place] = bad
            for reduction in ("mean", "none"):
                assert_raises(ValueError, student.cross_entropy, logits, wrong, reduction=reduction)
    for reduction in ("max", "", "Mean", None):
        assert_raises(ValueError, student.cross_entropy, logits, targets, reduction=reduction)


@exercise("cross_entropy", points=0.5)
def test_cross_entropy_of_other_types_and_layouts(student, reference):
    """Scores are converted to float64 first, whatever their type and layout; targets may have any integer type."""
    for name, logits in UNUSUAL.items():
        for dtype in (np.uint8, np.int32):
            targets = np.array([logits.shape[1] - 1, 0], dtype=dtype)[: len(logits)]
            for reduction in ("mean", "none"):
                wanted = reference.cross_entropy(logits, targets, reduction)
                assert_close(
                    student.cross_entropy(logits, targets, reduction=reduction), wanted, what=f"the loss of {name}"
                )
    for targets in MANY_TARGETS:
        loss = student.cross_entropy(targets=targets, logits=MANY, reduction="none")
        assert_close(loss, reference.cross_entropy(MANY, targets, "none"), what="the losses of 300 classes")


@exercise("cross_entropy_backward", points=1)
def test_cross_entropy_backward_is_the_gradient_of_the_mean(student, reference, rng):
    """The result is the gradient of the mean loss with respect to every logit, for any N and C."""
    for n, classes in ((7, 4), (3, 6), (4, 4), (1, 3)):
        logits, targets = labelled_scores(rng, n, classes)
        gradient = student.cross_entropy_backward(logits, targets)
        assert_close(
            gradient, reference.cross_entropy_backward(logits, targets), what=f"the gradient, N={n} and C={classes}"
        )
        # The loss is one number, and so is its cotangent; finite differences owe nothing to the reference's gradient
        cotangent = rng.normal()
        assert_gradient(cotangent * gradient, lambda z, y=targets: reference.cross_entropy(z, y), logits, cotangent)


@exercise("cross_entropy_backward", points=0.5)
def test_cross_entropy_backward_reductions(student, reference, rng):
    """With reduction "sum" the result is the gradient of the sum; "mean" is the default."""
    for n, classes in ((5, 4), (2, 3)):
        logits, targets = labelled_scores(rng, n, classes)
        for reduction in ("sum", "mean"):
            wanted = reference.cross_entropy_backward(logits, targets, reduction)
            result = student.cross_entropy_backward(logits, targets, reduction=reduction)
            assert_close(result, wanted, what=f'the gradient with "{reduction}"')
    wanted = reference.cross_entropy_backward(logits, targets, "sum")
    assert_close(
        student.cross_entropy_backward(logits, targets, "sum"), wanted, what="the gradient, reduction by position"
    )


@exercise("cross_entropy_backward", points=0.5)
def test_cross_entropy_backward_gives_the_same_answer_twice(student, reference, rng):
    """A second call with the same logits gives the same gradient, and other targets give theirs."""
    logits, targets = labelled_scores(rng, 5, 4)
    for current in (targets, targets, (targets + 1) % 4):
        wanted = reference.cross_entropy_backward(logits, current)
        assert_close(student.cross_entropy_backward(logits, current), wanted)


@exercise("cross_entropy_backward", points=0.5)
def test_cross_entropy_backward_refuses_bad_input(student, rng):
    """A target below 0 or from C on raises ValueError, and so does any reduction besides "mean" and "sum"."""
    logits, targets = labelled_scores(rng, 4, 3)
    for bad in (-1, -3, 3, 7):
        for place in (0, 3):
            wrong = targets.copy()
            wrong[place] = bad
            for reduction in ("mean", "sum"):
                assert_raises(ValueError, student.cross_entropy_backward, logits, wrong, reduction=reduction)
    for reduction in ("none", "max", "", "Mean", None):
        assert_raises(ValueError, student.cross_entropy_backward, logits, targets, reduction=reduction)


@exercise("cross_entropy_backward", points=0.5)
def test_cross_entropy_backward_of_unusual_scores(student, reference):
    """Large scores, scores of -inf, float32, integers, any layout: the gradient is finite, float64 and exact."""
    for name, logits in {"large scores": LARGE, "masked scores": MASKED, **UNUSUAL}.items():
        targets = np.array([logits.shape[1] - 1, 0, 0, 0], dtype=np.uint8)[: len(logits)]
        wanted = reference.cross_entropy_backward(logits, targets)
        assert_close(student.cross_entropy_backward(logits, targets), wanted, what=f"the gradient of {name}")
    for targets in MANY_TARGETS:
        gradient = student.cross_entropy_backward(targets=targets, logits=MANY)
        assert_close(gradient, reference.cross_entropy_backward(MANY, targets), what="the gradient of 300 classes")
    gradient = student.cross_entropy_backward(COLUMN, np.array([0, 0]))
    assert_close(1.0 + gradient, np.ones((2, 1)), what="1 + the gradient of a single class")


@exercise("binary_cross_entropy_with_logits", points=0.5)
def test_binary_cross_entropy_is_the_two_class_loss(student, reference, rng):
    """With targets 0 and 1 the loss is the mean softmax loss of the scores (0, z); targets may be integers."""
    for n in (7, 4, 1):
        logits = rng.normal(scale=2.0, size=n)
        targets = rng.permutation(np.arange(n) % 2)
        wanted = reference.cross_entropy(np.stack([np.zeros(n), logits], axis=1), targets)
        for labels in (targets, targets.astype(np.float64), 1 - targets.astype(np.int8)):
            both = wanted if labels[0] == targets[0] else reference.binary_cross_entropy_with_logits(logits, labels)
            assert_close(
                student.binary_cross_entropy_with_logits(logits, labels), both, what=f"the loss of {n} examples"
            )


@exercise("binary_cross_entropy_with_logits", points=0.5)
def test_binary_cross_entropy_of_soft_labels(student, reference, rng):
    """A target between 0 and 1 weighs the two terms of the loss."""
    logits, targets = rng.normal(scale=2.0, size=6), np.array([0.1, 0.35, 0.5, 0.9, 1.0, 0.0])
    wanted = reference.binary_cross_entropy_with_logits(logits, targets)
    assert_close(student.binary_cross_entropy_with_logits(logits, targets), wanted)


@exercise("binary_cross_entropy_with_logits", points=0.5)
def test_binary_cross_entropy_of_large_scores(student, reference):
    """Scores of 1,000 and more, right and wrong ones, give finite and exact losses."""
    for logit in (30.0, -30.0, 100.0, -100.0, 1000.0, -1000.0, 1e4, -1e4):
        logits, targets = np.array([logit, 1.0]), np.array([0.0 if logit > 0 else 1.0, 0.25])
        wanted = reference.binary_cross_entropy_with_logits(logits, targets)
        assert_close(student.binary_cross_entropy_with_logits(logits, targets), wanted)
        wanted = reference.binary_cross_entropy_with_logits(logits, 1.0 - targets)
        assert_close(student.binary_cross_entropy_with_logits(logits, 1.0 - targets), wanted)


@exercise("binary_cross_entropy_with_logits", points=0.5)
def test_binary_cross_entropy_of_other_types_and_layouts(student, reference):
    """Scores and targets are converted to float64 first, whatever their type and layout."""
    soft = np.array([0.1, 0.7, 0.4], dtype=np.float32)
    hard = np.array([1, 0, 1], dtype=np.uint8)
    scores = np.array([100, -128, -127], dtype=np.int8)
    for logits in (np.array([0.1, -2.3, 1.7], dtype=np.float32), scores, np.arange(12.0).reshape(3, 4)[:, 1] - 4.0):
        for targets in (soft, hard, np.array([0.3, 0.0, 0.2, 0.0, 0.9])[::2]):
            wanted = reference.binary_cross_entropy_with_logits(logits, targets)
            assert_close(student.binary_cross_entropy_with_logits(logits, targets), wanted)


@exercise("softmax_regression_loss", points=1)
def test_softmax_regression_loss_without_penalty(student, reference, rng):
    """The first result is the mean cross-entropy of the logits X W; without `l2` there is no penalty."""
    for n, features, classes in ((7, 5, 4), (3, 2, 6), (4, 4, 4), (1, 3, 2)):
        targets = labelled_scores(rng, n, classes)[1]
        W, X = rng.normal(size=(features, classes)), rng.normal(size=(n, features))
        loss, _ = student.softmax_regression_loss(W, X, targets)
        assert_close(loss, reference.softmax_regression_loss(W, X, targets)[0], what="the loss")


@exercise("softmax_regression_loss", points=1)
def test_softmax_regression_gradient_without_penalty(student, reference, rng):
    """The second result is the gradient of the loss with respect to W, of W's shape."""
    for n, features, classes in ((7, 5, 4), (3, 2, 6), (4, 4, 4), (1, 3, 2)):
        targets = labelled_scores(rng, n, classes)[1]
        W, X = rng.normal(size=(features, classes)), rng.normal(size=(n, features))
        _, dW = student.softmax_regression_loss(W, X, targets)
        assert_close(dW, reference.softmax_regression_loss(W, X, targets)[1], what="dW")


@exercise("softmax_regression_loss", points=1)
def test_softmax_regression_penalty(student, reference, rng):
    """The penalty is l2 times the sum of the squares of W, whatever N is; the gradient is that of the whole loss."""
    for n, l2 in ((6, 0.3), (3, 0.02), (1, 2), (4, 0.0)):
        targets = labelled_scores(rng, n, 4)[1]
        W, X = rng.normal(size=(5, 4)), rng.normal(size=(n, 5))
        loss, dW = student.softmax_regression_loss(W, X, targets, l2=l2)
        wanted_loss, wanted_dW = reference.softmax_regression_loss(W, X, targets, l2)
        assert_close(loss, wanted_loss, what=f"the loss with l2={l2}")
        assert_close(dW, wanted_dW, what=f"dW with l2={l2}")
    cotangent = rng.normal()
    assert_gradient(
        cotangent * dW, lambda w: reference.softmax_regression_loss(w, X, targets, l2)[0], W, cotangent, what="dW"
    )
    assert_close(student.softmax_regression_loss(W, X, targets, 0.7)[0], wanted_loss + 0.7 * np.sum(W**2))


@exercise("softmax_regression_loss", points=0.5)
def test_softmax_regression_refuses_bad_targets(student, rng):
    """A target below 0 or from C on raises ValueError."""
    W, X = rng.normal(size=(5, 3)), rng.normal(size=(4, 5))
    for bad in (-1, -3, 3, 7):
        for place in (0, 3):
            targets = np.array([0, 2, 1, 1])
            targets[place] = bad
            assert_raises(ValueError, student.softmax_regression_loss, W, X, targets, l2=0.1)


@exercise("softmax_regression_loss", points=0.5)
def test_softmax_regression_of_unusual_arrays(student, reference, rng):
    """Logits of thousands, float32, small integers and any layout give the float64 answer."""
    small = np.array([[100, -90, 3], [5, 110, -120]], dtype=np.int8)
    single = rng.normal(size=(4, 6)).astype(np.float32)
    cases = [
        (small.T, small, np.array([1, 0], dtype=np.uint8)),
        (
            np.array([[100, -5, 7, 2], [9, 90, -8, 1]], dtype=np.int16),
            np.array([[200, 3], [-4, 150]], dtype=np.int16),
            [3, 2],
        ),
        (single.T, single[::2], [1, 3]),
        (np.asfortranarray(rng.normal(size=(3, 4))), rng.normal(size=(6, 6))[1::2, ::2], [3, 0, 0]),
        (1000.0 * rng.normal(size=(3, 4)), rng.normal(size=(2, 3)), [3, 1]),
    ]
    for W, X, targets in cases:
        targets = np.asarray(targets)
        loss, dW = student.softmax_regression_loss(W, X, targets, l2=1)
        wanted_loss, wanted_dW = reference.softmax_regression_loss(W, X, targets, l2=1)
        assert_close(loss, wanted_loss, what="the loss")
        assert_close(dW, wanted_dW, what="dW")


@exercise("predict", points=0.5)
def test_predict_takes_the_largest_score_of_each_row(student, reference, rng):
    """One class for each example, whatever N and C, the size of the scores, their type and their layout."""
    scores = {f"shape {shape}": rng.normal(size=shape) for shape in ((6, 4), (2, 5), (1, 3), (4, 4))}
    for name, logits in {**scores, "large scores": LARGE, "masked scores": MASKED, **UNUSUAL}.items():
        assert_equal(student.predict(logits), reference.predict(logits), what=f"the classes for {name}")
    close = np.array([[1.0, 1.0 + 1e-10, 0.5]])  # the same number in float32
    assert_equal(student.predict(logits=close), np.array([1]), what="the class of scores that are close")


@exercise("predict", points=0.5)
def test_predict_takes_the_first_of_equals(student):
    """Of several largest scores the first counts, also where all are equal."""
    logits = np.array([[1.0, 3.0, 3.0, 0.0], [2.0, 2.0, 2.0, 2.0], [-5.0, -7.0, -5.0, -5.0], [0.0, 1.0, 0.0, 1.0]])
    assert_equal(student.predict(logits), np.array([1, 0, 0, 1]))
    assert_equal(student.predict(logits.astype(np.int64)), np.array([1, 0, 0, 1]))

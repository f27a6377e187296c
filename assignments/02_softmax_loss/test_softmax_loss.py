"""Public checks of softmax and cross-entropy: small figures that can be followed by hand.

Run them with `autograder check`. They are a start: the hidden checks ask the same things of other numbers, shapes,
types and sizes.
"""

import numpy as np

from autograder.checks import Tolerance, assert_close, assert_equal, assert_raises, exercise

# The dog-cat-frog example of the handout: the scores are logarithms of the probabilities .36, .62 and .02.
SCORES = np.log([[0.36, 0.62, 0.02]])
SIX_DIGITS = Tolerance((0.0, 1e-6), (0.0, 1e-6))  # figures are printed with six decimals, and none is larger than 4


@exercise("softmax")
def test_softmax_of_the_handout(student):
    """The scores of the handout's example become the probabilities .36, .62 and .02."""
    assert_close(student.softmax(SCORES), np.array([[0.36, 0.62, 0.02]]))


@exercise("softmax")
def test_softmax_is_not_moved_by_a_shift(student):
    """Adding one number to all scores of a row changes nothing: not 1,000, and not another number in each row."""
    shifts = np.array([[0.0], [1000.0], [-1000.0]])
    logits = np.array([[0.0, np.log(3.0)]]) + shifts
    assert_close(student.softmax(logits), np.array([[0.25, 0.75]] * 3))


@exercise("softmax")
def test_softmax_along_columns(student):
    """With axis=0 each column is a distribution."""
    logits = np.log([[1.0, 2.0], [3.0, 6.0]])
    assert_close(student.softmax(logits, axis=0), np.array([[0.25, 0.25], [0.75, 0.75]]))


@exercise("log_softmax")
def test_log_softmax_of_the_handout(student):
    """The log-probabilities of the handout's example are the logarithms of .36, .62 and .02."""
    assert_close(student.log_softmax(SCORES), SCORES)


@exercise("log_softmax")
def test_log_softmax_of_distant_scores(student):
    """A class that lies 1,000 behind has the log-probability -1000, not -inf."""
    assert_close(student.log_softmax(np.array([0.0, 1000.0])), np.array([-1000.0, 0.0]))


@exercise("cross_entropy")
def test_losses_of_the_handout(student):
    """If the picture shows a dog, the loss is 1.021651; a cat, 0.478036; a frog, 3.912023."""
    losses = student.cross_entropy(np.repeat(SCORES, 3, axis=0), np.array([0, 1, 2]), reduction="none")
    assert_close(losses, np.array([1.021651, 0.478036, 3.912023]), SIX_DIGITS)


@exercise("cross_entropy")
def test_equal_scores_cost_the_logarithm_of_the_number_of_classes(student):
    """A network that knows nothing gives all C classes the same score, and pays log C for each example on average."""
    assert_close(student.cross_entropy(np.zeros((5, 10)), np.array([3, 1, 4, 1, 5])), np.log(10.0))


@exercise("cross_entropy")
def test_a_class_that_does_not_exist_is_refused(student):
    """With three classes, the targets -1 and 3 raise ValueError."""
    assert_raises(ValueError, student.cross_entropy, SCORES, np.array([-1]))
    assert_raises(ValueError, student.cross_entropy, SCORES, np.array([3]))


@exercise("cross_entropy_backward")
def test_gradient_of_the_handout(student):
    """For a picture of a cat the gradient is (.36, .62 - 1, .02): the probabilities less the one-hot row."""
    gradient = student.cross_entropy_backward(SCORES, np.array([1]))
    assert_close(gradient, np.array([[0.36, -0.38, 0.02]]))


@exercise("cross_entropy_backward")
def test_gradient_of_the_mean(student):
    """Each row of the gradient of the mean loss over 4 examples is a quarter of what it is alone."""
    gradient = student.cross_entropy_backward(np.repeat(SCORES, 4, axis=0), np.array([1, 1, 1, 1]))
    assert_close(gradient, np.repeat([[0.09, -0.095, 0.005]], 4, axis=0))


@exercise("binary_cross_entropy_with_logits")
def test_binary_loss_of_an_undecided_classifier(student):
    """A logit of 0 means probability one half: the loss is log 2, whatever the target is."""
    assert_close(student.binary_cross_entropy_with_logits(np.zeros(4), np.array([0, 1, 1, 0])), np.log(2.0))


@exercise("binary_cross_entropy_with_logits")
def test_binary_loss_of_a_confident_mistake(student):
    """A logit of 1,000 for a target of 0 costs 1,000."""
    assert_close(student.binary_cross_entropy_with_logits(np.array([1000.0]), np.array([0.0])), 1000.0)


@exercise("softmax_regression_loss")
def test_regression_with_weights_of_zero(student):
    """With W = 0 all classes are equally probable: the loss is log C, and dW is X^T (1/C - y) / N."""
    X, targets = np.array([[1.0, 2.0], [3.0, -1.0]]), np.array([0, 2])
    loss, dW = student.softmax_regression_loss(np.zeros((2, 3)), X, targets)
    assert_close(loss, np.log(3.0), what="the loss")
    assert_close(dW, np.array([[1.0, 4.0, -5.0], [-5.0, 1.0, 4.0]]) / 6.0, what="dW")


@exercise("softmax_regression_loss")
def test_regression_penalty(student):
    """With X = 0 only the penalty depends on W: l2 times the sum of squares, with gradient 2 l2 W."""
    W = np.array([[1.0, -2.0], [3.0, 0.5]])
    loss, dW = student.softmax_regression_loss(W, np.zeros((4, 2)), np.array([0, 1, 1, 0]), l2=0.1)
    assert_close(loss, np.log(2.0) + 0.1 * 14.25, what="the loss")
    assert_close(dW, np.array([[0.2, -0.4], [0.6, 0.1]]), what="dW")


@exercise("predict")
def test_predict_by_hand(student):
    """The class with the largest score; of equal ones the first."""
    assert_equal(student.predict(np.array([[0.36, 0.62, 0.02], [5.0, -1.0, 5.0]])), np.array([1, 0]))

"""Softmax and cross-entropy: from scores to probabilities, from probabilities to a loss, and back.

Every classifier ends here. A network gives each class a score (a logit, any real number); softmax turns a row of
scores into probabilities; cross-entropy says how surprised these probabilities are by the true class; its gradient
is what training sends back into the network. All of it is computed from the logits, never by way of a rounded
probability, so that it stays finite and exact for scores of any size.

N is the number of examples, C of classes, D of features. Arrays may be float64, float32 or integer, in any memory
layout; they are converted to float64 first, every array that comes back is float64 (class numbers are integers), and
no argument is modified.
"""

import numpy as np


def softmax(logits: np.ndarray, axis: int = -1) -> np.ndarray:
    r"""Turn scores into probabilities along `axis`: $p_j = e^{z_j} / \sum_k e^{z_k}$.

    logits: any shape, any rank; the result has the same shape, and sums to 1 along `axis`.
    Scores of any size are allowed (1e4, -1e4, both in one row), without overflow and without a RuntimeWarning.
    A score of -inf gets probability 0; every slice along `axis` holds at least one finite score.

    >>> softmax(np.array([[0.0, np.log(3.0)], [1000.0, 1000.0]]))
    array([[0.25, 0.75],
           [0.5 , 0.5 ]])

    Source: Goodfellow, Bengio and Courville, Deep Learning (2016), section 6.2.2.3; for the shift, section 4.1.
    """
    # YOUR CODE HERE
    raise NotImplementedError()


def log_softmax(logits: np.ndarray, axis: int = -1) -> np.ndarray:
    r"""The logarithm of softmax: $\log p_j = z_j - \log \sum_k e^{z_k}$, accurate where $p_j$ itself underflows to 0.

    logits: any shape, any rank; the result has the same shape.
    Finite for every finite score. The log-probability of a score of -inf is -inf, without a RuntimeWarning;
    every slice along `axis` holds at least one finite score.

    >>> log_softmax(np.array([0.0, 1000.0]))
    array([-1000.,     0.])

    Source: Blanchard, Higham and Higham, "Accurately computing the log-sum-exp and softmax functions",
    IMA Journal of Numerical Analysis 41 (2021), section 4.
    """
    # YOUR CODE HERE
    raise NotImplementedError()


def cross_entropy(logits: np.ndarray, targets: np.ndarray, reduction: str = "mean") -> float | np.ndarray:
    r"""The loss of the true classes, from logits: $\ell_i = -\log p_{i, y_i}$ with $p = $ softmax of row $i$.

    logits (N, C), targets (N,) integer class numbers from 0 to C - 1 (any integer dtype).
    reduction "mean": the average over the N examples, a scalar. "sum": their sum, a scalar. "none": the N losses, (N,).
    Any other reduction, and any target below 0 or from C on, raises ValueError: a negative class doesn't count from the
    end. The logits of *other* classes may be -inf. The loss stays exact where the probability is far too small for
    a float: two scores that lie 2,000 apart may cost 2,000.

    >>> logits = np.log([[0.36, 0.62, 0.02], [0.36, 0.62, 0.02]])
    >>> cross_entropy(logits, np.array([0, 1]), reduction="none").round(6)
    array([1.021651, 0.478036])
    >>> print(round(float(cross_entropy(logits, np.array([0, 1]))), 6))
    0.749844

    Source: Goodfellow, Bengio and Courville, Deep Learning (2016), section 6.2.2.3.
    """
    # YOUR CODE HERE
    raise NotImplementedError()


def cross_entropy_backward(logits: np.ndarray, targets: np.ndarray, reduction: str = "mean") -> np.ndarray:
    r"""The gradient of `cross_entropy` with respect to the logits, (N, C).

    One row of the gradient of the *sum* of the losses is $p - y$: the probabilities, less the one-hot row of the true
    class. The gradient of the mean is that of the sum divided by N.

    logits (N, C), targets (N,) as in `cross_entropy`. reduction "mean" or "sum"; any other ("none" included: its
    gradient isn't one array of this shape) raises ValueError, and so does a target below 0 or from C on.

    >>> logits = np.log([[0.36, 0.62, 0.02], [0.5, 0.25, 0.25]])
    >>> cross_entropy_backward(logits, np.array([0, 2]), reduction="sum").round(6)
    array([[-0.64,  0.62,  0.02],
           [ 0.5 ,  0.25, -0.75]])

    Source: Bishop, Pattern Recognition and Machine Learning (2006), section 4.3.4, equation 4.109.
    """
    # YOUR CODE HERE
    raise NotImplementedError()


def binary_cross_entropy_with_logits(logits: np.ndarray, targets: np.ndarray) -> float:
    r"""The mean loss of a yes-or-no classifier with one logit an example.

    With $p_i = \sigma(z_i)$, the loss of example $i$ is $-t_i \log p_i - (1 - t_i) \log(1 - p_i)$.

    logits (N,), targets (N,): numbers in [0, 1], integers or fractions (a fraction is a soft label). Returns a scalar.
    Finite for scores of any size, without a RuntimeWarning. It is the two-class softmax loss of the scores (0, z).

    >>> print(round(float(binary_cross_entropy_with_logits(np.array([0.0, -1000.0]), np.array([1.0, 0.5]))), 6))
    250.346574

    Source: Bishop, Pattern Recognition and Machine Learning (2006), section 4.3.2, equation 4.90.
    """
    # YOUR CODE HERE
    raise NotImplementedError()


def softmax_regression_loss(
    W: np.ndarray, X: np.ndarray, targets: np.ndarray, l2: float = 0.0
) -> tuple[float, np.ndarray]:
    r"""The regularised loss of the linear classifier with logits $XW$, and its gradient.

    The loss is the mean cross-entropy over the N examples plus $\lambda \sum_{dc} W_{dc}^2$ with $\lambda =$ `l2`: the
    plain sum of squares, with no factor 1/2, not divided by N.

    W (D, C), X (N, D), targets (N,) as in `cross_entropy` (out of range: ValueError).
    Returns the loss, a scalar, and dW (D, C), the gradient of all of it with respect to W.

    >>> X, targets = np.array([[1.0, 2.0], [3.0, -1.0]]), np.array([0, 2])
    >>> loss, dW = softmax_regression_loss(np.zeros((2, 3)), X, targets)
    >>> print(round(float(loss), 6))  # log 3: all classes are equally probable
    1.098612
    >>> dW.round(6)
    array([[ 0.166667,  0.666667, -0.833333],
           [-0.833333,  0.166667,  0.666667]])

    Source: Bishop, Pattern Recognition and Machine Learning (2006), section 4.3.4; for the penalty, section 5.5.
    """
    # YOUR CODE HERE
    raise NotImplementedError()


def predict(logits: np.ndarray) -> np.ndarray:
    """The class with the largest score in every row; of equal scores the first.

    logits (N, C); the result is an integer array (N,).

    >>> predict(np.array([[0.1, 0.7, 0.2], [2.0, -1.0, 2.0]]))
    array([1, 0])
    """
    # YOUR CODE HERE
    raise NotImplementedError()

"""Maximum likelihood: choose the parameters under which the data that were seen are most probable.

Losses come from here. Squared error is the Gaussian's negative log-likelihood, cross-entropy the categorical
distribution's, and to minimise cross-entropy is to minimise the Kullback-Leibler divergence from the data to the model.

n is the number of observations, K of classes, d of features. Logarithms are natural, and a log-likelihood is a sum over
all observations, not a mean. Probabilities multiply; their product underflows after a few hundred factors, so that
everything is computed as a sum of logarithms. Arrays of numbers may be float64, float32, integer (or boolean, where
outcomes are 0 and 1) in any memory layout; they are converted to float64 first. Results are floats and float64 arrays,
and no argument is modified. Input that makes no sense raises ValueError, as each function says.
"""

import numpy as np


def gaussian_log_likelihood(x: np.ndarray, mean: float, var: float) -> float:
    r"""The log-likelihood of x (n,) under a Gaussian of mean $\mu$ and variance $\sigma^2$, a sum over all n.

    $$\log L = -\frac{n}{2} \log(2 \pi \sigma^2) - \frac{1}{2 \sigma^2} \sum_i (x_i - \mu)^2$$

    var is the variance, not the standard deviation. Raises ValueError for an empty x and for var <= 0.

    >>> round(gaussian_log_likelihood(np.array([1.0, 3.0]), mean=2.0, var=1.0), 6)  # -log(2 pi) - 1
    -2.837877

    Source: Goodfellow, Bengio and Courville, Deep Learning (2016), section 5.5.1.
    """
    ### BEGIN SOLUTION
    x = np.asarray(x, dtype=np.float64)
    mean, var = float(mean), float(var)
    if x.size == 0 or var <= 0:
        raise ValueError(f"need observations and a positive variance, got {x.size} and {var}")
    return float(-0.5 * (x.size * np.log(2 * np.pi * var) + np.sum((x - mean) ** 2) / var))
    ### END SOLUTION


def gaussian_mle(x: np.ndarray) -> tuple[float, float]:
    r"""The mean and the variance that make x (n,) most probable.

    $$\hat\mu = \frac{1}{n} \sum_i x_i, \qquad \hat\sigma^2 = \frac{1}{n} \sum_i (x_i - \hat\mu)^2$$

    The maximum of the likelihood has n below, not the n - 1 that makes the estimate unbiased (which torch.var
    and statistics.variance use). Raises ValueError for an empty x.

    >>> gaussian_mle(np.array([1.0, 3.0, 8.0]))
    (4.0, 8.666666666666666)
    """
    ### BEGIN SOLUTION
    x = np.asarray(x, dtype=np.float64)
    if x.size == 0:
        raise ValueError("need at least one observation")
    mean = x.mean()
    return float(mean), float(np.mean((x - mean) ** 2))
    ### END SOLUTION


def bernoulli_mle(x: np.ndarray) -> float:
    """The probability of a 1 that makes the outcomes x (n,), each 0 or 1, most probable.

    Raises ValueError for an empty x and for an outcome that is neither 0 nor 1.

    >>> bernoulli_mle(np.array([1, 0, 1, 1]))
    0.75
    """
    ### BEGIN SOLUTION
    x = np.asarray(x, dtype=np.float64)
    if x.size == 0 or not np.isin(x, (0.0, 1.0)).all():
        raise ValueError("need at least one outcome, and all outcomes 0 or 1")
    return float(x.mean())
    ### END SOLUTION


def categorical_mle(x: np.ndarray, num_classes: int) -> np.ndarray:
    r"""The probabilities (K,) of K = num_classes classes that make x (n,) most probable: $\hat{p}_k = n_k / n$.

    x holds integers from 0 to K - 1, of any integer dtype. A class that was never seen gets probability 0 (and
    keeps its place): nothing is smoothed. Raises ValueError for an empty x and for a class outside 0 ... K - 1.

    >>> categorical_mle(np.array([0, 2, 2, 0]), num_classes=4)
    array([0.5, 0. , 0.5, 0. ])
    """
    ### BEGIN SOLUTION
    x = np.asarray(x)
    if x.size == 0 or x.min() < 0 or x.max() >= num_classes:
        raise ValueError(f"need at least one observation, and all classes from 0 to {num_classes - 1}")
    return np.bincount(x, minlength=num_classes) / x.size
    ### END SOLUTION


def categorical_log_likelihood(x: np.ndarray, probs: np.ndarray) -> float:
    r"""The log-likelihood $\sum_i \log p_{x_i}$ of the classes x (n,) under the probabilities probs (K,).

    -inf, without a warning, when a class of probability 0 was observed; an unobserved class of probability 0 costs
    nothing. probs is a distribution. Raises ValueError for an empty x and for a class outside 0 ... K - 1.

    >>> round(categorical_log_likelihood(np.array([0, 2, 2]), np.array([0.5, 0.0, 0.5])), 6)  # 3 log(1/2)
    -2.079442
    >>> categorical_log_likelihood(np.array([0, 1]), np.array([0.5, 0.0, 0.5]))
    -inf
    """
    ### BEGIN SOLUTION
    x, probs = np.asarray(x), np.asarray(probs, dtype=np.float64)
    if x.size == 0 or x.min() < 0 or x.max() >= probs.size:
        raise ValueError(f"need at least one observation, and all classes from 0 to {probs.size - 1}")
    observed = probs[x]  # (n,)
    if (observed == 0).any():
        return float("-inf")
    return float(np.log(observed).sum())
    ### END SOLUTION


def linear_regression_mle(X: np.ndarray, y: np.ndarray) -> tuple[np.ndarray, float]:
    r"""Least squares as maximum likelihood of $y_i = x_i^\top w + \varepsilon_i$ with Gaussian noise $\varepsilon_i$.

    X (n, d), y (n,) -> w (d,) that minimises $\lVert y - X w \rVert^2$, and the noise variance that is most probable
    with it, $\hat\sigma^2 = \frac{1}{n} \lVert y - X w \rVert^2$ (divide by n, not by n - d). No intercept is added.
    If the columns of X are dependent (always so for n < d) many w minimise; the one of smallest norm is asked for.
    Raises ValueError when there are no observations (n = 0).

    >>> X = np.array([[1.0, 0.0], [1.0, 1.0], [1.0, 2.0]])  # a column of ones is an intercept
    >>> w, noise_var = linear_regression_mle(X, np.array([1.0, 2.0, 6.0]))
    >>> w.round(6), round(noise_var, 6)
    (array([0.5, 2.5]), 0.5)

    Source: Goodfellow, Bengio and Courville, Deep Learning (2016), sections 5.5.1 and 2.9.
    """
    ### BEGIN SOLUTION
    X, y = np.asarray(X, dtype=np.float64), np.asarray(y, dtype=np.float64)
    if y.size == 0:
        raise ValueError("need at least one observation")
    w = np.linalg.lstsq(X, y)[0]  # by singular values: the minimum-norm solution at any rank
    return w, float(np.mean((y - X @ w) ** 2))
    ### END SOLUTION


def kl_divergence(p: np.ndarray, q: np.ndarray) -> float:
    r"""$KL(p \| q) = \sum_k p_k \log \frac{p_k}{q_k}$ in nats: what it costs to model data from p (K,) by q (K,).

    0 log 0 is 0, and the answer is inf where q = 0 < p, without a warning. Not symmetric: p is the data, q the model.
    Raises ValueError if p and q differ in length, are negative anywhere, or don't sum to 1 within 1e-6.

    >>> p, q = np.array([0.5, 0.3, 0.2]), np.array([0.2, 0.5, 0.3])
    >>> round(kl_divergence(p, q), 5), round(kl_divergence(q, p), 5)
    (0.2238, 0.19379)

    Source: Kullback and Leibler, "On information and sufficiency", Annals of Mathematical Statistics 22 (1951).
    """
    ### BEGIN SOLUTION
    p, q = np.asarray(p, dtype=np.float64), np.asarray(q, dtype=np.float64)
    if p.shape != q.shape:
        raise ValueError(f"p {p.shape} and q {q.shape} must have the same length")
    for distribution in (p, q):
        if (distribution < 0).any() or abs(distribution.sum() - 1) > 1e-6:
            raise ValueError(f"not a distribution: {distribution}")
    support = p > 0  # elsewhere 0 log 0 = 0
    if (q[support] == 0).any():
        return float("inf")
    return float(np.sum(p[support] * (np.log(p[support]) - np.log(q[support]))))
    ### END SOLUTION


def cross_entropy(p: np.ndarray, q: np.ndarray) -> float:
    r"""$H(p, q) = -\sum_k p_k \log q_k = H(p) + KL(p \| q)$ in nats; 0 log 0 is 0, and inf where q = 0 < p.

    Raises ValueError as `kl_divergence` does.

    >>> round(cross_entropy(np.array([0.0, 1.0]), np.array([0.75, 0.25])), 6)  # log 4
    1.386294
    """
    ### BEGIN SOLUTION
    return entropy(p) + kl_divergence(p, q)
    ### END SOLUTION


def entropy(p: np.ndarray) -> float:
    r"""$H(p) = -\sum_k p_k \log p_k$ in nats, with 0 log 0 = 0: the least cross-entropy that any model of p reaches.

    Raises ValueError if p is negative anywhere or does not sum to 1 within 1e-6.

    >>> round(entropy(np.array([0.5, 0.25, 0.25, 0.0])), 6)  # 1.5 log 2
    1.039721
    """
    ### BEGIN SOLUTION
    p = np.asarray(p, dtype=np.float64)
    if (p < 0).any() or abs(p.sum() - 1) > 1e-6:
        raise ValueError(f"not a distribution: {p}")
    positive = p[p > 0]
    return float(-np.sum(positive * np.log(positive)))
    ### END SOLUTION
